"""Workshops and the answers of the phones. An answer is said to be kept once it is."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Insert,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from premierspas.dossier import Dossier
from premierspas.dossier.file import from_json
from premierspas.storage import secrets
from premierspas.storage.attempts import WORKSHOP_CODES
from premierspas.storage.store import DossierStore, StorageError, now_utc
from premierspas.storage.tables import dossiers, participants, responses, workshops
from premierspas.workshop.answers import NO_ANSWER, Tally
from premierspas.workshop.model import Workshop

CODE_LENGTH = 6  # 32 letters, 6 places: 2^30 codes, and few tries
_CODE = re.compile(rf"[{secrets.CODE_ALPHABET}]{{{CODE_LENGTH}}}")
_RETRIES = 100
PRESENT = timedelta(seconds=30)  # without a sign for longer, a phone is not counted as connected


class UnknownWorkshop(Exception):
    """No workshop has this code or this secret: never made, erased, or purged."""


@dataclass(frozen=True)
class Held:
    """A workshop as it stands in the database. ``answers`` grows with each answer; ``dossier`` is the
    id of the team's dossier."""

    id: str
    code: str
    dossier: str
    version: int
    answers: int
    created_at: datetime
    workshop: Workshop

    def is_of(self, dossier_key: str) -> bool:
        """It is a workshop of the dossier of this key."""
        return secrets.same(self.dossier, secrets.digest(dossier_key))


@dataclass(frozen=True)
class Given:
    """An answer to keep, ``NO_ANSWER`` to take one back. ``version``: the state of the workshop in which
    it was accepted."""

    workshop: str
    version: int
    token: str
    question: str
    round: int
    value: str


class Counters(NamedTuple):
    """Versions of a workshop and of its dossier (None: erased), and number of answers."""

    version: int
    answers: int
    dossier: int | None


@dataclass(frozen=True)
class Turnout:
    """Numbers of people, never who. ``answered``: at least one question of those asked about;
    ``finished``: all of them."""

    connected: int
    answered: int
    finished: int


