"""The roadmap page: what to begin with, why, what the team changes, refuses and plans for later."""

from __future__ import annotations

from typing import Any

from premierspas.dossier import Dossier
from tests.pages.visit import Visit, store

FAR = {"team": {"arrival": "2100-09-06"}}


def visit_of(page: str = "feuille-de-route", **fields: Any) -> Visit:
    return Visit(store().create(Dossier.model_validate(fields)).key, page)


def test_a_far_arrival_still_has_something_for_monday() -> None:
    visit = visit_of(**FAR)
    assert "→ peut commencer" in visit.text
    assert "semaines de marge" in visit.text
    assert "À commencer (6)" in "".join(visit.field("roadmap-view").options).replace("\xa0", " ")


def test_a_refusal_keeps_its_reason() -> None:
    visit = visit_of().unfold("action-nommer-ancre-details")
    visit.answer("action-nommer-ancre-dropped", True).answer("roadmap-view", "Écartées")
    visit.unfold("action-nommer-ancre-details")
    visit.answer("action-nommer-ancre-refusal", "La fédération s’en charge.")
    assert visit.dossier.actions["nommer-ancre"].refusal == "La fédération s’en charge."
    visit.answer("action-nommer-ancre-dropped", False)
    assert visit.dossier.actions["nommer-ancre"].refusal == "La fédération s’en charge."


def test_a_deadline_that_cannot_be_held_is_said_at_the_action() -> None:
    edits = {"preparer-arrivee": {"deadline": "2099-01-02"}}
    visit = visit_of(team={"arrival": "2099-06-01"}, actions=edits)
    assert "trop" not in visit.alerts
    visit = visit_of(actions={"signer-contrat": {"deadline": "2099-01-02"}})
    assert "Aucune date d’arrivée" in visit.text


def test_a_way_on_that_the_team_plans_enters_the_roadmap() -> None:
    visit = visit_of("perspectives", team={"aci_signature": "2027-09-01"})
    assert "proposé : 29/12/2028" in visit.text
    visit.answer("perspective-renforcement-kept", True)
    assert visit.dossier.perspective_choices["renforcement"].kept
    visit.open("feuille-de-route").answer("roadmap-view", "Après l’arrivée")
    assert "Renforcer la coordination" in visit.text
    assert "Perspectives : retenue" in visit.text
