"""The cases of ``tests/cas/``, computed by hand and written for people who do not code."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.members import adopt_agreement, members
from premierspas.readiness import CriterionState, NextStep, readiness
from premierspas.roadmap import roadmap
from tests.unit.cases import TASKS, TODAY, YES_NO, cases, one_scenario, plain

ANSWERS = {"je ne sais pas": "unknown", "non concerné": "not-concerned", "pas de réponse": None}


def answers(case: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    given = {
        criterion.id: level
        for step, level in case.get("etapes", {}).items()
        for criterion in catalog.criteria_of(step)
    }
    for criterion, level in case.get("reponses", {}).items():
        assert criterion in catalog.criterion
        given[criterion] = ANSWERS.get(level, level)
    return {criterion: {"level": level} for criterion, level in given.items()}


def placements(cards: dict[str, Any]) -> dict[str, Any]:
    """Cards as the cases write them: a way, or a way with what was decided."""
    words = {"decision": "decision", "qui": "instead", "assume": "assumed"}
    return {
        card: {"way": placed}
        if isinstance(placed, str)
        else {"way": placed["position"]}
        | {words[k]: YES_NO.get(v, v) for k, v in placed.items() if k != "position"}
        for card, placed in cards.items()
    }


def one_member_an_answer(answers: dict[str, list[Any]]) -> dict[str, Any]:
    """« question: [0, 3, je ne sais pas] » as three members, each with one answer."""
    people: dict[str, Any] = {}
    for question, given in answers.items():
        for number, level in enumerate(given):
            person = people.setdefault(f"membre-{number}", {"readiness": {}})
            person["readiness"][question] = ANSWERS.get(level, level)
    return people


def met_locks(case: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Every prerequisite met but the contract, unless the case says that none is."""
    if not YES_NO[case.get("prerequis_remplis", "oui")]:
        return {}
    locks = [c.id for c in catalog.questionnaire.criteria if c.blocking]
    return {key: {"level": 3} for key in locks if key != "recruter-contrat"}


@cases(
    "prerequis",
    "questionnaire etapes reponses cibles etats verrous a_verifier prochaine_action chose_a_faire "
    "peut_recruter peut_arriver questions hors_questionnaire",
)
def test_readiness(case: dict[str, Any], catalog: Catalog) -> None:
    given = answers(case, catalog)
    for criterion, goal in case.get("cibles", {}).items():
        given[criterion]["target"] = goal
    variant = {"essentiel": "essential", "complet": "complete"}
    dossier = Dossier.model_validate(
        {"readiness": given, "variant": variant[case.get("questionnaire", "complet")]}
    )
    result = readiness(catalog, dossier)
    steps = {step.step.id: step for step in result.steps}
    for step, words in case.get("etats", {}).items():
        assert steps[step].in_words == words
    for step, action in case.get("prochaine_action", {}).items():
        assert in_words(steps[step].next_step) == action
    if "chose_a_faire" in case:
        assert in_words(result.next_step) == case["chose_a_faire"]
    if "peut_arriver" in case:
        assert result.can_arrive is YES_NO[case["peut_arriver"]]
    if "questions" in case:
        assert (result.total, result.not_asked) == (case["questions"], case["hors_questionnaire"])
    if "verrous" in case:
        assert [c.criterion.id for s in result.steps for c in s.locks] == case["verrous"]
    if "a_verifier" in case:
        to_check = [c for s in result.steps for c in s.having(CriterionState.TO_CHECK)]
        assert [c.criterion.id for c in to_check] == case["a_verifier"]
    if "peut_recruter" in case:
        assert result.can_recruit is YES_NO[case["peut_recruter"]]


def in_words(step: NextStep | None) -> str:
    """« creer-association », « vérifier valider-frais », « aucune »."""
    if step is None:
        return "aucune"
    return f"vérifier {step.about.criterion.id}" if step.to_check else step.action.id


@cases("accord", "reponses montre accord mediane part mots a_reprendre")
def test_how_far_apart_people_are(case: dict[str, Any], catalog: Catalog) -> None:
    question = "valider-temps"
    dossier = Dossier.model_validate(
        {"members": one_member_an_answer({question: case["reponses"]})}
    )
    found = members(catalog, dossier).question(question)
    assert found.people == len(case["reponses"])
    assert found.shown is YES_NO[case["montre"]]
    assert (found.dispersion.value if found.dispersion else "aucun") == case["accord"]
    assert plain(found.in_words) == case["mots"]
    if "mediane" in case:
        assert list(found.medians) == case["mediane"]
        assert found.share_near_median == Fraction(case["part"])
    adopted = adopt_agreement(catalog)(dossier).readiness.get(question)
    taken = adopted.level if adopted else "rien"
    assert taken == case["a_reprendre"]


@cases(
    "feuille_de_route",
    "arrivee signature_aci patients statut profil ancre cartes taches missions jours avis reponses "
    "actions semaines_de_retard arrivee_prevue dates presentes absentes faites ecartees "
    "plus_demandees responsables titres prerequis_remplis",
)
def test_roadmap(case: dict[str, Any], catalog: Catalog) -> None:
    dossier = Dossier.model_validate(
        {
            "team": {
                "arrival": case.get("arrivee"),
                "aci_signature": case.get("signature_aci"),
                "patients": case.get("patients"),
                "anchor": case.get("ancre", ""),
            },
            "expectations": placements(case.get("cartes", {})),
            "tasks": {key: TASKS[words] for key, words in case.get("taches", {}).items()},
            "missions": {
                key: {"kept": True, "hours_per_week": h}
                for key, h in case.get("missions", {}).items()
            },
            "members": one_member_an_answer(case.get("avis", {})),
            "readiness": met_locks(case, catalog) | answers(case, catalog),
            "profile": {"verdict": case.get("profil")},
            "budget": one_scenario(status=case.get("statut"), days_per_week=case.get("jours")),
            "actions": {
                key: {
                    "title": edit.get("titre", ""),
                    "owner": edit.get("responsable", ""),
                    "deadline": edit.get("echeance"),
                    "done": YES_NO[edit.get("faite", "non")],
                    "dropped": YES_NO[edit.get("ecartee", "non")],
                }
                for key, edit in case.get("actions", {}).items()
            },
        }
    )
    result = roadmap(catalog, dossier, TODAY)
    by_id = {action.id: action for action in result.actions}
    assert set(case.get("presentes", [])) <= by_id.keys()
    assert by_id.keys().isdisjoint(case.get("absentes", []))
    assert [a.id for a in result.dropped] == case.get("ecartees", [])
    assert [a.id for a in result.actions if a.done] == case.get("faites", [])
    assert [a.id for a in result.actions if not a.needed] == case.get("plus_demandees", [])
    if "semaines_de_retard" in case:
        assert result.weeks_late == case["semaines_de_retard"]
    if "arrivee_prevue" in case:
        assert result.arrival == case["arrivee_prevue"]
    for key, owner in case.get("responsables", {}).items():
        assert by_id[key].owner == owner
    for key, title in case.get("titres", {}).items():
        assert by_id[key].title == title
    for key, dates in case.get("dates", {}).items():
        expected = (None, None) if dates == "aucune" else tuple(dates)
        assert (by_id[key].start, by_id[key].deadline) == expected
