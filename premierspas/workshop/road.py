"""The four steps as the room sees them: how far, how spread, and what locks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import Criterion, Step
from premierspas.dispersion import Dispersion, Scale
from premierspas.french import count, listing, lower_first
from premierspas.workshop.questions import reference
from premierspas.workshop.tally import Result


@dataclass(frozen=True)
class Milestone:
    """One step. ``results``: of its questions, those that may be shown; ``locks``: its blocking
    criteria that half the room or more sees below what is expected."""

    step: Step
    results: tuple[Result, ...]
    locks: tuple[Criterion, ...]

    def having(self, dispersion: Dispersion) -> int:
        """Number of questions of this word."""
        return sum(found.dispersion is dispersion for found in self.results)

    @property
    def levels(self) -> tuple[int, ...]:
        """Answers at each level, all questions together: the distribution of the step."""
        spreads = [found.spread for found in self.results if isinstance(found.spread, Scale)]
        return tuple(sum(column) for column in zip(*(s.levels for s in spreads), strict=True))

    @property
    def middle(self) -> str:
        """« entre 1 et 2 sur 3 »: the middle of all answers to its questions."""
        if not any(self.levels):
            return "○ pas encore"
        low, high = Scale(levels=self.levels).medians
        top = len(self.levels) - 1
        return f"{low} sur {top}" if low == high else f"entre {low} et {high} sur {top}"

    @property
    def spread_in_words(self) -> str:
        """« ✓ 2 en accord, ▲ 1 clivée »."""
        words = (
            (Dispersion.SPLIT, "clivée", "clivées"),
            (Dispersion.NUANCED, "nuancée", "nuancées"),
            (Dispersion.AGREED, "en accord", "en accord"),
        )
        return ", ".join(
            f"{d.symbol} {count(number, one, many)}"
            for d, one, many in words
            if (number := self.having(d))
        )

    @property
    def locks_in_words(self) -> str:
        """« ▲ une association, le contrat »; « ✓ aucun »."""
        if not self.results:
            return "–"
        if not self.locks:
            return "✓ aucun"
        names = [criterion.label for criterion in self.locks]
        return "▲ " + listing([*names[:1], *map(lower_first, names[1:])])


def road(catalog: Catalog, results: Iterable[Result]) -> tuple[Milestone, ...]:
    """The four steps in order, from the answers to the questionnaire that may be shown."""
    shown = {reference(found.key): found for found in results if found.visible}
    return tuple(
        Milestone(
            step=step,
            results=tuple(shown[c.id] for c in criteria if c.id in shown),
            locks=tuple(c for c in criteria if c.id in shown and _locks(c, shown[c.id])),
        )
        for step in catalog.questionnaire.steps
        for criteria in (catalog.criteria_of(step.id),)
    )


def _locks(criterion: Criterion, found: Result) -> bool:
    return (
        criterion.blocking
        and isinstance(found.spread, Scale)
        and bool(found.spread.n)
        and found.spread.medians[0] < criterion.expected_level
    )
