"""Which actions the team's answers ask for, and why."""

from __future__ import annotations

from premierspas.budget import Budget, budget
from premierspas.content import Catalog
from premierspas.content.models import Trigger, Way
from premierspas.dossier import Dossier
from premierspas.expectations import Expectations, expectations
from premierspas.french import count, hours
from premierspas.missions import Missions, missions
from premierspas.profile import ProfileChoice, profile_choice
from premierspas.readiness import CriterionResult, CriterionState, Readiness


def reasons(catalog: Catalog, dossier: Dossier, standing: Readiness) -> dict[str, tuple[str, ...]]:
    """The actions that the answers ask for, and why, by action id.

    An action that belongs to criteria which are all met is not asked for, whatever its trigger. A
    prerequisite that was not answered asks for its action too: a date that leaves out the contract
    or the association would be a wrong date.
    """
    by_action: dict[str, list[CriterionResult]] = {}
    for step in standing.steps:
        for result in step.criteria:
            by_action.setdefault(result.criterion.action, []).append(result)
    facts = _trigger_reasons(
        expectations(catalog, dossier),
        missions(catalog, dossier),
        profile_choice(catalog, dossier),
        budget(catalog, dossier),
        dossier.team.anchor,
    )
    found: dict[str, tuple[str, ...]] = {}
    for action in catalog.action_texts.actions:
        results = by_action.get(action.id, [])
        settled = (CriterionState.MET, CriterionState.NOT_CONCERNED)
        if results and all(r.state in settled and not r.locks for r in results):
            continue
        from_answers = tuple(_reason(r) for r in results if r.state in _ASKING or r.locks)
        if action.trigger is Trigger.CRITERION:
            if from_answers:
                found[action.id] = from_answers
        elif action.trigger in facts:
            found[action.id] = from_answers or facts[action.trigger]
    return found


_ASKING = (CriterionState.GAP, CriterionState.TO_CHECK)


def _reason(result: CriterionResult) -> str:
    return f"{result.criterion.label} : {result.answer_in_words}"


def _trigger_reasons(
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
    if placed.to_debate:
        number = count(len(placed.to_debate), "carte")
        fired[Trigger.EXPECTATIONS_DIFFER] = (f"Attentes : {number} à débattre",)
    elsewhere = sum(len(placed.given_to(way)) for way in (Way.LEADERS, Way.EXPERT))
    if elsewhere:
        fired[Trigger.TASKS_ELSEWHERE] = (
            f"Attentes : {count(elsewhere, 'carte confiée', 'cartes confiées')} à d’autres que le "
            "coordinateur",
        )
    weighing = {task.label for m in time.all for task in m.asked_by}
    if weighing:
        fired[Trigger.TASKS_NOT_AT_EASE] = (
            "Missions : "
            + count(len(weighing), "tâche qui vous pèse", "tâches qui vous pèsent")
            + ", ou que personne ne fait",
        )
    if time.exceeded:
        fired[Trigger.TIME_EXCEEDED] = (
            f"Missions : {hours(time.hours_asked)} demandées pour {hours(time.paid_hours)} payées",
        )
    if profile.verdict is None:
        fired[Trigger.PROFILE_UNDECIDED] = ("Profil : votre choix n’est pas encore écrit",)
    else:
        trigger = {
            "interne": Trigger.PROFILE_INTERNAL,
            "experimente": Trigger.PROFILE_EXPERIENCED,
            "externe": Trigger.PROFILE_EXTERNAL,
        }[profile.verdict.id]
        fired[trigger] = (f"Profil choisi : {profile.verdict.label}",)
    if money.may_lack:
        what = money.chosen.status.label if money.chosen else "aucun statut n’est couvert"
        fired[Trigger.BUDGET_DEFICIT] = (f"Budget : {what}, le coût peut dépasser les recettes",)
    return fired
