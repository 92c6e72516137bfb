"""What comes in against what goes out, for each way of paying the coordinator."""

from __future__ import annotations

from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from premierspas.budget.aci import advance, coordination_line
from premierspas.budget.costs import MINIMUM_HOURS_CONTRACT, status_cost
from premierspas.budget.money import MONTHS, Amount, Explained
from premierspas.content import Catalog
from premierspas.content.models import AciRule, SourceRef, Status
from premierspas.dossier import Dossier
from premierspas.french import count, days, euros_range, euros_rounded, hours, long_date, number
from premierspas.missions import DEFAULT_DAYS_PER_WEEK, HOURS_PER_DAY

_DAYS_A_MONTH = 30.44


@dataclass(frozen=True)
class Alert:
    """Something to know before deciding, and where it comes from."""

    text: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True)
class StatusBalance:
    """A way of paying: its cost, what is left or missing (None: no income is known), and how many
    days a week the income pays (fewest to most, None likewise)."""

    status: Status
    cost: Explained
    balance: Amount | None
    days_covered: tuple[float, float] | None
    weekly_hours: float
    alerts: tuple[Alert, ...]

    @property
    def below_minimum_hours(self) -> bool:
        """A contract for fewer hours than the collective agreement asks for."""
        return self.status.id == "cdi" and self.weekly_hours < MINIMUM_HOURS_CONTRACT

    @property
    def balance_in_words(self) -> str:
        return self.balance.signed_words if self.balance else "à calculer : indiquez la patientèle"

    @property
    def days_covered_in_words(self) -> str:
        """« 1,6 à 2 j/semaine »."""
        if self.days_covered is None:
            return "–"
        ends = dict.fromkeys(number(end, 1) for end in self.days_covered)
        return " à ".join(ends) + " j/semaine"

    @property
    def covered(self) -> bool | None:
        """The income covers the cost, even at its highest; None when no income is known."""
        return None if self.balance is None else self.balance.low >= 0

    @property
    def missing(self) -> Amount | None:
        """What is missing at worst and at best, None when nothing is."""
        if self.balance is None or self.balance.low >= 0:
            return None
        return Amount.per_year(max(-self.balance.high, 0), -self.balance.low)


@dataclass(frozen=True)
class Budget:
    """``line``: the ACI line, None when neither patients nor a free amount are known.
    ``days_assumed``: the team did not say how many days, we count one. ``before_aci``: what is to be
    paid before the ACI pays, in words (empty: nothing)."""

    rule: AciRule
    line: Explained | None
    advance: str
    startup_aid: Amount
    other_funding: Amount
    days_per_week: float
    days_assumed: bool
    days_per_year: float
    statuses: tuple[StatusBalance, ...]
    chosen: StatusBalance | None
    before_aci: str
    hypotheses: tuple[str, ...]

    @property
    def income(self) -> Amount | None:
        """Everything that comes in, in a year; None when the ACI line is not known."""
        if self.line is None:
            return None
        return self.line.amount + self.startup_aid + self.other_funding

    @property
    def may_lack(self) -> bool:
        """The chosen way (or every way, when none is chosen) may cost more than comes in."""
        considered = [self.chosen] if self.chosen else list(self.statuses)
        return all(status.covered is False for status in considered)


def budget(catalog: Catalog, dossier: Dossier) -> Budget:
    """The budget of ``dossier``; a rule that the content no longer knows falls back to the latest."""
    choices, table = dossier.budget, catalog.statuses
    rule = catalog.aci_rule.get(choices.aci_version, catalog.aci.versions[-1])
    days_per_week = choices.days_per_week or DEFAULT_DAYS_PER_WEEK
    line = _income_line(rule, dossier)
    startup_aid = Amount.per_year(choices.startup_aid or 0)
    other_funding = Amount.per_year(choices.other_funding or 0)
    income = line.amount + startup_aid + other_funding if line else None
    statuses = []
    for status in table.statuses:
        cost = status_cost(table, status, days_per_week)
        statuses.append(
            StatusBalance(
                status=status,
                cost=cost,
                balance=income - cost.amount if income else None,
                days_covered=_days_covered(income, cost.amount, days_per_week) if income else None,
                weekly_hours=days_per_week * HOURS_PER_DAY,
                alerts=tuple(_alerts(status, days_per_week)),
            )
        )
    chosen = next((s for s in statuses if s.status.id == choices.status), None)
    return Budget(
        rule=rule,
        line=line,
        advance=advance(rule, line) if line and choices.free_amount is None else "",
        startup_aid=startup_aid,
        other_funding=other_funding,
        days_per_week=days_per_week,
        days_assumed=choices.days_per_week is None,
        days_per_year=days_per_week * table.days_per_year,
        statuses=tuple(statuses),
        chosen=chosen,
        before_aci=_before_aci(dossier, chosen, startup_aid),
        hypotheses=tuple(_hypotheses(catalog, dossier, rule, days_per_week)),
    )


