"""What is checked of the content beyond what the tool needs to run: typography, check dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from premierspas.content import yaml_lines
from premierspas.content.catalog import Catalog
from premierspas.content.files import FILES, Problem
from premierspas.content.models import ParametersFile
from premierspas.validation import field_name

# Fields that are not prose.
_NOT_PROSE = frozenset({"id", "lien"})

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("'"), "une apostrophe typographique (’), pas la droite (')"),
    (re.compile('"'), 'des guillemets français (« »), pas les droits (")'),
    (re.compile(r"\.\.\."), "des points de suspension en un seul caractère (…)"),
    (re.compile(r"[\wà-ÿ»)][;:!?»](?=\s|$)"), "une espace avant ; : ! ? et »"),
    (re.compile(r"«\S"), "une espace après «"),
    (re.compile(r"\S  +\S"), "une seule espace entre deux mots"),
    (re.compile(r"\s[,.](?:\s|$)"), "pas d’espace avant une virgule ou un point"),
    (re.compile(r",(?=[^\W\d])"), "une espace après une virgule"),
    (re.compile(r"\boe(?=uvre|il|uf)"), "le caractère « œ »"),
    (re.compile(r"\b[Aa] (?=l’arrivée|l’équipe|vérifier)"), "« à » avec son accent"),
    (
        re.compile(r"(?<!\d)\d{4,}(?= (?:€|patients|points))"),
        "une espace dans les milliers (1 234)",
    ),
    (re.compile(r"\d(?:€|%)"), "une espace avant € et %"),
)
# A quote keeps the document's own spelling: only what every text must respect is asked of it.
_QUOTE_FIELDS = frozenset({"citation"})
_QUOTE_RULES = _RULES[:3]


def check_date_problems(catalog: Catalog, folder: Path, today: date) -> list[Problem]:
    """Figures that claim to have been checked after ``today``."""
    problems = []
    for attribute, (name, model) in FILES.items():
        if model is not ParametersFile:
            continue
        _, lines = yaml_lines.read(folder / name)
        for position, parameter in enumerate(getattr(catalog, attribute).parameters):
            if parameter.checked_on > today:
                where = ("parametres", position, "verifie_le")
                line = yaml_lines.line_of(where, lines)
                problems.append(
                    Problem(name, line, field_name(where), "une date déjà passée, ou aujourd’hui")
                )
    return problems


def typography_problems(folder: Path) -> list[Problem]:
    """Every departure from French typography in the files of ``folder``."""
    return [problem for name, _ in FILES.values() for problem in _check(folder, name)]


def _check(folder: Path, name: str) -> Iterator[Problem]:
    data, lines = yaml_lines.read(folder / name)
    for location, text in _prose(data, ()):
        rules = _QUOTE_RULES if location[-1] in _QUOTE_FIELDS else _RULES
        for pattern, expected in rules:
            found = pattern.search(text)
            if found:
                around = text[max(0, found.start() - 15) : found.end() + 15]
                yield Problem(
                    name,
                    yaml_lines.line_of(location, lines),
                    field_name(location),
                    f"{expected} : … {around} …",
                )


def _prose(value: object, where: yaml_lines.Location) -> Iterator[tuple[yaml_lines.Location, str]]:
    if isinstance(value, str):
        if where[-1] not in _NOT_PROSE:
            yield where, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _prose(child, (*where, key))
    elif isinstance(value, list):
        for position, child in enumerate(value):
            yield from _prose(child, (*where, position))
