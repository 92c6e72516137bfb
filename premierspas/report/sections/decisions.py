"""The decisions of a workshop: one row each, with the vote that led to it."""

from __future__ import annotations

from premierspas.decisions import MINORITY
from premierspas.report.canvas import Canvas
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Style
from premierspas.report.views.decisions import DecidedRow, DecisionsView


def draw(canvas: Canvas, view: DecisionsView) -> None:
    """Nothing when there was no workshop."""
    if not view.rows and not view.parked:
        return
    canvas.section("Nos décisions en atelier")
    canvas.paragraph(view.summary)
    if view.rows:
        columns = (Column("Question", 60, bold=True), Column("Ce que nous avons décidé", 114))
        table(canvas, columns, list(map(_row, view.rows)))
    if view.parked:
        canvas.heading("Au frigo, à reprendre plus tard")
        canvas.bullets(view.parked, Style.SMALL)


def _row(row: DecidedRow) -> tuple[str, Cell]:
    notes = [row.vote] if row.vote else []
    if row.minority:
        notes.insert(0, f"{MINORITY} : {row.minority}")
    return row.question, Cell(row.decision or "–", note="\n".join(notes))
