"""The dossier without the names of people, for a document that leaves the team.

What each of them does stays: a post that somebody holds does not become a post to fill.
"""

from __future__ import annotations

from collections.abc import Mapping

from premierspas.dossier.model import ActionEdit, CardPlacement, Decision, Dossier

REMOVED = "nom retiré"
NOT_SHOWN = "(texte non reproduit ici)"


def without_names(
    dossier: Dossier, functions: Mapping[str, str], *, free_texts: bool = True
) -> Dossier:
    """``dossier`` without a name. ``functions``: by action, who does it usually.

    ``free_texts=False`` leaves out the sentences where the team may have written a name too: that
    there is one stays said. Scenarios lose their names (« Camille, salariée »). Titles of the team's own
    actions, the names of the team and of its structures stay.
    """

    def name(value: str) -> str:
        return REMOVED if value else ""

    def text(value: str) -> str:
        return value if free_texts or not value else NOT_SHOWN

    def owner(key: str, value: str) -> str:
        if not value or REMOVED in value:
            return value
        return f"{functions[key]} ({REMOVED})" if key in functions else REMOVED

    def placed(card: CardPlacement) -> CardPlacement:
        return card.changed(
            instead=name(card.instead), decision=text(card.decision), minority=text(card.minority)
        )

    def edited(key: str, edit: ActionEdit) -> ActionEdit:
        return edit.changed(
            owner=owner(key, edit.owner),
            means=text(edit.means),
            success=text(edit.success),
            refusal=text(edit.refusal),
        )

    def decided(decision: Decision) -> Decision:
        return decision.changed(
            who=name(decision.who),
            sentence=text(decision.sentence),
            minority=text(decision.minority),
        )

    team, profile = dossier.team, dossier.profile
    return dossier.changed(
        team=team.changed(
            anchor=name(team.anchor), federation_contact=name(team.federation_contact)
        ),
        candidate="",
        expectations={key: placed(card) for key, card in dossier.expectations.items()},
        actions={key: edited(key, edit) for key, edit in dossier.actions.items()},
        profile=profile.changed(reason=text(profile.reason)),
        budget=dossier.budget.changed(
            scenarios={key: s.changed(name="") for key, s in dossier.budget.scenarios.items()}
        ),
        documents=dossier.documents.changed(contact="", signatory=""),
        decisions={key: decided(decision) for key, decision in dossier.decisions.items()},
        parked=tuple(map(text, dossier.parked)),
    )


def names_held(dossier: Dossier) -> tuple[str, ...]:
    """Where ``dossier`` holds the name of a person, in words."""
    held = {
        "personne ancre": [dossier.team.anchor],
        "contact à la fédération": [dossier.team.federation_contact],
        "candidat": [dossier.candidate],
        "personnes nommées pour une tâche": [c.instead for c in dossier.expectations.values()],
        "personnes nommées en atelier": [d.who for d in dossier.decisions.values()],
        "responsables d’actions": [edit.owner for edit in dossier.actions.values()],
        "personne à qui écrire pour postuler": [dossier.documents.contact],
        "signataire de la lettre": [dossier.documents.signatory],
    }
    return tuple(
        where
        for where, names in held.items()
        if any(name.strip() and REMOVED not in name for name in names)
    )


def names_removed(dossier: Dossier) -> bool:
    """Names were taken out of ``dossier``."""
    named = (
        dossier.team.anchor,
        dossier.team.federation_contact,
        *(card.instead for card in dossier.expectations.values()),
        *(edit.owner for edit in dossier.actions.values()),
        *(decision.who for decision in dossier.decisions.values()),
    )
    return any(REMOVED in name for name in named)
