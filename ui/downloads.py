"""Files made only when somebody asks for them."""

from __future__ import annotations

from premierspas.results import results
from ui import state

PDF_NAME = "feuille-de-route.pdf"


def pdf() -> bytes:
    """The roadmap of the current dossier as a PDF."""
    from premierspas.report import roadmap_pdf  # fpdf2 takes over half a second to import

    return roadmap_pdf(results(state.catalog(), state.dossier(), state.today()))
