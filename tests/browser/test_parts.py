"""The parts of a long page: the one that is shown stays, even when its name counts what is left."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import keep
from tests.browser.screen import Screen
from tests.browser.tool import Server


def test_a_part_whose_name_counts_stays(screen: Screen, server: Server) -> None:
    screen.open("feuille-de-route", keep(server, "equipe_partielle"))
    screen.choose("roadmap-view", "Avant l’arrivée")
    shown = screen.field("roadmap-view").get_by_role("radio", name="Avant l’arrivée")
    for _ in range(2):
        with screen.run():
            screen.page.locator("[class*=st-key-action-][class*=-done] label").first.click()
        expect(shown).to_be_checked()
