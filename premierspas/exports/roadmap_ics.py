"""The roadmap in a calendar.

Events (VEVENT), not tasks (VTODO): Google Agenda leaves tasks out when it imports a file, Outlook and
Apple show them apart or not at all; all-day events are shown by all of them and by Thunderbird. On
the day of the deadline only: weeks-long bars would hide the rest of the month. The day is not marked
as busy.

No time of day, hence no time zone: an all-day event is the same day in Guyane and in Paris. The alarm
counts back from that day: it rings in the time zone of whoever reads. (Google Agenda puts its own
reminders instead of the file's.)
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.french import tidy
from premierspas.roadmap import RoadmapAction, roadmap
from premierspas.typography import typeset

_ZONE = "Europe/Paris"  # of the calendar as a whole, where a program asks for one
# A week before at nine in the morning: nobody wants to be woken at midnight.
_ALARM = timedelta(days=-7, hours=9)
_FIRST_DAY = date(2020, 1, 1)


def roadmap_calendar(
    catalog: Catalog, dossier: Dossier, today: date, *, with_names: bool = True
) -> bytes:
    """Every dated action of ``dossier`` on ``today``. Imported again, a later file updates the events
    of an earlier one. Without names: who does it is the usual function, and what the team typed is
    left out, but for the titles of its own actions."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Premiers pas//Feuille de route//FR")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", _text(" · ".join(filter(None, ("Premiers pas", dossier.team.name))))
    )
    calendar.add("x-wr-timezone", _ZONE)
    for action in roadmap(catalog, dossier, today).actions:
        if action.deadline is not None:
            told = action if with_names else None
            calendar.add_component(_event(action, action.deadline, told, dossier, today))
    content: bytes = calendar.to_ical()
    return content


def _event(
    action: RoadmapAction, day: date, told: RoadmapAction | None, dossier: Dossier, today: date
) -> Event:
    """The event of ``action``; ``told``: the same, when what people typed may be told."""
    event = Event()
    # The identity opens nothing: it only keeps the events of two teams apart.
    event.add("uid", f"{action.id}.{dossier.identity or 'brouillon'}@premiers-pas.invalid")
    written = datetime(today.year, today.month, today.day, tzinfo=UTC)
    event.add("dtstamp", written)
    event.add("last-modified", written)
    event.add("sequence", max((today - _FIRST_DAY).days, 0))  # a later file wins
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    event.add("categories", ["Premiers pas"])
    event.add("summary", _text(f"✓ Fait : {action.title}" if action.done else action.title))
    event.add("description", _text(_description(action, told, dossier)))
    if not action.done:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _ALARM)
        alarm.add("description", _text(f"Dans une semaine : {action.title}"))
        event.add_component(alarm)
    return event


def _description(action: RoadmapAction, told: RoadmapAction | None, dossier: Dossier) -> str:
    edit = dossier.actions.get(action.id)
    owner, means, success = action.usual_owner, "", action.success
    if told is not None:
        owner, means = action.owner or owner, action.means
    elif edit is not None and edit.success:
        success = ""
    lines = {"Pourquoi": action.why, "Qui": owner, "Moyens": means, "Signe de réussite": success}
    return "\n".join(f"{label} : {tidy(text)}" for label, text in lines.items() if text)


def _text(text: str) -> vText:
    return vText(typeset(text))
