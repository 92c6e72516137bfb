"""The roadmap as a text file for any spreadsheet; what people typed can never run there."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.exports.roadmap_columns import COLUMNS, Value, values
from premierspas.french import short_date
from premierspas.roadmap import roadmap

# How a formula begins, also in full-width characters and after spaces. Apostrophes before it count as
# well, so that ``unprotected`` gives back exactly what was typed.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")


def roadmap_csv(catalog: Catalog, dossier: Dossier, today: date) -> bytes:
    """The roadmap of ``dossier`` on ``today``: UTF-8 with its mark, semicolons, every cell quoted."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([column.label for column in COLUMNS])
    for action in roadmap(catalog, dossier, today).actions:
        cells = values(action)
        writer.writerow([_cell(cells[column.name]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if isinstance(value, date):
        return short_date(value)
    return protected(value or "")


def protected(text: str) -> str:
    """``text`` that a spreadsheet takes for text: an apostrophe before what would be a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unprotected(text: str) -> str:
    """What was given to ``protected``."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
