"""Amounts that know their period, and figures that know where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content.models import SourceRef
from premierspas.french import euros_range, euros_rounded
from premierspas.typography import NBSP

MONTHS = 12


@dataclass(frozen=True)
class Amount:
    """An amount of euros a year, between ``low`` and ``high``: €/month and €/year cannot be mixed
    up, each is asked for by name."""

    low: float
    high: float

    @classmethod
    def per_year(cls, low: float, high: float | None = None) -> Amount:
        """From euros a year."""
        return cls(low, low if high is None else high)

    @classmethod
    def per_month(cls, low: float, high: float | None = None) -> Amount:
        """From euros a month."""
        return cls(low * MONTHS, (low if high is None else high) * MONTHS)

    @property
    def monthly_low(self) -> float:
        return self.low / MONTHS

    @property
    def monthly_high(self) -> float:
        return self.high / MONTHS

    @property
    def middle(self) -> float:
        """Euros a year, in the middle of the range."""
        return (self.low + self.high) / 2

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Amount) -> Amount:
        """The range of a difference: the worst case is our low against their high."""
        return Amount(self.low - other.high, self.high - other.low)

    def __mul__(self, factor: float) -> Amount:
        """``factor`` is not negative (days a week, a share)."""
        return Amount(self.low * factor, self.high * factor)

    @property
    def month_words(self) -> str:
        """« 800 à 1 000 €/mois »."""
        return euros_range(self.monthly_low, self.monthly_high) + "/mois"

    @property
    def year_words(self) -> str:
        """« 9 600 à 12 000 €/an »."""
        return euros_range(self.low, self.high) + "/an"

    @property
    def words(self) -> str:
        """« 800 à 1 000 €/mois (9 600 à 12 000 €/an) »."""
        return f"{self.month_words} ({self.year_words})"

    @property
    def signed_words(self) -> str:
        """For a balance: « il reste 120 €/mois », « il manque 80 €/mois », or between both."""
        if self.low >= 0:
            return f"il reste {self.words}"
        if self.high <= 0:
            return f"il manque {Amount(-self.high, -self.low).words}"
        return (
            f"entre {_missing(self.low)} et {euros_rounded(self.high / MONTHS)}/mois de reste "
            f"({_missing_year(self.low)} à +{NBSP}{euros_rounded(self.high)}/an)"
        )


@dataclass(frozen=True)
class Explained:
    """A figure with its sentence, the steps that lead to it, and its sources."""

    title: str
    amount: Amount
    sentence: str
    steps: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    to_check: str = ""


def _missing(yearly: float) -> str:
    return f"{euros_rounded(-yearly / MONTHS)}/mois de manque"


def _missing_year(yearly: float) -> str:
    return f"−{NBSP}{euros_rounded(-yearly)}"
