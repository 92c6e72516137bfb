"""What is said to be saved is saved, on SQLite as on PostgreSQL."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, create_engine, select, text

from premierspas.dossier import Dossier
from premierspas.dossier import changes as c
from premierspas.dossier.file import to_json
from premierspas.dossier.model import MAX_ENTRIES, NOTE_LENGTH
from premierspas.example import example_dossier
from premierspas.storage import DossierStore, StorageError, TooManyAttempts, UnknownDossier
from premierspas.storage.attempts import DOSSIER_CODES, WINDOW
from premierspas.storage.tables import connect, failed_codes, metadata
from tests.storage.conftest import Clock, Database

ROOT = Path(__file__).parents[2]
Another = Callable[[], DossierStore]
HERE = "192.0.2.1"


def wrong(number: int) -> str:
    """A code that nobody has: 0 and 1 are in no code."""
    return f"0000-1111-{number:04d}"


# --- create, open, change, erase ------------------------------------------------------------------
def test_a_dossier_is_created_and_opened(store: DossierStore, clock: Clock) -> None:
    saved = store.create(example_dossier())
    assert store.open(saved.key) == saved
    assert (saved.version, saved.saved_at, saved.dossier) == (1, clock.now, example_dossier())


def test_a_change_is_saved(store: DossierStore, clock: Clock) -> None:
    key = store.create(Dossier()).key
    clock.forward(minutes=5)
    saved = store.change(key, c.set_in_part("team", "patients", 4000))
    assert store.open(key) == saved
    assert (saved.version, saved.saved_at, saved.dossier.team.patients) == (2, clock.now, 4000)
    assert store.version(key) == 2


def test_dossiers_are_apart(store: DossierStore) -> None:
    one, two = store.create(Dossier()), store.create(Dossier())
    assert one.key != two.key
    assert one.code != two.code
    store.change(one.key, c.set_field("note", "À un"))
    store.erase(one.key)
    assert store.open(two.key) == two


def test_erased_for_good(store: DossierStore) -> None:
    saved = store.create(Dossier())
    store.erase(saved.key)
    store.erase(saved.key)
    assert store.version(saved.key) is None
    assert store.key_of_code(saved.code, HERE) is None
    with pytest.raises(UnknownDossier):
        store.open(saved.key)
    with pytest.raises(UnknownDossier):
        store.change(saved.key, c.set_field("note", "Trop tard"))


@pytest.mark.parametrize("key", ["", "inconnue", "' OR 1=1 --", "é🩺", "x" * 10_000, "a\x00b", "%"])
def test_an_unknown_key_opens_nothing(store: DossierStore, key: str) -> None:
    store.create(Dossier())
    with pytest.raises(UnknownDossier):
        store.open(key)
    assert store.version(key) is None


def test_a_refused_change_changes_nothing(store: DossierStore) -> None:
    saved = store.create(example_dossier())
    with pytest.raises(ValidationError):
        store.change(saved.key, c.set_in_part("team", "patients", -1))
    assert store.open(saved.key) == saved


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍⚕️🩺 équipe",
        "a\x00b\ud800c\x07",
        "\u202eשלום مرحبا\u202c",
        "'; DROP TABLE dossiers; -- \\ \" %s :name {x}",
        "ligne 1\r\nligne 2\u2028ligne 3",
        "🩺" * NOTE_LENGTH,
    ],
    ids=["emoji", "control", "right to left", "sql", "lines", "long"],
)
def test_hostile_texts_survive(store: DossierStore, another: Another, text: str) -> None:
    key = store.create(Dossier()).key
    kept = store.change(key, c.set_field("note", text)).dossier
    assert kept == c.set_field("note", text)(Dossier())
    assert another().open(key).dossier == kept


def test_a_dossier_filled_to_the_brim_is_kept(store: DossierStore, another: Another) -> None:
    notes = {f"q-{i}": "🩺" * NOTE_LENGTH for i in range(MAX_ENTRIES)}
    key = store.create(Dossier.model_validate({"everyday": notes, "perspectives": notes})).key
    store.change(key, c.set_field("note", "Encore"))
    found = another().open(key).dossier
    assert (found.everyday, found.perspectives, found.note) == (notes, notes, "Encore")


def test_a_restarted_server_reads_the_same(store: DossierStore, another: Another) -> None:
    saved = store.create(example_dossier())
    changed = store.change(saved.key, c.set_field("note", "Après"))
    after = another()
    assert after.open(saved.key) == changed
    assert after.key_of_code(saved.code, HERE) == saved.key


# --- codes ----------------------------------------------------------------------------------------
def test_the_code_can_be_read_aloud_and_typed_in_any_way(store: DossierStore) -> None:
    saved = store.create(Dossier())
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", saved.readable_code)
    for typed in (
        saved.code,
        saved.readable_code,
        saved.readable_code.lower(),
        f"  {saved.readable_code.replace('-', ' ')}\n",
        " – ".join(saved.readable_code.split("-")),
        ".".join(saved.code),
    ):
        assert store.key_of_code(typed, HERE) == saved.key


@pytest.mark.parametrize("typed", ["", "-", "ABCD", "🩺", "\x00", "%", "' OR 1=1", "A" * 100_000])
def test_a_wrong_code_opens_nothing(store: DossierStore, typed: str) -> None:
    store.create(Dossier())
    assert store.key_of_code(typed, HERE) is None


def test_a_code_with_one_letter_more_or_less_opens_nothing(store: DossierStore) -> None:
    saved = store.create(Dossier())
    assert store.key_of_code(saved.code[:-1], HERE) is None
    assert store.key_of_code(saved.code + "A", HERE) is None


def test_wrong_codes_are_limited_by_address_then_allowed_again(
    store: DossierStore, another: Another, clock: Clock
) -> None:
    saved = store.create(Dossier())
    for number in range(DOSSIER_CODES.most):
        assert store.key_of_code(wrong(number), HERE) is None
    for server in (store, another()):
        with pytest.raises(TooManyAttempts):
            server.key_of_code(saved.code, HERE)
        assert server.key_of_code(saved.code, "192.0.2.2") == saved.key
    clock.forward(minutes=WINDOW.total_seconds() / 60 - 1)
    with pytest.raises(TooManyAttempts):
        store.key_of_code(saved.code, HERE)
    clock.forward(minutes=2)
    assert store.key_of_code(saved.code, HERE) == saved.key


def test_right_codes_are_never_limited(store: DossierStore) -> None:
    saved = store.create(Dossier())
    for _ in range(DOSSIER_CODES.most + 5):
        assert store.key_of_code(saved.code, HERE) == saved.key


def test_the_address_is_not_kept_in_clear(store: DossierStore, database: Database) -> None:
    store.key_of_code(wrong(1), "203.0.113.77")
    assert "203.0.113.77" not in _dump(database.url)


def _dump(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(select(failed_codes)).all()
    engine.dispose()
    assert rows
    return str(rows)


# --- secrets --------------------------------------------------------------------------------------
def _whole_database(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        said = [
            str(row)
            for table in metadata.tables.values()
            for row in connection.execute(select(table))
        ]
    engine.dispose()
    return "\n".join(said)


def test_who_reads_the_database_finds_no_key_and_no_code(
    store: DossierStore, database: Database
) -> None:
    saved = store.create(Dossier(note="Une note"))
    said = _whole_database(database.url)
    assert "Une note" in said
    assert saved.key not in said
    assert saved.code not in said


FIRST_TABLE = (
    "CREATE TABLE dossiers (key VARCHAR(40) PRIMARY KEY, code VARCHAR(12) NOT NULL UNIQUE, "
    "document TEXT NOT NULL, version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL, "
    "saved_at TIMESTAMP NOT NULL, opened_at TIMESTAMP NOT NULL)"
)


def test_a_database_of_the_first_versions_opens_with_the_same_address_and_code(
    database: Database, clock: Clock, engines: list[Engine]
) -> None:
    key, code = "k" * 32, "ABCDEFGHJKLM"
    old = create_engine(database.url)
    with old.begin() as connection:
        connection.execute(text(FIRST_TABLE))
        connection.execute(
            text("INSERT INTO dossiers VALUES (:key, :code, :document, 7, :at, :at, :at)"),
            {
                "key": key,
                "code": code,
                "document": to_json(Dossier(note="Avant")),
                "at": clock.now.replace(tzinfo=None),
            },
        )
    old.dispose()
    with ThreadPoolExecutor() as pool:  # two servers start together
        engines += pool.map(connect, [database.url] * 2)
    store = DossierStore(engines[-1], clock)
    saved = store.open(key)
    assert (saved.version, saved.code, saved.dossier.note) == (7, code, "Avant")
    assert store.key_of_code(code, HERE) == key
    assert store.change(key, c.set_field("note", "Après")).version == 8
    assert key not in _whole_database(database.url)


# --- purge ----------------------------------------------------------------------------------------
def test_only_what_nobody_opens_is_purged(store: DossierStore, clock: Clock) -> None:
    forgotten, opened, changed = (store.create(Dossier()) for _ in range(3))
    clock.forward(days=300)
    store.open(opened.key)
    store.change(changed.key, c.set_field("note", "Encore là"))
    assert store.purge(12) == 0
    clock.forward(days=100)
    recent = store.create(Dossier())
    assert store.purge(12) == 1
    assert store.version(forgotten.key) is None
    for kept in (opened, changed, recent):
        assert store.version(kept.key) is not None
    clock.forward(days=400)
    assert store.purge(12) == 3
    assert store.purge(12) == 0


# --- several writers ------------------------------------------------------------------------------
def test_someone_else_saves_in_the_middle_of_a_change(
    store: DossierStore, another: Another
) -> None:
    key, other = store.create(Dossier()).key, another()
    interruptions = [c.set_in_part("team", "patients", 4000), c.set_field("note", "Plus tôt")]

    def slow(dossier: Dossier) -> Dossier:
        if interruptions:
            other.change(key, interruptions.pop())
        return c.set_field("note", "Plus tard")(dossier)

    saved = store.change(key, slow)
    assert (saved.dossier.team.patients, saved.dossier.note) == (4000, "Plus tard")
    assert saved.version == 4
    assert other.open(key) == saved


def test_the_dossier_is_erased_in_the_middle_of_a_change(
    store: DossierStore, another: Another
) -> None:
    key = store.create(Dossier()).key

    def slow(dossier: Dossier) -> Dossier:
        another().erase(key)
        return c.set_field("note", "Trop tard")(dossier)

    with pytest.raises(UnknownDossier):
        store.change(key, slow)
    assert store.version(key) is None


def test_many_writers_at_once_all_keep_their_work(store: DossierStore, another: Another) -> None:
    writers, each = 8, 6
    key = store.create(Dossier()).key
    together = Barrier(writers)

    def write(writer: int) -> None:
        mine = another() if writer % 2 else store  # other processes, and threads of the same one
        together.wait()
        for number in range(each):
            mine.change(key, c.set_entry("everyday", f"w-{writer}-{number}", f"{writer} {number}"))

    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(write, writer) for writer in range(writers)]:
            done.result()
    saved = store.open(key)
    assert saved.dossier.everyday == {
        f"w-{w}-{n}": f"{w} {n}" for w in range(writers) for n in range(each)
    }
    assert saved.version == 1 + writers * each


# --- when it goes wrong ---------------------------------------------------------------------------
def test_a_database_that_is_gone_is_said_so(
    database: Database, store: DossierStore, engines: list[Engine]
) -> None:
    saved = store.create(Dossier())
    for engine in engines:
        engine.dispose()
    database.destroy()
    for ask in (
        lambda s: s.create(Dossier()),
        lambda s: s.open(saved.key),
        lambda s: s.version(saved.key),
        lambda s: s.change(saved.key, c.set_field("note", "Perdu")),
        lambda s: s.key_of_code(saved.code, HERE),
        lambda s: s.erase(saved.key),
        lambda s: s.purge(12),
    ):
        with pytest.raises(StorageError):
            ask(store)
    with pytest.raises(StorageError):
        DossierStore.at(database.url)


def test_connections_that_were_cut_are_made_again(database: Database, store: DossierStore) -> None:
    saved = store.create(Dossier())
    database.cut()
    assert store.open(saved.key) == saved
    database.cut()
    assert store.change(saved.key, c.set_field("note", "Revenu")).version == 2


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////dossier/absent/base.db",
        "postgresql+psycopg://u:p@/base?host=/absent",
        "ceci n’est pas une adresse",
        "inconnu://u:p@h/base",
        "mysql+pymysql://u:p@h/base",
    ],
)
def test_a_database_that_cannot_be_reached_is_said_so(url: str) -> None:
    with pytest.raises(StorageError):
        DossierStore.at(url)


def test_sqlite_lets_people_read_while_someone_writes(tmp_path: Path) -> None:
    path = tmp_path / "premiers_pas.db"
    store = DossierStore.at(f"sqlite:///{path}")
    saved = store.create(Dossier())
    with sqlite3.connect(path, isolation_level=None) as writer:
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        writer.execute("BEGIN IMMEDIATE")
        assert store.open(saved.key) == saved
        writer.execute("ROLLBACK")
    writer.close()


WRITER = """
import sys
from premierspas.dossier import changes as c
from premierspas.storage import DossierStore
store, key = DossierStore.at(sys.argv[1]), sys.argv[2]
for number in range(200):
    store.change(key, c.set_entry("everyday", f"q-{number}", str(number)))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 25])
def test_killed_in_the_middle_of_writing_loses_nothing(
    database: Database, store: DossierStore, another: Another, after: int
) -> None:
    key = store.create(example_dossier().changed(everyday={})).key
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, database.url, key],
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

    survivor = another()
    found = survivor.open(key).dossier
    printed = {f"q-{int(line)}": line.strip() for line in said if line.endswith("\n")}
    assert len(printed) >= after
    assert printed.items() <= found.everyday.items()
    assert len(found.everyday) <= len(printed) + 1  # at most one saved and not said yet
    assert found.changed(everyday={}) == example_dossier().changed(everyday={})
    assert survivor.change(key, c.set_field("note", "Repris")).dossier.note == "Repris"
