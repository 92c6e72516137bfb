"""A scenario with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

from dateutil.relativedelta import relativedelta

from premierspas.budget.aci import AciRule, Reading, month_of
from premierspas.budget.figures import NO_VALUES, Figures, acceptable
from premierspas.budget.money import MONTHS
from premierspas.budget.salary import PayRules, smic_in_force
from premierspas.content import Catalog
from premierspas.content.models import StatusId
from premierspas.dossier import Dossier, Scenario
from premierspas.french import count, days, euros
from premierspas.missions import DEFAULT_DAYS_PER_WEEK, HOURS_PER_DAY

STATUSES: tuple[StatusId, ...] = get_args(StatusId)
SALARIED: tuple[StatusId, ...] = ("cdi", "cdd")
INVOICED = tuple(status for status in STATUSES if status not in SALARIED)
# The table of the Diaporama was filled with the figures of these years.
ORIGIN_DAY = date(2019, 1, 1)
FIGURES_WORDS = {
    "support-origine": "Support d’origine (2018-2019)",
    "references-2026": "Références 2026",
    "mes-valeurs": "Mes valeurs",
}


@dataclass(frozen=True)
class Situation:
    """What a budget is computed from. ``today``: the day of the references; ``own_values``: figures
    of the team, counted only in « Mes valeurs »."""

    catalog: Catalog
    scenario: Scenario
    patients: int | None
    professionals: int | None
    arrival: date | None
    team_signature: date | None
    today: date
    own_values: Mapping[str, float]

    @classmethod
    def of(cls, catalog: Catalog, dossier: Dossier, scenario: Scenario, today: date) -> Situation:
        """The scenario in the team that ``dossier`` describes."""
        team = dossier.team
        return cls(
            catalog=catalog,
            scenario=scenario,
            patients=team.patients,
            professionals=team.professionals,
            arrival=team.arrival,
            team_signature=team.aci_signature,
            today=today,
            own_values=dossier.budget.own_values,
        )

    # --- figures ----------------------------------------------------------------------------------
    @cached_property
    def figures(self) -> Figures:
        """Those of today: pay, taxes, prices, and when the ACI pays."""
        own = NO_VALUES
        if self.scenario.figures == "mes-valeurs":
            own = acceptable(self.catalog, self.own_values)
        return Figures(self.catalog, self.today, own)

    @property
    def of_the_origin(self) -> bool:
        """Costs are those of the Diaporama, as it gives them."""
        return self.scenario.figures == "support-origine"

    @cached_property
    def pay_rules(self) -> PayRules:
        return PayRules.of(self.figures, executive=self.scenario.executive)

    def points_on(self, year: int) -> Figures:
        """The figures of the ACI for ``year``: of the version asked for, or in force that year."""
        version = self.catalog.aci_version.get(self.scenario.aci_version or "")
        if version:
            return self.figures.on(version.since)
        if self.of_the_origin:
            return self.figures.on(ORIGIN_DAY)
        # Nothing older than the first version is known: it counts for the years before it too.
        return self.figures.on(max(date(year, 1, 1), self.catalog.statuses.aci_versions[0].since))

    @property
    def reading(self) -> Reading:
        return self.scenario.reading or ("tranches" if self.of_the_origin else "pro-rata")

    # --- time -------------------------------------------------------------------------------------
    @property
    def days_per_week(self) -> float:
        return self.scenario.days_per_week or DEFAULT_DAYS_PER_WEEK

    @property
    def days_assumed(self) -> bool:
        return self.scenario.days_per_week is None

    @property
    def days_per_year(self) -> float:
        """Days invoiced in a year for one day a week."""
        return self.scenario.days_per_year or self.figures["jours-par-an"]

    def days_in_month(self, rank: int) -> float:
        """Days paid a week in the ``rank``-th month (from 1)."""
        later = self.scenario.later_days_per_week
        if later is not None and rank >= self.later_from_month:
            return later
        return self.days_per_week

    @property
    def later_from_month(self) -> int:
        return self.scenario.later_from_month or 13

    @cached_property
    def start(self) -> date:
        """The first month paid: the wished arrival, or next month when nobody wished one."""
        return month_of(self.scenario.start or self.arrival or self.today + relativedelta(months=1))

    @property
    def horizon(self) -> int:
        """Months of cash that are computed."""
        return self.scenario.horizon_years * MONTHS

    @property
    def years_words(self) -> str:
        """« 3 ans regardés »."""
        return f"{count(self.scenario.horizon_years, 'an')} regardés"

    @property
    def later_counts(self) -> bool:
        """The time paid changes before the account ends."""
        later = self.scenario.later_days_per_week
        return later is not None and self.later_from_month <= self.horizon

    @property
    def last_full_year(self) -> int:
        """The last calendar year that is looked at from January to December."""
        return (self.start + relativedelta(months=self.horizon)).year - 1

    # --- money ------------------------------------------------------------------------------------
    @cached_property
    def signature(self) -> date:
        """Of the ACI contract; a hypothesis when the team has no date."""
        known = self.scenario.aci_signature or self.team_signature
        wait = int(self.figures["aci-attente-signature"])
        return known or self.start + relativedelta(months=wait)

    @property
    def signature_assumed(self) -> bool:
        return self.scenario.aci_signature is None and self.team_signature is None

    @property
    def startup_aid(self) -> float:
        """€ once, what the reference says (nothing) until the ARS has written something."""
        typed = self.scenario.startup_aid
        return self.figures["fir-aide"] if typed is None else typed

    @property
    def aid_month(self) -> date:
        """When the start-up aid is counted: the month said, but never before the account begins."""
        return max(month_of(self.scenario.startup_aid_on or self.start), self.start)

    @property
    def contributions(self) -> float:
        """Of all the professionals, € a month; 0 while we do not know how many they are."""
        return (self.scenario.contribution or 0.0) * (self.professionals or 0)

    @property
    def line_known(self) -> bool:
        """There is something to count the ACI with: patients, or an amount."""
        return self.patients is not None or self.scenario.free_amount is not None

    def patients_in(self, year: int) -> int:
        """Patients counted for ``year``: those of today, plus the growth since the first month."""
        growth = self.scenario.patients_growth or 0
        return max((self.patients or 0) + growth * max(year - self.start.year, 0), 0)

    def aci_line(self, year: int, reading: Reading | None = None) -> float | None:
        """The coordination line of a whole calendar ``year``, in €, read as the scenario does unless
        told otherwise; None when there is nothing to count it with."""
        if self.scenario.free_amount is not None:
            return self.scenario.free_amount
        if self.patients is None:
            return None
        rule = AciRule.of(self.points_on(year))
        return rule.yearly(self.patients_in(year), reading or self.reading)

    @property
    def other_income(self) -> float:
        """What comes in every full year beside the ACI, in €: not a contribution that stops, nor the
        start-up aid."""
        return self.lasting_contributions * MONTHS + (self.scenario.other_funding or 0.0)

    @property
    def lasting_contributions(self) -> float:
        """Of all the professionals, € a month in a full year; 0 when they stop."""
        return 0.0 if self.scenario.contribution_months else self.contributions

    @cached_property
    def gross_full_time(self) -> float:
        """Gross pay for a full time, € a month, from the position, the gross or the net wanted.

        May be below the SMIC or above the ceiling: ``pay_problem`` says so.
        """
        scenario = self.scenario
        if self.paid_by_position:
            return self.figures[f"position-{scenario.position}"]
        if scenario.pay == "gross":
            return scenario.gross_full_time or 0.0
        post = self.post_days(self.days_per_week)
        net_of_the_post = (scenario.net_wanted or 0.0) * post / self.days_per_week
        return self.pay_rules.gross_for(net_of_the_post) / self.time(post)

    @property
    def paid_by_position(self) -> bool:
        """By the grid: chosen, or counted until the team has typed the gross or the net."""
        scenario = self.scenario
        typed = {"gross": scenario.gross_full_time, "net": scenario.net_wanted}
        return typed.get(scenario.pay) is None

    @cached_property
    def pay_problem(self) -> str:
        """Why this pay cannot be counted, empty when it can."""
        smic, ceiling = smic_in_force(self.figures), self.figures["plafond-securite-sociale"]
        gross = round(self.gross_full_time, 2)
        if gross < smic:
            return (
                f"Ce salaire fait {euros(gross)} brut par mois à temps plein, moins que le SMIC "
                f"({euros(smic)}). Augmentez-le : un salaire sous le SMIC est interdit."
            )
        if gross > ceiling:
            return (
                f"Ce salaire fait {euros(gross)} brut par mois à temps plein, plus que le plafond de "
                f"la Sécurité sociale ({euros(ceiling)}). D’autres cotisations s’ajoutent, que nous ne "
                "calculons pas : demandez une simulation à un gestionnaire de paie."
            )
        return ""

    @property
    def shared_problem(self) -> str:
        """Why the shared post cannot be that small, empty when it can."""
        whole, later = self.scenario.shared_days_per_week, self.scenario.later_days_per_week
        ours = max(self.days_per_week, later or 0)
        if whole is None or whole >= ours:
            return ""
        when = "" if ours == self.days_per_week else f" à partir du {self.later_from_month}e mois"
        return (
            f"Poste partagé : {days(whole)} par semaine en tout, alors que vous payez "
            f"{days(ours)}{when}. Augmentez le poste entier, ou baissez votre temps."
        )

    def time(self, days_per_week: float) -> float:
        """Share of a full time."""
        return days_per_week * HOURS_PER_DAY / self.figures["temps-plein"]

    def post_days(self, days_per_week: float) -> float:
        """Days a week of the whole post: ours, and those that other teams pay."""
        return max(self.scenario.shared_days_per_week or 0, days_per_week)
