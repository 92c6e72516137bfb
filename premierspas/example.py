"""The example that people explore: an invented team that answered everything."""

from __future__ import annotations

from functools import cache

from premierspas.content.files import CONTENT_FOLDER
from premierspas.dossier import Dossier
from premierspas.dossier.file import from_json


@cache
def example_dossier() -> Dossier:
    """The example as shipped in ``content/exemple.json``."""
    return from_json((CONTENT_FOLDER / "exemple.json").read_bytes())
