"""The profile: the verdict, the three profiles, what counts for the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from premierspas.content.models import Point
from premierspas.french import count
from premierspas.profile import LEVEL_WORDS
from premierspas.report.views.words import TO_DECIDE, cited, lower_first, sentence, tidy
from premierspas.results import Results


@dataclass(frozen=True)
class ProfileView:
    """``weights``: criterion, points, and how each profile does, in words."""

    verdict: str
    decided: bool
    fallback: str
    reason: str
    advice: str
    names: tuple[str, str, str]
    aspects: tuple[tuple[str, tuple[str, str, str]], ...]
    weights: tuple[tuple[str, str, tuple[str, str, str]], ...]
    points_note: str
    support_title: str
    support: tuple[str, ...]


def profile_view(results: Results) -> ProfileView:
    """The three profiles, what counts for the team, and its own verdict."""
    choice = results.profile
    first, second, third = choice.profiles
    three = (first, second, third)
    aspects = (
        ("Accélère", tuple(_points(p.speeds_up) for p in three)),
        ("Freine", tuple(_points(p.slows) for p in three)),
        ("Demande", tuple(_points(p.asks) for p in three)),
    )
    weighted = [c for c in choice.criteria if c.points]
    left = choice.points_left
    return ProfileView(
        verdict=choice.verdict.label if choice.verdict else TO_DECIDE,
        decided=choice.verdict is not None,
        fallback=choice.fallback.label if choice.fallback else "",
        reason=tidy(choice.reason),
        advice=choice.advice,
        names=(first.label, second.label, third.label),
        aspects=tuple((label, (a, b, c)) for label, (a, b, c) in aspects),
        weights=tuple(
            (
                c.criterion.label,
                str(c.points),
                (
                    _level(c.reading(first.id).level),
                    _level(c.reading(second.id).level),
                    _level(c.reading(third.id).level),
                ),
            )
            for c in sorted(weighted, key=lambda c: -c.points)
        ),
        points_note=(
            ""
            if not weighted or not left
            else f"{count(abs(left), 'point')} {'à répartir encore' if left > 0 else 'en trop'}."
        ),
        support_title=(
            f"Accompagnement prévu : {lower_first(choice.verdict.label)}" if choice.verdict else ""
        ),
        support=tuple(
            f"{sentence(p.text)} ({cited(results, p.sources)})" for p in choice.verdict.support
        )
        if choice.verdict
        else (),
    )


def _points(points: Iterable[Point]) -> str:
    return "\n".join(f"• {point.text}" for point in points)


def _level(level: int) -> str:
    return f"{'●' * level}{'○' * (len(LEVEL_WORDS) - 1 - level)} {LEVEL_WORDS[level]}"
