"""Charts as native vectors: small, selectable, and never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from dateutil.relativedelta import relativedelta

from premierspas.french import euros_rounded
from premierspas.report.canvas import Canvas
from premierspas.report.tokens import Colour, Page, Style, TextStyle
from premierspas.report.views.missions import MissionsView
from premierspas.report.views.money import CashView, CostBar, MoneyView
from premierspas.report.views.plan import ActionView
from premierspas.report.views.steps import StepBar
from premierspas.report.views.words import KeyFigure

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


# --- figures in large type ------------------------------------------------------------------------
def key_figures(canvas: Canvas, figures: Sequence[KeyFigure]) -> None:
    """Figures side by side over the whole width: the value, what it is, what it rests on."""
    width = (Page.BODY - (len(figures) - 1) * Page.GUTTER) / len(figures)
    top = bottom = canvas.cursor
    for i, figure in enumerate(figures):
        x = Page.LEFT + i * (width + Page.GUTTER)
        canvas.rule(x, top, x + width, Colour.MID, 0.6)
        with canvas.one_paragraph():
            y = canvas.text_block(x, top + 1.4, width, figure.value, Style.FIGURE)
            y = canvas.text_block(x, y, width, figure.label, Style.SMALL)
            bottom = max(bottom, canvas.text_block(x, y, width, figure.note, Style.NOTE))
    canvas.cursor = bottom + 2.5


# --- budget ---------------------------------------------------------------------------------------
_PARTS = (Colour.PRIMARY, Colour.MID, Colour.SOFT)


def cost_bars(canvas: Canvas, view: MoneyView) -> None:
    """What comes in, stacked, above what each way of paying costs; a line carries the income down."""
    label, value, row = 56.0, 48.0, 6.6
    x, width = Page.LEFT + label, Page.BODY - label - value
    values = x + width + 3
    income = sum(amount for _, _, amount in view.income_parts)
    scale = width / max(income, *(bar.high for bar in view.bars), 1)
    rows = len(view.bars) + (1 if income else 0)
    alt = " ; ".join(f"{bar.label} : {bar.words} {bar.symbol}".rstrip() for bar in view.bars)
    canvas.paragraph(view.bars_title, Style.STRONG, after=1)
    legend = 4.0 if income else 0.0
    with canvas.figure(rows * row + legend + 5, alt=f"{view.bars_title}. {alt}") as top:
        y = top
        if income:
            canvas.label(Page.LEFT, y + 1.2, label - 2, "Recettes", Style.SMALL_BOLD)
            left = x
            for (_, _, amount), colour in zip(view.income_parts, _PARTS, strict=False):
                canvas.box(left, y + 0.6, amount * scale, 5, fill=colour, line=Colour.WHITE)
                left += amount * scale
            canvas.label(values, y + 1.2, value - 3, view.income_words, Style.SMALL_BOLD)
            y += row
        for bar in view.bars:
            _cost_bar(canvas, y, bar, x, scale, label)
            text = f"{bar.words} {bar.symbol}".rstrip()
            style = Style.SMALL_BOLD if bar.shown else Style.SMALL
            canvas.label(values, y + 1.2, value - 3, text, style)
            y += row
        canvas.stroke(x, top, x, y, Colour.INK, 0.3)
        if income:
            line = x + income * scale
            canvas.stroke(line, top + 6, line, y + 0.5, Colour.ACCENT, 0.4, dash=1.2)
            _legend(canvas, Page.LEFT, y + 1, view)
        canvas.label(
            Page.LEFT,
            y + legend + 1,
            Page.BODY,
            "Hachures : entre le prix le plus bas et le plus haut. Trait blanc et noir : le prix "
            "central." + (" Tirets : les recettes." if income else ""),
            Style.NOTE,
        )


def _cost_bar(canvas: Canvas, y: float, bar: CostBar, x: float, scale: float, label: float) -> None:
    """Filled up to the lowest cost, hatched up to the highest, a mark at the central one."""
    style = Style.SMALL_BOLD if bar.shown else Style.SMALL
    name = f"→ {bar.label}" if bar.shown else bar.label
    canvas.label(Page.LEFT, y + 1.2, label - 2, name, style)
    low, high = bar.low * scale, bar.high * scale
    canvas.box(x, y + 0.6, low, 5, fill=Colour.MID if bar.shown else Colour.SOFT)
    canvas.hatched(x + low, y + 0.6, high - low, 5, Colour.MID)
    if high > low:
        middle = x + bar.central * scale
        canvas.box(middle - 0.6, y + 0.2, 1.2, 5.8, fill=Colour.WHITE)
        canvas.box(middle - 0.3, y + 0.2, 0.6, 5.8, fill=Colour.INK)


def _legend(canvas: Canvas, x: float, y: float, view: MoneyView) -> None:
    for (name, words, _), colour in zip(view.income_parts, _PARTS, strict=False):
        text = f"{name} : {words}"
        needed = canvas.width_of(text, Style.NOTE)
        canvas.box(x, y + 0.8, 2.4, 2.4, fill=colour, line=Colour.INK, weight=0.15)
        canvas.label(x + 3.4, y, needed + 1, text, Style.NOTE)
        x += needed + 8


# --- the account, month by month ------------------------------------------------------------------
_CASH_HEIGHT = 40.0
_CASH_SCALE = 19.0  # mm for the amounts, on the left


@dataclass(frozen=True)
class _CashPlot:
    """Months and euros to mm: ``low`` and ``high`` are the ends of the scale, in €."""

    top: float
    low: float
    high: float
    months: int

    @property
    def step(self) -> float:
        return (Page.BODY - _CASH_SCALE) / self.months

    def across(self, rank: float) -> float:
        return Page.LEFT + _CASH_SCALE + rank * self.step

    def down(self, euros: float) -> float:
        return self.top + _CASH_HEIGHT * (self.high - euros) / (self.high - self.low)

    def steps(self, balances: Sequence[float]) -> list[tuple[float, float]]:
        """The outline of a balance that stays the same all month."""
        return [
            (self.across(rank + end), self.down(balance))
            for rank, balance in enumerate(balances)
            for end in (0, 1)
        ]

    def amounts(self) -> list[float]:
        """Round amounts to write on the scale, three to six of them."""
        rough = (self.high - self.low) / 5
        unit: float = 10 ** floor(log10(rough))
        unit *= next(m for m in (1, 2, 5, 10) if m * unit >= rough)
        return [n * unit for n in range(ceil(self.low / unit), floor(self.high / unit) + 1)]


def cash_curve(canvas: Canvas, view: CashView) -> None:
    """Steps around a strong zero line, hatched below it; the lowest point has its month and amount."""
    values = (*view.balances, *view.prudent, 0.0)
    low, high = min(values), max(values)
    margin = max((high - low) * 0.04, 1.0)
    canvas.paragraph(view.message, Style.STRONG, after=1)
    with canvas.figure(_CASH_HEIGHT + 18, alt=view.alt) as top:
        plot = _CashPlot(top + 4.5, low - margin, high + margin, len(view.balances))
        bottom = plot.top + _CASH_HEIGHT
        _cash_frame(canvas, plot, view)
        zero = plot.down(0)
        for rank, balance in enumerate(view.balances):
            x, y = plot.across(rank), plot.down(balance)
            if balance >= 0:
                canvas.box(x, y, plot.step + 0.05, zero - y, fill=Colour.SOFT)
            else:
                canvas.hatched(x, zero, plot.step, y - zero, Colour.ACCENT, outline=False)
        canvas.path(plot.steps(view.prudent), Colour.GREY, 0.3, dash=0.8)
        canvas.path(plot.steps(view.balances), Colour.PRIMARY, 0.5)
        canvas.stroke(plot.across(0), zero, plot.across(plot.months), zero, Colour.INK, 0.7)
        _lowest(canvas, plot, view, bottom)
        canvas.label(
            Page.LEFT,
            bottom + 9,
            Page.BODY,
            "€ en caisse à la fin de chaque mois. Hachures : sous zéro. Tirets : le calcul prudent, "
            "au coût le plus haut, la première année d’ACI comptée par ses mois.",
            Style.NOTE,
        )


def _cash_frame(canvas: Canvas, plot: _CashPlot, view: CashView) -> None:
    """The scale, the months, the first payment of the ACI."""
    bottom = plot.top + _CASH_HEIGHT
    for amount in plot.amounts():
        y = plot.down(amount)
        canvas.rule(plot.across(0), y, plot.across(plot.months), Colour.LINE, 0.2)
        words = euros_rounded(amount)
        canvas.label(Page.LEFT, y - 1.8, _CASH_SCALE - 1.5, words, Style.NOTE, "R")
    every = 3 if plot.months <= 36 else 6
    for rank in range(plot.months):
        month = view.first + relativedelta(months=rank)
        if (month.month - 1) % every == 0:
            x = plot.across(rank)
            canvas.stroke(x, plot.top, x, bottom + 1.2, Colour.LINE, 0.2)
            leader = plot.across(view.lowest + 0.5)  # goes down to the words of the lowest point
            if rank + 2 < plot.months and not x - 1 < leader < x + 13:
                canvas.label(x - 0.2, bottom + 0.6, 14, f"{month:%m/%Y}", Style.NOTE)
    if view.first_aci is not None:
        x, words = plot.across(view.first_aci), "premier versement de l’ACI"
        canvas.stroke(x, plot.top - 4, x, bottom, Colour.PRIMARY, 0.3, dash=1.2)
        needed = canvas.width_of(words, Style.NOTE_BOLD) + 1
        left = x + 1 if x + 1 + needed < Page.LEFT + Page.BODY else x - needed - 1
        canvas.label(left, plot.top - 4.5, needed, words, Style.NOTE_BOLD)


def _lowest(canvas: Canvas, plot: _CashPlot, view: CashView, bottom: float) -> None:
    """A mark on the lowest month, and a line down to its month and amount."""
    balance = view.balances[view.lowest]
    x, y = plot.across(view.lowest + 0.5), plot.down(balance)
    colour = Colour.ACCENT if balance < 0 else Colour.PRIMARY
    style = Style.SMALL_ACCENT if balance < 0 else Style.SMALL_BOLD
    text = ("▲ " if balance < 0 else "") + view.lowest_in_words
    canvas.stroke(x, y, x, bottom + 4.6, colour, 0.5)
    canvas.box(x - 0.9, y - 0.9, 1.8, 1.8, fill=colour, line=Colour.WHITE)
    needed = canvas.width_of(text, style) + 1
    left = min(max(Page.LEFT, x - needed / 2), Page.LEFT + Page.BODY - needed)
    canvas.label(left, bottom + 4.6, needed, text, style)


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
