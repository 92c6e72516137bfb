"""The roadmap in a real browser: many actions edited in a table, with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from premierspas.dossier import Dossier
from tests.browser.screen import Screen
from tests.browser.tool import Server


def test_the_table_is_filled_with_the_keyboard(screen: Screen, server: Server) -> None:
    key = server.store.create(Dossier()).key
    screen.open("feuille-de-route", key)
    with screen.run():
        screen.page.get_by_text("Modifier dans un tableau").click()
    grid = screen.page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    canvas = grid.locator("canvas").first
    box = canvas.bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + 60, box["y"] + 52)  # the first action; then no mouse
    title = canvas.locator("[role=gridcell][aria-selected=true]").first.inner_text()
    for _ in range(2):
        screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("Enter")
    editor = screen.page.locator("textarea.gdg-input")
    expect(editor).to_be_focused()
    editor.fill("Zoé, sage-femme")
    expect(editor).to_have_value("Zoé, sage-femme")
    with screen.run():
        editor.press("Enter")
    owners = {name: a.owner for name, a in server.store.open(key).dossier.actions.items()}
    assert list(owners.values()) == ["Zoé, sage-femme"]
    screen.page.get_by_text("Modifier dans un tableau").click()
    expect(screen.field(f"action-{next(iter(owners))}-owner").locator("input")).to_have_value(
        "Zoé, sage-femme"
    )
    assert title
