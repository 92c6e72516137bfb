"""Plotly charts of the results. Imported only by the pages that show one: Plotly is heavy."""

from __future__ import annotations

from datetime import date
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from premierspas.budget import Budget, StatusBalance
from premierspas.french import count, euros_rounded, month, short_date, signed_euros
from premierspas.roadmap import Roadmap, RoadmapAction
from ui import st

_CONFIG = {"displayModeBar": False, "staticPlot": False, "scrollZoom": False}
_FAMILY = "Source Sans, sans-serif"
_LETTERS = 14  # pixels
_LABEL_WIDTH = 28  # letters


def _dark() -> bool:
    return st.context.theme.type == "dark"


def _ink() -> str:
    return "#E8EEF5" if _dark() else "#14213D"


def _bars() -> tuple[str, str, str]:
    """Strong, soft, accent: told apart in grey too, and against both backgrounds."""
    return ("#8FBEDD", "#2F6D96", "#F2A57E") if _dark() else ("#0B3C5D", "#A9C6DA", "#9A3412")


def _show(figure: go.Figure, title: str, alt: str, height: int, letters: int = _LETTERS) -> None:
    """``letters``: their height in pixels; what is drawn grows with them, half as fast."""
    figure.update_layout(
        height=height * (letters + _LETTERS) // (2 * _LETTERS),
        margin={"l": 0, "r": 8, "t": 36, "b": 8},
        font={"family": _FAMILY, "size": letters, "color": _ink()},
        separators=", ",
        showlegend=False,
        dragmode=False,
        bargap=0.35,
    )
    figure.update_xaxes(tickfont_color=_ink())
    figure.update_yaxes(tickfont_color=_ink())
    st.markdown(f"**{title}**")
    st.plotly_chart(figure, config=_CONFIG, alt=alt)


