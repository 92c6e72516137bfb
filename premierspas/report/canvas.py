"""The page as the sections see it: text that flows down, headings that keep what follows, figures.

Everything drawn goes through a method whose name says what it is (heading, paragraph, table,
figure…): it is what gives the PDF its structure. Text drawn outside them is a paragraph, shapes are
decoration.
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
    """A section that was begun, for the table of contents. ``top``: mm from the top of its page."""

    title: str
    page: int
    top: float


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
        self._under_heading = False  # since the title of the section
        self._first = self.begin_section() if cover else None

    # --- flow -------------------------------------------------------------------------------------
    def section(self, title: str, lead: str = "", *, own_page: bool = False) -> None:
        """Begin a section: on this page if more than a third of it is left, else on the next."""
        self.section_title = title
        self.begin_section()
        shares = not own_page and self.room > Page.HEIGHT_OF_BODY / 3 and self.cursor > Page.TOP
        if shares:
            self.space(Gap.SECTION)
            self.rule(Page.LEFT, self.cursor, Page.LEFT + Page.BODY, Colour.PRIMARY, 0.5)
            self.space(Gap.BLOCK)
        elif self.page == 0 or self.cursor > Page.TOP or self.page == 1:
            self.notes()
            self.new_page()
        self._bookmark(title, 0)
        self.entries.append(Entry(title, self.page, self.cursor))
        self._under_heading = False
        self._flow(title, Style.H1, Page.LEFT, Page.BODY, kind="H1")
        if lead:
            self._flow(lead, Style.LEAD, Page.LEFT, Page.BODY)
        self.space(Gap.SMALL)

    def heading(self, title: str, *, keep: float = 22.0) -> None:
        """A heading inside a section, with at least ``keep`` mm for what follows it."""
        lines = self.lines_of(title, Page.BODY, Style.H2)
        self.space(Gap.SMALL)
        self.need(len(lines) * Style.H2.line_height + keep)
        self._bookmark(title, 1)
        self._under_heading = True
        with self.reading("H2"):
            self.cursor = self.draw_lines(Page.LEFT, self.cursor, Page.BODY, lines, Style.H2)
        self.space(Gap.TIGHT)

    def small_heading(
        self, title: str, style: TextStyle = Style.STRONG, *, keep: float = 0.0, after: float = 0.5
    ) -> None:
        """A heading under another one, without bookmark, in the size of the text that it announces."""
        self.need(keep)
        kind = "H3" if self._under_heading else "H2"
        self._flow(title, style, Page.LEFT, Page.BODY, kind=kind)
        self.space(after)

    def cover_title(self, x: float, top: float, width: float, text: str, style: TextStyle) -> float:
        """The title of the document, on its cover; where it ends, in mm."""
        with self.reading("H1"):
            return self.text_block(x, top, width, text, style)

    @contextmanager
    def one_paragraph(self) -> Iterator[None]:
        """Pieces of text, wherever they are drawn, that are read one after the other as a paragraph."""
        with self.reading("P"):
            yield

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
        with self.reading("L", attributes="<</O /List /ListNumbering /Disc>>"):
            self._items(marked, style, columns, width, indent)
        self.space(Gap.SMALL)

    def _items(
        self,
        marked: Sequence[tuple[str, str]],
        style: TextStyle,
        columns: int,
        width: float,
        indent: float,
    ) -> None:
        for start in range(0, len(marked), columns):
            cells = marked[start : start + columns]
            row = [self.lines_of(item, width - indent, style) for _, item in cells]
            if max(map(len, row)) * style.line_height > Page.HEIGHT_OF_BODY / 3:
                for mark, item in cells:
                    with self.reading("LI"):
                        text = f"{mark} {item}"
                        self._flow(text, style, Page.LEFT, Page.BODY, kind="LBody")
                continue
            self.need(max(map(len, row)) * style.line_height)
            bottom = self.cursor
            for column, lines in enumerate(row):
                x = Page.LEFT + column * (width + Page.GUTTER)
                with self.reading("LI"):
                    with self.reading("Lbl"):
                        self.draw_lines(x, self.cursor, indent, [cells[column][0]], style)
                    with self.reading("LBody"):
                        end = self.draw_lines(x + indent, self.cursor, width - indent, lines, style)
                bottom = max(bottom, end)
            self.cursor = bottom + 0.6

    def callout(self, title: str, text: str, *, warning: bool = False) -> None:
        """Something to notice: a bar on the left, a title in bold, and « ▲ » when it warns."""
        width = Page.BODY - 8
        colour = Colour.ACCENT if warning else Colour.PRIMARY
        title = f"▲ {title}" if warning else title
        head = self.lines_of(title, width, Style.STRONG)
        body = self.lines_of(text, width, Style.SMALL) if text else []
        self.need(min(len(head) * Style.STRONG.line_height + 16, Page.HEIGHT_OF_BODY))
        element = None
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
            if shown:
                element = element or self.element("P")
                with self.inside(element):
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
        with self.picture((Page.LEFT, self.cursor, Page.BODY, height), alt):
            yield self.cursor
        self.cursor += height + Gap.SMALL

    def notes(self) -> None:
        """Ruled lines to write on, where a page would end half white."""
        if self.page < 2 or self.room < _NOTES_FROM:
            return
        self.space(Gap.BLOCK)
        with self.aside():  # nothing to read there
            self.draw_lines(Page.LEFT, self.cursor, Page.BODY, ["Notes"], Style.NOTE_BOLD)
        y, last = self.cursor + 12, min(Page.BOTTOM - 2, self.cursor + _NOTES_TO)
        while y <= last:
            self.rule(Page.LEFT, y, Page.LEFT + Page.BODY, Colour.LINE, 0.2)
            y += 8
        self.cursor = Page.BOTTOM

    # --- table of contents ------------------------------------------------------------------------
    @contextmanager
    def contents(self, top: float, title: str) -> Iterator[float]:
        """The table of contents at the end of the cover, under ``title``; gives where it begins."""
        assert self._first, "there is no cover"
        self.go_back_to(1)
        with self.inside(self._first):
            with self.reading("H2"):
                self.draw_lines(Page.LEFT, top, Page.BODY, [title], Style.H3)
            with self.reading("TOC"):
                yield top + 7

    def contents_entry(self, x: float, top: float, width: float, entry: Entry) -> None:
        """A section and its page, to click."""
        words, to = f"{entry.title}, page {entry.page}", (entry.page, entry.top)
        with (
            self.reading("TOCI"),
            self.reading("Reference"),
            self.linked((x, top, width, 6), to, words),
        ):
            self.label(x, top, width - 10, entry.title, Style.BODY)
            self.label(x, top, width, str(entry.page), Style.STRONG, "R")
        self.rule(x, top + 5.6, x + width)

    # --- inside -----------------------------------------------------------------------------------
    def _flow(
        self, text: str, style: TextStyle, x: float, width: float, *, kind: str = "P"
    ) -> None:
        with self.reading(kind):
            self._flow_lines(self.lines_of(text, width, style), style, x, width)

    def _flow_lines(self, lines: list[str], style: TextStyle, x: float, width: float) -> None:
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
