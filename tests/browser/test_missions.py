"""The missions in a browser: an emptied number is our guess again, every part is accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.browser.test_accessibility import DESK, PHONE, violations
from tests.browser.tool import Server

HOURS = "mission-hours-organiser-reunions"
PARTS = ("Nos tâches", "Missions à confier", "Est-ce que cela tient")


def test_an_emptied_number_is_our_guess_again(screen: Screen, server: Server) -> None:
    screen.open("missions").choose("missions-part", PARTS[1]).tick("mission-organiser-reunions")
    screen.expect_value(HOURS, "1.5").write(HOURS, "4").expect_value(HOURS, "4.0")
    expect(screen.field(HOURS)).to_contain_text("votre chiffre")
    assert server.store.open(screen.key).dossier.missions["organiser-reunions"].hours_per_week == 4
    screen.write(HOURS, "").expect_value(HOURS, "1.5")
    expect(screen.field(HOURS)).to_contain_text("notre estimation, à corriger")
    choice = server.store.open(screen.key).dossier.missions["organiser-reunions"]
    assert (choice.kept, choice.hours_per_week) == (True, None)


def test_the_box_keeps_the_focus_when_its_fields_come(screen: Screen) -> None:
    screen.open("missions").choose("missions-part", PARTS[1])
    box = screen.field("mission-organiser-reunions")
    box.locator("input").focus()
    with screen.run():
        screen.page.keyboard.press("Space")
    expect(screen.field(HOURS)).to_be_visible()
    assert box.evaluate("element => element.contains(document.activeElement)")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_part_is_accessible(
    theme: str, size: dict[str, int], visitor: Callable[..., Screen], complete_key: str
) -> None:
    screen = visitor(color_scheme=theme, viewport=size).open("missions", complete_key)
    for part in PARTS[1:]:
        screen.choose("missions-part", part)
        assert not violations(screen), part
        wide = screen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{part} scrolls sideways"
