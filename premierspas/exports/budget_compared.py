"""The sheets that compare: the statuts of the kept scenario, and the scenarios side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from premierspas.budget import Budget, StatusBalance
from premierspas.budget.aci import READING_WORDS, READINGS, Reading
from premierspas.budget.money import Amount
from premierspas.budget.situation import FIGURES_WORDS
from premierspas.content.models import StatusId
from premierspas.exports.budget_aci import UNKNOWN
from premierspas.exports.budget_salary import POSSIBLE
from premierspas.exports.sheet import LEGEND, Cell, Input, Line, Live, Sheet

_MISSING_COUNT = "indiquez le nombre de professionnels"
_VERDICT = 'IF({worst}>-0.005,"✓ couvert",IF({best}<0,"▲ non couvert","? selon le prix"))'
# Rounded down, as the tool does: never 100 % when anything is missing.
_COVERAGE = 'IF({year_central}=0,"rien à payer",ROUNDDOWN({income}/{year_central}+1E-9,2))'
_WRONG_PAY = "▲ salaire à corriger"
_INPUTS = (
    "month_low", "month_central", "month_high", "net_low", "net_high",
    "line", "contributions", "other",
)  # fmt: skip


@dataclass(frozen=True)
class _Column:
    """A statut in a scenario. ``links``: the cells of other places that hold some of its figures."""

    header: str
    budget: Budget
    balance: StatusBalance
    links: Mapping[str, str]


def compared_sheet(
    sheet: Sheet,
    kept: Budget,
    about: str,
    *,
    line: str,
    days: str,
    links: Mapping[StatusId, Mapping[str, str]],
) -> dict[str, str]:
    """The statuts of the kept scenario. ``line``: the cell of the ACI's line; ``days``: of the days a
    week (empty: given by the tool); ``links``: those of cost and net, by statut. Gives back the cells
    that other sheets share with it: those of the statut shown."""
    columns = [
        _Column(
            _marked(status.status.label, status is kept.chosen, "choisi"),
            kept,
            status,
            {"line": line, **links.get(status.status.id, {})},
        )
        for status in kept.statuses
    ]
    sheet.tab.fit_to_pages(1, 1)
    sheet.begin("Les statuts, à temps égal", (about, LEGEND), _widths(columns))
    sheet.header(("", *(column.header for column in columns)), numbers=len(columns))
    professionals = Line(
        "professionals", "Professionnels de l’équipe", "count", (Input(kept.situation.professionals),)
    )  # fmt: skip
    counted = kept.days_per_week
    time = Line("days", "Jours par semaine", "number", (Live(days, counted) if days else counted,))
    cells = sheet.lines((professionals, time, *_figures(columns)), len(columns))
    rank = kept.statuses.index(kept.shown)
    shared = {name: sheet.far(cells[name][rank]) for name in ("professionals", "days", *_INPUTS)}
    if check := columns[rank].links.get("check"):
        shared["check"] = check
    return shared


def scenarios_sheet(
    sheet: Sheet, budgets: Sequence[Budget], kept: Budget, about: str, shared: Mapping[str, str]
) -> None:
    """Every scenario with its statut; ``shared``: the cells of the kept one in the other sheet."""
    columns = [
        _Column(
            _marked(budget.name, budget is kept, "gardé"),
            budget,
            budget.shown,
            shared if budget is kept else {},
        )
        for budget in budgets
    ]
    sheet.tab.fit_to_pages(1, 1)
    sheet.begin("Les scénarios, chacun avec son statut", (about, LEGEND), _widths(columns))
    sheet.header(("", *(column.header for column in columns)), numbers=len(columns))
    lines = (*_scenarios(columns), *_figures(columns))
    sheet.lines(lines, len(columns), {"professionals": shared["professionals"]})


def _widths(columns: Sequence[_Column]) -> tuple[float, ...]:
    return (46, *(22,) * len(columns))


def _marked(name: str, is_it: bool, word: str) -> str:
    return f"→ {name} ({word})" if is_it else name


def _scenarios(columns: Sequence[_Column]) -> list[Line | str]:
    """What tells the scenarios apart."""
    return [
        Line("status", "Statut", "word", tuple(c.balance.status.label for c in columns)),
        Line("days", "Jours par semaine", "number", tuple(
             Live(c.links["days"], c.budget.days_per_week) if c.links else c.budget.days_per_week
             for c in columns)),
        Line("figures", "Jeu de chiffres", "word",
             tuple(FIGURES_WORDS[c.budget.situation.scenario.figures] for c in columns)),
    ]  # fmt: skip


def _figures(columns: Sequence[_Column]) -> list[Line | str]:
    """The lines that statuts and scenarios share."""

    def given(name: str, value: Callable[[_Column], float | str | None]) -> tuple[Cell, ...]:
        """A number to change, or the cell of another place that has it already."""
        cells: list[Cell] = []
        for column in columns:
            found, link = value(column), column.links.get(name)
            cells.append(Live(link, _known(found)) if link else Input(found))
        return tuple(cells)

    def cost(formula: str, value: Callable[[Amount], float]) -> tuple[Cell, ...]:
        return tuple(Live(formula, value(c.balance.cost.amount)) for c in columns)

    def result(
        formula: str,
        value: Callable[[StatusBalance], float | str | None],
        wrong_pay: str = UNKNOWN,
    ) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for column in columns:
            found, check = _known(value(column.balance)), column.links.get("check")
            if column.balance.problem and not check:
                cells.append(found)
                continue
            known = f'IF(ISNUMBER({{income}}),{formula},"{UNKNOWN}")'
            cells.append(
                Live(f'IF({check}="{POSSIBLE}",{known},"{wrong_pay}")' if check else known, found)
            )
        return tuple(cells)

    def left(end: Callable[[Amount], float]) -> Callable[[StatusBalance], float | None]:
        return lambda status: end(status.balance) if status.balance else None

    def each(end: Callable[[Amount], float]) -> Callable[[StatusBalance], float | str | None]:
        def found(status: StatusBalance) -> float | str | None:
            if status.balance is not None and status.per_professional is None:
                return _MISSING_COUNT
            return end(status.per_professional) if status.per_professional else None

        return found

    def told(value: Callable[[StatusBalance], Cell]) -> tuple[Cell, ...]:
        return tuple(value(c.balance) for c in columns)

    part = f'IF(N({{professionals}})>0,MAX(-{{%s}},0)/{{professionals}}/12,"{_MISSING_COUNT}")'
    return [
        "Ce que cela coûte",
        Line("month_low", "Par mois, au plus bas", "euros",
             given("month_low", lambda c: c.balance.cost.amount.monthly_low)),
        Line("month_central", "Par mois, le plus probable", "euros",
             given("month_central", lambda c: c.balance.cost.amount.monthly_central)),
        Line("month_high", "Par mois, au plus haut", "euros",
             given("month_high", lambda c: c.balance.cost.amount.monthly_high)),
        Line("year_low", "Par an, au plus bas", "euros", cost("12*{month_low}", lambda a: a.low)),
        Line("year_central", "Par an, le plus probable", "euros",
             cost("12*{month_central}", lambda a: a.central)),
        Line("year_high", "Par an, au plus haut", "euros", cost("12*{month_high}", lambda a: a.high)),
        Line("once", "Frais au départ, une fois", "euros", told(lambda s: s.cost.once)),
        "Ce que la personne reçoit, avant impôt",
        Line("net_low", "Net par mois, au plus bas", "euros", given("net_low", _net_low)),
        Line("net_high", "Net par mois, au plus haut", "euros", given("net_high", _net_high)),
        "Ce qui rentre, une année pleine",
        Line("line", "Ligne « coordination » de l’ACI", "euros",
             given("line", lambda c: c.budget.line.amount.central if c.budget.line else None)),
        Line("contributions", "Participation des professionnels", "euros",
             given("contributions", lambda c: c.budget.contributions.central)),
        Line("other", "Autre financement", "euros",
             given("other", lambda c: c.budget.other_funding.central)),
        Line("income", "Recettes d’une année pleine", "euros",
             tuple(Live(f'IF(ISNUMBER({{line}}),{{line}}+{{contributions}}+{{other}},"{UNKNOWN}")',
                        c.budget.income.central if c.budget.income else UNKNOWN) for c in columns)),
        "Ce qui reste, une année pleine",
        Line("worst", "Recettes − coût au plus haut", "balance",
             result("{income}-{year_high}", left(lambda a: a.low))),
        Line("balance", "Recettes − coût le plus probable", "balance",
             result("{income}-{year_central}", left(lambda a: a.central))),
        Line("best", "Recettes − coût au plus bas", "balance",
             result("{income}-{year_low}", left(lambda a: a.high))),
        Line("coverage", "Part du coût payée par les recettes", "share",
             result(_COVERAGE, lambda s: s.coverage_in_words if s.coverage is None else s.coverage_shown)),
        Line("verdict", "En un mot", "word",
             result(_VERDICT, lambda s: s.balance_symbol or None, _WRONG_PAY)),
        "Ce qui reste à payer par professionnel et par mois",
        Line("each_low", "Au mieux", "euros", result(part % "best", each(lambda a: a.monthly_low))),
        Line("each_central", "Le plus probable", "euros",
             result(part % "balance", each(lambda a: a.monthly_central))),
        Line("each_high", "Au pire", "euros", result(part % "worst", each(lambda a: a.monthly_high))),
        "Donné par l’outil : à refaire dans l’outil si vous changez un chiffre",
        Line("below", "Premier mois sous zéro", "month", told(
             lambda s: s.cash.first_below.month if s.cash.first_below else "jamais")),
        Line("lowest", "Mois le plus bas", "month", told(lambda s: s.cash.lowest.month)),
        Line("to_ask", "À prévoir, tel que compté", "euros", told(lambda s: s.to_ask[0])),
        Line("prudent", "À prévoir, pour être prudent", "euros", told(lambda s: s.to_ask[1])),
        Line("paid_days", "Jours que les recettes paient", "word",
             told(lambda s: s.days_covered_in_words)),
        *(Line(f"patients_{rank}", f"Patients qu’il faut, {READING_WORDS[reading]}", "count",
               tuple(_patients(c.balance, reading) for c in columns))
          for rank, reading in enumerate(READINGS)),
    ]  # fmt: skip


def _known(value: float | str | None) -> float | str:
    return UNKNOWN if value is None else value


def _patients(status: StatusBalance, reading: Reading) -> int | str:
    needed = status.patients_needed(reading)
    return "–" if needed is None else needed


def _net_low(column: _Column) -> float | str:
    net = column.balance.cost.net
    return net.monthly_low if net else column.balance.net_in_words


def _net_high(column: _Column) -> float | str:
    net = column.balance.cost.net
    return net.monthly_high if net else column.balance.net_in_words
