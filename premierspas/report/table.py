"""Tables: repeated header, rows that may run over pages, boxes to tick.

fpdf2's own ``table()`` lays every cell out twice; here each cell is laid out once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from premierspas.report.canvas import CHECK_BOX, Canvas
from premierspas.report.tokens import Colour, Gap, Page, Style, TextStyle

_PAD_X, _PAD_Y = 1.6, 1.3
_SPLIT_FROM = 45.0  # mm: a taller row may be cut by the end of a page
_LEAST_PART = 14.0  # mm of a cut row that are worth beginning


@dataclass(frozen=True)
class Column:
    """``width`` in mm. ``bold``: the column that names the row."""

    title: str
    width: float
    align: str = "L"
    bold: bool = False


@dataclass(frozen=True)
class Cell:
    """``note``: smaller, grey, under the text. ``check_box``: a square to tick instead of text.
    ``align``: otherwise than its column."""

    text: str = ""
    note: str = ""
    style: TextStyle | None = None
    check_box: bool = False
    align: str = ""


@dataclass(frozen=True)
class _Line:
    text: str
    style: TextStyle


def table(
    canvas: Canvas,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | Cell]],
    *,
    heading: str = "",
    style: TextStyle = Style.SMALL,
    after: float = Gap.BLOCK,
) -> None:
    """Draw ``rows`` under a header that comes back on each page. ``heading`` stays with it."""
    if not rows:
        return
    heads = [canvas.lines_of(c.title, c.width - 2 * _PAD_X, Style.TABLE_HEAD) for c in columns]
    laid_out = [
        [_lines(canvas, c, cell, style) for c, cell in zip(columns, row, strict=True)]
        for row in rows
    ]
    head_height = max(map(len, heads)) * Style.TABLE_HEAD.line_height + 2 * _PAD_Y
    first = _height(laid_out[0])
    beginning = head_height + (first if first < _SPLIT_FROM else _LEAST_PART)
    if heading:
        canvas.heading(heading, keep=beginning + Gap.TIGHT)
    canvas.need(beginning)
    _header(canvas, columns, heads, head_height)
    for row, cells in zip(rows, laid_out, strict=True):
        boxes = [isinstance(cell, Cell) and cell.check_box for cell in row]
        aligns = [
            (isinstance(cell, Cell) and cell.align) or column.align
            for column, cell in zip(columns, row, strict=True)
        ]
        while True:
            height = _height(cells)
            fits = height <= canvas.room + 0.01
            if not fits and (height < _SPLIT_FROM or canvas.room < _LEAST_PART):
                canvas.new_page()
                _header(canvas, columns, heads, head_height)
                if height <= canvas.room:
                    fits = True
            if fits:
                _row(canvas, columns, cells, boxes, aligns, height)
                break
            shown, cells = _cut(cells, canvas.room - 2 * _PAD_Y)
            _row(canvas, columns, shown, boxes, aligns, canvas.room)
            boxes = [False] * len(boxes)
            canvas.new_page()
            _header(canvas, columns, heads, head_height)
    canvas.space(after)


def _lines(canvas: Canvas, column: Column, cell: str | Cell, style: TextStyle) -> list[_Line]:
    if isinstance(cell, str):
        cell = Cell(cell)
    own = cell.style or (replace(style, bold=True) if column.bold else style)
    width = column.width - 2 * _PAD_X
    lines = (
        [_Line(text, own) for text in canvas.lines_of(cell.text, width, own)] if cell.text else []
    )
    if cell.note:
        lines += [_Line(text, Style.NOTE) for text in canvas.lines_of(cell.note, width, Style.NOTE)]
    return lines


def _height(cells: Sequence[Sequence[_Line]]) -> float:
    tallest = max((sum(line.style.line_height for line in cell) for cell in cells), default=0)
    return max(tallest, CHECK_BOX) + 2 * _PAD_Y


def _cut(cells: list[list[_Line]], room: float) -> tuple[list[list[_Line]], list[list[_Line]]]:
    """What of each cell goes in ``room`` mm, and the rest."""
    shown, rest = [], []
    for cell in cells:
        used, count = 0.0, 0
        while count < len(cell) and used + cell[count].style.line_height <= room:
            used += cell[count].style.line_height
            count += 1
        shown.append(cell[:count])
        rest.append(cell[count:])
    return shown, rest


def _header(
    canvas: Canvas, columns: Sequence[Column], heads: Sequence[Sequence[str]], height: float
) -> None:
    canvas.box(Page.LEFT, canvas.cursor, sum(c.width for c in columns), height, fill=Colour.PRIMARY)
    x = Page.LEFT
    for column, lines in zip(columns, heads, strict=True):
        canvas.draw_lines(
            x + _PAD_X,
            canvas.cursor + _PAD_Y,
            column.width - 2 * _PAD_X,
            lines,
            Style.TABLE_HEAD,
            column.align,
        )
        x += column.width
    canvas.cursor += height


def _row(
    canvas: Canvas,
    columns: Sequence[Column],
    cells: Sequence[Sequence[_Line]],
    boxes: Sequence[bool],
    aligns: Sequence[str],
    height: float,
) -> None:
    x = Page.LEFT
    for column, lines, box, align in zip(columns, cells, boxes, aligns, strict=True):
        if box:
            canvas.check_box(x + _PAD_X, canvas.cursor + _PAD_Y + 0.3)
        y = canvas.cursor + _PAD_Y
        for line in lines:
            y = canvas.draw_lines(
                x + _PAD_X, y, column.width - 2 * _PAD_X, [line.text], line.style, align
            )
        x += column.width
    canvas.cursor += height
    canvas.rule(Page.LEFT, canvas.cursor, x)
