"""How far one criterion can move before another profile leads: exact, so that a tie is a tie.

A criterion counts more or less while the others keep their proportions; when none of the others
counts, they share the rest equally. Weights are points in any total: only shares of it matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

Weights = Mapping[str, int | Fraction]  # by criterion: at least two, one of them above 0
Levels = Mapping[str, Mapping[str, int]]  # level of each profile, by criterion then profile


@dataclass(frozen=True)
class Takeover:
    """Beyond ``share`` (of the total, away from today's) ``profiles`` lead; several: tied."""

    share: Fraction
    profiles: tuple[str, ...]


@dataclass(frozen=True)
class Flip:
    """What happens when ``criterion`` counts less (``below``) or more than ``today``, its share now.

    ``takeovers``: nearest first, never empty. ``others_silent``: no other criterion counts today.
    """

    criterion: str
    today: Fraction
    below: bool
    takeovers: tuple[Takeover, ...]
    others_silent: bool

    @property
    def distance(self) -> Fraction:
        """How far the first takeover is, in share of the total."""
        return abs(self.takeovers[0].share - self.today)

    def safe_percent(self, takeover: Takeover) -> Fraction:
        """% to print, to the tenth away from today: what is beyond it is beyond the exact share too.
        0 when nothing but 0 is."""
        tenths = takeover.share * 1000
        return Fraction(floor(tenths) if self.below else ceil(tenths), 10)


def fits(weights: Weights, levels: Levels) -> dict[str, Fraction]:
    """Mean level of each profile, weighted."""
    total = Fraction(sum(weights.values()))
    profiles = next(iter(levels.values()))
    return {p: sum(w * levels[c][p] for c, w in weights.items()) / total for p in profiles}


def leaders(weights: Weights, levels: Levels) -> tuple[str, ...]:
    """The profile, or the tied profiles, that the weights put first."""
    return _best(fits(weights, levels))


def with_share(weights: Weights, criterion: str, share: Fraction) -> dict[str, Fraction]:
    """``weights`` as shares of a total of 1, once ``criterion`` counts for ``share`` of it."""
    others = {c: w for c, w in weights.items() if c != criterion}
    if not any(others.values()):
        others = dict.fromkeys(others, 1)
    total = sum(others.values())
    return {c: (1 - share) * w / total for c, w in others.items()} | {criterion: share}


def flips(weights: Weights, levels: Levels) -> tuple[Flip, ...]:
    """Every way in which one criterion alone puts another profile in front, nearest to today first;
    none when several profiles are tied today. An equality at 0 or 100 % puts nobody in front."""
    first = leaders(weights, levels)
    if len(first) > 1:
        return ()
    total = sum(weights.values())
    found = []
    for criterion, weight in weights.items():
        without = fits(with_share(weights, criterion, Fraction(0)), levels)
        alone = fits(with_share(weights, criterion, Fraction(1)), levels)
        for below in (True, False):
            takeovers = _takeovers(without, alone, first[0], below)
            if takeovers:
                found.append(
                    Flip(
                        criterion=criterion,
                        today=Fraction(weight, total),
                        below=below,
                        takeovers=takeovers,
                        others_silent=weight == total,
                    )
                )
    return tuple(sorted(found, key=lambda flip: flip.distance))


def _takeovers(
    without: Mapping[str, Fraction], alone: Mapping[str, Fraction], leader: str, below: bool
) -> tuple[Takeover, ...]:
    """Who leads in turn from today to one end. A profile's fit is a line from ``without`` (share 0)
    to ``alone`` (share 1): those ahead of the leader at the end cross it once on the way."""
    end = without if below else alone
    found: list[Takeover] = []
    while ahead := [p for p in end if end[p] > end[leader]]:
        crossing = {p: _crossing(without, alone, leader, p) for p in ahead}
        share = (max if below else min)(crossing.values())
        together = {p: end[p] for p in ahead if crossing[p] == share}
        found.append(Takeover(share, _best(together)))
        leader = found[-1].profiles[0]
    return tuple(found)


def _crossing(
    without: Mapping[str, Fraction], alone: Mapping[str, Fraction], one: str, other: str
) -> Fraction:
    """Share at which ``one`` and ``other`` are equal."""
    gap = without[one] - without[other]
    return gap / (gap - (alone[one] - alone[other]))


def _best(values: Mapping[str, Fraction]) -> tuple[str, ...]:
    highest = max(values.values())
    return tuple(name for name, value in values.items() if value == highest)
