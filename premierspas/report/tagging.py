"""The structure of a PDF for somebody who hears it: what is a heading, a table cell, a list, a figure.

fpdf2 can only tag a flat list of figures, so the tree is built and written here. This relies on its
inside (``StructureTreeBuilder``, ``_out``, the way ``OutputProducer`` numbers objects), like
``fpdf_patches``, and is checked against the same exact version.

Marks follow the content: whatever is drawn first closes the mark of something else and opens its own.
So all content is marked, an element that runs over pages gets one mark a page, and nobody has to
remember to close anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fpdf import FPDF
from fpdf.annotations import PDFAnnotation
from fpdf.output import PDFPage
from fpdf.structure_tree import NumberTree, StructureTreeBuilder
from fpdf.syntax import DestinationXYZ, PDFArray, PDFObject, PDFString

_GROUPS = frozenset({"Document", "Sect", "L", "LI", "Table", "TR", "TOC", "TOCI", "Reference"})
_MAY_BE_EMPTY = frozenset({"Document", "Sect", "Table", "TR", "TH", "TD"})
DECORATION = "/Artifact BMC"
PAGE_FRAME = "/Artifact <</Type /Pagination>> BDC"


class Element(PDFObject):
    """A node of the structure. ``kids``: elements, marks (page, rank of the mark on the page), links
    (page, annotation). ``attributes``: a PDF dictionary. Written here, for fpdf2's own way looks at
    every attribute of an object."""

    __slots__ = ("_id", "alt", "attributes", "kids", "kind", "pages", "parent")

    def __init__(
        self,
        kind: str,
        parent: PDFObject,
        pages: Mapping[int, PDFPage],
        *,
        alt: str = "",
        attributes: str = "",
    ) -> None:
        super().__init__()
        self.kind = kind
        self.parent = parent
        self.pages = pages
        self.alt = alt
        self.attributes = attributes
        self.kids: list[Element | tuple[int, int | PDFAnnotation]] = []

    def serialize(self, *_: object, **__: object) -> str:
        """The object as it stands in the file."""
        here = 0  # the page of the first mark: the other marks on it need not say their page
        kids, page, alt, attributes = [], "", "", ""
        for kid in self.kids:
            if isinstance(kid, Element):
                kids.append(f"{kid._id} 0 R")
                continue
            number, content = kid
            if not here:
                here, page = number, f" /Pg {self.pages[number].ref}"
            if isinstance(content, PDFAnnotation):
                kids.append(f"<</Type /OBJR /Obj {content.ref} /Pg {self.pages[number].ref}>>")
            elif number == here:
                kids.append(str(content))
            else:
                kids.append(f"<</Type /MCR /Pg {self.pages[number].ref} /MCID {content}>>")
        if self.alt:
            alt = f" /Alt {PDFString(self.alt).serialize()}"
        if self.attributes:
            attributes = f" /A {self.attributes}"
        return (
            f"{self._id} 0 obj\n<</S /{self.kind} /P {self.parent._id} 0 R{page}"
            f" /K [{' '.join(kids)}]{alt}{attributes}>>\nendobj"
        )


class _Link(PDFAnnotation):
    """A link that knows its rank in the parent tree."""

    struct_parent = 0


class _ParentTree(NumberTree):
    """From what is on a page, or from a link, back to its element."""

    __slots__ = ("_structure",)

    def __init__(self, structure: Structure) -> None:
        super().__init__()
        self._structure = structure

    def serialize(self, *_: object, **__: object) -> str:
        entries = [
            f"{key} [{' '.join([element.ref for element in elements])}]"
            for key, elements in enumerate(self._structure.marks.values())
        ]
        links = enumerate(self._structure.links, len(entries))
        entries += [f"{key} {element.ref}" for key, element in links]
        return f"{self.id} 0 obj\n<</Nums [{' '.join(entries)}]>>\nendobj"


class Structure(StructureTreeBuilder):
    """The tree that fpdf2 writes in place of its own. ``marks``: by page, the element of each mark;
    ``links``: the element of each link."""

    def __init__(self, pages: Mapping[int, PDFPage]) -> None:
        super().__init__()
        self.pages = pages
        self.marks: dict[int, list[Element]] = {}
        self.links: list[Element] = []
        self.document = Element("Document", self.struct_tree_root, pages)
        self.parent_tree = _ParentTree(self)
        self.struct_tree_root.k = PDFArray([self.document])
        self.struct_tree_root.parent_tree = self.parent_tree

    def add(self, kind: str, parent: Element, *, alt: str = "", attributes: str = "") -> Element:
        """A new element, the last of ``parent``."""
        element = Element(kind, parent, self.pages, alt=alt, attributes=attributes)
        parent.kids.append(element)
        return element

    def mark(self, page: int, element: Element) -> int:
        """The rank on ``page`` of a new mark of ``element``."""
        marks = self.marks.setdefault(page, [])
        element.kids.append((page, len(marks)))
        marks.append(element)
        return len(marks) - 1

    def number_pages(self, annotations: list[_Link]) -> None:
        """Tell pages and links where they are in the parent tree."""
        for page in self.pages.values():
            page.tabs = "/S"  # type: ignore[attr-defined]  # visit links in the order of the structure
        for key, number in enumerate(self.marks):
            self.pages[number].struct_parents = key
        for key, annotation in enumerate(annotations, len(self.marks)):
            annotation.struct_parent = key

    def empty(self) -> bool:
        return not self.marks

    def __iter__(self) -> Iterator[PDFObject]:
        yield self.struct_tree_root
        yield self.parent_tree
        waiting = [self.document]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


class TaggedPages(FPDF):
    """Pages on which everything drawn belongs to an element, or is decoration."""

    def start_structure(self) -> None:
        """To be called once, before anything is drawn."""
        self.struct_builder = self.structure = Structure(self.pages)
        self._element = self.structure.document
        self._in_figure = False
        self._aside = ""  # the artifact that all that is drawn is part of
        self._marked: Element | str = ""
        self._links: list[_Link] = []

    # --- what is drawn ----------------------------------------------------------------------------
    @property
    def lacks_element(self) -> bool:
        """Text drawn now would be in no paragraph."""
        return not self._aside and self._element.kind in _GROUPS

    def mark_text(self) -> None:
        """The text drawn next belongs to the current element."""
        self._mark(self._aside or self._element)

    def mark_shape(self) -> None:
        """The shape drawn next is decoration, unless it is part of a figure."""
        self._mark(self._aside or (self._element if self._in_figure else DECORATION))

    def end_mark(self) -> None:
        """To be called before leaving a page."""
        if self._marked:
            self._out("EMC")
            self._marked = ""

    def _mark(self, what: Element | str) -> None:
        if what is self._marked:
            return
        end = "EMC\n" if self._marked else ""
        if isinstance(what, Element):
            assert what.kind not in _GROUPS, f"text or shape straight in {what.kind}"
            rank = self.structure.mark(self.page, what)
            self._out(f"{end}/{what.kind} <</MCID {rank}>> BDC")
        else:
            self._out(end + what)
        self._marked = what

    # --- what it belongs to -----------------------------------------------------------------------
    def element(self, kind: str, attributes: str = "") -> Element:
        """A new element in the current one, to draw ``inside`` later and more than once."""
        return self.structure.add(kind, self._element, attributes=attributes)

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to ``element``."""
        outside, self._element = self._element, element
        try:
            yield
        finally:
            self._element = outside

    @contextmanager
    def reading(self, kind: str, *, alt: str = "", attributes: str = "") -> Iterator[Element]:
        """What is drawn inside belongs to a new element, which is forgotten if it stays empty."""
        outside = self._element
        element = self._element = self.structure.add(kind, outside, alt=alt, attributes=attributes)
        try:
            yield element
        finally:
            self._element = outside
            if not element.kids and kind not in _MAY_BE_EMPTY:
                outside.kids.remove(element)

    @contextmanager
    def picture(self, box: tuple[float, float, float, float], alt: str) -> Iterator[None]:
        """What is drawn inside is one figure: ``alt`` says in words what it shows, ``box`` is (left,
        top, width, height) in mm."""
        left, top, width, height = (side * self.k for side in box)
        y = self.h_pt - top
        bounds = f"{left:.1f} {y - height:.1f} {left + width:.1f} {y:.1f}"
        self._in_figure = True
        try:
            with self.reading("Figure", alt=alt, attributes=f"<</O /Layout /BBox [{bounds}]>>"):
                yield
        finally:
            self._in_figure = False

    @contextmanager
    def aside(self, artifact: str = DECORATION) -> Iterator[None]:
        """What is drawn inside is not read: page frames, headers that come back, decoration."""
        outside, self._aside = self._aside, artifact
        try:
            yield
        finally:
            self._aside = outside

    def begin_section(self) -> Element:
        """What follows is a section of the document, until the next one."""
        self._element = self.structure.add("Sect", self.structure.document)
        return self._element

    @contextmanager
    def linked(
        self, box: tuple[float, float, float, float], to: tuple[int, float], words: str
    ) -> Iterator[None]:
        """What is drawn inside is a link over ``box`` (left, top, width, height in mm) to a page and
        a place on it (mm from its top); ``words`` say where it leads."""
        left, top, width, height = (side * self.k for side in box)
        page, down = to
        annotation = _Link(
            "Link", x=left, y=self.h_pt - top, width=width, height=height,
            dest=DestinationXYZ(page, top=self.h_pt - down * self.k), contents=words,
        )  # fmt: skip
        with self.reading("Link") as element:
            yield
            self.pages[self.page].add_annotation(annotation)
            element.kids.append((self.page, annotation))
        self.structure.links.append(element)
        self._links.append(annotation)

    def end_structure(self) -> None:
        """To be called once, when everything is drawn."""
        self.end_mark()
        self.structure.number_pages(self._links)
