"""Missions and time: the cases of ``tests/cas/``, and what holds whatever the team chooses."""

from __future__ import annotations

import io
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.fitting import drop, put_off, too_large, ways_out
from premierspas.missions import GOING_ON, MissionResult, Missions, Phase, missions, total
from premierspas.report import roadmap_pdf
from premierspas.results import results
from tests.unit.cases import TASKS, YES_NO, cases, one_scenario, plain


def of(catalog: Catalog, **fields: Any) -> Missions:
    return missions(catalog, Dossier.model_validate(fields))


def ids(results: tuple[MissionResult, ...]) -> list[str]:
    return [result.mission.id for result in results]


# --- cases ----------------------------------------------------------------------------------------
def check(phase: Phase, case: dict[str, Any]) -> None:
    assert phase.hours_asked == pytest.approx(case["heures_demandees"])
    assert phase.hours_over == pytest.approx(case["heures_en_trop"], abs=1e-9)
    assert phase.days_needed == pytest.approx(case["jours_necessaires"])
    assert phase.exceeded is YES_NO[case["depasse"]]


@cases(
    "temps",
    "jours taches missions heures_demandees heures_payees heures_en_trop jours_necessaires depasse "
    "six_premiers_mois a_reporter a_retirer trop_longues pistes mots",
)
def test_time(case: dict[str, Any], catalog: Catalog) -> None:
    assert case["missions"].keys() <= catalog.mission.keys()
    assert case.get("taches", {}).keys() <= catalog.task.keys()
    kept = {}
    for key, choice in case["missions"].items():
        own = choice if isinstance(choice, dict) else {"heures": choice}
        kept[key] = {"kept": True, "hours_per_week": own["heures"], "when": own.get("quand")}
    result = of(
        catalog,
        missions=kept,
        tasks={key: TASKS[words] for key, words in case.get("taches", {}).items()},
        budget=one_scenario(days_per_week=case.get("jours")),
    )
    assert result.days_assumed is ("jours" not in case)
    assert result.paid_hours == pytest.approx(case["heures_payees"])
    check(result.later, case)
    if "six_premiers_mois" in case:
        check(result.first, case["six_premiers_mois"])
    if "a_reporter" in case:
        assert ids(put_off(result)) == case["a_reporter"]
    if "a_retirer" in case:
        assert ids(drop(result)) == case["a_retirer"]
    assert ids(too_large(result)) == case.get("trop_longues", [])
    ways = ways_out(result)
    if "pistes" in case:
        assert [way.title for way in ways] == case["pistes"]
    said = [
        words
        for way in ways
        for words in (way.text, way.then, *(f"{c.label} ({c.reason})" for c in way.cuts))
    ]
    for words in case.get("mots", []):
        assert any(words in plain(sentence) for sentence in said), (words, said)


@cases("taches", "reponses gardees suggere raisons")
def test_tasks(case: dict[str, Any], catalog: Catalog) -> None:
    assert case["reponses"].keys() <= catalog.task.keys()
    result = of(
        catalog,
        tasks={key: TASKS[w] for key, w in case["reponses"].items() if w in TASKS},
        missions={key: {"kept": True} for key in case.get("gardees", [])},
    )
    assert {m.mission.id: plain(m.asked_in_words) for m in result.suggested} == case["suggere"]
    for key, words in case.get("raisons", {}).items():
        (found,) = (m for m in result.asked_for if m.mission.id == key)
        assert plain(found.asked_in_words) == words


# --- whatever the team chooses --------------------------------------------------------------------
def choices(catalog: Catalog) -> st.SearchStrategy[dict[str, Any]]:
    choice = st.fixed_dictionaries(
        {
            "kept": st.just(True),
            "hours_per_week": st.none() | st.integers(0, 120).map(lambda tenths: tenths / 10),
            "when": st.sampled_from([None, "six-premiers-mois", "plus-tard"]),
        }
    )
    return st.fixed_dictionaries(
        {
            "missions": st.dictionaries(st.sampled_from(list(catalog.mission)), choice, max_size=7),
            "tasks": st.dictionaries(
                st.sampled_from(list(catalog.task)), st.sampled_from(sorted(TASKS.values()))
            ),
            "days": st.integers(1, 10).map(lambda halves: halves / 2),
        }
    )


def with_time(catalog: Catalog, chosen: dict[str, Any], **changes: Any) -> Missions:
    chosen = chosen | changes
    return of(
        catalog,
        missions=chosen["missions"],
        tasks=chosen["tasks"],
        budget=one_scenario(days_per_week=chosen["days"]),
    )


@given(data=st.data())
def test_what_is_suggested_makes_it_fit(catalog: Catalog, data: st.DataObject) -> None:
    chosen = data.draw(choices(catalog))
    before = with_time(catalog, chosen)
    later, dropped = ids(put_off(before)), ids(drop(before))
    begun_later = {
        key: choice | ({"when": "plus-tard"} if key in later else {})
        for key, choice in chosen["missions"].items()
    }
    assert not with_time(catalog, chosen, missions=begun_later).first.exceeded
    still_kept = {k: c for k, c in chosen["missions"].items() if k not in dropped}
    after = with_time(catalog, chosen, missions=still_kept)
    assert not after.exceeded
    assert ways_out(after) == ()
    if 0.5 <= before.days_needed <= 5:
        assert not with_time(catalog, chosen, days=before.days_needed).exceeded


@given(data=st.data())
def test_nothing_is_suggested_when_it_fits(catalog: Catalog, data: st.DataObject) -> None:
    time = with_time(catalog, data.draw(choices(catalog)))
    assert bool(put_off(time)) is time.first.exceeded
    assert bool(drop(time)) is time.exceeded
    assert bool(ways_out(time)) is time.exceeded