class WorkshopStore:
    """All workshops of a database. Every method raises StorageError when it does not answer."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = now_utc) -> None:
        self._engine = engine
        self._now = now

    @classmethod
    def beside(cls, store: DossierStore) -> WorkshopStore:
        """The workshops of the database that holds the dossiers of ``store``."""
        return cls(store.engine, store.now)

    # --- the workshop -----------------------------------------------------------------------------
    def create(self, dossier_key: str, workshop: Workshop) -> tuple[Held, str]:
        """Keep a new workshop of the dossier of ``dossier_key``; with the facilitator's secret, which
        is nowhere else."""
        now = self._now()
        for _ in range(_RETRIES):
            secret, code = secrets.new_key(), secrets.new_code(CODE_LENGTH)
            held = Held(secrets.new_id(), code, secrets.digest(dossier_key), 1, 0, now, workshop)
            try:
                with self._engine.begin() as connection:
                    connection.execute(
                        insert(workshops).values(
                            id=held.id,
                            code=code,
                            secret=secrets.digest(secret),
                            sealed_secret=secrets.seal(secret, dossier_key, held.id),
                            dossier=held.dossier,
                            sealed_dossier=secrets.seal(dossier_key, secret, held.id),
                            version=held.version,
                            answers=held.answers,
                            created_at=now,
                            document=workshop.model_dump_json(exclude_defaults=True),
                            saved_at=now,
                        )
                    )
            except IntegrityError:  # the code is taken
                continue
            except SQLAlchemyError as error:
                raise StorageError from error
            return held, secret
        raise StorageError

    def by_secret(self, secret: str) -> Held:
        """The workshop that the facilitator's ``secret`` opens. Raises UnknownWorkshop."""
        found = secrets.digest(secret)
        row = self._first(workshops.c.secret == found)
        if not secrets.same(row.secret, found):
            raise UnknownWorkshop
        return _held(row)

    def dossier_key(self, secret: str) -> str:
        """Key of the dossier of the facilitator's workshop: her link alone opens both."""
        row = self._first(workshops.c.secret == secrets.digest(secret))
        return secrets.unseal(row.sealed_dossier, secret, row.id)

    def by_code(self, code: str) -> Held:
        """The workshop of ``code``, exactly as it is. Raises UnknownWorkshop."""
        if not _CODE.fullmatch(code):
            raise UnknownWorkshop
        return _held(self._first(workshops.c.code == code))

    def code_typed(self, typed: str, address: str) -> str:
        """The code that somebody typed, in any way. Raises UnknownWorkshop, and TooManyAttempts after
        too many wrong codes from ``address``."""
        code = re.sub(r"[^A-Z0-9]", "", typed[:40].upper())
        try:
            with self._engine.begin() as connection:
                WORKSHOP_CODES.check(connection, address, self._now())
                known = _CODE.fullmatch(code) and connection.scalar(
                    select(workshops.c.id).where(workshops.c.code == code)
                )
                if not known:
                    WORKSHOP_CODES.failed(connection, address, self._now())
        except SQLAlchemyError as error:
            raise StorageError from error
        if not known:
            raise UnknownWorkshop
        return code

    def of_dossier(self, dossier_key: str) -> tuple[tuple[Held, str], ...]:
        """The workshops of a dossier with the facilitator's secret of each, the latest first: who has
        the dossier has its workshops, so that a lost link loses nothing."""
        query = (
            select(workshops)
            .where(workshops.c.dossier == secrets.digest(dossier_key))
            .order_by(workshops.c.created_at.desc())
        )
        return tuple(
            (_held(row), secrets.unseal(row.sealed_secret, dossier_key, row.id))
            for row in self._all(query)
        )

    def dossier_of(self, held: Held) -> tuple[int, Dossier]:
        """Version and content of the team's dossier. Raises UnknownWorkshop when it was erased."""
        query = select(dossiers.c.version, dossiers.c.document).where(dossiers.c.id == held.dossier)
        for row in self._all(query):
            return row.version, from_json(row.document)
        raise UnknownWorkshop

    def counters(self, workshop: str) -> Counters:
        """What moved: cheap, asked every second. Raises UnknownWorkshop."""
        query = (
            select(workshops.c.version, workshops.c.answers, dossiers.c.version.label("dossier"))
            .outerjoin(dossiers, dossiers.c.id == workshops.c.dossier)
            .where(workshops.c.id == workshop)
        )
        for row in self._all(query):
            return Counters(row.version, row.answers, row.dossier)
        raise UnknownWorkshop

    def change(self, workshop: str, step: Callable[[Workshop], Workshop]) -> Held:
        """Apply ``step`` to the latest state and save it; again if somebody saved in between. Raises
        UnknownWorkshop, and whatever ``step`` raises, in which case nothing is changed."""
        for attempt in range(_RETRIES):
            before = _held(self._first(workshops.c.id == workshop))
            after = step(before.workshop)
            if after == before.workshop:
                return before
            try:
                with self._engine.begin() as connection:
                    done = connection.execute(
                        update(workshops)
                        .where(workshops.c.id == workshop, workshops.c.version == before.version)
                        .values(
                            document=after.model_dump_json(exclude_defaults=True),
                            version=before.version + 1,
                            saved_at=self._now(),
                        )
                    )
            except SQLAlchemyError as error:
                raise StorageError from error
            if done.rowcount == 1:
                return _held(self._first(workshops.c.id == workshop))
            time.sleep(random.uniform(0, 0.005 * min(attempt + 1, 10)))
        raise StorageError

    # --- answers ----------------------------------------------------------------------------------
    def keep(self, given: Sequence[Given]) -> tuple[bool, ...]:
        """Keep many answers in one transaction; whether each was kept. One that is not was accepted in
        a state that has passed: it must be looked at again.

        A later answer of the same person to the same question and round takes the place of the
        earlier one: sending twice counts once.
        """
        together: dict[tuple[str, int], list[Given]] = {}
        for answer in given:
            together.setdefault((answer.workshop, answer.version), []).append(answer)
        kept: set[tuple[str, int]] = set()
        try:
            with self._engine.begin() as connection:
                # In one order, so that two servers never wait for each other.
                for (workshop, version), answers in sorted(together.items()):
                    done = connection.execute(  # takes the lock: no vote closes in between
                        update(workshops)
                        .where(workshops.c.id == workshop, workshops.c.version == version)
                        .values(answers=workshops.c.answers + len(answers))
                    )
                    if done.rowcount:
                        kept.add((workshop, version))
                        _write(connection, answers)
        except SQLAlchemyError as error:
            raise StorageError from error
        return tuple((answer.workshop, answer.version) in kept for answer in given)

    def tallies(self, workshop: str) -> Mapping[tuple[str, int], Tally]:
        """Number of people by answer, for each question and round."""
        found: dict[tuple[str, int], Tally] = {}
        query = (
            select(
                responses.c.question, responses.c.round, responses.c.value, func.count().label("n")
            )
            .where(responses.c.workshop == workshop)
            .group_by(responses.c.question, responses.c.round, responses.c.value)
        )
        for row in self._all(query):
            found.setdefault((row.question, row.round), Tally())[row.value] = row.n
        return found

    def answers_of(self, workshop: str, token: str) -> Mapping[tuple[str, int], str]:
        """What one phone answered, by question and round."""
        query = select(responses.c.question, responses.c.round, responses.c.value).where(
            responses.c.workshop == workshop, responses.c.token == token
        )
        return {(row.question, row.round): row.value for row in self._all(query)}

    # --- presence ---------------------------------------------------------------------------------
    def seen(self, phones: Iterable[tuple[str, str]]) -> None:
        """These phones (workshop, token) gave a sign of life now."""
        rows = [
            {"workshop": workshop, "token": token, "seen_at": self._now()}
            for workshop, token in sorted(set(phones))
        ]
        if not rows:
            return
        try:
            with self._engine.begin() as connection:
                upsert = _upsert(connection, participants, ("workshop", "token"), "seen_at")
                connection.execute(upsert, rows)
        except SQLAlchemyError as error:
            raise StorageError from error

    def turnout(self, workshop: str, asked: Collection[tuple[str, int]]) -> Turnout:
        """How many phones are connected, and how many people answered the questions ``asked`` (question
        and round)."""
        given = (
            select(func.count().label("n"))
            .where(
                responses.c.workshop == workshop,
                tuple_(responses.c.question, responses.c.round).in_(list(asked)),
            )
            .group_by(responses.c.token)
            .subquery()
        )
        query = select(
            func.count().label("answered"),
            func.count().filter(given.c.n >= len(asked)).label("finished"),
        ).select_from(given)
        present = select(func.count()).where(
            participants.c.workshop == workshop, participants.c.seen_at > self._now() - PRESENT
        )
        try:
            with self._engine.connect() as connection:
                connected = connection.scalar(present) or 0
                row = connection.execute(query).one() if asked else None
        except SQLAlchemyError as error:
            raise StorageError from error
        return Turnout(connected, row.answered if row else 0, row.finished if row else 0)

    # --- erase ------------------------------------------------------------------------------------
    def erase(self, workshop: str) -> None:
        """Erase a workshop and its answers for good."""
        self._erase(workshops.c.id == workshop)

    def erase_of_dossier(self, dossier_key: str) -> None:
        """Erase every workshop of a dossier."""
        self._erase(workshops.c.dossier == secrets.digest(dossier_key))

    def purge(self, days: int) -> int:
        """Erase the workshops that nobody changed for ``days`` days, and those whose dossier is gone;
        how many."""
        limit = self._now() - timedelta(days=days)
        lost = workshops.c.dossier.not_in(select(dossiers.c.id))
        return self._erase(or_(workshops.c.saved_at < limit, lost))

    def _erase(self, which: ColumnElement[bool]) -> int:
        """The workshops first: from then on no answer is kept for them. Then whatever belongs to no
        workshop, with what came late to one that was erased before."""
        try:
            with self._engine.begin() as connection:
                erased = connection.execute(delete(workshops).where(which)).rowcount
                for table in (responses, participants):
                    gone = table.c.workshop.not_in(select(workshops.c.id))
                    connection.execute(delete(table).where(gone))
                return erased
        except SQLAlchemyError as error:
            raise StorageError from error

    # --- reading ----------------------------------------------------------------------------------
    def _all(self, query: Any) -> Sequence[Any]:
        try:
            with self._engine.connect() as connection:
                return connection.execute(query).all()
        except SQLAlchemyError as error:
            raise StorageError from error

    def _first(self, where: Any) -> Any:
        for row in self._all(select(workshops).where(where)):
            return row
        raise UnknownWorkshop


