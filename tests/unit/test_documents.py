"""The ready documents: they hold the decisions, say what is not decided, and invent nothing."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from premierspas.__main__ import main
from premierspas.content import ContentError, load_catalog, shipped_catalog
from premierspas.content.files import CONTENT_FOLDER
from premierspas.content.french_keys import FRENCH_KEYS
from premierspas.content.models import DocumentId
from premierspas.documents import (
    DOCUMENTS,
    ReadyDocument,
    docx_file,
    pdf_file,
    ready_document,
)
from premierspas.documents.draft import LEFT_TO_DECIDE
from premierspas.documents.model import (
    Blanks,
    Bullets,
    Checklist,
    Heading,
    Paragraph,
    Table,
)
from premierspas.dossier import Dossier
from premierspas.dossier.file import from_json, to_json
from premierspas.dossier.model import NAME_LENGTH, NOTE_LENGTH
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.results import Results, results
from tests.unit.cases import YES_NO, cases, one_scenario

CATALOG = shipped_catalog()
TODAY = date(2026, 11, 22)
ALL = pytest.mark.parametrize("document", list(DOCUMENTS))
HOSTILE = (
    "</w:t><w:br/> & <b>gras</b> ]]> {{champ}} =1+1 👩‍⚕️ مرحبا 你好 Z͑ͫͮ \u200b \\( ) endstream %PDF"
)


def plain(text: str) -> str:
    """``text`` with ordinary spaces, each once."""
    return " ".join(text.split())


def texts_of(document: ReadyDocument) -> Iterator[str]:
    """Every text of the document, a row of a table on one line."""
    yield from (document.title, document.lead)
    for block in (*document.blocks, *document.closing):
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case Bullets(items):
                yield from items
            case Table(_, columns, rows):
                yield " | ".join(column.title for column in columns)
                yield from (" | ".join(row) for row in rows)
            case Checklist(_, items):
                for check in items:
                    yield from (f"[{'x' if check.done else ' '}] {check.text}", check.note)
            case Blanks(labels):
                yield from labels


def text_of(document: ReadyDocument) -> str:
    return "\n".join(plain(text) for text in texts_of(document))


def seen(dossier: Dossier) -> Results:
    return results(CATALOG, dossier, TODAY)


def made(document: DocumentId, dossier: Dossier) -> ReadyDocument:
    return ready_document(document, seen(dossier))


def decided() -> Dossier:
    """A team that decided all that the tool asks for the documents."""
    cards = CATALOG.expectations.cards
    ways = ["coordinateur", "ensemble", "leaders", "expert"] * len(cards)
    return Dossier.model_validate(
        {
            "team": {
                "name": "Maison des Deux-Rives", "territory": "Vallée de la Dronne",
                "professionals": 12, "patients": 6000, "arrival": "2027-09-01",
                "aci_signature": "2028-01-15", "anchor": "Claire",
            },
            "readiness": {c.id: {"level": 3} for c in CATALOG.questionnaire.criteria},
            "expectations": {
                card.id: {
                    "way": way, "decision": f"Phrase {i}.", "minority": f"Contre {i}.",
                    "instead": f"Personne {i}",
                }
                for i, (card, way) in enumerate(zip(cards, ways, strict=False))
            },
            "missions": {
                "organiser-reunions": {"kept": True, "hours_per_week": 2.5},
                "suivre-budget": {"kept": True},
            },
            "candidate": "Camille Untel",
            "skills": {s.id: 0 for s in CATALOG.skill_texts.skills},
            "everyday": {q.id: "Vécu du mardi." for q in CATALOG.skill_texts.everyday_questions},
            "activities": {"appuyer-equipe": True},
            "profile": {"verdict": "externe", "reason": "Camille Untel est très bien."},
            "budget": one_scenario(days_per_week=2.5, status="cdi") | {"note": "Note privée"},
            "contract": {p.id: True for p in CATALOG.contract.points},
            "documents": {
                "employer": "SISA des Deux-Rives", "workplace": "Ribérac", "contact": "Nadia, 2e étage",
                "apply_before": "2027-03-31", "amount_asked": 12000, "signatory": "Dr Roy",
            },
            "note": "Note générale",
        }
    )  # fmt: skip


# --- what the documents say -----------------------------------------------------------------------
KEYS = (
    "document equipe employeur lieu contact avant_le montant signataire jours statut missions cartes "
    "profil repli activites contrat reponses aide_demarrage autre_financement mois_sous_contrat dit "
    "ne_dit_pas a_decider contient_a_decider"
)
TEAM = {
    "nom": "name", "territoire": "territory", "professionnels": "professionals",
    "patients": "patients", "arrivee": "arrival", "signature_aci": "aci_signature",
}  # fmt: skip
DETAILS = {
    "employeur": "employer", "lieu": "workplace", "contact": "contact",
    "avant_le": "apply_before", "montant": "amount_asked", "signataire": "signatory",
}  # fmt: skip
BUDGET = {
    "jours": "days_per_week", "statut": "status", "aide_demarrage": "startup_aid",
    "autre_financement": "other_funding", "mois_sous_contrat": "months_in_year",
}  # fmt: skip
CARD = {
    "position": "way", "decision": "decision", "minorite": "minority", "qui": "instead",
    "assume": "assumed",
}  # fmt: skip


def dossier_of(case: dict[str, Any]) -> Dossier:
    return Dossier.model_validate(
        {
            "team": {TEAM[key]: value for key, value in case.get("equipe", {}).items()},
            "documents": {name: case[key] for key, name in DETAILS.items() if key in case},
            "missions": {
                key: {"kept": True, "hours_per_week": h}
                for key, h in case.get("missions", {}).items()
            },
            "expectations": {
                card: {CARD[k]: YES_NO.get(v, v) for k, v in placed.items()}
                for card, placed in case.get("cartes", {}).items()
            },
            "readiness": {key: {"level": n} for key, n in case.get("reponses", {}).items()},
            "activities": dict.fromkeys(case.get("activites", []), True),
            "contract": {key: YES_NO[done] for key, done in case.get("contrat", {}).items()},
            "profile": {"verdict": case.get("profil"), "fallback": case.get("repli")},
            "budget": one_scenario(**{n: case[key] for key, n in BUDGET.items() if key in case}),
        }
    )


@cases("documents", KEYS)
def test_what_a_document_says(case: dict[str, Any]) -> None:
    document = made(case["document"], dossier_of(case))
    text = text_of(document)
    for words in case.get("dit", []):
        assert words in text
    for words in case.get("ne_dit_pas", []):
        assert words not in text
    left = [plain(u.what) for u in document.undecided]
    if "a_decider" in case:
        assert left == ([] if case["a_decider"] == "rien" else case["a_decider"])
    for what in case.get("contient_a_decider", []):
        assert what in left


def test_there_is_one_of_each_with_its_words() -> None:
    assert tuple(DOCUMENTS) == get_args(DocumentId)
    assert CATALOG.ready_document.keys() == DOCUMENTS.keys()


@ALL
def test_what_is_left_open_is_listed_with_where_to_decide_it(document: DocumentId) -> None:
    for dossier in (Dossier(), example_dossier(), decided()):
        found = made(document, dossier)
        assert ("[à " in text_of(found)) <= bool(found.undecided)
        assert all(u.page in {"", *CATALOG.page} for u in found.undecided)
        assert len(set(found.undecided)) == len(found.undecided)
        closing = text_of(replace(found, blocks=()))
        for undecided in found.undecided:
            assert plain(undecided.what) in closing
            if undecided.page:
                assert f"page « {plain(CATALOG.page[undecided.page].label)} »" in closing


@ALL
def test_an_empty_dossier_invents_nothing(document: DocumentId) -> None:
    found = made(document, Dossier())
    text = text_of(found)
    assert found.undecided
    assert "None" not in text
    grid = "2 397,97 € en position 11, 3 848,01 € en position 15"  # of the collective agreement
    assert "€" not in text.replace(grid, "")
    zeros = set(re.findall(r"\b0 \w+", text))
    assert zeros <= {"0 à", "0 point"}  # the scale of the interview; no point of the contract
    assert found.team == "Notre équipe"


def test_everything_decided_leaves_only_what_the_tool_does_not_ask() -> None:
    left = {key: [u.what for u in made(key, decided()).undecided] for key in DOCUMENTS}
    assert left == {
        "charte": [],
        "fiche-de-poste": ["le nom du leader ou du binôme", "la rémunération convenue"],
        "annonce": ["la rémunération proposée"],
        "grille-d-entretien": [],
        "liste-du-contrat": ["le nom du leader ou du binôme"],
        "lettre-d-appui": ["le service ou la personne à l’ARS"],
    }


@pytest.mark.parametrize("document", ["charte", "fiche-de-poste"])
def test_every_card_its_sentence_its_minority_and_who_does_it(document: DocumentId) -> None:
    text = text_of(made(document, decided()))
    for i, card in enumerate(CATALOG.expectations.cards):
        assert plain(card.task) in text
        assert f"Décision : Phrase {i}." in text
        assert f"Avis minoritaire : Contre {i}." in text
        assert (f"Personne {i} (" in text) is (i % 4 >= 2)  # those that are for others


@ALL
def test_a_candidate_and_private_words_stay_out(document: DocumentId) -> None:
    """These files are posted and sent: no name of a candidate, no self-assessment, no note."""
    text = text_of(made(document, decided()))
    for private in ("Camille", "Note privée", "Note générale"):
        assert private not in text
    assert ("Vécu du mardi." in text) is (document == "grille-d-entretien")


def test_hours_say_whose_they_are() -> None:
    text = text_of(made("fiche-de-poste", decided()))
    assert "Organiser les réunions et aider à les animer | 2 h 30 | fixé par l’équipe" in text
    assert "Aider à suivre le budget | 0 h 30 | estimé" in text


def test_every_contract_point_and_every_question_is_there() -> None:
    contract = text_of(made("liste-du-contrat", Dossier()))
    assert all(f"[ ] {plain(p.label)}" in contract for p in CATALOG.contract.points)
    grid = text_of(made("grille-d-entretien", Dossier()))
    asked = [s.interview_question for s in CATALOG.skill_texts.skills]
    asked += [q.question for q in CATALOG.skill_texts.everyday_questions]
    assert all(plain(question) in grid for question in asked)


def test_a_profile_that_goes_badly_with_the_statut_is_said_before_signing() -> None:
    team = decided()
    bad = team.changed(profile={"verdict": "interne"}, budget=one_scenario(status="prestataire"))
    assert "▲ Professionnel de santé interne, prestataire : risqué." in text_of(
        made("liste-du-contrat", bad)
    )
    assert "risqué" not in text_of(made("liste-du-contrat", team))


def test_an_example_says_so() -> None:
    assert made("charte", decided().changed(demonstration=True)).edition.startswith(
        "Exemple fictif"
    )
    assert "fictif" not in made("charte", decided()).edition


def test_the_letter_never_says_that_all_is_well_when_the_date_is_late() -> None:
    late = made("lettre-d-appui", Dossier.model_validate({"team": {"arrival": "2026-12-01"}}))
    assert "1er décembre 2026 ; d’après les durées habituelles, plutôt le" in text_of(late)


@pytest.mark.parametrize("lost", ["lettre-d-appui", "promise"])
def test_content_without_one_of_its_texts_is_refused(tmp_path: Path, lost: str) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT_FOLDER, folder)
    file = folder / "documents.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data["documents"] = [d for d in data["documents"] if d["id"] != lost]
    data["phrases"].pop(FRENCH_KEYS.get(lost), None)
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_catalog(folder)
    assert "documents.yaml" in str(refused.value)


# --- hostile text ---------------------------------------------------------------------------------
def hostile() -> Dossier:
    """Every text of the documents filled to the brim with what no format expects."""
    note = (HOSTILE + " mot " + "x" * 200 + "\n") * 20
    note, name = note[:NOTE_LENGTH], (HOSTILE + "W" * NAME_LENGTH)[:NAME_LENGTH]
    ways = ["coordinateur", "leaders", "ne-sait-pas"] * 20
    return decided().changed(
        team={"name": name, "territory": name, "federation_contact": name, "anchor": name},
        expectations={
            c.id: {"way": way, "decision": note, "minority": note, "instead": name}
            for c, way in zip(CATALOG.expectations.cards, ways, strict=False)
        },
        everyday={q.id: note for q in CATALOG.skill_texts.everyday_questions},
        documents=dict.fromkeys(("employer", "workplace", "contact", "signatory"), name),
        actions={"equipe-1": {"title": name, "deadline": "2026-12-01"}},
    )


@ALL
def test_hostile_text_is_text_in_both_formats(document: DocumentId) -> None:
    found = made(document, hostile())
    word = read_docx(docx_file(found))
    assert "</w:t><w:br/> & <b>gras</b>" in word_text(word) + word_frame(word)
    assert PdfReader(io.BytesIO(pdf_file(found)), strict=True).pages


def test_what_no_file_may_hold_is_gone_before_it_comes_here() -> None:
    bad = "a\\u0000b\\u000bc\\ud83dd\\ufffee\\u202ef"
    file = to_json(decided()).replace("SISA des Deux-Rives", bad)
    dossier = from_json(file)
    assert dossier.documents.employer == "abcdef"
    assert "Employeur : abcdef" in word_text(read_docx(docx_file(made("annonce", dossier))))


# --- Word -----------------------------------------------------------------------------------------
def read_docx(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def word_text(word: Any) -> str:
    """Paragraphs and cells, in order."""
    return plain("\n".join(p.text for p in word.element.body.iter(qn("w:p"))))


def word_frame(word: Any) -> str:
    section = word.sections[0]
    return plain(section.header.paragraphs[0].text + "\n" + section.footer.paragraphs[0].text)


@ALL
def test_word_file_is_in_french_on_a4_and_says_what_it_is(document: DocumentId) -> None:
    found = made(document, decided())
    word = read_docx(docx_file(found))
    assert {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    assert word.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == "fr-FR"
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    about = word.core_properties
    assert (about.title, about.author) == (found.title, "Maison des Deux-Rives")
    assert about.created.date() == about.modified.date() == TODAY
    assert (about.language, about.comments) == ("fr-FR", "")
    assert word_frame(word).startswith(f"Maison des Deux-Rives · {plain(found.title)}")
    assert "22 novembre 2026 · Document de travail de l’équipe" in word_frame(word)
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@ALL
def test_word_file_has_real_headings_lists_and_tables(document: DocumentId) -> None:
    found = made(document, example_dossier())
    word = read_docx(docx_file(found))
    by_style: dict[str, list[str]] = {}
    for paragraph in word.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(plain(paragraph.text))
    blocks = (*found.blocks, *found.closing)
    assert by_style["Heading 1"] == [plain(found.title)]
    assert by_style["Heading 2"] == [plain(b.text) for b in blocks if isinstance(b, Heading)]
    items = [plain(i) for b in blocks if isinstance(b, Bullets) for i in b.items]
    assert by_style.get("List Bullet", []) == items
    names = [b.name for b in blocks if isinstance(b, Table | Checklist)]
    captions = [e.get(qn("w:val")) for e in word.element.iter(qn("w:tblCaption"))]
    assert list(map(plain, captions)) == list(map(plain, names))
    for table in word.tables:
        header, *others = table.rows
        assert header._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in header.cells)
        assert all(r._tr.find(f".//{qn('w:tblHeader')}") is None for r in others)


@ALL
def test_word_and_pdf_say_the_same_as_the_document(document: DocumentId) -> None:
    found = made(document, decided())
    word = word_text(read_docx(docx_file(found)))
    pages = PdfReader(io.BytesIO(pdf_file(found)), strict=True).pages
    pdf = plain(" ".join(page.extract_text() for page in pages))
    for text in texts_of(found):
        for cell in text.split(" | "):
            cell = plain(re.sub(r"^\[.\] ", "", cell)).replace("☐", "").split(". (")[0]
            assert cell in word.replace("☐", "")
            # pypdf reads a page column by column: long cells may be cut by others
            assert all(piece in pdf for piece in cell.split(" ")[:4])


def test_an_open_place_stands_out_in_word() -> None:
    found = made("annonce", Dossier())
    word = read_docx(docx_file(found))
    runs = [run for p in word.paragraphs for run in p.runs if run.text.startswith("[à ")]
    assert len(runs) == text_of(found).count("[à ") > 10
    assert all(run.bold and str(run.font.color.rgb) == "9A3412" for run in runs)


# --- PDF ------------------------------------------------------------------------------------------
@ALL
def test_pdf_is_archivable_numbered_and_says_what_it_is(document: DocumentId) -> None:
    found = made(document, decided())
    reader = PdfReader(io.BytesIO(pdf_file(found)), strict=True)
    raw = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in raw
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert reader.xmp_metadata
    [title] = reader.xmp_metadata.dc_title.values()
    assert plain(title) == f"{plain(found.title)} — Maison des Deux-Rives"
    assert not reader.attachments  # the dossier holds more than this file may tell
    for number, page in enumerate(reader.pages, 1):
        text = plain(page.extract_text())
        assert f"{number} / {len(reader.pages)}" in text
        assert "Document de travail de l’équipe" in text
        assert "Feuille de route" not in text
    headings = [e.title for e in _flat(reader.outline)]
    blocks = (*found.blocks, *found.closing)
    assert list(map(plain, headings[1:])) == [
        plain(b.text) for b in blocks if isinstance(b, Heading)
    ]


def _flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_the_same_document_gives_the_same_pdf() -> None:
    assert pdf_file(made("charte", decided())) == pdf_file(made("charte", decided()))


@pytest.mark.parametrize("dossier", [Dossier(), example_dossier(), decided()])
def test_the_advertisement_is_one_page(dossier: Dossier) -> None:
    assert len(PdfReader(io.BytesIO(pdf_file(made("annonce", dossier)))).pages) == 1


def test_a_sheet_for_each_candidate_on_its_own_page() -> None:
    pages = PdfReader(io.BytesIO(pdf_file(made("grille-d-entretien", decided())))).pages
    assert [p.extract_text().count("feuille de notation") for p in pages].count(1) == 2


def test_the_roadmap_still_says_its_name() -> None:
    page = PdfReader(io.BytesIO(roadmap_pdf(seen(decided())))).pages[1]
    assert "Maison des Deux-Rives · Feuille de route" in plain(page.extract_text())


# --- the package and the command line -------------------------------------------------------------
def test_asking_for_the_package_does_not_import_what_draws() -> None:
    code = (
        "import sys, premierspas.documents; "
        "sys.exit(bool({'docx', 'lxml', 'fpdf'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("suffix", ["docx", "pdf", "DOCX"])
def test_command_line_writes_a_document(
    tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "dossier.json", tmp_path / f"charte.{suffix}"
    source.write_text(to_json(decided()), encoding="utf-8")
    order = ["document", "charte", str(source), str(target), "--date", "2026-11-22"]
    assert main(order) == 0
    assert "0 point(s) à décider" in capsys.readouterr().out
    start = {"docx": b"PK", "pdf": b"%PDF"}[suffix.lower()]
    assert target.read_bytes().startswith(start)


def test_command_line_refuses_what_it_cannot_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "dossier.json", tmp_path / "charte.odt"
    assert main(["document", "charte", str(source), str(target)]) == 1
    assert "doit finir par .docx ou .pdf" in capsys.readouterr().err
    assert main(["document", "charte", str(source), str(tmp_path / "charte.pdf")]) == 1
    assert "Impossible de lire" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["document", "inconnu", str(source), str(target)])
    source.write_text(to_json(decided()), encoding="utf-8")
    assert main(["document", "charte", str(source), str(tmp_path / "absent" / "charte.pdf")]) == 1
    assert "Impossible d’écrire" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


def test_the_list_closes_the_files() -> None:
    found = made("annonce", Dossier())
    last = [p.text for p in read_docx(docx_file(found)).paragraphs if p.style.name == "Heading 2"]
    assert last[-1] == LEFT_TO_DECIDE
