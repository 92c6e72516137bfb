"""Sources, the acronyms that this document uses, the method and its limits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from premierspas.report.canvas import Canvas
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Style
from premierspas.report.views.closing import SourcesView, TermView

_WORD = re.compile(r"\w+(?:-\w+)*")


def draw(canvas: Canvas, view: SourcesView) -> None:
    """The last section; the glossary holds only what was printed before it."""
    canvas.section("Sources, méthode et mots")
    canvas.heading("Méthode")
    canvas.bullets(view.method, Style.SMALL)
    canvas.heading("Ce que nous ne savons pas, et qu’il faut vérifier")
    canvas.bullets(view.limits, Style.SMALL)
    columns = (
        Column("Document", 52, bold=True),
        Column("Auteur et date", 50),
        Column("À savoir", 72),
    )
    table(
        canvas,
        columns,
        [
            (
                Cell(d.title, note=d.nature, style=Style.SMALL_BOLD),
                Cell(d.author, note=d.date),
                d.note,
            )
            for d in view.documents
        ],
        heading="Documents cités",
    )
    word_columns = (Column("Mot ou sigle", 30, bold=True), Column("Ce que cela veut dire", 144))
    rows = [
        (
            t.abbreviation,
            Cell(f"{t.label}. {t.explanation}", note=f"Autre sens : {t.also}" if t.also else ""),
        )
        for t in used_terms(view.terms, canvas.words)
    ]
    table(canvas, word_columns, rows, heading="Les mots de ce document")
    canvas.notes()


def used_terms(terms: Iterable[TermView], printed: Iterable[str]) -> list[TermView]:
    """Terms that ``printed`` words use, and terms that their own explanations use."""
    words = {word for token in printed for word in _WORD.findall(token)}
    terms = list(terms)
    found: list[TermView] = []
    while True:
        more = [t for t in terms if t not in found and _is_used(t, words)]
        if not more:
            return [t for t in terms if t in found]
        found += more
        words |= {w for t in more for w in _WORD.findall(f"{t.label} {t.explanation} {t.also}")}


def _is_used(term: TermView, words: set[str]) -> bool:
    parts = _WORD.findall(term.abbreviation)
    if term.abbreviation.isupper():
        return any(part in words for part in parts)
    return all(
        part in words or part.lower() in words or f"{part.lower()}s" in words for part in parts
    )
