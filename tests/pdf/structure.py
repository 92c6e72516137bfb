"""What a screen reader finds in a PDF: the tree of its structure, and the text of each mark."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

PAINTED = frozenset({b"Tj", b"TJ", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do"})
Mark = tuple[int, int]  # page, counted from 0, and MCID


@dataclass
class Node:
    """An element. ``kids``: elements, marks, and the annotations of links."""

    kind: str
    reference: int
    parent: int
    alt: str
    attributes: dict[str, Any]
    kids: list[Node | Mark | dict[str, Any]] = field(default_factory=list)

    @property
    def elements(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def annotations(self) -> list[dict[str, Any]]:
        return [kid for kid in self.kids if isinstance(kid, dict)]

    def every(self, *kinds: str) -> Iterator[Node]:
        """This element and those inside, in reading order, of any of ``kinds``."""
        if not kinds or self.kind in kinds:
            yield self
        for kid in self.elements:
            yield from kid.every(*kinds)

    def marks(self) -> Iterator[Mark]:
        """Its marks, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.marks()
            elif isinstance(kid, tuple):
                yield kid


class Tagged:
    """A PDF as a screen reader sees it."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf), strict=True)
        self.catalog = self.reader.trailer["/Root"]
        self.page_of = {
            page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)
        }
        self.text: dict[Mark, str] = {}
        self.kinds: dict[Mark, str] = {}
        self.aside: list[str] = []  # text of artifacts, page by page
        self.unmarked: list[str] = []
        for number in range(len(self.reader.pages)):
            self._read_page(number)
        self.tree = self.catalog["/StructTreeRoot"]
        self.document = self._node(self.tree["/K"][0])

    def said_title(self, entry: Any) -> str:
        """The title of a bookmark, its no-break spaces ordinary."""
        return " ".join(entry["/Title"].split())

    def said(self, node: Node) -> str:
        """The text of ``node`` as it is read."""
        return " ".join("".join(self.text[mark] for mark in node.marks()).split())

    def _node(self, reference: Any) -> Node:
        found = reference.get_object()
        attributes = found.get("/A", {})
        parent = found.raw_get("/P").idnum
        node = Node(
            found["/S"][1:], reference.idnum, parent, found.get("/Alt", ""), dict(attributes)
        )
        for kid in found.get("/K", ()):
            inner = kid.get_object()
            if isinstance(inner, int):
                node.kids.append((self.page_of[found.raw_get("/Pg").idnum], int(inner)))
            elif inner.get("/Type") == "/MCR":
                node.kids.append((self.page_of[inner.raw_get("/Pg").idnum], int(inner["/MCID"])))
            elif inner.get("/Type") == "/OBJR":
                node.kids.append(inner["/Obj"])
            else:
                node.kids.append(self._node(kid))
        return node

    def _read_page(self, number: int) -> None:
        page = self.reader.pages[number]
        fonts = page["/Resources"]["/Font"]
        letters = {name: _letters(fonts[name]) for name in fonts}
        font: dict[int, str] = {}
        open_marks: list[Mark | None] = []
        said: list[str] = []
        for operands, operator in ContentStream(page["/Contents"], self.reader).operations:
            if operator in (b"BDC", b"BMC"):
                assert not open_marks, "a mark inside a mark"
                rank = operands[1].get("/MCID") if operator == b"BDC" else None
                mark = None if rank is None else (number, int(rank))
                open_marks.append(mark)
                if mark is not None:
                    assert mark not in self.text, f"{mark} is there twice"
                    self.text[mark], self.kinds[mark] = "", operands[0][1:]
            elif operator == b"EMC":
                open_marks.pop()
            elif operator == b"Tf":
                font = letters[operands[0]]
            if operator in PAINTED:
                if not open_marks:
                    self.unmarked.append(f"page {number + 1}: {operator!r} {operands}")
                if operator == b"Tj":
                    shown = "".join(font[code] for code in _codes(operands[0]))
                    if open_marks and open_marks[0] is not None:
                        self.text[open_marks[0]] += shown
                    else:
                        said.append(shown)
        assert not open_marks, "a mark that does not end on its page"
        self.aside.append("".join(said))


def _codes(shown: Any) -> list[int]:
    raw = shown.original_bytes
    return [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]


def _letters(font: Any) -> dict[int, str]:
    """From the codes of a font back to what they mean."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", table, re.S)
    pairs = [pair for b in blocks for pair in re.findall(r"<(\w+)>\s*<(\w+)>", b)]
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
