"""When: from the wished arrival backwards, or from today forwards when that leaves too little time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from premierspas.content import Catalog
from premierspas.content.models import Action, Anchor
from premierspas.dossier import Dossier


@dataclass(frozen=True)
class Plan:
    """Start and end of the actions before the arrival, by id."""

    dates: Mapping[str, tuple[date, date]]
    arrival: date
    weeks_late: int


def plan_before_arrival(
    actions: list[Action], catalog: Catalog, wished: date | None, today: date
) -> Plan:
    """Plan the actions before the arrival: backwards from ``wished`` if that leaves time for
    everything, otherwise forwards from ``today``."""
    before = {a.id: a for a in actions if a.anchor is Anchor.BEFORE_ARRIVAL}
    waits_for = {key: _open_dependencies(key, before, catalog) for key in before}
    earliest_end: dict[str, int] = {}  # weeks from today

    def end(key: str) -> int:
        if key not in earliest_end:
            start = max(map(end, waits_for[key]), default=0)
            earliest_end[key] = start + before[key].lead_weeks
        return earliest_end[key]

    if not before and wished is not None:
        return Plan({}, wished, 0)  # nothing is left to do before: the date stands, even past
    total = max(map(end, before), default=0)
    first_possible = today + timedelta(weeks=total)
    if wished is None or first_possible > wished:
        dates = {
            key: (
                today + timedelta(weeks=end(key) - before[key].lead_weeks),
                today + timedelta(weeks=end(key)),
            )
            for key in before
        }
        late = 0 if wished is None else -(-(first_possible - wished).days // 7)
        return Plan(dates, first_possible, late)

    latest_end: dict[str, int] = {}  # weeks before the arrival

    def weeks_before(key: str) -> int:
        if key not in latest_end:
            followers = [k for k, waited in waits_for.items() if key in waited]
            latest_end[key] = max(
                (weeks_before(k) + before[k].lead_weeks for k in followers), default=0
            )
        return latest_end[key]

    dates = {
        key: (
            wished - timedelta(weeks=weeks_before(key) + action.lead_weeks),
            wished - timedelta(weeks=weeks_before(key)),
        )
        for key, action in before.items()
    }
    return Plan(dates, wished, 0)


def _open_dependencies(key: str, before: Mapping[str, Action], catalog: Catalog) -> set[str]:
    """What ``key`` really waits for: its dependencies that are still to be done, and beyond those
    that are not, theirs."""
    found: set[str] = set()
    for other in catalog.action[key].depends_on:
        if other in before:
            found.add(other)
        else:
            found |= _open_dependencies(other, before, catalog)
    return found


def anchor_date(anchor: Anchor, plan: Plan, dossier: Dossier) -> date | None:
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
