"""What to settle in or around the contract before it is signed: settled or not. Not the contract."""

from __future__ import annotations

from premierspas.documents.common import minimum_hours_alert, post_table
from premierspas.documents.draft import Draft
from premierspas.documents.model import Check, Checklist
from premierspas.french import count, lower_first
from premierspas.profile.statuses import REMINDER


def contract_list(draft: Draft) -> None:
    """The post, then the points of the checklist with their explanation and source."""
    draft.heading("Ce que nous savons du poste")
    post_table(draft)
    minimum_hours_alert(draft)
    _profile_and_status(draft)
    points = draft.catalog.contract.points
    settled = {point.id for point in points if draft.dossier.contract.get(point.id)}
    draft.heading("Les points à régler")
    draft.paragraph(f"{count(len(settled), 'point réglé', 'points réglés')} sur {len(points)}.")
    draft.add(
        Checklist(
            "Points du contrat",
            tuple(
                Check(
                    p.label, f"{p.explanation} ({draft.catalog.cite(p.sources)})", p.id in settled
                )
                for p in points
            ),
        )
    )
    for point in points:
        if point.id not in settled:
            draft.note(f"à régler : {lower_first(point.label)}", "feuille-de-route")
    draft.heading("Relecture")
    draft.blanks("Relu le", "Par", "Avec (fédération, juriste)")


def _profile_and_status(draft: Draft) -> None:
    """What we think of the profile with the statut, when it is not plain."""
    fit = draft.results.profile.chosen_fit
    if fit is None or fit.safe:
        return
    draft.paragraph(f"{fit.in_words} {fit.reason} ({draft.catalog.cite(fit.sources)})")
    draft.paragraph(REMINDER, small=True)
