"""Sheets as we write them: live formulas that carry our figures, and text that is only ever text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from premierspas.report.tokens import Colour
from premierspas.typography import typeset

Kind = Literal[
    "text",
    "word",
    "euros",
    "balance",
    "share",
    "percent",
    "factor",
    "count",
    "number",
    "date",
    "month",
]
Role = Literal["live", "input", "given"]

# As every file holds them: Excel writes spaces and commas where French people do, « 40C » makes other
# programs do it too. A balance below zero is marked by more than a colour.
_EUROS = r'#,##0.00\ "€"'
_NUMBERS: dict[Kind, str] = {
    "text": "@",
    "word": "@",
    "euros": f"[$-40C]{_EUROS}",
    "balance": rf'[$-40C]{_EUROS};[$-40C]"▲ "\-{_EUROS}',
    "share": r"[$-40C]0\ %",
    "percent": r"[$-40C]0.00##\ %",
    "factor": "[$-40C]0.0000",
    "count": "[$-40C]#,##0",
    "number": "[$-40C]General",
    "date": "dd/mm/yyyy",
    "month": r"[$-40C]mmmm\ yyyy",
}
_ROLES: dict[Role, dict[str, object]] = {
    "live": {"font_color": Colour.INK},
    "input": {"font_color": Colour.PRIMARY, "bg_color": Colour.PALE, "bold": True},
    "given": {"font_color": Colour.GREY, "italic": True},
}
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": Colour.PRIMARY},
    "about": {"font_color": Colour.GREY},
    "header": {"bold": True, "font_color": Colour.WHITE, "bg_color": Colour.PRIMARY,
               "text_wrap": True, "valign": "top", "border": 1, "border_color": Colour.LINE},
    "section": {"bold": True, "font_size": 12, "font_color": Colour.PRIMARY,
                "bottom": 1, "bottom_color": Colour.SOFT},
    "text": {"text_wrap": True, "valign": "top", "font_color": Colour.INK},
    "about-line": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1,
                   "font_color": Colour.GREY},
    "below": {"font_color": Colour.ACCENT, "bold": True},
    "ruled": {"bottom": 1, "bottom_color": Colour.LINE},
}  # fmt: skip
_STYLES["header-number"] = _STYLES["header"] | {"align": "right", "indent": 1}
_LINE_HEIGHT = 15.5  # points
_HIGHEST = 409  # points: a spreadsheet makes no row higher
_LETTERS = 1.15  # in the width of a digit: letters are a little narrower
_LONGEST = 150  # characters that a screen shows
_DAY_ZERO = date(1899, 12, 30)  # how spreadsheets count days
_A4 = 9
LEGEND = (
    "Fond bleu : à changer si besoin. Noir : calculé par le tableur. Gris italique : donné par l’outil, "
    "ne suit pas vos changements."
)


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and what we find for it, which a reader that does not recalculate shows.

    « {name} » stands for the cell of the line of that name, in the same column.
    """

    formula: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Input:
    """What the reader may change; ``choices``: the only ones that are understood."""

    value: float | str | date | None
    choices: tuple[str, ...] = ()


