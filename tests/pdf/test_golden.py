"""Pages look as they did when somebody last looked at them. Meant to change? ``make golden``, look at
the pictures, keep them."""

from __future__ import annotations

import os

import pytest
from PIL import Image, ImageChops

from scripts.programs import find
from tests.pdf.golden import (
    CHANGED_SHARE,
    DOSSIERS,
    FOLDER,
    MEAN_DIFFERENCE,
    SHOWN,
    difference,
    pictures,
)


@pytest.mark.parametrize("name", DOSSIERS)
def test_pages_look_as_they_did(name: str) -> None:
    if find("pdftoppm") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("pdftoppm (poppler) is not on this machine")
        pytest.skip("pdftoppm (poppler) is not on this machine")
    kept = {file.name for file in FOLDER.glob(f"{name}-*.png")}
    assert kept == {f"{name}-{section:02}.png" for section in SHOWN[name]}, "run « make golden »"
    for file, now in pictures(name).items():
        mean, changed = difference(now, Image.open(FOLDER / file).convert("L"))
        assert mean <= MEAN_DIFFERENCE, f"{file}: {mean:.2f} of 255 away"
        assert changed <= CHANGED_SHARE, f"{file}: {changed:.2%} of the page changed"


def test_a_line_that_moves_is_seen() -> None:
    page = pictures("vide")["vide-01.png"]
    width, height = page.size
    moved = page.copy()
    moved.paste(page.crop((0, 60, width, height - 4)), (0, 64))  # under 2 mm lower
    assert difference(page, moved)[1] > CHANGED_SHARE
    assert difference(page, page.quantize(16).convert("L"))[1] == 0
    assert difference(page, ImageChops.invert(page))[0] > MEAN_DIFFERENCE
