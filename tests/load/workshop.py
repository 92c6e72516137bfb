"""A room of phones on this machine, now: ``make bench-atelier``.

Prints Markdown tables, each next to a baseline measured in the same run. Nothing here is a test: a
slow machine fails nothing. The phones share the processors with the servers; what they used is said.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from premierspas.content.models import VoteKind
from premierspas.storage import Held
from premierspas.workshop.questions import PROFILE
from scripts.programs import find
from tests.browser.screen import ARGUMENTS
from tests.browser.tool import ROOT, Server
from tests.load.phones import Connection, Phone, Seen
from tests.load.stage import front, machine, memory, naive, new_workshop, postgres, processor

T = TypeVar("T")

ARRIVALS = 50
FIELD = f"{PROFILE}~1"
SECONDS = 60
PROBE_EVERY = 2.0  # seconds

# Each new text of the page, with its moment: nothing of ours asks the page meanwhile.
_WATCH = """() => {
  window.seen = [];
  const look = () => {
    const found = document.body.innerText.replace(/[\\u00a0\\u202f]/g, " ").match(/([0-9 ]+) ont répondu/);
    const count = found ? Number(found[1].replace(/ /g, "")) : null;
    const last = window.seen.at(-1);
    if (count !== null && (!last || last[1] !== count)) window.seen.push([Date.now(), count]);
  };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
  look();
}"""


# --- fifty at once --------------------------------------------------------------------------------
async def arrivals(url: str, code: str) -> tuple[list[float], int]:
    """Seconds until each of fifty phones has its page, style and script; bytes of one, unpacked."""

    async def one() -> tuple[float, int]:
        phone, begun = Phone(url, code), time.perf_counter()
        size = await phone.arrive()
        took = time.perf_counter() - begun
        phone.connection.close()
        return took, size

    found = await asyncio.gather(*(one() for _ in range(ARRIVALS)))
    return [took for took, _ in found], found[0][1]


def files_of(browser: Browser, server: Server) -> list[str]:
    """What a first visit of a bare page asks for, page first."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("networkidle")
    context.close()
    paths = (urlsplit(url) for url in asked if url.startswith(server.url))
    return [p.path + (f"?{p.query}" if p.query else "") for p in paths]


async def visits(url: str, paths: list[str]) -> list[float]:
    """Seconds until each of fifty browsers has these files, over six connections each. Its web socket
    and the run of the script are not counted."""

    async def one() -> float:
        begun = time.perf_counter()
        connections = [Connection(url) for _ in range(6)]
        await connections[0].ask("GET", paths[0], {})
        left = iter(paths[1:])

        async def fetch(connection: Connection) -> None:
            for path in left:
                await connection.ask("GET", path, {})
            connection.close()

        await asyncio.gather(*map(fetch, connections))
        return time.perf_counter() - begun

    return list(await asyncio.gather(*(one() for _ in range(ARRIVALS))))


def print_arrivals(folder: Path, browser: Browser) -> None:
    from tests.load.bare import write_empty_tool  # reads the settings

    write_empty_tool(folder / "vide")
    bare = Server(folder / "donnees-vides", folder / "vide").start()
    tool = Server(folder / "arrivees").start()
    try:
        _, held = new_workshop(_sqlite(tool), VoteKind.PROFILE)
        paths = files_of(browser, bare)
        _run(arrivals(tool.url, held.code))  # warm, both
        _run(visits(bare.url, paths[:3]))
        rounds = [_run(arrivals(tool.url, held.code)) for _ in range(5)]
        theirs = _run(visits(bare.url, paths))
    finally:
        bare.kill()
        tool.kill()
    ours = statistics.median(max(times) for times, _ in rounds)
    print(f"\n| {ARRIVALS} arrivées en même temps | Requêtes de chacune | La dernière est servie |")
    print("|---|---|---|")
    print(
        f"| Téléphones, page, style et script ({rounds[0][1] / 1000:.0f} ko dépliés ; médiane de 5) "
        f"| 3 | {_number(ours, 2)} s |"
    )
    print(
        f"| Page Streamlit nue, fichiers seuls, sans navigateur | {len(paths)} "
        f"| {_number(max(theirs), 1)} s |"
    )
    print(f"\nRapport : {max(theirs) / ours:.0f}", flush=True)


