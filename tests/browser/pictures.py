"""Make the pictures of the README again: ``python -m tests.browser.pictures``.

The pages of the example as a person sees them on a laptop, and four pages of its PDF (with
``pdftoppm``, from poppler).
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from premierspas.content import shipped_catalog
from premierspas.content.models import Screen as WallScreen
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.results import results
from premierspas.workshop import running
from scripts.programs import find
from tests.browser.screen import ARGUMENTS, Screen
from tests.browser.tool import PAGES, ROOT, Server
from tests.browser.workshop import CARD, at_the_silent_sorting

FOLDER = ROOT / "docs" / "images"
PDF_PAGES = (1, 2, 15, 19)


def main() -> None:
    """Write all the pictures, in few colours so that they stay light."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Server(folder / "donnees").start()
        try:
            _pages(server, folder)
        finally:
            server.kill()
        _pdf(folder)


def _pages(server: Server, folder: Path) -> None:
    key = server.store.create(example_dossier()).key
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=ARGUMENTS)
        screen = Screen(browser, server.url, viewport={"width": 1100, "height": 900})
        for page in PAGES:
            if page == "projecteur":
                continue
            screen.open(page, key)
            screen.page.wait_for_load_state("networkidle")  # fields come in after the text
            screen.page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
            _take(screen, folder, page)
        screen.open("budget", key).choose("budget-part", "Mois par mois")
        chart = screen.page.locator(".js-plotly-plot")
        chart.wait_for()
        chart.evaluate("chart => chart.scrollIntoView({block: 'center'})")
        _take(screen, folder, "tresorerie")
        _workshop(server, browser, key, folder)
        browser.close()


def _workshop(server: Server, browser: Browser, key: str, folder: Path) -> None:
    """The three screens of a workshop: who runs it, the wall, a phone."""
    workshop = at_the_silent_sorting(server.store, key)
    phone = Screen(browser, server.url, viewport={"width": 390, "height": 700})
    phone.page.goto(f"{server.url}/j/{workshop.held.code}")
    _take(phone, folder, "telephone")
    catalog, now = shipped_catalog(), datetime.now(UTC)
    workshop.do(
        running.go_to(catalog, 4, now), running.reveal(list(workshop.held.workshop.asked)),
        running.show(WallScreen.QUESTION, CARD),
    )  # fmt: skip
    for name, path in (
        ("animation", f"atelier?dossier={key}&atelier={workshop.secret}"),
        ("projecteur", f"projecteur?code={workshop.held.code}"),
    ):
        screen = Screen(browser, server.url, viewport={"width": 1280, "height": 800})
        screen.page.goto(f"{server.url}/{path}")
        screen.settled().page.wait_for_load_state("networkidle")
        _take(screen, folder, name)


def _take(screen: Screen, folder: Path, name: str) -> None:
    screen.page.screenshot(path=folder / f"{name}.png")
    _light(Image.open(folder / f"{name}.png")).save(FOLDER / f"{name}.png", optimize=True)


def _pdf(folder: Path) -> None:
    document = folder / "feuille-de-route.pdf"
    document.write_bytes(
        roadmap_pdf(results(shipped_catalog(), example_dossier(), date(2026, 11, 22)))
    )
    subprocess.run(["pdftoppm", "-r", "60", "-png", document, folder / "pdf"], check=True)
    pages = [Image.open(sorted(folder.glob("pdf-*.png"))[n - 1]) for n in PDF_PAGES]
    width, height = pages[0].size
    sheet = Image.new("RGB", (len(pages) * (width + 12) - 12, height), "#CBD5E1")
    for place, page in enumerate(pages):
        sheet.paste(page, (place * (width + 12), 0))
    _light(sheet).save(FOLDER / "pdf.png", optimize=True)


def _light(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").quantize(64)


if __name__ == "__main__":
    main()
