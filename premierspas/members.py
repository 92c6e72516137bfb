"""What several people answered alone, and how far apart they are.

Everyone answers first, the team agrees afterwards (HAS, matrice de maturité). Nothing is shown under
``MINIMUM`` answers: with fewer, people would recognise each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from premierspas.content import Catalog
from premierspas.content.models import Card, Criterion, Way
from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change
from premierspas.dossier.model import CriterionAnswer, LevelAnswer
from premierspas.french import count

MINIMUM = 4
AGREED_FROM = Fraction(3, 4)  # share of people close to the middle from which they agree
_LEVELS = (0, 1, 2, 3)
_NO_CONCLUSION = "○"


class Dispersion(StrEnum):
    """How far apart people are, in a word."""

    AGREED = "accord"
    NUANCED = "nuancé"
    SPLIT = "clivé"

    @property
    def symbol(self) -> str:
        return {"accord": "✓", "nuancé": "→", "clivé": "▲"}[self.value]


@dataclass(frozen=True)
class Distribution:
    """How members answered one question of the questionnaire. ``levels``: number of people at each
    level, 0 to 3."""

    criterion: Criterion
    levels: tuple[int, int, int, int]
    unknown: int
    not_concerned: int

    @property
    def people(self) -> int:
        """Everyone who answered, « je ne sais pas » included."""
        return self.n + self.unknown + self.not_concerned

    @property
    def n(self) -> int:
        """People who chose a level."""
        return sum(self.levels)

    @property
    def shown(self) -> bool:
        """Enough people chose a level for nobody to be recognised: « je ne sais pas » hides nobody."""
        return self.n >= MINIMUM

    @property
    def medians(self) -> tuple[int, int]:
        """The one or two levels in the middle; only with at least one level chosen."""
        ordered = [level for level in _LEVELS for _ in range(self.levels[level])]
        return ordered[(self.n - 1) // 2], ordered[self.n // 2]

    @property
    def share_near_median(self) -> Fraction:
        """Share of the levels chosen that are within one of the median; the smaller of the two shares
        when there are two levels in the middle."""

        def near(median: int) -> int:
            return sum(c for level, c in enumerate(self.levels) if abs(level - median) <= 1)

        return Fraction(min(map(near, self.medians)), self.n)

    @property
    def both_extremes(self) -> bool:
        """Somebody is at the lowest level and somebody at the highest."""
        return bool(self.levels[0] and self.levels[3])

    @property
    def dispersion(self) -> Dispersion | None:
        """In a word; None under ``MINIMUM`` levels chosen."""
        if self.n < MINIMUM:
            return None
        near = self.share_near_median >= AGREED_FROM
        if near and not self.both_extremes:
            return Dispersion.AGREED
        return Dispersion.NUANCED if near or not self.both_extremes else Dispersion.SPLIT

    @property
    def symbol(self) -> str:
        return self.dispersion.symbol if self.dispersion else _NO_CONCLUSION

    @property
    def agreed_level(self) -> int | None:
        """The level that the team may take over as it is; None when it has to be talked about. With
        two in the middle, the lower one: we do not make the team more ready than it says."""
        return self.medians[0] if self.dispersion is Dispersion.AGREED else None

    @property
    def in_words(self) -> str:
        """« 5 réponses : accord » and who does not know."""
        if self.people < MINIMUM:
            return f"{count(self.people, 'réponse')}, trop peu pour être montrées"
        parts = [count(self.n, "réponse")]
        if self.unknown:
            parts.append(f"{self.unknown} « ne sait pas »")
        if self.not_concerned:
            parts.append(f"{self.not_concerned} « non concerné »")
        word = self.dispersion.value if self.dispersion else "trop peu de réponses pour conclure"
        return f"{', '.join(parts)} : {word}"


@dataclass(frozen=True)
class WayDistribution:
    """How members placed one card. ``ways``: number of people for each way that was chosen."""

    card: Card
    ways: Mapping[Way, int]

    @property
    def people(self) -> int:
        return sum(self.ways.values())

    @property
    def n(self) -> int:
        """People who named somebody."""
        return self.people - self.ways.get(Way.UNKNOWN, 0)

    @property
    def shown(self) -> bool:
        """Enough people named somebody for nobody to be recognised."""
        return self.n >= MINIMUM

    @property
    def dispersion(self) -> Dispersion | None:
        """Agreed from three quarters for one way; split when no way has more than half."""
        if self.n < MINIMUM:
            return None
        most = Fraction(max(c for way, c in self.ways.items() if way is not Way.UNKNOWN), self.n)
        if most >= AGREED_FROM:
            return Dispersion.AGREED
        return Dispersion.NUANCED if most > Fraction(1, 2) else Dispersion.SPLIT

    @property
    def symbol(self) -> str:
        return self.dispersion.symbol if self.dispersion else _NO_CONCLUSION


@dataclass(frozen=True)
class Members:
    """What the members of the team said, question by question and card by card."""

    people: int
    questions: tuple[Distribution, ...]
    cards: tuple[WayDistribution, ...]

    def question(self, criterion: str) -> Distribution:
        """How members answered ``criterion``."""
        return next(q for q in self.questions if q.criterion.id == criterion)

    def card(self, card: str) -> WayDistribution:
        """How members placed ``card``."""
        return next(c for c in self.cards if c.card.id == card)

    @property
    def split(self) -> tuple[Distribution, ...]:
        """Questions to talk about first."""
        return tuple(q for q in self.questions if q.dispersion is Dispersion.SPLIT)


def members(catalog: Catalog, dossier: Dossier) -> Members:
    """How the individual answers of ``dossier`` are spread."""
    people = dossier.members.values()
    return Members(
        people=len(people),
        questions=tuple(
            _distribution(c, [m.readiness.get(c.id) for m in people])
            for c in catalog.questionnaire.criteria
        ),
        cards=tuple(
            _way_distribution(c, [m.expectations.get(c.id) for m in people])
            for c in catalog.expectations.cards
        ),
    )


def _distribution(criterion: Criterion, answers: list[LevelAnswer | None]) -> Distribution:
    zero, one, two, three = (answers.count(level) for level in _LEVELS)
    return Distribution(
        criterion=criterion,
        levels=(zero, one, two, three),
        unknown=answers.count("unknown"),
        not_concerned=answers.count("not-concerned"),
    )


def _way_distribution(card: Card, placed: list[Way | None]) -> WayDistribution:
    return WayDistribution(card, {way: placed.count(way) for way in Way if way in placed})


def agreed_levels(catalog: Catalog, dossier: Dossier) -> dict[str, int]:
    """Level by question, where the members agree and the team has not answered."""
    return {
        question.criterion.id: level
        for question in members(catalog, dossier).questions
        if (level := question.agreed_level) is not None
        and _answer(dossier, question.criterion.id).level is None
    }


def _answer(dossier: Dossier, criterion: str) -> CriterionAnswer:
    return dossier.readiness.get(criterion) or CriterionAnswer()


def adopt_agreement(catalog: Catalog) -> Change:
    """Take the members' answer over as the team's, where they agree and the team has not answered."""

    def change(dossier: Dossier) -> Dossier:
        adopted = {
            criterion: _answer(dossier, criterion).changed(level=level)
            for criterion, level in agreed_levels(catalog, dossier).items()
        }
        return dossier.changed(readiness={**dossier.readiness, **adopted})

    return change
