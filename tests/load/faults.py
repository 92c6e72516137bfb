"""What breaks during a vote, and what is left of it: ``make bench-atelier``, or ``python -m
tests.load.faults`` alone (about three minutes; nginx, PostgreSQL; a small disk and a clock of our own
where the machine allows them).

Asserted for each: every answer said to be kept is in the database with its value, nothing is there
twice, and what was refused was refused in words. What happened is printed as a Markdown table.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from phone.security import kept_token
from premierspas.content.models import VoteKind
from premierspas.storage import Held, WorkshopStore
from tests.browser.tool import Server
from tests.load.phones import NoAnswer, Phone
from tests.load.stage import front, new_workshop, postgres

PHONES = 60
LASTS = 16.0  # seconds that a vote takes; what breaks breaks after a quarter of it
AGAIN = 0.5  # seconds; quicker than phone.js, so that more is tried while it is broken
GIVES_UP = 60.0
_SAID = "pas encore comptée"


@dataclass
class Vote:
    """Phones that each answer every question once, and try again until it is kept."""

    url: str
    held: Held
    phones: list[Phone] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    wordless: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0  # seconds that one answer waited to be kept

    async def run(
        self, disturb: Callable[[], Awaitable[None]], lasts: float = LASTS, count: int = PHONES
    ) -> None:
        """Everybody votes; ``disturb`` begins after a quarter of ``lasts`` seconds."""
        self.phones = [Phone(self.url, self.held.code) for _ in range(count)]
        await asyncio.gather(*(phone.page() for phone in self.phones))

        async def later() -> None:
            await asyncio.sleep(lasts / 4)
            await disturb()

        await asyncio.gather(later(), *(self._vote(phone, lasts) for phone in self.phones))

    async def _vote(self, phone: Phone, lasts: float) -> None:
        questions = list(self.held.workshop.open_questions.items())
        random.shuffle(questions)
        pause = lasts / len(questions)
        for key, question in questions:
            await asyncio.sleep(random.uniform(0, 2 * pause))
            await self._insist(phone, f"{key}~1", random.choice(question.options).id)

    async def _insist(self, phone: Phone, name: str, value: str) -> None:
        begun = time.monotonic()
        while name not in phone.kept:
            assert time.monotonic() - begun < GIVES_UP, f"never kept: {dict(self.refused)}"
            try:
                reply = await phone.answer(name, value)
            except NoAnswer as error:
                self.refused[f"coupure ({error})"] += 1
            else:
                if reply.status != 204:
                    self.refused[f"{reply.status}"] += 1
                    if reply.status != 503 or _SAID not in reply.body.decode():
                        self.wordless[f"{reply.status} {reply.body[:60]!r}"] += 1
            if name not in phone.kept:
                await asyncio.sleep(AGAIN)
        self.longest = max(self.longest, time.monotonic() - begun)

    def check(self, store: WorkshopStore) -> int:
        """How many answers were kept. AssertionError when one is not there, or more is."""
        assert not self.wordless, f"refused without words: {self.wordless}"
        kept = 0
        for phone in self.phones:
            token = kept_token(phone.cookies["participant"], self.held.id)
            found = store.answers_of(self.held.id, token)
            assert {f"{k}~{r}": v for (k, r), v in found.items()} == phone.kept
            kept += len(phone.kept)
        counted = sum(tally.total() for tally in store.tallies(self.held.id).values())
        assert counted == kept, f"{counted} in the database, {kept} acknowledged"
        return kept


# --- what breaks ----------------------------------------------------------------------------------
def killed(folder: Path) -> None:
    """SIGKILL of the only server, started again at once."""
    with _tool(folder) as (server, url):

        async def disturb() -> None:
            server.kill()
            await asyncio.to_thread(server.start)

        _run("Serveur tué (SIGKILL) puis relancé, SQLite", server, url, disturb)


def locked(folder: Path) -> None:
    """Somebody else holds the lock of SQLite for 3 seconds."""
    with _tool(folder) as (server, url):

        async def disturb() -> None:
            other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(3)
            other.execute("ROLLBACK")
            other.close()

        _run("SQLite verrouillé pendant 3 s", server, url, disturb)


def database_away(folder: Path) -> None:
    """PostgreSQL stops, cuts its connections, and comes back 10 seconds later."""
    with postgres() as base, _tool(folder, PREMIERS_PAS_BASE=base.url) as (server, _):

        async def disturb() -> None:
            await asyncio.to_thread(base.stop)
            await asyncio.sleep(10)
            await asyncio.to_thread(base.start)

        _run("PostgreSQL arrêté pendant 10 s", server, base.url, disturb, LASTS * 1.5)


def disk_full(folder: Path) -> None:
    """The disk of SQLite is full for 4 seconds."""
    disk = folder.with_name("disque")
    disk.mkdir()
    if subprocess.call(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]):
        print("| Disque plein | non mesuré : il faut pouvoir monter un disque | | | |")
        return
    try:
        with _tool(disk / "d") as (server, url):

            async def disturb() -> None:
                filler = disk / "plein"
                with filler.open("wb", buffering=0) as file:
                    try:
                        while True:
                            file.write(b"0" * 1024)
                    except OSError:
                        pass
                await asyncio.sleep(4)
                filler.unlink()

            _run("Disque plein pendant 4 s, SQLite", server, url, disturb)
    finally:
        subprocess.call(["umount", "-l", str(disk)])


def clock_back(folder: Path) -> None:
    """The clock of the server goes back by two hours."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        print("| Horloge reculée | non mesuré : il faut le paquet faketime | | | |")
        return
    shift = folder.with_name("decalage")
    shift.write_text("+0")
    environment = {
        "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(shift), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip
    with _tool(folder, **environment) as (server, url):

        async def disturb() -> None:
            shift.write_text("-2h")

        _run("Horloge reculée de deux heures", server, url, disturb)


def back_at_once(folder: Path) -> None:
    """200 phones lose the network and all come back in the same instant."""
    with _tool(folder) as (server, url):
        store, held = new_workshop(url, VoteKind.READINESS)
        vote = Vote(_local(server), held)
        took: list[float] = []

        async def come_back(phone: Phone) -> None:
            begun = time.perf_counter()
            for reply in (await phone.follow(), await phone.page()):
                assert reply.status == 200
            took.append(time.perf_counter() - begun)

        async def disturb() -> None:
            for phone in vote.phones:
                phone.connection.close()
            others = [
                Phone(vote.url, held.code, dict(phone.cookies)) for phone in vote.phones
            ]  # connections of their own: the phones go on voting
            await asyncio.gather(*map(come_back, others))

        asyncio.run(vote.run(disturb, count=200))
        what = f"200 téléphones reviennent à la fois (le dernier servi en {_number(max(took))} s)"
        _print(what, vote, vote.check(store))


def one_of_two(folder: Path) -> None:
    """One of two servers behind nginx is killed, and stays so."""
    with postgres() as base, ExitStack() as stack:
        servers = []
        for number in (1, 2):
            data = folder.with_name(f"{folder.name}-{number}")
            servers.append(Server(data, PREMIERS_PAS_BASE=base.url).start())
            stack.callback(servers[-1].kill)
        url = stack.enter_context(front(folder.with_name("nginx"), servers))
        store, held = new_workshop(base.url, VoteKind.READINESS)
        vote = Vote(url, held)

        async def disturb() -> None:
            servers[0].kill()

        asyncio.run(vote.run(disturb))
        _print("Un serveur sur deux tué, nginx, PostgreSQL", vote, vote.check(store))


# --- all ------------------------------------------------------------------------------------------
@contextmanager
def _tool(folder: Path, **environment: str) -> Iterator[tuple[Server, str]]:
    server = Server(folder, **environment)
    try:
        yield server.start(), f"sqlite:///{folder / 'premiers_pas.db'}"
    finally:
        server.kill()


def _run(
    what: str,
    server: Server,
    url: str,
    disturb: Callable[[], Awaitable[None]],
    lasts: float = LASTS,
) -> None:
    store, held = new_workshop(url, VoteKind.READINESS)
    vote = Vote(_local(server), held)
    asyncio.run(vote.run(disturb, lasts))
    _print(what, vote, vote.check(store))


def _print(what: str, vote: Vote, kept: int) -> None:
    refused = ", ".join(f"{n} {why}" for why, n in sorted(vote.refused.items())) or "aucun"
    cells = [what, f"{kept}", "0", refused, f"{_number(vote.longest)} s"]
    print(f"| {' | '.join(cells)} |", flush=True)


def _local(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def _number(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


FAULTS = (killed, locked, database_away, disk_full, clock_back, back_at_once, one_of_two)


def main() -> None:
    """Break everything in turn."""
    wanted = sys.argv[1:]
    print(
        "\n| Panne pendant un vote | Réponses gardées | Perdues ou doublées | Essais refusés "
        "| Attente la plus longue |"
    )
    print("|---|---|---|---|---|")
    for fault in FAULTS:
        if not wanted or fault.__name__ in wanted:
            with tempfile.TemporaryDirectory() as name:
                fault(Path(name) / "donnees")


if __name__ == "__main__":
    main()
