"""The way from the first question to the roadmap: what is done, what comes next."""

from __future__ import annotations

from typing import Any

import pytest

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.example import example_dossier
from premierspas.progress import STATIONS, WAY, Standing, next_page, progress, stations
from premierspas.roadmap import PRIORITIES
from tests.unit.cases import one_scenario


def dossier(**fields: Any) -> Dossier:
    return Dossier.model_validate(fields)


BASICS = {"name": "A", "professionals": 3, "patients": 0, "arrival": "2027-05-24"}


def test_nothing_is_started_and_the_way_begins_with_the_team(catalog: Catalog) -> None:
    assert {p.standing for p in progress(catalog, Dossier()).values()} == {Standing.NOT_STARTED}
    assert {s.standing for s in stations(catalog, Dossier())} == {Standing.NOT_STARTED}
    assert next_page(catalog, Dossier()) == "equipe"


def test_the_way_and_the_stations_are_made_of_pages_that_exist(catalog: Catalog) -> None:
    assert set(WAY) <= catalog.page.keys()
    assert [page for _, pages in STATIONS for page in pages] == list(WAY)
    assert progress(catalog, Dossier()).keys() == set(WAY)


def test_zero_patients_is_an_answer(catalog: Catalog) -> None:
    assert progress(catalog, dossier(team={"patients": 0}))["equipe"].done == 1
    assert progress(catalog, dossier(team=BASICS))["equipe"].standing is Standing.DONE
    assert next_page(catalog, dossier(team=BASICS)) == "prerequis"


def test_a_comment_alone_is_not_an_answer_but_not_knowing_is(catalog: Catalog) -> None:
    def answered(**answer: Any) -> int:
        found = progress(catalog, dossier(readiness={"valider-frais": answer}))
        return found["prerequis"].done

    assert answered(comment="On en parle") == 0
    assert answered(level="unknown") == 1
    assert answered(level=0) == 1


def test_what_is_missing_is_said_in_words(catalog: Catalog) -> None:
    missing = progress(catalog, dossier(team={**BASICS, "arrival": None}))["equipe"].missing
    assert missing.replace("\u00a0", " ") == "encore 1 repère"
    missing = progress(catalog, Dossier())["budget"].missing
    assert missing.replace("\u00a0", " ") == "encore 3 choix"
    assert progress(catalog, dossier(team=BASICS))["equipe"].missing == ""


def test_a_page_half_done_is_in_progress_and_so_is_its_station(catalog: Catalog) -> None:
    found = dossier(team=BASICS)
    assert stations(catalog, found)[0].standing is Standing.IN_PROGRESS


@pytest.mark.parametrize(
    ("fields", "page", "standing"),
    [
        ({"team": {"patients": 4000}}, "budget", Standing.NOT_STARTED),
        ({"budget": one_scenario(days_per_week=1)}, "budget", Standing.IN_PROGRESS),
        (
            {"team": {"patients": 4000}, "budget": one_scenario(days_per_week=1, status="cdi")},
            "budget",
            Standing.DONE,
        ),
        (
            {"budget": one_scenario(days_per_week=1, status="cdi", free_amount=0)},
            "budget",
            Standing.DONE,
        ),
        (
            {"profile": {"weights": {"cout": 99}, "verdict": "interne"}},
            "profil",
            Standing.IN_PROGRESS,
        ),
        ({"profile": {"weights": {"cout": 100}, "verdict": "interne"}}, "profil", Standing.DONE),
        ({"actions": {"a": {"done": True}}}, "feuille-de-route", Standing.NOT_STARTED),
        ({"actions": {"a": {"owner": "Nadia"}}}, "feuille-de-route", Standing.IN_PROGRESS),
        ({"documents": {"employer": "SISA"}}, "documents", Standing.IN_PROGRESS),
        (
            {
                "documents": {
                    "employer": "A",
                    "workplace": "B",
                    "contact": "C",
                    "signatory": "D",
                    "apply_before": "2027-03-31",
                    "amount_asked": 0,
                }
            },
            "documents",
            Standing.DONE,
        ),
        ({"perspectives": {"consolidation": " "}}, "perspectives", Standing.NOT_STARTED),
        ({"perspectives": {"consolidation": "À voir"}}, "perspectives", Standing.DONE),
    ],
)
def test_standing_of_a_page(
    catalog: Catalog, fields: dict[str, Any], page: str, standing: Standing
) -> None:
    assert progress(catalog, dossier(**fields))[page].standing is standing


def test_when_everything_is_done_the_roadmap_is_next(catalog: Catalog) -> None:
    found = progress(catalog, example_dossier())
    undone = [page for page in WAY if found[page].standing is not Standing.DONE]
    assert next_page(catalog, example_dossier()) == (undone[0] if undone else "feuille-de-route")
    complete = example_dossier().changed(
        perspectives={"consolidation": "À voir"},
        actions={f"equipe-{i}": {"owner": "Nadia"} for i in range(PRIORITIES)},
        tasks=dict.fromkeys(catalog.task, "at-ease"),
        documents={
            "employer": "A", "workplace": "B", "contact": "C", "signatory": "D",
            "apply_before": "2027-03-31", "amount_asked": 5000,
        },
    )  # fmt: skip
    assert next_page(catalog, complete) == "feuille-de-route"
    assert {s.standing for s in stations(catalog, complete)} == {Standing.DONE}
