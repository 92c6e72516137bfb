"""Cover: who, when, what is inside and what is attached."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.tokens import Colour, Gap, Page, Style, TextStyle
from premierspas.report.views.cover import CoverView

_BAND = 92.0
_CONTENTS_TOP = 212.0
_LABEL = TextStyle(8.5, colour=Colour.GREY)


def draw(canvas: Canvas, view: CoverView) -> float:
    """A navy band with the title, then the team, its facts, and the attachment; where it ends."""
    canvas.new_page()
    canvas.box(0, 0, Page.WIDTH, _BAND, fill=Colour.PRIMARY)
    canvas.box(0, _BAND, Page.WIDTH, 2, fill=Colour.MID)
    top = "Premiers pas" + ("  ·  Exemple fictif" if view.demonstration else "")
    canvas.label(Page.LEFT, 20, Page.BODY, top, Style.ON_DARK_STRONG)
    y = canvas.text_block(Page.LEFT, 36, Page.BODY - 20, view.title, Style.COVER)
    canvas.text_block(Page.LEFT, y + Gap.BLOCK, Page.BODY - 30, view.promise, Style.ON_DARK)
    y = canvas.text_block(Page.LEFT, _BAND + 12, Page.BODY, view.team, Style.TEAM) + Gap.BLOCK
    half = Page.span(6)
    for start in range(0, len(view.facts), 2):
        bottom = y
        for column, (label, value) in enumerate(view.facts[start : start + 2]):
            x = Page.LEFT + column * (half + Page.GUTTER)
            canvas.label(x, y, half, label, _LABEL)
            bottom = max(bottom, canvas.text_block(x, y + 4.4, half, value, Style.STRONG))
        y = bottom + 3
    canvas.cursor = y + 2
    canvas.callout(
        "Le dossier est joint à ce PDF",
        view.attachment.removeprefix("Le dossier est joint à ce PDF : ").capitalize()
        if False
        else view.attachment,
    )
    if view.names_warning:
        canvas.space(-2)
        canvas.callout("Données personnelles", view.names_warning, warning=True)
    return canvas.cursor


def draw_contents(canvas: Canvas, cover_end: float) -> None:
    """The table of contents, once the pages of the sections are known."""
    entries = canvas.entries
    canvas.go_back_to(1)
    top = max(_CONTENTS_TOP, cover_end + 2)
    rows = -(-len(entries) // 2)
    canvas.draw_lines(Page.LEFT, top, Page.BODY, ["Dans ce document"], Style.H3)
    half = Page.span(6)
    for i, entry in enumerate(entries):
        x = Page.LEFT + (i // rows) * (half + Page.GUTTER)
        y = top + 7 + (i % rows) * 7
        canvas.label(x, y, half - 10, entry.title, Style.BODY)
        canvas.label(x, y, half, str(entry.page), Style.STRONG, "R")
        canvas.rule(x, y + 5.6, x + half)
        canvas.link(x, y, half, 6, canvas.add_link(page=entry.page))
