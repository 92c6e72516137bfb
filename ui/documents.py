"""The ready documents: what they still need, how they look, the files."""

from __future__ import annotations

from premierspas.content.models import DocumentId
from premierspas.documents.draft import IN_THE_FILE
from premierspas.documents.model import (
    Blanks,
    Block,
    Bullets,
    Checklist,
    Heading,
    Paragraph,
    ReadyDocument,
    Table,
)
from premierspas.dossier.changes import set_in_part
from premierspas.dossier.model import DocumentDetails
from premierspas.report.printables import PRINTABLES
from ui import fields, page, st, state
from ui.downloads import document_file, sheet

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HERE = "documents"


def details(held: DocumentDetails) -> None:
    """What nothing else in the tool asks."""

    def keep(name: str) -> fields.ToChange:
        return lambda value: set_in_part("documents", name, value)

    left, right = st.columns(2)
    with left:
        fields.name(
            "Employeur", "document-employer", held.employer, keep("employer"),
            placeholder="La structure qui signe le contrat",
        )  # fmt: skip
    with right:
        fields.name(
            "Lieu de travail", "document-workplace", held.workplace, keep("workplace"),
            placeholder="Commune, bureau, télétravail",
        )  # fmt: skip
    left, right = st.columns(2)
    with left:
        fields.name(
            "Où écrire pour postuler", "document-contact", held.contact, keep("contact"),
            placeholder="Une personne, une adresse",
            help="Ce texte sera affiché avec l’annonce : demandez son accord à la personne.",
        )  # fmt: skip
    with right:
        fields.day("Postuler avant le", "document-before", held.apply_before, keep("apply_before"))
    left, right = st.columns(2)
    with left:
        fields.number(
            "Montant demandé à l’ARS (€, en tout)", "document-amount", held.amount_asked,
            keep("amount_asked"), step=500.0, format="%.0f",
            placeholder="À décider",
            help="ARS : agence régionale de santé. Les montants changent d’une région à l’autre.",
        )  # fmt: skip
    with right:
        fields.name(
            "Qui signe la lettre", "document-signatory", held.signatory, keep("signatory"),
            placeholder="Nom et fonction",
        )  # fmt: skip


def left_to_decide(document: ReadyDocument) -> None:
    """What the document cannot say yet, and the page where it is decided."""
    if not document.undecided:
        st.success("✓ Rien ne reste à décider pour ce document.", icon=None)
        return
    labels = state.catalog().page
    for where in dict.fromkeys(u.page for u in document.undecided):
        what = [u.what for u in document.undecided if u.page == where]
        st.markdown("\n".join(f"- {st.plain(text)}" for text in what))
        if not where:
            st.caption(f"→ {IN_THE_FILE}")
        elif where == _HERE:
            st.caption("→ dans les champs en haut de cette page")
        else:
            st.page_link(
                page.path(where),
                label=f"Le décider : {labels[where].label}",
                icon=":material/arrow_forward:",
            )


def downloads(document: DocumentId) -> None:
    """The document as a Word file, to be corrected, and as a PDF, to be printed."""
    with st.container(horizontal=True):
        st.download_button(
            "Télécharger pour Word (docx)",
            data=document_file(document, "docx"),
            file_name=f"{document}.docx",
            mime=_DOCX,
            type="primary",
            icon=":material/edit_document:",
            on_click="ignore",
        )
        st.download_button(
            "Télécharger en PDF",
            data=document_file(document, "pdf"),
            file_name=f"{document}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )


def to_print() -> None:
    """Sheets for a room without phones, each made when its button is pressed."""
    st.header("À imprimer pour l’atelier", anchor=False)
    st.markdown("Pour travailler sur papier, sans téléphone. Reportez ensuite vos réponses ici.")
    for what, paper in PRINTABLES.items():
        st.download_button(
            f"{paper.label} (PDF)",
            data=sheet(what),
            file_name=f"{what}.pdf",
            mime="application/pdf",
            key=f"print-{what}",
            icon=":material/print:",
            on_click="ignore",
        )
        st.caption(paper.purpose)


def preview(document: ReadyDocument) -> None:
    """The document as it will be written, drawn only when it is asked for: it may be long."""
    with st.expander(
        "Lire le document", key="document-preview", on_change="rerun", icon=":material/visibility:"
    ) as opened:
        if not opened.open:
            return
        st.subheader(st.plain(document.title), anchor=False)
        if document.lead:
            st.caption(st.plain(document.lead))
        for block in document.blocks:
            _show(block)


def _show(block: Block) -> None:
    match block:
        case Heading(text):
            st.markdown(f"**{st.plain(text)}**")
        case Paragraph(text, small):
            (st.caption if small else st.markdown)(_lines(text))
        case Bullets(items):
            st.markdown("\n".join(f"- {st.plain(' '.join(item.split()))}" for item in items))
        case Table(name, columns, rows):
            st.table(
                [
                    {c.title: _lines(text) for c, text in zip(columns, row, strict=True)}
                    for row in rows
                ],
                hide_index=True,
                alt=name,
            )
        case Checklist(name, items):
            st.table(
                [
                    {
                        "Réglé ?": "✓ réglé" if item.done else "○ à régler",
                        "Point": f"**{st.plain(item.text)}**  \n{st.plain(item.note)}",
                    }
                    for item in items
                ],
                hide_index=True,
                alt=name,
            )
        case Blanks(labels):
            st.markdown("\n".join(f"- {st.plain(label)} : ……………………………" for label in labels))


def _lines(text: str) -> str:
    """Text as it was typed, its line ends kept."""
    return "  \n".join(st.plain(line) for line in text.split("\n"))