def _held(row: Any) -> Held:
    return Held(
        row.id,
        row.code,
        row.dossier,
        row.version,
        row.answers,
        row.created_at,
        Workshop.model_validate_json(row.document),
    )


def _write(connection: Connection, answers: Iterable[Given]) -> None:
    latest = {(a.workshop, a.question, a.round, a.token): a.value for a in answers}
    names = ("workshop", "question", "round", "token")
    rows = [
        dict(zip(names, key, strict=True)) | {"value": value}
        for key, value in latest.items()
        if value != NO_ANSWER
    ]
    if rows:
        connection.execute(_upsert(connection, responses, names, "value"), rows)
    for key, value in latest.items():
        if value == NO_ANSWER:
            same = [responses.c[name] == part for name, part in zip(names, key, strict=True)]
            connection.execute(delete(responses).where(and_(*same)))


def _upsert(connection: Connection, table: Any, key: tuple[str, ...], value: str) -> Insert:
    """Insert rows, or replace ``value`` where ``key`` is there already: both databases can, each in
    its own words."""
    if connection.dialect.name == "postgresql":
        pg = postgresql.insert(table)
        return pg.on_conflict_do_update(index_elements=key, set_={value: pg.excluded[value]})
    lite = sqlite.insert(table)
    return lite.on_conflict_do_update(index_elements=key, set_={value: lite.excluded[value]})
