"""Three profiles, what counts for the team, and its own verdict. The tool advises, never decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from premierspas.content import Catalog
from premierspas.content.models import (
    Profile,
    ProfileCriterion,
    ProfileReading,
    SourceRef,
    SupportItem,
)
from premierspas.dossier import Dossier
from premierspas.french import count, listing
from premierspas.missions import DEFAULT_DAYS_PER_WEEK
from premierspas.profile.sensitivity import Flip, fits, flips
from premierspas.profile.sentences import flip_in_words
from premierspas.profile.statuses import StatusFit, status_fits
from premierspas.profile.support import support_in_words

POINTS = 100
LEVEL_WORDS = ("faible", "moyen", "bon", "fort")
CLOSEST = 3  # sentences on the sensitivity that come first


@dataclass(frozen=True)
class Reading:
    """How a profile does on a criterion: ``level``, 0 (weak) to 3 (strong), is the content's reading
    (``ours``) unless the team reads it otherwise."""

    ours: ProfileReading
    level: int

    @property
    def edited(self) -> bool:
        """The team reads it otherwise than we do."""
        return self.level != self.ours.level

    @property
    def word(self) -> str:
        return LEVEL_WORDS[self.level]

    @property
    def our_word(self) -> str:
        return LEVEL_WORDS[self.ours.level]

    @property
    def reason(self) -> str:
        """Why we read it as we do; the team's own level has no reason written."""
        return self.ours.reason

    @property
    def sources(self) -> tuple[SourceRef, ...]:
        return self.ours.sources


@dataclass(frozen=True)
class WeightedCriterion:
    """A criterion, its points out of 100 as the team spread them (None: none typed yet), and how each
    profile does on it."""

    criterion: ProfileCriterion
    points_typed: int | None
    readings: Mapping[str, Reading]

    @property
    def points(self) -> int:
        return self.points_typed or 0

    @property
    def edited(self) -> bool:
        """The team reads at least one profile otherwise than we do."""
        return any(reading.edited for reading in self.readings.values())

    def reading(self, profile: str) -> Reading:
        """How ``profile`` does on this criterion."""
        return self.readings[profile]


