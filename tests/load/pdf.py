"""How long the PDF takes, next to reportlab making an equivalent one, in the same run.

``python -m tests.load.pdf``. Equivalent: the same paragraphs, the same cells in tables as wide, as many
charts, the same fonts; what is drawn outside of them (cover, banners) is drawn by us alone. Nothing here is
a test.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

import premierspas.report
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.report import table as table_module
from premierspas.report.canvas import Canvas
from premierspas.report.table import Row
from premierspas.results import Results, results

TODAY = date(2026, 11, 23)
TIMES = 15
ACTIONS = (60, 300)
_FONTS = Path(premierspas.report.__file__).parent / "fonts"


def found_in(dossier: Dossier) -> Results:
    return results(shipped_catalog(), dossier, TODAY)


def with_actions(count: int) -> Results:
    """The example with ``count`` actions in its roadmap: its own ones, again and again."""
    found = found_in(example_dossier())
    own = found.roadmap.actions
    many = tuple(replace(own[n % len(own)], id=f"action-{n}") for n in range(count))
    return replace(found, roadmap=replace(found.roadmap, actions=many))


# --- reportlab ------------------------------------------------------------------------------------
@dataclass
class Grid:
    """A table: widths of its columns in mm, and the words of each cell."""

    widths: list[float]
    rows: list[list[str]]


class Chart:
    """A figure."""


Piece = str | Grid | Chart


def drawn(found: Results) -> list[Piece]:
    """What our report draws, in order: whole paragraphs, whole cells, figures."""
    pieces: list[Piece] = []
    flow, listed, figure = Canvas._flow, Canvas.bullets, Canvas.figure
    lay = table_module._Table.__init__

    def text(self: Any, words: str, *rest: Any, **options: Any) -> None:
        pieces.append(words)
        flow(self, words, *rest, **options)

    def grid(self: Any, canvas: Any, columns: Any, rows: Any, **options: Any) -> None:
        cells = [[c.title for c in columns]]
        for row in rows:
            held = row.cells if isinstance(row, Row) else row
            cells.append([c if isinstance(c, str) else f"{c.text} {c.note}".strip() for c in held])
        pieces.append(Grid([c.width for c in columns], cells))
        lay(self, canvas, columns, rows, **options)

    def bullets(self: Any, items: Any, *rest: Any, **options: Any) -> None:
        pieces.extend(items)
        listed(self, items, *rest, **options)

    def chart(self: Any, *rest: Any, **options: Any) -> Any:
        pieces.append(Chart())
        return figure(self, *rest, **options)

    with (
        mock.patch.object(Canvas, "_flow", text),
        mock.patch.object(Canvas, "bullets", bullets),
        mock.patch.object(table_module._Table, "__init__", grid),
        mock.patch.object(Canvas, "figure", chart),
    ):
        roadmap_pdf(found)
    return pieces


def reportlab_pdf(pieces: list[Piece]) -> bytes:
    """The same paragraphs, tables and number of charts with reportlab's Platypus, compressed."""
    small = ParagraphStyle("small", fontName="Feuille", fontSize=8.5, leading=11.2)
    flow: list[Any] = []
    for piece in pieces:
        if isinstance(piece, Chart):
            drawing, bars = Drawing(400, 110), VerticalBarChart()
            bars.width, bars.height = 360, 90
            bars.data = [[3, 2, 1, 3, 2, 1, 4, 2, 3, 1, 2, 3]]
            drawing.add(bars)
            flow.append(drawing)
        elif isinstance(piece, Grid):
            rows = [[Paragraph(escape(c), small) if c else "" for c in r] for r in piece.rows]
            grid = Table(rows, colWidths=[w * mm for w in piece.widths], repeatRows=1)
            grid.setStyle(TableStyle([
                ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]))  # fmt: skip
            flow.append(grid)
        else:
            flow.append(Paragraph(escape(piece), small))
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=18 * mm, rightMargin=18 * mm, topMargin=24 * mm,
        bottomMargin=20 * mm, pageCompression=1,
    ).build(flow)  # fmt: skip
    return out.getvalue()


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def _fonts_for_reportlab() -> None:
    for name, file in (("Feuille", "Regular"), ("Feuille-Bold", "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"FeuilleSans-{file}.ttf")))


# --- measures -------------------------------------------------------------------------------------
def in_turn(*works: Callable[[], object]) -> list[float]:
    """Median ms of each, warm, one after the other so that a noisy machine bothers all."""
    spent: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(TIMES):
        for times, work in zip(spent, works, strict=True):
            begun = time.perf_counter()
            work()
            times.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in spent]


# The highest memory is forgotten once idle: a new process would begin with that of its parent.
_MEMORY = """
from pathlib import Path
from tests.load.pdf import found_in, with_actions
from premierspas.report import roadmap_pdf
import premierspas.report.document
def kilobytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
found = with_actions({count})
Path("/proc/self/clear_refs").write_text("5")
idle = kilobytes("VmRSS")
roadmap_pdf(found)
print((kilobytes("VmHWM") - idle) / 1024)
"""


def memory(count: int) -> float:
    """MB above the idle process, libraries loaded, at the highest, of a PDF with ``count`` actions."""
    code = _MEMORY.format(count=count)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    """Print the table."""
    _fonts_for_reportlab()
    found = found_in(example_dossier())
    pieces = drawn(found)
    ours_ms, theirs_ms = in_turn(lambda: roadmap_pdf(found), lambda: reportlab_pdf(pieces))
    print("| PDF | Pages | Taille | Temps, à chaud (médiane) | Par page |")
    print("|---|---|---|---|---|")
    for what, file, took in (("Outil, l’exemple", roadmap_pdf(found), ours_ms),
                             ("reportlab, mêmes textes", reportlab_pdf(pieces), theirs_ms)):  # fmt: skip
        count, size = pages_of(file), len(file) / 1000
        print(f"| {what} | {count} | {size:.0f} ko | {took:.0f} ms | {took / count:.1f} ms |")
    print(f"\nRapport des temps : {ours_ms / theirs_ms:.2f}")
    print("\n| Actions | Pages | Temps, à chaud | Mémoire de plus, au plus haut (Linux) |")
    print("|---|---|---|---|")
    for number in ACTIONS:
        large = with_actions(number)
        [took] = in_turn(partial(roadmap_pdf, large))
        count = pages_of(roadmap_pdf(large))
        print(f"| {number} | {count} | {took:.0f} ms | {memory(number):.0f} Mo |")


if __name__ == "__main__":
    main()
