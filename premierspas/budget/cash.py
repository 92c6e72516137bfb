"""The account month by month: what goes out, what comes in, and when it goes below zero.

Everything is counted in whole cents, so that a year is exactly the sum of its months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

from dateutil.relativedelta import relativedelta

from premierspas.budget.aci import AciPayment, payments
from premierspas.budget.costs import Cost, cost_of
from premierspas.budget.money import MONTHS
from premierspas.budget.situation import Situation
from premierspas.content.models import StatusId

CENTS = 100


def spread(amounts: Iterable[float]) -> list[int]:
    """Euros by month in whole cents: rounding never adds up, each year of twelve months is exact."""
    cents, due, given = [], 0.0, 0
    for rank, amount in enumerate(amounts):
        if rank % MONTHS == 0:
            due, given = 0.0, 0
        due += amount
        paid = round(due * CENTS) - given
        given += paid
        cents.append(paid)
    return cents


@dataclass(frozen=True, slots=True)
class CashMonth:
    """A month, in cents. ``balance``: on the account at its end."""

    month: date
    out: int
    aci: int
    aid: int
    contributions: int
    other: int
    balance: int

    @property
    def income(self) -> int:
        return self.aci + self.aid + self.contributions + self.other


@dataclass(frozen=True)
class CashYear:
    """Twelve months from ``first`` on, in cents: the sum of them, to the cent."""

    first: date
    months: tuple[CashMonth, ...]

    @property
    def last(self) -> date:
        return self.months[-1].month

    def total(self, name: str) -> int:
        """Of ``out``, ``aci``, ``aid``, ``contributions``, ``other`` or ``income``."""
        return sum(getattr(month, name) for month in self.months)

    @property
    def balance(self) -> int:
        """On the account at the end of the year."""
        return self.months[-1].balance


@dataclass(frozen=True)
class Cash:
    """The account of one statut. ``opening``: cents on it before the first month."""

    opening: int
    months: tuple[CashMonth, ...]

    @cached_property
    def lowest(self) -> CashMonth:
        """The month when least is left: the first of them."""
        return min(self.months, key=lambda month: month.balance)

    @property
    def to_ask(self) -> float:
        """€ that are missing at the worst moment; 0 when the account never goes below zero."""
        return max(-self.lowest.balance, 0) / CENTS

    @property
    def first_below(self) -> CashMonth | None:
        """The first month that ends below zero."""
        return next((month for month in self.months if month.balance < 0), None)

    @property
    def months_below(self) -> int:
        return sum(month.balance < 0 for month in self.months)

    @property
    def years(self) -> tuple[CashYear, ...]:
        starts = range(0, len(self.months), MONTHS)
        return tuple(CashYear(self.months[i].month, self.months[i : i + MONTHS]) for i in starts)


@dataclass(frozen=True)
class Incomes:
    """What comes in whatever the statut is, in cents by month."""

    months: tuple[date, ...]
    aci: tuple[int, ...]
    aid: tuple[int, ...]
    contributions: tuple[int, ...]
    other: tuple[int, ...]


def aci_payments(situation: Situation, *, prudent: bool = False) -> tuple[AciPayment, ...]:
    """Every payment of the CPAM from the signature to the last month counted.

    ``prudent``: the year of the signature counts only its months under contract.
    """
    if not situation.line_known:
        return ()
    signature = situation.signature
    last = situation.start + relativedelta(months=situation.horizon)
    amounts = {
        year: aci_year(situation, year, prudent=prudent)
        for year in range(signature.year, last.year + 1)
    }
    return tuple(
        payments(
            situation.figures, signature, amounts, with_minimum=situation.scenario.advance_minimum
        )
    )


def aci_year(situation: Situation, year: int, *, prudent: bool = False) -> float:
    """What the coordination line brings for one calendar year, in €: its months under contract only,
    the year of the signature, if the team or a ``prudent`` calculation counts so. 0 when unknown."""
    amount = situation.aci_line(year) or 0.0
    if year == situation.signature.year:
        left = MONTHS + 1 - situation.signature.month
        amount *= (situation.scenario.months_in_year or (left if prudent else MONTHS)) / MONTHS
    return amount


def incomes(situation: Situation, *, prudent: bool = False) -> Incomes:
    """Everything that comes in, month by month from the first one paid."""
    scenario, count = situation.scenario, situation.horizon
    months = tuple(situation.start + relativedelta(months=rank) for rank in range(count))
    place = {month: rank for rank, month in enumerate(months)}
    aci = [0] * count
    for payment in aci_payments(situation, prudent=prudent):
        if payment.month in place:
            aci[place[payment.month]] += round(payment.euros * CENTS)
    aid = [0] * count
    if situation.aid_month in place:
        aid[place[situation.aid_month]] = round(situation.startup_aid * CENTS)
    lasting = scenario.contribution_months or count
    return Incomes(
        months=months,
        aci=tuple(aci),
        aid=tuple(aid),
        contributions=tuple(
            spread(situation.contributions if rank < lasting else 0.0 for rank in range(count))
        ),
        other=tuple(spread([(scenario.other_funding or 0.0) / MONTHS] * count)),
    )


def expenses(
    situation: Situation, cost_at: Callable[[float], Cost], *, at_most: bool = False
) -> list[int]:
    """What goes out, in cents by month; ``at_most``: at the highest cost."""
    months: list[float] = []
    monthly: Mapping[float, Cost] = {}
    for rank in range(1, situation.horizon + 1):
        days = situation.days_in_month(rank)
        if days not in monthly:
            monthly = {**monthly, days: cost_at(days)}
        amount = monthly[days].amount
        months.append(amount.monthly_high if at_most else amount.monthly_central)
    months[0] += monthly[situation.days_in_month(1)].once
    return spread(months)


def cash(situation: Situation, status: StatusId, coming: Incomes, *, at_most: bool = False) -> Cash:
    """The account of ``status`` month by month."""
    out = expenses(situation, lambda days: cost_of(situation, status, days), at_most=at_most)
    opening = round((situation.scenario.opening_cash or 0.0) * CENTS)
    flows = zip(out, coming.aci, coming.aid, coming.contributions, coming.other, strict=True)
    balances = accumulate(
        (aci + aid + own + other - paid for paid, aci, aid, own, other in flows), initial=opening
    )
    next(balances)
    return Cash(
        opening,
        tuple(
            map(
                CashMonth, coming.months, out, coming.aci, coming.aid, coming.contributions,
                coming.other, balances,
            )
        ),
    )  # fmt: skip
