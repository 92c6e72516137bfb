"""Tables: repeated header, rows that may run over pages, boxes to tick, long notes under a row.

fpdf2's own ``table()`` lays every cell out twice; here each cell is laid out once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from premierspas.report.canvas import Canvas
from premierspas.report.paper import CHECK_BOX
from premierspas.report.tagging import Element
from premierspas.report.tokens import Colour, Gap, Page, Style, TextStyle

LONG_NOTE = 200  # characters: longer notes are more readable under their row than in a cell
_PAD_X, _PAD_Y = 1.6, 1.3
_DENSE_PAD_Y = 0.5
_SPLIT_FROM = 45.0  # mm: a taller row may be cut by the end of a page
_LEAST_PART = 14.0  # mm of a cut row that are worth beginning
_COLUMN_HEADER, _ROW_HEADER = "<</O /Table /Scope /Column>>", "<</O /Table /Scope /Row>>"


@dataclass(frozen=True)
class Column:
    """``width`` in mm. ``bold``: the column that names the row, read as its header."""

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
class Row:
    """``below``: notes over the whole width, under the cells."""

    cells: Sequence[str | Cell]
    below: str = ""


@dataclass(frozen=True)
class _Line:
    text: str
    style: TextStyle


@dataclass(frozen=True)
class _Laid:
    """A cell laid out: where it is, its lines."""

    x: float
    width: float
    align: str
    check_box: bool
    lines: Sequence[_Line]
    pad: float  # above and below

    @property
    def height(self) -> float:
        return sum(line.style.line_height for line in self.lines)

    def cut(self, room: float) -> tuple[_Laid, _Laid]:
        """What goes in ``room`` mm, and the rest."""
        used, count = 0.0, 0
        while count < len(self.lines) and used + self.lines[count].style.line_height <= room:
            used += self.lines[count].style.line_height
            count += 1
        rest = replace(self, lines=self.lines[count:], check_box=False)
        return replace(self, lines=self.lines[:count]), rest


Cells = Sequence[str | Cell]


@dataclass(frozen=True)
class _Styles:
    head: TextStyle
    text: TextStyle
    bold: TextStyle


_USUAL = _Styles(Style.TABLE_HEAD, Style.SMALL, Style.SMALL_BOLD)
_DENSE = _Styles(Style.DENSE_HEAD, Style.DENSE, Style.NOTE_BOLD)


def table(
    canvas: Canvas,
    columns: Sequence[Column],
    rows: Sequence[Cells | Row],
    *,
    heading: str = "",
    after: float = Gap.BLOCK,
    dense: bool = False,
    whole: bool = False,
) -> None:
    """Draw ``rows`` under a header that comes back on each page. ``heading`` stays with it.

    ``dense``: small type, close rows; ``whole``: on the next page rather than cut.
    """
    if rows:
        _Table(canvas, columns, rows, dense=dense).draw(heading, whole=whole)
        canvas.space(after)


def table_height(canvas: Canvas, columns: Sequence[Column], rows: Sequence[Cells | Row]) -> float:
    """mm that the table would take on a page of its own, without heading."""
    return _Table(canvas, columns, rows).height


class _Table:
    """A table being drawn. Each row is one part, or two when it has a note below."""

    def __init__(
        self,
        canvas: Canvas,
        columns: Sequence[Column],
        rows: Sequence[Cells | Row],
        *,
        dense: bool = False,
    ) -> None:
        self._canvas = canvas
        self._columns = columns
        self._width = sum(column.width for column in columns)
        self._pad = _DENSE_PAD_Y if dense else _PAD_Y
        self._styles = _DENSE if dense else _USUAL
        self._head = self._laid_out(
            columns, [Cell(c.title, style=self._styles.head) for c in columns]
        )
        self._rows = [self._parts(row if isinstance(row, Row) else Row(row)) for row in rows]
        self._headers: Sequence[Element] = ()

    @property
    def height(self) -> float:
        parts = [part for row in self._rows for part in row]
        return _height(self._head) + sum(map(_height, parts))

    def draw(self, heading: str, *, whole: bool) -> None:
        beginning = _height(self._head) + _least(self._rows[0])
        if whole and self.height < Page.HEIGHT_OF_BODY / 2:
            beginning = self.height
        if heading:
            self._canvas.heading(heading, keep=beginning + Gap.TIGHT)
        self._canvas.need(beginning)
        with self._canvas.reading("Table"):
            with self._canvas.reading("TR"):
                self._headers = [self._cell(c.title, _COLUMN_HEADER) for c in self._columns]
                self._draw_head()
            for row in self._rows:
                if len(row) > 1 and self._canvas.room < _least(row):
                    self._continue()
                for part in row:
                    with self._canvas.reading("TR"):
                        self._place(part, self._elements(len(part)))
                self._canvas.rule(Page.LEFT, self._canvas.cursor, Page.LEFT + self._width)

    def _elements(self, cells: int) -> list[Element]:
        """What each cell of a row is: names of the row, other cells, or a note under them all."""
        if cells < len(self._columns):
            return [self._canvas.element("TD", f"<</O /Table /ColSpan {len(self._columns)}>>")]
        return [self._cell(column.bold, _ROW_HEADER) for column in self._columns]

    def _cell(self, is_header: object, attributes: str) -> Element:
        if is_header:
            return self._canvas.element("TH", attributes)
        return self._canvas.element("TD")

    def _parts(self, row: Row) -> list[list[_Laid]]:
        parts = [self._laid_out(self._columns, row.cells)]
        if row.below:
            parts.append(self._laid_out([Column("", self._width)], [Cell(note=row.below)]))
        return parts

    def _laid_out(self, columns: Sequence[Column], cells: Cells) -> list[_Laid]:
        laid: list[_Laid] = []
        x = Page.LEFT + _PAD_X
        for column, given in zip(columns, cells, strict=True):
            cell = given if isinstance(given, Cell) else Cell(given)
            style = cell.style or (self._styles.bold if column.bold else self._styles.text)
            width = column.width - 2 * _PAD_X
            lines = [
                _Line(line, line_style)
                for text, line_style in ((cell.text, style), (cell.note, Style.NOTE))
                if text
                for line in self._canvas.lines_of(text, width, line_style)
            ]
            align = cell.align or column.align
            laid.append(_Laid(x, width, align, cell.check_box, lines, self._pad))
            x += column.width
        return laid

    def _place(self, part: list[_Laid], elements: Sequence[Element]) -> None:
        """Draw ``part``, on the next page if it does not fit, over pages if it is too tall."""
        while _height(part) > self._canvas.room + 0.01:
            if _height(part) >= _SPLIT_FROM and self._canvas.room >= _LEAST_PART:
                cuts = [cell.cut(self._canvas.room - 2 * self._pad) for cell in part]
                self._draw_part([shown for shown, _ in cuts], elements)
                part = [rest for _, rest in cuts]
                self._canvas.rule(Page.LEFT, self._canvas.cursor, Page.LEFT + self._width)
            self._continue()
        self._draw_part(part, elements)

    def _continue(self) -> None:
        """On the next page, under the header again: it was read once."""
        self._canvas.new_page()
        with self._canvas.aside():
            self._draw_head()

    def _draw_head(self) -> None:
        height = _height(self._head)
        self._canvas.box(Page.LEFT, self._canvas.cursor, self._width, height, fill=Colour.PRIMARY)
        self._draw_part(self._head, self._headers)

    def _draw_part(self, part: Sequence[_Laid], elements: Sequence[Element]) -> None:
        canvas = self._canvas
        for cell, element in zip(part, elements, strict=True):
            y = canvas.cursor + cell.pad
            with canvas.inside(element):
                if cell.check_box:
                    canvas.check_box(cell.x, y + 0.3)
                for line in cell.lines:
                    lines = [line.text]
                    y = canvas.draw_lines(cell.x, y, cell.width, lines, line.style, cell.align)
        canvas.cursor += _height(part)


def _least(row: Sequence[Sequence[_Laid]]) -> float:
    """mm that must be left on a page for ``row`` to begin there: its cells, and some of its note."""
    cells, *notes = map(_height, row)
    if cells >= _SPLIT_FROM:
        return _LEAST_PART
    return cells + sum(min(note, _LEAST_PART) for note in notes)


def _height(part: Sequence[_Laid]) -> float:
    return max(CHECK_BOX, *(cell.height for cell in part)) + 2 * part[0].pad
