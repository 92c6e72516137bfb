"""What several people answered alone, and how far apart they are.

Everyone answers first, the team agrees afterwards (HAS, matrice de maturité).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import Card, Criterion, Way
from premierspas.dispersion import MINIMUM, Choice, Dispersion, Scale
from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change
from premierspas.dossier.model import CriterionAnswer, LevelAnswer
from premierspas.french import count


@dataclass(frozen=True, kw_only=True)
class Distribution(Scale):
    """How members answered one question of the questionnaire, levels 0 to 3."""

    criterion: Criterion

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


@dataclass(frozen=True, kw_only=True)
class WayDistribution(Choice):
    """How members placed one card: number of people for each way that was chosen."""

    card: Card

    @property
    def ways(self) -> Mapping[Way, int]:
        """Number of people by way, « ne sait pas » included."""
        unknown = {Way.UNKNOWN: self.unknown} if self.unknown else {}
        return {Way(way): number for way, number in self.chosen.items()} | unknown


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
    return Distribution(
        criterion=criterion,
        levels=tuple(answers.count(level) for level in range(len(criterion.levels))),
        unknown=answers.count("unknown"),
        not_concerned=answers.count("not-concerned"),
    )


def _way_distribution(card: Card, placed: list[Way | None]) -> WayDistribution:
    return WayDistribution(
        card=card,
        chosen={w: placed.count(w) for w in Way if w in placed and w is not Way.UNKNOWN},
        unknown=placed.count(Way.UNKNOWN),
    )


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
