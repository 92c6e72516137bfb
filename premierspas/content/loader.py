"""Load ``content/`` and refuse anything broken, saying where and what was expected."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from premierspas.content import yaml_lines
from premierspas.content.catalog import Catalog
from premierspas.content.files import CONTENT_FOLDER, FILES, Problem
from premierspas.content.references import reference_problems
from premierspas.typography import typeset
from premierspas.validation import expected, field_name


class ContentError(Exception):
    """The content cannot be used; ``problems`` says why, all of it at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load_catalog(folder: Path = CONTENT_FOLDER) -> Catalog:
    """Read and validate every file of ``folder``, and the references between them.

    Raises ContentError with every problem found.
    """
    problems: list[Problem] = []
    loaded: dict[str, BaseModel] = {}
    digest = hashlib.sha256()
    for attribute, (name, model) in FILES.items():
        path = folder / name
        if not path.is_file():
            problems.append(Problem(name, 1, "(tout le fichier)", "ce fichier doit exister"))
            continue
        digest.update(path.read_bytes())
        try:
            data, lines = yaml_lines.read(path)
            data = _typeset(data)
        except yaml_lines.YamlProblem as error:
            problems.append(Problem(name, error.line, "(tout le fichier)", error.expected))
            continue
        try:
            loaded[attribute] = model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors():
                location = detail["loc"]
                problems.append(
                    Problem(
                        name,
                        yaml_lines.line_of(location, lines),
                        field_name(location),
                        expected(detail),
                    )
                )
    if problems:
        raise ContentError(problems)
    catalog = Catalog(version=digest.hexdigest()[:8], **loaded)  # type: ignore[arg-type]
    if problems := reference_problems(catalog, folder):
        raise ContentError(problems)
    return catalog


def _typeset(value: Any) -> Any:
    """Every text of the content with its no-break spaces, so that nobody has to type them."""
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, list):
        return [_typeset(item) for item in value]
    if isinstance(value, dict):
        return {key: _typeset(item) for key, item in value.items()}
    return value


@cache
def shipped_catalog() -> Catalog:
    """The content that ships with the tool, loaded once a process."""
    return load_catalog()
