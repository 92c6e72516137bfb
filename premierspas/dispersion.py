"""How far apart the answers of several people are: in a word, never as an average alone.

Nothing is concluded, and nothing may be shown, under ``MINIMUM`` answers: with fewer, people would
recognise each other. The three words and their limits are our reading of what facilitators do with
raised hands; see ``docs/decisions/2026-11-22-avis-de-plusieurs.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MINIMUM = 4
AGREED_FROM = Fraction(3, 4)  # share of people who must be together for the team to agree
SPLIT_UNDER = Fraction(1, 2)  # share that one answer must pass for the team not to be split
NO_CONCLUSION = "○"


class Dispersion(StrEnum):
    """How far apart people are, in a word."""

    AGREED = "accord"
    NUANCED = "nuancé"
    SPLIT = "clivé"

    @property
    def symbol(self) -> str:
        return {"accord": "✓", "nuancé": "→", "clivé": "▲"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Answers on ordered levels. ``levels``: number of people at each, lowest first; those who do not
    know, or are not concerned, are counted apart and weigh on nothing."""

    levels: tuple[int, ...]
    unknown: int = 0
    not_concerned: int = 0

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
        ordered = [level for level, number in enumerate(self.levels) for _ in range(number)]
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
        return bool(self.levels[0] and self.levels[-1])

    @property
    def dispersion(self) -> Dispersion | None:
        """In a word; None under ``MINIMUM`` levels chosen."""
        if not self.shown:
            return None
        near = self.share_near_median >= AGREED_FROM
        if near and not self.both_extremes:
            return Dispersion.AGREED
        return Dispersion.NUANCED if near or not self.both_extremes else Dispersion.SPLIT

    @property
    def symbol(self) -> str:
        return self.dispersion.symbol if self.dispersion else NO_CONCLUSION

    @property
    def agreed_level(self) -> int | None:
        """The level that the team may take over as it is; None when it has to be talked about. With
        two in the middle, the lower one: we do not make the team more ready than it says."""
        return self.medians[0] if self.dispersion is Dispersion.AGREED else None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer out of several that have no order. ``chosen``: number of people by answer; those who
    do not know are counted apart."""

    chosen: Mapping[str, int]
    unknown: int = 0

    @property
    def people(self) -> int:
        """Everyone who answered, « je ne sais pas » included."""
        return self.n + self.unknown

    @property
    def n(self) -> int:
        """People who chose an answer."""
        return sum(self.chosen.values())

    @property
    def shown(self) -> bool:
        """Enough people chose an answer for nobody to be recognised."""
        return self.n >= MINIMUM

    @property
    def dispersion(self) -> Dispersion | None:
        """Agreed from three quarters for one answer; split when none has more than half."""
        if not self.shown:
            return None
        most = Fraction(max(self.chosen.values()), self.n)
        if most >= AGREED_FROM:
            return Dispersion.AGREED
        return Dispersion.NUANCED if most > SPLIT_UNDER else Dispersion.SPLIT

    @property
    def symbol(self) -> str:
        return self.dispersion.symbol if self.dispersion else NO_CONCLUSION
