"""The cards of the role on paper: eight a page, to cut out, each with boxes for who does it."""

from __future__ import annotations

from premierspas.content import Catalog
from premierspas.content.models import Card, Way
from premierspas.report.canvas import Canvas
from premierspas.report.paper import CHECK_BOX
from premierspas.report.tokens import Colour, Gap, Page, Style

_COLUMNS, _ROWS = 2, 4
_WIDTH, _HEIGHT = Page.BODY / _COLUMNS, Page.HEIGHT_OF_BODY / _ROWS
_INSIDE = 6.0  # mm between the cut and the text
_MARK = 3.0  # mm of a cut mark, outside the cards


def draw(canvas: Canvas, catalog: Catalog) -> None:
    """Every card, in the order of the content: that of its theme, never that of the lists."""
    canvas.section_title = "Les cartes du rôle, à découper"
    cards = catalog.expectations.cards
    themes = {theme.id: theme.label for theme in catalog.expectations.themes}
    ways = [w.label for w in catalog.expectations.positions if w.id is not Way.UNKNOWN]
    for place, card in enumerate(cards):
        on_page = place % (_COLUMNS * _ROWS)
        if on_page == 0:
            canvas.new_page()
            _cuts(canvas, min(len(cards) - place, _COLUMNS * _ROWS))
        x = Page.LEFT + on_page % _COLUMNS * _WIDTH
        y = Page.TOP + on_page // _COLUMNS * _HEIGHT
        _card(canvas, x, y, f"{place + 1}  ·  {themes[card.theme]}", card, ways)


def _card(canvas: Canvas, x: float, y: float, head: str, card: Card, ways: list[str]) -> None:
    left, width = x + _INSIDE, _WIDTH - 2 * _INSIDE
    canvas.label(left, y + 5, width, head, Style.SMALL_GREY)
    canvas.text_block(left, y + 11, width, card.task, Style.H2)
    bottom = y + _HEIGHT - 7 - 2 * (CHECK_BOX + Gap.BLOCK)
    canvas.label(left, bottom - 5, width, "Qui s’en charge ?", Style.SMALL)
    for place, way in enumerate(ways):
        at = left + place % 2 * width / 2
        line = bottom + 1 + place // 2 * (CHECK_BOX + Gap.BLOCK)
        canvas.check_box(at, line)
        canvas.label(at + CHECK_BOX + 2, line - 1, width / 2 - CHECK_BOX - 2, way, Style.BODY)


def _cuts(canvas: Canvas, count: int) -> None:
    """Dashed lines around the ``count`` cards of a page, and a mark at both ends of each line."""
    rows = -(-count // _COLUMNS)
    columns = min(count, _COLUMNS)
    right, bottom = Page.LEFT + columns * _WIDTH, Page.TOP + rows * _HEIGHT
    for row in range(rows + 1):
        y = Page.TOP + row * _HEIGHT
        canvas.stroke(Page.LEFT, y, right, y, Colour.GREY, 0.2, dash=1.2)
        canvas.stroke(Page.LEFT - _MARK, y, Page.LEFT, y, Colour.INK, 0.3)
        canvas.stroke(right, y, right + _MARK, y, Colour.INK, 0.3)
    for column in range(columns + 1):
        x = Page.LEFT + column * _WIDTH
        canvas.stroke(x, Page.TOP, x, bottom, Colour.GREY, 0.2, dash=1.2)
        canvas.stroke(x, Page.TOP - _MARK, x, Page.TOP, Colour.INK, 0.3)
        canvas.stroke(x, bottom, x, bottom + _MARK, Colour.INK, 0.3)
