"""The cards placed one at a time: by keyboard, by finger, quickly, and while nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from premierspas.content import shipped_catalog
from premierspas.content.models import Way
from tests.browser.screen import Screen, plain
from tests.browser.test_accessibility import DESK, PHONE, violations
from tests.browser.test_keyboard import _tab_to
from tests.browser.tool import Server

CATALOG = shipped_catalog()
CARDS = CATALOG.expectations.cards
THEME = CATALOG.expectations.themes[0]
IN_THEME = CATALOG.cards_of(THEME.id)
SMALLEST = 44  # CSS pixels that a finger needs
WAYS = list(Way)

# The element with the focus inside the component; none when the focus is elsewhere.
_FOCUSED = """() => {
  const inside = document.activeElement.shadowRoot?.activeElement;
  return inside ? inside.className + ' ' + inside.textContent : '';
}"""


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "donnees").start()
    yield server
    server.kill()


def cards(screen: Screen) -> Locator:
    return screen.field("cards")


def way_button(screen: Screen, way: Way) -> Locator:
    group = cards(screen).get_by_role("group", name="Qui le fait")
    return group.get_by_role("button", name=CATALOG.way[way].label)


def expect_on_top(screen: Screen, task: str) -> None:
    expect(cards(screen).locator("#task")).to_have_text(task)


def expect_spoken(screen: Screen, words: str) -> None:
    spoken = cards(screen).locator(".spoken")
    assert spoken.get_attribute("role") == "status"
    expect(spoken).to_have_text(words)  # no-break spaces are spaces here


def focused(screen: Screen) -> str:
    found: str = screen.page.evaluate(_FOCUSED)
    return plain(found).replace("✓ ", "")


def ways_saved(screen: Screen, server: Server) -> dict[str, Any]:
    return {card: p.way for card, p in server.store.open(screen.key).dossier.expectations.items()}


def wait_saved(screen: Screen, server: Server, wanted: dict[str, Way]) -> None:
    """Wait until the database holds ``wanted``: as many runs as it takes."""
    screen.page.wait_for_url("**dossier=*")  # of a new dossier, the key comes with the first card
    before = screen.runs
    while ways_saved(screen, server) != wanted:
        screen.wait_run(before)
        before = screen.runs
    screen.expect_saved()


# --- by keyboard ----------------------------------------------------------------------------------
def test_a_whole_theme_by_keyboard_only(screen: Screen, server: Server) -> None:
    screen.open("attentes")
    keyboard = screen.page.keyboard
    expect_on_top(screen, CARDS[0].task)
    _tab_to(screen, cards(screen))
    assert focused(screen).endswith("Coordinateur")
    ring = screen.page.evaluate(
        "getComputedStyle(document.activeElement.shadowRoot.activeElement).outlineStyle"
    )
    assert ring == "solid"
    for _ in range(6):  # the four other ways, « Précédente », the choice of the theme
        keyboard.press("Tab")
    keyboard.press("ArrowDown")
    expect(cards(screen).get_by_role("combobox", name="Cartes à trier")).to_have_value(THEME.id)
    for _ in range(6):
        keyboard.press("Shift+Tab")

    wanted: dict[str, Way] = {}
    for place, card in enumerate(IN_THEME):
        expect_on_top(screen, card.task)
        before = focused(screen)
        way = WAYS[place % len(WAYS)]
        keyboard.press("ArrowRight")
        keyboard.press("ArrowLeft")  # there and back: on top again
        with screen.run():
            if place % 2:
                keyboard.press(f"Digit{WAYS.index(way) + 1}")
            else:  # go to the button of the way and press it
                while not focused(screen).endswith(CATALOG.way[way].label):
                    keyboard.press("Tab")
                keyboard.press("Enter")
                before = focused(screen)
        wanted[card.id] = way
        assert focused(screen) == before, "the focus went elsewhere"
        if place % 2 == 0:  # back to the first way for the next cards
            while not focused(screen).endswith("Coordinateur"):
                keyboard.press("Shift+Tab")
    wait_saved(screen, server, wanted)
    expect_spoken(
        screen,
        f"Placée : {CATALOG.way[WAYS[(len(IN_THEME) - 1) % 5]].label}. {len(IN_THEME)} cartes sur "
        f"{len(IN_THEME)}. Toutes les cartes de ce thème sont placées. Choisissez-en un autre sous "
        "les réponses.",
    )


def test_the_digits_of_a_french_keyboard_place_without_shift(
    screen: Screen, server: Server
) -> None:
    screen.open("attentes")
    way_button(screen, Way.COORDINATOR).focus()
    with screen.run():  # the key of « 3 » types « " » there
        screen.page.evaluate(
            """() => document.activeElement.shadowRoot.activeElement.dispatchEvent(
              new KeyboardEvent("keydown", {code: "Digit3", key: '"', bubbles: true}))"""
        )
    wait_saved(screen, server, {CARDS[0].id: Way.TOGETHER})


def test_what_is_placed_is_said_and_the_next_card_comes(screen: Screen) -> None:
    screen.open("attentes")
    with screen.run():
        way_button(screen, Way.TOGETHER).press("Enter")
    expect_on_top(screen, CARDS[1].task)
    expect_spoken(
        screen, f"Placée : Ensemble. 1 carte sur {len(CARDS)}. Carte suivante : {CARDS[1].task}"
    )
    expect(cards(screen).locator("#where")).to_have_text(f"Carte 2 sur {len(CARDS)} · ○ à placer")
    assert focused(screen).endswith("Ensemble")
    expect(way_button(screen, Way.TOGETHER)).to_have_attribute("aria-pressed", "false")
    cards(screen).get_by_role("button", name="Précédente").click()
    expect_on_top(screen, CARDS[0].task)
    expect(way_button(screen, Way.TOGETHER)).to_have_attribute("aria-pressed", "true")
    expect_spoken(screen, f"{CARDS[0].task}. Carte 1 sur {len(CARDS)} · ✓ placée : Ensemble")


def test_a_placed_card_comes_back_from_its_pile_and_is_changed(
    screen: Screen, server: Server
) -> None:
    screen.open("attentes")
    with screen.run():
        way_button(screen, Way.COORDINATOR).click()
    pile = cards(screen).locator("details").first
    expect(pile.locator("summary")).to_contain_text("1 carte")
    pile.locator("summary").press("Enter")
    pile.get_by_role("button", name=CARDS[0].task).press("Enter")
    expect_on_top(screen, CARDS[0].task)
    assert focused(screen).startswith("card ")
    with screen.run():
        screen.page.keyboard.press("2")
    wait_saved(screen, server, {CARDS[0].id: Way.LEADERS})
    expect(pile.locator("summary")).to_contain_text("0 carte")
    assert focused(screen).startswith("card ")
    expect_on_top(screen, CARDS[1].task)


def test_what_another_person_placed_appears(visitor: Callable[..., Screen], server: Server) -> None:
    one = visitor().open("attentes")
    with one.run():
        way_button(one, Way.COORDINATOR).click()
    wait_saved(one, server, {CARDS[0].id: Way.COORDINATOR})
    other = visitor().open("attentes", one.key)
    expect_on_top(other, CARDS[1].task)
    with other.run():
        way_button(other, Way.EXPERT).click()
    cards(one).get_by_role("button", name="Suivante").click()
    with one.run():
        way_button(one, Way.UNKNOWN).click()
    experts = cards(one).locator("details").nth(3)
    expect(experts.get_by_role("button", include_hidden=True)).to_have_text([CARDS[1].task])


# --- by finger ------------------------------------------------------------------------------------
def test_a_theme_by_finger_on_a_phone(visitor: Callable[..., Screen], server: Server) -> None:
    screen = visitor(viewport=PHONE, has_touch=True, is_mobile=True).open("attentes")
    cards(screen).get_by_role("combobox").select_option(THEME.id)
    for card in IN_THEME:
        expect_on_top(screen, card.task)
        way_button(screen, Way.EXPERT).tap()
    wait_saved(screen, server, {card.id: Way.EXPERT for card in IN_THEME})
    cards(screen).locator("summary").nth(3).tap()
    wide = screen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], "the page scrolls sideways"
    targets = cards(screen).locator("button:visible, summary:visible, select:visible").all()
    assert len(targets) == 5 + 2 + 1 + 5 + len(IN_THEME)
    for target in targets:
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= SMALLEST, target.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]


@pytest.mark.parametrize(("wish", "moving"), [("reduce", 0), ("no-preference", 1)])
def test_cards_move_only_for_who_wants_it(
    visitor: Callable[..., Screen], wish: str, moving: int
) -> None:
    screen = visitor(reduced_motion=wish).open("attentes")
    card = cards(screen).locator(".card")
    found = card.evaluate(
        """card => {
          card.getRootNode().querySelector('.next').click();
          return card.getAnimations().length;
        }"""
    )
    assert found == moving


# --- every part of the page -----------------------------------------------------------------------
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK["width"], PHONE["width"]])
def test_every_part_is_accessible(
    visitor: Callable[..., Screen], complete_key: str, theme: str, width: int
) -> None:
    whole = {"width": width, "height": 8000}  # axe leaves out what is scrolled away
    screen = visitor(color_scheme=theme, viewport=whole).open("attentes", complete_key)
    cards(screen).locator("summary").first.click()
    found = {"cards": violations(screen)}
    found["list"] = violations(screen.choose("card-view", "En liste"))
    for part in ("Comparer", "Qui le fait", "La charte"):
        screen.choose("card-part", part)
        found[part] = violations(screen)
        wide = screen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, part
    assert not any(found.values()), found


# --- nothing is lost ------------------------------------------------------------------------------
def test_two_cards_placed_at_once_are_both_saved(screen: Screen, server: Server) -> None:
    screen.open("attentes")
    way_button(screen, Way.LEADERS).evaluate("button => { button.click(); button.click(); }")
    wait_saved(screen, server, {CARDS[0].id: Way.LEADERS, CARDS[1].id: Way.LEADERS})


def test_cards_placed_faster_than_the_page_runs_are_all_saved(
    screen: Screen, server: Server
) -> None:
    screen.open("attentes")
    way_button(screen, Way.COORDINATOR).focus()
    wanted = {}
    for place, card in enumerate(CARDS):
        screen.page.keyboard.press(str(place % 5 + 1))
        wanted[card.id] = WAYS[place % 5]
    wait_saved(screen, server, wanted)
    expect(cards(screen).locator(".finished")).to_contain_text("Toutes les cartes sont placées")
    assert "script-error" not in server.log


def test_a_card_placed_just_before_leaving_the_page_is_saved(
    screen: Screen, server: Server
) -> None:
    screen.open("attentes")
    way_button(screen, Way.LEADERS).click()
    screen.page.get_by_role("button", name="Continuer").click()
    screen.at("De quelles missions").expect_saved()
    assert ways_saved(screen, server) == {CARDS[0].id: Way.LEADERS}


def _connection(screen: Screen) -> tuple[Locator, str, str]:
    return screen.page.get_by_test_id("stApp"), "data-test-connection-state", "CONNECTED"


def _down(screen: Screen, server: Server) -> None:
    """The server dies, and the page has seen it."""
    server.kill()
    app, state, connected = _connection(screen)
    expect(app).not_to_have_attribute(state, connected)


def _back(screen: Screen, server: Server) -> None:
    """The server starts again, and the page has found it."""
    server.start()
    app, state, connected = _connection(screen)
    # The browser looks for it, less and less often.
    expect(app).to_have_attribute(state, connected, timeout=30_000)


def test_cards_placed_while_the_server_is_down_arrive_when_it_is_back(
    visitor: Callable[..., Screen], mortal: Server
) -> None:
    screen = visitor(on=mortal).open("attentes")
    with screen.run():
        way_button(screen, Way.COORDINATOR).click()
    wanted = {CARDS[0].id: Way.COORDINATOR}
    wait_saved(screen, mortal, wanted)
    key = screen.key
    _down(screen, mortal)
    for card, way in ((CARDS[1], Way.TOGETHER), (CARDS[2], Way.EXPERT)):
        way_button(screen, way).evaluate("button => button.click()")
        wanted[card.id] = way
    expect(cards(screen).locator(".late")).to_contain_text("2 cartes ne sont pas encore enreg")
    expect_on_top(screen, CARDS[3].task)

    _back(screen, mortal)
    wait_saved(screen, mortal, wanted)
    assert screen.key == key
    expect(cards(screen).locator(".late")).to_be_empty()
    with screen.run():
        way_button(screen, Way.LEADERS).click()  # and work goes on
    wait_saved(screen, mortal, wanted | {CARDS[3].id: Way.LEADERS})


def test_the_first_card_of_all_placed_while_the_server_is_down_arrives(
    visitor: Callable[..., Screen], mortal: Server
) -> None:
    screen = visitor(on=mortal).open("attentes")
    _down(screen, mortal)
    way_button(screen, Way.TOGETHER).evaluate("button => button.click()")
    _back(screen, mortal)
    wait_saved(screen, mortal, {CARDS[0].id: Way.TOGETHER})


def test_a_card_whose_message_gets_lost_is_sent_again(screen: Screen, server: Server) -> None:
    """The connection looks fine and the server never stopped: a network that swallows."""
    lost: list[str | bytes] = []
    swallows = False

    def carry(ours: WebSocketRoute) -> None:
        theirs = ours.connect_to_server()

        def to_server(message: str | bytes) -> None:
            if swallows:
                lost.append(message)
            else:
                theirs.send(message)

        ours.on_message(to_server)

    screen.page.route_web_socket("**/_stcore/stream", carry)
    screen.open("attentes")
    swallows = True
    way_button(screen, Way.TOGETHER).click()
    expect(cards(screen).locator(".late")).to_contain_text("1 carte n’est pas encore enregistrée")
    assert lost
    swallows = False
    expect(cards(screen).locator(".late")).to_be_empty(timeout=20_000)  # less and less often too
    screen.expect_saved()
    assert ways_saved(screen, server) == {CARDS[0].id: Way.TOGETHER}


def test_a_sentence_being_written_when_the_server_stops_is_saved(
    visitor: Callable[..., Screen], mortal: Server
) -> None:
    screen = visitor(on=mortal).open("attentes")
    with screen.run():
        way_button(screen, Way.EXPERT).click()
    screen.choose("card-part", "Comparer")
    decision = screen.field(f"card-decision-{CARDS[0].id}").locator("textarea")
    decision.fill("On en reparle en mars.")
    _down(screen, mortal)
    _back(screen, mortal)
    expect(screen.field("card-topic")).to_contain_text("✓ Les autres cartes")
    expect(decision).to_have_value("On en reparle en mars.")
    saved = mortal.store.open(screen.key).dossier.expectations[CARDS[0].id]
    assert saved.decision == "On en reparle en mars."
