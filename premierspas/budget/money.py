"""Amounts that know their period, and figures that can say how they are worked out.

Nothing here is put into words before somebody reads it: a whole budget is computed in a millisecond,
and writing French numbers takes longer than computing them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from premierspas.content.models import SourceRef
from premierspas.french import euros, euros_range, euros_rounded, number
from premierspas.typography import NBSP

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Amount:
    """Euros a year, between ``low`` and ``high``, most likely ``central``: €/month and €/year cannot
    be mixed up, each is asked for by name."""

    low: float
    central: float
    high: float

    @classmethod
    def per_year(
        cls, central: float, low: float | None = None, high: float | None = None
    ) -> Amount:
        """From euros a year; exact when no range is given."""
        return cls(central if low is None else low, central, central if high is None else high)

    @classmethod
    def per_month(
        cls, central: float, low: float | None = None, high: float | None = None
    ) -> Amount:
        """From euros a month."""
        return cls.per_year(central, low, high) * MONTHS

    @property
    def monthly_low(self) -> float:
        return self.low / MONTHS

    @property
    def monthly_central(self) -> float:
        return self.central / MONTHS

    @property
    def monthly_high(self) -> float:
        return self.high / MONTHS

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.low + other.low, self.central + other.central, self.high + other.high)

    def __sub__(self, other: Amount) -> Amount:
        """The range of a difference: the worst case is our low against their high."""
        return Amount(self.low - other.high, self.central - other.central, self.high - other.low)

    def __mul__(self, factor: float) -> Amount:
        """``factor`` is not negative (days a week, a share)."""
        return Amount(self.low * factor, self.central * factor, self.high * factor)

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
        if round(self.low) >= 0:
            return f"il reste {self.words}"
        if round(self.high) <= 0:
            return f"il manque {Amount(-self.high, -self.central, -self.low).words}"
        return (
            f"il peut manquer {euros_rounded(-self.monthly_low)}/mois ou rester "
            f"{euros_rounded(self.monthly_high)}/mois "
            f"(de −{NBSP}{euros_rounded(-self.low)} à +{NBSP}{euros_rounded(self.high)}/an)"
        )


NOTHING = Amount(0.0, 0.0, 0.0)


# --- figures that explain themselves --------------------------------------------------------------
Kind = Literal["euros", "percent", "number"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence, as a number: written in French only when the sentence is read."""

    value: float
    kind: Kind = "euros"

    def __str__(self) -> str:
        match self.kind:
            case "euros":
                return euros(round(self.value, 2))
            case "percent":
                return f"{number(self.value, 4)}{NBSP}%"
            case "number":
                return number(self.value)


Phrase = tuple[str | Quantity, ...]


def percent(value: float) -> Quantity:
    """``value`` in percent: 42.896 is « 42,896 % »."""
    return Quantity(value, "percent")


def plain(value: float) -> Quantity:
    """A number without a unit."""
    return Quantity(value, "number")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a figure: ``amount`` is what it adds, in euros a month or a year as the figure says."""

    label: str
    how: Phrase
    amount: float

    @property
    def words(self) -> str:
        """« Cotisations de l’employeur : 479,59 € × 42,896 % = 205,73 € »."""
        how = "".join(map(str, self.how))
        result = str(Quantity(self.amount))
        return f"{self.label} : {how} = {result}" if how else f"{self.label} : {result}"


@dataclass(frozen=True)
class Explained:
    """A figure with the steps that add up to it (in € by ``period``) and the parameters it rests on
    (ids of ``content/baremes/``), with their ``sources``. ``remark``: what it leaves out."""

    title: str
    period: Literal["mois", "an", "une-fois"]
    amount: Amount
    steps: tuple[Step, ...]
    parameters: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    remark: str = ""

    @property
    def steps_in_words(self) -> tuple[str, ...]:
        """The steps, then the total by month and by year."""
        central = self.amount.central
        if self.period == "une-fois":
            return (*(step.words for step in self.steps), f"En tout : {euros(round(central, 2))}")
        total = f"En tout : {euros(round(central / MONTHS, 2))} par mois, {euros(round(central, 2))} par an"
        return (*(step.words for step in self.steps), total)
