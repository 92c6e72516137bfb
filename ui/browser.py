"""Two things that only the browser can do for us: one small component each, with no look.

They rest on names that Streamlit gives to its own page; the browser tests fail when these change.
"""

from __future__ import annotations

import streamlit as st

_SCROLL = """
export default function ({ data }) {
  const page = document.querySelector('[data-testid="stMain"]');
  if (page && window.premiersPasPart !== data.part) {
    const start = data.start && page.querySelector(`.st-key-${data.start}`);
    if (start) start.scrollIntoView();
    else page.scrollTo({ top: 0 });
  }
  window.premiersPasPart = data.part;
}
"""

# A server that restarted, or a laptop that slept, leaves the page open on a session that is gone.
# The new session knows no field yet: the first answer would be taken for a start and lost. So the
# page asks for a run as soon as the connection is back, before anybody can answer, and says which
# version of the dossier it was showing.
_RECONNECT = """
export default function ({ data, setTriggerValue }) {
  window.premiersPasWake = () => setTriggerValue("shown", data.version);
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || window.premiersPasWatch) return;
  const state = () => app.getAttribute("data-test-connection-state");
  let before = state();
  window.premiersPasWatch = new MutationObserver(() => {
    const now = state();
    if (now === "CONNECTED" && before !== "CONNECTED") window.premiersPasWake();
    before = now;
  });
  window.premiersPasWatch.observe(app, { attributes: true });
}
"""
# A projector is read from eight metres: everything in Streamlit is sized by the root's letters.
_WALL = """
html { font-size: clamp(32px, 1.75vw, 60px); }
[data-testid="stHeader"], [data-testid="stToolbar"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 1rem 2rem; max-width: none; }
[data-testid="stProgress"] [role="progressbar"] > div,
[data-testid="stProgress"] [role="progressbar"] > div > div { height: 1rem; }
[data-testid="stMarkdownContainer"] p, [data-testid="stTable"] td, [data-testid="stTable"] th {
  font-size: 1rem; color: inherit;
}
h1 { padding-top: 0 !important; }
"""
_wall = st.components.v2.component("premiers_pas_wall", css=_WALL, isolate_styles=False)
_scroll = st.components.v2.component("premiers_pas_scroll", js=_SCROLL)
_reconnect = st.components.v2.component("premiers_pas_reconnect", js=_RECONNECT)


def to_top_when_changed(part: str, start: str = "") -> None:
    """Scroll to the top, or to the container of key ``start``, when ``part`` is not the one that was
    shown before: Streamlit does it for a new page, not for the next part of a long one."""
    _scroll(data={"part": part, "start": start}, key="scroll", height=0)


def as_a_wall() -> None:
    """Show this page in large letters and without a menu, for a room."""
    _wall(key="wall", height=0)


def version_shown_before_reconnecting(version: int) -> int | None:
    """Make the page run again as soon as a lost connection is back.

    ``version``: of the dossier that this run shows. Returns the version that the browser was showing
    when this run comes from such a return, else None.
    """
    result = _reconnect(
        data={"version": version}, key="reconnect", height=0, on_shown_change=lambda: None
    )
    shown: int | None = result.shown
    return shown
