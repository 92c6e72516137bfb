"""The tables, and the engine that reaches them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, the same on every database (SQLite forgets time zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(
        self,
        value: Any,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


dossiers = Table(
    "dossiers",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("document", Text, nullable=False),
    Column("version", Integer, nullable=False),  # one more at each change
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("opened_at", Moment, nullable=False, index=True),
)

failed_codes = Table(  # codes that opened nothing, kept for as long as they count
    "failed_codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", String(64), nullable=False, index=True),  # digest of the network address
    Column("at", Moment, nullable=False),
)


def connect(url: str) -> Engine:
    """Engine on ``url``, with its tables made if they are not there."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    metadata.create_all(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")  # readers do not wait for the writer
    cursor.execute("PRAGMA synchronous=FULL")  # an answer said to be saved survives a power cut
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
