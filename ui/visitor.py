"""Where the user is: clock, day, network address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

_DEFAULT_ZONE = "Europe/Paris"


def local(moment: datetime) -> datetime:
    """``moment`` in the user's time zone (Guyane is not Paris)."""
    try:
        return moment.astimezone(ZoneInfo(st.context.timezone or _DEFAULT_ZONE))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(ZoneInfo(_DEFAULT_ZONE))


def today() -> date:
    """Today where the user is."""
    return local(datetime.now(UTC)).date()


def address() -> str:
    """Network address of the user, to limit attempts; the same for all users of this machine."""
    return st.context.ip_address or "local"
