"""Files made only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from premierspas.budget import budgets
from premierspas.content.models import DocumentId
from premierspas.documents import docx_file, pdf_file, ready_document
from premierspas.exports import budget_file_name
from premierspas.logs import log_error
from premierspas.report.options import PdfOptions, chosen
from premierspas.report.printables import PrintableId, printable
from premierspas.results import Results, results
from ui import st, state, visitor

PDF_NAME = "feuille-de-route.pdf"
ALL_OF_IT = PdfOptions()


def pdf_options() -> PdfOptions:
    """What the team leaves in the PDF, asked beside its button."""
    with st.container(horizontal=True):
        comments = st.checkbox(
            "Avec nos commentaires", value=True, key="pdf-comments", persist_state="session",
            help="Vos commentaires sur les questions et vos notes. Les décisions y sont toujours.",
        )  # fmt: skip
        names = st.checkbox(
            "Avec les noms", value=True, key="pdf-names", persist_state="session",
            help="Sans les noms, chaque personne est remplacée par sa fonction, aussi dans le dossier "
            "joint.",
        )  # fmt: skip
    if not names:
        st.caption(
            "Une phrase que vous avez écrite peut encore contenir un nom : relisez le PDF, ou retirez "
            "aussi les commentaires."
            if comments
            else "Vos phrases sont retirées aussi. Restent les titres de vos actions et le nom de "
            "l’équipe : relisez-les."
        )
    return PdfOptions(comments=comments, names=names)


def pdf(options: PdfOptions = ALL_OF_IT) -> Callable[[], bytes]:
    """What makes the roadmap of the current dossier as a PDF."""

    def make(found: Results) -> bytes:
        from premierspas.report import roadmap_pdf  # fpdf2 takes over half a second to import

        return roadmap_pdf(chosen(found, options))

    return _on_click("pdf", make)


def sheet(what: PrintableId) -> Callable[[], bytes]:
    """What makes a sheet to print."""
    return _on_click(f"{what}.pdf", lambda found: printable(what, found))


def document_file(document: DocumentId, form: Literal["docx", "pdf"]) -> Callable[[], bytes]:
    """What makes one of the ready documents as a file."""
    write = {"docx": docx_file, "pdf": pdf_file}[form]
    return _on_click(f"{document}.{form}", lambda found: write(ready_document(document, found)))


def _on_click(name: str, make: Callable[[Results], bytes]) -> Callable[[], bytes]:
    """What makes a file of the current dossier.

    Streamlit calls it when the button is pressed, outside of any session: everything that it needs
    is taken now.
    """
    catalog, dossier, today = state.catalog(), state.dossier(), visitor.today()

    def build() -> bytes:
        try:
            return make(results(catalog, dossier, today))
        except Exception as error:
            log_error(error, page=name)  # out of reach of the server's own handler
            raise

    return build


def budget_download() -> None:
    """The spreadsheet of every scenario."""
    catalog, dossier, today = state.catalog(), state.dossier(), visitor.today()

    def build() -> bytes:
        from premierspas.exports.budget_xlsx import budget_workbook

        try:
            found = budgets(catalog, dossier, today)
            return budget_workbook(catalog, found, dossier.budget.kept, dossier.team.name)
        except Exception as error:
            log_error(error, page="budget.xlsx")  # out of reach of the server's own handler
            raise

    st.download_button(
        "Télécharger le budget (tableur)", build, file_name=budget_file_name(today),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
