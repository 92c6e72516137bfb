"""Save, open, change, erase dossiers."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change
from premierspas.dossier.file import from_json, to_json
from premierspas.storage import secrets
from premierspas.storage.attempts import DOSSIER_CODES
from premierspas.storage.tables import connect, dossiers, failed_codes

CODE_LENGTH = 12  # 32 letters, 12 places: 2^60 codes
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")  # what a key looks like; anything may come in an address
_RETRIES = 100
_OPENED_PRECISION = timedelta(hours=1)  # « last opened » is written at most once an hour


class StorageError(Exception):
    """The database did not answer; what was asked was not saved."""


class UnknownDossier(Exception):
    """No dossier has this key: never made, erased, or purged."""


@dataclass(frozen=True)
class Saved:
    """A dossier as it stands in the database. ``key`` opens it by address, ``code`` by hand."""

    key: str
    code: str
    version: int
    saved_at: datetime
    dossier: Dossier

    @property
    def readable_code(self) -> str:
        """« ABCD-EFGH-JKLM »."""
        return "-".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))


def now_utc() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class DossierStore:
    """All dossiers of a database. Every method raises StorageError when it does not answer."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = now_utc) -> None:
        self.engine = engine
        self.now = now

    @classmethod
    def at(cls, url: str, now: Callable[[], datetime] = now_utc) -> DossierStore:
        """The store at a SQLAlchemy URL, made if need be. Raises StorageError."""
        try:
            return cls(connect(url), now)
        except (SQLAlchemyError, ImportError) as error:  # ImportError: no driver for this database
            raise StorageError from error

    def create(self, dossier: Dossier) -> Saved:
        """Keep a new dossier under a new key and a new code."""
        now = self.now()
        for _ in range(_RETRIES):
            key, code = secrets.new_key(), secrets.new_code(CODE_LENGTH)
            stretched = secrets.stretched(code)
            try:
                with self.engine.begin() as connection:
                    connection.execute(
                        insert(dossiers).values(
                            id=secrets.digest(key),
                            code=stretched[:32].hex(),
                            sealed_key=secrets.seal_key(key, stretched),
                            sealed_code=secrets.seal_code(code, key),
                            document=to_json(dossier),
                            version=1,
                            created_at=now,
                            saved_at=now,
                            opened_at=now,
                        )
                    )
            except IntegrityError:  # the code is taken: one chance in 2^60 for each dossier
                continue
            except SQLAlchemyError as error:
                raise StorageError from error
            return Saved(key, code, 1, now, dossier)
        raise StorageError

    def open(self, key: str) -> Saved:
        """The dossier of ``key``; opening it puts its purge off. Raises UnknownDossier."""
        saved, opened_at = self._read(key)
        now = self.now()
        if now - opened_at > _OPENED_PRECISION:
            try:
                with self.engine.begin() as connection:
                    connection.execute(update(dossiers).where(_is(key)).values(opened_at=now))
            except SQLAlchemyError as error:
                raise StorageError from error
        return saved

    def version(self, key: str) -> int | None:
        """Version of the dossier, None if there is none: cheap, asked at every rerun."""
        if not _KEY.fullmatch(key):
            return None
        try:
            with self.engine.connect() as connection:
                found: int | None = connection.scalar(select(dossiers.c.version).where(_is(key)))
                return found
        except SQLAlchemyError as error:
            raise StorageError from error

    def change(self, key: str, change: Change) -> Saved:
        """Apply ``change`` to the latest state and save it.

        If somebody else saved in between, the change is applied again to what they saved: changes of
        different things are both kept, of the same thing the later one wins. Raises UnknownDossier,
        and whatever ``change`` raises, in which case nothing is changed.
        """
        for attempt in range(_RETRIES):
            before, _ = self._read(key)
            after, now = change(before.dossier), self.now()
            try:
                with self.engine.begin() as connection:
                    done = connection.execute(
                        update(dossiers)
                        .where(_is(key), dossiers.c.version == before.version)
                        .values(
                            document=to_json(after),
                            version=before.version + 1,
                            saved_at=now,
                            opened_at=now,
                        )
                    )
            except SQLAlchemyError as error:
                raise StorageError from error
            if done.rowcount == 1:
                return Saved(key, before.code, before.version + 1, now, after)
            time.sleep(random.uniform(0, 0.005 * min(attempt + 1, 10)))
        raise StorageError

    def key_of_code(self, code: str, address: str) -> str | None:
        """Key of the dossier that ``code`` (as typed) opens, None if there is none.

        Raises TooManyAttempts after too many wrong codes from ``address``.
        """
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())[: CODE_LENGTH + 1]
        stretched = secrets.stretched(typed)
        try:
            with self.engine.begin() as connection:
                DOSSIER_CODES.check(connection, address, self.now())
                sealed: str | None = connection.scalar(
                    select(dossiers.c.sealed_key).where(dossiers.c.code == stretched[:32].hex())
                )
                if sealed is None:
                    DOSSIER_CODES.failed(connection, address, self.now())
                    return None
                return secrets.unseal_key(sealed, stretched)
        except SQLAlchemyError as error:
            raise StorageError from error

    def erase(self, key: str) -> None:
        """Erase the dossier for good; erasing what is not there is no error."""
        try:
            with self.engine.begin() as connection:
                connection.execute(delete(dossiers).where(_is(key)))
        except SQLAlchemyError as error:
            raise StorageError from error

    def probe(self) -> None:
        """Write something and read it again, then forget it."""
        now = self.now()
        try:
            with self.engine.begin() as connection:
                mark = {"address": "essai", "at": now}
                connection.execute(insert(failed_codes).values(**mark))
                found = connection.scalar(
                    select(failed_codes.c.at).where(failed_codes.c.address == "essai")
                )
                connection.execute(delete(failed_codes).where(failed_codes.c.address == "essai"))
        except SQLAlchemyError as error:
            raise StorageError from error
        if found is None:
            raise StorageError

    def last_saved(self) -> datetime | None:
        """When something was saved last, None in an empty database."""
        try:
            with self.engine.connect() as connection:
                found: datetime | None = connection.scalar(select(func.max(dossiers.c.saved_at)))
                return found
        except SQLAlchemyError as error:
            raise StorageError from error

    def purge(self, months: int) -> int:
        """Erase the dossiers that nobody opened for ``months`` months (of 30.44 days); how many."""
        limit = self.now() - timedelta(days=months * 30.44)
        try:
            with self.engine.begin() as connection:
                done = connection.execute(delete(dossiers).where(dossiers.c.opened_at < limit))
                return done.rowcount
        except SQLAlchemyError as error:
            raise StorageError from error

    def _read(self, key: str) -> tuple[Saved, datetime]:
        if not _KEY.fullmatch(key):
            raise UnknownDossier
        try:
            with self.engine.connect() as connection:
                row = connection.execute(select(dossiers).where(_is(key))).first()
        except SQLAlchemyError as error:
            raise StorageError from error
        if row is None:
            raise UnknownDossier
        code = secrets.unseal_code(row.sealed_code, key)
        saved = Saved(key, code, row.version, row.saved_at, from_json(row.document))
        return saved, row.opened_at


def _is(key: str) -> ColumnElement[bool]:
    return dossiers.c.id == secrets.digest(key)