@dataclass(frozen=True)
class ProfileChoice:
    """What the weights say, and what the team wrote. ``days_per_week``: days paid a week;
    ``days_assumed``: the team did not say how many. ``status``: the one it considers, by id."""

    profiles: tuple[Profile, ...]
    criteria: tuple[WeightedCriterion, ...]
    verdict: Profile | None
    fallback: Profile | None
    reason: str
    status_fits: tuple[StatusFit, ...]
    status: str | None
    days_per_week: float
    days_assumed: bool

    # --- points -----------------------------------------------------------------------------------
    @property
    def points_spread(self) -> int:
        return sum(c.points for c in self.criteria)

    @property
    def points_left(self) -> int:
        """Points still to be spread (negative: too many)."""
        return POINTS - self.points_spread

    @property
    def rest_spread(self) -> Mapping[str, int]:
        """The points left, shared equally between the criteria where none were typed: the first ones
        take what does not divide. Empty when there is nothing to share, or nobody to share it."""
        waiting = [c.criterion.id for c in self.criteria if c.points_typed is None]
        if not waiting or self.points_left <= 0:
            return {}
        each, more = divmod(self.points_left, len(waiting))
        return {key: each + (place < more) for place, key in enumerate(waiting)}

    # --- what the points say ----------------------------------------------------------------------
    @cached_property
    def _weights(self) -> dict[str, int]:
        return {c.criterion.id: c.points for c in self.criteria}

    @cached_property
    def _levels(self) -> dict[str, dict[str, int]]:
        return {
            c.criterion.id: {p.id: c.reading(p.id).level for p in self.profiles}
            for c in self.criteria
        }

    @cached_property
    def _fits(self) -> Mapping[str, Fraction]:
        if not self.points_spread:
            return {p.id: Fraction(0) for p in self.profiles}
        return fits(self._weights, self._levels)

    def fit(self, profile: Profile) -> Fraction:
        """Mean level (0 to 3) of ``profile`` on the criteria, weighted by the team's points; exact,
        so that a tie is a tie. 0 when no point was spread."""
        return self._fits[profile.id]

    @property
    def leading(self) -> tuple[Profile, ...]:
        """The profile (or the tied profiles) that fit the weights best; empty without weights."""
        if not self.points_spread:
            return ()
        best = max(self._fits.values())
        return tuple(p for p in self.profiles if self.fit(p) == best)

    @property
    def advice(self) -> str:
        """What the weights say, in words."""
        if not self.leading:
            return (
                "Répartissez vos points : l’outil dira quel profil répond le mieux à ce qui compte."
            )
        names = self._names(p.id for p in self.leading)
        if len(self.leading) > 1:
            return f"D’après vos points, {names} sont à égalité : la discussion tranchera."
        asset = max(self.criteria, key=lambda c: self._advantage(c, self.leading[0]))
        return (
            f"D’après vos points, le profil {names} répond le mieux à ce qui compte pour vous, en "
            f"particulier « {asset.criterion.label} » ({count(asset.points, 'point')})."
        )

    def _advantage(self, weighted: WeightedCriterion, profile: Profile) -> int:
        """What a criterion brings to ``profile`` against the others."""
        others = (weighted.reading(p.id).level for p in self.profiles if p != profile)
        level = weighted.reading(profile.id).level
        return weighted.points * sum(level - other for other in others)

    def _names(self, profiles: Iterable[str]) -> str:
        wanted = set(profiles)
        return listing(f"« {p.label} »" for p in self.profiles if p.id in wanted)

    # --- how solid it is --------------------------------------------------------------------------
    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Every way in which one criterion alone changes the advice, nearest to today first."""
        return flips(self._weights, self._levels) if self.points_spread else ()

    @property
    def sensitivity(self) -> tuple[str, ...]:
        """The same in words: « Le choix change pour … si … compte moins de 15 % »."""
        labels = {c.criterion.id: c.criterion.label for c in self.criteria}
        return tuple(flip_in_words(f, labels[f.criterion], self._names) for f in self.flips)

    @property
    def solidity(self) -> str:
        """What to know before those sentences, or instead of them; empty without points."""
        if not self.leading:
            return ""
        if len(self.leading) > 1:
            return (
                f"{self._names(p.id for p in self.leading)} sont à égalité aujourd’hui : aucun profil "
                "n’est devant, il n’y a pas de seuil à donner."
            )
        if not self.flips:
            return "Aucun critère, à lui seul, ne change le choix."
        moved = "Un critère pèse plus ou moins, les autres gardent leurs proportions entre eux."
        if not self.points_left:
            return moved
        total = count(self.points_spread, "point")
        return f"{moved} Les pourcentages se comptent sur vos {total}."

    # --- statuts ----------------------------------------------------------------------------------
    def fits_of(self, profile: Profile) -> tuple[StatusFit, ...]:
        """``profile`` with each way of paying it."""
        return tuple(fit for fit in self.status_fits if fit.profile == profile)

    @property
    def chosen_fit(self) -> StatusFit | None:
        """The verdict with the statut that the team considers; None while one of them is missing."""
        if self.verdict is None:
            return None
        return next((f for f in self.fits_of(self.verdict) if f.status == self.status), None)

    # --- support ----------------------------------------------------------------------------------
    @property
    def support_plan(self) -> tuple[SupportItem, ...]:
        """What the verdict needs to succeed; empty while the team has not decided."""
        return self.verdict.support if self.verdict else ()

    def support_in_words(self, profile: Profile) -> str:
        """The days that the support of ``profile`` takes, against the days paid."""
        return support_in_words(profile.support, self.days_per_week, days_assumed=self.days_assumed)


def profile_choice(catalog: Catalog, dossier: Dossier) -> ProfileChoice:
    """The team's points, readings and verdict over the profiles of the content."""
    decision, scenario = dossier.profile, dossier.budget.main
    return ProfileChoice(
        profiles=catalog.profile_texts.profiles,
        criteria=tuple(
            WeightedCriterion(
                c, decision.weights.get(c.id), _readings(c, decision.scores.get(c.id, {}))
            )
            for c in catalog.profile_texts.criteria
        ),
        verdict=catalog.profile[decision.verdict] if decision.verdict else None,
        fallback=catalog.profile[decision.fallback] if decision.fallback else None,
        reason=decision.reason,
        status_fits=status_fits(catalog),
        status="cdi" if scenario.status == "cdd" else scenario.status,
        days_per_week=scenario.days_per_week or DEFAULT_DAYS_PER_WEEK,
        days_assumed=scenario.days_per_week is None,
    )


def _readings(criterion: ProfileCriterion, scores: Mapping[str, int]) -> Mapping[str, Reading]:
    return {r.profile: Reading(r, scores.get(r.profile, r.level)) for r in criterion.readings}