# --- a room ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Room:
    """What was measured while a room answered. ``used``: cores that the servers took; ``busy``: that
    everything took, Chromium, nginx and PostgreSQL too."""

    name: str
    phones: int
    seen: Seen
    used: float
    busy: float
    megabytes: float


def play(
    name: str, url: str, code: str, options: str, phones: int, pids: list[int],
    meanwhile: Callable[[float], None] = time.sleep,
) -> Room:  # fmt: skip
    """``phones`` answer and follow for a minute; ``meanwhile`` is given the seconds it has."""
    command = [sys.executable, "-m", "tests.load.phones", url, code, FIELD, options]
    command += ["--phones", str(phones), "--seconds", str(SECONDS)]
    client = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert client.stderr
    assert client.stdout
    client.stderr.readline()  # everybody is there
    before, all_before, begun = sum(map(processor, pids)), machine(), time.perf_counter()
    meanwhile(SECONDS - 5)
    said = client.stdout.read()
    lasted = time.perf_counter() - begun
    used, busy = (sum(map(processor, pids)) - before) / lasted, (machine() - all_before) / lasted
    client.wait()
    seen = Seen(**json.loads(said))
    return Room(name, phones, seen, used, busy, sum(map(memory, pids)))


def print_rooms(rooms: list[Room]) -> None:
    print(
        "\n| Une minute | Téléphones | Répondre p50 / p95 | Suivre p50 / p95 | Requêtes | Erreurs "
        "| Cœurs : serveurs | client | tout | Mémoire |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for room in rooms:
        seen = room.seen
        count = len(seen.answers) + len(seen.follows)
        failures = ", ".join(f"{n} {what}" for what, n in sorted(seen.failures.items())) or "0"
        cells = [
            room.name, f"{room.phones}", f"{_spread(seen.answers)} ms",
            f"{_spread(seen.follows)} ms", f"{count}", failures, _number(room.used, 2),
            _number(seen.cpu / seen.lasted, 2), _number(room.busy, 2), f"{room.megabytes:.0f} Mo",
        ]  # fmt: skip
        print(f"| {' | '.join(cells)} |", flush=True)


# --- the wall -------------------------------------------------------------------------------------
class Wall:
    """A projector in a real browser, and one more person who answers every two seconds."""

    def __init__(self, browser: Browser, url: str, held: Held) -> None:
        self.url, self.held = url, held
        self.delays: list[float] = []
        self.missed = 0

        self.page = browser.new_context(locale="fr-FR").new_page()
        self.page.goto(f"{url}/projecteur?code={held.code}")
        self.page.get_by_text("ont répondu").first.wait_for(timeout=30_000)
        self.page.evaluate(_WATCH)

    def watch(self, seconds: float) -> None:
        """Seconds between « your answer is kept » and the count on the screen, for each answer."""
        end, page = time.monotonic() + seconds, self.page
        # The room has answered for more than one period: from here on only our own answers are new.
        page.wait_for_timeout(6000)
        counts: list[tuple[float, int]] = []
        while time.monotonic() < end:
            before = self._shown(page)
            counts.append((self._one_more_answer(), before + 1))
            page.wait_for_timeout(PROBE_EVERY * 1000)
        page.wait_for_timeout(2000)
        seen = page.evaluate("window.seen")
        for at, wanted in counts:
            shown = next((moment / 1000 for moment, count in seen if count >= wanted), None)
            if shown is None:
                self.missed += 1
            else:
                self.delays.append(max(0.0, shown - at))
        page.context.close()

    @staticmethod
    def _shown(page: Page) -> int:
        count: int = page.evaluate("window.seen.at(-1)[1]")
        return count

    def _one_more_answer(self) -> float:
        async def answer() -> float:
            phone = Phone(self.url, self.held.code)
            await phone.page()
            reply = await phone.answer(FIELD, _options(self.held).split(",")[0])
            at = time.time()
            assert reply.status == 204, reply
            phone.connection.close()
            return at

        return _run(answer())


def print_walls(walls: list[tuple[str, Wall]]) -> None:
    print("\n| De la réponse gardée au compte à l’écran | Mesures | p50 | p95 | Jamais vues |")
    print("|---|---|---|---|---|")
    for name, wall in walls:
        if len(wall.delays) > 1:
            p50, p95 = (_number(s, 2) for s in _p50_p95(wall.delays))
            print(
                f"| {name} | {len(wall.delays)} | {p50} s | {p95} s | {wall.missed} |", flush=True
            )


# --- all ------------------------------------------------------------------------------------------
def measure_rooms(folder: Path, browser: Browser) -> None:
    rooms: list[Room] = []
    walls: list[tuple[str, Wall]] = []
    with naive(folder / "naif") as (url, pid):
        rooms.append(play("Naïf, un processus, SQLite", url, "NAIF22", "a,b,c", 1000, [pid]))
    print_rooms(rooms)
    tool = Server(folder / "seul").start()
    try:
        assert tool.process
        _, held = new_workshop(_sqlite(tool), VoteKind.PROFILE)
        pids = [tool.process.pid]
        rooms.append(
            play("Outil, un processus, SQLite", tool.url.replace("localhost", "127.0.0.1"),
                 held.code, _options(held), 1000, pids)
        )  # fmt: skip
        _, held = new_workshop(_sqlite(tool), VoteKind.PROFILE)
        wall = Wall(browser, tool.url.replace("localhost", "127.0.0.1"), held)
        rooms.append(
            play("Le même, un écran ouvert dans Chromium", wall.url, held.code, _options(held),
                 1000, pids, wall.watch)
        )  # fmt: skip
        walls.append(("1 000 téléphones, un processus, SQLite", wall))
    finally:
        tool.kill()
    for phones in (1000, 2000):
        with ExitStack() as stack:
            base = stack.enter_context(postgres())
            servers = [
                Server(folder / f"deux-{phones}-{i}", PREMIERS_PAS_BASE=base.url).start()
                for i in (1, 2)
            ]
            for server in servers:
                stack.callback(server.kill)
            url = stack.enter_context(front(folder / f"nginx-{phones}", servers))
            _, held = new_workshop(base.url, VoteKind.PROFILE)
            wall = Wall(browser, url, held)
            pids = [server.process.pid for server in servers if server.process]
            name = "Deux processus, PostgreSQL, nginx, un écran"
            rooms.append(play(name, url, held.code, _options(held), phones, pids, wall.watch))
            walls.append((f"{phones} téléphones, deux processus, PostgreSQL, nginx", wall))
    print_rooms(rooms)
    print_walls(walls)


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=ARGUMENTS)
        wanted = sys.argv[1:] or ["arrivees", "salles"]
        if "arrivees" in wanted:
            print_arrivals(Path(name), browser)
        if "salles" in wanted:
            measure_rooms(Path(name), browser)
        browser.close()


def _run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: Playwright has a loop in ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _options(held: Held) -> str:
    return ",".join(option.id for option in held.workshop.asked[PROFILE].options)


def _sqlite(server: Server) -> str:
    return f"sqlite:///{server.data / 'premiers_pas.db'}"


def _p50_p95(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _spread(times: list[float]) -> str:
    return " / ".join(f"{t:.0f}" for t in _p50_p95(times)) if len(times) > 1 else "–"


def _number(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


if __name__ == "__main__":
    main()
