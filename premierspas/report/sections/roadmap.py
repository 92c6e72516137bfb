"""Roadmap: the Gantt, the actions to tick, what follows the arrival, the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from premierspas.french import count
from premierspas.report.canvas import Canvas
from premierspas.report.charts import GANTT_ROWS, gantt
from premierspas.report.table import LONG_NOTE, Cell, Column, Row, table
from premierspas.report.tokens import Style
from premierspas.report.views.plan import ActionView, PlanView

_GANTTS = 2  # beyond, the table alone: a Gantt of two hundred rows says nothing


def draw(canvas: Canvas, view: PlanView) -> None:
    """What, who, when, and how we will know that it is done."""
    canvas.section("Feuille de route", view.summary)
    canvas.callout("Les dates", view.message, warning=view.late)
    if view.first:
        _actions(canvas, "Par quoi commencer : les six prochains mois", view.first)
    _gantts(canvas, view)
    later = [a for a in view.before if a not in view.first]
    _actions(canvas, "Ensuite, avant l’arrivée du coordinateur", later)
    follow_up = [a for a in view.after if a not in view.first]
    _actions(canvas, "Après son arrivée : le suivi", follow_up)
    if view.dropped:
        canvas.heading("Actions que l’équipe ne fait pas")
        canvas.bullets(view.dropped, Style.SMALL)
    canvas.heading(f"Le contrat, avant l’arrivée : {view.contract_summary}", keep=30)
    canvas.bullets(
        [label for _, label in view.contract],
        Style.SMALL,
        columns=2,
        marks=["✓" if settled else "○" for settled, _ in view.contract],
    )
    if view.note:
        canvas.heading("Note de l’équipe")
        canvas.paragraph(view.note, Style.SMALL)
    columns = (Column("Suite", 44, bold=True), Column("Quand", 46), Column("À se demander", 84))
    table(
        canvas,
        columns,
        [
            Row(
                (
                    p.title,
                    Cell(p.when, note=p.choice),
                    "\n".join(f"• {q}" for q in p.questions),
                ),
                below=f"Notre note : {p.note}" if p.note else "",
            )
            for p in view.perspectives
        ],
        heading="Après la première mission : les suites possibles",
    )


def _gantts(canvas: Canvas, view: PlanView) -> None:
    """The way to the arrival, then the follow-up: years of it would flatten the weeks before."""
    drawn = 0
    for title, actions in (("Jusqu’à l’arrivée", view.before), ("Le suivi", view.after)):
        dated = [a for a in actions if a.start is not None and a.end is not None]
        shown = dated[: _GANTTS * GANTT_ROWS]
        charts = -(-len(shown) // GANTT_ROWS)
        rows = -(-len(shown) // max(charts, 1))  # charts of like size, not a full one and a rest
        for chart in range(charts):
            part = shown[chart * rows : (chart + 1) * rows]
            gantt(canvas, title, part, view.today, view.arrival)
        drawn += len(shown)
    if drawn:
        left_out = len(view.before) + len(view.after) - drawn
        key = "◆ jalon   ✓ fait   tirets : aujourd’hui   trait plein : arrivée"
        if left_out:
            words = count(left_out, "autre action", "autres actions")
            key += f"   {words} dans le tableau seulement"
        canvas.paragraph(key, Style.NOTE)


def _actions(canvas: Canvas, title: str, actions: Sequence[ActionView]) -> None:
    columns = (
        Column("", 6.5),
        Column("N°", 9.5),
        Column("Action", 66, bold=True),
        Column("Qui", 32),
        Column("Échéance", 21),
        Column("Signe de réussite", 39),
    )
    table(canvas, columns, [_row(action) for action in actions], heading=title)


def _row(action: ActionView) -> Row:
    means = f"Moyens : {action.means}" if action.means else ""
    success = action.success
    long = len(means) + len(success) > LONG_NOTE
    below = [f"Signe de réussite : {success}" if success else "", means] if long else []
    if action.conflict:
        below.append(f"▲ {action.conflict}")
    cells = (
        Cell("✓") if action.done else Cell(check_box=True),
        str(action.number),
        Cell(action.title, note=action.why, style=Style.SMALL_BOLD),
        Cell(action.owner or "à nommer", note="" if action.owner else action.owner_note),
        Cell(action.deadline, note=action.state),
        Cell("voir dessous") if long else Cell(success, note=means),
    )
    return Row(cells, below="\n".join(text for text in below if text))
