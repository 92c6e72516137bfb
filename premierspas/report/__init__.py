"""The PDF roadmap that a team takes away.

fpdf takes half a second to import, so nothing here imports it: ``roadmap_pdf`` is looked up in
``premierspas.report.document`` the first time that it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from premierspas.report.document import roadmap_pdf

__all__ = ["roadmap_pdf"]


def __getattr__(name: str) -> Any:
    if name == "roadmap_pdf":
        from premierspas.report.document import roadmap_pdf

        return roadmap_pdf
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
