"""The Word files open in LibreOffice, and what the team decided can be read there."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from premierspas.content import shipped_catalog
from premierspas.documents import DOCUMENTS, ReadyDocument, docx_file, ready_document
from premierspas.documents.model import Bullets, Heading, Paragraph
from premierspas.dossier import Dossier
from premierspas.example import example_dossier
from premierspas.results import results
from tests.unit.test_documents import decided, hostile

CATALOG = shipped_catalog()
TEAMS = {"vide": Dossier(), "exemple": example_dossier(), "decide": decided(), "hostile": hostile()}


def plain(text: str) -> str:
    """``text`` without spaces, for a PDF does not say where words break, nor symbols, which come from
    a font of their own that is not read back."""
    return "".join(
        character for character in text if character not in "✓▲○→☐☑" and character.strip()
    )


@pytest.fixture(scope="module")
def made() -> dict[str, ReadyDocument]:
    """Every document of every team, by name of file."""
    return {
        f"{team}-{document}": ready_document(
            document, results(CATALOG, dossier, date(2026, 11, 22))
        )
        for team, dossier in TEAMS.items()
        for document in DOCUMENTS
    }


@pytest.fixture(scope="module")
def opened(
    made: dict[str, ReadyDocument],
    to_pdf: Callable[[Path], dict[str, bytes]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, PdfReader]:
    folder = tmp_path_factory.mktemp("documents")
    for name, document in made.items():
        (folder / f"{name}.docx").write_bytes(docx_file(document))
    return {name: PdfReader(io.BytesIO(content)) for name, content in to_pdf(folder).items()}


@pytest.mark.parametrize("document", list(DOCUMENTS))
@pytest.mark.parametrize("team", ["vide", "exemple", "decide"])
def test_libreoffice_reads_what_was_written(
    team: str, document: str, made: dict[str, ReadyDocument], opened: dict[str, PdfReader]
) -> None:
    name = f"{team}-{document}"
    text = plain(" ".join(page.extract_text() for page in opened[name].pages))
    found = made[name]
    assert plain(found.title) in text
    for block in (*found.blocks, *found.closing):
        match block:
            case Heading(words):
                assert plain(words) in text
            case Paragraph(words):
                assert plain(words)[:40] in text
            case Bullets(items):
                assert all(plain(item)[:40] in text for item in items)


def test_decisions_can_be_read_in_libreoffice(opened: dict[str, PdfReader]) -> None:
    def text(document: str) -> str:
        pages = opened[f"decide-{document}"].pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    job = text("fiche-de-poste")
    for decision in ("SISA des Deux-Rives", "2,5 jours par semaine", "2 h 30", "Personne 2"):
        assert decision in job
    assert "Phrase 0." in text("charte")
    assert "Contre 0." in text("charte")
    assert "Nadia, 2e étage" in text("annonce")
    assert "12 000 €" in text("lettre-d-appui")
    assert "Dr Roy" in text("lettre-d-appui")
    assert "13 points réglés sur 13" in text("liste-du-contrat")
    assert "Vécu du mardi." in text("grille-d-entretien")


@pytest.mark.parametrize("document", list(DOCUMENTS))
def test_hostile_text_is_read_as_text(document: str, opened: dict[str, PdfReader]) -> None:
    text = " ".join(page.extract_text() for page in opened[f"hostile-{document}"].pages)
    assert "<b>gras</b>" in text


@pytest.mark.parametrize("team", ["vide", "exemple", "decide"])
def test_the_advertisement_is_one_page_there_too(team: str, opened: dict[str, PdfReader]) -> None:
    assert len(opened[f"{team}-annonce"].pages) == 1


@pytest.mark.parametrize("document", list(DOCUMENTS))
def test_every_page_says_its_number(document: str, opened: dict[str, PdfReader]) -> None:
    pages = opened[f"decide-{document}"].pages
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in plain(page.extract_text())
