"""The budget: what is decided, what comes in, what each way of paying costs, when money is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from premierspas.budget import Amount, Budget, StatusBalance
from premierspas.budget.alerts import Alert
from premierspas.budget.balance import differences
from premierspas.budget.cash import CENTS, Cash
from premierspas.budget.figures import Figure, in_unit
from premierspas.budget.situation import FIGURES_WORDS
from premierspas.budget.statuses import compared, euros_up
from premierspas.french import (
    euros,
    listing,
    lower_first,
    month,
    short_date,
    signed_euros,
    tidy,
)
from premierspas.report.views.words import KeyFigure, cited, flat
from premierspas.results import Results

UNKNOWN = "à calculer"
_EFFECTS = 5
_CONTRIBUTION = "Participation des professionnels"


@dataclass(frozen=True)
class IncomeRow:
    """``parts``: how it is worked out, if it is; ``total``: the sum of the rows above."""

    label: str
    month: str
    year: str
    parts: tuple[str, ...] = ()
    total: bool = False


@dataclass(frozen=True)
class CostBar:
    """What a way of paying costs in a month: ``low``, ``central`` and ``high`` in €."""

    label: str
    shown: bool
    words: str
    symbol: str
    low: float
    central: float
    high: float


@dataclass(frozen=True)
class CashView:
    """The account at the end of each month, in €: as counted, and to be prudent. ``first_aci``: rank of
    the first month when the ACI pays, None if it never does. ``years``: the rows of its table."""

    message: str
    alt: str
    first: date
    balances: tuple[float, ...]
    prudent: tuple[float, ...]
    lowest: int
    lowest_in_words: str
    first_aci: int | None
    opening: str
    years: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ScenariosView:
    """The scenario that the team keeps beside its fallback. ``differences``: what the team said that is not
    the same."""

    names: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class FiguresRow:
    """Figures that are written in the same place: each with its value and its base. ``written``: where
    and since when, and when it was last read again if not when the others were."""

    figures: tuple[str, ...]
    written: str
    to_check: str


@dataclass(frozen=True)
class MoneyView:
    """``income_parts``: label, words and euros a month, those that are not zero; ``effects``: what
    changes the result most; ``detail``: the rows of the Diaporama's table for the statut shown;
    ``said`` and ``defaults``: what the figures rest on, said by the team or not."""

    name: str
    warns: bool
    message: str
    answer: str
    warning: str
    cost: KeyFigure
    income: KeyFigure
    key_figures: tuple[KeyFigure, ...]
    income_rows: tuple[IncomeRow, ...]
    line_sentence: str
    advance: str
    income_parts: tuple[tuple[str, str, float], ...]
    income_words: str
    bars: tuple[CostBar, ...]
    bars_title: str
    statuses: tuple[str, ...]
    compared: tuple[tuple[str, tuple[str, ...]], ...]
    cash: CashView
    shown: str
    break_even: tuple[tuple[str, str, str], ...]
    effects: tuple[str, ...]
    steps: tuple[str, ...]
    steps_remark: str
    alerts: tuple[str, ...]
    scenarios: ScenariosView | None
    detail_title: str
    detail_column: str
    detail: tuple[tuple[str, str, str], ...]
    note: str
    said: tuple[str, ...]
    defaults: tuple[str, ...]
    figures_title: str
    figures: tuple[FiguresRow, ...]


def money_view(results: Results) -> MoneyView:
    """Every figure of the budget, each from the property that the screen shows."""
    budget = results.budget
    shown, explained = budget.shown, budget.shown.cost.explained
    cost, income = _cost(budget), _income(budget)
    parts = _income_parts(budget) if budget.income else ()
    return MoneyView(
        name=flat(budget.name),
        warns=shown.cash.first_below is not None or budget.may_lack,
        message=shown.cash_message,
        answer=_answer(budget),
        warning=_warning(budget),
        cost=cost,
        income=income,
        key_figures=(cost, income, _covered(shown), _to_ask(shown)),
        income_rows=_income_rows(budget),
        line_sentence=budget.line_sentence,
        advance=budget.advance,
        income_parts=tuple(
            (name, a.month_words, a.monthly_central) for name, a in parts if a.central > 0
        ),
        income_words=budget.income.month_words if budget.income else "",
        bars=tuple(_bar(status, shown) for status in budget.statuses),
        bars_title=budget.cost_message,
        statuses=tuple(_marked(status, budget) for status in budget.statuses),
        compared=tuple(compared(budget.statuses)),
        cash=_cash_view(shown),
        shown=shown.status.label,
        break_even=shown.break_even,
        effects=tuple(effect.in_words for effect in shown.effects[:_EFFECTS]),
        steps=explained.steps_in_words,
        steps_remark=explained.remark,
        alerts=_alerts(results),
        scenarios=_scenarios(results),
        detail_title=_detail_title(results),
        detail_column="Notre réponse" if shown.status.added else "Le Diaporama",
        detail=tuple(
            (label, getattr(shown.status.rows, name).text, getattr(shown.status.rows, name).note)
            for name, label in results.catalog.statuses.row_labels
        ),
        note=tidy(results.dossier.budget.note),
        said=tuple(f"{s.label} : {s.value}" for s in budget.settings if not s.assumed),
        defaults=tuple(f"{s.label} : {s.value}. {s.why}" for s in budget.defaults),
        figures_title=(
            f"Les {len(budget.figures_used)} chiffres utilisés, relus le "
            f"{short_date(_checked_on(budget))} sauf mention"
        ),
        figures=_figures_rows(results),
    )


# --- answers first --------------------------------------------------------------------------------
def _cost(budget: Budget) -> KeyFigure:
    if budget.chosen:
        amount, label = budget.chosen.cost.amount, lower_first(budget.chosen.status.label)
    else:
        costs = [status.cost.amount for status in budget.statuses]
        amount = Amount(
            min(c.low for c in costs), budget.shown.cost.amount.central, max(c.high for c in costs)
        )
        label = "selon le statut, à choisir"
    situation = budget.situation
    old = (FIGURES_WORDS[situation.scenario.figures],) if situation.of_the_origin else ()
    note = ", ".join((amount.month_words, budget.days_note, *old))
    return KeyFigure(amount.year_words, f"de coût, {label}", note)


def _income(budget: Budget) -> KeyFigure:
    if budget.income is None:
        return KeyFigure(UNKNOWN, "de recettes", "indiquez la patientèle")
    return KeyFigure(
        budget.income.year_words,
        "de recettes, une année pleine",
        f"{budget.income.month_words}, l’aide au démarrage à part",
    )


def _covered(shown: StatusBalance) -> KeyFigure:
    return KeyFigure(
        shown.coverage_in_words,
        "du coût payé par les recettes",
        ", ".join(filter(None, (shown.balance_symbol, shown.balance_in_words))),
    )


def _to_ask(shown: StatusBalance) -> KeyFigure:
    if shown.problem:
        return KeyFigure(UNKNOWN, "à demander", "le salaire est à corriger")
    needed, prudent = shown.to_ask
    return KeyFigure(
        euros_up(needed),
        "à demander, tel que compté",
        f"{euros_up(prudent)} pour être prudent",
    )


def _answer(budget: Budget) -> str:
    begins = "" if budget.chosen else f"{budget.without_status}. En attendant, voici : "
    return " ".join((f"{begins}{budget.shown.sentence}", *budget.shown.afterwards))


def _warning(budget: Budget) -> str:
    lacking = (
        "Le coût peut dépasser les recettes. Voyez la feuille de route : demander une aide, réduire "
        "les jours, ou trouver un autre financement."
        if budget.may_lack
        else ""
    )
    return " ".join(filter(None, (budget.before_aci, lacking)))


# --- what comes in --------------------------------------------------------------------------------
def _income_parts(budget: Budget) -> tuple[tuple[str, Amount], ...]:
    """What comes in every full year."""
    assert budget.line is not None
    return (
        (budget.line.title, budget.line.amount),
        (_CONTRIBUTION, budget.contributions),
        ("Autre financement", budget.other_funding),
    )


def _income_rows(budget: Budget) -> tuple[IncomeRow, ...]:
    aid = IncomeRow("Aide au démarrage (FIR), à part", "–", budget.startup_aid_in_words)
    if budget.income is None or budget.line is None:
        return (
            IncomeRow("Ligne « coordination » de l’ACI", UNKNOWN, "indiquez la patientèle"),
            aid,
        )
    scenario, typed = budget.situation.scenario, {s.label: s.value for s in budget.settings}
    parts = {budget.line.title: tuple(step.words for step in budget.line.steps)}
    if scenario.contribution and scenario.contribution_months:
        aside = f"{typed[_CONTRIBUTION]} : dans la trésorerie, pas dans une année pleine"
        parts[_CONTRIBUTION] = (aside,)
    rows = (
        IncomeRow(name, amount.month_words, amount.year_words, parts.get(name, ()))
        for name, amount in _income_parts(budget)
    )
    total = IncomeRow(
        "Recettes d’une année pleine",
        budget.income.month_words,
        budget.income.year_words,
        total=True,
    )
    return (*rows, total, aid)


# --- statuts side by side -------------------------------------------------------------------------
def _bar(status: StatusBalance, shown: StatusBalance) -> CostBar:
    amount = status.cost.amount
    return CostBar(
        status.status.label,
        status is shown,
        amount.month_words,
        status.balance_symbol,
        amount.monthly_low,
        amount.monthly_central,
        amount.monthly_high,
    )


def _marked(status: StatusBalance, budget: Budget) -> str:
    label = status.status.label
    return f"→ {label} (choisi)" if status is budget.chosen else label


# --- month by month -------------------------------------------------------------------------------
def _cash_view(shown: StatusBalance) -> CashView:
    cash = shown.cash
    amount = signed_euros(cash.lowest.balance / CENTS)
    lowest = f"Au plus bas : {amount} en {month(cash.lowest.month)}"
    years = tuple(
        (
            f"{month(year.first)} à {month(year.last)}",
            *(_cents(year.total(name)) for name in ("out", "aci", "aid", "contributions", "other")),
            ("▲ " if year.balance < 0 else "") + _cents(year.balance),
        )
        for year in cash.years
    )  # fmt: skip
    ends = " ; ".join(f"{name} : {balance}" for name, *_, balance in years)
    return CashView(
        message=shown.cash_message,
        alt=f"{shown.cash_message}. {lowest}. En caisse à la fin de chaque année : {ends}.",
        first=cash.months[0].month,
        balances=_euros(cash),
        prudent=_euros(shown.prudent_cash),
        lowest=cash.months.index(cash.lowest),
        lowest_in_words=lowest,
        first_aci=next((i for i, m in enumerate(cash.months) if m.aci), None),
        opening=_cents(cash.opening),
        years=years,
    )


def _euros(cash: Cash) -> tuple[float, ...]:
    return tuple(m.balance / CENTS for m in cash.months)


def _cents(value: int) -> str:
    return euros(value / CENTS)


# --- to know before deciding ----------------------------------------------------------------------
def _alerts(results: Results) -> tuple[str, ...]:
    """Of the budget and of the chosen statut; of every statut while none is chosen. A sentence that
    several statuts share is said once."""
    budget = results.budget
    shared: dict[Alert, list[str]] = {}
    for status in (budget.chosen,) if budget.chosen else budget.statuses:
        for alert in status.alerts:
            shared.setdefault(alert, []).append(status.status.label)
    return (
        *(_said(results, f"{listing(labels)} : ", alert) for alert, labels in shared.items()),
        *(_said(results, "", alert) for alert in budget.alerts),
    )


def _said(results: Results, about: str, alert: Alert) -> str:
    return f"{about}{alert.text} ({cited(results, alert.sources)})"


def _scenarios(results: Results) -> ScenariosView | None:
    kept, other = results.budget, results.fallback
    if other is None or other.key == kept.key:
        return None
    figures = compared((kept.shown, other.shown))
    said = {s.label for found in (kept, other) for s in found.settings if not s.assumed}
    return ScenariosView(
        names=(f"{flat(kept.name)} (gardé)", f"{flat(other.name)} (repli)"),
        rows=(
            ("Statut", kept.shown.status.label, other.shown.status.label),
            *((label, one, two) for label, (one, two) in figures),
            ("Trésorerie", kept.shown.cash_message, other.shown.cash_message),
        ),
        differences=tuple(
            row for row in differences(kept, other) if row[0] in said and row[0] != "Statut"
        ),
    )


def _detail_title(results: Results) -> str:
    status = results.budget.shown.status
    if status.added:
        return f"{status.label} : notre ajout, sur les mêmes huit lignes"
    diaporama = results.catalog.document["diaporama"]
    return f"{status.label} : ce que dit le Diaporama ({diaporama.date})"


# --- what the figures rest on ---------------------------------------------------------------------
def _checked_on(budget: Budget) -> date:
    """When most figures were last read again: it is said once, above them."""
    days = Counter(figure.parameter.checked_on for figure in budget.figures_used)
    return days.most_common(1)[0][0]


def _figures_rows(results: Results) -> tuple[FiguresRow, ...]:
    """The figures by place and by doubt, so that each is written once."""
    groups: dict[tuple[str, str], dict[str, list[str]]] = {}
    checked_on = _checked_on(results.budget)
    for figure in results.budget.figures_used:
        parameter = figure.parameter
        words = f"{parameter.label} = {figure.value_in_words}"
        if figure.own is not None and figure.dated:
            words += f" au lieu de {in_unit(parameter, figure.dated.value)}"
        where = _written(results, figure, checked_on), figure.why_check
        groups.setdefault(where, {}).setdefault(parameter.base, []).append(words)
    return tuple(
        FiguresRow(
            tuple(f"{' ; '.join(values)} ({base})" for base, values in bases.items()), *where
        )
        for where, bases in groups.items()
    )


def _written(results: Results, figure: Figure, checked_on: date) -> str:
    if figure.own is not None or figure.dated is None:
        return "valeur de l’équipe"
    checked = figure.parameter.checked_on
    again = "" if checked == checked_on else f", relu le {short_date(checked)}"
    since = short_date(figure.dated.since)
    return f"{cited(results, [figure.source])}, depuis le {since}{again}"
