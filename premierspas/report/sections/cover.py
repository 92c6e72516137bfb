"""Cover: who, when, what is inside and what is attached."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.tokens import Colour, Gap, Page, Style, TextStyle
from premierspas.report.views.cover import CoverView

_LONG = 60  # characters: beyond, a name takes lines that the band gives back
_CONTENTS_TOP = 212.0
_LABEL = TextStyle(8.5, colour=Colour.GREY)


def draw(canvas: Canvas, view: CoverView) -> float:
    """A navy band with the title, then the team, its facts, and the attachment; where it ends."""
    compact = max(len(text) for text in (view.team, *(value for _, value in view.facts))) > _LONG
    band = 62.0 if compact else 92.0
    canvas.new_page()
    canvas.box(0, 0, Page.WIDTH, band, fill=Colour.PRIMARY)
    canvas.box(0, band, Page.WIDTH, 2, fill=Colour.MID)
    top = "Premiers pas" + ("  ·  Exemple fictif" if view.demonstration else "")
    canvas.label(Page.LEFT, 10 if compact else 20, Page.BODY, top, Style.ON_DARK_STRONG)
    title_top = 20 if compact else 36
    y = canvas.cover_title(Page.LEFT, title_top, Page.BODY - 20, view.title, Style.COVER)
    canvas.text_block(Page.LEFT, y + Gap.BLOCK, Page.BODY - 30, view.promise, Style.ON_DARK)
    team = Style.H2 if compact else Style.TEAM
    y = canvas.text_block(Page.LEFT, band + 10, Page.BODY, view.team, team) + Gap.BLOCK
    y = _facts(canvas, y, view, Style.SMALL_BOLD if compact else Style.STRONG)
    canvas.cursor = y + 2
    canvas.callout("Le dossier est joint à ce PDF", view.attachment)
    if view.names_warning:
        canvas.space(-2)
        canvas.callout("Données personnelles", view.names_warning, warning=True)
    return canvas.cursor


def _facts(canvas: Canvas, y: float, view: CoverView, style: TextStyle) -> float:
    half = Page.span(6)
    for start in range(0, len(view.facts), 2):
        bottom = y
        for column, (label, value) in enumerate(view.facts[start : start + 2]):
            x = Page.LEFT + column * (half + Page.GUTTER)
            with canvas.one_paragraph():
                canvas.label(x, y, half, label, _LABEL)
                bottom = max(bottom, canvas.text_block(x, y + 4.4, half, value, style))
        y = bottom + 3
    return y


def draw_contents(canvas: Canvas, cover_end: float) -> None:
    """The table of contents, once the pages of the sections are known."""
    entries = canvas.entries
    rows = -(-len(entries) // 2)
    half = Page.span(6)
    with canvas.contents(max(_CONTENTS_TOP, cover_end + 2), "Dans ce document") as top:
        for i, entry in enumerate(entries):
            x = Page.LEFT + (i // rows) * (half + Page.GUTTER)
            canvas.contents_entry(x, top + (i % rows) * 7, half, entry)
