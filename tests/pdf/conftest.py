"""The PDFs that these tests read, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from premierspas.content import shipped_catalog
from premierspas.documents import pdf_file, ready_document
from premierspas.dossier import Dossier
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.report.printables import printable
from premierspas.results import results
from tests.pdf.structure import Tagged
from tests.unit.test_report import TODAY, filled, huge

DOSSIERS = {"exemple": example_dossier, "vide": Dossier, "remplie": filled, "comble": huge}


@cache
def _pdf(name: str) -> bytes:
    if name == "document":
        found = results(shipped_catalog(), filled(), TODAY)
        return pdf_file(ready_document("fiche-de-poste", found))
    if name == "questionnaire":
        return printable("questionnaire", results(shipped_catalog(), filled(), TODAY))
    return roadmap_pdf(results(shipped_catalog(), DOSSIERS[name](), TODAY))


@cache
def _tagged(name: str) -> Tagged:
    return Tagged(_pdf(name))


@pytest.fixture(scope="session", params=[*DOSSIERS, "document", "questionnaire"])
def tagged(request: pytest.FixtureRequest) -> Tagged:
    """Each PDF in turn: roadmaps from empty to filled to the brim, a ready document, a sheet."""
    return _tagged(request.param)


@pytest.fixture(scope="session")
def structure_of() -> Callable[[str], Tagged]:
    """The structure of one of them, by name."""
    return _tagged


@pytest.fixture(scope="session")
def pdf_of() -> Callable[[str], bytes]:
    """One of them, by name."""
    return _pdf
