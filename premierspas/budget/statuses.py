"""One way of paying the coordinator against what comes in: a full year, and month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from premierspas.budget.aci import (
    READING_WORDS,
    READINGS,
    AciRule,
    Reading,
)
from premierspas.budget.alerts import (
    Alert,
    hours_alert,
    status_alerts,
)
from premierspas.budget.cash import Cash, Incomes, aci_year, cash, incomes
from premierspas.budget.costs import Cost, cost_of
from premierspas.budget.explanations import explain_balance, explain_lowest, explain_net
from premierspas.budget.money import NOTHING, Amount, Explained
from premierspas.budget.sensitivity import Effect, effects
from premierspas.budget.situation import SALARIED, Situation
from premierspas.content.models import Status
from premierspas.french import (
    count,
    days,
    euros,
    euros_rounded,
    lower_first,
    month,
    number,
)

MOST_DAYS = 5.0
_HALVINGS = 40  # of five days: far below a cent


@dataclass(frozen=True)
class StatusBalance:
    """A way of paying against what comes in. ``income``: of a full year, None while the ACI line is
    not known; ``coming``: month by month."""

    situation: Situation
    status: Status
    cost: Cost
    income: Amount | None
    coming: Incomes

    @property
    def sentence(self) -> str:
        """« Salarié en CDI, 1 jour par semaine : 582 à 674 €/mois (6 984 à 8 087 €/an). »"""
        time = days(self.cost.days_per_week)
        return f"{self.status.label}, {time} par semaine : {self.cost.amount.words}."

    @property
    def problem(self) -> str:
        """Why this way of paying cannot be counted (a pay that the law forbids); empty when it can."""
        counted = self.status.id in SALARIED and not self.situation.of_the_origin
        return self.situation.pay_problem if counted else ""

    # --- a full year ------------------------------------------------------------------------------
    @property
    def balance(self) -> Amount | None:
        """What is left (or missing, when negative) of a full year; None when we cannot tell."""
        return self.income - self.cost.amount if self.income and not self.problem else None

    @property
    def coverage(self) -> float | None:
        """Share of the central cost that a full year's income pays: 1 is all of it. None when we
        cannot tell, or when nothing is to be paid."""
        cost = self.cost.amount.central
        return self.income.central / cost if self.income and self.balance and cost >= 0.01 else None

    @property
    def coverage_in_words(self) -> str:
        """« 93 % », and never 100 % when anything is missing."""
        if self.coverage is None:
            return "à calculer" if self.balance is None else "rien à payer"
        return f"{number(self.coverage_shown * 100)} %"

    @property
    def coverage_shown(self) -> float:
        """The coverage to the percent below: 0.93, and never 1 when anything is missing."""
        return int((self.coverage or 0.0) * 100 + 1e-7) / 100

    @property
    def covered(self) -> bool | None:
        """The income covers the cost, even at its highest; None when no income is known."""
        return None if self.balance is None else self.balance.low > -0.005

    @property
    def missing(self) -> Amount | None:
        """What is missing in a year, at best and at worst; None when nothing is."""
        if self.balance is None or self.covered:
            return None
        worst, central, best = self.balance.low, self.balance.central, self.balance.high
        return Amount(max(-best, 0), max(-central, 0), -worst)

    @property
    def per_professional(self) -> Amount | None:
        """What is left to pay by each professional of the team; None when we do not know how many."""
        if self.balance is None or not self.situation.professionals:
            return None
        return (self.missing or NOTHING) * (1 / self.situation.professionals)

    @property
    def balance_in_words(self) -> str:
        if self.problem:
            return "à calculer : le salaire est à corriger"
        return self.balance.signed_words if self.balance else "à calculer : indiquez la patientèle"

    @property
    def per_professional_in_words(self) -> str:
        if self.balance is None:
            return "à calculer"
        if self.per_professional is None:
            return "indiquez le nombre de professionnels"
        return "rien" if self.missing is None else self.per_professional.month_words

    @property
    def balance_symbol(self) -> str:
        """« ✓ couvert », « ▲ non couvert », « ? selon le prix »; empty when nothing is known."""
        if self.problem:
            return "▲ salaire à corriger"
        if self.balance is None:
            return ""
        if self.covered:
            return "✓ couvert"
        return "▲ non couvert" if self.balance.high < 0 else "? selon le prix"

    @property
    def net_in_words(self) -> str:
        """What the person receives, before income tax: for our part of the post, and for all of it."""
        if self.cost.net is None:
            return "à vérifier"
        post = self.situation.post_days(self.cost.days_per_week)
        if (
            post == self.cost.days_per_week
            or self.status.id not in SALARIED
            or self.situation.of_the_origin
        ):
            return self.cost.net.month_words
        whole = self.cost.net * (post / self.cost.days_per_week)
        return (
            f"{self.cost.net.month_words} pour votre part ({whole.month_words} pour tout le poste)"
        )

    @property
    def explained_net(self) -> Explained | None:
        """Where the net comes from; None where we do not work it out."""
        return None if self.problem else explain_net(self.situation, self.cost)

    @property
    def explained_balance(self) -> Explained | None:
        """Where the balance comes from; None when we cannot tell it."""
        line = self.situation.aci_line(self.situation.start.year)
        if self.balance is None or line is None:
            return None
        return explain_balance(self.situation, self.cost, self.balance, line)

    @property
    def explained_lowest(self) -> Explained | None:
        """Where the lowest point of the account comes from; None when we cannot tell it."""
        return None if self.problem else explain_lowest(self.cash)

    # --- the time paid later ----------------------------------------------------------------------
    @cached_property
    def later(self) -> StatusBalance | None:
        """The same once the time paid has changed; None when it does not."""
        situation, time = self.situation, self.situation.scenario.later_days_per_week
        if time is None or time == situation.days_per_week:
            return None
        return replace(self, cost=cost_of(situation, self.status.id, time))

    @property
    def later_in_words(self) -> str:
        """« À partir du 13e mois, 2 jours par semaine : … Une année pleine : il manque… »"""
        if self.later is None:
            return ""
        situation = self.situation
        words = (
            f"À partir du {situation.later_from_month}e mois : {lower_first(self.later.sentence)} "
            f"Une année pleine : {self.later.balance_in_words}."
        )
        if situation.later_counts:
            return words
        return (
            f"{words} C’est au-delà des {situation.years_words} : la trésorerie ne le compte pas."
        )

    # --- the patients of later --------------------------------------------------------------------
    @cached_property
    def grown(self) -> StatusBalance | None:
        """The same in the last full year looked at, with its patients and the time paid then; None
        when their number does not change."""
        situation = self.situation
        scenario = situation.scenario
        if not scenario.patients_growth or scenario.free_amount is not None or self.income is None:
            return None
        line = aci_year(situation, situation.last_full_year)
        then = self.later if self.later and situation.later_counts else self
        return replace(then, income=Amount.per_year(line + situation.other_income))

    @property
    def grown_in_words(self) -> str:
        """« En 2029, avec 3 400 patients : il manque 120 €/mois (1 440 €/an). »"""
        if self.grown is None:
            return ""
        year = self.situation.last_full_year
        people = count(self.situation.patients_in(year), "patient")
        return f"En {year}, avec {people} : {self.grown.balance_in_words}."

    @property
    def afterwards(self) -> tuple[str, ...]:
        """What it becomes once the time paid has changed, and the number of patients, in words."""
        return tuple(filter(None, (self.later_in_words, self.grown_in_words)))

    @property
    def may_lack(self) -> bool:
        """It may cost more than comes in, in a year of now or of later."""
        known = filter(None, (self, self.later, self.grown))
        return any(balance.covered is False for balance in known)

    # --- break-even -------------------------------------------------------------------------------
    def patients_needed(self, reading: Reading) -> int | None:
        """The fewest patients with which a full year pays the central cost; None when none do, or
        when we cannot tell."""
        return None if self.problem else self._patients_needed[reading]

    @cached_property
    def _patients_needed(self) -> dict[Reading, int | None]:
        situation = self.situation
        rule = AciRule.of(situation.points_on(situation.start.year))
        needed = self.cost.amount.central - situation.other_income
        return {reading: rule.patients_for(needed, reading) for reading in READINGS}

    @cached_property
    def days_covered(self) -> tuple[float, float] | None:
        """Days a week that a full year's income pays, at the highest cost and at the lowest; at most
        five. None when no income is known, or when this cannot be counted."""
        if self.income is None or self.problem:
            return None
        income = self.income.central
        return (
            self._days_for(income, lambda amount: amount.high),
            self._days_for(income, lambda amount: amount.low),
        )

    def days_needed(self, reading: Reading) -> float | None:
        """Days a week that the income pays at the central cost, with the line read as ``reading``;
        None when we cannot tell."""
        if self.problem:
            return None
        situation = self.situation
        line = situation.aci_line(situation.start.year, reading)
        if line is None:
            return None
        return self._days_for(line + situation.other_income, lambda amount: amount.central)

    def _days_for(self, income: float, of: Callable[[Amount], float]) -> float:
        """The most days whose cost ``income`` pays: the cost grows with the days, so we halve."""
        situation, status = self.situation, self.status.id
        if of(cost_of(situation, status, MOST_DAYS).amount) <= income:
            return MOST_DAYS
        enough, too_much = 0.0, MOST_DAYS
        for _ in range(_HALVINGS):
            middle = (enough + too_much) / 2
            if of(cost_of(situation, status, middle).amount) <= income:
                enough = middle
            else:
                too_much = middle
        return enough

    @property
    def break_even(self) -> tuple[tuple[str, str, str], ...]:
        """For each reading, in words: its name, the patients with which a full year pays the central
        cost, the days a week that its income pays."""
        rows = []
        for reading in READINGS:
            patients, paid = self.patients_needed(reading), self.days_needed(reading)
            rows.append((
                READING_WORDS[reading],
                "–" if patients is None else count(patients, "patient"),
                self._untold if paid is None else _at_most(paid, 2),
            ))  # fmt: skip
        return tuple(rows)

    @property
    def _untold(self) -> str:
        return "corrigez le salaire" if self.problem else "indiquez la patientèle"

    @property
    def days_covered_in_words(self) -> str:
        """« 1,6 à 2 j/semaine »."""
        if self.days_covered is None:
            return "–"
        return (
            " à ".join(dict.fromkeys(_at_most(end, 1) for end in self.days_covered)) + " j/semaine"
        )

    # --- month by month ---------------------------------------------------------------------------
    @cached_property
    def cash(self) -> Cash:
        """The account at the central cost."""
        return cash(self.situation, self.status.id, self.coming)

    @cached_property
    def prudent_cash(self) -> Cash:
        """The account at the highest cost, the first year of ACI counted by its months only."""
        coming = incomes(self.situation, prudent=True)
        return cash(self.situation, self.status.id, coming, at_most=True)

    @property
    def to_ask(self) -> tuple[float, float]:
        """€ missing at the worst moment: as counted, and to be prudent."""
        return self.cash.to_ask, self.prudent_cash.to_ask

    @property
    def to_ask_in_words(self) -> str:
        """« 6 200 € à 8 100 € »: as counted, and to be prudent."""
        if self.problem:
            return "à calculer"
        return " à ".join(dict.fromkeys(euros_up(value) for value in self.to_ask))

    @property
    def cash_message(self) -> str:
        """« La trésorerie passe sous zéro en mars 2027 : prévoir 6 200 € (8 100 € pour être prudent). »"""
        if self.problem:
            return "La trésorerie se calcule une fois le salaire corrigé"
        needed, prudent = self.to_ask
        known = self.situation.line_known
        account = "La trésorerie" if known else "Sans l’ACI (patientèle à indiquer), la trésorerie"
        below = self.cash.first_below
        if below is None:
            least = f"au plus bas, {euros_rounded(self.cash.lowest.balance / 100)} en " + month(
                self.cash.lowest.month
            )
            return f"{account} ne passe pas sous zéro ({least})" + (
                f", mais il peut manquer {euros_up(prudent)} : voyez le calcul prudent"
                if prudent
                else ""
            )
        begins = f"{account} passe sous zéro en {month(below.month)}"
        careful = f" ({euros_up(prudent)} pour être prudent)"
        if euros_up(prudent) == euros_up(needed):
            careful = ""
        if self.never_recovers:
            years = count(self.situation.scenario.horizon_years, "an")
            return (
                f"{begins} et ne se rétablit pas : il manque {euros_up(needed)} en {years}{careful}"
            )
        return f"{begins} : prévoir {euros_up(needed)}{careful}"

    @property
    def never_recovers(self) -> bool:
        """The lowest point is in the last year, and a year then costs more than it brings: the
        longer we look, the more is missing."""
        then = self.grown or (self.situation.later_counts and self.later) or self
        deficit = then.balance is not None and then.balance.central < 0
        return deficit and self.cash.lowest in self.cash.years[-1].months

    # --- to know before deciding ------------------------------------------------------------------
    @property
    def hours_alert(self) -> Alert | None:
        """Too few hours for the collective agreement."""
        return hours_alert(self.situation, self.cost)

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        return tuple(status_alerts(self.situation, self.cost))

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What changes the result most, the strongest first."""
        return effects(self.situation, self.status.id)


