"""Engagement: eight decisions on one page, and who signs."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.tokens import Colour, Page, Style
from premierspas.report.views.closing import EngagementView

_SIGNATURES = 6
_SIGNATURE_ROW = 12.0


def draw(canvas: Canvas, view: EngagementView) -> None:
    """A page of its own, to print and sign."""
    canvas.section("Notre engagement", own_page=True)
    canvas.paragraph(view.promise, after=4)
    for i, (label, value) in enumerate(view.lines, 1):
        _decision(canvas, f"{i}. {label}", value)
    canvas.space(5)
    canvas.paragraph(view.place, after=5)
    columns = (("Nom", 56.0), ("Fonction dans l’équipe", 52.0), ("Signature", Page.BODY - 108))
    x = Page.LEFT
    with canvas.one_paragraph():
        for title, width in columns:
            canvas.label(x + 1.6, canvas.cursor, width, title, Style.SMALL_BOLD)
            x += width
    canvas.space(5.5)
    for _ in range(_SIGNATURES):
        x = Page.LEFT
        for _, width in columns:
            canvas.box(x, canvas.cursor, width, _SIGNATURE_ROW, line=Colour.LINE)
            x += width
        canvas.space(_SIGNATURE_ROW)
    canvas.space(3)
    canvas.paragraph(
        "Cet engagement est moral : il n’a pas la valeur d’un contrat et ne remplace ni le contrat du "
        "coordinateur, ni les statuts de la structure.",
        Style.NOTE,
    )


def _decision(canvas: Canvas, label: str, value: str) -> None:
    lines = canvas.lines_of(value, Page.BODY - 88, Style.STRONG) if value else []
    height = max(9.0, len(lines) * Style.STRONG.line_height + 4)
    canvas.need(height)
    with canvas.one_paragraph():
        canvas.check_box(Page.LEFT, canvas.cursor + 2.6)
        canvas.label(Page.LEFT + 6, canvas.cursor + 1.8, 80, label, Style.BODY)
        canvas.draw_lines(Page.LEFT + 88, canvas.cursor + 1.8, Page.BODY - 88, lines, Style.STRONG)
    bottom = canvas.cursor + height - 1.4
    canvas.stroke(Page.LEFT + 88, bottom, Page.LEFT + Page.BODY, bottom, Colour.GREY, 0.2, dash=0.8)
    canvas.cursor += height
