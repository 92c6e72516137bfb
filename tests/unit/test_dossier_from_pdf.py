"""The tool reopens the PDF that it made, also once another program saved it again; what is not such a
PDF is refused in French, with what to do."""

from __future__ import annotations

import io
import os
import subprocess
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)
from pypdf.generic import create_string_object as text_object

from premierspas.__main__ import main
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import FILE_NAME, MAX_BYTES, DossierFileError, from_json, to_json
from premierspas.dossier.from_pdf import MAX_PDF_BYTES, from_file, from_pdf
from premierspas.example import example_dossier
from premierspas.member_files import forget_members
from premierspas.report import roadmap_pdf
from premierspas.results import results
from scripts.programs import find

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return forget_members(example_dossier())


@pytest.fixture(scope="module")
def pdf(dossier: Dossier) -> bytes:
    return roadmap_pdf(results(shipped_catalog(), dossier, TODAY))


def blank(**attached: bytes) -> PdfWriter:
    """A PDF of one white page; ``attached`` is named as a dossier is."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for content in attached.values():
        writer.add_attachment(FILE_NAME, content)
    return writer


def saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(DossierFileError) as refused:
        from_file(content)
    return str(refused.value)


# --- what comes back ------------------------------------------------------------------------------
def test_the_pdf_gives_the_dossier_back(pdf: bytes, dossier: Dossier) -> None:
    assert from_pdf(pdf) == dossier
    assert from_file(pdf) == dossier
    assert from_file(to_json(dossier).encode()) == dossier


@pytest.mark.parametrize(
    "command",
    [
        ("qpdf", "--object-streams=generate", "--recompress-flate", "{from}", "{to}"),
        ("qpdf", "--qdf", "{from}", "{to}"),
        ("qpdf", "--linearize", "{from}", "{to}"),
        ("mutool", "clean", "-gggg", "{from}", "{to}"),
        ("mutool", "clean", "-d", "{from}", "{to}"),
    ],
    ids=["qpdf", "qpdf-plain", "qpdf-web", "mutool", "mutool-plain"],
)
def test_saved_again_by_another_program(
    command: tuple[str, ...], pdf: bytes, dossier: Dossier, tmp_path: Path
) -> None:
    program = find(command[0])
    if program is None:
        missing = f"{command[0]} is not on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    before, after = tmp_path / "avant.pdf", tmp_path / "apres.pdf"
    before.write_bytes(pdf)
    places = {"{from}": str(before), "{to}": str(after)}
    subprocess.run([program, *(places.get(word, word) for word in command[1:])], check=True)
    assert after.read_bytes() != pdf
    assert from_pdf(after.read_bytes()) == dossier


def test_a_file_that_is_associated_only(pdf: bytes, dossier: Dossier) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    del writer.root_object[NameObject("/Names")]
    content = saved(writer)
    assert not list(PdfReader(io.BytesIO(content)).attachment_list)
    assert from_pdf(content) == dossier


def test_other_attachments_are_left_alone(pdf: bytes, dossier: Dossier) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.add_attachment("facture.xml", b"<facture/>")
    assert from_pdf(saved(writer)) == dossier


def test_the_same_dossier_twice_is_one(dossier: Dossier) -> None:
    content = to_json(dossier).encode()
    assert from_pdf(saved(blank(a=content, b=content))) == dossier


def test_the_command_line_takes_the_pdf(pdf: bytes, tmp_path: Path) -> None:
    source, target = tmp_path / "feuille.pdf", tmp_path / "encore.pdf"
    source.write_bytes(pdf)
    assert main(["pdf", str(source), str(target), "--date", TODAY.isoformat()]) == 0
    assert target.read_bytes() == pdf


# --- what is refused ------------------------------------------------------------------------------
def protected(dossier: Dossier) -> bytes:
    writer = blank(a=to_json(dossier).encode())
    writer.encrypt("", "maître", algorithm="RC4-128")
    return saved(writer)


def two(dossier: Dossier) -> bytes:
    other = dossier.changed(note="Un autre dossier")
    return saved(blank(a=to_json(dossier).encode(), b=to_json(other).encode()))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: saved(blank()), "Imprimer en PDF, fusionner ou convertir"),
        (protected, "protégé"),
        (two, "plusieurs dossiers différents"),
        (lambda _: saved(blank(a=b"{")), "abîmé"),
        (lambda _: saved(blank(a=b'{"a": 1}')), "n’est pas un dossier Premiers pas"),
        (lambda _: b"%PDF-1.7\n" + b"x" * 5000, "abîmé"),
        (lambda _: b"%PDF-1.7\n", "abîmé"),
        (lambda _: b"\n\n%PDF-1.7 trailer << /Root 1 0 R >>", "abîmé"),
        (lambda _: b"%PDF-1.7\n" + b" " * MAX_PDF_BYTES, "trop gros"),
    ],
    ids=["none", "protected", "two", "cut", "other", "junk", "empty", "no-root", "large"],
)
def test_refused_in_french(make: Callable[[Dossier], bytes], said: str, dossier: Dossier) -> None:
    assert said in refusal(make(dossier))


def test_what_is_refused_says_which_file_to_take(dossier: Dossier) -> None:
    for content in (saved(blank()), protected(dossier), b"%PDF-1.7\n"):
        assert f"« {FILE_NAME} »" in refusal(content)


def test_a_pdf_cut_anywhere_is_refused_or_whole(pdf: bytes, dossier: Dossier) -> None:
    for part in range(2, 100, 7):
        with suppress(DossierFileError):
            assert from_file(pdf[: len(pdf) * part // 100]) == dossier


def bomb(size: int, *filters: str) -> bytes:
    """``size`` spaces attached, compressed as many times as there are filters."""
    packed = b" " * size
    for _ in filters:
        packed = zlib.compress(packed, 9)
    stream = StreamObject()
    stream._data = packed
    stream[NameObject("/Filter")] = ArrayObject(map(NameObject, filters))
    writer = blank()
    entry = DictionaryObject(
        {
            NameObject("/F"): text_object(FILE_NAME),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),
        }
    )
    names = ArrayObject([text_object(FILE_NAME), writer._add_object(entry)])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): tree}
    )
    return saved(writer)


@pytest.mark.parametrize("filters", [1, 2, 3])
def test_an_attachment_that_swells_is_not_unpacked(filters: int) -> None:
    content = bomb(20 * MAX_BYTES, *["/FlateDecode"] * filters)
    assert len(content) < 1_000_000
    tracemalloc.start()
    said = refusal(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "trop grosse" in said
    assert peak < 4 * MAX_BYTES


def test_a_list_of_attachments_that_points_at_itself_is_refused() -> None:
    writer = blank()
    loop = DictionaryObject()
    place = writer._add_object(loop)
    loop[NameObject("/Kids")] = ArrayObject([place])
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): place}
    )
    assert "ne contient pas de dossier" in refusal(saved(writer))


def test_a_dossier_named_in_a_json_file_is_not_taken_for_a_pdf(dossier: Dossier) -> None:
    named = dossier.changed(note="%PDF-1.7")
    assert from_file(to_json(named).encode()) == named
    assert from_json(to_json(named)) == named


def test_an_attachment_without_a_stream_is_refused() -> None:
    writer = blank()
    stream = writer._add_object(DecodedStreamObject())
    writer.root_object[NameObject("/AF")] = ArrayObject(
        [DictionaryObject({NameObject("/UF"): text_object(FILE_NAME), NameObject("/EF"): stream})]
    )
    assert "abîmé" in refusal(saved(writer))
