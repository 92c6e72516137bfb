"""What is left of a vote when the database fails under it: an answer said to be kept is there, once."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from premierspas.content import shipped_catalog
from premierspas.content.models import VoteKind
from premierspas.dossier import Dossier
from premierspas.storage import DossierStore, Held, StorageError, WorkshopStore
from premierspas.storage.tables import connect
from premierspas.storage.workshops import Given
from premierspas.storage.writer import AnswerWriter
from premierspas.workshop.model import Form, Option, Question, Workshop
from premierspas.workshop.running import open_vote, plan_of, start
from tests.storage.conftest import Clock, Database

LIMIT = 10  # seconds; only reached when something is broken
QUESTION = Question(
    kind=VoteKind.PROFILE,
    form=Form.CHOICE,
    text="Quel profil ?",
    options=(Option(id="oui", label="Oui"), Option(id="non", label="Non")),
)


@pytest.fixture
def workshop_of(clock: Clock) -> Callable[[DossierStore], tuple[WorkshopStore, Held]]:
    """A workshop with one open question."""

    def make(dossiers: DossierStore) -> tuple[WorkshopStore, Held]:
        catalog = shipped_catalog()
        template = next(iter(catalog.workshop_template.values()))
        begun = start(catalog, clock())(Workshop(plan=plan_of(template), created_at=clock()))
        store = WorkshopStore.beside(dossiers)
        key = dossiers.create(Dossier()).key
        return store, store.create(key, open_vote({"profil": QUESTION})(begun))[0]

    return make


Make = Callable[[DossierStore], tuple[WorkshopStore, Held]]


def answer_of(held: Held, person: int, value: str = "oui") -> Given:
    return Given(held.id, held.version, f"{person:032x}", "profil", 1, value)


def kept(future: Future[bool]) -> bool:
    """Whether the server said « kept »; it always says something."""
    try:
        return future.result(LIMIT)
    except StorageError:
        return False


def in_database(store: WorkshopStore, held: Held, people: int) -> list[bool]:
    return [bool(store.answers_of(held.id, f"{person:032x}")) for person in range(people)]


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'premiers_pas.db'}")
    yield engine
    engine.dispose()


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Somebody else writes to the file, and does not end."""
    path = engine.url.database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


# --- SQLite ---------------------------------------------------------------------------------------
def test_a_lock_held_by_somebody_else_refuses_and_loses_nothing(
    sqlite: Engine, clock: Clock, workshop_of: Make
) -> None:
    def be_impatient(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=50").close()  # ms, and not ten seconds

    event.listen(sqlite, "checkout", be_impatient)
    store, held = workshop_of(DossierStore(sqlite, clock))
    writer = AnswerWriter(store)
    with locked(sqlite):
        refused = [writer.keep([answer_of(held, person)]) for person in range(20)]
        assert not any(map(kept, refused))
        assert store.by_code(held.code).workshop == held.workshop  # whoever reads does not wait
    assert not any(in_database(store, held, 20))
    assert all(kept(writer.keep([answer_of(held, person)])) for person in range(20))
    assert store.tallies(held.id) == {("profil", 1): {"oui": 20}}


def test_a_lock_held_for_a_moment_only_delays(
    sqlite: Engine, clock: Clock, workshop_of: Make
) -> None:
    store, held = workshop_of(DossierStore(sqlite, clock))
    writer = AnswerWriter(store)
    with locked(sqlite):
        waiting = [writer.keep([answer_of(held, person)]) for person in range(20)]
        assert not wait(waiting, timeout=0.2).done  # nobody is told « kept » while it is not
    assert all(map(kept, waiting))
    assert all(in_database(store, held, 20))


def test_a_full_disk_refuses_until_there_is_room(
    sqlite: Engine, clock: Clock, workshop_of: Make
) -> None:
    store, held = workshop_of(DossierStore(sqlite, clock))
    with sqlite.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}").close()

    event.listen(sqlite, "checkout", limit)
    writer = AnswerWriter(store)
    said = [kept(writer.keep([answer_of(held, person)])) for person in range(200)]
    assert not all(said)  # it was full indeed
    assert in_database(store, held, 200) == said
    pages = 1_000_000
    assert all(kept(writer.keep([answer_of(held, person)])) for person in range(200))
    assert store.tallies(held.id) == {("profil", 1): {"oui": 200}}


# --- both -----------------------------------------------------------------------------------------
def test_connections_cut_in_the_middle_of_a_vote(
    store: DossierStore, database: Database, another: Callable[[], DossierStore], workshop_of: Make
) -> None:
    workshops, held = workshop_of(store)
    writer = AnswerWriter(workshops)
    people, answered = 300, []
    for person in range(people):
        answered.append(writer.keep([answer_of(held, person)]))
        if person % 100 == 50:
            database.cut()
    said = [kept(future) for future in answered]
    seen_by_another = WorkshopStore.beside(another())
    found = in_database(seen_by_another, held, people)
    # A commit whose word was lost on the way may be there; what was said to be kept must be.
    assert all(there for there, was_said in zip(found, said, strict=True) if was_said)
    assert all(kept(writer.keep([answer_of(held, person)])) for person in range(people))
    assert seen_by_another.tallies(held.id) == {("profil", 1): {"oui": people}}


def test_a_database_that_fails_within_the_transaction_keeps_none_of_it(
    store: DossierStore, workshop_of: Make
) -> None:
    workshops, held = workshop_of(store)

    def fails(*_: object) -> None:
        raise OperationalError("COMMIT", {}, OSError("disk I/O error"))

    event.listen(store.engine, "commit", fails)
    with pytest.raises(StorageError):
        workshops.keep([answer_of(held, 0), answer_of(held, 1)])
    event.remove(store.engine, "commit", fails)
    assert not any(in_database(workshops, held, 2))
    assert workshops.counters(held.id).answers == 0


def test_the_clock_goes_back_and_the_vote_goes_on(
    store: DossierStore, clock: Clock, workshop_of: Make
) -> None:
    workshops, held = workshop_of(store)
    assert workshops.keep([answer_of(held, 0)]) == (True,)
    workshops.seen([(held.id, f"{0:032x}")])
    clock.now = datetime(2020, 1, 1, tzinfo=UTC)
    assert workshops.keep([answer_of(held, 0, "non"), answer_of(held, 1)]) == (True, True)
    workshops.seen([(held.id, f"{person:032x}") for person in range(2)])
    assert workshops.tallies(held.id) == {("profil", 1): {"non": 1, "oui": 1}}
    turnout = workshops.turnout(held.id, [("profil", 1)])
    assert (turnout.connected, turnout.answered, turnout.finished) == (2, 2, 2)
    assert workshops.purge(days=1) == 0
    begun = workshops.by_code(held.code).workshop
    assert begun.not_before(clock()) == begun.started_at


class Full:
    """An error stream on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")

    def flush(self) -> None:
        self.write("")


def test_a_log_that_cannot_be_written_does_not_stop_the_answers(
    store: DossierStore, workshop_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshops, held = workshop_of(store)

    def keep(_given: object) -> tuple[bool, ...]:
        raise StorageError

    structlog.reset_defaults()  # the next log looks for the error stream again
    monkeypatch.setattr(sys, "stderr", Full())
    try:
        writer = AnswerWriter(workshops)
        with monkeypatch.context() as broken:
            broken.setattr(workshops, "keep", keep)
            assert not kept(writer.keep([answer_of(held, 0)]))
        assert writer.keep([answer_of(held, 0)]).result(LIMIT)
    finally:
        structlog.reset_defaults()