def _at_most(found: float, decimals: int) -> str:
    """Days that are paid: rounded down, so that they are."""
    if found >= MOST_DAYS:
        return "5 ou plus"
    return number(int(found * 10**decimals + 1e-6) / 10**decimals)


def euros_up(value: float) -> str:
    """An amount to ask for: to the hundred above, so that it is enough."""
    return euros(-(-int(-(-value // 1)) // 100) * 100)


def compared(statuses: tuple[StatusBalance, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The figures of each statut side by side, row by row: what screen, PDF and spreadsheet show."""
    rows: dict[str, Callable[[StatusBalance], str]] = {
        "Coût par mois": lambda s: s.cost.amount.month_words,
        "Coût par an": lambda s: s.cost.amount.year_words,
        "Au centre de la fourchette": lambda s: (
            f"{euros_rounded(s.cost.amount.monthly_central)}/mois "
            f"({euros_rounded(s.cost.amount.central)}/an)"
        ),
        "Net pour la personne, par mois": lambda s: s.net_in_words,
        "Part du coût payée par les recettes": lambda s: s.coverage_in_words,
        "Solde d’une année pleine": lambda s: s.balance_in_words,
        "À payer par chaque professionnel": lambda s: s.per_professional_in_words,
        "Jours que les recettes paient": lambda s: s.days_covered_in_words,
        "Ce qui manque au moment le plus bas": lambda s: s.to_ask_in_words,
    }
    for label, words in rows.items():
        yield label, tuple(words(status) for status in statuses)
