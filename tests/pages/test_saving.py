"""What was typed is never lost: several people at once, a database that does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from premierspas.dossier import Dossier
from premierspas.dossier.changes import set_in_part
from premierspas.dossier.file import to_json
from premierspas.dossier.model import MAX_MEMBERS
from premierspas.storage import DossierStore, StorageError
from tests.pages.visit import Visit, store

NOT_SAVED = "Pas encore enregistré"
METHODS = ("create", "open", "version", "change", "erase", "key_of_code")


@contextmanager
def silence(*methods: str) -> Iterator[None]:
    """These methods of the store (all of them by default) fail: the database does not answer."""

    def refuse(*_: Any, **__: Any) -> None:
        raise StorageError

    with pytest.MonkeyPatch.context() as patch:
        for method in methods or METHODS:
            patch.setattr(DossierStore, method, refuse)
        yield


# --- two people -----------------------------------------------------------------------------------
def test_two_people_on_different_fields_keep_both() -> None:
    one = Visit(page="equipe").answer("team-name", "Les Érables")
    other = Visit(one.key, "equipe")
    assert other.field("team-name").value == "Les Érables"
    one.answer("team-patients", 4000)
    other.answer("team-professionals", 10)
    team = one.dossier.team
    assert (team.name, team.patients, team.professionals) == ("Les Érables", 4000, 10)
    assert other.field("team-patients").value == 4000
    one.run()
    assert one.field("team-professionals").value == 10


def test_what_another_changed_shows_at_the_next_run() -> None:
    one = Visit(page="equipe").answer("team-name", "Les Érables")
    other = Visit(one.key, "equipe")
    one.answer("team-name", "Les Chênes")
    other.run()
    assert other.field("team-name").value == "Les Chênes"


def test_what_another_changed_shows_on_every_kind_of_field() -> None:
    one = Visit(page="missions").answer("task-preparer-reunions", "nobody")
    one.answer("mission-organiser-reunions", True)
    other = Visit(one.key, "missions")
    one.answer("task-preparer-reunions", "not-at-ease").answer("mission-organiser-reunions", False)
    other.run()
    assert other.field("task-preparer-reunions").value == "not-at-ease"
    assert other.field("mission-organiser-reunions").value is False


def test_erased_elsewhere_while_typing_becomes_a_new_dossier() -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables")
    erased = visit.key
    store().erase(erased)
    visit.answer("team-patients", 4000)
    assert "avait été effacé" in visit.alerts
    assert visit.key not in {"", erased}
    assert (visit.dossier.team.name, visit.dossier.team.patients) == ("Les Érables", 4000)


# --- a database that does not answer --------------------------------------------------------------
def test_first_answer_waits_for_the_database() -> None:
    visit = Visit(page="equipe")
    with silence():
        visit.answer("team-name", "Les Érables")
        assert NOT_SAVED in visit.text
        assert not visit.says_saved
        assert visit.field("team-name").value == "Les Érables"
        assert visit.key == ""
    visit.run()
    assert visit.says_saved
    assert NOT_SAVED not in visit.text
    assert visit.dossier.team.name == "Les Érables"


def test_answers_wait_for_the_database_from_page_to_page() -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables")
    with silence():
        visit.answer("team-patients", 4000).answer("team-professionals", 10).open("budget")
        assert NOT_SAVED in visit.text
        assert visit.field("budget-patients").value == 4000
        visit.answer("budget-a-days_per_week", 2.0)
        assert visit.field("budget-a-days_per_week").value == 2.0
    visit.run()
    assert visit.says_saved
    dossier = visit.dossier
    assert (dossier.team.name, dossier.team.patients, dossier.team.professionals) == (
        "Les Érables", 4000, 10,
    )  # fmt: skip
    assert dossier.budget.main.days_per_week == 2.0


def test_waiting_answers_stay_on_the_screen_when_the_database_hiccups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables")
    with silence():
        visit.answer("team-patients", 4000).answer("team-professionals", 10)
    change, calls = DossierStore.change, []

    def once(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) > 1:
            raise StorageError
        return change(*arguments)

    monkeypatch.setattr(DossierStore, "change", once)
    visit.run()  # takes the first answer, not the second
    assert NOT_SAVED in visit.text
    assert visit.field("team-patients").value == 4000
    assert visit.field("team-professionals").value == 10
    monkeypatch.setattr(DossierStore, "change", change)
    visit.run()
    assert (visit.dossier.team.patients, visit.dossier.team.professionals) == (4000, 10)


def test_waiting_answers_join_what_another_saved_meanwhile() -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables")
    with silence():
        visit.answer("team-patients", 4000)
    store().change(visit.key, set_in_part("team", "anchor", "Inès"))
    visit.run()
    team = visit.dossier.team
    assert (team.name, team.patients, team.anchor) == ("Les Érables", 4000, "Inès")
    assert visit.field("team-anchor").value == "Inès"


def test_reading_while_the_database_is_silent_shows_what_is_known() -> None:
    visit = Visit(page="equipe").answer("team-name", "Les Érables")
    key = visit.key
    with silence():
        visit.run()
        assert visit.field("team-name").value == "Les Érables"
        assert visit.key == key
    assert visit.run().says_saved


def test_link_opened_while_the_database_is_silent_opens_later(key_of) -> None:
    key = key_of("equipe_partielle")
    with silence():
        visit = Visit(key, "equipe")
        assert visit.key == key, "the address must keep the dossier"
        assert "ne répond pas" in visit.alerts
    visit.run()
    assert visit.field("team-name").value == "Les Peupliers"


def test_answer_on_a_link_that_could_not_open_goes_to_its_dossier(key_of) -> None:
    key = key_of("equipe_partielle")
    with silence():
        visit = Visit(key, "equipe")
        if any(field.key == "team-professionals" for field in visit.at.number_input):
            visit.answer("team-professionals", 10)
    visit.run()
    assert visit.key == key
    assert visit.dossier.team.name == "Les Peupliers"


@pytest.mark.parametrize("label", ["Explorer avec un exemple", "Reprendre avec ce code"])
def test_home_says_that_the_database_is_silent(label: str) -> None:
    visit = Visit()
    with silence():
        visit.field("resume-code").set_value("ABCD-EFGH-JKLM")
        visit.click(label)
        assert "Réessayez dans une minute" in visit.alerts
    assert visit.run().key == ""


def test_erasing_says_that_the_database_is_silent(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    with silence():
        visit.click("Effacer ce dossier", "Oui, tout effacer")
        assert "Réessayez dans une minute" in visit.alerts
    assert visit.run().dossier.team.name == "Les Peupliers"


def test_leaving_the_example_says_that_the_database_is_silent() -> None:
    visit = Visit().click("Explorer avec un exemple")
    with silence():
        visit.click("Quitter l’exemple")
        assert "ne répond pas" in visit.alerts


def test_code_found_but_dossier_out_of_reach_says_so(key_of) -> None:
    code = store().open(key_of("equipe_partielle")).code
    visit = Visit()
    with silence("open"):
        visit.field("resume-code").set_value(code)
        visit.click("Reprendre avec ce code")
        assert "ne répond pas" in visit.alerts


def test_an_answer_that_another_window_made_impossible_does_not_block_the_next() -> None:
    almost_full = {f"m-{i}": {"readiness": {"valider-temps": 1}} for i in range(MAX_MEMBERS - 1)}
    key = store().create(Dossier.model_validate({"members": almost_full})).key
    first, second = (
        Visit(key, "prerequis").answer("readiness-part", "plusieurs") for _ in range(2)
    )
    for number, visit in enumerate((first, second)):
        person = Dossier.model_validate(
            {"identity": f"b{number}", "readiness": {"valider-temps": {"level": 2}}}
        )
        visit.field("member-files-0").set_value(("a.json", to_json(person).encode(), "text/json"))
        visit.run()
    first.click("Ajouter 1 fichier")
    second.click("Ajouter 1 fichier")  # the dossier is full now
    assert "n’a pas été prise" in second.alerts
    second.open("equipe").answer("team-name", "Les Érables")
    assert second.says_saved
    assert second.dossier.team.name == "Les Érables"
    assert len(second.dossier.members) == MAX_MEMBERS
    assert "b0" in second.dossier.members


def test_the_dossier_for_partners_leaves_the_answers_of_members_out() -> None:
    people = {f"c0ffee{i}": {"readiness": {"valider-temps": i}} for i in range(4)}
    key = store().create(Dossier.model_validate({"members": people})).key
    assert "ne contient pas les réponses individuelles" in Visit(key, "feuille-de-route").text
    assert "contient aussi les réponses individuelles" in Visit(key).text
