"""Three profiles, what counts for the team, and its own verdict. The tool advises, never decides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from premierspas.content import Catalog
from premierspas.content.models import Profile, ProfileCriterion, ProfileReading
from premierspas.dossier import Dossier
from premierspas.french import count, listing

POINTS = 100
LEVEL_WORDS = ("faible", "moyen", "bon", "fort")


@dataclass(frozen=True)
class WeightedCriterion:
    """A criterion and its points out of 100 as the team spread them."""

    criterion: ProfileCriterion
    points: int

    def reading(self, profile: str) -> ProfileReading:
        """How ``profile`` does on this criterion."""
        return next(r for r in self.criterion.readings if r.profile == profile)


@dataclass(frozen=True)
class ProfileChoice:
    """What the weights say, and what the team wrote."""

    profiles: tuple[Profile, ...]
    criteria: tuple[WeightedCriterion, ...]
    verdict: Profile | None
    fallback: Profile | None
    reason: str

    @property
    def points_spread(self) -> int:
        return sum(c.points for c in self.criteria)

    @property
    def points_left(self) -> int:
        """Points still to be spread (negative: too many)."""
        return POINTS - self.points_spread

    def fit(self, profile: Profile) -> Fraction:
        """Mean level (0 to 3) of ``profile`` on the criteria, weighted by the team's points; exact,
        so that a tie is a tie. 0 when no point was spread."""
        if not self.points_spread:
            return Fraction(0)
        total = sum(c.points * c.reading(profile.id).level for c in self.criteria)
        return Fraction(total, self.points_spread)

    @property
    def leading(self) -> tuple[Profile, ...]:
        """The profile (or the tied profiles) that fit the weights best; empty without weights."""
        if not self.points_spread:
            return ()
        best = max(map(self.fit, self.profiles))
        return tuple(p for p in self.profiles if self.fit(p) == best)

    @property
    def advice(self) -> str:
        """What the weights say, in words."""
        if not self.leading:
            return (
                "Répartissez vos points : l’outil dira quel profil répond le mieux à ce qui compte."
            )
        names = listing(f"« {p.label} »" for p in self.leading)
        if len(self.leading) > 1:
            return f"D’après vos points, {names} sont à égalité : la discussion tranchera."
        heaviest = max(self.criteria, key=lambda c: c.points)
        return (
            f"D’après vos points, le profil {names} répond le mieux à ce qui compte pour vous, en "
            f"particulier « {heaviest.criterion.label} » ({count(heaviest.points, 'point')})."
        )


def profile_choice(catalog: Catalog, dossier: Dossier) -> ProfileChoice:
    """The team's points and verdict over the profiles of the content."""
    decision = dossier.profile
    return ProfileChoice(
        profiles=catalog.profile_texts.profiles,
        criteria=tuple(
            WeightedCriterion(c, decision.weights.get(c.id, 0))
            for c in catalog.profile_texts.criteria
        ),
        verdict=catalog.profile[decision.verdict] if decision.verdict else None,
        fallback=catalog.profile[decision.fallback] if decision.fallback else None,
        reason=decision.reason,
    )
