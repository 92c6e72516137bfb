"""The tables, and the engine that reaches them."""

from __future__ import annotations

from contextlib import suppress
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
    false,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from premierspas.storage import secrets

metadata = MetaData()
_first = MetaData()


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
    "team_dossiers",
    metadata,
    Column("id", String(64), primary_key=True),  # digest of the key
    Column("code", String(64), nullable=False, unique=True),  # digest of the code
    Column("sealed_key", String(64), nullable=False),
    Column("sealed_code", String(64), nullable=False),
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

workshops = Table(
    "workshops",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(12), nullable=False, unique=True),  # on the projector for all to see
    Column("secret", String(64), nullable=False, unique=True),  # digest of the facilitator's
    Column("sealed_secret", String(64), nullable=False),
    Column("dossier", String(64), nullable=False, index=True),  # digest of its key
    Column("sealed_dossier", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("version", Integer, nullable=False),  # one more at each change of the workshop
    Column("answers", Integer, nullable=False),  # one more at each answer
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False, index=True),
)

participants = (
    Table(  # who is connected: a digest of the phone's cookie, never a name nor an address
        "participants",
        metadata,
        Column("workshop", String(32), primary_key=True),
        Column("token", String(32), primary_key=True),
        Column("seen_at", Moment, nullable=False),
    )
)

responses = Table(  # one row a person, question and round; no moment, which could tell who
    "responses",
    metadata,
    Column("workshop", String(32), primary_key=True),
    Column("question", String(90), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("token", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)


_first_dossiers = Table(
    "dossiers",
    _first,
    Column("key", String(40), primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("document", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("opened_at", Moment, nullable=False),
)


def connect(url: str) -> Engine:
    """Engine on ``url``, with its tables made if they are not there."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    _create_tables(engine)
    hash_old_secrets(engine)
    return engine


def _create_tables(engine: Engine) -> None:
    """Servers that start together may find the same table missing: only one of them makes it."""
    for _ in metadata.tables:
        with suppress(DBAPIError):
            metadata.create_all(engine)
            return
    metadata.create_all(engine)


def hash_old_secrets(engine: Engine) -> None:
    """Move the dossiers of the first versions, whose keys and codes were kept as they are."""
    if not inspect(engine).has_table(_first_dossiers.name):
        return
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Take the lock now: two servers may start together.
            connection.execute(update(dossiers).values(version=dossiers.c.version).where(false()))
        else:
            connection.execute(text(f"LOCK TABLE {dossiers.name} IN EXCLUSIVE MODE"))
        if not inspect(connection).has_table(_first_dossiers.name):
            return
        for row in connection.execute(select(_first_dossiers)):
            stretched = secrets.stretched(row.code)
            connection.execute(
                insert(dossiers).values(
                    id=secrets.digest(row.key),
                    code=stretched[:32].hex(),
                    sealed_key=secrets.seal_key(row.key, stretched),
                    sealed_code=secrets.seal_code(row.code, row.key),
                    document=row.document,
                    version=row.version,
                    created_at=row.created_at,
                    saved_at=row.saved_at,
                    opened_at=row.opened_at,
                )
            )
        _first_dossiers.drop(connection)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")  # readers do not wait for the writer
    cursor.execute("PRAGMA synchronous=FULL")  # an answer said to be saved survives a power cut
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
