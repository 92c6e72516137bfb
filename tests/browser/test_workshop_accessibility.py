"""axe-core on the screens of a workshop under way, and a facilitator without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from premierspas.content import shipped_catalog
from premierspas.content.models import Screen as WallScreen
from premierspas.workshop import running
from tests.browser.conftest import keep
from tests.browser.screen import Screen
from tests.browser.test_accessibility import violations
from tests.browser.tool import Server
from tests.browser.workshop import CARD, Prepared, at_the_silent_sorting

TALL = {"width": 1366, "height": 5000}
WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def prepared(server: Server) -> Prepared:
    return at_the_silent_sorting(server.store, keep(server, "equipe_complete"))


def facilitator(prepared: Prepared, screen: Screen) -> Screen:
    screen.page.goto(f"{screen.url}/atelier?dossier={prepared.key}&atelier={prepared.secret}")
    return screen.settled()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_facilitator_s_screens(
    theme: str, visitor: Callable[..., Screen], prepared: Prepared
) -> None:
    screen = facilitator(prepared, visitor(color_scheme=theme, viewport=TALL)).at("Tri silencieux")
    assert not violations(screen)
    catalog, now = shipped_catalog(), datetime.now(UTC)
    prepared.do(running.go_to(catalog, 4, now), running.reveal(list(prepared.held.workshop.asked)))
    screen.at("Mise en commun").expect_text("La décision")
    assert not violations(screen)
    prepared.do(running.finish(now))
    screen.at("L’atelier est terminé")
    assert not violations(screen)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_wall_s_screens(theme: str, visitor: Callable[..., Screen], prepared: Prepared) -> None:
    screen = visitor(color_scheme=theme, viewport=WALL)
    screen.page.goto(f"{screen.url}/projecteur?code={prepared.held.code}")
    screen.settled().expect_text("connecté")
    assert not violations(screen)
    prepared.do(running.reveal(list(prepared.held.workshop.asked)))
    for shown, words in (
        (WallScreen.ABAQUE, "en tête"),
        (WallScreen.QUESTION, "nuancé"),
        (WallScreen.SOURCES, "Les documents disent"),
        (WallScreen.PROFILES, "Qui cherchons-nous"),
        (WallScreen.BUDGET, "Combien"),
        (WallScreen.ACTIONS, "Que faisons-nous lundi"),
        (WallScreen.HOME, prepared.held.code[:3]),
    ):
        prepared.do(running.show(shown, CARD))
        screen.expect_text(words)
        assert not violations(screen), shown
        small = screen.page.evaluate(_SMALLEST_LETTERS)
        assert small >= 28, f"{shown}: {small} px"


# In what is drawn and has a text of its own.
_SMALLEST_LETTERS = """() => Math.min(...[...document.querySelectorAll(
  '[data-testid=stMain] :is(p, li, td, th, h1, h2, h3)')]
  .filter(e => e.checkVisibility() && e.textContent.trim())
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


def test_everything_by_keyboard(visitor: Callable[..., Screen], prepared: Prepared) -> None:
    """From an open vote to a recorded decision without a mouse."""
    screen = facilitator(prepared, visitor()).at("Tri silencieux")
    keyboard = screen.page.keyboard
    keyboard.press("Alt+f")
    screen.expect_text("Fermé, pas encore montré")
    keyboard.press("Alt+s")
    screen.at("Mise en commun")
    keyboard.press("Alt+m")
    screen.expect_text("La décision")
    sentence = screen.page.get_by_role("textbox", name="En une phrase")
    for _ in range(60):
        keyboard.press("Tab")
        if sentence.evaluate("box => box === document.activeElement"):
            break
    keyboard.type("Un leader écoute d’abord.")
    keyboard.press("Tab")
    expect(screen.page.get_by_role("button", name="Acter")).to_be_enabled()
    keyboard.press("Alt+a")
    screen.expect_text("Actée, dans le dossier")
    assert prepared.dossier.decisions[CARD].sentence == "Un leader écoute d’abord."
