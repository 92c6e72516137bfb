"""Workshops and answers: what is said to be kept is kept, on SQLite as on PostgreSQL."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, create_engine, event, func, select

from premierspas.content.models import VoteKind
from premierspas.dossier import Dossier
from premierspas.dossier import changes as c
from premierspas.storage import DossierStore, StorageError, TooManyAttempts
from premierspas.storage.attempts import WINDOW, WORKSHOP_CODES
from premierspas.storage.tables import connect, metadata, participants, responses
from premierspas.storage.workshops import Given, Held, Turnout, UnknownWorkshop, WorkshopStore
from premierspas.storage.writer import AnswerWriter
from premierspas.workshop import running
from premierspas.workshop.model import Form, Option, Plan, PlannedStage, Question, Workshop
from tests.storage.conftest import Clock, Database

ROOT = Path(__file__).parents[2]
HERE = "192.0.2.1"
KEY = "attentes.regler-conflit"
QUESTION = Question(
    kind=VoteKind.EXPECTATIONS,
    form=Form.CHOICE,
    text="Régler un conflit",
    options=(Option(id="leaders", label="Leader(s)"), Option(id="expert", label="Expert")),
)
Another = Callable[[], DossierStore]
Servers = Callable[[], WorkshopStore]


@pytest.fixture
def server(another: Another) -> Servers:
    """A store of workshops of its own on the same database, as another server would have."""
    return lambda: WorkshopStore.beside(another())


@pytest.fixture
def rooms(store: DossierStore) -> WorkshopStore:
    return WorkshopStore.beside(store)


@pytest.fixture
def dossier(store: DossierStore) -> str:
    """The key of a dossier."""
    return store.create(Dossier(note="Une note")).key


@pytest.fixture
def workshop(clock: Clock) -> Workshop:
    asked = {KEY: QUESTION.changed(open=True)}
    plan = Plan(stages=(PlannedStage(stage="tri", minutes=10),))
    return Workshop(team="Les Tilleuls", plan=plan, created_at=clock(), asked=asked)


@pytest.fixture
def held(rooms: WorkshopStore, dossier: str, workshop: Workshop) -> Held:
    return rooms.create(dossier, workshop)[0]


def given(held: Held, token: str = "phone-1", value: str = "leaders", **more: object) -> Given:
    return replace(Given(held.id, held.version, token, KEY, 1, value), **more)  # type: ignore[arg-type]


def rows(url: str, table: object) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(table))  # type: ignore[arg-type]
    engine.dispose()
    return found or 0


# --- create and open ------------------------------------------------------------------------------
def test_a_workshop_is_opened_by_its_secret_and_by_its_code(
    rooms: WorkshopStore, server: Servers, dossier: str, workshop: Workshop
) -> None:
    held, secret = rooms.create(dossier, workshop)
    assert held.workshop == workshop
    assert (held.version, held.answers) == (1, 0)
    after = server()
    assert after.by_secret(secret) == after.by_code(held.code) == held
    assert after.of_dossier(dossier) == ((held, secret),)
    assert after.dossier_of(held)[1].note == "Une note"


def test_workshops_of_a_dossier_come_latest_first(
    rooms: WorkshopStore, store: DossierStore, clock: Clock, dossier: str, workshop: Workshop
) -> None:
    made = []
    for _ in range(3):
        made.append(rooms.create(dossier, workshop))
        clock.forward(days=1)
    other = rooms.create(store.create(Dossier()).key, workshop)
    assert rooms.of_dossier(dossier) == tuple(reversed(made))
    assert len({held.id for held, _ in (*made, other)}) == 4
    assert len({held.code for held, _ in (*made, other)}) == 4


@pytest.mark.parametrize(
    "wrong", ["", "x", "' OR 1=1 --", "é🩺", "x" * 10_000, "%", "a\x00b", "\ud800"]
)
def test_a_wrong_secret_or_code_opens_nothing(rooms: WorkshopStore, held: Held, wrong: str) -> None:
    for opens in (rooms.by_secret, rooms.by_code, lambda text: rooms.code_typed(text, HERE)):
        with pytest.raises(UnknownWorkshop):
            opens(wrong)
    for almost in (held.code + "\n", held.code.lower(), held.code[:-1], held.code + "A"):
        with pytest.raises(UnknownWorkshop):
            rooms.by_code(almost)
    assert rooms.of_dossier(wrong) == ()


def test_who_reads_the_database_opens_no_workshop_as_facilitator(
    rooms: WorkshopStore, database: Database, dossier: str, workshop: Workshop
) -> None:
    _, secret = rooms.create(dossier, workshop)
    engine = create_engine(database.url)
    with engine.connect() as connection:
        said = "\n".join(
            str(row)
            for table in metadata.tables.values()
            for row in connection.execute(select(table))
        )
    engine.dispose()
    assert "Les Tilleuls" in said
    assert secret not in said
    assert dossier not in said


# --- codes ----------------------------------------------------------------------------------------
def test_a_code_is_typed_in_any_way(rooms: WorkshopStore, held: Held) -> None:
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{6}", held.code)
    for typed in (
        held.code,
        held.code.lower(),
        f" {held.code[:3]}-{held.code[3:]} ",
        ".".join(held.code),
    ):
        assert rooms.code_typed(typed, HERE) == held.code


def test_wrong_codes_are_limited_by_address_then_allowed_again(
    rooms: WorkshopStore, server: Servers, clock: Clock, held: Held
) -> None:
    for _ in range(WORKSHOP_CODES.most):
        with pytest.raises(UnknownWorkshop):
            rooms.code_typed("000000", HERE)
    for asked in (rooms, server()):
        with pytest.raises(TooManyAttempts):
            asked.code_typed(held.code, HERE)
        assert asked.code_typed(held.code, "192.0.2.2") == held.code
    clock.forward(seconds=WINDOW.total_seconds() + 1)
    assert rooms.code_typed(held.code, HERE) == held.code


def test_right_codes_are_never_limited(rooms: WorkshopStore, held: Held) -> None:
    for _ in range(WORKSHOP_CODES.most + 5):
        assert rooms.code_typed(held.code, HERE) == held.code


def test_wrong_codes_of_a_workshop_do_not_close_dossiers(
    rooms: WorkshopStore, store: DossierStore
) -> None:
    saved = store.create(Dossier())
    for _ in range(20):
        with pytest.raises(UnknownWorkshop):
            rooms.code_typed("000000", HERE)
    assert store.key_of_code(saved.code, HERE) == saved.key


# --- change ---------------------------------------------------------------------------------------
def test_a_change_is_saved_and_counted(
    rooms: WorkshopStore, server: Servers, store: DossierStore, dossier: str, held: Held
) -> None:
    changed = rooms.change(held.id, running.park("La salle"))
    assert changed.workshop.parked == ("La salle",)
    assert server().by_code(held.code) == changed
    assert rooms.counters(held.id) == (2, 0, 1)
    assert rooms.change(held.id, running.park("La salle")) == changed  # the same again: nothing new
    store.change(dossier, c.set_field("note", "Après"))
    rooms.keep([given(changed)])
    assert rooms.counters(held.id) == (2, 1, 2)
    store.erase(dossier)
    assert rooms.counters(held.id) == (2, 1, None)
    with pytest.raises(UnknownWorkshop):
        rooms.dossier_of(held)


def test_a_refused_change_changes_nothing(rooms: WorkshopStore, held: Held) -> None:
    with pytest.raises(ValidationError):
        rooms.change(held.id, running.set_field("row", -1))
    assert rooms.by_code(held.code) == held


def test_changes_at_once_are_all_kept(server: Servers, held: Held) -> None:
    writers, each = 6, 5
    together, stores = Barrier(writers), [server() for _ in range(writers)]

    def write(writer: int) -> None:
        together.wait()
        for number in range(each):
            stores[writer].change(held.id, running.park(f"{writer} {number}"))

    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(write, writer) for writer in range(writers)]:
            done.result()
    found = stores[0].by_code(held.code)
    assert set(found.workshop.parked) == {f"{w} {n}" for w in range(writers) for n in range(each)}
    assert found.version == 1 + writers * each


def test_erased_in_the_middle_of_a_change(
    rooms: WorkshopStore, server: Servers, held: Held
) -> None:
    def slow(workshop: Workshop) -> Workshop:
        server().erase(held.id)
        return running.park("Trop tard")(workshop)

    with pytest.raises(UnknownWorkshop):
        rooms.change(held.id, slow)


# --- answers --------------------------------------------------------------------------------------
def test_the_last_answer_of_a_person_counts_once(rooms: WorkshopStore, held: Held) -> None:
    assert rooms.keep([given(held), given(held)]) == (True, True)  # double tap
    assert rooms.keep([given(held), given(held, "phone-2")]) == (True, True)
    assert rooms.tallies(held.id) == {(KEY, 1): {"leaders": 2}}
    assert rooms.keep([given(held, value="leaders"), given(held, value="expert")]) == (True, True)
    assert rooms.tallies(held.id) == {(KEY, 1): {"leaders": 1, "expert": 1}}
    assert rooms.answers_of(held.id, "phone-1") == {(KEY, 1): "expert"}


def test_an_answer_is_taken_back(rooms: WorkshopStore, held: Held) -> None:
    rooms.keep([given(held), given(held, "phone-2")])
    assert rooms.keep([given(held, value="")]) == (True,)
    assert rooms.keep([given(held, "nobody", value="")]) == (True,)  # nothing to take back
    assert rooms.tallies(held.id) == {(KEY, 1): {"leaders": 1}}
    assert rooms.answers_of(held.id, "phone-1") == {}
    rooms.keep([given(held, value="expert")])
    assert rooms.tallies(held.id) == {(KEY, 1): {"leaders": 1, "expert": 1}}


def test_rounds_questions_and_workshops_are_apart(
    rooms: WorkshopStore, dossier: str, workshop: Workshop, held: Held
) -> None:
    other, _ = rooms.create(dossier, workshop)
    rooms.keep(
        [
            given(held),
            given(held, round=2, value="expert"),
            given(held, question="mot"),
            given(other),
        ]
    )
    assert rooms.tallies(held.id) == {
        (KEY, 1): {"leaders": 1}, (KEY, 2): {"expert": 1}, ("mot", 1): {"leaders": 1},
    }  # fmt: skip
    assert rooms.tallies(other.id) == {(KEY, 1): {"leaders": 1}}
    assert rooms.tallies("absent") == {}


@pytest.mark.parametrize("text", ["👩🏽‍⚕️", "'; DROP TABLE responses; -- %s :x {y}", "é" * 2000])
def test_any_text_is_kept_as_it_is(rooms: WorkshopStore, held: Held, text: str) -> None:
    rooms.keep([given(held, value=text)])
    assert rooms.answers_of(held.id, "phone-1") == {(KEY, 1): text}


def test_an_answer_to_a_state_that_has_passed_is_refused(
    rooms: WorkshopStore, server: Servers, dossier: str, workshop: Workshop, held: Held
) -> None:
    other, _ = rooms.create(dossier, workshop)
    rooms.keep([given(held)])
    closed = server().change(held.id, running.close([KEY]))
    late = [
        given(held, value="expert"),
        given(held, "phone-2"),
        given(other),
        given(held, value=""),
    ]
    assert rooms.keep(late) == (False, False, True, False)
    assert rooms.tallies(held.id) == {(KEY, 1): {"leaders": 1}}
    assert rooms.counters(held.id).answers == 1
    assert rooms.keep([given(closed, "phone-2"), given(held, workshop="absent")]) == (True, False)


def test_two_servers_write_at_once(server: Servers, dossier: str, workshop: Workshop) -> None:
    one, two = server(), server()
    first, second = one.create(dossier, workshop)[0], one.create(dossier, workshop)[0]
    together = Barrier(2)

    def write(store: WorkshopStore, name: str, order: Sequence[Held]) -> None:
        together.wait()
        for number in range(15):
            batch = [given(held, f"{name}-{number}") for held in order]
            batch += [given(held, "same", ("leaders", "expert")[number % 2]) for held in order]
            assert all(store.keep(batch))

    with ThreadPoolExecutor(2) as pool:
        tasks = [
            pool.submit(write, one, "a", (first, second)),
            pool.submit(write, two, "b", (second, first)),
        ]
        for done in tasks:
            done.result()
    for held in (first, second):
        assert one.tallies(held.id)[KEY, 1].total() == 31
        assert one.counters(held.id).answers == 60


# --- presence -------------------------------------------------------------------------------------
def test_turnout_counts_people_once(rooms: WorkshopStore, clock: Clock, held: Held) -> None:
    rooms.seen([(held.id, "phone-1"), (held.id, "phone-1"), (held.id, "phone-2"), ("other", "x")])
    rooms.keep([given(held), given(held, "phone-2"), given(held, question="mot")])
    asked = [(KEY, 1), ("mot", 1)]
    assert rooms.turnout(held.id, asked) == Turnout(connected=2, answered=2, finished=1)
    assert rooms.turnout(held.id, [(KEY, 2)]) == Turnout(connected=2, answered=0, finished=0)
    assert rooms.turnout(held.id, []) == Turnout(connected=2, answered=0, finished=0)
    clock.forward(seconds=20)
    rooms.seen([(held.id, "phone-2")])
    rooms.seen([])
    clock.forward(seconds=11)
    assert rooms.turnout(held.id, asked).connected == 1


# --- erase ----------------------------------------------------------------------------------------
def test_erased_for_good_with_the_dossier(
    rooms: WorkshopStore, store: DossierStore, database: Database, dossier: str, workshop: Workshop
) -> None:
    mine = [rooms.create(dossier, workshop)[0] for _ in range(2)]
    other = rooms.create(store.create(Dossier()).key, workshop)[0]
    rooms.keep([given(held) for held in (*mine, other)])
    rooms.seen([(held.id, "phone-1") for held in (*mine, other)])
    rooms.erase_of_dossier(dossier)
    for held in mine:
        with pytest.raises(UnknownWorkshop):
            rooms.by_code(held.code)
        with pytest.raises(UnknownWorkshop):
            rooms.counters(held.id)
        assert rooms.keep([given(held)]) == (False,)
    assert rooms.of_dossier(dossier) == ()
    assert rooms.tallies(other.id) == {(KEY, 1): {"leaders": 1}}
    assert (rows(database.url, responses), rows(database.url, participants)) == (1, 1)
    rooms.erase(other.id)
    assert (rows(database.url, responses), rows(database.url, participants)) == (0, 0)


def test_an_answer_during_the_erasing_is_not_left_behind(
    rooms: WorkshopStore, server: Servers, database: Database, engines: list[Engine], held: Held
) -> None:
    rooms.keep([given(held)])
    other, deletes = server(), []
    answered: list[Future[tuple[bool, ...]]] = []

    def answer(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("DELETE"):
            deletes.append(statement)
        if len(deletes) == 2 and not answered:  # in the middle: a phone answers on another server
            answered.append(pool.submit(other.keep, [given(held, "phone-2")]))
            wait(answered, timeout=0.5)  # it may have to wait for the erasing to end

    with ThreadPoolExecutor(1) as pool:
        event.listen(engines[0], "before_cursor_execute", answer)
        rooms.erase(held.id)
        assert answered[0].result() == (False,)
    assert rows(database.url, responses) == 0


def test_a_late_sign_of_life_is_erased_by_the_next_purge(
    rooms: WorkshopStore, database: Database, held: Held
) -> None:
    rooms.erase(held.id)
    rooms.seen([(held.id, "phone-1")])  # written a few seconds after it came
    rooms.purge(30)
    assert rows(database.url, participants) == 0


def test_only_old_workshops_and_those_without_dossier_are_purged(
    rooms: WorkshopStore, store: DossierStore, database: Database, clock: Clock, workshop: Workshop
) -> None:
    keys = [store.create(Dossier()).key for _ in range(3)]
    old, changed, lost = (rooms.create(key, workshop)[0] for key in keys)
    rooms.keep([given(held) for held in (old, changed, lost)])
    clock.forward(days=20)
    rooms.change(changed.id, running.park("Encore"))
    assert rooms.purge(30) == 0
    store.erase(keys[2])
    assert rooms.purge(30) == 1
    clock.forward(days=11)
    assert rooms.purge(30) == 1
    assert rooms.by_code(changed.code).workshop.parked == ("Encore",)
    assert rows(database.url, responses) == 1
    for gone in (old, lost):
        with pytest.raises(UnknownWorkshop):
            rooms.by_code(gone.code)


# --- when it goes wrong ---------------------------------------------------------------------------
def test_a_database_that_is_gone_is_said_so(
    database: Database,
    rooms: WorkshopStore,
    engines: list[Engine],
    dossier: str,
    workshop: Workshop,
) -> None:
    held, secret = rooms.create(dossier, workshop)
    for engine in engines:
        engine.dispose()
    database.destroy()
    for ask in (
        lambda: rooms.create(dossier, workshop),
        lambda: rooms.by_secret(secret),
        lambda: rooms.by_code(held.code),
        lambda: rooms.code_typed(held.code, HERE),
        lambda: rooms.of_dossier(dossier),
        lambda: rooms.dossier_of(held),
        lambda: rooms.counters(held.id),
        lambda: rooms.change(held.id, running.park("Perdu")),
        lambda: rooms.keep([given(held)]),
        lambda: rooms.tallies(held.id),
        lambda: rooms.answers_of(held.id, "phone-1"),
        lambda: rooms.seen([(held.id, "phone-1")]),
        lambda: rooms.turnout(held.id, [(KEY, 1)]),
        lambda: rooms.erase(held.id),
        lambda: rooms.erase_of_dossier(dossier),
        lambda: rooms.purge(30),
    ):
        with pytest.raises(StorageError):
            ask()
    with pytest.raises(StorageError):
        AnswerWriter(rooms).keep([given(held)]).result(timeout=30)


# --- the writer -----------------------------------------------------------------------------------
def test_many_phones_at_once_are_all_kept(rooms: WorkshopStore, held: Held) -> None:
    writer = AnswerWriter(rooms)
    with ThreadPoolExecutor(8) as pool:
        futures = list(pool.map(lambda n: writer.keep([given(held, f"p-{n}")]), range(700)))
    assert all(future.result(timeout=30) for future in futures)
    assert rooms.tallies(held.id) == {(KEY, 1): {"leaders": 700}}


def test_each_phone_is_told_about_its_own_answers(rooms: WorkshopStore, held: Held) -> None:
    writer = AnswerWriter(rooms)
    now = rooms.change(held.id, running.park("La salle"))
    late = writer.keep([given(held, "late")])
    both = writer.keep([given(now, "both"), given(held, "both", question="mot")])
    good = writer.keep([given(now, "good"), given(now, "good", question="mot")])
    assert [f.result(timeout=30) for f in (late, both, good)] == [False, False, True]
    assert rooms.answers_of(held.id, "late") == {}


class Failing:
    """A store whose first batch waits until ``go`` is set, then fails; the next ones are kept."""

    def __init__(self, error: Exception) -> None:
        self.error: Exception | None = error
        self.go, self.began = Event(), Event()
        self.batches: list[int] = []

    def keep(self, given: Sequence[Given]) -> tuple[bool, ...]:
        self.began.set()
        assert self.go.wait(30)
        self.batches.append(len(given))
        if error := self.error:
            self.error = None
            raise error
        return tuple(True for _ in given)

    def seen(self, _phones: object) -> None:
        raise RuntimeError


ANSWER = Given("w", 1, "phone", KEY, 1, "leaders")


@pytest.fixture
def died() -> Iterator[list[object]]:
    """What threads died of, instead of saying it."""
    found: list[object] = []
    before, threading.excepthook = threading.excepthook, found.append
    yield found
    threading.excepthook = before


@pytest.mark.parametrize(
    "error", [StorageError(), ValueError("inattendu")], ids=["storage", "other"]
)
def test_an_error_is_told_to_everyone_and_the_writer_goes_on(error: Exception) -> None:
    store = Failing(error)
    writer = AnswerWriter(store)  # type: ignore[arg-type]
    first = writer.keep([ANSWER])
    assert store.began.wait(30)
    together = [writer.keep([ANSWER]) for _ in range(20)]  # come while the first is being written
    together[3].cancel()
    store.go.set()
    with pytest.raises(type(error)):
        first.result(timeout=30)
    assert all(f.result(timeout=30) for n, f in enumerate(together) if n != 3)
    assert store.batches == [1, 20]  # the twenty in one commit


def test_an_error_told_to_a_phone_that_is_gone_does_not_stop_the_writer() -> None:
    store = Failing(StorageError())
    writer = AnswerWriter(store)  # type: ignore[arg-type]
    gone, here = writer.keep([ANSWER]), None
    assert store.began.wait(30)
    assert gone.cancel()
    here = writer.keep([ANSWER])
    store.go.set()
    assert here.result(timeout=30)


def test_presence_that_fails_does_not_stop_the_writer(died: list[object]) -> None:
    store = Failing(StorageError())
    store.go.set()
    store.error = None
    writer = AnswerWriter(store)  # type: ignore[arg-type]
    writer.seen("w", "phone")
    writer._written_at = 0  # long ago: written after the next answer
    assert writer.keep([ANSWER]).result(timeout=30)
    assert writer.keep([ANSWER]).result(timeout=10)
    assert died == []


KILLED = """
import sys
from premierspas.storage import DossierStore
from premierspas.storage.workshops import Given, WorkshopStore
from premierspas.storage.writer import AnswerWriter
writer = AnswerWriter(WorkshopStore.beside(DossierStore.at(sys.argv[1])))
for number in range(2000):
    together = [f"p-{number}-{n}" for n in range(5)]
    futures = [writer.keep([Given(sys.argv[2], 1, p, "mot", 1, "fil")]) for p in together]
    for phone, future in zip(together, futures):
        assert future.result()
        print(phone, flush=True)
"""


@pytest.mark.parametrize("after", [1, 12, 60])
def test_killed_in_the_middle_of_answers_loses_none_that_was_acknowledged(
    database: Database, engines: list[Engine], held: Held, after: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, database.url, held.id],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL

    engines.append(connect(database.url))
    survivor = WorkshopStore(engines[-1])
    acknowledged = {line.strip() for line in said if line.endswith("\n")}
    assert len(acknowledged) >= after
    for phone in acknowledged:
        assert survivor.answers_of(held.id, phone) == {("mot", 1): "fil"}
    kept = survivor.tallies(held.id)["mot", 1]["fil"]
    assert len(acknowledged) <= kept <= len(acknowledged) + 5  # at most one batch not said yet
    assert survivor.counters(held.id).answers == kept
    assert survivor.keep([given(held)]) == (True,)
