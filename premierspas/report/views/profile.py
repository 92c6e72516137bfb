"""The profile: the verdict, how solid the advice is, statuts, what counts, support, profiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from premierspas.content.models import Point
from premierspas.french import count, lower_first, tidy
from premierspas.profile import CLOSEST, LEVEL_WORDS, ProfileChoice, Reading, WeightedCriterion
from premierspas.profile.statuses import REMINDER, StatusFit
from premierspas.profile.support import days_in_words
from premierspas.report.views.words import TO_DECIDE, cited
from premierspas.results import Results


@dataclass(frozen=True)
class StatusRow:
    """A way of paying the profile chosen; ``considered``: the one that the team considers."""

    label: str
    considered: bool
    opinion: str
    reason: str
    reference: str


@dataclass(frozen=True)
class SupportRow:
    label: str
    explanation: str
    when: str
    days: str
    reference: str


@dataclass(frozen=True)
class ProfileView:
    """``weights``: criterion, points, and how each profile does, in words. ``statuses`` and
    ``support`` are those of the verdict: empty while there is none."""

    verdict: str
    decided: bool
    fallback: str
    reason: str
    advice: str
    solidity: str
    sensitivity: tuple[str, ...]
    names: tuple[str, ...]
    aspects: tuple[tuple[str, ...], ...]
    weights: tuple[tuple[str, ...], ...]
    weights_note: str
    statuses_title: str
    statuses: tuple[StatusRow, ...]
    statuses_note: str
    support_title: str
    support: tuple[SupportRow, ...]
    support_note: str


def profile_view(results: Results) -> ProfileView:
    """What led to the verdict, and what goes with it."""
    choice = results.profile
    verdict = choice.verdict
    added = results.catalog.status["indemnite"]
    chosen = lower_first(verdict.label) if verdict else ""
    return ProfileView(
        verdict=verdict.label if verdict else TO_DECIDE,
        decided=verdict is not None,
        fallback=choice.fallback.label if choice.fallback else "",
        reason=tidy(choice.reason),
        advice=choice.advice,
        solidity=choice.solidity,
        sensitivity=choice.sensitivity[:CLOSEST],
        names=tuple(p.label for p in choice.profiles),
        aspects=tuple(
            (label, *(_points(getattr(p, part)) for p in choice.profiles))
            for label, part in (("Accélère", "speeds_up"), ("Freine", "slows"), ("Demande", "asks"))
        ),
        weights=tuple(_weights_row(choice, c) for c in _shown(choice)),
        weights_note=_weights_note(choice),
        statuses_title=f"Avec quel statut ? {verdict.label}" if verdict else "",
        statuses=tuple(
            _status_row(results, fit) for fit in (choice.fits_of(verdict) if verdict else ())
        ),
        statuses_note=f"{REMINDER} {added.label} : {lower_first(added.explanation)}",
        support_title=f"Accompagnement prévu : {chosen}" if verdict else "",
        support=tuple(
            SupportRow(
                label=item.label,
                explanation=item.explanation,
                when=item.when,
                days=days_in_words(item),
                reference=cited(results, item.sources),
            )
            for item in choice.support_plan
        ),
        support_note=choice.support_in_words(verdict) if verdict else "",
    )


def _shown(choice: ProfileChoice) -> list[WeightedCriterion]:
    """The criteria that count or that the team reads otherwise, the heaviest first."""
    shown = [c for c in choice.criteria if c.points or c.edited]
    return sorted(shown, key=lambda c: -c.points)


def _weights_row(choice: ProfileChoice, weighted: WeightedCriterion) -> tuple[str, ...]:
    levels = (_level(weighted.reading(p.id)) for p in choice.profiles)
    return (weighted.criterion.label, str(weighted.points), *levels)


def _weights_note(choice: ProfileChoice) -> str:
    note = "De faible à fort : la lecture des sources par l’outil, que l’équipe peut corriger."
    if any(c.edited for c in choice.criteria):
        note += " « Lecture de l’équipe » : niveau que l’équipe a changé."
    left = choice.points_left
    if choice.points_spread and left:
        note = (
            f"{count(abs(left), 'point')} {'à répartir encore' if left > 0 else 'en trop'}. {note}"
        )
    return note


def _status_row(results: Results, fit: StatusFit) -> StatusRow:
    return StatusRow(
        label=fit.status_label,
        considered=fit == results.profile.chosen_fit,
        opinion=fit.opinion,
        reason=fit.reason,
        reference=cited(results, fit.sources),
    )


def _points(points: Iterable[Point]) -> str:
    return "\n".join(f"• {point.text}" for point in points)


def _level(reading: Reading) -> str:
    dots = f"{'●' * reading.level}{'○' * (len(LEVEL_WORDS) - 1 - reading.level)}"
    ours = f"\nlecture de l’équipe (outil : {reading.our_word})" if reading.edited else ""
    return f"{dots} {reading.word}{ours}"
