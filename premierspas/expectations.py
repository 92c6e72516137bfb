"""Who does what: the team's placement of the cards, against what the sources say."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import Card, Frontier, Way
from premierspas.decisions import decided_on
from premierspas.dossier import Dossier
from premierspas.dossier.model import CardPlacement


@dataclass(frozen=True)
class CardResult:
    """A card, where the team put it, and what it agreed.

    ``differs``: the sources see it otherwise (None: the team did not say). ``minority``: the view of
    those who do not agree. ``instead``: who does it when the coordinator does not; ``assumed``:
    nobody will, and the team accepts it. ``vote``: how a workshop voted, in words.
    """

    card: Card
    way: Way | None
    decision: str
    minority: str
    instead: str
    assumed: bool
    frontier: Frontier | None
    vote: str = ""

    @property
    def decided(self) -> bool:
        """Somebody is named: « je ne sais pas » names nobody."""
        return self.way is not None and self.way is not Way.UNKNOWN

    @property
    def differs(self) -> bool | None:
        return self.way not in self.card.agreeing if self.decided else None

    @property
    def for_others(self) -> bool:
        """Not given to the coordinator, even in part: somebody else must do it."""
        return self.way in (Way.LEADERS, Way.EXPERT)

    @property
    def orphan(self) -> bool:
        """Refused to the coordinator, and nobody is named: it must find somebody, or be assumed."""
        return self.for_others and not self.instead and not self.assumed

    @property
    def debatable(self) -> bool:
        """Worth a sentence of decision: the sources differ, they pull both ways, or nobody knows."""
        return self.way is not None and (self.differs is not False or self.frontier is not None)


@dataclass(frozen=True)
class Debate:
    """A point on which the documents pull both ways, and the team's cards on it. ``unplaced``: number
    of its cards that are still to place, which the words of the documents would betray."""

    frontier: Frontier
    cards: tuple[CardResult, ...]
    unplaced: int


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
        """Differences on which no sentence was agreed yet, and the cards that nobody decides."""
        return (*(c for c in self.differences if not c.decision), *self.undecided)

    @property
    def to_compare(self) -> tuple[CardResult, ...]:
        """Cards to lay beside the sources, once placed: frontier cards first, then differences, then
        what the team does not know; the others agree."""
        return tuple(
            sorted(
                (c for c in self.cards if c.debatable),
                key=lambda c: (c.frontier is None, not c.differs),
            )
        )

    @property
    def debates(self) -> tuple[Debate, ...]:
        """The points that the placed cards touch: those on which the team differs first."""
        topics = {c.frontier.id: c.frontier for c in self.to_compare if c.frontier}
        return tuple(
            Debate(
                frontier,
                tuple(c for c in self.to_compare if c.frontier is frontier),
                sum(c.frontier is frontier and c.way is None for c in self.cards),
            )
            for frontier in topics.values()
        )

    @property
    def for_others(self) -> tuple[CardResult, ...]:
        """Cards for which the team must say who does it."""
        return tuple(c for c in self.cards if c.for_others)

    @property
    def orphans(self) -> tuple[CardResult, ...]:
        """Tasks that nobody does yet: the list must be empty, or each assumed."""
        return tuple(c for c in self.cards if c.orphan)

    def given_to(self, way: Way) -> tuple[CardResult, ...]:
        """Cards that the team gives to ``way``."""
        return tuple(c for c in self.cards if c.way is way)


def expectations(catalog: Catalog, dossier: Dossier) -> Expectations:
    """The team's placement of every card of the content."""
    results = []
    for card in catalog.expectations.cards:
        decided = decided_on(dossier, f"attentes.{card.id}")
        placement = dossier.expectations.get(card.id) or CardPlacement()
        results.append(
            CardResult(
                card=card,
                way=placement.way,
                decision=placement.decision.strip(),
                minority=placement.minority.strip(),
                instead=placement.instead,
                assumed=placement.assumed,
                frontier=catalog.frontier[card.frontier] if card.frontier else None,
                vote=decided.votes_in_words if decided else "",
            )
        )
    return Expectations(tuple(results))
