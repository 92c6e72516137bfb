"""The job description (« fiche de poste »): written by the whole team, never by the coordinator alone."""

from __future__ import annotations

from collections.abc import Iterable

from premierspas.budget.figures import Figures
from premierspas.content.models import Point
from premierspas.documents.common import (
    minimum_hours_alert,
    missions_of,
    post_table,
    role,
)
from premierspas.documents.draft import Draft
from premierspas.french import euros, hours, listing, long_date
from premierspas.missions import WHEN, MissionResult, Phase
from premierspas.profile.support import days_in_words

_ACTIVITIES = "les activités clés qui comptent le plus"


def job_description(draft: Draft) -> None:
    """The post, its missions and limits, what is looked for, what goes with it, and its adoption."""
    draft.heading("Le poste")
    post_table(draft)
    _missions(draft)
    role(draft)
    _skills(draft)
    _support(draft)
    _pay(draft)
    _functions(draft)
    draft.heading("Adoption de cette fiche")
    draft.blanks("Adoptée le", "Par (noms et fonctions)", "Relue avec le coordinateur le")


def _missions(draft: Draft) -> None:
    time = draft.results.missions
    draft.heading("Ses missions")
    if not time.kept:
        draft.paragraph(draft.decide("les missions", "missions"))
        return
    for phase, title, first in (
        (time.first, WHEN["six-premiers-mois"], True),
        (time.later, WHEN["plus-tard"], False),
    ):
        missions = missions_of(draft, first=first)
        draft.table(
            title,
            ((title, 8), ("Par semaine", 2), ("Ce chiffre", 3)),
            map(_mission, missions),
        )
        if missions:
            draft.paragraph(_total(draft, phase))
    if any(m.guessed for m in time.kept):
        draft.statement(draft.sentences.guessed_hours)


def _mission(mission: MissionResult) -> tuple[str, str, str]:
    origin = "estimé" if mission.guessed else "fixé par l’équipe"
    return mission.mission.label, hours(mission.hours_per_week), origin


def _total(draft: Draft, phase: Phase) -> str:
    """« Les six premiers mois : 10 h par semaine, pour 10 h 30 payées. »"""
    asked = f"{phase.label} : {hours(phase.hours_asked)} par semaine"
    if draft.results.missions.days_assumed:
        return f"{asked}."
    paid = f"{hours(phase.paid_hours)} payées"
    if not phase.exceeded:
        return f"✓ {asked}, pour {paid}."
    draft.note(
        f"que retirer, ou combien de temps payer ({hours(phase.hours_asked)} de missions pour {paid})",
        "missions",
    )
    return f"▲ {asked}, pour {paid} : {hours(phase.hours_over)} de trop."


def _skills(draft: Draft) -> None:
    draft.heading("Ce que nous cherchons")
    important = draft.results.skills.important
    if important:
        draft.paragraph("Ce qui compte le plus pour nous :")
        draft.bullets(f"{a.label}. {a.explanation}" for a in important)
    else:
        draft.paragraph(draft.decide(_ACTIVITIES, "savoirs"))
    skills = draft.catalog.skill_texts.skills
    for name, kinds in (
        ("Savoir-être", ("savoir-etre", "savoir-s-adapter")),
        ("Savoir-faire", ("savoir-faire", "savoir-readapter")),
    ):
        draft.paragraph(f"{name} : {_listed(s.label for s in skills if s.kind in kinds)}.")
    cited = dict.fromkeys(source for skill in skills for source in skill.sources)
    draft.paragraph(f"Source : {draft.catalog.cite(cited)}", small=True)


def _listed(labels: Iterable[str]) -> str:
    return listing(label[:1].lower() + label[1:] for label in labels)


def _support(draft: Draft) -> None:
    draft.heading("Sa formation et son accompagnement")
    plan = draft.results.profile.support_plan
    if not plan:
        draft.paragraph(draft.decide("l’accompagnement, qui dépend du profil", "profil"))
        return
    draft.table(
        "Accompagnement prévu",
        (("Accompagnement", 8), ("Quand", 3), ("Jours à dégager", 2)),
        ((f"{item.label}. {item.explanation}", item.when, days_in_words(item)) for item in plan),
    )
    cited = dict.fromkeys(source for item in plan for source in item.sources)
    draft.paragraph(f"Source : {draft.catalog.cite(cited)}", small=True)


def _pay(draft: Draft) -> None:
    draft.heading("Sa rémunération")
    draft.paragraph(f"Montant : {draft.write('la rémunération convenue')}")
    minimum_hours_alert(draft)
    draft.statement(draft.sentences.first_payment)
    draft.statement(_pay_reference(draft))


def _pay_reference(draft: Draft) -> Point:
    """The least that the collective agreement pays, from the last grid that we know."""
    today = draft.results.today
    figures = Figures(draft.catalog, today)
    lowest, highest = (figures.figure(f"position-{n}", today) for n in (11, 15))
    reference = draft.sentences.pay_reference
    words = {
        "depuis": long_date(lowest.dated.since) if lowest.dated else "–",
        "position_11": euros(lowest.value or 0),
        "position_15": euros(highest.value or 0),
    }
    return reference.model_copy(update={"text": reference.text.format(**words)})


def _functions(draft: Draft) -> None:
    draft.heading("Ce que paie la ligne « coordination » de l’ACI")
    if not draft.results.missions.kept:
        draft.paragraph(draft.decide("les missions", "missions"))
        return
    draft.table(
        "Missions rapprochées des quatre fonctions de l’ACI",
        (("Fonction", 6), ("Nos missions", 7)),
        (
            (function.label, " ; ".join(m.mission.label for m in kept) or "○ aucune")
            for function, kept in draft.results.missions.by_function
        ),
    )
    texts, time = draft.sentences, draft.results.missions
    draft.statement(texts.evidence_without_time if time.days_assumed else texts.evidence)
