"""The sheet of the account: month by month, every statut, and when it goes below zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from premierspas.budget import Budget, StatusBalance
from premierspas.budget.cash import CENTS, Cash
from premierspas.exports.sheet import LEGEND, Cell, Input, Kind, Live, Sheet, cell_name, serial
from premierspas.french import month
from premierspas.report.tokens import Colour

BELOW = "▲ sous zéro"
_FOLLOWS = "✓ Le coût et l’ACI sont ceux des autres feuilles."
_STALE = (
    "▲ Un coût ou l’ACI a changé dans une autre feuille : ce tableau garde ceux de l’outil. Changez-les "
    "ici aussi."
)
_INCOMES = {
    "aci": "ACI",
    "aid": "Aide au démarrage (FIR)",
    "contributions": "Participation des professionnels",
    "other": "Autre financement",
}
# Columns, counted from 0: the month, what comes in, their total, then the statuts.
_TOTAL = 1 + len(_INCOMES)
_OUT, _BALANCE, _MARK, _PRUDENT = range(_TOTAL + 1, _TOTAL + 5)
_OTHERS = _PRUDENT + 1
_CHART_ROWS = 22
_PAGES = 2  # side by side: on a single one, nobody could read it


def cash_sheet(sheet: Sheet, kept: Budget, about: str, shared: Mapping[str, str]) -> None:
    """The sheet: the statut shown first, then the others, each with what goes out and its balance.
    ``shared``: the cells of its cost and of the ACI, which these months do not follow."""
    shown = kept.shown
    others = [status for status in kept.statuses if status is not shown]
    columns = _OTHERS + 2 * len(others)
    advice = (
        "Vous pouvez remplacer les prévisions par ce que dit votre compte : les soldes suivent."
    )
    sheet.begin(
        "La trésorerie, mois par mois",
        (about, shown.cash_message, f"{LEGEND} {advice}"),
        (31, *(15,) * (columns - 1)),
    )
    sheet.live_paragraph(Live(_stale(kept, shared), _FOLLOWS))
    sheet.tab.fit_to_pages(_PAGES, 0)
    sheet.tab.repeat_columns(0)
    key_figures = sheet.row
    sheet.row += 3
    sheet.header(
        (
            "Mois", *_INCOMES.values(), "Total des recettes",
            *_names(shown), "Repère", f"Solde pour être prudent, {shown.status.label}",
            *(label for status in others for label in _names(status)),
        ),
        numbers=columns - 1,
    )  # fmt: skip
    first = _months(sheet, shown, others)
    last = sheet.row - 1
    _mark_below(sheet, first - 1, last, (_BALANCE, _PRUDENT, *range(_OTHERS + 1, columns, 2)))
    _years(sheet, (shown, *others), first)
    _chart(sheet, shown, first, last)
    sheet.row, after = key_figures, sheet.row
    _key_figures(sheet, shown, first, last)
    sheet.row = after


def _stale(kept: Budget, shared: Mapping[str, str]) -> str:
    """Says so when the cost or the ACI were changed in another sheet: the months keep ours."""
    counted = {"month_central": kept.shown.cost.amount.monthly_central}
    if kept.line:
        counted["line"] = kept.line.amount.central
    changed = ",".join(
        f"ABS(N({shared[name]})-{value:.6f})>0.01" for name, value in counted.items()
    )
    return f'IF(OR({changed}),"{_STALE}","{_FOLLOWS}")'


def _names(status: StatusBalance) -> tuple[str, str]:
    label = status.status.label
    return f"Dépenses, {label}", f"Solde, {label}"


def _months(sheet: Sheet, shown: StatusBalance, others: Sequence[StatusBalance]) -> int:
    """What is on the account at the start, then its months; the row of the first month."""
    opening = shown.cash.opening / CENTS
    sheet.cell(0, "Au départ", "text", bare="live")
    sheet.cell(_BALANCE, Input(opening), "balance")
    for column in range(_OTHERS + 1, _OTHERS + 2 * len(others), 2):
        sheet.cell(column, Live(cell_name(sheet.row, _BALANCE), opening), "balance")
    sheet.row += 1
    first = sheet.row
    columns = [(_OUT, shown.cash), *((_OTHERS + 2 * i, s.cash) for i, s in enumerate(others))]
    for rank, cash_month in enumerate(shown.cash.months):
        sheet.cell(0, cash_month.month, "month", bare="live")
        for column, name in enumerate(_INCOMES, 1):
            sheet.cell(column, Input(getattr(cash_month, name) / CENTS), "euros")
        incomes = f"SUM({cell_name(sheet.row, 1)}:{cell_name(sheet.row, len(_INCOMES))})"
        sheet.cell(_TOTAL, Live(incomes, cash_month.income / CENTS), "euros")
        for column, cash in columns:
            _out_and_balance(sheet, column, cash, rank)
        balance = cell_name(sheet.row, _BALANCE)
        mark = BELOW if cash_month.balance < 0 else ""
        sheet.cell(_MARK, Live(f'IF({balance}<0,"{BELOW}","")', mark), "word")
        sheet.cell(_PRUDENT, shown.prudent_cash.months[rank].balance / CENTS, "balance")
        sheet.row += 1
    return first


def _out_and_balance(sheet: Sheet, column: int, cash: Cash, rank: int) -> None:
    """What goes out in a month, and what is left: what was left before, plus what came in."""
    found, row = cash.months[rank], sheet.row
    sheet.cell(column, Input(found.out / CENTS), "euros")
    before, coming, out = (
        cell_name(*place) for place in ((row - 1, column + 1), (row, _TOTAL), (row, column))
    )
    # To the cent: a balance of zero must not be a hair below it.
    sheet.cell(
        column + 1, Live(f"ROUND({before}+{coming}-{out},2)", found.balance / CENTS), "balance"
    )


def _mark_below(sheet: Sheet, first: int, last: int, columns: Sequence[int]) -> None:
    look = {"type": "cell", "criteria": "<", "value": 0, "format": sheet.book.style("below")}
    for column in columns:
        sheet.tab.conditional_format(first, column, last, column, look)


def _years(sheet: Sheet, statuses: Sequence[StatusBalance], first: int) -> None:
    """Twelve months at a time, under the months."""
    sheet.section("Année par année", _OTHERS + 2 * (len(statuses) - 1))
    outs = (_OUT, *range(_OTHERS, _OTHERS + 2 * len(statuses) - 2, 2))
    for rank, year in enumerate(statuses[0].cash.years):
        start = first + sum(len(y.months) for y in statuses[0].cash.years[:rank])
        end = start + len(year.months) - 1

        def total(column: int, cents: int, start: int = start, end: int = end) -> None:
            formula = f"SUM({cell_name(start, column)}:{cell_name(end, column)})"
            sheet.cell(column, Live(formula, cents / CENTS), "euros")

        sheet.cell(0, f"{month(year.first)} à {month(year.last)}", "text", bare="live")
        for column, name in enumerate((*_INCOMES, "income"), 1):
            total(column, year.total(name))
        for column, status in zip(outs, statuses, strict=True):
            its = status.cash.years[rank]
            total(column, its.total("out"))
            sheet.cell(column + 1, Live(cell_name(end, column + 1), its.balance / CENTS), "balance")
        sheet.row += 1


def _key_figures(sheet: Sheet, shown: StatusBalance, first: int, last: int) -> None:
    """Above the table: when least is left, and what is missing then."""
    cash = shown.cash

    def months_of(column: int) -> str:
        return f"{cell_name(first, column)}:{cell_name(last, column)}"

    balances, least = months_of(_BALANCE), cell_name(sheet.row + 1, 0)
    needed, prudent = shown.to_ask
    figures: tuple[tuple[str, Cell, Kind], ...] = (
        ("Au plus bas", Live(f"MIN({balances})", cash.lowest.balance / CENTS), "balance"),
        ("Mois le plus bas", Live(f"INDEX({months_of(0)},MATCH({least},{balances},0))",
                                  serial(cash.lowest.month)), "month"),
        ("À prévoir", Live(f"MAX(-{least},0)", needed), "euros"),
        ("À prévoir pour être prudent", Live(f"MAX(-MIN({months_of(_PRUDENT)}),0)", prudent), "euros"),
        ("Mois sous zéro", Live(f'COUNTIF({balances},"<0")', cash.months_below), "count"),
    )  # fmt: skip
    sheet.header([label for label, _, _ in figures], numbers=len(figures), main=False)
    sheet.table_row([cell for _, cell, _ in figures], [kind for _, _, kind in figures])


def _chart(sheet: Sheet, shown: StatusBalance, first: int, last: int) -> None:
    """The two balances as lines, under the tables."""
    sheet.row += 1
    chart = sheet.book.file.add_chart({"type": "line"})
    for column, colour, dash in (
        (_BALANCE, Colour.PRIMARY, "solid"),
        (_PRUDENT, Colour.ACCENT, "dash"),
    ):
        chart.add_series({
            "name": [sheet.name, first - 2, column],
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, column, last, column],
            "line": {"color": colour, "width": 2.25, "dash_type": dash},
        })  # fmt: skip
    chart.set_title({"name": shown.cash_message, "name_font": {"size": 12, "bold": True}})
    chart.set_x_axis({
        "name": "Mois", "date_axis": True, "num_format": "[$-40C]mmm yy", "label_position": "low",
        "major_unit": 3, "major_unit_type": "months", "line": {"color": Colour.INK, "width": 1.5},
    })  # fmt: skip
    chart.set_y_axis({
        "name": "Euros en caisse à la fin du mois", "num_format": "[$-40C]#,##0",
        "major_gridlines": {"visible": True, "line": {"color": Colour.LINE}},
    })  # fmt: skip
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 980, "height": 20 * _CHART_ROWS})
    sheet.tab.insert_chart(sheet.row, 1, chart, {"description": shown.cash_message})
    sheet.row += _CHART_ROWS
