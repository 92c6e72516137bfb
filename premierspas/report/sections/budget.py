"""Budget: the answer, what comes in, what each way of paying costs, when money is missing, and why."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.charts import cash_curve, cost_bars, key_figures
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Page, Style
from premierspas.report.views.money import FiguresRow, IncomeRow, MoneyView, ScenariosView

_COST_BARS, _CASH_CURVE = 60.0, 68.0  # mm that a chart and its title need under their heading


def draw(canvas: Canvas, view: MoneyView) -> None:
    """What is decided and what it asks for, then each figure with its reasons."""
    canvas.section(
        "Budget : combien, et qui paie ?",
        "Des ordres de grandeur pour décider, pas un devis. Chaque montant est donné par mois et par an.",
    )
    answer = "\n".join(filter(None, (view.answer, view.warning)))
    canvas.callout(view.message, answer, warning=view.warns)
    key_figures(canvas, view.key_figures)
    if view.effects:
        canvas.heading("Ce qui change le plus ce résultat", keep=12)
        canvas.bullets(view.effects, Style.DENSE, columns=2)
    _income(canvas, view)
    canvas.heading("Ce que coûte chaque statut, à temps égal", keep=_COST_BARS)
    cost_bars(canvas, view)
    _statuses(canvas, view)
    canvas.heading(f"Comment ce coût est calculé ({view.shown})")
    canvas.paragraph(view.steps_remark, Style.NOTE, after=1)
    canvas.bullets(view.steps, Style.DENSE, columns=2)
    _cash(canvas, view)
    _break_even(canvas, view)
    canvas.heading("▲ À savoir avant de choisir")
    canvas.bullets(view.alerts, Style.SMALL)
    if view.scenarios:
        _scenarios(canvas, view.scenarios)
    _table_of_the_origin(canvas, view)
    if view.note:
        canvas.heading("Note de l’équipe sur le budget")
        canvas.paragraph(view.note, Style.SMALL)
    _what_it_rests_on(canvas, view)


def _income(canvas: Canvas, view: MoneyView) -> None:
    columns = (
        Column("Recettes", 94),
        Column("Par mois", 34, align="R"),
        Column("Par an", 46, align="R"),
    )
    rows = [_income_row(row) for row in view.income_rows]
    table(canvas, columns, rows, heading="Ce qui entre", after=1, dense=True, whole=True)
    for sentence in (view.line_sentence, view.advance):
        canvas.paragraph(sentence, Style.NOTE, after=0)
    canvas.space(1)


def _income_row(row: IncomeRow) -> tuple[Cell, ...]:
    style = Style.NOTE_BOLD if row.total else None
    return (
        Cell(row.label, note="\n".join(row.parts), style=style),
        Cell(row.month, style=style),
        Cell(row.year, style=style),
    )


def _statuses(canvas: Canvas, view: MoneyView) -> None:
    first = 30.0
    width = (Page.BODY - first) / len(view.statuses)
    columns = (Column("", first, bold=True), *(Column(name, width) for name in view.statuses))
    rows = [(label, *values) for label, values in view.compared]
    table(canvas, columns, rows, dense=True)


def _break_even(canvas: Canvas, view: MoneyView) -> None:
    columns = (
        Column("Lecture de la règle de l’ACI", 58, bold=True),
        Column("Patients qu’il faut pour payer ce temps", 58),
        Column("Jours par semaine que l’on peut payer", 58),
    )
    heading = f"Le point d’équilibre d’une année pleine ({view.shown})"
    table(canvas, columns, view.break_even, heading=heading, dense=True, whole=True)


def _cash(canvas: Canvas, view: MoneyView) -> None:
    canvas.heading(f"La trésorerie mois par mois ({view.shown})", keep=_CASH_CURVE)
    cash_curve(canvas, view.cash)
    names = (
        "Dépenses", "ACI", "Aide au démarrage", "Professionnels", "Autre", "En caisse à la fin",
    )  # fmt: skip
    columns = (Column("", 45, bold=True), *(Column(name, 21.5, align="R") for name in names))
    table(canvas, columns, view.cash.years, after=1, dense=True)
    canvas.paragraph(f"En caisse avant le premier mois : {view.cash.opening}.", Style.NOTE)


def _scenarios(canvas: Canvas, view: ScenariosView) -> None:
    columns = (Column("", 50, bold=True), *(Column(name, 62) for name in view.names))
    rows = [*view.rows, *((f"Choix : {label}", *values) for label, *values in view.differences)]
    table(canvas, columns, rows, heading="Notre scénario, et celui de repli", dense=True)


def _table_of_the_origin(canvas: Canvas, view: MoneyView) -> None:
    columns = (
        Column("", 34, bold=True),
        Column(view.detail_column, 60),
        Column("Notre remarque", 80),
    )
    table(canvas, columns, view.detail, heading=view.detail_title, dense=True)


def _what_it_rests_on(canvas: Canvas, view: MoneyView) -> None:
    canvas.heading("Sur quoi reposent ces chiffres", keep=30)
    if view.said:
        canvas.small_heading("Ce que vous avez dit")
        canvas.paragraph("  ·  ".join(view.said), Style.DENSE)
    if view.defaults:
        canvas.small_heading("Ce que vous n’avez pas dit, et que nous supposons", keep=12)
        canvas.bullets(view.defaults, Style.DENSE, columns=2)
    columns = (Column(view.figures_title, 118), Column("Référence, et depuis quand", 56))
    table(canvas, columns, [_figures_row(row) for row in view.figures], dense=True)


def _figures_row(row: FiguresRow) -> tuple[Cell, str]:
    to_check = f"? à vérifier : {row.to_check}" if row.to_check else ""
    return Cell("\n".join(row.figures), note=to_check), row.written
