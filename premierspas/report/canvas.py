"""The page as the sections see it: text that flows down, headings that keep what follows, figures.

Everything drawn goes through a method whose name says what it is (heading, paragraph, table,
figure…), so that structure tags can be added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from fpdf import ViewerPreferences

from premierspas.report.fpdf_patches import QuickText
from premierspas.report.text import Measurer
from premierspas.report.tokens import POINT_IN_MM, Colour, Gap, Page, Style, TextStyle

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "feuille"
_BASELINE = 0.74  # of a line height, from the top of the line
_NOTES_FROM, _NOTES_TO = 34.0, 140.0  # mm left at the foot of a page that become ruled lines
CHECK_BOX = 3.1


@dataclass(frozen=True)
class Entry:
    """A section that was begun, for the table of contents."""

    title: str
    page: int


class Canvas(QuickText):
    """A4 pages with a cursor: ``cursor`` is where the next thing goes, in mm from the top."""

    def __init__(self, *, title: str, team: str, edition: str, today: date) -> None:
        super().__init__()
        self.set_title(title)
        self.set_lang("fr-FR")
        self.set_author(team)
        self.set_creator("Premiers pas")
        self.set_creation_date(datetime.combine(today, time(), tzinfo=UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.alias_nb_pages(None)  # type: ignore[arg-type]  # totals are stamped by ``close_pages``
        self.set_auto_page_break(False)
        for emphasis, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(_FAMILY, emphasis, _FONTS / f"FeuilleSans-{name}.ttf")
        self._measurers = {bold: self._measurer(bold) for bold in (False, True)}
        self._head_left = f"{team}  ·  Feuille de route"
        self._foot_left = edition
        self.section_title = ""
        self.entries: list[Entry] = []
        self.cursor = Page.TOP

    def _measurer(self, bold: bool) -> Measurer:
        font = self.fonts[_FAMILY + ("B" if bold else "")]
        widths = {code: float(font.cw[code]) for code in font.cmap}  # type: ignore[union-attr]
        known = {chr(code) for code in widths} - {"\u00ad", "\t", "\r"}
        return Measurer(widths, frozenset(known | {"\n"}))

    @property
    def words(self) -> frozenset[str]:
        """Every word that was laid out so far, punctuation included."""
        return self._measurers[False].words | self._measurers[True].words

    # --- room -------------------------------------------------------------------------------------
    @property
    def room(self) -> float:
        """mm left above the foot of the page."""
        return Page.BOTTOM - self.cursor

    def new_page(self) -> None:
        """Begin a page with the header of the current section."""
        self.add_page()
        self.cursor = Page.TOP
        if len(self.pages) > 1:
            self._page_frame()

    def need(self, height: float) -> None:
        """Begin a page if ``height`` mm are not left on this one."""
        if height > self.room + 0.01 and self.cursor > Page.TOP:
            self.new_page()

    def space(self, height: float) -> None:
        """Leave ``height`` mm blank."""
        self.cursor += height

    # --- text -------------------------------------------------------------------------------------
    def use(self, style: TextStyle) -> None:
        """Make ``style`` the current font and colour."""
        self.set_font(_FAMILY, "B" if style.bold else "", style.size)
        self.set_text_color(style.colour)

    def lines_of(self, text: str, width: float, style: TextStyle) -> list[str]:
        """Lines of ``text`` once laid out in ``width`` mm."""
        limit = width * 1000 / (style.size * POINT_IN_MM)
        return self._measurers[style.bold].wrap(text, limit)

    def height_of(self, text: str, width: float, style: TextStyle) -> float:
        """mm that ``text`` takes in ``width`` mm."""
        return len(self.lines_of(text, width, style)) * style.line_height

    def width_of(self, text: str, style: TextStyle) -> float:
        """mm that ``text`` takes on one line."""
        measurer = self._measurers[style.bold]
        return measurer.width(measurer.ready(text)) * style.size * POINT_IN_MM / 1000

    def draw_lines(
        self,
        x: float,
        top: float,
        width: float,
        lines: Sequence[str],
        style: TextStyle,
        align: str = "L",
    ) -> float:
        """Draw laid-out lines from ``top``; where they end, in mm."""
        self.use(style)
        measurer, per_unit = self._measurers[style.bold], style.size * POINT_IN_MM / 1000
        for line in lines:
            left = x
            if align != "L":
                spare = width - measurer.width(line) * per_unit
                left += spare if align == "R" else spare / 2
            if line:
                self.put(left, top + style.line_height * _BASELINE, line)
            top += style.line_height
        return top

    def label(
        self, x: float, top: float, width: float, text: str, style: TextStyle, align: str = "L"
    ) -> None:
        """One line inside ``width`` mm, cut with « … » if it is too long."""
        limit = width * 1000 / (style.size * POINT_IN_MM)
        line = self._measurers[style.bold].fitted(text, limit)
        self.draw_lines(x, top, width, [line], style, align)

    def text_block(self, x: float, top: float, width: float, text: str, style: TextStyle) -> float:
        """Text at a place of its own, outside the flow; where it ends, in mm."""
        return self.draw_lines(x, top, width, self.lines_of(text, width, style), style)

    # --- flow -------------------------------------------------------------------------------------
    def section(self, title: str, lead: str = "", *, own_page: bool = False) -> None:
        """Begin a section: on this page if more than a third of it is left, else on the next."""
        self.section_title = title
        shares = not own_page and self.room > Page.HEIGHT_OF_BODY / 3 and self.cursor > Page.TOP
        if shares:
            self.space(Gap.SECTION)
            self.rule(Page.LEFT, self.cursor, Page.LEFT + Page.BODY, Colour.PRIMARY, 0.5)
            self.space(Gap.BLOCK)
        elif self.page == 0 or self.cursor > Page.TOP or self.page == 1:
            self.notes()
            self.new_page()
        self._bookmark(title, 0)
        self.entries.append(Entry(title, self.page))
        self._flow(title, Style.H1, Page.LEFT, Page.BODY)
        if lead:
            self._flow(lead, Style.LEAD, Page.LEFT, Page.BODY)
        self.space(Gap.SMALL)

    def heading(self, title: str, *, keep: float = 22.0) -> None:
        """A heading inside a section, with at least ``keep`` mm for what follows it."""
        lines = self.lines_of(title, Page.BODY, Style.H2)
        self.space(Gap.SMALL)
        self.need(len(lines) * Style.H2.line_height + keep)
        self._bookmark(title, 1)
        self.cursor = self.draw_lines(Page.LEFT, self.cursor, Page.BODY, lines, Style.H2)
        self.space(Gap.TIGHT)

    def paragraph(
        self, text: str, style: TextStyle = Style.BODY, *, after: float = Gap.SMALL
    ) -> None:
        """Text over the whole width; it may run over pages."""
        if text:
            self._flow(text, style, Page.LEFT, Page.BODY)
            self.space(after)

    def bullets(
        self,
        items: Sequence[str],
        style: TextStyle = Style.BODY,
        *,
        columns: int = 1,
        marks: Sequence[str] = (),
    ) -> None:
        """A list, in one or more columns read line by line. ``marks``: a symbol for each item."""
        width = (Page.BODY - (columns - 1) * Page.GUTTER) / columns
        indent = 4.2
        marked = list(zip(marks or ["•"] * len(items), items, strict=True))
        for start in range(0, len(items), columns):
            cells = marked[start : start + columns]
            row = [self.lines_of(item, width - indent, style) for _, item in cells]
            if max(map(len, row)) * style.line_height > Page.HEIGHT_OF_BODY / 3:
                for mark, item in cells:
                    self._flow(f"{mark} {item}", style, Page.LEFT, Page.BODY)
                continue
            self.need(max(map(len, row)) * style.line_height)
            bottom = self.cursor
            for column, lines in enumerate(row):
                x = Page.LEFT + column * (width + Page.GUTTER)
                self.draw_lines(x, self.cursor, indent, [cells[column][0]], style)
                end = self.draw_lines(x + indent, self.cursor, width - indent, lines, style)
                bottom = max(bottom, end)
            self.cursor = bottom + 0.6
        self.space(Gap.SMALL)

    def callout(self, title: str, text: str, *, warning: bool = False) -> None:
        """Something to notice: a bar on the left, a title in bold, and « ▲ » when it warns."""
        width = Page.BODY - 8
        colour = Colour.ACCENT if warning else Colour.PRIMARY
        title = f"▲ {title}" if warning else title
        head = self.lines_of(title, width, Style.STRONG)
        body = self.lines_of(text, width, Style.SMALL) if text else []
        self.need(min(len(head) * Style.STRONG.line_height + 16, Page.HEIGHT_OF_BODY))
        while head or body:
            room = self.room - 4
            shown_head, head = head, []
            left = room - len(shown_head) * Style.STRONG.line_height
            count = max(1, int(left / Style.SMALL.line_height)) if body else 0
            shown, body = body[:count], body[count:]
            height = (
                len(shown_head) * Style.STRONG.line_height
                + len(shown) * Style.SMALL.line_height
                + 4
            )
            self.box(Page.LEFT, self.cursor, Page.BODY, height, fill=Colour.PALE)
            self.box(Page.LEFT, self.cursor, 1.4, height, fill=colour)
            strong = TextStyle(Style.STRONG.size, bold=True, colour=colour)
            y = self.draw_lines(Page.LEFT + 5, self.cursor + 2, width, shown_head, strong)
            self.draw_lines(Page.LEFT + 5, y, width, shown, Style.SMALL)
            self.cursor += height
            if body:
                self.new_page()
        self.space(Gap.BLOCK)

    @contextmanager
    def figure(self, height: float, *, alt: str) -> Iterator[float]:
        """Room for a drawing of ``height`` mm; gives its top. ``alt`` says in words what it shows."""
        assert alt, "a figure needs a text alternative"
        self.need(height)
        yield self.cursor
        self.cursor += height + Gap.SMALL

    def notes(self) -> None:
        """Ruled lines to write on, where a page would end half white."""
        if self.page < 2 or self.room < _NOTES_FROM:
            return
        self.space(Gap.BLOCK)
        self.draw_lines(Page.LEFT, self.cursor, Page.BODY, ["Notes"], Style.NOTE_BOLD)
        y, last = self.cursor + 12, min(Page.BOTTOM - 2, self.cursor + _NOTES_TO)
        while y <= last:
            self.rule(Page.LEFT, y, Page.LEFT + Page.BODY, Colour.LINE, 0.2)
            y += 8
        self.cursor = Page.BOTTOM

    def _flow(self, text: str, style: TextStyle, x: float, width: float) -> None:
        lines = self.lines_of(text, width, style)
        while lines:
            self.need(min(len(lines), 2) * style.line_height)
            count = max(1, int((self.room + 0.01) / style.line_height))
            if len(lines) - count == 1 and count > 2:  # no line alone at the top of the next page
                count -= 1
            self.cursor = self.draw_lines(x, self.cursor, width, lines[:count], style)
            lines = lines[count:]

    def _bookmark(self, title: str, level: int) -> None:
        self.set_y(self.cursor)
        self.start_section(title, level)

    # --- shapes -----------------------------------------------------------------------------------
    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        line: str | None = None,
        weight: float = 0.25,
    ) -> None:
        """A rectangle, filled, outlined or both."""
        if fill:
            self.set_fill_color(fill)
        if line:
            self.set_draw_color(line)
            self.set_line_width(weight)
        self.rect(x, y, width, height, style=("F" if fill else "") + ("D" if line else ""))

    def rule(
        self, x: float, y: float, to_x: float, colour: str = Colour.LINE, weight: float = 0.25
    ) -> None:
        """A horizontal line."""
        self.stroke(x, y, to_x, y, colour, weight)

    def stroke(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        colour: str,
        weight: float = 0.25,
        dash: float = 0,
    ) -> None:
        """Any line, dashed when ``dash`` is the length of its dashes."""
        self.set_draw_color(colour)
        self.set_line_width(weight)
        if dash:
            self.set_dash_pattern(dash, dash)
        self.line(x, y, to_x, to_y)
        if dash:
            self.set_dash_pattern()

    def hatched(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle of slanted lines: a second way to say what its colour says."""
        if width <= 0:
            return
        self.set_draw_color(colour)  # before the clip: fpdf does not know that its end undoes them
        self.set_line_width(0.3)
        with self.rect_clip(x, y, width, height):
            start = x - height
            while start < x + width:
                self.line(start, y + height, start + height, y)
                start += 1.5
        self.box(x, y, width, height, line=colour, weight=0.3)

    def check_box(self, x: float, y: float) -> None:
        """An empty square to tick."""
        self.box(x, y, CHECK_BOX, CHECK_BOX, fill=Colour.WHITE, line=Colour.INK, weight=0.35)

    # --- every page -------------------------------------------------------------------------------
    def _page_frame(self) -> None:
        right = Page.LEFT + Page.BODY
        self.label(Page.LEFT, 10, 112, self._head_left, Style.NOTE)
        self.label(Page.LEFT + 114, 10, Page.BODY - 114, self.section_title, Style.NOTE, "R")
        self.rule(Page.LEFT, 15.5, right, Colour.PRIMARY, 0.5)
        self.rule(Page.LEFT, 283, right)
        self.label(Page.LEFT, 284.5, 152, self._foot_left, Style.NOTE)

    def close_pages(self) -> None:
        """Write « n / N » on every page but the cover, now that N is known."""
        total = len(self.pages)
        for number in range(2, total + 1):
            self.go_back_to(number)
            self.label(
                Page.LEFT + 152,
                284.5,
                Page.BODY - 152,
                f"{number}\u00a0/\u00a0{total}",
                Style.NOTE,
                "R",
            )

    def go_back_to(self, number: int) -> None:
        """Write on a page that was left: its font and colours are stated again."""
        self.page = number
        self.current_font_is_set_on_page = False
        for colour in (Colour.WHITE, Colour.INK):
            self.set_fill_color(colour)
            self.set_draw_color(colour)
        self.set_line_width(0.1)
        self.set_line_width(0.2)
