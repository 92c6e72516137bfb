"""A ready document leaves the browser as a Word file and as a PDF, with what was just typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from tests.browser.screen import Screen, plain
from tests.browser.test_accessibility import violations


def _taken(screen: Screen, button: str) -> tuple[str, Path]:
    """Name and place of the file that ``button`` gives."""
    with screen.page.expect_download() as downloading:
        screen.page.get_by_role("button", name=button).first.click()
    return downloading.value.suggested_filename, Path(downloading.value.path())


def test_word_and_pdf_hold_what_was_just_typed(screen: Screen, complete_key: str) -> None:
    screen.open("documents", complete_key).choose("document-shown", "Fiche de poste")
    screen.write("document-employer", "SISA des Érables")
    name, file = _taken(screen, "Télécharger pour Word")
    assert name == "fiche-de-poste.docx"
    cells = [cell.text for row in Document(str(file)).tables[0].rows for cell in row.cells]
    assert "SISA des Érables" in cells
    screen.choose("document-shown", "Annonce")
    name, file = _taken(screen, "Télécharger en PDF")
    assert name == "annonce.pdf"
    [page] = PdfReader(file).pages
    assert "Employeur : SISA des Érables" in plain(" ".join(page.extract_text().split()))


def test_a_thing_to_decide_leads_to_its_page(screen: Screen) -> None:
    screen.open("documents").choose("document-shown", "Annonce")
    screen.page.get_by_role("link", name="Le décider : Profil").click()
    screen.at("Quel profil")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_document_is_read_on_screen_by_everyone(
    theme: str, visitor: Callable[..., Screen], complete_key: str
) -> None:
    screen = visitor(color_scheme=theme).open("documents", complete_key)
    with screen.run():
        screen.field("document-preview").locator("summary").click()
    screen.expect_text("Ce que nous ferons ensemble, lui compris")
    assert not violations(screen)
    for document, words in (
        ("Fiche de poste", "Adoption de cette fiche"),
        ("Annonce", "Pour postuler"),
        ("Grille", "Candidat B"),
        ("Liste", "Les points à régler"),
        ("Lettre", "Nos prochaines actions"),
    ):
        screen.choose("document-shown", document).expect_text(words)
        assert not violations(screen), document
