"""The letter that supports a request for start-up aid: what is in place, and what is not yet."""

from __future__ import annotations

from premierspas.budget.situation import FIGURES_WORDS
from premierspas.documents.common import (
    arrival,
    employer,
    labels,
    paid_time,
    profile,
    status,
)
from premierspas.documents.draft import Draft
from premierspas.french import count, euros, listing, long_date, lower_first


def letter(draft: Draft) -> None:
    """Who asks, where it stands, what it decided, what it costs, how much it asks, when."""
    draft.lead = ""
    team = draft.dossier.team
    name = team.name or draft.decide("le nom de l’équipe", "equipe")
    draft.paragraph(f"{name}\n{employer(draft)}")
    draft.paragraph(
        "À l’attention de l’agence régionale de santé\n"
        + draft.write("le service ou la personne à l’ARS")
    )
    draft.paragraph(f"Le {long_date(draft.results.today)}")
    draft.paragraph("Madame, Monsieur,")
    draft.paragraph(draft.sentences.aid_asked.text)
    _team(draft)
    _standing(draft)
    _decided(draft)
    _money(draft)
    _amount(draft)
    _calendar(draft)
    draft.paragraph(draft.sentences.promise.text)
    draft.paragraph("Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées.")
    signatory = draft.dossier.documents.signatory or draft.decide(
        "la personne qui signe la lettre", "documents"
    )
    draft.paragraph(f"Pour l’équipe : {signatory}")
    draft.blanks("Signature")


def _team(draft: Draft) -> None:
    team = draft.dossier.team
    professionals = (
        count(team.professionals, "professionnel de santé", "professionnels de santé")
        if team.professionals
        else draft.decide("le nombre de professionnels de santé", "equipe")
    )
    territory = team.territory or draft.decide("le territoire", "equipe")
    patients = (
        count(team.patients, "patient")
        if team.patients
        else draft.decide("le nombre de patients", "equipe")
    )
    draft.heading("Notre équipe")
    draft.paragraph(
        f"Nous sommes {professionals}. Notre territoire : {territory}. Ont déclaré comme médecin "
        f"traitant un médecin de l’équipe : {patients}."
    )
    if team.federation_contact:
        draft.paragraph(f"Notre contact à la fédération régionale : {team.federation_contact}.")


def _standing(draft: Draft) -> None:
    standing = draft.results.readiness
    draft.heading("Où nous en sommes")
    if not standing.answered:
        draft.paragraph(draft.decide("où en est l’équipe (le questionnaire)", "prerequis"))
        return
    draft.bullets(f"Étape « {step.step.label} » : {step.in_words}" for step in standing.steps)
    met = [c for c in standing.prerequisites if not c.locks]
    missing = [c for c in standing.prerequisites if c.locks]
    if met:
        draft.paragraph("Ce qui est en place :")
        draft.bullets(f"✓ {c.criterion.label} : {lower_first(c.answer_in_words)}" for c in met)
    if missing:
        draft.paragraph("Ce qui ne l’est pas encore :")
        draft.bullets(f"▲ {c.criterion.label} : {lower_first(c.answer_in_words)}" for c in missing)
    for criterion in missing:
        draft.note(f"condition à remplir : {lower_first(criterion.criterion.label)}", "prerequis")
    if unknown := standing.to_check:
        asked = listing(lower_first(c.criterion.label) for c in unknown)
        draft.paragraph(f"Ce que nous vérifions encore : {asked}.")


def _decided(draft: Draft) -> None:
    draft.heading("Ce que nous avons décidé")
    kept = labels(draft.results.missions.kept)
    draft.bullets(
        (
            f"Profil : {profile(draft)}",
            f"Temps payé : {paid_time(draft)}",
            f"Statut : {status(draft)}",
            "Missions : "
            + (" ; ".join(kept) if kept else draft.decide("les missions", "missions")),
        )
    )


def _money(draft: Draft) -> None:
    """Cost and resources in the budget's own words, said as the orders of magnitude that they are."""
    budget = draft.results.budget
    chosen = None if budget.days_assumed else budget.chosen
    draft.heading("Ce que cela coûte, ce que nous avons")
    if chosen:
        draft.paragraph(f"Coût. {chosen.sentence}")
        draft.paragraph(
            f"Ordre de grandeur ({FIGURES_WORDS[budget.situation.scenario.figures]}), à confirmer par des "
            f"devis. Source : {draft.catalog.cite(chosen.cost.explained.sources)}",
            small=True,
        )
    else:
        draft.paragraph(
            f"Coût : {draft.decide('le coût, qui dépend du temps et du statut', 'budget')}"
        )
    if budget.line:
        draft.paragraph(f"Ressources, une fois l’ACI signé. {budget.line_sentence}")
        draft.paragraph(
            f"À confirmer avec la CPAM. Source : {draft.catalog.cite(budget.line.sources)}",
            small=True,
        )
    else:
        draft.paragraph(
            "Ressources : "
            + draft.decide("la ligne « coordination » de l’ACI, qui dépend des patients", "budget")
        )
    if aid := budget.situation.startup_aid:  # paid once: no amount a month
        draft.paragraph(f"Aide au démarrage déjà comptée dans ce budget : {euros(aid)}.")
    if budget.other_funding.central:
        draft.paragraph(f"Autres financements : {budget.other_funding.words}.")
    if chosen and chosen.balance:
        draft.paragraph(f"Sur une année pleine, une fois l’ACI versé, {chosen.balance_in_words}.")


def _amount(draft: Draft) -> None:
    draft.heading("Ce que nous demandons")
    team, budget = draft.dossier.team, draft.results.budget
    if team.aci_signature and team.arrival and budget.chosen and not budget.days_assumed:
        draft.paragraph(budget.before_aci)
    asked = draft.dossier.documents.amount_asked
    amount = euros(asked) if asked else draft.decide("le montant demandé", "documents")
    draft.paragraph(f"Nous demandons {amount} en tout.")


def _calendar(draft: Draft) -> None:
    plan, signature = draft.results.roadmap, draft.dossier.team.aci_signature
    draft.heading("Notre calendrier")
    wished = f"Arrivée souhaitée du coordinateur : {arrival(draft)}"
    if plan.weeks_late:
        wished += f" ; d’après les durées habituelles, plutôt le {long_date(plan.arrival)}"
    signed = (
        long_date(signature)
        if signature
        else draft.decide("la date de signature de l’ACI, prévue ou faite", "equipe")
    )
    draft.bullets((wished, f"Signature de l’ACI : {signed}"))
    steps = tuple(
        f"{action.title}" + (f" : {long_date(action.deadline)}" if action.deadline else "")
        for action in plan.priorities
    )
    if steps and draft.results.readiness.answered:
        draft.paragraph("Nos prochaines actions :")
        draft.bullets(steps)
