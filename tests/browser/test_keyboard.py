"""Without a mouse: reach and answer a question, a card, a box, a button."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.screen import Screen
from tests.browser.tool import Server

_MOST_TABS = 80


def _tab_to(screen: Screen, target: Locator) -> None:
    """Press Tab until something inside ``target`` has the focus."""
    for _ in range(_MOST_TABS):
        screen.page.keyboard.press("Tab")
        if target.evaluate("element => element.contains(document.activeElement)"):
            return
    raise AssertionError(f"{_MOST_TABS} times Tab do not reach it")


def _focus_is_visible(screen: Screen) -> bool:
    """The element with the focus, or what is drawn for it, has an outline, a ring or a border."""
    found: bool = screen.page.evaluate(
        """() => {
          let element = document.activeElement;
          for (let up = 0; element && up < 4; up += 1, element = element.parentElement) {
            for (const part of [element, ...element.querySelectorAll('*')]) {
              const style = getComputedStyle(part);
              if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) return true;
              if (style.boxShadow !== 'none') return true;
            }
          }
          return false;
        }"""
    )
    return found


def test_answer_a_question(screen: Screen, server: Server) -> None:
    screen.open("prerequis")
    _tab_to(screen, screen.field("readiness-sensibiliser-exercice-coordonne"))
    assert _focus_is_visible(screen)
    with screen.run():
        screen.page.keyboard.press("Space")
    with screen.run():
        screen.page.keyboard.press("ArrowDown")
    screen.expect_saved()
    readiness = server.store.open(screen.key).dossier.readiness
    assert readiness["sensibiliser-exercice-coordonne"].level == 1


def test_the_focus_stays_where_it_was(screen: Screen) -> None:
    screen.open("prerequis")
    question = screen.field("readiness-sensibiliser-exercice-coordonne")
    _tab_to(screen, question)
    with screen.run():
        screen.page.keyboard.press("Space")
    assert question.evaluate("element => element.contains(document.activeElement)")


def test_place_a_card_in_the_list(screen: Screen, server: Server) -> None:
    screen.open("attentes").choose("card-view", "En liste")
    card = screen.field("card-connaitre-equipe").get_by_role("radiogroup")
    _tab_to(screen, card)
    assert _focus_is_visible(screen)
    screen.page.keyboard.press("ArrowRight")
    with screen.run():
        screen.page.keyboard.press("Space")
    screen.expect_saved()
    assert server.store.open(screen.key).dossier.expectations["connaitre-equipe"].way is not None


def test_tick_a_box_and_go_on(screen: Screen, server: Server) -> None:
    screen.open("missions")
    _tab_to(screen, screen.field("missions-part"))
    with screen.run():
        screen.page.keyboard.press("ArrowRight")
    _tab_to(screen, screen.field("mission-organiser-reunions"))
    with screen.run():
        screen.page.keyboard.press("Space")
    screen.expect_saved()
    assert server.store.open(screen.key).dossier.missions["organiser-reunions"].kept
    _tab_to(screen, screen.page.get_by_role("button", name="Continuer"))
    screen.page.keyboard.press("Enter")
    screen.at("Quelles qualités")
