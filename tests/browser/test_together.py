"""Four people answer alone, each on their own screen; the leader puts their files together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.screen import Screen
from tests.browser.tool import Server

FACTS = (  # of the first question of the questionnaire, levels 0 and 2
    "Nous n’en avons jamais parlé",
    "Une rencontre sur ce sujet",
)
QUESTION = "readiness-sensibiliser-exercice-coordonne"
OTHER = "readiness-sensibiliser-temps"


def _download(page: Page, button: str, target: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(target)
    return target


def _answers_of(screen: Screen, fact: str, file: Path) -> Path:
    screen.open("prerequis").choose(QUESTION, fact).choose(OTHER, "Je ne sais pas").expect_saved()
    screen.choose("readiness-part", "À plusieurs")
    return _download(screen.page, "Télécharger mes réponses", file)


def test_from_four_screens_to_the_team_s_answer(
    visitor: Callable[..., Screen], server: Server, tmp_path: Path
) -> None:
    files = [_answers_of(visitor(), FACTS[i > 0], tmp_path / f"membre-{i}.json") for i in range(4)]
    leader = visitor().open("equipe").write("team-name", "Les Érables").expect_saved()
    leader.open("prerequis", leader.key).choose("readiness-part", "À plusieurs")
    uploader = leader.page.locator("input[type=file]").first
    uploader.set_input_files(files[:3])
    expect(leader.page.get_by_text("✓ sera ajouté").first).to_be_visible()
    leader.settled().click("Ajouter 3 fichiers")
    leader.expect_text("Rien n’est montré en dessous de 4 réponses")

    leader.page.locator("input[type=file]").first.set_input_files([files[0], files[3]])
    expect(leader.page.get_by_text("déjà ajouté").first).to_be_visible()
    leader.settled().click("Ajouter 2 fichiers")
    dossier = server.store.open(leader.key).dossier
    assert len(dossier.members) == 4  # the first one sent twice counts once
    assert dossier.readiness == {}  # nothing is taken over by itself

    # 0, 2, 2, 2: three of four near 2, nobody at 3.
    leader.expect_text("✓ accord").click("Reprendre l’accord")
    assert (
        server.store.open(leader.key).dossier.readiness[QUESTION.removeprefix("readiness-")].level
        == 2
    )
    leader.choose("readiness-part", "Répondre")
    expect(leader.field(QUESTION).get_by_role("radio", checked=True)).to_have_count(1)
    leader.expect_text("4 réponses : accord")
