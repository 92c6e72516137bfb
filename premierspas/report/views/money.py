"""The budget: what comes in, what each way of paying costs, what is left or missing."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.budget import Amount, Budget, StatusBalance
from premierspas.french import euros_range, euros_rounded, number, sentence, tidy
from premierspas.report.views.words import cited
from premierspas.results import Results
from premierspas.typography import NBSP

UNKNOWN_INCOME = "à calculer : indiquez la patientèle"


@dataclass(frozen=True)
class StatusView:
    """A way of paying, month and year. ``low`` and ``high``: euros a year, for the bars."""

    label: str
    chosen: bool
    month: str
    year: str
    balance_month: str
    balance_year: str
    balance_symbol: str
    days_covered: str
    low: float
    high: float
    alerts: tuple[str, ...]
    steps: tuple[str, ...]
    reference: str
    to_check: str


@dataclass(frozen=True)
class MoneyView:
    """``income_parts``: label and euros a year, those that are not zero. ``detail``: the rows of the
    source's table for the chosen way of paying."""

    hypotheses: tuple[str, ...]
    line_known: bool
    line_title: str
    line_amount: str
    line_sentence: str
    line_steps: tuple[str, ...]
    line_reference: str
    line_to_check: str
    rule_to_check: str
    rule_checked_on: str
    advance: str
    income_rows: tuple[tuple[str, str, str], ...]
    income_parts: tuple[tuple[str, float], ...]
    income_year: str
    statuses: tuple[StatusView, ...]
    days_note: str
    chart_title: str
    chosen: str
    warning: str
    detail_title: str
    detail: tuple[tuple[str, str, str], ...]
    costs_to_check: str
    note: str


def money_view(results: Results) -> MoneyView:
    """Every figure of the budget with its explanation."""
    budget, choices = results.budget, results.dossier.budget
    line, income, chosen = budget.line, budget.income, budget.chosen
    parts = [
        (line.title if line else "Ligne « coordination »", line.amount if line else None),
        ("Aide au démarrage (FIR, ARS)", budget.startup_aid),
        ("Autres financements", budget.other_funding),
    ]
    return MoneyView(
        hypotheses=budget.hypotheses,
        line_known=line is not None,
        line_title=line.title if line else "Ligne « coordination » de l’ACI",
        line_amount=line.amount.words if line else UNKNOWN_INCOME,
        line_sentence=line.sentence if line else "",
        line_steps=line.steps if line else (),
        line_reference=cited(results, line.sources) if line else "",
        line_to_check=line.to_check if line else "",
        rule_to_check=budget.rule.to_check,
        rule_checked_on=(
            f"Règle de l’ACI relue dans nos références le {budget.rule.checked_on:%d/%m/%Y} ; sa "
            "validité aujourd’hui est à confirmer avec la CPAM."
        ),
        advance=budget.advance,
        income_rows=(
            *((name, _month(amount), _year(amount)) for name, amount in parts),
            ("Total des recettes", _month(income), _year(income)),
        ),
        income_parts=tuple(
            (name, amount.low) for name, amount in parts if amount and amount.low > 0
        )
        if income
        else (),
        income_year=euros_rounded(income.low) if income else "",
        statuses=tuple(_status_view(results, status) for status in budget.statuses),
        days_note=(
            f"{number(budget.days_per_week)} j/semaine, {number(budget.days_per_year)} jours par an"
            + (" (à défaut d’un choix)" if budget.days_assumed else "")
        ),
        chart_title=_chart_title(results),
        chosen=chosen.status.label if chosen else "",
        warning=" ".join(part for part in (budget.before_aci, _may_lack(budget)) if part),
        detail_title=(
            f"{chosen.status.label} : ce que dit le document d’origine ({results.catalog.statuses.date})"
            if chosen
            else ""
        ),
        detail=tuple((row.label, row.text, row.note) for row in chosen.status.rows)
        if chosen
        else (),
        costs_to_check=sentence(budget.statuses[0].cost.to_check),
        note=tidy(choices.note),
    )


def _month(amount: Amount | None) -> str:
    return euros_range(amount.monthly_low, amount.monthly_high) if amount else "à calculer"


def _year(amount: Amount | None) -> str:
    return euros_range(amount.low, amount.high) if amount else "à calculer"


def _status_view(results: Results, status: StatusBalance) -> StatusView:
    cost, balance = status.cost.amount, status.balance
    return StatusView(
        label=status.status.label,
        chosen=results.budget.chosen is status,
        month=_month(cost),
        year=_year(cost),
        balance_month=_signed(balance.monthly_low, balance.monthly_high)
        if balance
        else "à calculer",
        balance_year=_signed(balance.low, balance.high) if balance else "à calculer",
        balance_symbol=_balance_word(balance),
        days_covered=_days_covered(status),
        low=cost.low,
        high=cost.high,
        alerts=tuple(f"{alert.text} ({cited(results, alert.sources)})" for alert in status.alerts),
        steps=status.cost.steps,
        reference=cited(results, status.cost.sources),
        to_check=status.cost.to_check,
    )


def _balance_word(balance: Amount | None) -> str:
    if balance is None:
        return ""
    if balance.low >= 0:
        return "✓ couvert, une fois l’ACI versé"
    return "▲ non couvert" if balance.high < 0 else "? selon le prix"


def _signed(low: float, high: float) -> str:
    if round(low) == round(high):
        return _sign(low)
    return f"{_sign(low)} à {_sign(high)}"


def _sign(value: float) -> str:
    mark = "" if not round(value) else "+" + NBSP if value > 0 else "−" + NBSP
    return mark + euros_rounded(abs(value))


def _days_covered(status: StatusBalance) -> str:
    if status.days_covered is None:
        return "à calculer"
    low, high = (number(value, 1) for value in status.days_covered)
    return f"{low} j" if low == high else f"{low} à {high} j"


def _may_lack(budget: Budget) -> str:
    if not budget.may_lack:
        return ""
    return (
        "Le coût peut dépasser les recettes. Voyez la feuille de route : demander une aide, réduire "
        "les jours, ou trouver un autre financement."
    )


def _chart_title(results: Results) -> str:
    """The message of the chart, from the chosen way of paying or from all of them."""
    budget = results.budget
    if budget.income is None:
        return "Ce que coûte chaque statut en un an (recettes à calculer : indiquez la patientèle)"
    income = euros_rounded(budget.income.low)
    if budget.chosen:
        name = budget.chosen.status.label
        return f"{name} : {budget.chosen.balance_in_words}, pour {income} de recettes par an"
    covered = sum(status.covered is True for status in budget.statuses)
    return (
        f"Avec {income} de recettes par an, {covered} statut{'s' if covered > 1 else ''} sur "
        f"{len(budget.statuses)} {'sont couverts' if covered > 1 else 'est couvert'} d’après les "
        "coûts de 2018-2019"
    )
