"""axe-core on every page: full, light and dark, on a desk and on a phone. Nothing that is ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.browser.tool import PAGES

# As tall as the longest page: axe-core does not judge what is scrolled out of sight.
DESK, PHONE = {"width": 1280, "height": 9000}, {"width": 390, "height": 16000}
# Page and part of it (the first one without a name).
WITH_A_CHART = {("budget", ""), ("budget", "Mois par mois"), ("feuille-de-route", "")}

# Parts of pages that are not the first one shown: key of the choice, words of the part.
PARTS = {
    "prerequis": (
        ("readiness-view", "Une question à la fois"),
        ("readiness-part", "Ce que cela donne"),
        ("readiness-part", "À plusieurs"),
        ("readiness-part", "Avant et après"),
    ),
    "attentes": (
        ("card-view", "En liste"),
        ("card-part", "Comparer"),
        ("card-part", "Qui le fait"),
        ("card-part", "La charte"),
    ),
    "missions": (
        ("missions-part", "Missions à confier"),
        ("missions-part", "Est-ce que cela tient"),
    ),
    "budget": tuple(
        ("budget-part", words)
        for words in ("Mois par mois", "Statuts côte à côte", "Nos choix", "Scénarios")
    ),
    "profil": (("profile-part", "Dire ce qui compte"), ("profile-part", "Décider")),
}
SHOWN = [(page, "", "") for page in PAGES] + [
    (page, key, words) for page, parts in PARTS.items() for key, words in parts
]

# What Streamlit itself draws so, and no setting changes: rule → where (an element or what is around).
STREAMLITS_OWN: dict[str, str] = {
    # On a phone the navigation on top becomes a drawer, whose groups are lists in a list.
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems]",
    # The uploader is named although its role says that it only decorates.
    "presentation-role-conflict": "[data-testid=stFileUploader]",
    # A table wider than a phone scrolls in a box that only the browser makes reachable by Tab.
    "scrollable-region-focusable": "[data-testid=stTable]",
    # The value above a slider has the colour of the theme's buttons: in the dark theme none is both
    # light enough for a text and dark enough for the white words of a button. The keys of a shortcut
    # are drawn pale on its button; the guide lists them.
    "color-contrast": "[data-testid=stSlider], kbd",
    # Day, month and year of a date are three small targets side by side; the calendar is a large one.
    "target-size": "[data-testid=stDateInput]",
}
# Streamlit measures what fits after the window has changed.
_DRAWN_AGAIN = """() => new Promise(done => {
  let frames = 10;
  const next = () => frames-- ? requestAnimationFrame(next) : done();
  next();
})"""
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def _ours(screen: Screen, rule: str, node: dict[str, Any]) -> bool:
    if rule not in STREAMLITS_OWN:
        return True
    element = screen.page.locator(node["target"][-1]).first
    return not element.evaluate(
        "(element, around) => element.closest(around)", STREAMLITS_OWN[rule]
    )


def violations(screen: Screen) -> list[str]:
    """What axe-core finds that is ours, one line an element."""
    found = Axe().run(screen.page, options=_RULES).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} "
        f"{node['any'][0]['message'] if node['any'] else ''}"
        for rule in found
        for node in rule["nodes"]
        if _ours(screen, rule["id"], node)
    ]


@pytest.mark.parametrize(("page", "part", "words"), SHOWN)
def test_page(
    page: str, part: str, words: str, visitor: Callable[..., Screen], complete_key: str
) -> None:
    problems = {}
    for theme in ("light", "dark"):
        screen = visitor(color_scheme=theme, viewport=DESK).open(page, complete_key)
        if part:
            screen.choose(part, words)
        if (page, words) in WITH_A_CHART:
            expect(screen.page.locator(".js-plotly-plot").first).to_be_visible()
        for name, size in (("desk", DESK), ("phone", PHONE)):
            screen.page.set_viewport_size(size)
            screen.page.evaluate(_DRAWN_AGAIN)
            if found := violations(screen):
                problems[theme, name] = found
    assert not problems, "\n".join(
        f"{where}: {line}" for where, v in problems.items() for line in v
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_empty_home(theme: str, visitor: Callable[..., Screen]) -> None:
    assert not violations(visitor(color_scheme=theme, viewport=PHONE).open())


@pytest.mark.parametrize(("page", "part", "words"), SHOWN)
def test_phone_width_and_spoken_names(
    page: str, part: str, words: str, visitor: Callable[..., Screen], complete_key: str
) -> None:
    screen = visitor(viewport=PHONE).open(page, complete_key)
    if part:
        screen.choose(part, words)
    wide = screen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], "the page scrolls sideways"
    # Streamlit takes a label as it is for the name: « ** » would be read aloud.
    names = screen.page.locator("[data-testid=stMain] [aria-label]").evaluate_all(
        "found => found.map(element => element.getAttribute('aria-label'))"
    )
    marked = [name for name in names if "**" in name or ":material" in name]
    assert not marked, f"markup in {len(marked)} names, {marked[:2]}…"
