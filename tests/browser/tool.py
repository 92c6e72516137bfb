"""A server of the tool for the browser tests: its own process, port and data."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from premierspas.storage import DossierStore

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted(path.stem.replace("_", "-") for path in (ROOT / "pages").glob("*.py")))
_START_LIMIT = 60  # seconds, far above what a start takes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def copy_of_the_tool(target: Path) -> Path:
    """A copy of what the tool runs on, to break something in it."""
    target.mkdir(parents=True)
    shutil.copy(ROOT / "app.py", target)
    for folder in (".streamlit", "content", "pages", "phone", "premierspas", "ui"):
        shutil.copytree(
            ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    return target


class Server:
    """``streamlit run app.py`` on the data of ``data``."""

    def __init__(self, data: Path, folder: Path = ROOT, **environment: str) -> None:
        self.data, self.folder, self.port = data, folder, free_port()
        self.environment = environment
        self.log_file = data.with_name(data.name + ".log")
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self) -> Server:
        """Start the process without waiting for it to answer."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PREMIERS_PAS_")}
        environment |= {"PREMIERS_PAS_DONNEES": str(self.data)} | self.environment
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py",
                 "--server.port", str(self.port), "--server.headless", "true"],
                cwd=self.folder, env=environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return self

    def start(self) -> Server:
        """Start the process, come back when it answers."""
        self.launch()
        assert self.process
        limit = time.monotonic() + _START_LIMIT
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.log}")

    def stopped(self) -> int:
        """Wait for the process to stop by itself; its exit code."""
        assert self.process
        try:
            return self.process.wait(_START_LIMIT)
        finally:
            self.kill()

    def kill(self) -> None:
        """SIGKILL: nothing is said to the process."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    @property
    def store(self) -> DossierStore:
        """Its database, through a connection of our own."""
        return DossierStore.at(f"sqlite:///{self.data / 'premiers_pas.db'}")
