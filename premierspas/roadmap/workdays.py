"""Days on which somebody works in France: neither a weekend nor a public holiday.

The holidays are those of the whole country; Alsace, Moselle and overseas have a few more.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)


@cache
def _public_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("FR", language="fr")


def is_worked(day: date) -> bool:
    """Neither a Saturday, a Sunday nor a public holiday."""
    return day.weekday() < 5 and day not in _public_holidays()


def why_not_worked(day: date) -> str:
    """« un samedi », « un dimanche », « un jour férié (Fête du Travail) »; empty when it is worked."""
    if name := _public_holidays().get(day):
        return f"un jour férié ({name})"
    return ("un samedi", "un dimanche")[day.weekday() - 5] if day.weekday() >= 5 else ""


def on_or_after(day: date) -> date:
    """``day``, or the first worked day after it."""
    while not is_worked(day):
        day += _DAY
    return day


def on_or_before(day: date) -> date:
    """``day``, or the last worked day before it."""
    while not is_worked(day):
        day -= _DAY
    return day


def before(day: date) -> date:
    """The last worked day that ``day`` leaves behind."""
    return on_or_before(day - _DAY)
