"""Pictures of pages of the PDF, to see what a change moves: ``python -m tests.pdf.golden`` (or ``make
golden``) draws them again, ``test_golden.py`` compares. Needs pdftoppm (poppler)."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops
from pypdf import PdfReader

from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.model import NAME_LENGTH
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.results import results
from scripts.programs import find

FOLDER = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 23)
DPI = 60
GREYS = 16
# Another version of the renderer moves edges of letters; a line of text that moves is far above.
MEAN_DIFFERENCE = 2.0  # of 255, over the page
CHANGED, CHANGED_SHARE = 96, 0.005  # a pixel is changed from here on; share of them in the page


def huge() -> Dossier:
    """The example with 60 actions of its own and every name as long as it may be."""
    name = ("Anne-Sophie de La Rochefoucauld-Montbéliard " * 5)[:NAME_LENGTH].strip()
    example = example_dossier()
    own = {
        f"equipe-{n}": {"title": name, "owner": name, "deadline": "2027-03-01"} for n in range(60)
    }
    team = example.team.changed(name=name, territory=name, anchor=name, federation_contact=name)
    return example.changed(team=team, actions={**example.actions, **own})


# Which sections, by rank, are kept as pictures: their first page. 0 is the cover.
SHOWN = {"exemple": range(10), "vide": (0, 1, 7), "enorme": (0, 1, 7, 8)}
DOSSIERS = {"exemple": example_dossier, "vide": Dossier, "enorme": huge}


def pictures(name: str) -> dict[str, Image.Image]:
    """By file name, pages of the PDF of one of DOSSIERS as they are now."""
    program = find("pdftoppm")
    assert program, "pdftoppm (poppler) is not on this machine"
    pdf = roadmap_pdf(results(shipped_catalog(), DOSSIERS[name](), TODAY))
    reader = PdfReader(io.BytesIO(pdf))
    sections = [entry for entry in reader.outline if not isinstance(entry, list)]
    first = [0, *(reader.get_destination_page_number(entry) or 0 for entry in sections)]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(pdf)
        for section in SHOWN[name]:
            page = str(first[section] + 1)
            target = file.with_name(f"{section}")
            subprocess.run(
                [program, "-r", str(DPI), "-gray", "-png", "-singlefile", "-f", page, "-l", page,
                 str(file), str(target)],
                check=True,
            )  # fmt: skip
            found[f"{name}-{section:02}.png"] = Image.open(f"{target}.png").convert("L")
    return found


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference of the pixels (of 255), and share of those that changed."""
    if one.size != other.size:
        return 255.0, 1.0
    counts = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    total = sum(counts)
    mean = sum(level * count for level, count in enumerate(counts)) / total
    return mean, sum(counts[CHANGED:]) / total


def main() -> None:
    """Draw every picture again."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name in DOSSIERS:
        for file, picture in pictures(name).items():
            picture.quantize(GREYS).save(FOLDER / file, optimize=True)
    files = list(FOLDER.glob("*.png"))
    size = sum(file.stat().st_size for file in files) / 1000
    sys.stdout.write(f"{len(files)} images, {size:.0f} ko\n")


if __name__ == "__main__":
    main()
