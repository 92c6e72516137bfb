"""What a person does in a browser: open a page, answer, read. Waits for the server, never sleeps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Locator, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_TIMEOUT = 20_000  # ms; only reached when something is broken

# Nothing runs, and every element is drawn (the code of each kind comes when first needed).
_IDLE = """() => document.querySelector(
  '[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]')
  && document.querySelector('h1') && !document.querySelector('[data-testid=stSkeleton]')"""


def _ends_a_run(frame: str | bytes) -> bool:
    """The server says that the page's script has ended (the page may not show that it ran at all:
    a quick run starts and ends between two drawings)."""
    message = ForwardMsg()
    message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
    return message.WhichOneof("type") == "script_finished" and message.script_finished not in (
        ForwardMsg.FINISHED_EARLY_FOR_RERUN,
        ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    )


def plain(text: str) -> str:
    """``text`` with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Screen:
    """A browser of its own, in French, in Paris."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        self.context = browser.new_context(
            locale="fr-FR", timezone_id="Europe/Paris", accept_downloads=True, **options
        )
        self.context.set_default_timeout(_TIMEOUT)
        self.requests: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self._socket: WebSocket | None = None
        self.runs = 0  # how many times the server ran a page for this browser
        self.page.on("websocket", self._connected)

    def _connected(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        self._socket = socket
        socket.on("framereceived", self._received)

    def _received(self, frame: str | bytes) -> None:
        self.runs += _ends_a_run(frame)

    # --- going about ------------------------------------------------------------------------------
    def open(self, page: str = "", key: str = "") -> Screen:
        """Load a page by its address."""
        path = "" if page in {"", "accueil"} else page
        self.page.goto(f"{self.url}/{path}" + (f"?dossier={key}" if key else ""))
        return self.settled()

    def reload(self) -> Screen:
        self.page.reload()
        return self.settled()

    def settled(self) -> Screen:
        """Wait until the page is there and its script has ended."""
        self.page.wait_for_function(_IDLE)
        return self

    @contextmanager
    def run(self) -> Iterator[None]:
        """What is done inside makes the server run the page: come back when it has."""
        before = self.runs
        yield
        self.wait_run(before)

    def wait_run(self, before: int) -> Screen:
        """Wait until the server has run a page more than ``before`` times."""
        limit = time.monotonic() + _TIMEOUT / 1000
        while self.runs == before:  # events come only while we wait: none can slip in between
            assert self._socket
            assert time.monotonic() < limit, "the page did not run"
            self._socket.wait_for_event("framereceived")
        return self.settled()

    def go_on(self, title: str) -> Screen:
        """Click « Continuer » (« Commencer »), wait for the page whose title begins so."""
        button = self.page.get_by_role("button", name="Continuer").or_(
            self.page.get_by_role("button", name="Commencer")
        )
        button.first.click()
        return self.at(title)

    def at(self, title: str) -> Screen:
        """Wait for the page whose title begins with ``title``."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        return self.settled()

    # --- answering --------------------------------------------------------------------------------
    def field(self, key: str) -> Locator:
        """The element of the widget of ``key``."""
        return self.page.locator(f".st-key-{key}")

    def write(self, key: str, text: str) -> Screen:
        """Type into a text or number field and leave it."""
        box = self.field(key).locator("input, textarea").first
        with self.run():
            box.fill(text)
            box.press("Tab")
        return self

    def fill(self, key: str, text: str) -> Screen:
        """Type into a field of a form: nothing runs before its button."""
        self.field(key).locator("input").first.fill(text)
        return self

    def write_day(self, key: str, day: date) -> Screen:
        """Type a date, day first."""
        group = self.field(key).get_by_role("group").first
        with self.run():
            group.get_by_role("spinbutton").first.click()
            self.page.keyboard.type(day.strftime("%d%m%Y"))
            self.page.keyboard.press("Tab")  # to the button of the calendar…
            self.page.keyboard.press("Tab")  # …and out: the date counts when it is left
        return self

    def choose(self, key: str, words: str) -> Screen:
        """Choose the answer that begins with ``words``: radio buttons or buttons side by side."""
        group = self.field(key).get_by_role("radiogroup").first
        with self.run():
            group.locator("label, button").filter(has_text=words).first.click()
        return self

    def tick(self, key: str) -> Screen:
        with self.run():
            self.field(key).locator("label").first.click()
        return self

    def click(self, name: str) -> Screen:
        """Click the first button so named; wait for the run."""
        with self.run():
            self.page.get_by_role("button", name=name).first.click()
        return self

    # --- looking ----------------------------------------------------------------------------------
    def expect_value(self, key: str, value: str) -> Screen:
        """Wait for what stands in a text or number field."""
        expect(self.field(key).locator("input, textarea").first).to_have_value(value)
        return self

    @property
    def text(self) -> str:
        return plain(self.page.locator("body").inner_text())

    def expect_saved(self) -> Screen:
        expect(self.page.get_by_text("✓ Enregistré à")).to_be_visible()
        return self

    def expect_text(self, text: str) -> Screen:
        """Wait for ``text`` (its spaces may be no-break)."""
        expect(self.page.locator("[data-testid=stMain]")).to_contain_text(text)
        return self

    @property
    def key(self) -> str:
        """Key of the dossier in the address."""
        found: str = self.page.evaluate("new URLSearchParams(location.search).get('dossier') || ''")
        return found
