"""Streamlit, with French spaces: every text that a page gives is typeset on its way to the screen.

Pages write ordinary spaces, as in ``content/``; use it as ``from ui import st``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

import streamlit

from premierspas.typography import typeset

_SPEAKING = frozenset(
    {
        "badge", "button", "checkbox", "date_input", "download_button", "error",
        "expander", "file_uploader", "header", "info", "markdown", "number_input", "page_link",
        "popover", "progress", "radio", "segmented_control", "selectbox", "slider", "subheader",
        "success", "text_area",
        "text_input", "title", "warning",
    }
)  # fmt: skip
_SPOKEN_OPTIONS = ("label", "help", "placeholder", "text")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|<>~$:.\-]")
_typeset = lru_cache(maxsize=4096)(typeset)


def _speaking(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def speak(*arguments: Any, **options: Any) -> Any:
        if arguments and isinstance(arguments[0], str):
            arguments = (_typeset(arguments[0]), *arguments[1:])
        for name in _SPOKEN_OPTIONS:
            if isinstance(options.get(name), str):
                options[name] = _typeset(options[name])
        if callable(words := options.get("format_func")):
            options["format_func"] = lambda option: _typeset(words(option))
        return function(*arguments, **options)

    return speak


def caption(text: str, **options: Any) -> Any:
    """Small print. Streamlit's own is too pale to be read (4.3:1 on white)."""
    return streamlit.markdown(f":small[{_typeset(text)}]", **options)


def plain(text: str) -> str:
    """``text`` as a person typed it, with nothing of it taken for Markdown: no link, no picture."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def __getattr__(name: str) -> Any:
    found = getattr(streamlit, name)
    if name in _SPEAKING:
        found = globals()[name] = _speaking(found)
    return found
