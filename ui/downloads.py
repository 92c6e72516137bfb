"""Files made only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable

from premierspas.logs import log_error
from premierspas.results import results
from ui import state, visitor

PDF_NAME = "feuille-de-route.pdf"


def pdf() -> Callable[[], bytes]:
    """What makes the roadmap of the current dossier as a PDF.

    Streamlit calls it when the button is pressed, outside of any session: everything that it needs
    is taken now.
    """
    catalog, dossier, today = state.catalog(), state.dossier(), visitor.today()

    def make() -> bytes:
        from premierspas.report import roadmap_pdf  # fpdf2 takes over half a second to import

        try:
            return roadmap_pdf(results(catalog, dossier, today))
        except Exception as error:
            log_error(error, page="pdf")  # out of reach of the server's own handler
            raise

    return make
