"""The server dies without a word: everything that was said to be saved is there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.browser.tool import Server


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "donnees").start()
    yield server
    server.kill()


def test_killed_in_the_middle_of_answers(visitor: Callable[..., Screen], mortal: Server) -> None:
    screen = visitor(on=mortal).open("equipe")
    shown = {"team-name": "Les Érables", "team-territory": "Bourg-en-Plaine", "note": "Deux sites."}
    for key, text in shown.items():
        screen.write(key, text).expect_saved()
    for number in range(20, 30):
        screen.write("team-professionals", str(number)).expect_saved()
        shown["team-professionals"] = str(number)
    # One more answer is on its way when the server dies: it may be kept or not, nothing else moves.
    screen.field("team-anchor").locator("input").fill("Inès")
    screen.page.keyboard.press("Enter")
    mortal.kill()

    mortal.start()
    screen.reload()
    for key, text in shown.items():
        screen.expect_value(key, text)
    screen.expect_saved()
    screen.write("team-federation", "La fédération")  # and work goes on
    assert mortal.store.open(screen.key).dossier.team.federation_contact == "La fédération"


def test_page_left_open_while_the_server_restarts_keeps_the_next_answer(
    visitor: Callable[..., Screen], mortal: Server
) -> None:
    screen = visitor(on=mortal).open("prerequis")
    screen.choose("readiness-sensibiliser-temps", "Je ne sais pas").expect_saved()
    key = screen.key
    app, connection = screen.page.get_by_test_id("stApp"), "data-test-connection-state"
    mortal.kill()
    expect(app).not_to_have_attribute(connection, "CONNECTED")
    before = screen.runs
    mortal.start()  # the browser looks for it, less and less often
    expect(app).to_have_attribute(connection, "CONNECTED", timeout=30_000)
    screen.wait_run(before)  # the page wakes its new session by itself
    checked = screen.field("readiness-sensibiliser-temps").get_by_role("radio", checked=True)
    expect(checked).to_have_count(1)
    screen.choose("readiness-sensibiliser-exercice-coordonne", "Je ne sais pas").expect_saved()
    assert screen.key == key
    assert len(mortal.store.open(key).dossier.readiness) == 2
