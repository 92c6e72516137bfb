"""The participant's page in a real browser: a bad network, two tabs, a facilitator who moves on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from premierspas.content import Catalog
from premierspas.content.models import VoteKind
from premierspas.workshop import running
from tests.browser.tool import Server
from tests.phone.room import Room

SIZE = {"width": 390, "height": 844}
_TIMEOUT = 20_000  # ms; only reached when something is broken
SAVED = "✓ Enregistré"
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""

Phones = Callable[..., Page]


@pytest.fixture
def room(server: Server, catalog: Catalog) -> Iterator[Room]:
    """A workshop of its own on the server of the module."""
    store = server.store
    yield Room(store, catalog)
    store.engine.dispose()


@pytest.fixture
def phones(browser: Browser, server: Server, room: Room) -> Iterator[Phones]:
    """Make a new phone that has opened the workshop (nothing shared with another)."""
    contexts: list[BrowserContext] = []

    def phone(**options: Any) -> Page:
        context = browser.new_context(
            **{"locale": "fr-FR", "viewport": SIZE, "base_url": server.url} | options
        )
        context.set_default_timeout(_TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        page.goto(room.path)
        return page

    yield phone
    for context in contexts:
        context.close()


def status(page: Page, text: str) -> None:
    """Wait until the line at the bottom says ``text``."""
    expect(page.locator("#status")).to_contain_text(text, timeout=_TIMEOUT)


def radio(page: Page, field: str, option: str) -> Any:
    return page.locator(f'[name="{field}"][value="{option}"]')


def at(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=_TIMEOUT)


# --- answering ------------------------------------------------------------------------------------
def test_an_answer_is_saved_at_once_and_a_reload_keeps_it(room: Room, phones: Phones) -> None:
    room.ask(VoteKind.READINESS)
    page = phones()
    first, second = room.keys(VoteKind.READINESS)[:2]
    radio(page, f"{first}~1", "2").check()
    status(page, SAVED)
    assert room.tally(first) == {"2": 1}
    page.reload()
    expect(radio(page, f"{first}~1", "2")).to_be_checked()
    radio(page, f"{first}~1", "3").check()
    radio(page, f"{second}~1", "0").check()
    status(page, SAVED)
    assert (room.tally(first), room.tally(second)) == ({"3": 1}, {"0": 1})


def test_the_whole_questionnaire_without_a_script(room: Room, phones: Phones) -> None:
    room.ask(VoteKind.READINESS)
    page = phones(java_script_enabled=False)
    keys = room.keys(VoteKind.READINESS)
    while (groups := page.get_by_role("group")).count():
        for group in groups.all():
            group.get_by_role("radio").first.check()
        page.get_by_role("button").click()
    expect(page.locator(".done")).to_contain_text(
        f"✓ C’est enregistré : {len(keys)} sur {len(keys)}"
    )
    assert all(room.tally(key) == {"0": 1} for key in keys)
    page.get_by_role("navigation").get_by_role("link").first.click()
    expect(radio(page, f"{keys[0]}~1", "0")).to_be_checked()


def test_a_phone_without_a_script_sees_the_next_question(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.WORD)
    page = phones(java_script_enabled=False)
    page.get_by_role("textbox").fill("lien")
    page.get_by_role("button").click()
    expect(page.locator(".done")).to_be_visible()
    room.do(running.close(["mot"])).ask(VoteKind.PROFILE)
    expect(page.get_by_role("group")).to_be_visible(timeout=_TIMEOUT)  # it asks again by itself


def test_points_are_counted_while_they_are_given(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.WEIGHTS)
    page = phones()
    boxes = page.get_by_role("spinbutton")
    boxes.nth(0).fill("60")
    expect(page.locator(".left")).to_have_text("→ Il en reste 40.")
    boxes.nth(1).fill("70")
    expect(page.locator(".left")).to_have_text("▲ 30 de trop.")
    status(page, "▲ Vous avez donné 130 points")
    boxes.nth(1).fill("40")
    expect(page.locator(".left")).to_have_text("✓ Tout est réparti.")
    status(page, SAVED)
    page.reload()
    expect(boxes.nth(1)).to_have_value("40")


def test_a_double_tap_counts_once(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.PROFILE)
    page = phones()
    first = page.get_by_role("radio").first
    first.dblclick()
    status(page, SAVED)
    page.get_by_role("button").dblclick()
    expect(page.locator(".done")).to_be_visible()
    assert sum(room.tally("profil").values()) == 1


# --- a bad network --------------------------------------------------------------------------------
def test_airplane_mode_loses_nothing_and_counts_nothing_twice(room: Room, phones: Phones) -> None:
    room.ask(VoteKind.READINESS)
    page = phones()
    keys = room.keys(VoteKind.READINESS)[:2]
    page.context.set_offline(True)
    for key in keys:
        radio(page, f"{key}~1", "1").check()
    status(page, "▲ Pas encore envoyé")
    page.get_by_role("button").click()  # does not lead to the browser's own page
    expect(radio(page, f"{keys[0]}~1", "1")).to_be_checked()
    radio(page, f"{keys[0]}~1", "2").check()
    assert not room.tally(keys[0])
    page.context.set_offline(False)
    status(page, SAVED)
    assert [room.tally(key) for key in keys] == [{"2": 1}, {"1": 1}]


def test_what_did_not_leave_survives_the_page(room: Room, phones: Phones) -> None:
    """Closed while offline, opened again later."""
    room.ask(VoteKind.READINESS)
    page = phones()
    (key,) = room.keys(VoteKind.READINESS)[:1]
    page.context.set_offline(True)
    radio(page, f"{key}~1", "1").check()
    status(page, "▲ Pas encore envoyé")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(room.path)
    status(again, SAVED)
    expect(radio(again, f"{key}~1", "1")).to_be_checked()
    assert room.tally(key) == {"1": 1}


def test_the_database_comes_back(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.WORD)
    page = phones()
    with room.database_away():
        page.get_by_role("textbox").fill("lien")
        status(page, "▲ Pas encore envoyé")
    status(page, SAVED)
    assert room.tally("mot") == {"lien": 1}


def test_two_tabs_are_one_person(room: Room, phones: Phones) -> None:
    room.ask(VoteKind.READINESS)
    one = phones()
    other = one.context.new_page()
    other.goto(room.path)
    first, second = room.keys(VoteKind.READINESS)[:2]
    radio(one, f"{first}~1", "1").check()
    status(one, SAVED)
    radio(other, f"{second}~1", "1").check()
    radio(other, f"{first}~1", "2").check()
    status(other, SAVED)
    one.reload()
    expect(radio(one, f"{first}~1", "2")).to_be_checked()
    assert (room.tally(first), room.tally(second)) == ({"2": 1}, {"1": 1})


def test_an_older_answer_of_another_tab_does_not_come_back(room: Room, phones: Phones) -> None:
    """One tab waits with an answer; the person changes it in the other."""
    room.ask(VoteKind.READINESS)
    one = phones()
    other = one.context.new_page()
    other.goto(room.path)
    (key,) = room.keys(VoteKind.READINESS)[:1]
    one.route("**/*", lambda route: route.abort())
    radio(one, f"{key}~1", "1").check()
    status(one, "▲ Pas encore envoyé")
    radio(other, f"{key}~1", "2").check()
    status(other, SAVED)
    one.unroute("**/*")
    status(one, SAVED)
    expect(radio(one, f"{key}~1", "2")).to_be_checked()
    assert room.tally(key) == {"2": 1}


def test_a_lost_cookie_is_replaced(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.WORD)
    page = phones()
    page.context.clear_cookies()
    page.get_by_role("textbox").fill("lien")
    status(page, SAVED)
    assert room.tally("mot") == {"lien": 1}


# --- following the facilitator --------------------------------------------------------------------
def test_the_page_follows_the_facilitator(room: Room, phones: Phones) -> None:
    page = phones()
    expect(page.locator("#main")).to_contain_text("L’atelier n’a pas commencé")
    room.start()
    at(page, "Accueil")
    stages = [planned.stage for planned in room.now.workshop.plan.stages]
    room.do(running.go_to(room.catalog, stages.index("ouverture"), datetime.now(UTC)))
    room.ask(VoteKind.WORD)
    at(page, "Ouverture")
    page.get_by_role("textbox").fill("lien")
    status(page, SAVED)
    room.do(running.go_to(room.catalog, stages.index("profil"), datetime.now(UTC)))
    room.ask(VoteKind.PROFILE)
    at(page, "Profil")
    page.get_by_role("radio").first.check()
    status(page, SAVED)
    room.do(running.reveal(["profil"]))
    expect(page.locator("#main")).to_contain_text("Rien à répondre", timeout=_TIMEOUT)
    room.do(running.revote(["profil"]))
    expect(page.get_by_role("radio").first).not_to_be_checked(timeout=_TIMEOUT)
    room.do(running.set_field("published", True)).do(running.finish(datetime.now(UTC)))
    expect(page.get_by_role("link", name="Emporter la feuille de route")).to_be_visible(
        timeout=_TIMEOUT
    )
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Emporter la feuille de route").click()
    assert downloading.value.suggested_filename == "feuille-de-route.pdf"


def test_who_comes_late_is_where_the_others_are(room: Room, phones: Phones) -> None:
    room.ask(VoteKind.READINESS).start().ask(VoteKind.WORD)
    page = phones()
    at(page, "Accueil")
    page.get_by_role("textbox").fill("lien")
    status(page, SAVED)


def test_closed_meanwhile_is_said(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.PROFILE)
    page = phones()
    page.context.set_offline(True)
    page.get_by_role("radio").first.check()
    status(page, "▲ Pas encore envoyé")
    room.do(running.close(["profil"]))
    page.context.set_offline(False)
    expect(page.locator("#main")).to_contain_text("Rien à répondre", timeout=_TIMEOUT)
    status(page, "▲ Cette question est close : votre réponse n’a pas été comptée.")
    assert not room.tally("profil")


def test_a_word_being_typed_is_not_lost(room: Room, phones: Phones) -> None:
    """The facilitator shares the roadmap, then opens another vote."""
    room.start().ask(VoteKind.WORD)
    page = phones()
    box = page.get_by_role("textbox")
    box.press_sequentially("co")
    room.do(running.park("un sujet"))
    version = str(room.now.version)
    expect(page.locator("body")).to_have_attribute("data-version", version, timeout=_TIMEOUT)
    box.press_sequentially("or")
    room.do(running.set_field("published", True))
    expect(page.get_by_role("link", name="Emporter")).to_be_visible(timeout=_TIMEOUT)
    expect(box).to_be_focused()
    expect(box).to_have_value("coor")
    page.keyboard.type("dination")
    expect(box).to_have_value("coordination")
    status(page, SAVED)
    room.ask(VoteKind.PROFILE)
    expect(page.get_by_role("radio").first).to_be_visible(timeout=_TIMEOUT)
    expect(box).to_have_value("coordination")
    assert room.tally("mot") == {"coordination": 1}


def test_a_phone_that_slept_catches_up(room: Room, phones: Phones) -> None:
    room.start()
    page = phones()
    with page.expect_response(lambda answer: answer.url.endswith("/etat")):
        pass
    page.evaluate(_HIDE, True)
    room.ask(VoteKind.WORD)
    page.evaluate(_HIDE, False)
    page.get_by_role("textbox").fill("lien")
    page.evaluate(_HIDE, True)  # the person locks it at once
    page.evaluate(_HIDE, False)
    status(page, SAVED)
    assert room.tally("mot") == {"lien": 1}


# --- seen and heard -------------------------------------------------------------------------------
def states(room: Room, page: Page) -> Iterator[str]:
    """Everything that a phone shows, one after the other."""

    def look(path: str = "") -> None:
        page.goto(room.path + path)
        version = str(room.now.version)  # the server may be half a second behind
        expect(page.locator("body")).to_have_attribute("data-version", version, timeout=_TIMEOUT)

    yield "before"
    room.ask(VoteKind.READINESS)
    look()
    yield "questionnaire"
    look("?p=99")
    yield "done"
    room.start().ask(VoteKind.MISSIONS)
    look()
    yield "points"
    room.ask(VoteKind.BUDGET, VoteKind.CONSENT)
    look()
    yield "consent"
    room.do(running.set_field("published", True)).do(running.finish(datetime.now(UTC)))
    look()
    yield "ended"
    page.goto("/j/?code=222222")
    yield "join"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(room: Room, phones: Phones, theme: str) -> None:
    page = phones(color_scheme=theme, viewport={"width": 390, "height": 9000})
    problems = {}
    for state in states(room, page):
        found = Axe().run(page, options=_RULES).response["violations"]
        if lines := [f"{r['id']}: {n['html'][:160]}" for r in found for n in r["nodes"]]:
            problems[state] = lines
    assert not problems


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_scrolls_sideways(room: Room, phones: Phones, width: int, zoom: int) -> None:
    page = phones(viewport={"width": width, "height": 568})
    wide = {}
    for state in states(room, page):
        # The size of text that people set in their browser: ours is relative to it.
        page.evaluate(
            "zoom => { document.documentElement.style.fontSize = 1.125 * zoom + '%'; }", zoom
        )
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[state] = found
    assert not wide


def test_keyboard_alone(room: Room, phones: Phones) -> None:
    room.start().ask(VoteKind.PROFILE)
    page = phones()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio").first).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_be_visible()
    second = room.now.workshop.asked["profil"].options[1].id
    assert room.tally("profil") == {second: 1}


def test_the_first_visit_is_light_and_silent(room: Room, browser: Browser, server: Server) -> None:
    """At most 4 requests and 30 kB as the browser counts them, nothing on its console."""
    room.ask(VoteKind.READINESS)
    context = browser.new_context(viewport=SIZE, base_url=server.url)
    page = context.new_page()
    sizes: list[float] = []
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    with page.expect_response(lambda answer: answer.url.endswith("/etat")):
        page.goto(room.path, wait_until="load")
    page.wait_for_load_state("networkidle")
    assert 0 < len(sizes) <= 4
    assert 0 < sum(sizes) <= 30_000
    assert not console
    context.close()
