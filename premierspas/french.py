"""Numbers, money and dates as French people write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from math import floor

from babel.dates import format_date
from babel.numbers import format_decimal

from premierspas.typography import NBSP

_LOCALE = "fr_FR"
_MOST_LINES = 12  # beyond, line ends in a note are only a way to fill pages


def number(value: float, decimals: int = 2) -> str:
    """« 1 234,5 »: at most ``decimals`` decimals, none that is zero."""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_LOCALE)


def euros(value: float) -> str:
    """« 1 234 € », or « 1 234,50 € » when there are cents."""
    pattern = "#,##0" if round(value, 2) == round(value) else "#,##0.00"
    amount = format_decimal(value, format=pattern, locale=_LOCALE).replace("-", "−")
    return amount + NBSP + "€"


def euros_rounded(value: float) -> str:
    """« 1 235 € »: to the euro, for amounts that are orders of magnitude."""
    return euros(to_euro(value))


def to_euro(value: float) -> int:
    """The nearest euro, half a euro up as everyone does (and not to the even one)."""
    return floor(round(value, 6) + 0.5)


def signed_euros(value: float) -> str:
    """« + 1 235 € », « − 80 € », « 0 € »: to the euro."""
    whole = to_euro(value)
    sign = "" if not whole else f"+{NBSP}" if whole > 0 else f"−{NBSP}"
    return sign + euros(abs(whole))


def euros_range(low: float, high: float) -> str:
    """« 800 à 1 000 € », or « 1 680 € » when both ends are the same euro."""
    if to_euro(low) == to_euro(high):
        return euros_rounded(low)
    return f"{number(to_euro(low))} à {euros_rounded(high)}"


def days(value: float) -> str:
    """« 1 jour », « 1,5 jour », « 2 jours »."""
    return f"{number(value)}{NBSP}{'jours' if value >= 2 else 'jour'}"


def hours(value: float) -> str:
    """« 7 h », « 10 h 30 »."""
    minutes = round(value * 60)
    whole, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    return f"{sign}{whole}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def count(value: int, singular: str, plural: str | None = None) -> str:
    """« 1 carte », « 3 cartes », « 0 carte »."""
    word = singular if abs(value) < 2 else plural or singular + "s"
    return f"{number(value)}{NBSP}{word}"


def long_date(value: date) -> str:
    """« 1er décembre 2026 »."""
    text = format_date(value, format="d MMMM y", locale=_LOCALE)
    if value.day == 1:
        text = "1er" + text[1:]
    return text.replace(" ", NBSP)


def short_date(value: date) -> str:
    """« 01/12/2026 »."""
    return format_date(value, format="dd/MM/y", locale=_LOCALE)


def month(value: date) -> str:
    """« décembre 2026 »."""
    return format_date(value, format="MMMM y", locale=_LOCALE)


def month_name(rank: int) -> str:
    """« avril » for 4."""
    return format_date(date(2000, rank, 1), format="MMMM", locale=_LOCALE)


def clock(value: datetime) -> str:
    """« 19 h 42 », in the time zone that ``value`` carries."""
    return f"{value.hour}{NBSP}h{NBSP}{value.minute:02d}"


def lower_first(text: str) -> str:
    """« L’exercice » → « l’exercice »; acronyms keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listing(items: Iterable[str]) -> str:
    """« a, b et c »."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " et " + words[-1]


def sentence(text: str) -> str:
    """``text`` with a capital and a final full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "…")) else ".")


def tidy(text: str) -> str:
    """What a person typed, ready to print: no blank line, and few line ends."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    return ("\n" if len(lines) <= _MOST_LINES else " ").join(lines)
