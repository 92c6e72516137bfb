"""Nothing leaves the machine; the page says that it is in French; heavy parts only where needed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.browser.tool import PAGES, Server

WITH_A_CHART = {"budget", "feuille-de-route"}


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_nothing_of_anybody_else(page: str, screen: Screen, complete_key: str) -> None:
    screen.open(page, complete_key)
    if page in WITH_A_CHART:
        expect(screen.page.locator(".js-plotly-plot").first).to_be_visible()
    screen.page.wait_for_load_state("networkidle")
    hosts = {urlsplit(url.removeprefix("blob:")).netloc for url in screen.requests}
    assert {host for host in hosts if host} == {urlsplit(screen.url).netloc}
    plotly = [url for url in screen.requests if "plotly" in url.lower()]
    assert bool(plotly) is (page in WITH_A_CHART)
    assert not screen.page.get_by_test_id("stException").count()


@pytest.mark.parametrize("page", ["accueil", "equipe"])
def test_page_says_that_it_is_in_french(page: str, screen: Screen) -> None:
    assert screen.open(page).page.get_attribute("html", "lang") == "fr"


def test_nothing_is_kept_in_the_browser(screen: Screen) -> None:
    screen.open("equipe").write("team-name", "Les Érables").expect_saved()
    kept = [
        screen.page.evaluate(f"JSON.stringify({where})")
        for where in ("localStorage", "sessionStorage")
    ]
    assert "Érables" not in "".join(kept)
    for cookie in screen.context.cookies():
        assert cookie["domain"] == "localhost"


def test_answers_and_keys_stay_out_of_the_log(
    visitor: Callable[..., Screen], server: Server
) -> None:
    screen = visitor().open("equipe").write("team-name", "Introuvable-Xyz").expect_saved()
    screen.open("", screen.key).fill("resume-code", "ABCD-EFGH-JKLM")
    screen.click("Reprendre avec ce code").expect_text("n’ouvre aucun dossier")
    for secret in ("Introuvable-Xyz", screen.key, server.store.open(screen.key).code, "ABCD-EFGH"):
        assert secret not in server.log
