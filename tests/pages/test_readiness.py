"""The questionnaire: short or long, one by one, goals, several people, before and after."""

from __future__ import annotations

from typing import Any

import pytest

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import from_json, to_json
from tests.pages.visit import Visit, store

FIRST = "sensibiliser-exercice-coordonne"


def visit_of(part: str = "repondre", **fields: Any) -> Visit:
    key = store().create(Dossier.model_validate(fields)).key
    return Visit(key, "prerequis").answer("readiness-part", part)


def questions_on(visit: Visit, catalog: Catalog) -> list[str]:
    keys = {getattr(e, "key", None) for e in visit._elements()}
    return [c.id for c in catalog.questionnaire.criteria if f"readiness-{c.id}" in keys]


def test_the_short_questionnaire_asks_its_own_and_keeps_every_answer(catalog: Catalog) -> None:
    visit = Visit(page="prerequis").answer("readiness-sensibiliser-temps", 1)
    assert len(questions_on(visit, catalog)) == 6
    visit.answer("readiness-variant", "essential")
    essential = [c.id for c in catalog.criteria_of("sensibiliser") if c.essential]
    assert questions_on(visit, catalog) == [*essential, "sensibiliser-temps"]  # what was answered
    assert visit.dossier.variant == "essential"
    visit.answer("readiness-variant", "complete")
    assert len(questions_on(visit, catalog)) == 6
    assert visit.dossier.readiness["sensibiliser-temps"].level == 1


def test_one_question_at_a_time_goes_on_and_back_and_saves(catalog: Catalog) -> None:
    visit = Visit(page="prerequis").answer("readiness-view", "une")
    assert questions_on(visit, catalog) == [FIRST]
    assert "Question 1 sur 31" in visit.text
    visit.answer(f"readiness-{FIRST}", 2).click("Question suivante")
    assert questions_on(visit, catalog) == ["sensibiliser-etapes-projet"]
    visit.answer("readiness-sensibiliser-etapes-projet", 0).click("Question précédente")
    assert visit.field(f"readiness-{FIRST}").value == 2
    assert visit.dossier.readiness["sensibiliser-etapes-projet"].level == 0


def test_one_at_a_time_begins_where_the_team_stopped_and_ends(catalog: Catalog) -> None:
    everything = {c.id: {"level": 3} for c in catalog.questionnaire.criteria}
    del everything["valider-frais"]
    visit = visit_of(readiness=everything).answer("readiness-view", "une")
    assert questions_on(visit, catalog) == ["valider-frais"]
    for _ in range(sum(1 for _ in catalog.criteria_of("recruter")) + 1):
        visit.click("Question suivante")
    visit.click("Voir ce que cela donne")
    assert visit.field("readiness-part").value == "resultat"
    assert "Les prérequis, dans l’ordre" in visit.text


def test_the_team_sets_its_own_goal_and_a_prerequisite_keeps_ours(catalog: Catalog) -> None:
    visit = visit_of(readiness={"informer-valeurs": {"level": 2}})
    visit.answer("readiness-step", "informer").unfold("help-informer-valeurs")
    assert visit.field("readiness-target-informer-valeurs").value == 2
    visit.answer("readiness-target-informer-valeurs", 3)
    assert visit.dossier.readiness["informer-valeurs"].target == 3
    assert "Vous visez" in visit.text
    lock = catalog.criterion["valider-association"]
    visit.answer("readiness-step", "valider").unfold(f"help-{lock.id}")
    keys = {getattr(e, "key", None) for e in visit._elements()}
    assert f"readiness-target-{lock.id}" not in keys


# --- results --------------------------------------------------------------------------------------
def test_the_result_shows_locks_in_order_one_thing_to_do_and_no_mark(catalog: Catalog) -> None:
    visit = visit_of(
        "resultat",
        readiness={"valider-association": {"level": 3}, "sensibiliser-temps": {"level": "unknown"}},
    )
    text = visit.text
    locks = [c.label for c in catalog.questionnaire.criteria if c.blocking]
    places = [text.index(f"**{label}**") for label in locks]
    assert places == sorted(places)
    assert "✓ **L’association loi 1901**" in text
    assert "○ **Le contrat signé**" in text
    assert "Pas encore prêts à recruter" in text
    assert "Pas d’arrivée pour l’instant" in text
    assert text.count("La prochaine chose à faire") == 1
    assert "auprès de : la fédération régionale" in text
    assert "%" not in text


