"""Sheets for a room without phones: all of the content, the same bytes, boxes to tick."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from premierspas.__main__ import main
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import to_json
from premierspas.example import example_dossier
from premierspas.report.paper import CHECK_BOX
from premierspas.report.printables import PRINTABLES, PrintableId, printable
from premierspas.results import results

CATALOG, TODAY = shipped_catalog(), date(2026, 11, 23)
CRITERIA = CATALOG.questionnaire.criteria


def made(what: PrintableId, dossier: Dossier | None = None) -> bytes:
    return printable(what, results(CATALOG, dossier or Dossier(), TODAY))


def plain(text: str) -> str:
    return " ".join(text.split())


def pages(content: bytes) -> list[str]:
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def boxes(content: bytes) -> int:
    """Squares of a box to tick."""
    side = CHECK_BOX * 72 / 25.4
    square = re.compile(rf"{side:.2f} -{side:.2f} re".encode())
    return sum(
        len(square.findall(page.get_contents().get_data()))
        for page in PdfReader(io.BytesIO(content)).pages
    )


@pytest.mark.parametrize("what", PRINTABLES)
def test_the_same_dossier_gives_the_same_bytes(what: PrintableId) -> None:
    assert made(what, example_dossier()) == made(what, example_dossier())


@pytest.mark.parametrize("what", PRINTABLES)
def test_every_sheet_says_its_page_and_attaches_nothing(what: PrintableId) -> None:
    content = made(what, example_dossier().changed(demonstration=True))
    texts = pages(content)
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert "Exemple fictif" in text
    assert not PdfReader(io.BytesIO(content)).attachments


def test_every_card_is_there_once_eight_a_page_with_a_box_for_each_way() -> None:
    content = made("cartes")
    cards = CATALOG.expectations.cards
    texts = pages(content)
    assert len(texts) == -(-len(cards) // 8)
    for place, card in enumerate(cards):
        assert plain(card.task) in texts[place // 8], card.id
    assert " ".join(texts).count("Qui s’en charge ?") == len(cards)
    assert boxes(content) == 4 * len(cards)


def test_the_cards_do_not_betray_their_list() -> None:
    text = " ".join(pages(made("cartes")))
    for card in CATALOG.expectations.cards:
        assert plain(card.source_view) not in text


@pytest.mark.parametrize("what", ["questionnaire", "questionnaire-essentiel"])
def test_every_question_with_every_answer(what: PrintableId) -> None:
    content = made(what)
    asked = [c for c in CRITERIA if what == "questionnaire" or c.essential]
    text = " ".join(pages(content))
    for number, criterion in enumerate(asked, 1):
        assert f"{number}. {plain(criterion.question)}" in text
    assert text.count("Je ne sais pas") == len(asked) + 1  # and in the lead
    assert boxes(content) == 6 * len(asked)  # four levels, « je ne sais pas », « non concerné »
    left_out = [c for c in CRITERIA if c not in asked]
    assert not any(plain(c.question) in text for c in left_out)


def test_a_question_is_on_one_page_with_its_answers() -> None:
    texts = pages(made("questionnaire"))
    for criterion in CRITERIA:
        [page] = [text for text in texts if plain(criterion.question) in text]
        for level in criterion.levels:
            assert set(plain(level).split()) <= set(page.split()), criterion.id


def test_missions_on_one_page_with_three_boxes_each() -> None:
    content = made("missions")
    [text] = pages(content)
    for mission in CATALOG.mission_texts.missions:
        assert plain(mission.label) in text
    empty = len(CATALOG.mission_texts.families)
    assert boxes(content) == 3 * (len(CATALOG.mission_texts.missions) + empty)


def test_the_action_plan_and_the_engagement_are_one_page_each() -> None:
    assert len(pages(made("plan-d-action"))) == 1
    assert len(pages(made("engagement", example_dossier()))) == 1


def test_the_charter_is_the_team_s() -> None:
    team = example_dossier()
    found = results(CATALOG, team, TODAY)
    text = " ".join(pages(made("charte", team)))
    for line in found.charter.wont:
        assert plain(line.task) in text
    assert "Le tri des attentes n’est pas encore commencé" in " ".join(pages(made("charte")))


def test_from_the_command_line(tmp_path: Path) -> None:
    target, source = tmp_path / "charte.pdf", tmp_path / "dossier.json"
    source.write_text(to_json(example_dossier()), encoding="utf-8")
    day = ["--date", TODAY.isoformat()]
    assert main(["imprimer", "charte", str(target), str(source), *day]) == 0
    assert target.read_bytes() == made("charte", example_dossier())
    assert main(["imprimer", "cartes", str(target), *day]) == 0
    assert target.read_bytes() == made("cartes")
    source.write_text("{", encoding="utf-8")
    assert main(["imprimer", "charte", str(target), str(source)]) == 1
