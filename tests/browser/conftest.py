"""One browser and one server a module; every test has a browser context of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.programs import find
from tests.browser.screen import ARGUMENTS, Screen
from tests.browser.tool import Server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find("chromium"), args=ARGUMENTS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("outil") / "donnees").start()
    yield server
    server.kill()


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Callable[..., Screen]]:
    """Make a new browser (nothing shared with another) on the server of the module."""
    screens: list[Screen] = []

    def visitor(on: Server = server, **options: Any) -> Screen:
        screens.append(Screen(browser, on.url, **options))
        return screens[-1]

    yield visitor
    for screen in screens:
        screen.context.close()


@pytest.fixture
def screen(visitor: Callable[..., Screen]) -> Screen:
    return visitor()


@pytest.fixture(scope="module")
def complete_key(server: Server) -> str:
    """Key of tests/dossiers/equipe_complete.json on the server of the module."""
    return keep(server, "equipe_complete")


def keep(server: Server, name: str) -> str:
    """Keep a dossier of tests/dossiers/ on ``server``; its key."""
    from premierspas.dossier.file import from_json

    file = Path(__file__).parents[1] / "dossiers" / f"{name}.json"
    return server.store.create(from_json(file.read_bytes())).key
