"""A room of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from premierspas.content import Catalog
from premierspas.storage import DossierStore
from tests.phone.room import Phone, Room


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DossierStore]:
    found = DossierStore.at(f"sqlite:///{tmp_path / 'premiers_pas.db'}")
    yield found
    found.engine.dispose()


@pytest.fixture
def room(store: DossierStore, catalog: Catalog) -> Room:
    return Room(store, catalog)


@pytest.fixture
def phone(room: Room) -> Phone:
    return room.phone()
