"""The lines of a roadmap file that comes back, read with every caution.

The file is never trusted: its size, packed and unpacked, its kind and its shape are checked before a
cell is read, nothing in it is ever computed. What is refused as a whole is said in French, with what
to do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from premierspas.dossier.model import clean_text
from premierspas.exports.roadmap_columns import ACTIONS_SHEET, COLUMNS, ORIGIN_SHEET, Value
from premierspas.exports.roadmap_csv import unprotected
from premierspas.logs import get_logger
from premierspas.typography import NBSP, NNBSP

MAX_BYTES = 2_000_000
MAX_LINES = 500
_MAX_UNPACKED = 10_000_000
_MAX_PARTS = 200
_LAST_ROW = 20_000  # a file may say that its next row is the billionth
_LAST_COLUMN = 60
_HEADER_WITHIN = 30  # rows
_DATE_COLUMNS = {column.name for column in COLUMNS if column.is_date}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
_SAVE_AS = "Ouvrez-le dans votre tableur et enregistrez-le au format Excel (.xlsx), puis reprenez."
_START_AGAIN = "Téléchargez de nouveau le tableur sur cette page et reportez-y vos changements."


class RoadmapFileError(Exception):
    """The file cannot be read; the message is in French and says what to do."""


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula, or the error that one left; never worked out."""

    text: str


Read = Value | Formula


@dataclass(frozen=True)
class FileLine:
    """``number``: of the row, as the spreadsheet shows it. ``cells`` by name of column, None: empty."""

    number: int
    cells: Mapping[str, Read]


@dataclass(frozen=True)
class RoadmapFile:
    """``header``: number of the row of titles. ``origin``: what each action said when the file left,
    by id, None when the file does not tell. ``identity``: of the dossier that it comes from, or
    empty."""

    header: int
    lines: tuple[FileLine, ...]
    missing: tuple[str, ...]  # labels of columns
    twice: tuple[str, ...]
    origin: Mapping[str, Mapping[str, Read]] | None
    identity: str


