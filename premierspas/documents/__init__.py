"""Documents that the team takes away, filled from its decisions: what is not decided is said so.

One direction: results → ``ReadyDocument`` → Word file, PDF, screen. python-docx and fpdf2 take long to
import, so ``docx_file`` and ``pdf_file`` import what draws when they are called.
"""

from __future__ import annotations

from collections.abc import Callable

from premierspas.content.models import DocumentId
from premierspas.documents.advert import advert
from premierspas.documents.charter import charter_document
from premierspas.documents.contract import contract_list
from premierspas.documents.draft import Draft
from premierspas.documents.interview import interview_grid
from premierspas.documents.job_description import job_description
from premierspas.documents.letter import letter
from premierspas.documents.model import ReadyDocument
from premierspas.results import Results

__all__ = ["DOCUMENTS", "ReadyDocument", "docx_file", "pdf_file", "ready_document"]

DOCUMENTS: dict[DocumentId, Callable[[Draft], None]] = {
    "charte": charter_document,
    "fiche-de-poste": job_description,
    "annonce": advert,
    "grille-d-entretien": interview_grid,
    "liste-du-contrat": contract_list,
    "lettre-d-appui": letter,
}


def ready_document(document: DocumentId, results: Results) -> ReadyDocument:
    """One of DOCUMENTS, with what ``results`` hold."""
    draft = Draft(document, results)
    DOCUMENTS[document](draft)
    return draft.finished()


def docx_file(document: ReadyDocument) -> bytes:
    """``document`` as a Word file."""
    from premierspas.documents.to_docx import to_docx

    return to_docx(document)


def pdf_file(document: ReadyDocument) -> bytes:
    """``document`` as a PDF/A-3 file; the same document gives the same bytes."""
    from premierspas.documents.to_pdf import to_pdf

    return to_pdf(document)
