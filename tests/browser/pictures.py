"""Make the pictures of the README again: ``python -m tests.browser.pictures``.

The pages of the example as a person sees them on a laptop, and four pages of its PDF (with
``pdftoppm``, from poppler).
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from premierspas.content import shipped_catalog
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.results import results
from scripts.programs import find
from tests.browser.screen import ARGUMENTS, Screen
from tests.browser.tool import PAGES, ROOT, Server

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
            screen.open(page, key)
            screen.page.wait_for_load_state("networkidle")  # fields come in after the text
            screen.page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
            _take(screen, folder, page)
        screen.open("budget", key).choose("budget-part", "Mois par mois")
        chart = screen.page.locator(".js-plotly-plot")
        chart.wait_for()
        chart.evaluate("chart => chart.scrollIntoView({block: 'center'})")
        _take(screen, folder, "tresorerie")
        browser.close()


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
