"""The advertisement: one page to post, with nothing that is not decided."""

from __future__ import annotations

from premierspas.documents.common import (
    arrival,
    employer,
    labels,
    missions_of,
    paid_time,
    status,
    workplace,
)
from premierspas.documents.draft import Draft
from premierspas.french import count, listing, long_date, lower_first


def advert(draft: Draft) -> None:
    """Who we are, the missions, the post, who we look for, how to apply."""
    draft.lead = ""
    draft.paragraph(_team(draft))
    draft.heading("Vos missions")
    first, later = missions_of(draft, first=True), missions_of(draft, first=False)
    if not (first or later):
        draft.paragraph(draft.decide("les missions", "missions"))
    draft.bullets(labels(first))
    if later:
        draft.paragraph("Plus tard :" if first else "")
        draft.bullets(labels(later))
    draft.heading("Le poste")
    draft.bullets(
        (
            f"Temps payé : {paid_time(draft)}",
            f"Statut : {status(draft)}",
            f"Lieu : {workplace(draft)}",
            f"Employeur : {employer(draft)}",
            f"Arrivée souhaitée : {arrival(draft)}",
            f"Rémunération : {draft.write('la rémunération proposée')}",
        )
    )
    _profile(draft)
    draft.heading("Pour postuler")
    details = draft.dossier.documents
    contact = details.contact or draft.decide("à qui écrire pour postuler", "documents")
    draft.paragraph(f"Écrivez à : {contact}")
    before = (
        long_date(details.apply_before)
        if details.apply_before
        else draft.decide("la date limite pour postuler", "documents")
    )
    draft.paragraph(f"Jusqu’au : {before}")


def _team(draft: Draft) -> str:
    """« Les Tilleuls, Val d’Orne : 10 professionnels de santé, 4 000 patients. »"""
    team = draft.dossier.team
    name = team.name or draft.decide("le nom de l’équipe", "equipe")
    territory = team.territory or draft.decide("le territoire", "equipe")
    facts = [
        count(team.professionals, "professionnel de santé", "professionnels de santé")
        if team.professionals
        else "",
        count(team.patients, "patient") if team.patients else "",
    ]
    known = ", ".join(fact for fact in facts if fact)
    return f"{name}, {territory}" + (f" : {known}." if known else ".")


def _profile(draft: Draft) -> None:
    draft.heading("Vous")
    choice, skills = draft.results.profile, draft.catalog.skill_texts.skills
    if choice.verdict is None:
        draft.paragraph(f"Profil : {draft.decide('le profil recherché', 'profil')}")
    else:
        draft.paragraph(_looked_for(draft))
    if important := draft.results.skills.important:
        draft.paragraph("Ce qui compte le plus pour nous :")
        draft.bullets(activity.label for activity in important)
    qualities = (lower_first(s.label) for s in skills if s.kind == "savoir-etre")
    draft.paragraph(f"Des qualités : {listing(qualities)}.")


def _looked_for(draft: Draft) -> str:
    """The profile in the words of somebody who reads the advertisement."""
    choice = draft.results.profile
    assert choice.verdict is not None
    wanted = f"Profil recherché : {lower_first(choice.verdict.label)}."
    if choice.verdict.id == "interne":
        wanted = "Nous cherchons d’abord parmi nous."
    if choice.fallback and choice.fallback != choice.verdict:
        wanted += f" À défaut : un profil « {lower_first(choice.fallback.label)} »."
    if "externe" in {p.id for p in (choice.verdict, choice.fallback) if p}:
        wanted += f" {draft.sentences.any_background.text}"
    return wanted