def test_an_empty_result_says_how_to_begin() -> None:
    assert "Répondez à quelques questions" in visit_of("resultat").text


# --- several people -------------------------------------------------------------------------------
def person(identity: str, level: Any = 2) -> bytes:
    found = {"identity": identity, "readiness": {FIRST: {"level": level}}}
    return to_json(Dossier.model_validate(found)).encode()


def bring(visit: Visit, *contents: bytes, round_: int = 0) -> Visit:
    files = [(f"reponses-{i}.json", c, "application/json") for i, c in enumerate(contents)]
    visit.field(f"member-files-{round_}").set_value(files)
    return visit.run()


def test_files_of_members_are_read_then_added() -> None:
    visit = bring(visit_of("plusieurs"), person("b1"), person("b2"), b"{", person("b1", 3))
    assert "✓ sera ajouté" in visit.text
    assert "▲ refusé" in visit.text
    assert "? copie de ce dossier, ou du fichier d’un autre membre" in visit.text
    assert visit.key == "" or visit.dossier.members == {}
    visit.click("Ajouter 2 fichiers")
    assert visit.dossier.members.keys() == {"b1", "b2"}
    assert "2 personnes" in visit.alerts
    bring(visit, person("b1", 3), round_=1)
    assert "déjà ajouté" in visit.text
    visit.click("Ajouter 1 fichier")
    assert visit.dossier.members["b1"].readiness == {FIRST: 3}
    assert "2 personnes" in visit.alerts


@pytest.mark.parametrize("people", [3, 4])
def test_nothing_is_shown_under_four(people: int) -> None:
    members = {f"m-{i}": {"readiness": {FIRST: 3 if i else 0}} for i in range(people)}
    visit = visit_of("plusieurs", members=members)
    shown = people >= 4
    assert ("4e choix" in visit.text) is shown
    assert ("Rien n’est montré en dessous de 4" in visit.text) is not shown
    visit.answer("readiness-part", "repondre")
    assert ("du premier au dernier choix : 1 · 0 · 0 · 3" in visit.text) is shown
    assert ("trop peu pour être montrées" in visit.text) is not shown


def test_what_agrees_becomes_the_team_s_answer() -> None:
    members = {f"m-{i}": {"readiness": {FIRST: 2}} for i in range(4)}
    visit = visit_of("plusieurs", members=members)
    visit.click("Reprendre l’accord comme réponse de l’équipe (1 question)")
    assert visit.dossier.readiness[FIRST].level == 2
    assert "Reprendre l’accord" not in visit.text


def test_the_answers_of_members_can_be_taken_out() -> None:
    visit = visit_of("plusieurs", members={"m-1": {"readiness": {FIRST: 2}}})
    visit.click("Retirer ces réponses", "Oui, les retirer")
    assert visit.dossier.members == {}


def test_a_copy_of_the_dossier_counts_only_when_asked() -> None:
    visit = visit_of("plusieurs", identity="aa", note="À nous")
    bring(visit, person("aa"))
    assert "copie de ce dossier" in visit.text
    assert "Ajouter 1 fichier" not in visit.text
    visit.answer("member-copies-0", True).click("Ajouter 1 fichier")
    assert len(visit.dossier.members) == 1


# --- before and after -----------------------------------------------------------------------------
def test_keep_today_then_see_what_moved() -> None:
    visit = visit_of("avant-apres", readiness={FIRST: {"level": 1}})
    visit.click("Garder nos réponses d’aujourd’hui")
    (day,) = visit.dossier.snapshots
    visit.answer("compare-with", day)
    assert "aucune réponse n’a changé" in visit.text
    visit.answer("readiness-part", "repondre").answer(f"readiness-{FIRST}", 3)
    visit.answer("readiness-part", "avant-apres").answer("compare-with", day)
    assert "1 question a progressé" in visit.text
    assert "↗ a progressé" in visit.text


def test_compare_with_an_earlier_file_of_the_same_dossier_only() -> None:
    visit = visit_of("avant-apres", identity="aa", readiness={FIRST: {"level": 3}})
    visit.field("compare-file").set_value(("avant.json", person("aa", 1), "application/json"))
    assert "1 question a progressé" in visit.run().text
    visit.field("compare-file").set_value(("autre.json", person("bb", 1), "application/json"))
    assert "vient d’un autre dossier" in visit.run().alerts
    visit.field("compare-file").set_value(("x.json", b"{", "application/json"))
    assert "abîmé" in visit.run().alerts
    assert from_json(to_json(visit.dossier)).readiness[FIRST].level == 3
