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
from premierspas.roadmap.model import Reason


def reasons(
    catalog: Catalog, dossier: Dossier, standing: Readiness, today: date
) -> dict[str, tuple[Reason, ...]]:
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
    found: dict[str, tuple[Reason, ...]] = {}
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
            # What asks for the same thing twice is one action with two reasons.
            common = action.trigger is Trigger.ALWAYS and from_answers
            found[action.id] = from_answers if common else (*from_answers, *facts[action.trigger])
    return found


def _reason(result: CriterionResult) -> Reason:
    return Reason(f"{result.criterion.label} : {result.answer_in_words}", "prerequis")


def _trigger_reasons(
    standing: Readiness,
    people: Members,
    placed: Expectations,
    time: Missions,
    profile: ProfileChoice,
    money: Budget,
    anchor: str,
) -> dict[Trigger, tuple[Reason, ...]]:
    """The triggers that fire, and the reasons of each."""
    fired: dict[Trigger, tuple[Reason, ...]] = {
        Trigger.ALWAYS: (Reason("Étape commune à toutes les équipes"),)
    }
    if not anchor:
        fired[Trigger.NO_ANCHOR] = (
            Reason("Équipe : votre personne ancre n’est pas encore nommée", "equipe"),
        )
    if standing.to_check:
        fired[Trigger.TO_CHECK] = tuple(
            Reason(
                f"{r.criterion.label} : à vérifier auprès de : "
                f"{lower_first(r.criterion.who_helps).rstrip('.')}",
                "prerequis",
            )
            for r in standing.to_check
        )
    if people.split:
        number = count(len(people.split), "question")
        fired[Trigger.SPLIT_ANSWERS] = (
            Reason(f"Prérequis : vos avis sont clivés sur {number}", "prerequis"),
        )
    if placed.to_debate:
        number = count(len(placed.to_debate), "carte")
        fired[Trigger.EXPECTATIONS_DIFFER] = (
            Reason(f"Attentes : {number} à débattre", "attentes"),
        )
    if placed.orphans:
        number = count(len(placed.orphans), "tâche")
        fired[Trigger.ORPHAN_TASKS] = (
            Reason(
                f"Attentes : {number} que vous ne donnez pas au coordinateur, sans personne pour s’en "
                "charger",
                "attentes",
            ),
        )
    weighing = {task.label for m in time.all for task in m.asked_by}
    if weighing:
        fired[Trigger.TASKS_NOT_AT_EASE] = (
            Reason(
                "Missions : "
                + count(len(weighing), "tâche qui vous pèse", "tâches qui vous pèsent")
                + ", ou que personne ne fait",
                "missions",
            ),
        )
    if time.first.exceeded:
        fired[Trigger.TIME_EXCEEDED] = (Reason(f"Missions : {time.first.in_words}", "missions"),)
    elif time.later.exceeded:
        fired[Trigger.LATER_TIME_EXCEEDED] = (
            Reason(f"Missions : {time.later.in_words}", "missions"),
        )
    if profile.verdict is None:
        fired[Trigger.PROFILE_UNDECIDED] = (
            Reason("Profil : votre choix n’est pas encore écrit", "profil"),
        )
    else:
        trigger = {
            "interne": Trigger.PROFILE_INTERNAL,
            "experimente": Trigger.PROFILE_EXPERIENCED,
            "externe": Trigger.PROFILE_EXTERNAL,
        }[profile.verdict.id]
        fired[trigger] = (Reason(f"Profil choisi : {profile.verdict.label}", "profil"),)
    if (fit := profile.chosen_fit) and not fit.safe:
        fired[Trigger.STATUS_TO_CHECK] = (Reason(fit.in_words, "profil"),)
    if money.may_lack:
        what = money.chosen.status.label if money.chosen else "aucun statut n’est couvert"
        fired[Trigger.BUDGET_DEFICIT] = (
            Reason(f"Budget : {what}, le coût peut dépasser les recettes", "budget"),
        )
    if money.chosen and money.chosen.cash.first_below:
        fired[Trigger.CASH_SHORTFALL] = (Reason(money.chosen.cash_message, "budget"),)
    return fired
