"""Which actions the team's answers ask for, and why."""

from __future__ import annotations

from datetime import date

from premierspas.budget import Budget, budget
from premierspas.content import Catalog
from premierspas.content.models import Trigger
from premierspas.dossier import Dossier
from premierspas.expectations import Expectations, expectations
from premierspas.french import count, lower_first
from premierspas.members import Members, members
from premierspas.missions import Missions, missions
from premierspas.profile import ProfileChoice, profile_choice
from premierspas.readiness import CriterionResult, CriterionState, Readiness


def reasons(
    catalog: Catalog, dossier: Dossier, standing: Readiness, today: date
) -> dict[str, tuple[str, ...]]:
    """The actions that the answers ask for, and why, by action id.

    An action that belongs to criteria which are all met is not asked for, whatever its trigger. A
    prerequisite that was not answered asks for its action too: a date that leaves out the contract
    or the association would be a wrong date. « Je ne sais pas » elsewhere is not a gap: it asks to
    find out first.
    """
    by_action: dict[str, list[CriterionResult]] = {}
    for step in standing.steps:
        for result in step.criteria:
            by_action.setdefault(result.criterion.action, []).append(result)
    facts = _trigger_reasons(
        standing,
        members(catalog, dossier),
        expectations(catalog, dossier),
        missions(catalog, dossier),
        profile_choice(catalog, dossier),
        budget(catalog, dossier, today),
        dossier.team.anchor,
    )
    found: dict[str, tuple[str, ...]] = {}
    for action in catalog.action_texts.actions:
        results = by_action.get(action.id, [])
        settled = (CriterionState.MET, CriterionState.NOT_CONCERNED)
        if results and all(r.state in settled and not r.locks for r in results):
            continue
        from_answers = tuple(
            _reason(r) for r in results if r.state is CriterionState.GAP or r.locks
        )
        if action.trigger is Trigger.CRITERION:
            if from_answers:
                found[action.id] = from_answers
        elif action.trigger in facts:
            found[action.id] = from_answers or facts[action.trigger]
    return found


def _reason(result: CriterionResult) -> str:
    return f"{result.criterion.label} : {result.answer_in_words}"


def _trigger_reasons(
    standing: Readiness,
    people: Members,
    placed: Expectations,
    time: Missions,
    profile: ProfileChoice,
    money: Budget,
    anchor: str,
) -> dict[Trigger, tuple[str, ...]]:
    """The triggers that fire, and the reason in words of each."""
    fired: dict[Trigger, tuple[str, ...]] = {
        Trigger.ALWAYS: ("Étape commune à toutes les équipes",)
    }
    if not anchor:
        fired[Trigger.NO_ANCHOR] = ("Équipe : votre personne ancre n’est pas encore nommée",)
    if standing.to_check:
        fired[Trigger.TO_CHECK] = tuple(
            f"{r.criterion.label} : à vérifier auprès de : {lower_first(r.criterion.who_helps).rstrip('.')}"
            for r in standing.to_check
        )
    if people.split:
        number = count(len(people.split), "question")
        fired[Trigger.SPLIT_ANSWERS] = (f"Prérequis : vos avis sont clivés sur {number}",)
    if placed.to_debate:
        number = count(len(placed.to_debate), "carte")
        fired[Trigger.EXPECTATIONS_DIFFER] = (f"Attentes : {number} à débattre",)
    if placed.orphans:
        number = count(len(placed.orphans), "tâche")
        fired[Trigger.ORPHAN_TASKS] = (
            f"Attentes : {number} que vous ne donnez pas au coordinateur, sans personne pour s’en charger",
        )
    weighing = {task.label for m in time.all for task in m.asked_by}
    if weighing:
        fired[Trigger.TASKS_NOT_AT_EASE] = (
            "Missions : "
            + count(len(weighing), "tâche qui vous pèse", "tâches qui vous pèsent")
            + ", ou que personne ne fait",
        )
    if time.first.exceeded:
        fired[Trigger.TIME_EXCEEDED] = (f"Missions : {time.first.in_words}",)
    elif time.later.exceeded:
        fired[Trigger.LATER_TIME_EXCEEDED] = (f"Missions : {time.later.in_words}",)
    if profile.verdict is None:
        fired[Trigger.PROFILE_UNDECIDED] = ("Profil : votre choix n’est pas encore écrit",)
    else:
        trigger = {
            "interne": Trigger.PROFILE_INTERNAL,
            "experimente": Trigger.PROFILE_EXPERIENCED,
            "externe": Trigger.PROFILE_EXTERNAL,
        }[profile.verdict.id]
        fired[trigger] = (f"Profil choisi : {profile.verdict.label}",)
    if (fit := profile.chosen_fit) and not fit.safe:
        fired[Trigger.STATUS_TO_CHECK] = (fit.in_words,)
    if money.may_lack:
        what = money.chosen.status.label if money.chosen else "aucun statut n’est couvert"
        fired[Trigger.BUDGET_DEFICIT] = (f"Budget : {what}, le coût peut dépasser les recettes",)
    return fired
