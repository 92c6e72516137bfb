"""How fast the tool is next to bare Streamlit, on this machine, now: ``make bench``.

Prints a Markdown table. Nothing here is a test: a slow machine fails nothing.
"""

from __future__ import annotations

import base64
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from playwright.sync_api import Browser, Locator, sync_playwright
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import ClientConnection, connect

from scripts.programs import find
from tests.browser.screen import ARGUMENTS, Screen
from tests.browser.tool import PAGES, ROOT, Server
from tests.load.budget import main as print_budget
from tests.load.pdf import main as print_pdf

STARTS = 3
RERUNS = 40
SESSIONS = 30
SESSION_PAGE = "prerequis"
PDFS = 10


# --- start ----------------------------------------------------------------------------------------
def start_to_text(browser: Browser, make: Callable[[], Server]) -> tuple[float, float]:
    """Seconds from the start of the process until it answers, and until a first text is on screen."""
    answers, texts = [], []
    for _ in range(STARTS):
        server = make()
        begun = time.perf_counter()
        server.start()
        answers.append(time.perf_counter() - begun)
        try:
            context = browser.new_context(locale="fr-FR")
            page = context.new_page()
            page.goto(server.url)
            page.get_by_role("heading", level=1).wait_for()
            texts.append(time.perf_counter() - begun)
            context.close()
        finally:
            server.kill()
    return statistics.median(answers), statistics.median(texts)


# --- rerun ----------------------------------------------------------------------------------------
def rerun_times(browser: Browser, server: Server, page: str, key: str = "") -> list[float]:
    """Milliseconds from an answer leaving the browser to the last word of the server about it, by
    the browser's own clock."""
    screen = Screen(browser, server.url).open(page, key)
    network = screen.context.new_cdp_session(screen.page)
    network.send("Network.enable")
    asked: list[float] = []
    took: list[float] = []

    def sent(event: dict[str, Any]) -> None:
        message = BackMsg()
        message.ParseFromString(base64.b64decode(event["response"]["payloadData"]))
        if message.WhichOneof("type") == "rerun_script":
            asked.append(event["timestamp"])

    def received(event: dict[str, Any]) -> None:
        message = ForwardMsg()
        message.ParseFromString(base64.b64decode(event["response"]["payloadData"]))
        if message.WhichOneof("type") == "script_finished" and asked:
            took.append((event["timestamp"] - asked[-1]) * 1000)

    network.on("Network.webSocketFrameSent", sent)
    network.on("Network.webSocketFrameReceived", received)
    answer = _something_to_answer(screen)
    if answer is None:
        screen.context.close()
        return []
    for number in range(RERUNS + 3):
        with screen.run():
            answer(number)
    screen.context.close()
    return took[3:]  # the first ones warm up


def _something_to_answer(screen: Screen) -> Callable[[int], None] | None:
    """What changes one answer of the page each time: a question, a box, a text; None without any."""
    main = screen.page.get_by_test_id("stMain")
    questions = main.locator("[class*=st-key-] [role=radiogroup]")
    keyed = [q for q in questions.all() if q.is_visible() and _is_answer(q)]
    if keyed:
        return lambda _: _choose_another(keyed[0])
    fields = main.locator("[class*=st-key-] input:is([type=text], [type=number]), textarea")
    for field in fields.all():
        if field.is_visible() and _is_answer(field):
            return lambda number: _write(field, str(10 + number % 2))
    boxes = main.locator("[class*=st-key-] [data-testid=stCheckbox] label")
    return (lambda _: boxes.first.click()) if boxes.count() else None


def _choose_another(question: Locator) -> None:
    first = question.get_by_role("radio").first.is_checked()
    question.locator("label, button").nth(1 if first else 0).click()


def _is_answer(field: Locator) -> bool:
    """Not the choice of what part of the page is shown, nor the form of the home page."""
    found: bool = field.evaluate(
        "e => !e.closest('[class*=-step], [class*=-theme], [class*=-view], [class*=-kind], "
        "[class*=resume-], [data-testid=stForm]')"
    )
    return found


