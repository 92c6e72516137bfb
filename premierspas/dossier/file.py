"""The dossier as a JSON file: out for safekeeping, in with every caution.

What comes in is never trusted: its size, its shape, its version and every value are checked before
anything is changed. What is refused is said in French, with what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from premierspas.dossier.model import FIRST_SCENARIO, SCHEMA_VERSION, Dossier
from premierspas.validation import expected, field_name

FORMAT = "premiers-pas/dossier"
FILE_NAME = "dossier-premiers-pas.json"
MAX_BYTES = 30_000_000  # a dossier filled to the brim stays under it; an ordinary one weighs 30 kB
_MAX_REASONS = 3


def _one_scenario(document: dict[str, Any]) -> dict[str, Any]:
    """Version 3: what the budget is computed with becomes a scenario, the one that is kept."""
    budget = document.get("budget")
    if not isinstance(budget, dict):
        return document
    scenario = {name: value for name, value in budget.items() if name != "note"}
    kept = {"note": budget["note"]} if "note" in budget else {}
    if scenario:
        kept["scenarios"] = {FIRST_SCENARIO: scenario}
    return {**document, "budget": kept}


# Version n → what makes a document of version n + 1 out of it.
MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda document: document,  # version 2 only adds: individual answers, minority views…
    2: _one_scenario,
    3: lambda document: document,  # version 4 only adds: why an action is refused, dated ways on
    4: lambda document: document,  # version 5 only adds: what was decided in a workshop
}


class DossierFileError(Exception):
    """The file cannot be opened; the message is in French and says what to do."""


def to_json(dossier: Dossier) -> str:
    """The dossier as the text of its file (UTF-8, indented, without what was never touched)."""
    document = {"format": FORMAT} | dossier.model_dump(mode="json", exclude_defaults=True)
    document["schema_version"] = SCHEMA_VERSION
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(content: bytes | str) -> Dossier:
    """The dossier that a file holds.

    Raises DossierFileError: too large, not JSON, not a dossier, made by a newer version, or with a
    value that cannot be.
    """
    if isinstance(content, str):
        content = content.encode("utf-8", errors="surrogatepass")
    if len(content) > MAX_BYTES:
        raise DossierFileError(
            f"Ce fichier est trop gros ({_megabytes(len(content))} Mo) pour être un dossier "
            f"Premiers pas (au plus {_megabytes(MAX_BYTES)} Mo). Choisissez le fichier "
            f"« {FILE_NAME} » que l’outil vous a donné."
        )
    if content.startswith(b"%PDF"):
        raise DossierFileError(
            "Ce fichier est le PDF. Ouvrez-le, enregistrez sa pièce jointe "
            f"« {FILE_NAME} » (le trombone), puis choisissez-la ici."
        )
    document = _document(content)
    version = document.pop("schema_version", None)
    if document.pop("format", None) != FORMAT or type(version) is not int or version < 1:
        raise DossierFileError(
            "Ce fichier n’est pas un dossier Premiers pas. Choisissez le fichier "
            f"« {FILE_NAME} » que l’outil vous a donné."
        )
    if version > SCHEMA_VERSION:
        raise DossierFileError(
            "Ce dossier vient d’une version plus récente de l’outil. Ouvrez-le avec cette version, "
            "ou demandez une mise à jour à la personne qui héberge l’outil."
        )
    for step in range(version, SCHEMA_VERSION):
        document = MIGRATIONS[step](document)
    try:
        return Dossier.model_validate(document | {"schema_version": SCHEMA_VERSION})
    except ValidationError as error:
        raise DossierFileError(_refusal(error)) from error


def json_schema() -> dict[str, Any]:
    """JSON Schema of the file, as published in ``docs/``."""
    schema = Dossier.model_json_schema()
    schema["title"] = "Dossier Premiers pas"
    schema["properties"] = {"format": {"const": FORMAT}} | schema["properties"]
    schema["required"] = ["format", "schema_version"]
    return schema


def _document(content: bytes) -> dict[str, Any]:
    damaged = DossierFileError(
        "Ce fichier est abîmé : il ne peut pas être lu. Reprenez la copie d’origine, sans l’ouvrir ni "
        "l’enregistrer dans un autre logiciel."
    )
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise damaged from error
    if not isinstance(document, dict):
        raise damaged
    return document


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _refusal(error: ValidationError) -> str:
    # One reason a field: of a value that may be of several kinds, pydantic says what each expected.
    details = {
        _of_the_file(detail["loc"]): detail
        for detail in reversed(error.errors(include_url=False, include_input=False))
    }
    reasons = [
        f"« {field_name(location)[:80]} » ({expected(detail)})"
        for location, detail in list(details.items())[::-1][:_MAX_REASONS]
    ]
    others = len(details) - len(reasons)
    more = f" ; et {others} autre(s)" if others > 0 else ""
    return (
        "Ce dossier contient des valeurs que l’outil ne comprend pas, rien n’a été changé : "
        + " ; ".join(reasons)
        + more
        + ". Reprenez la copie d’origine du fichier."
    )


def _of_the_file(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """``location`` without the kinds of value that pydantic adds to it."""
    return tuple(
        part for part in location if not str(part).startswith(("constrained-", "literal["))
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f}"