def _income_line(rule: AciRule, dossier: Dossier) -> Explained | None:
    choices = dossier.budget
    if choices.free_amount is not None:
        amount = Amount.per_year(choices.free_amount)
        return Explained(
            title="Ligne « coordination » de l’ACI",
            amount=amount,
            sentence=f"Montant saisi par l’équipe : {amount.words}.",
            steps=("Ce montant remplace le calcul.",),
            sources=(_OWN_FIGURE,),
            to_check="Montant à confirmer avec la CPAM.",
        )
    if dossier.team.patients is None:
        return None
    return coordination_line(rule, dossier.team.patients, choices.reading, choices.months_in_year)


_OWN_FIGURE = SourceRef.model_validate(
    {"document": "notre-conseil", "section": "Montant saisi par l’équipe"}
)
_CONVENTION = SourceRef.model_validate({"document": "idcc-1147", "section": "Avenant 64"})
_ADVICE = SourceRef.model_validate({"document": "notre-conseil", "section": "À vérifier"})


def _before_aci(dossier: Dossier, chosen: StatusBalance | None, aid: Amount) -> str:
    """What must be paid before the ACI pays anything: the question of every beginning team."""
    arrival, signature = dossier.team.arrival, dossier.team.aci_signature
    if signature is None:
        return (
            "La date de signature de l’ACI n’est pas indiquée : avant elle, l’Assurance Maladie ne "
            "verse rien pour la coordination. Qui paie jusque-là ?"
        )
    if arrival is None or arrival >= signature:
        return ""
    between = relativedelta(signature, arrival)
    months = round(between.years * MONTHS + between.months + between.days / _DAYS_A_MONTH, 1)
    period = (
        f"De l’arrivée ({long_date(arrival)}) à la signature de l’ACI ({long_date(signature)}), "
        f"{number(months, 1)} mois à payer avant tout versement"
    )
    if chosen is None:
        return f"{period}. Aide au démarrage comptée : {euros_rounded(aid.low)}."
    cost = chosen.cost.amount * (months / MONTHS)
    return (
        f"{period} : {euros_range(cost.low, cost.high)}. Aide au démarrage comptée : "
        f"{euros_rounded(aid.low)}."
    )


def _days_covered(income: Amount, cost: Amount, days_per_week: float) -> tuple[float, float]:
    """Days a week that ``income`` pays, at the dearest and at the cheapest."""
    return (
        income.low / (cost.high / days_per_week),
        income.high / (cost.low / days_per_week),
    )


def _alerts(status: Status, days_per_week: float) -> list[Alert]:
    weekly = days_per_week * HOURS_PER_DAY
    match status.id:
        case "cdi" if weekly < MINIMUM_HOURS_CONTRACT:
            return [
                Alert(
                    f"{hours(weekly)} par semaine : la convention collective des cabinets médicaux "
                    f"demande au moins {hours(MINIMUM_HOURS_CONTRACT)}, si elle s’applique à vous. Deux "
                    "issues : une demande écrite et motivée du salarié, ou un poste partagé avec "
                    "d’autres équipes.",
                    (_CONVENTION,),
                )
            ]
        case "auto-entrepreneur":
            return [
                Alert(
                    "Un seul client, des horaires imposés : le contrat peut être requalifié en "
                    "salariat. Les plafonds de chiffre d’affaires et de TVA comptent tous les "
                    "clients de la personne.",
                    (_ADVICE,),
                )
            ]
        case "prestataire":
            return [
                Alert("La TVA ne se récupère pas : le prix TTC est votre coût.", (_ADVICE,)),
            ]
    return []


def _hypotheses(
    catalog: Catalog, dossier: Dossier, rule: AciRule, days_per_week: float
) -> list[str]:
    """What the figures rest on, one sentence each."""
    choices, table = dossier.budget, catalog.statuses
    result = []
    if choices.free_amount is None:
        reading = (
            "au prorata des patients (guide de l’Assurance Maladie)"
            if choices.reading == "pro-rata"
            else "par tranche entière de 4 000 patients (Diaporama)"
        )
        result.append(f"Règle de la ligne « coordination » : {rule.label}, lecture {reading}.")
        if dossier.team.patients is not None:
            result.append(f"Patientèle : {count(dossier.team.patients, 'patient')}.")
        if choices.months_in_year is not None and choices.months_in_year < MONTHS:
            result.append(
                f"Recettes de l’ACI comptées sur {choices.months_in_year} mois, coûts comptés sur "
                f"{MONTHS} mois : c’est votre hypothèse pour une première année."
            )
    result.append(
        f"Temps payé : {days(days_per_week)} par semaine, soit "
        f"{number(days_per_week * table.days_per_year)} jours par an "
        f"({number(table.days_per_year)} jours par an pour 1 jour par semaine)"
        + (", à défaut d’un choix de votre part." if choices.days_per_week is None else ".")
    )
    result.append(
        f"Coûts : {table.label}, tels que le document les donne. Ils datent : à vérifier."
    )
    if choices.startup_aid is None:
        result.append(
            "Aide au démarrage (FIR, ARS) : 0 €, tant que vous n’avez rien d’écrit de l’ARS."
        )
    return result
