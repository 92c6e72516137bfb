"""The page as the sections see it: text that flows down, headings that keep what follows, figures.

Everything drawn goes through a method whose name says what it is (heading, paragraph, table,
figure…), so that structure tags can be added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from premierspas.report.paper import Paper
from premierspas.report.tokens import Colour, Gap, Page, Style, TextStyle

_NOTES_FROM, _NOTES_TO = 34.0, 140.0  # mm left at the foot of a page that become ruled lines


@dataclass(frozen=True)
class Entry:
    """A section that was begun, for the table of contents."""

    title: str
    page: int


class Canvas(Paper):
    """Text and figures that flow down the pages, from ``cursor``."""

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
        super().__init__(
            title=title, team=team, edition=edition, today=today, document=document, cover=cover
        )
        self.entries: list[Entry] = []

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
