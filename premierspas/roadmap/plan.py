"""When: from the wished arrival backwards, or from today forwards when that leaves too little time.

Durations are counted in weeks; what is shown begins and ends on worked days. An action ends before
the day when those that wait for it begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from premierspas.content import Catalog
from premierspas.content.models import Action, Anchor
from premierspas.dossier import Dossier
from premierspas.roadmap.workdays import before as worked_before
from premierspas.roadmap.workdays import on_or_after, on_or_before

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """First and last worked day of an action; ``earliest``: the first day when it may begin."""

    start: date
    end: date
    earliest: date


@dataclass(frozen=True)
class Plan:
    """The actions before the arrival, by id. ``waits_for``: what each really waits for; ``too_soon``:
    those whose deadline the team set before what they wait for can end, and the first day possible."""

    spans: Mapping[str, Span]
    waits_for: Mapping[str, frozenset[str]]
    too_soon: Mapping[str, date]
    arrival: date
    weeks_late: int


def plan_before_arrival(
    actions: list[Action],
    catalog: Catalog,
    wished: date | None,
    today: date,
    deadlines: Mapping[str, date],
) -> Plan:
    """Plan the actions before the arrival: backwards from ``wished`` if that leaves time for
    everything, otherwise forwards from ``today``. ``deadlines``: the days that the team chose; what
    waits for these actions follows them, where they are possible."""
    todo = {a.id: a for a in actions if a.anchor is Anchor.BEFORE_ARRIVAL}
    waits_for = {key: _open_dependencies(key, todo, catalog) for key in todo}
    if not todo and wished is not None:
        return Plan({}, {}, {}, wished, 0)  # nothing is left to do: the date stands, even past
    earliest, too_soon = _forwards(todo, waits_for, today, deadlines)
    held = {k: d for k, d in deadlines.items() if k in todo and earliest[k][1] == d + _DAY}
    everything_done = max((end for _, end in earliest.values()), default=today)
    if wished is None or everything_done > wished:
        dates = {key: (max(begins, ends - _lead(todo[key])), ends)
                 for key, (begins, ends) in earliest.items()}  # fmt: skip
        arrival = on_or_after(everything_done)
        weeks_late = 0 if wished is None else -(-(arrival - wished).days // 7)
    else:
        dates, arrival, weeks_late = _backwards(todo, waits_for, wished, earliest, held), wished, 0
    spans = {key: _span(*dates[key], earliest[key][0]) for key in todo}
    return Plan(spans, waits_for, too_soon, arrival, weeks_late)


# From its first day to the day after its last one.
_Dates = dict[str, tuple[date, date]]


def _forwards(
    todo: Mapping[str, Action],
    waits_for: Mapping[str, frozenset[str]],
    today: date,
    deadlines: Mapping[str, date],
) -> tuple[_Dates, dict[str, date]]:
    """Each action as early as what it waits for lets it; and the deadlines that this makes
    impossible, with the first possible day."""
    dates: _Dates = {}
    too_soon: dict[str, date] = {}

    def end(key: str) -> date:
        if key not in dates:
            start = max(map(end, waits_for[key]), default=today)
            ends = start + _lead(todo[key])
            if key in deadlines:
                day_after = deadlines[key] + _DAY
                if day_after > start:
                    ends = day_after
                elif deadlines[key] >= today:  # one that has passed is late, and says so
                    too_soon[key] = on_or_after(start)
            dates[key] = start, ends
        return dates[key][1]

    for key in todo:
        end(key)
    return dates, too_soon


def _backwards(
    todo: Mapping[str, Action],
    waits_for: Mapping[str, frozenset[str]],
    arrival: date,
    earliest: _Dates,
    deadlines: Mapping[str, date],
) -> _Dates:
    """Each action as late as what waits for it, or the team's deadline, lets it."""
    dates: _Dates = {}
    followers: dict[str, list[str]] = {key: [] for key in todo}
    for key, waited in waits_for.items():
        for other in waited:
            followers[other].append(key)

    def start(key: str) -> date:
        if key not in dates:
            ends = min(map(start, followers[key]), default=arrival)
            if key in deadlines:  # held by the team: what it waits for ends before
                ends = min(ends, deadlines[key] + _DAY)
            begins = ends - _lead(todo[key])
            # A deadline sooner than usual leaves less time, not an earlier beginning.
            dates[key] = max(begins, earliest[key][0]), ends
        return dates[key][0]

    for key in todo:
        start(key)
    return dates


def _lead(action: Action) -> timedelta:
    return timedelta(weeks=action.lead_weeks)


def _span(start: date, day_after: date, earliest: date) -> Span:
    first, last = on_or_after(start), worked_before(day_after)
    if last < first:  # a milestone, or days that nobody works
        first = last = on_or_before(day_after)
    return Span(first, last, on_or_after(earliest))


def _open_dependencies(key: str, todo: Mapping[str, Action], catalog: Catalog) -> frozenset[str]:
    """What ``key`` really waits for: its dependencies that are still to be done, and beyond those
    that are not, theirs."""
    found: set[str] = set()
    for other in catalog.action[key].depends_on:
        found |= {other} if other in todo else _open_dependencies(other, todo, catalog)
    return frozenset(found)


def anchor_date(anchor: Anchor, plan: Plan, dossier: Dossier) -> date | None:
    """The day that an action after the arrival is counted from; None while nobody knows it."""
    signature = dossier.team.aci_signature
    match anchor:
        case Anchor.ACI_SIGNATURE:
            return signature
        case Anchor.FIRST_FULL_YEAR_END:
            return first_full_year_end(signature) if signature else None
        case _:
            return plan.arrival


def first_full_year_end(signature: date) -> date:
    """End of the first full calendar year under contract (our reading of « première année pleine »,
    Rapport 01): the year of the signature when it is on 1 January, else the next one."""
    year = signature.year if (signature.month, signature.day) == (1, 1) else signature.year + 1
    return date(year, 12, 31)
