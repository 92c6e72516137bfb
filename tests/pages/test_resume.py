"""Come back by address, by code, by file; the example; erase."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from pypdf import PdfWriter

from premierspas.content import shipped_catalog
from premierspas.dossier.file import FILE_NAME, MAX_BYTES, to_json
from premierspas.member_files import forget_members
from premierspas.report import roadmap_pdf
from premierspas.results import results
from premierspas.storage import UnknownDossier
from premierspas.storage.attempts import DOSSIER_CODES
from tests.pages.visit import ROOT, Visit, store

COMPLETE = (ROOT / "tests" / "dossiers" / "equipe_complete.json").read_bytes()


def _by_code(visit: Visit, code: str) -> Visit:
    visit.field("resume-code").set_value(code)
    return visit.click("Reprendre avec ce code")


def _by_file(visit: Visit, content: bytes, name: str = FILE_NAME) -> Visit:
    visit.at.file_uploader[0].set_value((name, content, "application/json"))
    return visit.run().click("Ouvrir ce fichier")


# --- address --------------------------------------------------------------------------------------
def test_address_opens_the_dossier_on_every_page(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"), "equipe")
    assert visit.field("team-name").value == "Les Peupliers"


@pytest.mark.parametrize("key", ["inconnu", "../../etc/passwd", "' OR 1=1 --", "é" * 300])
def test_key_that_opens_nothing(key: str) -> None:
    visit = Visit(key)
    assert "Ce lien n’ouvre aucun dossier" in visit.alerts
    assert visit.key == ""
    assert "Ce lien n’ouvre aucun dossier" not in visit.run().alerts


def test_key_that_opens_nothing_leaves_the_open_dossier_alone(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"), "equipe")
    key = visit.key
    visit.at.query_params["dossier"] = "inconnu"
    visit.run()
    assert "Ce lien n’ouvre aucun dossier" in visit.alerts
    assert visit.key == key
    assert visit.field("team-name").value == "Les Peupliers"


def test_dossier_erased_elsewhere(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"), "equipe")
    store().erase(visit.key)
    visit.run()
    assert "Ce lien n’ouvre aucun dossier" in visit.alerts
    assert visit.key == ""
    assert visit.field("team-name").value == ""


# --- code -----------------------------------------------------------------------------------------
def test_code_opens_the_dossier(key_of) -> None:
    key = key_of("equipe_partielle")
    shown = store().open(key).readable_code
    assert shown in Visit(key).text
    for typed in (shown, shown.lower().replace("-", " "), shown.replace("-", "")):
        visit = _by_code(Visit(), typed)
        assert "Votre dossier est ouvert" in visit.alerts
        assert visit.key == key
        assert visit.dossier.team.name == "Les Peupliers"


def test_wrong_code(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    key = visit.key
    _by_code(visit, "ABCD-EFGH-JKLM")
    assert "Ce code n’ouvre aucun dossier" in visit.alerts
    assert visit.key == key


def test_empty_code() -> None:
    assert "Tapez d’abord votre code" in _by_code(Visit(), "  ").alerts


def test_too_many_attempts(key_of) -> None:
    key = key_of("equipe_partielle")
    visit = Visit()
    for _ in range(DOSSIER_CODES.most):
        assert "Ce code n’ouvre aucun dossier" in _by_code(visit, "ABCD-EFGH-JKLM").alerts
    good = store().open(key).code
    assert "Trop d’essais" in _by_code(visit, good).alerts
    assert visit.key == ""
    assert Visit(key).key == key, "the address still opens"


# --- file -----------------------------------------------------------------------------------------
def test_file_opens_in_a_new_dossier(key_of) -> None:
    key = key_of("equipe_partielle")
    visit = _by_file(Visit(key), COMPLETE)
    assert "nouveau dossier" in visit.alerts
    assert visit.key not in {"", key}
    assert visit.dossier.team.name == "Les Tilleuls"
    assert store().open(key).dossier.team.name == "Les Peupliers"


def test_file_that_the_tool_made_gives_the_same_dossier(key_of) -> None:
    before = store().open(key_of("equipe_complete")).dossier
    visit = _by_file(Visit(), to_json(before).encode())
    stamps = {"content_version": "", "identity": ""}
    assert visit.dossier.changed(**stamps) == before.changed(**stamps)


def test_a_file_keeps_its_identity_so_that_it_counts_once() -> None:
    visit = Visit()
    visit.open("equipe").answer("team-name", "Les Tilleuls")
    first = visit.dossier
    assert first.identity
    again = _by_file(Visit(), to_json(first).encode())
    assert again.dossier.identity == first.identity
    assert Visit().open("equipe").answer("team-name", "Les Tilleuls").dossier.identity != (
        first.identity
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "abîmé"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "abîmé"),
        (b"{", "abîmé"),
        (b"[" * 200_000, "abîmé"),
        (b'{"a": 1}', "n’est pas un dossier Premiers pas"),
        (b'{"format": "premiers-pas/dossier", "schema_version": 99}', "version plus récente"),
        (
            json.dumps(
                {"format": "premiers-pas/dossier", "schema_version": 1, "team": {"patients": -1}}
            ).encode(),
            "team.patients",
        ),
        (b'{"format":"premiers-pas/dossier","schema_version":1,"__proto__":{}}', "__proto__"),
        (b" " * (MAX_BYTES + 1), "trop gros"),
    ],
    ids=["empty", "png", "cut", "deep", "other", "newer", "value", "extra", "large"],
)
def test_file_refused_in_french_and_nothing_touched(content: bytes, said: str, key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    key, before = visit.key, visit.dossier
    _by_file(visit, content)
    assert said in visit.alerts
    assert (visit.key, visit.dossier) == (key, before)


# --- example --------------------------------------------------------------------------------------
def test_example_is_marked_and_left() -> None:
    visit = Visit().click("Explorer avec un exemple")
    assert "Vous explorez un exemple" in visit.text
    assert visit.dossier.demonstration
    example = visit.key
    visit.open("equipe")
    assert "Vous explorez un exemple" in visit.text
    assert visit.field("team-name").value == "Les Tilleuls"
    visit.answer("team-name", "Essai")
    visit.click("Quitter l’exemple")
    assert "Vous explorez un exemple" not in visit.text
    assert visit.key == ""
    with pytest.raises(UnknownDossier):
        store().open(example)


def test_example_gives_the_own_dossier_back(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    own = visit.key
    visit.click("Explorer avec un exemple")
    assert visit.key != own
    example, back = visit.key, visit.at.query_params["retour"]
    visit = Visit(example, "budget", retour=back)  # the page is reloaded
    visit.answer("budget-patients", 5000)
    visit.click("Revenir à notre dossier")
    assert visit.key == own
    assert "retour" not in visit.at.query_params
    assert visit.open("equipe").field("team-name").value == "Les Peupliers"
    assert visit.dossier.team.patients == 4000


def test_example_always_starts_full() -> None:
    one = Visit().click("Explorer avec un exemple").open("equipe").answer("team-name", "Autre")
    other = Visit().click("Explorer avec un exemple")
    assert other.key != one.key
    assert other.dossier.team.name == "Les Tilleuls"


# --- erase ----------------------------------------------------------------------------------------
def test_erasing_asks_first(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    visit.click("Effacer ce dossier")
    assert "sans retour possible" in visit.text
    assert visit.dossier.team.name == "Les Peupliers"
    visit.click("Effacer ce dossier", "Non, le garder")
    assert visit.dossier.team.name == "Les Peupliers"


def test_erasing_is_for_good(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    key = visit.key
    visit.click("Effacer ce dossier", "Oui, tout effacer")
    assert "Le dossier est effacé" in visit.alerts
    assert visit.key == ""
    with pytest.raises(UnknownDossier):
        store().open(key)
    assert visit.open("equipe").field("team-name").value == ""


# --- the PDF --------------------------------------------------------------------------------------
def test_the_pdf_of_the_roadmap_opens_as_its_file_does(key_of) -> None:
    before = forget_members(store().open(key_of("equipe_complete")).dossier)
    pdf = roadmap_pdf(results(shipped_catalog(), before, date(2026, 11, 23)))
    visit = _by_file(Visit(), pdf, "feuille-de-route.pdf")
    assert "nouveau dossier" in visit.alerts
    stamps = {"content_version": "", "identity": ""}
    assert visit.dossier.changed(**stamps) == before.changed(**stamps)


def test_a_printed_pdf_is_refused_with_what_to_do(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    key, before = visit.key, visit.dossier
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    printed = io.BytesIO()
    writer.write(printed)
    _by_file(visit, printed.getvalue(), "imprime.pdf")
    assert "Imprimer en PDF" in visit.alerts
    assert FILE_NAME in visit.alerts
    assert (visit.key, visit.dossier) == (key, before)
