"""Who does what: the team's placement of the cards, against what the sources say."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import Card, Frontier, Way
from premierspas.dossier import Dossier


@dataclass(frozen=True)
class CardResult:
    """A card and where the team put it. ``differs``: the sources see it otherwise (None: the team
    did not say)."""

    card: Card
    way: Way | None
    decision: str
    frontier: Frontier | None

    @property
    def decided(self) -> bool:
        """Somebody is named: « je ne sais pas » names nobody."""
        return self.way is not None and self.way is not Way.UNKNOWN

    @property
    def differs(self) -> bool | None:
        return self.way not in self.card.agreeing if self.decided else None


@dataclass(frozen=True)
class Expectations:
    """All the cards, in the order of the content."""

    cards: tuple[CardResult, ...]

    @property
    def placed(self) -> tuple[CardResult, ...]:
        """Cards that the team touched, « je ne sais pas » included."""
        return tuple(c for c in self.cards if c.way is not None)

    @property
    def undecided(self) -> tuple[CardResult, ...]:
        """Placed on « je ne sais pas »: to be talked about."""
        return tuple(c for c in self.cards if c.way is Way.UNKNOWN)

    @property
    def differences(self) -> tuple[CardResult, ...]:
        """The team and the sources do not say the same: frontier cards first."""
        found = (c for c in self.cards if c.differs)
        return tuple(sorted(found, key=lambda c: c.frontier is None))

    @property
    def to_debate(self) -> tuple[CardResult, ...]:
        """Differences and undecided cards on which no sentence was agreed yet."""
        return tuple(c for c in (*self.differences, *self.undecided) if not c.decision)

    def given_to(self, way: Way) -> tuple[CardResult, ...]:
        """Cards that the team gives to ``way``."""
        return tuple(c for c in self.cards if c.way is way)


def expectations(catalog: Catalog, dossier: Dossier) -> Expectations:
    """The team's placement of every card of the content."""
    results = []
    for card in catalog.expectations.cards:
        placement = dossier.expectations.get(card.id)
        results.append(
            CardResult(
                card,
                placement.way if placement else None,
                placement.decision if placement else "",
                catalog.frontier[card.frontier] if card.frontier else None,
            )
        )
    return Expectations(tuple(results))
