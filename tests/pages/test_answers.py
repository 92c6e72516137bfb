"""Each page is used, and what was answered is in the database afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from premierspas.content import shipped_catalog
from premierspas.dossier.model import ActionEdit
from tests.pages.visit import Visit


def test_team() -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables")
    assert visit.says_saved
    visit.answer("team-territory", "Bourg-en-Plaine").answer("team-professionals", 10)
    visit.answer("team-patients", 4000).answer("team-arrival", date(2027, 9, 1))
    visit.answer("team-aci", date(2027, 12, 1)).answer("team-anchor", "Inès, kiné")
    visit.answer("team-federation", "La fédération").answer("note", "Deux cabinets.")
    team = visit.dossier.team
    assert (team.name, team.territory, team.professionals) == ("Les Érables", "Bourg-en-Plaine", 10)
    assert (team.patients, team.arrival) == (4000, date(2027, 9, 1))
    assert (team.aci_signature, team.anchor) == (date(2027, 12, 1), "Inès, kiné")
    assert team.federation_contact == "La fédération"
    assert visit.dossier.note == "Deux cabinets."


def test_an_answer_can_be_taken_back() -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables").answer("team-patients", 4000)
    visit.answer("team-name", "").answer("team-patients", None)
    assert visit.dossier.is_empty


def test_readiness_criterion() -> None:
    visit = Visit(page="prerequis")
    first = shipped_catalog().criteria_of("sensibiliser")[0].id
    visit.answer(f"readiness-{first}", 2)
    assert visit.says_saved
    assert visit.dossier.readiness[first].level == 2
    assert "étape" in visit.text
    visit.answer(f"readiness-{first}", "unknown")
    assert visit.dossier.readiness[first].level == "unknown"


@pytest.mark.parametrize("step", ["informer", "valider", "recruter"])
def test_readiness_of_a_later_step(step: str) -> None:
    visit = Visit(page="prerequis").answer("readiness-step", step)
    criterion = shipped_catalog().criteria_of(step)[-1].id
    visit.answer(f"readiness-{criterion}", 1)
    assert visit.dossier.readiness[criterion].level == 1
    assert visit.field("readiness-step").value == step


def test_comment_on_a_criterion() -> None:
    visit = Visit(page="prerequis")
    first = shipped_catalog().criteria_of("sensibiliser")[0].id
    visit.unfold(f"help-{first}")
    visit.answer(f"readiness-comment-{first}", "Vu avec l’équipe voisine.")
    assert visit.dossier.readiness[first].comment == "Vu avec l’équipe voisine."


def test_missions() -> None:
    visit = Visit(page="missions").answer("task-preparer-reunions", "nobody")
    visit.answer("missions-part", "missions").answer("mission-organiser-reunions", True)
    visit.answer("mission-hours-organiser-reunions", 9.5)
    visit.answer("missions-part", "time").answer("missions-days", 1.0)
    dossier = visit.dossier
    assert dossier.tasks == {"preparer-reunions": "nobody"}
    assert dossier.missions["organiser-reunions"].kept
    assert dossier.missions["organiser-reunions"].hours_per_week == 9.5
    assert dossier.budget.main.days_per_week == 1.0
    assert "2 h 30 de trop" in visit.text
    visit.answer("missions-days", 2.0)
    assert "de trop" not in visit.text


def test_skills() -> None:
    catalog = shipped_catalog()
    visit = Visit(page="savoirs").answer("candidate", "Camille").answer("skill-curiosite", 3)
    visit.answer("skill-kind", "Savoir-faire")
    other = next(s.id for s in catalog.skill_texts.skills if s.kind == "savoir-faire")
    visit.answer(f"skill-{other}", 0)
    activity = catalog.skill_texts.key_activities[0].id
    everyday = catalog.skill_texts.everyday_questions[0].id
    visit.answer(f"activity-{activity}", True).answer(f"everyday-{everyday}", "Par un tableau.")
    dossier = visit.dossier
    assert dossier.candidate == "Camille"
    assert dossier.skills == {"curiosite": 3, other: 0}
    assert dossier.activities == {activity: True}
    assert dossier.everyday == {everyday: "Par un tableau."}


def test_action_gets_an_owner_a_deadline_and_is_done(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"), "feuille-de-route")
    visit.answer("roadmap-view", "Avant l’arrivée")
    owner = next(t.key for t in visit.at.text_input if t.key.endswith("-owner"))
    action = owner.removeprefix("action-").removesuffix("-owner")
    visit.answer(owner, "Inès, kiné").answer(f"action-{action}-deadline", date(2027, 2, 1))
    visit.unfold(f"action-{action}-details")
    visit.answer(f"action-{action}-means", "Une soirée").answer(f"action-{action}-success", "Oui")
    visit.answer(f"action-{action}-done", True)
    assert visit.dossier.actions[action] == ActionEdit(
        owner="Inès, kiné", deadline=date(2027, 2, 1), done=True, means="Une soirée", success="Oui"
    )
    visit.answer("roadmap-view", "Faites")
    assert visit.field(f"action-{action}-done").value is True


def test_action_is_dropped(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"), "feuille-de-route")
    owner = next(t.key for t in visit.at.text_input if t.key.endswith("-owner"))
    action = owner.removeprefix("action-").removesuffix("-owner")
    visit.unfold(f"action-{action}-details").answer(f"action-{action}-dropped", True)
    assert visit.dossier.actions[action].dropped
    visit.answer("roadmap-view", "Écartées")
    assert visit.field(f"action-{action}-owner")


def test_own_action() -> None:
    visit = Visit(page="feuille-de-route")
    visit.field("own-action").set_value("Visiter la maison de santé voisine")
    visit.click("Ajouter")
    ((key, edit),) = visit.dossier.actions.items()
    assert edit.title == "Visiter la maison de santé voisine"
    assert "Action ajoutée" in visit.alerts
    assert not visit.field("own-action").value
    visit.answer("roadmap-view", "Avant l’arrivée")
    visit.answer(f"action-{key}-owner", "Inès")
    assert visit.dossier.actions[key].owner == "Inès"


def test_contract_point() -> None:
    point = shipped_catalog().contract.points[0].id
    visit = Visit(page="feuille-de-route").answer(f"contract-{point}", True)
    assert visit.dossier.contract == {point: True}
    visit.answer(f"contract-{point}", False)
    assert visit.dossier.contract == {}


def test_perspective_note() -> None:
    visit = Visit(page="perspectives").answer("perspective-versement-aci", "En septembre.")
    assert visit.dossier.perspectives == {"versement-aci": "En septembre."}


@pytest.mark.parametrize(
    ("page", "field"),
    [("equipe", "note"), ("savoirs", "everyday-gerer-conflit"),
     ("perspectives", "perspective-versement-aci"), ("equipe", "team-name")],
)  # fmt: skip
def test_a_text_about_a_patient_warns_and_is_kept(page: str, field: str) -> None:
    text = "Mme Durand est diabétique."
    visit = Visit(page=page).answer(field, text)
    assert "aucune donnée de patient" in visit.alerts
    assert visit.field(field).value == text
    visit.answer(field, "Rien de particulier.")
    assert "aucune donnée de patient" not in visit.alerts


def test_what_cannot_be_is_refused_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = Visit(page="equipe").answer("note", "Courte.")
    monkeypatch.setattr("ui.fields.NOTE_LENGTH", 5000)  # a browser that lets too much through
    visit.run().answer("note", "x" * 3000)
    assert "Cette réponse n’a pas été prise : il faut un texte d’au plus 2 000" in visit.alerts
    assert visit.field("note").value == "Courte."
    assert visit.dossier.note == "Courte."


def test_empty_own_action_is_refused_in_french() -> None:
    visit = Visit(page="feuille-de-route").click("Ajouter")
    assert "Écrivez d’abord l’action" in visit.alerts
    assert visit.key == ""