def _write(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Control+Enter" if field.evaluate("e => e.tagName === 'TEXTAREA'") else "Enter")


# --- the page alone -------------------------------------------------------------------------------
@contextmanager
def _clocked_pages() -> Iterator[list[float]]:
    """Milliseconds that each page's script takes, without the server or the browser."""
    run, times = StreamlitPage.run, []

    def clocked(page: StreamlitPage) -> None:
        begun = time.perf_counter()
        run(page)
        times.append((time.perf_counter() - begun) * 1000)

    with mock.patch.object(StreamlitPage, "run", clocked):
        yield times


def script_time(app: AppTest, page: str) -> float:
    """Milliseconds (median) of the script of ``page``, its file given from the app's folder."""
    app.run()
    app.switch_page(page).run()
    with _clocked_pages() as times:
        for _ in range(RERUNS):
            app.run()
    return statistics.median(times[3:])


# --- memory ---------------------------------------------------------------------------------------
def memory_of_a_session(server: Server) -> float:
    """Kilobytes that the process grows by for each open session."""
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(_session(server))
        before = _resident(server)
        for _ in range(SESSIONS):
            stack.enter_context(_session(server))
        return (_resident(server) - before) / SESSIONS


@contextmanager
def _session(server: Server) -> Iterator[ClientConnection]:
    url = server.url.replace("http", "ws") + "/_stcore/stream"
    message = BackMsg()
    message.rerun_script.page_name = SESSION_PAGE
    with connect(url, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        for _ in range(2):
            socket.send(message.SerializeToString())
            answer = ForwardMsg()
            while answer.WhichOneof("type") != "script_finished":
                answer.ParseFromString(socket.recv(decode=False))
        yield socket


def _resident(server: Server) -> int:
    assert server.process
    said = subprocess.check_output(["ps", "-o", "rss=", "-p", str(server.process.pid)])
    return int(said)


# --- PDF ------------------------------------------------------------------------------------------
_PDF = f"""
import statistics, time
from datetime import date
from pathlib import Path
from premierspas.content import shipped_catalog
from premierspas.dossier.file import from_json
from premierspas.results import results
dossier = from_json(Path("tests/dossiers/equipe_complete.json").read_bytes())
found = results(shipped_catalog(), dossier, date(2026, 11, 22))
def once():
    begun = time.perf_counter()
    from premierspas.report import roadmap_pdf
    content = roadmap_pdf(found)
    return time.perf_counter() - begun, len(content)
cold, size = once()
print(cold, statistics.median(once()[0] for _ in range({PDFS})), size)
"""


def pdf_times() -> tuple[float, float, int]:
    """Seconds of the first PDF of a process, of the next ones (median), and bytes."""
    said = subprocess.check_output([sys.executable, "-c", _PDF], cwd=ROOT, text=True)
    cold, warm, size = said.split()
    return float(cold), float(warm), int(size)


# --- all ------------------------------------------------------------------------------------------
def main() -> None:
    logging.disable(logging.WARNING)  # Streamlit warns of pages run without a server
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=ARGUMENTS)
        _print_all(folder, browser)
        browser.close()


def _print_all(folder: Path, browser: Browser) -> None:
    tool = Server(folder / "outil")
    tool.start()
    key = _complete_key(tool)
    from tests.load.bare import write_bare_tool, write_empty_tool  # they read the settings

    os.environ["PREMIERS_PAS_DONNEES"] = str(tool.data)
    write_empty_tool(folder / "vide")
    write_bare_tool(folder / "nu", key)
    bare = Server(folder / "donnees-nues", folder / "nu")
    bare.start()
    try:
        _print_starts(folder, browser)
        _print_reruns(browser, tool, bare, key)
        ours, theirs = memory_of_a_session(tool), memory_of_a_session(bare)
        print(f"\n| Mémoire par session (page « {SESSION_PAGE} », {SESSIONS} sessions) | ko |")
        print("|---|---|")
        print(f"| Outil | {ours:.0f} |")
        print(f"| Streamlit nu | {theirs:.0f} |")
    finally:
        tool.kill()
        bare.kill()
    cold, warm, size = pdf_times()
    print("\n| PDF d’une équipe complète | |")
    print("|---|---|")
    print(f"| Premier d’un processus, import compris | {_number(cold, 2)} s |")
    print(f"| Suivants (médiane de {PDFS}) | {_number(warm, 2)} s |")
    print(f"| Taille | {size / 1000:.0f} ko |")
    print_budget()
    print_pdf()


def _print_starts(folder: Path, browser: Browser) -> None:
    data = iter(range(100))
    empty = start_to_text(browser, lambda: Server(folder / f"d{next(data)}", folder / "vide"))
    ours = start_to_text(browser, lambda: Server(folder / f"d{next(data)}"))
    print("| Démarrage (médiane) | Le serveur répond | Premier texte à l’écran |")
    print("|---|---|---|")
    for what, (answer, text) in (("Streamlit nu, un titre", empty), ("Outil, accueil", ours)):
        print(f"| {what} | {_number(answer)} s | {_number(text)} s |")


def _print_reruns(browser: Browser, tool: Server, bare: Server, key: str) -> None:
    print(
        "\n| Page | Outil p50 / p95 | Streamlit nu p50 / p95 | Rapport | Page seule | Nue | Rapport |"
    )
    print("|---|---|---|---|---|---|---|")
    for page in PAGES:
        # One after the other, close in time, so that a noisy machine bothers both.
        theirs, ours = rerun_times(browser, bare, page), rerun_times(browser, tool, page, key)
        cells = ["rien à répondre", "–", "–"]
        if ours and theirs:
            ratio = statistics.median(ours) / statistics.median(theirs)
            cells = [_spread(ours), _spread(theirs), _number(ratio)]
        bare_script = script_time(
            AppTest.from_file(bare.folder / "app.py", default_timeout=60), f"pages/{page}.py"
        )
        app = AppTest.from_file(ROOT / "ui" / "shell.py", default_timeout=60)
        app.query_params["dossier"] = key
        script = script_time(app, f"../pages/{page.replace('-', '_')}.py")
        alone = [_number(script), _number(bare_script), _number(script / bare_script)]
        print(f"| {' | '.join([page, *cells, *alone])} |", flush=True)


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} / {statistics.quantiles(times, n=20)[-1]:.0f}"


def _number(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _complete_key(server: Server) -> str:
    from premierspas.dossier.file import from_json

    content = (ROOT / "tests" / "dossiers" / "equipe_complete.json").read_bytes()
    return server.store.create(from_json(content)).key


if __name__ == "__main__":
    main()
