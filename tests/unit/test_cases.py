"""The cases of ``tests/cas/``, computed by hand and written for people who do not code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from premierspas.budget import budget
from premierspas.budget.aci import coordination_line
from premierspas.budget.costs import status_cost
from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.missions import missions
from premierspas.readiness import CriterionState, readiness
from premierspas.roadmap import roadmap

FOLDER = Path(__file__).parents[1] / "cas"
TODAY = date(2026, 11, 23)
YES_NO = {"oui": True, "non": False, "inconnu": None}
ANSWERS = {"je ne sais pas": "unknown", "non concerné": "not-concerned", "pas de réponse": None}


def cases(name: str, keys: str) -> Any:
    """The cases of one file; a key that no test reads is a typing mistake."""
    found = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["cas"]
    for case in found:
        assert case["calcul"]
        assert case.keys() <= {"nom", "calcul", *keys.split()}, case["nom"]
    return pytest.mark.parametrize("case", found, ids=[case["nom"] for case in found])


def plain(text: str) -> str:
    """``text`` with ordinary spaces, as it is typed in the cases."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


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


def met_locks(case: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Every prerequisite met but the contract, unless the case says that none is."""
    if not YES_NO[case.get("prerequis_remplis", "oui")]:
        return {}
    locks = [c.id for c in catalog.questionnaire.criteria if c.blocking]
    return {key: {"level": 3} for key in locks if key != "recruter-contrat"}


@cases("aci", "version patients lecture mois euros_par_an")
def test_aci_line(case: dict[str, Any], catalog: Catalog) -> None:
    rule = catalog.aci_rule[case["version"]]
    line = coordination_line(rule, case["patients"], case["lecture"], case.get("mois"))
    assert line.amount.low == line.amount.high == pytest.approx(case["euros_par_an"], abs=0.001)


@cases("statuts", "statut jours par_mois par_an etapes")
def test_status_cost(case: dict[str, Any], catalog: Catalog) -> None:
    cost = status_cost(catalog.statuses, catalog.status[case["statut"]], case["jours"])
    amount = cost.amount
    assert [amount.monthly_low, amount.monthly_high] == pytest.approx(case["par_mois"])
    assert [amount.low, amount.high] == pytest.approx(case["par_an"])
    for words in case.get("etapes", []):
        assert words in plain(" ".join(cost.steps))


@cases(
    "solde",
    "patients jours statut montant_libre aide_demarrage autre_financement reste manque jours_payes "
    "couvert peut_manquer mots",
)
def test_balance(case: dict[str, Any], catalog: Catalog) -> None:
    dossier = Dossier.model_validate(
        {
            "team": {"patients": case.get("patients")},
            "budget": {
                "free_amount": case.get("montant_libre"),
                "days_per_week": case.get("jours"),
                "status": case.get("statut"),
                "startup_aid": case.get("aide_demarrage"),
                "other_funding": case.get("autre_financement"),
            },
        }
    )
    result = budget(catalog, dossier)
    if "peut_manquer" in case:
        assert result.may_lack is YES_NO[case["peut_manquer"]]
    if "statut" not in case:
        assert result.chosen is None
        return
    chosen = result.chosen
    assert chosen is not None
    assert chosen.covered is YES_NO[case["couvert"]]
    if case["reste"] == "inconnu":
        assert (chosen.balance, chosen.missing, chosen.days_covered) == (None, None, None)
        return
    assert chosen.balance is not None
    assert [chosen.balance.low, chosen.balance.high] == pytest.approx(case["reste"])
    missing = chosen.missing
    assert ([missing.low, missing.high] if missing else None) == case.get("manque")
    if "jours_payes" in case:
        assert chosen.days_covered == pytest.approx(tuple(case["jours_payes"]))
    if "mots" in case:
        assert plain(chosen.balance_in_words) == case["mots"]


@cases("prerequis", "etapes reponses etats verrous a_verifier prochaine_action peut_recruter")
def test_readiness(case: dict[str, Any], catalog: Catalog) -> None:
    dossier = Dossier.model_validate({"readiness": answers(case, catalog)})
    result = readiness(catalog, dossier)
    steps = {step.step.id: step for step in result.steps}
    for step, words in case.get("etats", {}).items():
        assert steps[step].in_words == words
    for step, action in case.get("prochaine_action", {}).items():
        found = steps[step].next_action
        assert (found.id if found else "aucune") == action
    if "verrous" in case:
        assert [c.criterion.id for s in result.steps for c in s.locks] == case["verrous"]
    if "a_verifier" in case:
        to_check = [c for s in result.steps for c in s.having(CriterionState.TO_CHECK)]
        assert [c.criterion.id for c in to_check] == case["a_verifier"]
    if "peut_recruter" in case:
        assert result.can_recruit is YES_NO[case["peut_recruter"]]


@cases(
    "temps",
    "jours missions heures_demandees heures_payees heures_en_trop jours_necessaires depasse",
)
def test_time(case: dict[str, Any], catalog: Catalog) -> None:
    assert case["missions"].keys() <= catalog.mission.keys()
    kept = {key: {"kept": True, "hours_per_week": h} for key, h in case["missions"].items()}
    result = missions(
        catalog,
        Dossier.model_validate({"missions": kept, "budget": {"days_per_week": case.get("jours")}}),
    )
    assert result.days_assumed is ("jours" not in case)
    assert result.hours_asked == pytest.approx(case["heures_demandees"])
    assert result.paid_hours == pytest.approx(case["heures_payees"])
    assert result.hours_over == pytest.approx(case["heures_en_trop"], abs=1e-9)
    assert result.days_needed == pytest.approx(case["jours_necessaires"])
    assert result.exceeded is YES_NO[case["depasse"]]


@cases(
    "feuille_de_route",
    "arrivee signature_aci patients statut profil reponses actions semaines_de_retard arrivee_prevue "
    "dates presentes absentes faites ecartees plus_demandees responsables titres prerequis_remplis",
)
def test_roadmap(case: dict[str, Any], catalog: Catalog) -> None:
    dossier = Dossier.model_validate(
        {
            "team": {
                "arrival": case.get("arrivee"),
                "aci_signature": case.get("signature_aci"),
                "patients": case.get("patients"),
            },
            "readiness": met_locks(case, catalog) | answers(case, catalog),
            "profile": {"verdict": case.get("profil")},
            "budget": {"status": case.get("statut")},
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
