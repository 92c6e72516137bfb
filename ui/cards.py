"""The cards to place one at a time: a component of ours, because Streamlit has none for it.

Its HTML, CSS and JavaScript lie beside. What the sources say never goes to the browser: neither their
view, nor their words, nor our explanation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from premierspas.content import Catalog
from premierspas.content.models import Way
from premierspas.dossier.changes import set_in_entry
from premierspas.expectations import Expectations
from ui import state

_KEY = "cards"
_RECEIVED = "cards-received"  # number of the last placement that the browser sent us
_html, _css, _js = (
    Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8")
    for kind in ("html", "css", "js")
)
_component = st.components.v2.component("premiers_pas_cards", html=_html, css=_css, js=_js)


def sort_cards(placed: Expectations) -> None:
    """All the cards, to place one at a time; each placement is saved at once."""
    sent = _component(
        data=_data(state.catalog(), placed),
        key=_KEY,
        on_placed_change=lambda: _take(st.session_state[_KEY].placed),
    ).placed
    # A session that has just begun again does not know the component yet, and calls nothing.
    if _take(sent) and not state.is_waking():  # a page that wakes runs again anyway
        st.rerun()


def _data(catalog: Catalog, placed: Expectations) -> dict[str, Any]:
    """What the browser is told."""
    texts = catalog.expectations
    return {
        "dossier": state.dossier().identity,
        "received": st.session_state.get(_RECEIVED, 0),
        "themes": [{"id": theme.id, "label": theme.label} for theme in texts.themes],
        "ways": [{"id": way.value, "label": catalog.way[way].label} for way in Way],
        "cards": [
            {"id": r.card.id, "theme": r.card.theme, "task": r.card.task, "way": r.way}
            for r in placed.cards
        ],
    }


def _take(sent: Any) -> bool:
    """Save what the browser sent, if it is news. What the database did not take is not acknowledged:
    the browser keeps it and sends it again."""
    number, placements = read(sent, state.catalog(), state.dossier().identity)
    if number <= st.session_state.get(_RECEIVED, 0):
        return False
    for card, way in placements.items():
        known = state.dossier().expectations.get(card)
        if known is None or known.way is not way:
            state.change(set_in_entry("expectations", card, "way", way))
    if state.is_saved():
        st.session_state[_RECEIVED] = number
    return True


def read(sent: Any, catalog: Catalog, dossier: str) -> tuple[int, dict[str, Way]]:
    """Number of the last placement in ``sent``, and the way of each card of ``catalog`` in it. 0 and
    nothing for what our page cannot have sent, or sent of another dossier than ``dossier`` (its
    identity; a page that was opened before the dossier was made knows none)."""
    match sent:
        case {"number": int(number), "dossier": str(of), "placed": dict(placed)} if of in (
            "",
            dossier,
        ):
            cards = {card.id for card in catalog.expectations.cards}
            return number, {
                card: Way(way) for card, way in placed.items() if card in cards and way in list(Way)
            }
    return 0, {}
