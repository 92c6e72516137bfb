"""The PDFs in ten years: archive format, embedded fonts, the same bytes, the attached dossier."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from premierspas.content import shipped_catalog
from premierspas.documents import DOCUMENTS, pdf_file, ready_document
from premierspas.dossier.file import FILE_NAME, from_json, to_json
from premierspas.dossier.model import NAME_LENGTH
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.report.text import MISSING
from premierspas.results import results
from scripts.programs import DEBIAN_PACKAGES, find
from tests.pdf.structure import Tagged
from tests.unit.test_report import HOSTILE, TODAY, filled

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FRENCH = (
    "« À l’école, où çà ? » — l’œuvre d’un « maïs » ambigüe, Noël, Ÿ, dès 3 €, ½ journée, n° 1 ; "
    "« 10 % » : oui ! ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ … – → ✓ ○ ▲ ◆ ✗ • ≥ ≤ × ² °"
)


@pytest.fixture(scope="session")
def qpdf() -> str:
    """Path of qpdf."""
    found = find("qpdf")
    if found is None:
        missing = f"qpdf is not on this machine (Debian package {DEBIAN_PACKAGES['qpdf'][-1]})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def _metadata(reader: PdfReader) -> ElementTree.Element:
    stream: Any = reader.trailer["/Root"]["/Metadata"]
    return ElementTree.fromstring(stream.get_data())


def test_the_file_says_which_archive_format_and_which_structure_it_follows(tagged: Tagged) -> None:
    metadata = _metadata(tagged.reader)
    said = {element.tag: (element.text or "").strip() for element in metadata.iter()}
    assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert said["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "U"
    assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    # A schema that is not one of PDF/A's own is described.
    described = said["{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"]
    assert described == "http://www.aiim.org/pdfua/ns/id/"
    assert said["{http://www.aiim.org/pdfa/ns/property#}name"] == "part"


def test_no_page_says_that_the_file_conforms_to_anything(tagged: Tagged) -> None:
    said = tagged.said(tagged.document) + " ".join(tagged.aside)
    assert not re.search(r"PDF/?UA|PDF/?A\b|conforme (au|à la norme|aux normes)", said)


def test_fonts_travel_with_the_file(tagged: Tagged) -> None:
    fonts = [
        font.get_object()
        for page in tagged.reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_colours_mean_the_same_everywhere(tagged: Tagged) -> None:
    (intent,) = tagged.catalog["/OutputIntents"]
    assert "/DestOutputProfile" in intent.get_object()


@pytest.mark.parametrize("name", ["exemple", "vide", "remplie", "comble", "document"])
def test_qpdf_finds_nothing_wrong(
    name: str, pdf_of: Callable[[str], bytes], qpdf: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf_of(name))
    done = subprocess.run([qpdf, "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


@pytest.mark.parametrize("option", ["--object-streams=generate", "--linearize", "--qdf"])
def test_the_attached_dossier_and_the_structure_survive_another_program(
    option: str, pdf_of: Callable[[str], bytes], qpdf: str, tmp_path: Path
) -> None:
    before, after = tmp_path / "avant.pdf", tmp_path / "apres.pdf"
    before.write_bytes(pdf_of("exemple"))
    subprocess.run([qpdf, option, str(before), str(after)], check=True)
    tagged = Tagged(after.read_bytes())
    (content,) = tagged.reader.attachments[FILE_NAME]
    assert to_json(from_json(content)) == content.decode()
    (attached,) = tagged.catalog["/AF"]
    assert attached.get_object()["/AFRelationship"] == "/Source"
    assert set(tagged.document.marks()) == set(tagged.text)


def test_the_same_dossier_gives_the_same_bytes_here_and_in_another_process(
    pdf_of: Callable[[str], bytes],
) -> None:
    catalog = shipped_catalog()
    again = roadmap_pdf(results(catalog, example_dossier(), TODAY))
    assert again == pdf_of("exemple")
    code = (
        "import sys; from datetime import date; from hashlib import sha256;"
        "from premierspas.content import shipped_catalog;"
        "from premierspas.example import example_dossier;"
        "from premierspas.report import roadmap_pdf; from premierspas.results import results;"
        f"day = date.fromisoformat('{TODAY}');"
        "pdf = roadmap_pdf(results(shipped_catalog(), example_dossier(), day));"
        "print(sha256(pdf).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == sha256(again).hexdigest()


def _all_text(pdf: bytes) -> Iterator[str]:
    tagged = Tagged(pdf)
    yield from tagged.text.values()
    yield from tagged.aside


def test_ordinary_french_is_printed_whole(pdf_of: Callable[[str], bytes]) -> None:
    assert not any(MISSING in text for text in _all_text(pdf_of("exemple")))
    assert not any(MISSING in text for text in _all_text(pdf_of("vide")))
    written = results(shipped_catalog(), filled(note=FRENCH), TODAY)
    said = " ".join(" ".join(_all_text(roadmap_pdf(written))).split())
    assert MISSING not in said
    assert "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ … – → ✓ ○ ▲ ◆ ✗ • ≥ ≤ × ² °" in said


def test_no_ready_document_lacks_a_character() -> None:
    found = results(shipped_catalog(), example_dossier(), TODAY)
    for document in DOCUMENTS:
        pdf = pdf_file(ready_document(document, found))
        assert not any(MISSING in text for text in _all_text(pdf)), document


def test_sixty_actions_with_names_that_no_font_has() -> None:
    name = (HOSTILE + "W" * NAME_LENGTH)[:NAME_LENGTH]
    actions = {
        f"equipe-{n}": {"title": name, "owner": name, "deadline": "2027-02-05"} for n in range(60)
    }
    pdf = roadmap_pdf(results(shipped_catalog(), filled(actions=actions), TODAY))
    tagged = Tagged(pdf)
    assert set(tagged.document.marks()) == set(tagged.text)
    (content,) = PdfReader(io.BytesIO(pdf)).attachments[FILE_NAME]
    assert from_json(content).actions["equipe-0"].title == name.strip()
    gantt = [f.alt for f in tagged.document.every("Figure") if "👩‍⚕️" in f.alt]
    assert gantt  # what a picture says in words keeps every character