Cell = Live | Input | float | str | date | None  # alone: given by the tool


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line; ``cells``: one a column, or a single one that holds for every column."""

    name: str
    label: str
    kind: Kind
    cells: tuple[Cell, ...]
    about: str = ""


def serial(day: date) -> int:
    """``day`` as the result of a formula."""
    return (day - _DAY_ZERO).days


class Book:
    """A workbook whose bytes depend on nothing but what is written."""

    def __init__(self, title: str, made_on: date) -> None:
        self._bytes = BytesIO()
        self.file = Workbook(self._bytes, {"in_memory": True})
        made_at = datetime.combine(made_on, datetime.min.time())
        self.file.set_properties({"title": title, "created": made_at})
        self._styles: dict[str, Format] = {}

    def style(self, name: str) -> Format:
        """The style of ``name``."""
        return self._made(name, _STYLES[name])

    def number(self, kind: Kind, role: Role) -> Format:
        """How a ``kind`` of number is shown, for what the reader may do with it."""
        # Away from the text of the next column.
        side: dict[str, object] = (
            {"align": "left"} if kind == "text" else {"align": "right", "indent": 1}
        )
        if kind in ("text", "word"):
            side |= {"text_wrap": True}
        looks = {"num_format": _NUMBERS[kind], "valign": "top", **side, **_ROLES[role]}
        return self._made(f"{kind} {role}", looks)

    def _made(self, name: str, looks: Mapping[str, object]) -> Format:
        if name not in self._styles:
            self._styles[name] = self.file.add_format(looks)
        return self._styles[name]

    def close(self) -> bytes:
        """The file."""
        self.file.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet. ``row``: the next one to write, counted from 0."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name, self.row = book, name, 0
        self._widths: Sequence[float] = ()
        self._heights: dict[int, int] = {}
        self.tab = book.file.add_worksheet(name)
        self.tab.hide_gridlines(2)
        self.tab.set_landscape()
        self.tab.set_paper(_A4)
        self.tab.fit_to_pages(1, 0)
        self.tab.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.tab.set_footer("&LPremiers pas · &A&R&P / &N")

    def begin(self, title: str, about: Iterable[str], widths: Sequence[float]) -> None:
        """The title, a few lines about it, and the widths of the columns."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.tab.set_column(column, column, width)
        self._text(0, title, "title")
        self.row += 1
        for line in about:
            self.paragraph(line)

    def paragraph(self, text: str) -> None:
        """Text across the sheet."""
        for line in wrap(typeset(text), min(int(sum(self._widths)), _LONGEST)):
            self._text(0, line, "about")
            self.row += 1

    def live_paragraph(self, text: Live) -> None:
        """Text across the sheet that a formula chooses."""
        style = self.book.style("about")
        self.tab.write_formula(
            self.row, 0, "=" + typeset(text.formula), style, typeset(str(text.value))
        )
        self.row += 1

    def header(
        self,
        labels: Sequence[str],
        *,
        numbers: int = 0,
        main: bool = True,
        columns: int = 1,
        rows: int = 0,
    ) -> None:
        """The names of the columns; ``numbers``: how many columns of numbers follow the first one.
        ``main``: they are printed on every page and stay in sight, with the first ``columns`` columns
        and the next ``rows`` rows."""
        for column, label in enumerate(labels):
            of_numbers = 1 <= column <= numbers
            self._text(column, label, "header-number" if of_numbers else "header")
            self._fit(column, label, bold=True)
        if main:
            self.tab.repeat_rows(self.row)
            self.tab.freeze_panes(self.row + 1 + rows, columns)
        self.row += 1

    def section(self, label: str, width: int) -> None:
        """A heading across ``width`` columns, after an empty row."""
        self.row += 1
        self._text(0, label, "section")
        for column in range(1, width):
            self.tab.write_blank(self.row, column, None, self.book.style("section"))
        self.row += 1

    def lines(
        self, items: Sequence[Line | str], columns: int, known: Mapping[str, str] | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Write lines and headings; the cells of each line by its name, one a column.

        A formula may name any line of ``items``, before or after it, « name_2 » for the cell of the
        second column, and the cells of ``known``.
        """
        rows, row = {}, self.row
        for item in items:
            row += 2 if isinstance(item, str) else 1
            if isinstance(item, Line):
                rows[item.name] = row - 1
        cells = {
            item.name: tuple(
                cell_name(rows[item.name], 1 + (column if len(item.cells) > 1 else 0))
                for column in range(columns)
            )
            for item in items
            if isinstance(item, Line)
        }
        every = {
            f"{name}_{i}": cell for name, its in cells.items() for i, cell in enumerate(its, 1)
        }
        has_about = any(isinstance(item, Line) and item.about for item in items)
        for item in items:
            if isinstance(item, str):
                self.section(item, 1 + columns + has_about)
                continue
            self._text(0, item.label, "text")
            self._fit(0, item.label)
            for column, cell in enumerate(item.cells):
                names = {name: its[column] for name, its in cells.items()}
                self.cell(1 + column, cell, item.kind, {**(known or {}), **every, **names})
            if item.about:
                self._text(1 + columns, item.about, "about-line")
                self._fit(1 + columns, item.about)
            self.row += 1
        return cells

    def table_row(self, cells: Sequence[Cell], kinds: Sequence[Kind], bare: Role = "live") -> None:
        """A row of a table; ``bare``: how what is neither a formula nor an input looks."""
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            self.cell(column, cell, kind, bare=bare)
        self.row += 1

    def cell(
        self,
        column: int,
        cell: Cell,
        kind: Kind,
        names: Mapping[str, str] | None = None,
        bare: Role = "given",
    ) -> None:
        """Write one cell of the current row."""
        match cell:
            case Live(formula, value):
                found = "=" + formula.format_map(names or {})
                style = self.book.number(kind, "live")
                self.tab.write_formula(self.row, column, found, style, value)
            case Input(value, choices):
                self._value(column, value, self.book.number(kind, "input"), bold=True)
                if choices:
                    self._only(column, choices)
            case _:
                self._value(column, cell, self.book.number(kind, bare))

    def _value(
        self, column: int, value: float | str | date | None, style: Format, *, bold: bool = False
    ) -> None:
        match value:
            case None:
                self.tab.write_blank(self.row, column, None, style)
            case str():  # never a formula nor a link, whatever it begins with
                self.tab.write_string(self.row, column, typeset(value), style)
                self._fit(column, value, bold=bold)
            case date():
                self.tab.write_datetime(self.row, column, value, style)
            case _:
                self.tab.write_number(self.row, column, value, style)

    def _only(self, column: int, choices: tuple[str, ...]) -> None:
        """A cell that takes one of ``choices``."""
        rule = {
            "validate": "list",
            "source": list(choices),
            "error_title": "Choix",
            "error_message": "Prenez un mot de la liste.",
        }
        self.tab.data_validation(self.row, column, self.row, column, rule)

    def _fit(self, column: int, text: str, *, bold: bool = False) -> None:
        """Make the row high enough for ``text``: not every program does it by itself."""
        width = int(self._widths[column] * (1 if bold else _LETTERS))
        lines = sum(max(1, len(wrap(part, width))) for part in typeset(text).split("\n"))
        if lines > self._heights.get(self.row, 1):
            self._heights[self.row] = lines
            self.tab.set_row(self.row, min(_LINE_HEIGHT * lines, _HIGHEST))

    def far(self, cell: str) -> str:
        """``cell`` of this sheet, as other sheets name it."""
        return f"'{self.name}'!{cell}"

    def _text(self, column: int, text: str, style: str) -> None:
        self.tab.write_string(self.row, column, typeset(text), self.book.style(style))


def cell_name(row: int, column: int) -> str:
    """« $B$5 », from numbers counted from 0."""
    name: str = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    return name
