"""Small ways of saying things that several sections share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from premierspas.content.models import SourceRef
from premierspas.french import short_date
from premierspas.results import Results

TO_DECIDE = "à décider"
TO_FILL = "à renseigner"


@dataclass(frozen=True)
class KeyFigure:
    """A figure in large type, what it is, and what it rests on."""

    value: str
    label: str
    note: str


def flat(text: str) -> str:
    """What a person typed, on one line."""
    return " ".join(text.split())


def day(value: date | None, otherwise: str = "") -> str:
    """« 01/12/2026 », or ``otherwise``."""
    return short_date(value) if value else otherwise


def cited(results: Results, sources: Iterable[SourceRef]) -> str:
    """« Rapport AVECsanté, 03 Valider ; … », each source once."""
    return results.catalog.cite(dict.fromkeys(sources))
