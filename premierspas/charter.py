"""The charter of the role: what the coordinator will do, what they will not, and with whom.

One object, drawn by the page, the PDF and the text file.
"""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import Way
from premierspas.expectations import CardResult, Expectations
from premierspas.french import count

NOBODY = "Personne, et nous l’assumons"
TO_NAME = "à nommer"


@dataclass(frozen=True)
class CharterLine:
    """A task as the team decided it. ``who``: who does it, in words; ``decision`` and ``minority``
    are the team's own sentences, empty when it wrote none; ``vote``: how a workshop voted."""

    task: str
    who: str
    decision: str
    minority: str
    vote: str


@dataclass(frozen=True)
class Charter:
    """« Fera », « fera avec l’équipe », « ne fera pas » with who does it instead, and what is left to
    decide. ``orphans``: tasks refused to the coordinator that nobody was named for. ``debated``:
    number of cards on which the team and the sources differ; ``acted``: those of them that have
    their sentence. ``unplaced``: number of cards that were not touched."""

    will: tuple[CharterLine, ...]
    together: tuple[CharterLine, ...]
    wont: tuple[CharterLine, ...]
    undecided: tuple[CharterLine, ...]
    orphans: tuple[str, ...]
    debated: int
    acted: int
    unplaced: int
    total: int

    @property
    def begun(self) -> bool:
        """At least one card was placed."""
        return self.unplaced < self.total

    @property
    def complete(self) -> bool:
        """Every card is decided, every debated one has its sentence, no task is an orphan."""
        return not (self.unplaced or self.undecided or self.orphans or self.acted < self.debated)

    @property
    def left_to_do(self) -> tuple[str, ...]:
        """What keeps the charter from being complete, in words."""
        left = []
        if self.unplaced:
            left.append(count(self.unplaced, "carte à placer", "cartes à placer"))
        if self.undecided:
            label = "sur « ne sait pas »"
            left.append(count(len(self.undecided), f"carte {label}", f"cartes {label}"))
        if self.acted < self.debated:
            left.append(count(self.debated - self.acted, "décision à écrire", "décisions à écrire"))
        if self.orphans:
            left.append(count(len(self.orphans), "tâche sans personne", "tâches sans personne"))
        return tuple(left)


def charter_of(catalog: Catalog, placed: Expectations) -> Charter:
    """The charter that these placements make."""

    def lines(cards: tuple[CardResult, ...]) -> tuple[CharterLine, ...]:
        return tuple(
            CharterLine(c.card.task, _who(catalog, c), c.decision, c.minority, c.vote)
            for c in cards
        )

    return Charter(
        will=lines(placed.given_to(Way.COORDINATOR)),
        together=lines(placed.given_to(Way.TOGETHER)),
        wont=lines(placed.for_others),
        undecided=lines(placed.undecided),
        orphans=tuple(c.card.task for c in placed.orphans),
        debated=len(placed.differences),
        acted=sum(bool(c.decision) for c in placed.differences),
        unplaced=len(placed.cards) - len(placed.placed),
        total=len(placed.cards),
    )


def _who(catalog: Catalog, card: CardResult) -> str:
    """« Hélène (leader) », « Leader(s) : à nommer », « Personne, et nous l’assumons »."""
    if card.way is None or card.way is Way.UNKNOWN:
        return ""
    label = catalog.way[card.way].label
    if not card.for_others:
        return label
    if card.instead:
        return f"{card.instead} ({label.lower().removesuffix('(s)')})"
    return NOBODY if card.assumed else f"{label} : {TO_NAME}"
