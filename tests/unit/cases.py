"""What reads the cases of ``tests/cas/``, computed by hand and written for people who do not code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / "cas"
TODAY = date(2026, 11, 23)
YES_NO = {"oui": True, "non": False, "inconnu": None}
TASKS = {"à l’aise": "at-ease", "peu à l’aise": "not-at-ease", "personne": "nobody"}


def cases(name: str, keys: str) -> Any:
    """The cases of one file; a key that no test reads is a typing mistake."""
    found = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["cas"]
    for case in found:
        assert case["calcul"]
        assert case.keys() <= {"nom", "calcul", *keys.split()}, case["nom"]
    return pytest.mark.parametrize("case", found, ids=[case["nom"] for case in found])


def plain(text: str) -> str:
    """``text`` with ordinary spaces, as it is typed in the cases."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def one_scenario(**fields: Any) -> dict[str, Any]:
    """The ``budget`` of a dossier with a single scenario, the one that is kept."""
    return {"scenarios": {"a": fields}}
