"""Synthesis: the page that a partner reads if they read only one."""

from __future__ import annotations

from premierspas.french import count
from premierspas.report.canvas import Canvas
from premierspas.report.charts import key_figures, step_bars
from premierspas.report.table import Cell, Column, table, table_height
from premierspas.report.tokens import Colour, Gap, Page, Style
from premierspas.report.views.steps import LEGEND
from premierspas.report.views.synthesis import SynthesisView

_BANNER_LABEL = 3.6
_WHO = 30.0
_HEADING = 14.0  # a heading and the space around it
_BANNER_SHARES = (0.25, 0.25, 0.24, 0.26)  # profile, statut, time, arrival


def draw(canvas: Canvas, view: SynthesisView) -> None:
    """Banner, figures, steps, gaps, next actions, what we ask: one page."""
    canvas.section("Synthèse", own_page=True)
    _banner(canvas, view)
    key_figures(canvas, view.figures)
    step_bars(canvas, view.bars)
    canvas.paragraph(LEGEND, Style.NOTE, after=1)
    if view.gaps:
        gaps = [(("▲ " if g.lock else "") + g.label, g.where, f"→ {g.action}") for g in view.gaps]
        gap_columns = (
            Column("Point", 46, bold=True),
            Column("Où nous en sommes", 66),
            Column("Action", 62),
        )
        table(canvas, gap_columns, gaps, heading="Ce qui manque d’abord", after=1)
    else:
        canvas.heading("Ce qui manque d’abord", keep=8)
        canvas.paragraph(view.gaps_empty, Style.SMALL, after=1)
    columns = (
        Column("", 7),
        Column("Action", 87, bold=True),
        Column("Qui", 56),
        Column("Échéance", 24),
    )
    rows = [
        (
            Cell(check_box=True),
            f"{a.number}. {a.title}",
            a.owner_in_words,
            f"{a.state.split()[0]} {a.deadline}" if "retard" in a.state else a.deadline,
        )
        for a in view.actions
    ]
    room = canvas.room - _asks_height(canvas, view) - _HEADING
    while len(rows) > 1 and table_height(canvas, columns, rows) > room:
        rows.pop()  # the page stays one page: the roadmap has them all
    table(canvas, columns, rows, heading=view.actions_title, after=0.6)
    left = view.actions_due - len(rows)
    if left:
        words = count(left, "autre action", "autres actions")
        canvas.paragraph(f"Et {words} : voir la feuille de route.", Style.NOTE, after=0)
    _asks(canvas, view)


def _asks_height(canvas: Canvas, view: SynthesisView) -> float:
    return _HEADING + sum(
        0.8
        + max(
            canvas.height_of(who, _WHO, Style.SMALL_BOLD),
            canvas.height_of(what, Page.BODY - _WHO - 2, Style.SMALL),
        )
        for who, what in view.asks
    )


def _asks(canvas: Canvas, view: SynthesisView) -> None:
    if not view.asks:
        return
    canvas.heading("Ce que nous demandons", keep=10)
    for who, what in view.asks:
        top = canvas.cursor
        with canvas.one_paragraph():
            named = canvas.text_block(Page.LEFT, top, _WHO, who, Style.SMALL_BOLD)
            asked = canvas.text_block(
                Page.LEFT + _WHO + 2, top, Page.BODY - _WHO - 2, what, Style.SMALL
            )
        canvas.cursor = max(named, asked) + 0.8


def _banner(canvas: Canvas, view: SynthesisView) -> None:
    inside = Page.BODY - 10
    widths = [inside * share for share in _BANNER_SHARES]
    values = [
        canvas.lines_of(value, width - 3, Style.ON_DARK_STRONG)
        for (_, value), width in zip(view.decision, widths, strict=True)
    ]
    message = canvas.lines_of(view.message, inside, Style.ON_DARK_SMALL)
    values_height = max(map(len, values)) * Style.ON_DARK_STRONG.line_height
    height = _BANNER_LABEL + values_height + len(message) * Style.ON_DARK_SMALL.line_height + 9
    top = canvas.cursor
    canvas.box(Page.LEFT, top, Page.BODY, height, fill=Colour.PRIMARY)
    x, y = Page.LEFT + 5, top + 3
    for (label, _), lines, width in zip(view.decision, values, widths, strict=True):
        with canvas.one_paragraph():
            canvas.label(x, y, width - 3, label, Style.ON_DARK_SMALL)
            canvas.draw_lines(x, y + _BANNER_LABEL + 0.8, width - 3, lines, Style.ON_DARK_STRONG)
        x += width
    y += _BANNER_LABEL + 2.4 + values_height
    canvas.draw_lines(Page.LEFT + 5, y, inside, message, Style.ON_DARK_SMALL)
    canvas.cursor = top + height + Gap.SMALL
