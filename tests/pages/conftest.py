"""Every page test has a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from premierspas.dossier.file import from_json
from tests.pages.visit import ROOT, store


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PREMIERS_PAS_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.delenv("PREMIERS_PAS_BASE", raising=False)
    monkeypatch.setattr("ui.visitor.address", lambda: "192.0.2.1")  # AppTest has no network address
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def key_of():
    """Keep a dossier of tests/dossiers/ in the database, give its key."""

    def keep(name: str) -> str:
        content = (ROOT / "tests" / "dossiers" / f"{name}.json").read_bytes()
        return store().create(from_json(content)).key

    return keep
