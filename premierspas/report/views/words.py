"""Small ways of saying things that several sections share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from premierspas.content.models import SourceRef
from premierspas.french import short_date
from premierspas.results import Results

TO_DECIDE = "à décider"
TO_FILL = "à renseigner"
_MOST_LINES = 12  # beyond, line ends in a note are only a way to fill pages


def tidy(text: str) -> str:
    """What a person typed, ready to print: no blank line, and few line ends."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    return ("\n" if len(lines) <= _MOST_LINES else " ").join(lines)


def flat(text: str) -> str:
    """What a person typed, on one line."""
    return " ".join(text.split())


def day(value: date | None, otherwise: str = "") -> str:
    """« 01/12/2026 », or ``otherwise``."""
    return short_date(value) if value else otherwise


def sentence(text: str) -> str:
    """``text`` with a capital and a final full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "…")) else ".")


def cited(results: Results, sources: Iterable[SourceRef]) -> str:
    """« Rapport AVECsanté, 03 Valider ; … », each source once."""
    return results.catalog.cite(dict.fromkeys(sources))
