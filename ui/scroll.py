"""Go back to the top of the page when its content changes under the reader.

Streamlit scrolls up on a new page, not when a page shows its next part: the reader would stay at
the foot of it. One small component, no look of its own.
"""

from __future__ import annotations

import streamlit as st

_JS = """
export default function ({ data }) {
  const page = document.querySelector('[data-testid="stMain"]');
  if (page && window.premiersPasPart !== data.part) page.scrollTo({ top: 0 });
  window.premiersPasPart = data.part;
}
"""
_component = st.components.v2.component("premiers_pas_scroll", js=_JS)


def to_top_when_changed(part: str) -> None:
    """Scroll to the top when ``part`` is not the one that was shown before."""
    _component(data={"part": part}, key="scroll", height=0)
