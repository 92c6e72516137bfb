"""What a ready document is made of: a few kinds of blocks, the same on screen, in Word and in PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from premierspas.content.models import DocumentId


@dataclass(frozen=True)
class Heading:
    """``own_page``: begins a page."""

    text: str
    own_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """``small``: a remark or a source."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """``share``: its part of the width; the parts of a table add up to anything."""

    title: str
    share: int


@dataclass(frozen=True)
class Table:
    """``name``: what it shows, for those who do not see it. ``to_fill``: rows have room to write."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    to_fill: bool = False


@dataclass(frozen=True)
class Check:
    """A point of a list: settled or not, and what it means."""

    text: str
    note: str
    done: bool


@dataclass(frozen=True)
class Checklist:
    name: str
    items: tuple[Check, ...]


@dataclass(frozen=True)
class Blanks:
    """Lines to fill by hand."""

    labels: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Checklist | Blanks


@dataclass(frozen=True)
class Undecided:
    """Something that the document cannot say yet, and the page where it is decided (empty: it is
    written in the file itself)."""

    what: str
    page: str


@dataclass(frozen=True)
class ReadyDocument:
    """``closing``: the list of what is left to decide, at the end of the files. ``team``: its name, or
    « Notre équipe ». ``edition``: the foot of each page."""

    id: DocumentId
    title: str
    lead: str
    blocks: tuple[Block, ...]
    closing: tuple[Block, ...]
    undecided: tuple[Undecided, ...]
    team: str
    edition: str
    today: date
