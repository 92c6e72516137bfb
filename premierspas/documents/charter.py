"""The charter of the role: will, together, won't, and who does it then."""

from __future__ import annotations

from premierspas.documents.common import role
from premierspas.documents.draft import Draft
from premierspas.french import count


def charter_document(draft: Draft) -> None:
    """Every card as the team decided it, with minority views, to adopt and to sign."""
    charter = draft.results.charter
    draft.paragraph(draft.cited(draft.sentences.full_member))
    if charter.begun:
        placed = count(charter.total - charter.unplaced, "tâche placée", "tâches placées")
        left = f" Reste : {', '.join(charter.left_to_do)}." if charter.left_to_do else ""
        draft.paragraph(f"{placed} sur {charter.total}.{left}")
    role(draft)
    draft.heading("Adoptée par l’équipe")
    draft.blanks("Date", "Par (noms et fonctions)", "Relue avec le coordinateur le")
