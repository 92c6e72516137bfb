"""Files that are not dossiers: a French message, and the open dossier untouched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import keep
from tests.browser.screen import Screen
from tests.browser.tool import ROOT, Server

PNG = (ROOT / "ui" / "favicon.png").read_bytes()
NAME = "dossier-premiers-pas.json"
_DOSSIER = b'{"format": "premiers-pas/dossier", "schema_version": 1, %s}'
HOSTILE = {
    "png": (PNG, "abîmé"),
    "deep": (b'{"a":' * 100_000, "abîmé"),
    "big-number": (b'{"schema_version": ' + b"9" * 100_000 + b"}", ""),
    "nan": (_DOSSIER % b'"budget": {"free_amount": NaN}', "abîmé"),
    "script": (_DOSSIER % b'"<script>document.title=1</script>": 1', "ne comprend pas"),
    "markdown": (_DOSSIER % b'"![x](https://example.org/x.png)": 1', "ne comprend pas"),
    "surrogate": (_DOSSIER % b'"team": {"patients": "\\ud800"}', "ne comprend pas"),
    "utf-16": ("{}".encode("utf-16"), "abîmé"),
    "empty": (b"", "abîmé"),
}


def _offer(screen: Screen, file: Path) -> None:
    screen.page.locator("input[type=file]").set_input_files(file)
    screen.page.get_by_role("button", name="Ouvrir ce fichier").click()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str, screen: Screen, server: Server, tmp_path: Path) -> None:
    content, said = HOSTILE[name]
    _refused(screen, server, tmp_path, content, said)


def test_file_of_fifty_megabytes(screen: Screen, server: Server, tmp_path: Path) -> None:
    _refused(screen, server, tmp_path, b" " * 50_000_000, "trop gros (50 Mo)")


def _refused(screen: Screen, server: Server, folder: Path, content: bytes, said: str) -> None:
    key = keep(server, "equipe_partielle")
    before = server.store.open(key)
    file = folder / NAME
    file.write_bytes(content)
    screen.open("", key)
    _offer(screen, file)
    alert = (
        screen.page.get_by_role("alert")
        .filter(has_text="fichier")
        .or_(screen.page.get_by_role("alert").filter(has_text="dossier"))
    )
    expect(alert.first).to_be_visible()
    if said:
        expect(alert.first).to_contain_text(said)
    assert screen.key == key
    assert server.store.open(key) == before
    assert screen.page.title() != "1"
    assert not [url for url in screen.requests if "example.org" in url]


def test_markup_in_answers_stays_text(visitor: Callable[..., Screen]) -> None:
    """What a team types is shown as typed, everywhere: no image is fetched, no script runs."""
    hostile = "![x](https://example.org/x.png) <img src=x onerror=document.title=1>"
    screen = visitor().open("feuille-de-route").fill("own-action", hostile)
    screen.page.get_by_role("button", name="Ajouter").click()
    screen.expect_text("Action ajoutée").expect_saved()
    key = screen.key
    screen.open("equipe", key).write("team-name", hostile).write("team-anchor", hostile)
    screen.open("attentes", key).choose("card-view", "En liste")
    screen.choose("card-porter-equipe", "Expert").choose("card-part", "Comparer")
    screen.write("card-decision-porter-equipe", hostile)
    screen.choose("card-part", "Qui le fait").write("card-instead-porter-equipe", hostile)
    screen.choose("card-part", "La charte").expect_text(hostile)
    screen.open("feuille-de-route", key)
    screen.choose("roadmap-view", "Avant")
    screen.expect_text(hostile)  # as an action
    expect(screen.page.locator("[data-testid=stMain] img")).to_have_count(0)
    assert screen.page.title() != "1"
    assert not [url for url in screen.requests if "example.org" in url]


def test_the_pdf_of_the_roadmap_opens_the_dossier_again(
    screen: Screen, server: Server, tmp_path: Path
) -> None:
    key = keep(server, "equipe_complete")
    screen.open("feuille-de-route", key)
    with screen.page.expect_download() as downloading:
        screen.page.get_by_role("button", name="Télécharger la feuille de route").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    screen.open("", "")
    _offer(screen, file)
    expect(screen.page.locator("[data-testid=stMain]")).to_contain_text(
        "ouvert dans un nouveau dossier"
    )
    screen.settled()
    reopened = server.store.open(screen.key).dossier
    original = server.store.open(key).dossier
    assert screen.key != key
    assert (reopened.team, reopened.budget) == (original.team, original.budget)
    assert reopened.actions == original.actions
    assert reopened.members == {}  # the individual answers stay out of the PDF
