"""A document being written: blocks one after the other, and a list of all that is not decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from premierspas.content.models import DocumentId, DocumentSentences, Point
from premierspas.documents.model import (
    Blanks,
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    ReadyDocument,
    Table,
    Undecided,
)
from premierspas.french import long_date
from premierspas.results import Results

LEFT_TO_DECIDE = "Ce qui reste à décider"
IN_THE_FILE = "à écrire dans le document"
TEAM_WITHOUT_NAME = "Notre équipe"


class Draft:
    """What the modules of the documents write with. A place left open is on the list, always."""

    def __init__(self, document: DocumentId, results: Results) -> None:
        self.results = results
        self.catalog = results.catalog
        self.dossier = results.dossier
        self.sentences: DocumentSentences = results.catalog.ready_documents.sentences
        self.text = results.catalog.ready_document[document]
        self.lead = self.text.who
        self._blocks: list[Block] = []
        self._undecided: dict[Undecided, None] = {}

    # --- what is not decided ----------------------------------------------------------------------
    def decide(self, what: str, page: str, shown: str = "") -> str:
        """« [à décider : l’employeur] », on the list too; ``shown``: in shorter words where it stands."""
        self.note(what, page)
        return f"[à décider : {shown or what}]"

    def write(self, what: str, shown: str = "") -> str:
        """« [à écrire : le salaire] »: the tool has no field for it."""
        self.note(what, "")
        return f"[à écrire : {shown or what}]"

    def note(self, what: str, page: str) -> None:
        """Put ``what`` on the list without a place of its own."""
        self._undecided[Undecided(what, page)] = None

    # --- blocks -----------------------------------------------------------------------------------
    def add(self, block: Block) -> None:
        self._blocks.append(block)

    def heading(self, text: str, *, own_page: bool = False) -> None:
        self.add(Heading(text, own_page))

    def paragraph(self, text: str, *, small: bool = False) -> None:
        """A paragraph, none when ``text`` is empty."""
        if text:
            self.add(Paragraph(text, small))

    def statement(self, point: Point) -> None:
        """A fixed sentence and where it comes from."""
        self.paragraph(self.cited(point), small=True)

    def cited(self, point: Point) -> str:
        """« Le premier paiement… (Rapport AVECsanté, 07 Rémunération) »."""
        return f"{point.text} ({self.catalog.cite(point.sources)})"

    def bullets(self, items: Iterable[str]) -> None:
        """A list, nothing when it is empty."""
        if found := tuple(items):
            self.add(Bullets(found))

    def table(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[tuple[str, ...]],
        *,
        to_fill: bool = False,
    ) -> None:
        """A table, nothing when it has no row. ``columns``: title and part of the width."""
        if found := tuple(rows):
            self.add(Table(name, tuple(Column(*c) for c in columns), found, to_fill))

    def blanks(self, *labels: str) -> None:
        self.add(Blanks(labels))

    # --- the whole --------------------------------------------------------------------------------
    def finished(self) -> ReadyDocument:
        """The document as it was written, and its list of what is left to decide."""
        example = "Exemple fictif · " if self.dossier.demonstration else ""
        return ReadyDocument(
            id=self.text.id,
            title=self.text.title,
            lead=self.lead,
            blocks=tuple(self._blocks),
            closing=self._closing(),
            undecided=tuple(self._undecided),
            team=self.dossier.team.name or TEAM_WITHOUT_NAME,
            edition=f"{example}{long_date(self.results.today)} · Document de travail de l’équipe",
            today=self.results.today,
        )

    def _closing(self) -> tuple[Block, ...]:
        if not self._undecided:
            return ()
        return (
            Heading(LEFT_TO_DECIDE),
            Paragraph("Liste à retirer une fois le document complété.", small=True),
            Bullets(tuple(self._left(u) for u in self._undecided)),
        )

    def _left(self, undecided: Undecided) -> str:
        if not undecided.page:
            return f"{undecided.what} ({IN_THE_FILE})"
        return f"{undecided.what} (page « {self.catalog.page[undecided.page].label} »)"
