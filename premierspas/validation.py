"""What pydantic found wrong, said in French: what was expected, for a person who can mend it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from premierspas.french import number, short_date

# pydantic's error type → what was expected there, with the constraint's own values.
_EXPECTED: dict[str, str] = {
    "missing": "ce champ est obligatoire",
    "extra_forbidden": "ce champ n’existe pas ici (faute de frappe ?)",
    "string_type": "un texte",
    "string_too_short": "un texte d’au moins {min_length} caractères",
    "string_too_long": "un texte d’au plus {max_length} caractères",
    "string_pattern_mismatch": "un texte de la forme {pattern}",
    "string_unicode": "un texte lisible (caractères valides)",
    "int_type": "un nombre entier",
    "int_parsing": "un nombre entier",
    "int_from_float": "un nombre entier",
    "float_type": "un nombre",
    "float_parsing": "un nombre",
    "finite_number": "un nombre fini",
    "bool_type": "oui ou non (true ou false)",
    "bool_parsing": "oui ou non (true ou false)",
    "date_type": "une date de la forme 2026-11-22",
    "date_parsing": "une date de la forme 2026-11-22",
    "date_from_datetime_parsing": "une date de la forme 2026-11-22",
    "datetime_type": "une date et une heure",
    "datetime_parsing": "une date et une heure",
    "timezone_aware": "une date et une heure avec leur fuseau",
    "literal_error": "l’une de ces valeurs : {expected}",
    "enum": "l’une de ces valeurs : {expected}",
    "greater_than": "une valeur supérieure à {gt}",
    "greater_than_equal": "une valeur au moins égale à {ge}",
    "less_than": "une valeur inférieure à {lt}",
    "less_than_equal": "une valeur au plus égale à {le}",
    "dict_type": "un groupe de champs",
    "model_type": "un groupe de champs",
    "model_attributes_type": "un groupe de champs",
    "tuple_type": "une liste",
    "list_type": "une liste",
    "too_short": "une liste d’au moins {min_length} élément(s), pas {actual_length}",
    "too_long": "une liste d’au plus {max_length} élément(s)",
}


def expected(error: Mapping[str, Any]) -> str:
    """What pydantic's ``error`` expected, in French."""
    if error["type"] == "value_error":  # raised by our own validators, in French
        return str(error["ctx"]["error"])
    sentence = _EXPECTED.get(str(error["type"]), "une valeur d’une autre forme")
    context = {key: _in_french(value) for key, value in error.get("ctx", {}).items()}
    try:
        return sentence.format(**context)
    except KeyError:
        return sentence


def field_name(location: tuple[int | str, ...]) -> str:
    """``('criteres', 3, 'niveaux')`` as « criteres[4].niveaux »: people count from one."""
    name = ""
    for part in location:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        else:
            name += f".{part}" if name else part
    return name or "(tout le fichier)"


def _in_french(value: object) -> object:
    match value:
        case str():
            return value.replace(" or ", " ou ")
        case int() | float():
            return number(value)
        case date():
            return short_date(value)
    return value
