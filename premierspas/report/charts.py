"""Charts as native vectors: small, selectable, and never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from premierspas.french import euros_rounded
from premierspas.report.canvas import Canvas
from premierspas.report.tokens import Colour, Page, Style, TextStyle
from premierspas.report.views.missions import MissionsView
from premierspas.report.views.money import MoneyView
from premierspas.report.views.plan import ActionView
from premierspas.report.views.steps import StepBar

_SYMBOL_ON_DARK = TextStyle(7.5, bold=True, colour=Colour.WHITE, leading=1.32)
_SYMBOL_ACCENT = TextStyle(7.5, bold=True, colour=Colour.ACCENT, leading=1.32)
_MILESTONE = TextStyle(12, bold=True, colour=Colour.PRIMARY, leading=1.2)
_SYMBOL = TextStyle(7.5, bold=True, colour=Colour.PRIMARY, leading=1.32)


# --- the four steps -------------------------------------------------------------------------------
STEP_ROW = 8.0


def step_bars(canvas: Canvas, bars: Sequence[StepBar]) -> None:
    """One row a step: a box a criterion with its symbol, the count, the state in a symbol and words."""
    alt = " ; ".join(f"{bar.label} : {bar.word}, {bar.counts}" for bar in bars)
    with canvas.figure(len(bars) * STEP_ROW, alt=alt) as top:
        for i, bar in enumerate(bars):
            step_bar(canvas, top + i * STEP_ROW, bar, f"{i + 1}. {bar.label}")


def step_bar(canvas: Canvas, top: float, bar: StepBar, label: str) -> None:
    """One row of ``step_bars``."""
    x, width = Page.LEFT + 32, 66.0
    canvas.label(Page.LEFT, top + 0.8, 31, label, Style.SMALL_BOLD)
    step = width / max(len(bar.symbols), 1)
    for i, symbol in enumerate(bar.symbols):
        left = x + i * step
        styles = {"✓": (Colour.PRIMARY, _SYMBOL_ON_DARK), "✗": (Colour.WHITE, _SYMBOL_ACCENT)}
        fill, style = styles.get(symbol, (Colour.PALE if symbol else Colour.WHITE, _SYMBOL))
        line = Colour.ACCENT if symbol == "✗" else Colour.MID
        canvas.box(left, top + 0.6, step - 0.9, 4.6, fill=fill, line=line)
        canvas.draw_lines(left, top + 1.15, step - 0.9, [symbol], style, "C")
    canvas.label(x + width + 2, top + 0.8, 24, bar.counts, Style.SMALL)
    state = Style.SMALL_ACCENT if bar.symbol == "▲" else Style.SMALL_BOLD
    canvas.label(
        x + width + 27, top + 0.8, Page.BODY - 32 - width - 27, f"{bar.symbol} {bar.word}", state
    )


# --- hours ----------------------------------------------------------------------------------------
def hours_gauge(canvas: Canvas, view: MissionsView) -> None:
    """Hours asked, a bar a phase, against hours paid: what goes over is hatched, and said in words."""
    width, row = Page.BODY, 11.5
    scale = width / (max(view.paid, *(phase.asked for phase in view.phases)) * 1.02)
    paid = Page.LEFT + view.paid * scale
    alt = " ; ".join(phase.in_words for phase in view.phases)
    with canvas.figure(len(view.phases) * row + 5, alt=alt) as top:
        for i, phase in enumerate(view.phases):
            y = top + i * row
            style = Style.SMALL_ACCENT if phase.exceeded else Style.SMALL_BOLD
            canvas.label(Page.LEFT, y, width, phase.in_words, style)
            y += 4.6
            canvas.box(Page.LEFT, y, paid - Page.LEFT, 5, fill=Colour.PALE, line=Colour.MID)
            if inside := min(phase.asked, view.paid) * scale:
                canvas.box(Page.LEFT, y, inside, 5, fill=Colour.PRIMARY)
            canvas.hatched(paid, y, (phase.asked - view.paid) * scale, 5, Colour.ACCENT)
            canvas.stroke(paid, y - 0.6, paid, y + 5.6, Colour.INK, 0.5)
        needed = canvas.width_of(view.paid_in_words, Style.SMALL) + 1
        left = min(max(Page.LEFT, paid - needed / 2), Page.LEFT + width - needed)
        canvas.label(
            left, top + len(view.phases) * row - 0.6, needed, view.paid_in_words, Style.SMALL
        )


# --- budget ---------------------------------------------------------------------------------------
_PARTS = (Colour.PRIMARY, Colour.MID, Colour.SOFT)


def cost_bars(canvas: Canvas, view: MoneyView) -> None:
    """What comes in, stacked, above what each way of paying costs; a line carries the income down."""
    label, value, row = 34.0, 50.0, 9.0
    x, width = Page.LEFT + label, Page.BODY - label - value
    values = x + width + 3
    income = sum(amount for _, amount in view.income_parts)
    scale = width / max(income, *(s.high for s in view.statuses), 1)
    rows = len(view.statuses) + (1 if income else 0)
    alt = "; ".join(f"{s.label} : {s.year} par an" for s in view.statuses)
    legend = 6.0 if income else 0.0
    canvas.paragraph(view.chart_title, Style.STRONG, after=1)
    with canvas.figure(rows * row + legend + 5, alt=f"{view.chart_title}. {alt}") as top:
        y = top
        if income:
            canvas.label(Page.LEFT, y + 1.6, label - 2, "Recettes", Style.SMALL_BOLD)
            left = x
            for (_, amount), colour in zip(view.income_parts, _PARTS, strict=False):
                canvas.box(left, y + 0.8, amount * scale, 6, fill=colour, line=Colour.WHITE)
                left += amount * scale
            canvas.label(values, y + 1.6, value - 3, f"{view.income_year} par an", Style.SMALL_BOLD)
            y += row
        for status in view.statuses:
            style = Style.SMALL_BOLD if status.chosen else Style.SMALL
            name = f"→ {status.label}" if status.chosen else status.label
            canvas.label(Page.LEFT, y + 1.6, label - 2, name, style)
            low, high = status.low * scale, status.high * scale
            canvas.box(x, y + 0.8, low, 6, fill=Colour.MID if status.chosen else Colour.SOFT)
            canvas.hatched(x + low, y + 0.8, high - low, 6, Colour.MID)
            # « ✓ couvert »: the condition that follows stands in the table below
            text = f"{status.year} {status.balance_symbol.partition(',')[0]}".rstrip()
            canvas.label(values, y + 1.6, value - 3, text, style)
            y += row
        canvas.stroke(x, top, x, y, Colour.INK, 0.3)
        if income:
            line = x + income * scale
            canvas.stroke(line, top + 7, line, y + 0.5, Colour.ACCENT, 0.4, dash=1.2)
            _legend(canvas, x, y + 1.5, view)
            y += legend
        canvas.label(
            x,
            y + 0.8,
            Page.BODY - label,
            "Hachures : entre le prix le plus bas et le plus haut. "
            + ("Tirets : les recettes." if income else ""),
            Style.NOTE,
        )


def _legend(canvas: Canvas, x: float, y: float, view: MoneyView) -> None:
    for (name, amount), colour in zip(view.income_parts, _PARTS, strict=False):
        text = f"{name} : {euros_rounded(amount)}"
        needed = canvas.width_of(text, Style.NOTE)
        canvas.box(x, y + 0.8, 2.4, 2.4, fill=colour, line=Colour.INK, weight=0.15)
        canvas.label(x + 3.4, y, needed + 1, text, Style.NOTE)
        x += needed + 8


# --- Gantt ----------------------------------------------------------------------------------------
GANTT_ROWS = 30
_ROW = 5.4
_NAMES = 66.0
_TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_LEAST_TICK = 13.0  # mm between two labels of the axis


@dataclass(frozen=True)
class _Axis:
    """Dates to mm, between ``first`` and ``last``; beyond, things stop at the edge."""

    first: date
    last: date
    left: float
    width: float

    def at(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return self.left + self.width * (inside - self.first).days / (self.last - self.first).days

    def ticks(self) -> list[date]:
        months = (self.last - self.first).days / 30.4
        step = next((s for s in _TICK_MONTHS if self.width * s / months >= _LEAST_TICK), 120)
        month = self.first.month - 1
        day = self.first.replace(day=1, month=month - month % min(step, 12) + 1)
        ticks = []
        while day <= self.last:
            if day >= self.first:
                ticks.append(day)
            day += relativedelta(months=step)
        return ticks


def gantt(
    canvas: Canvas, title: str, actions: Sequence[ActionView], today: date, arrival: date
) -> None:
    """At most GANTT_ROWS dated actions: number, name, bar with its owner, ◆ for a milestone."""
    axis = _axis(actions, today, arrival)
    height = 6 + len(actions) * _ROW + 4
    alt = " ; ".join(f"{a.number}. {a.title} : {a.deadline}" for a in actions)
    with canvas.figure(height, alt=alt) as top:
        y = top + 6
        bottom = y + len(actions) * _ROW
        canvas.label(Page.LEFT + 0.8, top + 1, _NAMES - 2, title, Style.SMALL_BOLD)
        _gantt_frame(canvas, axis, top, bottom, today, arrival)
        for action in actions:
            _gantt_row(canvas, axis, y, action)
            y += _ROW


def _axis(actions: Sequence[ActionView], today: date, arrival: date) -> _Axis:
    """From the first start to the last end, at most a year ago and four years ahead: a deadline
    typed in the wrong century must not flatten everything else."""
    days = [arrival, *(d for a in actions for d in (a.start, a.end) if d)]
    if not all(a.after_arrival for a in actions):
        days.append(today)
    first = max(min(days), today - timedelta(days=365)) - timedelta(days=7)
    last = min(max(days), today + timedelta(days=4 * 365)) + timedelta(days=14)
    return _Axis(
        first, max(last, first + timedelta(days=60)), Page.LEFT + _NAMES, Page.BODY - _NAMES
    )


def _gantt_frame(
    canvas: Canvas, axis: _Axis, top: float, bottom: float, today: date, arrival: date
) -> None:
    for i in range(0, int((bottom - top - 6) / _ROW + 0.5), 2):
        canvas.box(Page.LEFT, top + 6 + i * _ROW, Page.BODY, _ROW, fill=Colour.PALE)
    for tick in axis.ticks():
        x = axis.at(tick)
        canvas.stroke(x, top + 5, x, bottom, Colour.LINE, 0.2)
        if x + 10 < Page.LEFT + Page.BODY:
            canvas.label(x + 0.6, top + 1, 14, f"{tick:%m/%Y}", Style.NOTE)
    shows_today = axis.first <= today <= axis.last
    if shows_today:
        x = axis.at(today)
        canvas.stroke(x, top + 5, x, bottom + 0.5, Colour.ACCENT, 0.5, dash=1)
        canvas.label(x - 12, bottom + 0.3, 24, "aujourd’hui", _SYMBOL_ACCENT, "C")
    if axis.first <= arrival <= axis.last:
        x = axis.at(arrival)
        canvas.stroke(x, top + 5, x, bottom + 0.5, Colour.PRIMARY, 0.6)
        if not shows_today or x - axis.at(today) > 24:
            left = min(x - 12, Page.LEFT + Page.BODY - 24)
            canvas.label(left, bottom + 0.3, 24, "arrivée", _SYMBOL, "C")


def _gantt_row(canvas: Canvas, axis: _Axis, y: float, action: ActionView) -> None:
    assert action.start is not None
    assert action.end is not None
    name = f"{'✓ ' if action.done else ''}{action.number}. {action.title}"
    canvas.label(Page.LEFT + 0.8, y + 0.75, _NAMES - 2, name, Style.NOTE_BOLD)
    start, end = axis.at(action.start), axis.at(action.end)
    if action.milestone or end - start < 0.8:
        canvas.label(end - 4, y, 8, "◆", _MILESTONE, "C")
        end += 2.2
    else:
        fill = Colour.SOFT if action.done else Colour.PRIMARY
        canvas.box(start, y + 0.9, end - start, _ROW - 1.8, fill=fill)
    owner = action.owner or ""
    if not owner:
        return
    needed = min(canvas.width_of(owner, Style.NOTE) + 1.5, 40)
    inside = TextStyle(7.5, colour=Colour.INK if action.done else Colour.WHITE, leading=1.32)
    if not action.milestone and needed < end - start:
        canvas.label(start + 0.8, y + 0.75, end - start, owner, inside)
    elif end + needed < Page.LEFT + Page.BODY:
        canvas.label(end + 0.8, y + 0.75, needed, owner, Style.NOTE)
    else:
        room = min(needed, start - axis.left - 3)
        if room > 8:
            canvas.label(start - room - 2, y + 0.75, room, owner, Style.NOTE, "R")
