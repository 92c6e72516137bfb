"""The PDF roadmap: what a team finds in it, what it carries, and what cannot break it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from premierspas.budget import budget
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import FILE_NAME, from_json
from premierspas.dossier.model import (
    MAX_ENTRIES,
    MAX_MEMBERS,
    MAX_SCENARIOS,
    NAME_LENGTH,
    NOTE_LENGTH,
)
from premierspas.member_files import forget_members
from premierspas.report import roadmap_pdf
from premierspas.report.text import MISSING, Measurer, printable
from premierspas.report.view_model import view_of, without_comments
from premierspas.results import Results, results
from premierspas.roadmap import roadmap

CATALOG = shipped_catalog()
TODAY = date(2026, 11, 22)
SECTIONS = (
    "Synthèse",
    "Où en sommes-nous ?",
    "Charte du rôle",
    "Missions et temps de travail",
    "Profil du coordinateur",
    "Budget",
    "Feuille de route",
    "Notre engagement",
    "Sources, méthode et mots",
)
# What pathological text may hold: emoji in one glyph cluster, right to left, Chinese, accents piled
# up, a mathematical letter, invisible characters, PDF syntax.
HOSTILE = "👩‍⚕️ مرحبا שלום 你好 Z͑ͫͮ 𝐀 \u200b\u00ad\ufeff \\( ) <</x>> endstream %PDF"


def filled(**changes: Any) -> Dossier:
    """A team in the middle of its way, with something said on every page."""
    criteria = CATALOG.questionnaire.criteria
    levels = [3, 2, 1, "unknown", "not-concerned", 0]
    actions = CATALOG.action_texts.actions
    document = {
        "content_version": CATALOG.version,
        "team": {
            "name": "Maison de santé des Deux-Rives",
            "territory": "Vallée de la Dronne",
            "professionals": 12,
            "patients": 6000,
            "arrival": "2027-09-01",
            "aci_signature": "2028-01-15",
            "anchor": "Claire Fontanel",
            "federation_contact": "Hugo Mercier",
        },
        "readiness": {
            c.id: {"level": levels[i % 6], "comment": f"Commentaire intime {i}"}
            for i, c in enumerate(criteria)
        },
        "expectations": {
            c.id: {"way": way, "decision": "Notre phrase décidée."}
            for c, way in zip(
                CATALOG.expectations.cards,
                ["coordinateur", "leaders", "ensemble", "expert", "ne-sait-pas"] * 20,
                strict=False,
            )
        },
        "tasks": {t.id: "not-at-ease" for t in CATALOG.mission_texts.tasks},
        "missions": {m.id: {"kept": True} for m in CATALOG.mission_texts.missions[:5]},
        "candidate": "A. B.",
        "skills": {s.id: i % 4 for i, s in enumerate(CATALOG.skill_texts.skills)},
        "everyday": {q.id: "Réponse du quotidien" for q in CATALOG.skill_texts.everyday_questions},
        "profile": {
            "weights": {CATALOG.profile_texts.criteria[0].id: 100},
            "verdict": "interne",
            "fallback": "externe",
            "reason": "Claire est volontaire et restera.",
        },
        "budget": {
            "scenarios": {
                "a": {"days_per_week": 1.5, "status": "auto-entrepreneur", "startup_aid": 5000}
            },
            "note": "Note de trésorerie",
        },
        "perspectives": {CATALOG.perspective_texts.perspectives[0].id: "Note de perspective"},
        "actions": {
            actions[0].id: {"owner": "Dr Roy", "deadline": "2026-12-10"},
            "equipe-1": {"title": "Voir le maire", "owner": "Nadia", "deadline": "2027-02-05"},
        },
        "note": "Note générale de l’équipe",
    }
    return Dossier.model_validate(document | changes)


def huge() -> Dossier:
    """A dossier filled to the brim with what no font and no column expects."""
    note = (HOSTILE + " mot " + "x" * 300 + " ") * 20
    note = note[:NOTE_LENGTH]
    name = (HOSTILE + "W" * NAME_LENGTH)[:NAME_LENGTH]
    criteria, cards = CATALOG.questionnaire.criteria, CATALOG.expectations.cards
    deadlines = ["2026-12-01", None, "2100-12-31", "2000-01-01", "2027-05-05"]
    return filled(
        team={"name": name, "territory": name, "anchor": name, "federation_contact": name,
              "patients": 200_000, "professionals": 500, "arrival": "2027-01-01"},
        readiness={c.id: {"level": i % 4, "comment": note} for i, c in enumerate(criteria)},
        expectations={
            c.id: {"way": "leaders" if i % 2 else "ne-sait-pas", "decision": note, "minority": note,
                   "instead": name if i % 3 else ""}
            for i, c in enumerate(cards)
        },
        members={
            f"m-{i}": {"readiness": {c.id: (i * j) % 4 for j, c in enumerate(criteria)}}
            for i in range(MAX_MEMBERS)
        },
        snapshots={"2026-01-01": {"day": "2026-01-01", "readiness": {c.id: 0 for c in criteria}}},
        candidate=name,
        everyday={q.id: note for q in CATALOG.skill_texts.everyday_questions},
        perspectives={p.id: note for p in CATALOG.perspective_texts.perspectives},
        profile={"verdict": "externe", "reason": "\n".join("a" * 900)},
        budget={
            "scenarios": {
                letter: {
                    "name": name, "status": "cdd", "days_per_week": 5 - rank / 2,
                    "figures": "mes-valeurs", "free_amount": (rank % 2) * 1_000_000,
                    "extras": {extra.id: 500_000 for extra in CATALOG.statuses.extras},
                    "opening_cash": -1_000_000, "contribution": 5000, "contribution_months": 7,
                    "horizon_years": 5,
                }
                for rank, letter in enumerate("abcdefgh"[:MAX_SCENARIOS])
            },
            "fallback": "b",
            "own_values": dict.fromkeys(CATALOG.parameter, 12.3456),
            "note": note,
        },
        actions={
            f"equipe-{i}": {"title": name, "owner": name, "means": note, "success": note,
                            "deadline": deadlines[i % 5]}
            for i in range(MAX_ENTRIES)
        },
        note=note,
    )  # fmt: skip


def seen(dossier: Dossier) -> Results:
    return results(CATALOG, dossier, TODAY)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def text_of(pdf: bytes) -> str:
    """All the text, every space an ordinary one."""
    return plain(" ".join(page.extract_text() for page in read(pdf).pages))


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return roadmap_pdf(seen(filled()))


@pytest.fixture(scope="module")
def huge_pdf() -> bytes:
    return roadmap_pdf(seen(huge()))


def test_a_team_finds_itself_and_its_decisions(pdf: bytes) -> None:
    text = text_of(pdf)
    for expected in (
        "Maison de santé des Deux-Rives",
        "Vallée de la Dronne",
        "6 000 patients",
        "1er septembre 2027",
        "Professionnel de santé interne",
        "Claire est volontaire et restera.",
        "Notre phrase décidée.",
        "Voir le maire",
        "Dr Roy",
        "Note générale de l’équipe",
    ):
        assert expected in text


def test_amounts_are_those_of_the_budget(pdf: bytes) -> None:
    # 6 000 patients under avenant 1: 3 550 points, 24 850 € (guide CNAM); 1.5 day of an
    # auto-entrepreneur: 1.5 × 48 days at 200 to 350 € (Diaporama).
    text = text_of(pdf)
    money = budget(CATALOG, filled(), TODAY)
    assert "24 850 €/an" in text
    assert "29 850 €" not in text  # the start-up aid comes once: it is no yearly income
    assert "5 000 €, une fois, en septembre 2027" in text
    assert "1 200 à 2 100 €/mois" in text
    assert "14 400 à 25 200 €/an" in text
    assert plain(money.line_sentence) in text
    assert plain(money.shown.cash_message) in text


def test_every_action_of_the_roadmap_is_printed(pdf: bytes) -> None:
    text = text_of(pdf)
    for action in roadmap(CATALOG, filled(), TODAY).actions:
        assert plain(action.title) in text


def test_sections_are_bookmarks_and_lead_to_their_page(pdf: bytes) -> None:
    reader = read(pdf)
    bookmarks = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert len(bookmarks) == len(SECTIONS)
    for entry, section in zip(bookmarks, SECTIONS, strict=True):
        page = reader.get_destination_page_number(entry)
        assert entry.title is not None
        assert plain(entry.title).startswith(section)
        assert section in plain(reader.pages[page].extract_text())
        assert re.search(rf"{re.escape(plain(entry.title))} {page + 1}\b", cover_of(reader))


def cover_of(reader: PdfReader) -> str:
    return plain(reader.pages[0].extract_text())


@pytest.mark.parametrize("dossier", [Dossier(), filled(), huge()], ids=["empty", "filled", "huge"])
def test_each_page_but_the_cover_says_its_number(dossier: Dossier) -> None:
    pages = read(roadmap_pdf(seen(dossier))).pages
    for number, page in enumerate(pages, 1):
        found = f"{number} / {len(pages)}" in plain(page.extract_text())
        assert found is (number > 1)


def test_the_synthesis_is_one_page(pdf: bytes, huge_pdf: bytes) -> None:
    for content in (pdf, huge_pdf, roadmap_pdf(seen(Dossier()))):
        pages = read(content).pages
        assert "Synthèse" in pages[1].extract_text()
        assert "Où en sommes-nous" in pages[2].extract_text()


def test_the_attached_file_is_the_dossier(pdf: bytes) -> None:
    [content] = read(pdf).attachments[FILE_NAME]
    assert from_json(content) == filled()


def test_archive_format_language_and_title(pdf: bytes) -> None:
    reader = read(pdf)
    xmp = reader.xmp_metadata
    assert xmp is not None
    raw = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in raw
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in raw
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert xmp.dc_title == {"x-default": "Feuille de route — Maison de santé des Deux-Rives"}


def test_without_comments_neither_pages_nor_attachment_hold_them() -> None:
    content = roadmap_pdf(seen(filled()), with_comments=False)
    text = text_of(content)
    [attached] = read(content).attachments[FILE_NAME]
    for private in (
        "Commentaire intime",
        "Réponse du quotidien",
        "Note de trésorerie",
        "Note de perspective",
        "Note générale",
    ):
        assert private not in text
        assert private not in attached.decode()
    assert from_json(attached) == without_comments(filled())
    assert "Notre phrase décidée." in text  # a decision is not a comment


def test_the_answers_of_members_are_counted_and_never_leave() -> None:
    people = {
        f"c0ffee{i}": {"readiness": {"valider-temps": 3 * (i % 2), "valider-frais": 2}}
        for i in range(4)
    }
    content = roadmap_pdf(seen(filled(members=people)))
    text = text_of(content)
    assert "Ce que 4 personnes ont répondu" in text
    assert "✓ Accord sur 1 question" in text
    assert "▲ 4 réponses : clivé" in text
    [attached] = read(content).attachments[FILE_NAME]
    assert "c0ffee" not in attached.decode()
    assert from_json(attached) == filled()
    few = text_of(roadmap_pdf(seen(filled(members=dict(list(people.items())[:3])))))
    assert "personnes ont répondu" not in few


def test_what_moved_since_the_last_state_is_printed() -> None:
    criterion = CATALOG.questionnaire.criteria[0].id  # level 3 today
    states = {
        day: {"day": day, "readiness": {criterion: level}}
        for day, level in (("2026-01-10", 3), ("2026-06-15", 1), ("2026-11-22", 3))
    }
    text = text_of(roadmap_pdf(seen(filled(snapshots=states))))
    assert "Depuis le 15 juin 2026 : 1 question a progressé" in text
    assert "Avant et après" not in text_of(roadmap_pdf(seen(filled())))


def test_the_prerequisites_are_printed_in_order_with_the_next_thing_to_do() -> None:
    text = text_of(roadmap_pdf(seen(filled())))
    start = text.index("Les prérequis, dans l’ordre")
    places = [text.index(c.label, start) for c in CATALOG.questionnaire.criteria if c.blocking]
    assert len(places) == 6
    assert "La prochaine chose à faire" in text


def test_names_in_the_attachment_are_announced(pdf: bytes) -> None:
    assert "contient des noms de personnes" in text_of(pdf)
    assert "contient des noms de personnes" not in text_of(roadmap_pdf(seen(Dossier())))


def test_an_empty_dossier_says_what_is_not_decided() -> None:
    text = text_of(roadmap_pdf(seen(Dossier())))
    for expected in (
        "Notre équipe",
        "à décider",
        "Le questionnaire n’est pas encore rempli",
        "Le tri des attentes n’est pas encore commencé",
        "Aucune mission n’est encore gardée",
        "indiquez la patientèle",
        "Aucune date d’arrivée n’est indiquée",
    ):
        assert expected in text
    assert "None" not in text


def test_an_example_is_marked_on_every_page() -> None:
    pages = read(roadmap_pdf(seen(filled(demonstration=True)))).pages
    assert all("Exemple fictif" in page.extract_text() for page in pages)


def test_a_dossier_filled_to_the_brim_keeps_everything(huge_pdf: bytes) -> None:
    reader = read(huge_pdf)
    [content] = reader.attachments[FILE_NAME]
    assert from_json(content) == forget_members(huge())
    assert MISSING in cover_of(reader)


def test_nothing_leaves_the_page(huge_pdf: bytes) -> None:
    """Every line begins inside the margins; the next test holds where it ends."""
    margin = 17.5 / 25.4 * 72  # the body begins and ends 18 mm from the edge
    starts: list[tuple[float, float]] = []

    def visit(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            starts.append((tm[4], tm[5]))

    pages = read(huge_pdf).pages
    for page in pages:
        page.extract_text(visitor_text=visit)
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert starts
    assert all(margin <= x <= width - margin and 10 <= y <= height - 10 for x, y in starts)


def test_lines_are_never_wider_than_their_column() -> None:
    widths = dict.fromkeys(map(ord, "abcdé …xW\u00a0\u202f•«»□"), 500.0)
    measurer = Measurer(widths, frozenset(map(chr, widths)) | {"\n"})
    text = "« abc »\nabcd " + "x" * 300 + " a\u00a0" + "b" * 30 + "\n• " + "abc " * 40
    for limit in (2_000.0, 3_500.0, 20_000.0):
        lines = measurer.wrap(text, limit)
        assert all(measurer.width(line) <= limit for line in lines)
        letters = "".join(c for line in lines for c in line if c.isalpha())
        assert letters == "".join(c for c in text if c.isalpha())
        assert measurer.width(measurer.fitted(text, limit)) <= limit


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("été", "été"),
        ("e\u0301te\u0301", "été"),  # decomposed accents
        ("a👩‍⚕️b", f"a{MISSING}b"),
        ("مرحبا بك", f"{MISSING} {MISSING}"),
        ("𝐀𝐁", "AB"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("a\tb", "a b"),
    ],
)
def test_characters_that_the_font_lacks(typed: str, printed: str) -> None:
    known = frozenset("abcétéAB" + MISSING + " ")
    assert printable(typed, known) == printed


def test_the_same_dossier_gives_the_same_bytes(pdf: bytes) -> None:
    assert roadmap_pdf(seen(filled())) == pdf


def test_another_day_gives_another_document(pdf: bytes) -> None:
    assert roadmap_pdf(results(CATALOG, filled(), date(2026, 11, 23))) != pdf


def test_quotes_hold_one_space_inside(pdf: bytes) -> None:
    raw = "".join(page.extract_text() for page in read(pdf).pages)
    assert "«\u00a0" in raw
    assert not re.search("«\\s\\s|\\s\\s»", raw)


def test_the_glossary_explains_what_is_used_and_only_that(pdf: bytes) -> None:
    glossary = text_of(pdf).split("Les mots de ce document")[1]
    assert "Accord conventionnel interprofessionnel" in glossary
    assert "Union régionale des professionnels de santé" not in glossary


def test_the_view_is_plain_data() -> None:
    view = view_of(seen(filled()))
    assert view.cover.team == "Maison de santé des Deux-Rives"
    assert [label for label, _ in view.synthesis.decision] == [
        "Profil",
        "Statut",
        "Temps payé",
        "Arrivée",
    ]
    assert view == view_of(seen(filled()))


def test_asking_for_the_package_does_not_import_fpdf() -> None:
    code = "import sys, premierspas.report; sys.exit('fpdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_fpdf_is_refused() -> None:
    from premierspas.report import fpdf_patches

    fpdf_patches.check_version()
    with pytest.raises(fpdf_patches.UnknownFpdfError, match=r"2\.9\.0"):
        fpdf_patches.check_version("2.9.0")


def test_the_private_names_that_the_patches_use_are_there() -> None:
    from fpdf import FPDF
    from fpdf.fonts import SubsetMap
    from fpdf.output import OutputProducer

    assert callable(OutputProducer._build_xmp_from_info)
    assert callable(FPDF._set_font_for_page)
    assert callable(FPDF._out)
    assert callable(SubsetMap.pick)
    assert callable(SubsetMap.get_glyph.cache_clear)
