"""What several documents say in the same words: the post, who does what, the missions."""

from __future__ import annotations

from collections.abc import Iterable

from premierspas.budget import StatusBalance
from premierspas.charter import TO_NAME, CharterLine
from premierspas.documents.draft import Draft
from premierspas.french import days, hours, long_date, sentence, tidy
from premierspas.missions import MissionResult


# --- the post -------------------------------------------------------------------------------------
def employer(draft: Draft) -> str:
    return draft.dossier.documents.employer or draft.decide(
        "l’employeur, la structure qui signe le contrat", "documents", "l’employeur"
    )


def workplace(draft: Draft) -> str:
    return draft.dossier.documents.workplace or draft.decide("le lieu de travail", "documents")


def paid_time(draft: Draft) -> str:
    """« 1,5 jour par semaine, soit 10 h 30 »."""
    time = draft.results.missions
    if time.days_assumed:
        return draft.decide("le temps payé par semaine", "missions")
    return f"{days(time.days_per_week)} par semaine, soit {hours(time.paid_hours)}"


def status(draft: Draft) -> str:
    chosen = draft.results.budget.chosen
    return chosen.status.label if chosen else draft.decide("le statut", "budget")


def arrival(draft: Draft) -> str:
    wished = draft.dossier.team.arrival
    return long_date(wished) if wished else draft.decide("la date d’arrivée souhaitée", "equipe")


def profile(draft: Draft) -> str:
    verdict = draft.results.profile.verdict
    return verdict.label if verdict else draft.decide("le profil recherché", "profil")


def post_table(draft: Draft) -> None:
    """The post at a glance."""
    draft.table(
        "Le poste en bref",
        (("Le poste", 4), ("Ce que nous avons décidé", 9)),
        (
            ("Employeur", employer(draft)),
            ("Lieu de travail", workplace(draft)),
            ("Temps de travail payé", paid_time(draft)),
            ("Statut", status(draft)),
            ("Arrivée souhaitée", arrival(draft)),
            ("Profil recherché", profile(draft)),
            ("Leader ou binôme en face de lui", draft.write("le nom du leader ou du binôme")),
        ),
    )


def minimum_hours(draft: Draft) -> StatusBalance | None:
    """The contract that would be under the minimum of the collective agreement, if any: the statut
    chosen, or the one that could be. None while the time is not decided."""
    budget = draft.results.budget
    if budget.days_assumed:
        return None
    considered = (budget.chosen,) if budget.chosen else budget.statuses
    return next((s for s in considered if s.hours_alert), None)


def minimum_hours_alert(draft: Draft) -> None:
    """Too few hours for the collective agreement: said with the ways out."""
    if (below := minimum_hours(draft)) and (alert := below.hours_alert):
        draft.paragraph(f"▲ {alert.text} ({draft.catalog.cite(alert.sources)})")


# --- who does what --------------------------------------------------------------------------------
def role(draft: Draft) -> None:
    """What the coordinator will do, with the team, and not do, with who does it then."""
    charter = draft.results.charter
    for what in charter.left_to_do:
        draft.note(f"le partage des rôles : {what}", "attentes")
    if not charter.begun:
        draft.heading("Ce qu’il fera, ce qu’il ne fera pas")
        draft.paragraph("[à décider : le partage des rôles]")
        return
    for title, lines in (
        ("Ce qu’il fera", charter.will),
        ("Ce que nous ferons ensemble, lui compris", charter.together),
    ):
        if lines:
            draft.heading(title)
            draft.bullets(_told(line, " ") for line in lines)
    if charter.wont:
        draft.heading("Ce qu’il ne fera pas, et qui le fait alors")
        draft.table(
            "Ce qu’il ne fera pas",
            (("Tâche", 9), ("Qui le fait", 4)),
            (
                (_told(line, "\n"), line.who.replace(TO_NAME, "[à décider : le nom]"))
                for line in charter.wont
            ),
        )
    if charter.undecided:
        draft.heading("Ce que nous n’avons pas encore tranché")
        draft.bullets(_told(line, " ", "Où nous en sommes") for line in charter.undecided)


def _told(line: CharterLine, between: str, label: str = "Décision") -> str:
    """« Rédiger le projet de santé. Décision : il tient la plume. Avis minoritaire : … »"""
    parts = [f"{line.task}."]
    for what, words in ((label, line.decision), ("Avis minoritaire", line.minority)):
        if words:
            parts.append(f"{what} : {sentence(tidy(words))}")
    return between.join(parts)


# --- missions -------------------------------------------------------------------------------------
def missions_of(draft: Draft, *, first: bool) -> tuple[MissionResult, ...]:
    """Kept missions that begin in the first six months, or later."""
    return tuple(m for m in draft.results.missions.kept if m.starts_first is first)


def labels(missions: Iterable[MissionResult]) -> tuple[str, ...]:
    return tuple(m.mission.label for m in missions)