@given(data=st.data())
def test_no_better_suggestion_is_missed(catalog: Catalog, data: st.DataObject) -> None:
    """Fewer missions that relieve the team, or as few of them and fewer in all, would not do."""
    time = with_time(catalog, data.draw(choices(catalog)))

    def loss(taken: tuple[MissionResult, ...]) -> tuple[int, int]:
        return sum(bool(m.asked_by) for m in taken), len(taken)

    starting = tuple(m for m in time.kept if m.starts_first)
    for taken, among, over in (
        (put_off(time), starting, time.first.hours_over),
        (drop(time), time.kept, time.hours_over),
    ):
        enough = [
            some
            for size in range(len(among) + 1)
            for some in combinations(among, size)
            if total(some) >= over - 1e-6
        ]
        assert loss(taken) == min(map(loss, enough))


@given(data=st.data())
def test_no_shorter_mission_would_do_instead(catalog: Catalog, data: st.DataObject) -> None:
    """None of those taken could give way to a shorter one of its kind, or to one as long that starts
    later."""
    time = with_time(catalog, data.draw(choices(catalog)))
    starting = tuple(m for m in time.kept if m.starts_first)
    for taken, among, over in (
        (put_off(time), starting, time.first.hours_over),
        (drop(time), time.kept, time.hours_over),
    ):
        free = [m for m in among if m not in taken]
        for one, other in product(taken, free):
            shorter = (other.hours_per_week, other.starts_first) < (
                one.hours_per_week,
                one.starts_first,
            )
            if shorter and bool(one.asked_by) is bool(other.asked_by):
                assert total(taken) - one.hours_per_week + other.hours_per_week < over - 1e-6


# --- what is ours, what is theirs -----------------------------------------------------------------
def test_hours_are_our_guess_until_the_team_writes_its_own(catalog: Catalog) -> None:
    mission = catalog.mission_texts.missions[0]

    def kept(**choice: Any) -> MissionResult:
        (result,) = of(catalog, missions={mission.id: {"kept": True, **choice}}).kept
        return result

    assert (kept().hours_per_week, kept().guessed) == (mission.hours_per_week, True)
    assert (kept(hours_per_week=3).hours_per_week, kept(hours_per_week=3).guessed) == (3, False)
    assert (kept(hours_per_week=0).hours_per_week, kept(hours_per_week=0).guessed) == (0, False)


def test_when_is_our_proposal_until_the_team_chooses(catalog: Catalog) -> None:
    for mission in catalog.mission_texts.missions:
        found = of(catalog).all[catalog.mission_texts.missions.index(mission)]
        assert (found.when, found.when_is_ours) == (mission.when, True)
        for when in ("six-premiers-mois", "plus-tard"):
            (found,) = of(catalog, missions={mission.id: {"kept": True, "when": when}}).kept
            assert (found.when, found.when_is_ours) == (when, False)


# --- the ACI --------------------------------------------------------------------------------------
def test_the_four_functions_with_the_kept_missions(catalog: Catalog) -> None:
    four = [function.id for function in catalog.mission_texts.functions]
    result = of(catalog)
    assert [(f.id, kept) for f, kept in result.by_function] == [(key, ()) for key in four]
    assert {words for _, words in result.functions_in_words} == {"○ aucune"}

    result = of(
        catalog,
        missions={
            "suivre-budget": {"kept": True}, "rediger-rapports": {"kept": True},
            "mener-projets": {"kept": False},
        },
    )  # fmt: skip
    assert {f.id: ids(kept) for f, kept in result.by_function} == {
        "animation-interpro": [],
        "parcours-et-dossiers": [],
        "systeme-d-information": ["rediger-rapports"],
        "relations-institutions": ["suivre-budget", "rediger-rapports"],
    }
    words = {f.id: words for f, words in result.functions_in_words}
    assert (
        words["relations-institutions"]
        == "✓ Aider à suivre le budget ; Préparer les rapports d’activité"
    )

    everything = {m.id: {"kept": True} for m in catalog.mission_texts.missions}
    for function, kept in of(catalog, missions=everything).by_function:
        assert kept, function.id


# --- the PDF --------------------------------------------------------------------------------------
def test_the_pdf_says_what_the_page_says(catalog: Catalog) -> None:
    dossier = Dossier.model_validate(
        {
            "missions": {
                "organiser-reunions": {"kept": True, "hours_per_week": 8},
                "suivre-budget": {"kept": True},
                "rediger-rapports": {"kept": True, "when": "six-premiers-mois"},
            },
            "tasks": {"chercher-financements": "nobody"},
        }
    )
    found = results(catalog, dossier, date(2026, 11, 22))
    pages = PdfReader(io.BytesIO(roadmap_pdf(found))).pages
    text = plain(" ".join(" ".join(page.extract_text() for page in pages).split()))
    time = found.missions
    ways = ways_out(time)
    assert len(ways) == 4
    suggested = [m.asked_in_words for m in time.suggested]
    assert len(suggested) == 1
    for words in (
        *(phase.in_words for phase in time.phases),
        time.paid_in_words,
        GOING_ON,
        *(said for way in ways for said in (way.title, way.text, way.then)),
        *(f"{cut.label} ({cut.reason})" for way in ways for cut in way.cuts),
        *(words for _, words in time.functions_in_words),
        *suggested,
    ):
        assert plain(words) in text
    assert text.count("choix de l’équipe") == 1
    assert text.count("estimation de l’outil") == 2
