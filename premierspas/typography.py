"""French typography: the spaces that must not break, put in once so that nobody types them."""

from __future__ import annotations

import re

NBSP = "\u00a0"  # no-break space: before : and », after «, before units
NNBSP = "\u202f"  # narrow no-break space: before ; ! ? and in thousands

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"«[ {NBSP}]?"), "«" + NBSP),
    (re.compile(rf"[ {NBSP}]?»"), NBSP + "»"),
    (re.compile(r"(?<=[^\s-]) ([;!?])"), NNBSP + r"\1"),  # « - ? » begins an item of a list
    (re.compile(r" :(?!\S)"), NBSP + ":"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NNBSP),
    (re.compile(r"(?<=\d) ?(?=[€%])"), NBSP),
    (
        re.compile(
            rf"(?<=\d) (?=(?:{_MONTHS}|ans?|mois|jours?|semaines?|heures?|minutes?|points?|h|j|min)\b)"
        ),
        NBSP,
    ),
    (re.compile(r"\bn° ?(?=\d)"), "n°" + NBSP),
)


def typeset(text: str) -> str:
    """``text`` with French no-break spaces; already typeset text comes back unchanged."""
    if text.isalnum():  # a word or an id: nothing to do
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