def cost_chart(budget: Budget) -> None:
    """Monthly cost of each statut, lowest to highest, against what comes in each month."""
    strong, soft, accent = _bars()
    names = [f"{s.status.label}<br>{s.cost.amount.month_words}" for s in budget.statuses]
    low = [s.cost.amount.monthly_low for s in budget.statuses]
    spread = [s.cost.amount.monthly_high - s.cost.amount.monthly_low for s in budget.statuses]
    figure = go.Figure()
    figure.add_bar(y=names, x=low, orientation="h", marker_color=strong, hoverinfo="skip")
    figure.add_bar(
        y=names,
        x=spread,
        orientation="h",
        marker={"color": soft, "pattern": {"shape": "/", "fgcolor": strong}},
        hoverinfo="skip",
    )
    top = max(s.cost.amount.monthly_high for s in budget.statuses)
    income = budget.income
    if income is not None:
        monthly = income.monthly_central
        top = max(top, monthly)
        figure.add_vline(x=monthly, line={"color": accent, "width": 3, "dash": "dash"})
        figure.add_annotation(
            x=monthly,
            y=1.0,
            yref="paper",
            yanchor="bottom",
            text=f"Recettes : {euros_rounded(monthly)}/mois",
            showarrow=False,
            font={"color": accent},
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(
        range=[0, top * 1.08], ticksuffix=" €", tickformat=",.0f", showgrid=False, zeroline=True,
        fixedrange=True,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", fixedrange=True)
    _show(figure, budget.cost_message, _cost_alt(budget), 90 + 46 * len(budget.statuses))


def _cost_alt(budget: Budget) -> str:
    costs = " ; ".join(f"{s.status.label} : {s.cost.amount.month_words}" for s in budget.statuses)
    income = f" Recettes : {budget.income.month_words}." if budget.income else ""
    return f"Barres du coût mensuel. {costs}.{income}"


def cash_chart(status: StatusBalance, letters: int = _LETTERS) -> None:
    """The account at the end of each month around the zero line, its lowest point named."""
    strong, _, accent = _bars()
    months = status.cash.months
    days = [m.month.isoformat() for m in months]
    balances = [m.balance / 100 for m in months]
    figure = go.Figure()
    for part, colour, shape in (
        ([max(b, 0) for b in balances], strong, ""),
        ([min(b, 0) for b in balances], accent, "/"),
    ):
        figure.add_bar(
            x=days, y=part, marker={"color": colour, "pattern": {"shape": shape}}, hoverinfo="skip"
        )
    figure.add_scatter(
        x=days, y=[m.balance / 100 for m in status.prudent_cash.months], mode="lines",
        line={"color": _ink(), "dash": "dot", "width": 2}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_hline(y=0, line={"color": _ink(), "width": 2})
    lowest, below = status.cash.lowest, status.cash.first_below is not None
    figure.add_annotation(
        x=lowest.month.isoformat(), y=lowest.balance / 100,
        text=f"{month(lowest.month)} : {signed_euros(lowest.balance / 100)}",
        showarrow=True, arrowhead=2, ax=0, ay=28 if below else -28,
        font={"color": accent if below else _ink()},
    )  # fmt: skip
    figure.update_layout(barmode="relative", bargap=0.15)
    figure.update_xaxes(
        type="category", fixedrange=True, tickvals=days[::6],
        ticktext=[m.month.strftime("%m/%Y") for m in months[::6]],
    )  # fmt: skip
    figure.update_yaxes(ticksuffix=" €", tickformat=",.0f", fixedrange=True)
    years = len(status.cash.years)
    _show(
        figure,
        f"{status.cash_message} (€ en caisse à la fin de chaque mois, {years} ans)",
        f"Barres de la trésorerie mois par mois ; en pointillés, le calcul prudent. {status.cash_message}.",
        340,
        letters,
    )
    st.caption("En pointillés : le calcul prudent. Hachures : sous zéro.")


def gantt_chart(plan: Roadmap, today: date) -> None:
    """Dated actions as bars, milestones as diamonds, with the lines of today and of the arrival."""
    strong, _, accent = _bars()
    dated, arrival = plan.until_arrival, plan.arrival
    figure = go.Figure()
    rows = list(enumerate(dated))  # by number: two actions may have the same title
    spans = [(n, a) for n, a in rows if a.start != a.deadline]
    points = [(n, a) for n, a in rows if a.start == a.deadline]
    figure.add_bar(
        y=[n for n, _ in spans],
        base=[a.start.isoformat() for _, a in spans if a.start],
        x=[(a.deadline - a.start).days * 86_400_000 for _, a in spans if a.start and a.deadline],
        orientation="h",
        marker_color=strong,
        hovertext=[_hover(a) for _, a in spans],
        hoverinfo="text",
    )
    figure.add_scatter(
        y=[n for n, _ in points],
        x=[a.deadline.isoformat() for _, a in points if a.deadline],
        mode="markers",
        marker={"symbol": "diamond", "size": 12, "color": strong},
        hovertext=[_hover(a) for _, a in points],
        hoverinfo="text",
    )
    for day, label, colour in ((today, "aujourd’hui", _ink()), (arrival, "arrivée", accent)):
        figure.add_shape(
            type="line", x0=day.isoformat(), x1=day.isoformat(), y0=0, y1=1, yref="paper",
            line={"color": colour, "width": 2, "dash": "dash"},
        )  # fmt: skip
        figure.add_annotation(
            x=day.isoformat(), y=1.0, yref="paper", yanchor="bottom", text=label, showarrow=False,
            font={"color": colour},
        )  # fmt: skip
    figure.update_xaxes(type="date", tickformat="%d/%m/%y", fixedrange=True, nticks=6)
    figure.update_yaxes(
        tickvals=[n for n, _ in rows],
        ticktext=[_short(a) for a in dated],
        tickfont_size=12,
        range=[len(rows) - 0.4, -0.6],
        fixedrange=True,
        automargin=True,
        showgrid=False,
    )
    _show(
        figure,
        _gantt_title(plan),
        f"Calendrier de {len(dated)} actions ; les mêmes dates sont dans le tableau.",
        80 + 34 * len(dated),
    )


def _gantt_title(plan: Roadmap) -> str:
    arrival = short_date(plan.arrival)
    if plan.weeks_late:
        return f"L’arrivée glisse de {count(plan.weeks_late, 'semaine')}, au {arrival}"
    if plan.wished_arrival is None:
        return f"En commençant aujourd’hui, une arrivée est possible le {arrival}"
    return f"Tout tient avant l’arrivée, le {arrival}"


def _short(action: RoadmapAction) -> str:
    """On two short lines, which leave room for the bars on a phone too."""
    lines = wrap(action.title, _LABEL_WIDTH, max_lines=2, placeholder="…")
    return "<br>".join(map(escape, lines))


def _hover(action: RoadmapAction) -> str:
    dates = " → ".join(short_date(d) for d in (action.start, action.deadline) if d)
    return "<br>".join(map(escape, (action.title, dates, action.owner or action.usual_owner)))
