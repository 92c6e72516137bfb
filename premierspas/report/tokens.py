"""Colours, type and grid of the PDF: the same family as the screen, readable in black and white."""

from __future__ import annotations

from dataclasses import dataclass

POINT_IN_MM = 25.4 / 72


class Colour:
    """Three lightness steps of navy and one accent. The accent never stands alone: hatching, a
    symbol or a word always says the same thing."""

    INK = "#14213D"
    PRIMARY = "#0B3C5D"
    MID = "#3A7CA5"
    SOFT = "#A9C6DA"
    PALE = "#EAF1F6"
    ACCENT = "#9A3412"
    GREY = "#475569"
    LINE = "#CBD5E1"
    WHITE = "#FFFFFF"


class Page:
    """A4 in mm: margins 18, top 24, bottom 20, twelve columns with 4 mm gutters."""

    WIDTH = 210.0
    HEIGHT = 297.0
    LEFT = 18.0
    TOP = 24.0
    BOTTOM = HEIGHT - 20.0
    BODY = WIDTH - 2 * LEFT
    GUTTER = 4.0
    COLUMN = (BODY - 11 * GUTTER) / 12
    HEIGHT_OF_BODY = BOTTOM - TOP

    @classmethod
    def span(cls, columns: int) -> float:
        """Width of ``columns`` columns and the gutters between them."""
        return columns * cls.COLUMN + (columns - 1) * cls.GUTTER


@dataclass(frozen=True)
class TextStyle:
    """``size`` in points; ``leading`` is the distance between lines, in sizes."""

    size: float
    bold: bool = False
    colour: str = Colour.INK
    leading: float = 1.38

    @property
    def line_height(self) -> float:
        """mm from one baseline to the next."""
        return self.size * self.leading * POINT_IN_MM


class Style:
    """Six sizes (30, 19, 12.5, 10, 8.5, 7.5 pt) and two weights."""

    COVER = TextStyle(30, bold=True, colour=Colour.WHITE, leading=1.12)
    TEAM = TextStyle(19, bold=True, colour=Colour.PRIMARY, leading=1.2)
    H1 = TextStyle(19, bold=True, colour=Colour.PRIMARY, leading=1.2)
    H2 = TextStyle(12.5, bold=True, colour=Colour.PRIMARY, leading=1.25)
    H3 = TextStyle(10, bold=True, colour=Colour.PRIMARY)
    FIGURE = TextStyle(12.5, bold=True, colour=Colour.PRIMARY, leading=1.2)
    LEAD = TextStyle(10, colour=Colour.GREY)
    BODY = TextStyle(10)
    STRONG = TextStyle(10, bold=True)
    SMALL = TextStyle(8.5, leading=1.32)
    SMALL_BOLD = TextStyle(8.5, bold=True, leading=1.32)
    SMALL_GREY = TextStyle(8.5, colour=Colour.GREY, leading=1.32)
    SMALL_ACCENT = TextStyle(8.5, bold=True, colour=Colour.ACCENT, leading=1.32)
    TABLE_HEAD = TextStyle(8.5, bold=True, colour=Colour.WHITE, leading=1.25)
    NOTE = TextStyle(7.5, colour=Colour.GREY, leading=1.32)
    NOTE_BOLD = TextStyle(7.5, bold=True, leading=1.32)
    DENSE = TextStyle(7.5, leading=1.32)
    DENSE_HEAD = TextStyle(7.5, bold=True, colour=Colour.WHITE, leading=1.25)
    ON_DARK = TextStyle(10, colour=Colour.WHITE)
    ON_DARK_SMALL = TextStyle(8.5, colour=Colour.WHITE, leading=1.3)
    ON_DARK_STRONG = TextStyle(12.5, bold=True, colour=Colour.WHITE, leading=1.2)


class Gap:
    """Vertical distances, mm."""

    TIGHT = 1.2
    SMALL = 2.0
    BLOCK = 4.0
    SECTION = 9.0
