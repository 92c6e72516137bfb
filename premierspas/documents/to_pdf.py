"""A ready document as a PDF, with the paper, the tables and the type of the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from premierspas.documents.model import (
    Blanks,
    Block,
    Bullets,
    Checklist,
    Column,
    Heading,
    Paragraph,
    ReadyDocument,
    Table,
)
from premierspas.report.canvas import Canvas
from premierspas.report.table import Cell, table
from premierspas.report.table import Column as DrawnColumn
from premierspas.report.tokens import Colour, Gap, Page, Style

_BLANK = 9.0  # mm for a line to fill
_WITH_NEXT = 20.0  # mm that a line announcing a list needs
_OPEN_PLACE = replace(Style.STRONG, colour=Colour.ACCENT)
_LINES_TO_FILL = " \n "  # room for two lines in an empty cell
_CHECK_COLUMNS = (Column("", 1), Column("Réglé ?", 3), Column("Point", 18))


def to_pdf(document: ReadyDocument) -> bytes:
    """The file (PDF/A-3); the same document gives the same bytes."""
    canvas = Canvas(
        title=f"{document.title} — {document.team}",
        team=document.team,
        edition=document.edition,
        today=document.today,
        document="",
        cover=False,
    )
    canvas.section(document.title, document.lead)
    for block in (*document.blocks, *document.closing):
        _draw(canvas, block)
    canvas.close_pages()
    return canvas.finished()


def _draw(canvas: Canvas, block: Block) -> None:
    match block:
        case Heading(text, own_page):
            if own_page:
                canvas.notes()
                canvas.new_page()
            canvas.heading(text)
        case Paragraph(text, small):
            if text.endswith(":"):
                canvas.need(_WITH_NEXT)
            style = Style.SMALL_GREY if small else Style.BODY
            canvas.paragraph(text, _OPEN_PLACE if _is_open(text) else style)
        case Bullets(items):
            canvas.bullets(items)
        case Table():
            room = _LINES_TO_FILL if block.to_fill else ""
            rows = [[_cell(text or room) for text in row] for row in block.rows]
            table(canvas, _columns(block.columns), rows)
        case Checklist(_, items):
            table(
                canvas,
                _columns(_CHECK_COLUMNS),
                [
                    (
                        Cell("✓") if item.done else Cell(check_box=True),
                        "réglé" if item.done else "à régler",
                        Cell(item.text, note=item.note, style=Style.SMALL_BOLD),
                    )
                    for item in items
                ],
            )
        case Blanks(labels):
            for label in labels:
                _blank(canvas, f"{label} :")
            canvas.space(Gap.BLOCK)


def _columns(columns: Sequence[Column]) -> list[DrawnColumn]:
    total = sum(column.share for column in columns)
    return [DrawnColumn(c.title, Page.BODY * c.share / total) for c in columns]


def _cell(text: str) -> Cell:
    """« ☐ » is drawn, for the font has no good one."""
    if text == "☐":
        return Cell(check_box=True)
    return Cell(text, style=Style.SMALL_ACCENT if _is_open(text) else None)


def _is_open(text: str) -> bool:
    """The whole of ``text`` is a place left open: it stands out, and its brackets say it too."""
    return text.startswith("[à ")


def _blank(canvas: Canvas, label: str) -> None:
    canvas.need(_BLANK)
    canvas.space(_BLANK - Style.BODY.line_height)
    start = Page.LEFT + canvas.width_of(label, Style.BODY) + Gap.SMALL
    canvas.draw_lines(Page.LEFT, canvas.cursor, Page.BODY, [label], Style.BODY)
    canvas.space(Style.BODY.line_height)
    canvas.stroke(start, canvas.cursor, Page.LEFT + Page.BODY, canvas.cursor, Colour.GREY, 0.2, 0.8)
