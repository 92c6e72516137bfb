"""The pages of a phone, from what the domain says that it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from premierspas.french import count, listing
from premierspas.typography import typeset
from premierspas.workshop.answers import points_of
from premierspas.workshop.model import POINTS, Form
from premierspas.workshop.participant import Asked, PhonePage

_HERE = Path(__file__).parent
STATIC = {"phone.css": "text/css", "phone.js": "text/javascript"}


@cache
def static_file(name: str) -> bytes:
    """One of our two files."""
    return (_HERE / "static" / name).read_bytes()


@cache
def _address(name: str) -> str:
    """Where a file is: its content is in its address, so that a phone may keep it for ever."""
    return f"/j/-/{hashlib.sha256(static_file(name)).hexdigest()[:10]}/{name}"


@cache
def _templates() -> Environment:
    def load(name: str) -> str:
        return typeset((_HERE / "templates" / name).read_text(encoding="utf-8"))

    found = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.globals |= {
        "address": _address,
        "Form": Form,
        "POINTS": POINTS,
        "count": count,
        "listing": listing,
    }
    found.filters["typeset"] = typeset
    return found


def render(template: str, **values: Any) -> str:
    """The page of ``template``, « answer.html »."""
    return _templates().get_template(template).render(**values)


def fields_of(asked: Asked, typed: Mapping[str, str]) -> dict[str, str]:
    """What the fields of a question hold: what was typed and refused, else what is kept. A question of
    points has a field an option (« missions~1:organiser-reunions »)."""
    if asked.question.form is Form.POINTS:
        given = points_of(asked.answer)
        return {
            o.id: typed.get(f"{asked.field}:{o.id}", str(given.get(o.id, "")))
            for o in asked.question.options
        }
    return {"": typed.get(asked.field, asked.answer)}


def part_title(page: PhonePage, part: int) -> str:
    """« Partie 2 sur 4 : Informer »; empty when there is one part."""
    if len(page.sheets) < 2:
        return ""
    group = page.sheets[part].title
    return f"Partie {part + 1} sur {len(page.sheets)}" + (f" : {group}" if group else "")
