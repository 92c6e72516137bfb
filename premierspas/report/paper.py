"""A sheet to draw on: fonts, text at a place, shapes, and what every page carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from fpdf import ViewerPreferences
from fpdf.fonts import TTFFont

from premierspas.report.fpdf_patches import QuickText
from premierspas.report.tagging import PAGE_FRAME
from premierspas.report.text import Measurer
from premierspas.report.tokens import POINT_IN_MM, Colour, Page, Style, TextStyle

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "feuille"
_BASELINE = 0.74  # of a line height, from the top of the line
_HATCHING = 1.5  # mm between two slanted lines
CHECK_BOX = 3.1


class Paper(QuickText):
    """A4 pages. ``cursor`` is where the next thing goes, in mm from the top of the page.

    ``document``: named beside the team at the head of each page; ``cover``: the first page is one.
    """

    def __init__(
        self,
        *,
        title: str,
        team: str,
        edition: str,
        today: date,
        document: str = "Feuille de route",
        cover: bool = True,
    ) -> None:
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
        self._style: TextStyle | None = None
        self._head_left = "  ·  ".join(filter(None, (team, document)))
        self._foot_left = edition
        self._first_framed = 2 if cover else 1
        self.section_title = ""
        self.cursor = Page.TOP

    def _measurer(self, bold: bool) -> Measurer:
        font = self.fonts[_FAMILY + ("B" if bold else "")]
        assert isinstance(font, TTFFont)
        widths = {code: float(font.cw[code]) for code in map(int, font.cmap)}
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
        if self.page:
            self.end_mark()
        self.add_page()
        self.cursor = Page.TOP
        if len(self.pages) >= self._first_framed:
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
        if style is self._style:  # fpdf would look up the font and read the colour again
            return
        self._style = style
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
        """Draw laid-out lines from ``top``; where they end, in mm. Outside a heading, a cell, a
        figure… they are read as a paragraph."""
        if self.lacks_element:
            with self.reading("P"):
                return self.draw_lines(x, top, width, lines, style, align)
        self.use(style)
        measurer, per_unit = self._measurers[style.bold], style.size * POINT_IN_MM / 1000
        for line in lines:
            left = x
            if align != "L":
                spare = width - measurer.width(line) * per_unit
                left += spare if align == "R" else spare / 2
            if line:
                # the space keeps the last word apart from the next line for those who hear it
                self.put(left, top + style.line_height * _BASELINE, f"{line} ")
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
        self.mark_shape()
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
        self.mark_shape()
        self.set_draw_color(colour)
        self.set_line_width(weight)
        if dash:
            self.set_dash_pattern(dash, dash)
        self.line(x, y, to_x, to_y)
        if dash:
            self.set_dash_pattern()

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, weight: float, dash: float = 0
    ) -> None:
        """An open line through ``points``."""
        self.mark_shape()
        self.set_draw_color(colour)
        self.set_line_width(weight)
        if dash:
            self.set_dash_pattern(dash, dash)
        self.polyline(points)
        if dash:
            self.set_dash_pattern()

    def hatched(
        self, x: float, y: float, width: float, height: float, colour: str, *, outline: bool = True
    ) -> None:
        """A rectangle of slanted lines: a second way to say what its colour says. The lines of two
        rectangles side by side meet."""
        if width <= 0 or height <= 0:
            return
        self.mark_shape()
        self.set_draw_color(colour)  # before the clip: fpdf does not know that its end undoes them
        self.set_line_width(0.3)
        with self.rect_clip(x, y, width, height):
            start = x - height - (x + y) % _HATCHING
            while start < x + width:
                self.line(start, y + height, start + height, y)
                start += _HATCHING
        if outline:
            self.box(x, y, width, height, line=colour, weight=0.3)

    def check_box(self, x: float, y: float) -> None:
        """An empty square to tick."""
        with self.picture((x, y, CHECK_BOX, CHECK_BOX), "case à cocher"):
            self.box(x, y, CHECK_BOX, CHECK_BOX, fill=Colour.WHITE, line=Colour.INK, weight=0.35)

    # --- every page -------------------------------------------------------------------------------
    def _page_frame(self) -> None:
        right = Page.LEFT + Page.BODY
        with self.aside(PAGE_FRAME):
            self.label(Page.LEFT, 10, 112, self._head_left, Style.NOTE)
            self.label(Page.LEFT + 114, 10, Page.BODY - 114, self.section_title, Style.NOTE, "R")
            self.rule(Page.LEFT, 15.5, right, Colour.PRIMARY, 0.5)
            self.rule(Page.LEFT, 283, right)
            self.label(Page.LEFT, 284.5, 152, self._foot_left, Style.NOTE)

    def close_pages(self) -> None:
        """Write « n / N » on every page but the cover, now that N is known."""
        total = len(self.pages)
        for number in range(self._first_framed, total + 1):
            self.go_back_to(number)
            with self.aside(PAGE_FRAME):
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
        self.end_mark()
        self.page = number
        self.current_font_is_set_on_page = False
        for colour in (Colour.WHITE, Colour.INK):
            self.set_fill_color(colour)
            self.set_draw_color(colour)
        self.set_line_width(0.1)
        self.set_line_width(0.2)