def read_file(content: bytes) -> RoadmapFile:
    """What an edited spreadsheet (.xlsx, or .csv) says. Raises RoadmapFileError."""
    if not content.strip():
        raise RoadmapFileError("Ce fichier est vide. Enregistrez-le de nouveau, puis reprenez.")
    if len(content) > MAX_BYTES:
        raise RoadmapFileError(
            "Ce fichier dépasse 2 Mo : ce n’est pas une feuille de route. Choisissez celui que l’outil "
            "vous a donné, sans image ajoutée."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RoadmapFileError(
            f"Ce fichier est un ancien tableur (.xls), ou il a un mot de passe. {_SAVE_AS}"
        )
    if content.startswith(b"PK"):
        return _read_xlsx(content)
    return _read_csv(content)


def _read_xlsx(content: bytes) -> RoadmapFile:
    try:
        _check_parts(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        if ACTIONS_SHEET not in book.sheetnames:
            raise RoadmapFileError(
                f"La feuille « {ACTIONS_SHEET} » manque dans ce tableur. Redonnez-lui ce nom, ou "
                f"reprenez : {_lower(_START_AGAIN)}"
            )
        found = _lines_of(_rows(book[ACTIONS_SHEET], book.epoch))
        if ORIGIN_SHEET not in book.sheetnames:
            return found
        return _with_origin(found, book[ORIGIN_SHEET], book.epoch)
    except RoadmapFileError:
        raise
    except Exception as error:  # any damage that a file can have
        get_logger().info("roadmap-file-refused", kind=type(error).__name__)
        raise RoadmapFileError(
            f"Ce tableur est abîmé : il ne peut pas être lu. {_SAVE_AS}"
        ) from error


def _check_parts(content: bytes) -> None:
    """Refuse what is no plain xlsx, and what would fill the memory once unpacked: nothing reads more
    of a part than the size it announces."""
    with ZipFile(BytesIO(content)) as parts:
        names = {part.filename.lower() for part in parts.infolist()}
        unpacked = sum(part.file_size for part in parts.infolist())
    if len(names) > _MAX_PARTS or unpacked > _MAX_UNPACKED:
        raise RoadmapFileError(
            f"Ce tableur contient beaucoup trop de choses pour une feuille de route. {_START_AGAIN}"
        )
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RoadmapFileError(
            f"Ce tableur contient des macros, l’outil n’en ouvre pas. {_SAVE_AS}"
        )
    if "xl/workbook.xml" not in names:
        raise RoadmapFileError(f"Ce fichier n’est pas un tableur Excel (.xlsx). {_SAVE_AS}")


def _rows(tab: Any, epoch: datetime) -> Iterator[list[Read]]:
    tab.reset_dimensions()  # the file may say anything of its own size
    for row in tab.iter_rows(max_col=_LAST_COLUMN):
        yield [_read(cell, epoch) for cell in row]


def _read(cell: Any, epoch: datetime) -> Read:
    if cell.data_type in ("f", "e"):
        text = getattr(cell.value, "text", cell.value)  # a formula over several cells
        return Formula(str(text))
    match cell.value:
        case None:
            return None
        case bool(value):
            return "oui" if value else "non"
        case datetime() as moment:
            return moment.date()
        case int() | float() as number:
            return _Number(f"{number:g}" if abs(number) < 1e6 else str(number), number, epoch)
        case date() as day:
            return day
        case value:
            return plain(str(value))


class _Number(str):
    """A number as text, which may be a day where the cell lost its format."""

    def __new__(cls, text: str, number: float, epoch: datetime) -> _Number:
        made = super().__new__(cls, text)
        made._number, made._epoch = number, epoch
        return made

    _number: float
    _epoch: datetime

    def day(self) -> date | None:
        if not 30_000 <= self._number <= 80_000:  # 1982 to 2119
            return None
        found = from_excel(self._number, self._epoch)
        return found.date() if isinstance(found, datetime) else None


def plain(text: str) -> str | None:
    """``text`` without what typesetting or another program added; None when nothing is left."""
    text = clean_text(text.replace("_x000D_", "")).replace(NBSP, " ").replace(NNBSP, " ")
    return text.strip() or None


def _read_csv(content: bytes) -> RoadmapFile:
    if b"\x00" in content:
        raise RoadmapFileError(f"Ce fichier n’est pas un tableur Excel (.xlsx). {_SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # as Excel saves it under Windows
    head = text[:2000]
    delimiter = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _no_roadmap() from error
    return _lines_of([plain(unprotected(cell)) for cell in row] for row in rows)


def _lines_of(rows: Iterable[Sequence[Read]]) -> RoadmapFile:
    names = {_key(column.label): column.name for column in COLUMNS}
    places: dict[str, int] = {}
    header, twice, lines = 0, [], []
    for number, row in enumerate(rows, 1):
        if number > _LAST_ROW:
            raise _too_long()
        if not header:
            titles = [names.get(_key(cell)) if isinstance(cell, str) else None for cell in row]
            if "id" in titles or {"action", "owner", "deadline"} <= {*titles}:
                header = number
                places = {name: titles.index(name) for name in titles if name}
                twice = [c.label for c in COLUMNS if titles.count(c.name) > 1]
            elif number > _HEADER_WITHIN:
                break
            continue
        cells = {
            name: _as_column(name, row[place]) if place < len(row) else None
            for name, place in places.items()
        }
        if any(cells.values()):
            lines.append(FileLine(number, cells))
        if len(lines) > MAX_LINES:
            raise _too_long()
    if not header:
        raise _no_roadmap()
    if "id" not in places:
        raise RoadmapFileError(
            "La colonne « Identifiant » manque : sans elle, l’outil ne sait pas de quelle action parle "
            f"chaque ligne. {_START_AGAIN}"
        )
    missing = tuple(c.label for c in COLUMNS if c.edits and c.name not in places)
    return RoadmapFile(header, tuple(lines), missing, tuple(twice), None, "")


def _as_column(name: str, value: Read) -> Read:
    if name in _DATE_COLUMNS and isinstance(value, str):
        day = value.day() if isinstance(value, _Number) else _day_of(value)
        return day or str(value)
    return value


def _day_of(text: str) -> date | None:
    """The day of « 15/03/2027 » or « 2027-03-15 »."""
    if not (found := _DAY.fullmatch(text)):
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    try:
        return date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    except ValueError:
        return None


def _with_origin(found: RoadmapFile, tab: Any, epoch: datetime) -> RoadmapFile:
    """``found`` with what the hidden sheet remembers."""
    rows = list(_limited(_rows(tab, epoch)))
    told = _lines_of(rows)
    origin = {str(line.cells["id"]): line.cells for line in told.lines if line.cells["id"]}
    above = [row[0] for row in rows[: told.header - 1] if row]
    identity = str(above[1] or "") if len(above) > 1 else ""
    return RoadmapFile(found.header, found.lines, found.missing, found.twice, origin, identity)


def _limited(rows: Iterable[list[Read]]) -> Iterator[list[Read]]:
    for number, row in enumerate(rows):
        if number > MAX_LINES + _HEADER_WITHIN:
            raise _too_long()
        yield row


def _no_roadmap() -> RoadmapFileError:
    return RoadmapFileError(
        "Ce fichier n’est pas la feuille de route en tableur (.xlsx) : la ligne des titres est "
        f"introuvable. {_START_AGAIN}"
    )


def _too_long() -> RoadmapFileError:
    return RoadmapFileError(
        f"Ce tableur a trop de lignes (au plus {MAX_LINES} actions). Supprimez les lignes qui ne sont "
        "pas des actions, enregistrez, puis reprenez."
    )


def _key(label: str) -> str:
    """A title as it is compared."""
    return (plain(label) or "").casefold().replace("’", "'")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
