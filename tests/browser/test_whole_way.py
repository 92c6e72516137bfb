"""A new team walks the whole way, leaves with its PDF, and comes back by file, code and address."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from premierspas.dossier.file import from_json
from tests.browser.screen import Screen, plain
from tests.browser.tool import Server

ARRIVAL = date.today() + timedelta(days=183)


@pytest.fixture(scope="module")
def notes() -> dict[str, str]:
    """What the first test leaves to the others: the key and the code of the dossier."""
    return {}


def test_from_home_to_the_pdf(
    screen: Screen, server: Server, tmp_path: Path, notes: dict[str, str]
) -> None:
    screen.open().go_on("Qui sommes-nous")
    screen.write("team-name", "Les Érables").expect_saved()
    screen.write("team-professionals", "10").write("team-patients", "4000")
    screen.write_day("team-arrival", ARRIVAL)

    screen.go_on("Où en sommes-nous")
    screen.choose("readiness-sensibiliser-exercice-coordonne", "Nous n’en avons jamais parlé")
    screen.choose("readiness-sensibiliser-temps", "Je ne sais pas")

    screen.reload()  # in the middle: nothing is lost
    radios = screen.field("readiness-sensibiliser-exercice-coordonne").get_by_role("radio")
    expect(radios.first).to_be_checked()
    screen.open("equipe", screen.key)
    screen.expect_value("team-name", "Les Érables")
    screen.expect_value("team-patients", "4000")
    screen.go_on("Où en sommes-nous")

    screen.go_on("Que fera, que ne fera pas")
    screen.click("Coordinateur").click("Expert extérieur")  # the first two cards
    screen.choose("card-part", "Comparer")
    screen.write("card-decision-porter-equipe", "On en reparle en mars.")

    screen.go_on("De quelles missions")
    screen.choose("task-preparer-reunions", "Personne")
    screen.choose("missions-part", "Missions à confier").tick("mission-organiser-reunions")
    screen.write("mission-hours-organiser-reunions", "4")
    screen.choose("missions-part", "Est-ce que cela tient").write("missions-days", "2")

    screen.go_on("Quelles qualités")
    screen.write("candidate", "Camille")
    level = screen.field("skill-curiosite").get_by_role("radiogroup").locator("label, button")
    with screen.run():
        level.last.click()

    screen.go_on("Quel profil")
    screen.choose("profile-part", "Dire ce qui compte").write("weight-rythme", "100")
    screen.choose("profile-part", "Décider").choose("profile-verdict", "")

    screen.go_on("Combien")
    screen.expect_text("Choisissez un statut").choose("budget-a-status", "Salarié en CDI")
    screen.expect_text("La trésorerie passe sous zéro")

    screen.go_on("Que faisons-nous lundi")
    screen.write("action-nommer-ancre-owner", "Inès, kinésithérapeute")
    screen.tick("contract-signature-avant-arrivee").expect_saved()
    notes["key"] = screen.key
    saved = server.store.open(screen.key)
    notes["code"] = saved.readable_code
    _check(saved.dossier)

    with screen.page.expect_download() as downloading:
        screen.page.get_by_role("button", name="PDF").first.click()
    download = downloading.value
    assert download.suggested_filename.endswith(".pdf")
    file = tmp_path / "feuille.pdf"
    download.save_as(file)
    reader = PdfReader(io.BytesIO(file.read_bytes()))
    text = plain(" ".join(" ".join(page.extract_text() for page in reader.pages).split()))
    assert "Les Érables" in text
    assert "18 900 €" in text  # 4 000 patients, avenant 1: (1 000 + 1 700) points × 7 €
    assert "1 145 à 1 326 €" in text  # two days a week, employed: 1 205,23 € − 5 % to + 10 %
    assert "La trésorerie passe sous zéro" in text
    assert "Inès, kinésithérapeute" in text
    assert "Nommer la personne ancre" in text
    (attached,) = (content for contents in reader.attachments.values() for content in contents)
    assert from_json(attached) == saved.dossier

    with screen.page.expect_download() as downloading:
        screen.page.get_by_role("button", name="fichier du dossier").first.click()
    kept = downloading.value
    assert kept.suggested_filename == "dossier-premiers-pas.json"
    content = Path(kept.path()).read_bytes()
    assert from_json(content) == saved.dossier
    notes["file"] = content.decode()

    screen.go_on("Que mettons-nous par écrit")
    screen.write("document-employer", "Association Les Érables")
    screen.go_on("Et après")
    screen.write("perspective-versement-aci", "En septembre.")
    screen.go_on("Premiers pas").expect_text("Votre dossier")


def _check(dossier) -> None:
    team = dossier.team
    assert (team.name, team.professionals, team.patients) == ("Les Érables", 10, 4000)
    assert team.arrival == ARRIVAL
    assert dossier.readiness["sensibiliser-exercice-coordonne"].level == 0
    assert dossier.readiness["sensibiliser-temps"].level == "unknown"
    assert dossier.expectations["connaitre-equipe"].way == "coordinateur"
    assert dossier.expectations["porter-equipe"].decision == "On en reparle en mars."
    assert dossier.tasks["preparer-reunions"] == "nobody"
    assert dossier.missions["organiser-reunions"].hours_per_week == 4
    assert dossier.skills["curiosite"] == 3
    assert dossier.profile.weights == {"rythme": 100}
    assert dossier.profile.verdict is not None
    assert (dossier.budget.main.days_per_week, dossier.budget.main.status) == (2, "cdi")
    assert dossier.actions["nommer-ancre"].owner == "Inès, kinésithérapeute"
    assert dossier.contract == {"signature-avant-arrivee": True}


def _went_before(notes: dict[str, str]) -> None:
    if "file" not in notes:
        pytest.fail("the way above did not reach its end")


def test_another_browser_resumes_from_the_file(
    visitor: Callable[..., Screen], server: Server, notes: dict[str, str]
) -> None:
    _went_before(notes)
    screen = visitor().open()
    with screen.run():
        screen.page.locator("input[type=file]").set_input_files(
            {"name": "dossier-premiers-pas.json", "mimeType": "application/json",
             "buffer": notes["file"].encode()}
        )  # fmt: skip
    screen.click("Ouvrir ce fichier").expect_text("nouveau dossier")
    assert screen.key not in {"", notes["key"]}
    _check(server.store.open(screen.key).dossier)


def test_another_browser_resumes_from_the_code(
    visitor: Callable[..., Screen], notes: dict[str, str]
) -> None:
    _went_before(notes)
    screen = visitor().open().fill("resume-code", notes["code"].lower())
    screen.click("Reprendre avec ce code").expect_text("Votre dossier est ouvert")
    assert screen.key == notes["key"]
    screen.open("equipe", screen.key)
    screen.expect_value("team-name", "Les Érables")


def test_another_browser_resumes_from_the_address(
    visitor: Callable[..., Screen], notes: dict[str, str]
) -> None:
    _went_before(notes)
    screen = visitor().open("feuille-de-route", notes["key"])
    screen.expect_value("action-nommer-ancre-owner", "Inès, kinésithérapeute")


def test_two_browsers_see_each_other(visitor: Callable[..., Screen], server: Server) -> None:
    one = visitor().open("equipe").write("team-name", "Les Érables").expect_saved()
    other = visitor().open("equipe", one.key)
    other.expect_value("team-name", "Les Érables")
    one.write("team-patients", "4000")
    other.write("team-professionals", "10")
    other.expect_value("team-patients", "4000")
    team = server.store.open(one.key).dossier.team
    assert (team.name, team.patients, team.professionals) == ("Les Érables", 4000, 10)


def test_erase_with_confirmation(screen: Screen) -> None:
    screen.open("equipe").write("team-name", "À effacer").expect_saved()
    key = screen.key
    screen.open("", key).click("Effacer ce dossier")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Non, le garder").click()
    expect(dialog).to_be_hidden()
    screen.settled().click("Effacer ce dossier")
    dialog.get_by_role("button", name="Oui, tout effacer").click()
    screen.expect_text("Le dossier est effacé")
    screen.open("equipe", key).expect_text("Ce lien n’ouvre aucun dossier")
