"""What may be printed, and where its lines break.

fpdf2 measures each word again for every line that it tries, which takes most of its time. Here each
word is measured once per document. French needs no text shaping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from premierspas.typography import NBSP, NNBSP, typeset

MISSING = "□"  # stands for a character that the font does not have
_DROPPED = frozenset({"Cf", "Cc", "Mn", "Me", "Mc"})  # invisible, or a mark alone
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_BULLET = "• "
_HANGING = NBSP * 3  # about as wide as the bullet
_AFTER_NO_BREAK = re.compile(f"(?<=[{NBSP}{NNBSP}])")
# Content is typeset when it is loaded, and ``typeset`` would add a second space inside its quotes.
_INSIDE_QUOTES = re.compile(f"(?<=«){NBSP}|{NBSP}(?=»)")


def printable(text: str, known: frozenset[str]) -> str:
    """``text`` with the characters of ``known`` only.

    Joiners, marks and variation selectors are dropped, look-alikes are simplified (𝐀 → A, ﬀ → ff), a
    run of anything else (emoji, Arabic, Chinese…) becomes one visible « □ »: nothing vanishes
    silently, nothing crashes.
    """
    if known.issuperset(text):
        return text
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character in known:
            kept.append(character)
        elif character.isspace():
            kept.append(" ")
        elif unicodedata.category(character) in _DROPPED or ord(character) in _SKIN_TONES:
            continue
        else:
            similar = unicodedata.normalize("NFKD", character)
            simpler = "".join(c for c in similar if c in known)
            if simpler.strip():
                kept.append(simpler)
            elif not kept or kept[-1] != MISSING:
                kept.append(MISSING)
    return "".join(kept)


class Measurer:
    """Widths and line breaks in one font. Widths are in thousandths of the type size."""

    def __init__(self, widths: Mapping[int, float], known: frozenset[str]) -> None:
        self._widths = widths
        self._known = known
        self._space = widths[ord(" ")]
        self._words: dict[str, float] = {}

    @property
    def words(self) -> frozenset[str]:
        """Every word that was laid out so far."""
        return frozenset(self._words)

    def ready(self, text: str) -> str:
        """``text`` with the characters of the font and French no-break spaces."""
        return typeset(_INSIDE_QUOTES.sub("", printable(text, self._known)))

    def width(self, text: str) -> float:
        """Width of ``text``, which is ready, on one line."""
        widths = self._widths
        return sum([widths[ord(character)] for character in text])

    def wrap(self, text: str, limit: float) -> list[str]:
        """Lines of ``text`` that are at most ``limit`` wide; bullets get a hanging indent."""
        lines: list[str] = []
        for paragraph in self.ready(text).split("\n"):
            if paragraph.startswith(_BULLET):
                indent = self.width(_HANGING)
                first, *others = self._wrap_paragraph(paragraph[2:], limit - indent)
                lines.append(_BULLET + first)
                lines.extend(_HANGING + line for line in others)
            else:
                lines.extend(self._wrap_paragraph(paragraph, limit))
        return lines

    def fitted(self, text: str, limit: float) -> str:
        """``text`` on one line, cut with « … » if it is wider than ``limit``."""
        text = self.ready(text).replace("\n", " ")
        if self.width(text) <= limit:
            return text
        room = limit - self._widths[ord("…")]
        end = 0
        while end < len(text) and room >= self._widths[ord(text[end])]:
            room -= self._widths[ord(text[end])]
            end += 1
        return text[:end].rstrip() + "…"

    def _wrap_paragraph(self, paragraph: str, limit: float) -> list[str]:
        lines: list[str] = []
        words: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            width = self._words.get(word)
            if width is None:
                width = self._words[word] = self.width(word)
            if words and used + self._space + width > limit:
                lines.append(" ".join(words))
                words, used = [], 0.0
            if width > limit:
                *whole_lines, word = self._pieces(word, limit)
                lines.extend(whole_lines)
                width = self.width(word)
            used += width + (self._space if words else 0.0)
            words.append(word)
        lines.append(" ".join(words))
        return lines

    def _pieces(self, word: str, limit: float) -> list[str]:
        """A word wider than a line, cut at its no-break spaces if it has any, else where the line is
        full."""
        pieces = [""]
        used = 0.0
        for part in _AFTER_NO_BREAK.split(word):
            width = self.width(part)
            if used + width > limit and pieces[-1]:
                pieces.append("")
                used = 0.0
            if width <= limit:
                pieces[-1] += part
                used += width
                continue
            for character in part:
                width = self._widths[ord(character)]
                if used + width > limit and pieces[-1]:
                    pieces.append("")
                    used = 0.0
                pieces[-1] += character
                used += width
        return [piece.rstrip() for piece in pieces]
