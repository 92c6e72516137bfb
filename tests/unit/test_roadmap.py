"""The roadmap holds together whatever the answers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from premierspas.content import Catalog, shipped_catalog
from premierspas.content.models import Anchor, Trigger
from premierspas.dossier import Dossier
from premierspas.dossier.changes import set_in_entry, set_in_part
from premierspas.results import results
from premierspas.roadmap import (
    PRIORITIES,
    RoadmapAction,
    first_full_year_end,
    perspective_action,
    roadmap,
)
from premierspas.roadmap.workdays import is_worked, on_or_after, on_or_before, why_not_worked
from tests.unit.cases import one_scenario

TODAY = date(2026, 11, 23)
CRITERIA = [c.id for c in shipped_catalog().questionnaire.criteria]
LEVELS = st.sampled_from([None, 0, 1, 2, 3, "unknown", "not-concerned"])
EDITS = st.fixed_dictionaries({}, optional={"done": st.booleans(), "dropped": st.booleans()})
TEAMS = st.builds(
    lambda levels, arrival, verdict, status, edits: Dossier.model_validate(
        {
            "team": {"arrival": arrival, "patients": 4000},
            "readiness": {key: {"level": level} for key, level in levels.items()},
            "profile": {"verdict": verdict},
            "budget": one_scenario(status=status, days_per_week=2),
            "actions": edits,
        }
    ),
    st.dictionaries(st.sampled_from(CRITERIA), LEVELS),
    st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.sampled_from([None, "interne", "experimente", "externe"]),
    st.sampled_from([None, "cdi", "prestataire"]),
    st.dictionaries(
        st.sampled_from([a.id for a in shipped_catalog().action_texts.actions]), EDITS, max_size=6
    ),
)


@given(team=TEAMS)
def test_the_plan_is_always_one_that_can_be_followed(catalog: Catalog, team: Dossier) -> None:
    plan = roadmap(catalog, team, TODAY)
    still = {a.id: a for a in plan.actions if a.needed and not a.done and not a.own}
    before = {
        key: a for key, a in still.items() if catalog.action[key].anchor is Anchor.BEFORE_ARRIVAL
    }
    for key, action in before.items():
        assert action.start is not None
        assert action.deadline is not None
        assert TODAY <= action.start <= action.deadline <= plan.arrival
        assert all(map(is_worked, (action.start, action.deadline)))
        # Whole weeks, less the weekend or the holidays at each end.
        weeks = timedelta(weeks=catalog.action[key].lead_weeks)
        assert weeks - timedelta(days=9) <= action.deadline - action.start < weeks
        assert action.can_start is not None
        assert action.can_start <= action.start
        for other in _waits_for(catalog, key, set(before)):
            deadline = before[other].deadline
            assert deadline is not None
            assert deadline < action.start, (key, other)
    if plan.wished_arrival is None or plan.weeks_late:
        ends = max((a.deadline for a in before.values() if a.deadline), default=TODAY)
        assert is_worked(plan.arrival)
        assert ends < plan.arrival <= ends + timedelta(days=8) or not before
    elif before:
        assert plan.arrival == plan.wished_arrival
        assert max(a.deadline for a in before.values() if a.deadline) < plan.arrival
    else:
        assert plan.arrival == plan.wished_arrival
    assert len(plan.priorities) <= PRIORITIES
    assert not any(a.done for a in plan.priorities)


def _waits_for(catalog: Catalog, key: str, open_ids: set[str]) -> set[str]:
    """Every open action that must end before ``key``, through those that are settled."""
    found: set[str] = set()
    for other in catalog.action[key].depends_on:
        found |= {other} if other in open_ids else _waits_for(catalog, other, open_ids)
    return found


def test_late_actions_and_the_next_weeks(catalog: Catalog) -> None:
    edits = {
        "nommer-ancre": {"deadline": "2026-11-20"},
        "choisir-profil": {"deadline": "2026-11-23"},
        "preparer-arrivee": {"deadline": "2026-12-23"},
        "signer-contrat": {"deadline": "2026-11-01", "done": True},
    }
    plan = roadmap(catalog, Dossier.model_validate({"actions": edits}), TODAY)
    by_id = {a.id: a for a in plan.actions}
    assert [key for key in edits if by_id[key].late(TODAY)] == ["nommer-ancre"]
    assert {a.id for a in plan.within(TODAY, 0)} == {"nommer-ancre", "choisir-profil"}
    assert "preparer-arrivee" not in {a.id for a in plan.within(TODAY, 29)}
    assert "preparer-arrivee" in {a.id for a in plan.within(TODAY, 30)}


def test_the_message_says_what_was_not_answered(catalog: Catalog) -> None:
    untouched = roadmap(catalog, Dossier(), TODAY)
    assert untouched.unanswered == len(catalog.questionnaire.criteria)
    assert "31 questions sans réponse" in untouched.message.replace("\u00a0", " ")
    everything = {key: {"level": 3} for key in CRITERIA}
    answered = Dossier.model_validate({"readiness": everything, "team": {"arrival": "2027-05-24"}})
    assert "sans réponse" not in roadmap(catalog, answered, TODAY).message
    assert "Tout tient" in roadmap(catalog, answered, TODAY).message
    unsure = answered.changed(
        variant="essential",
        readiness={CRITERIA[0]: {"level": 3}, CRITERIA[-1]: {"level": "unknown"}},
    )
    message = roadmap(catalog, unsure, TODAY).message.replace("\u00a0", " ")
    # 12 essential ones and the last one, answered: 11 untouched, 1 to check, 18 left out.
    assert (
        "11 questions sans réponse, 1 question à vérifier et 18 questions hors du questionnaire "
        "essentiel" in message
    )


def test_each_action_says_why_it_is_there(catalog: Catalog) -> None:
    plan = roadmap(
        catalog, Dossier.model_validate({"readiness": {"valider-frais": {"level": 1}}}), TODAY
    )
    assert all(action.because for action in plan.actions)
    (action,) = [a for a in plan.actions if a.id == "chiffrer-frais"]
    (reason,) = action.because
    assert reason.startswith(catalog.criterion["valider-frais"].label)
    assert catalog.criterion["valider-frais"].levels[1] in reason


@pytest.mark.parametrize(
    ("signature", "end"),
    [
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2027, 1, 2), date(2028, 12, 31)),
        (date(2027, 12, 31), date(2028, 12, 31)),
    ],
)
def test_the_first_full_year_is_a_calendar_year(signature: date, end: date) -> None:
    assert first_full_year_end(signature) == end


@pytest.mark.parametrize(
    "fields",
    [
        {"team": {"arrival": "2100-12-31"}},
        {"team": {"arrival": "2000-01-01"}},
        {"team": {"aci_signature": "2100-12-31"}},
        {"team": {"aci_signature": "2000-01-01"}},
        {"actions": {"signer-contrat": {"deadline": "2000-01-01"}}},
        {"actions": {"signer-contrat": {"deadline": "2100-12-31"}}},
    ],
    ids=str,
)
def test_the_farthest_dates_break_nothing(catalog: Catalog, fields: dict[str, Any]) -> None:
    team = Dossier.model_validate(fields)
    found = results(catalog, team, TODAY)
    assert found.roadmap.message
    assert found.roadmap.within(TODAY, 30) is not None


def test_typing_a_deadline_does_not_move_an_action_out_of_the_first_ones(catalog: Catalog) -> None:
    before = roadmap(catalog, Dossier(), date(2026, 11, 22)).priorities
    far = set_in_entry("actions", before[0].id, "deadline", date(2030, 1, 1))(Dossier())
    after = roadmap(catalog, far, date(2026, 11, 22)).priorities
    assert {a.id for a in after} == {a.id for a in before}


def test_an_arrival_that_has_passed_is_not_late_when_nothing_is_left_to_do(
    catalog: Catalog,
) -> None:
    arrived = date(2026, 9, 1)
    dossier = set_in_part("team", "arrival", arrived)(Dossier())
    for action in roadmap(catalog, dossier, date(2026, 11, 22)).actions:
        if not action.after_arrival:
            dossier = set_in_entry("actions", action.id, "done", True)(dossier)
    plan = roadmap(catalog, dossier, date(2026, 11, 22))
    assert (plan.arrival, plan.weeks_late) == (arrived, 0)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_gap_has_its_action_and_every_action_its_source(
    catalog: Catalog, criterion: str
) -> None:
    gap = Dossier.model_validate({"readiness": {criterion: {"level": 0}}})
    plan = {a.id: a for a in roadmap(catalog, gap, TODAY).actions}
    action = plan[catalog.criterion[criterion].action]
    assert any(catalog.criterion[criterion].label in reason for reason in action.because)
    assert all(a.sources and a.why and a.how and a.success for a in plan.values())


def test_every_rule_from_an_answer_to_an_action_has_its_case(catalog: Catalog) -> None:
    """A trigger is held by a case that shows an action of it, and another that shows its absence."""
    path = Path(__file__).parents[1] / "cas" / "feuille_de_route.yaml"
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))["cas"]
    for kind in ("presentes", "absentes"):
        held = {
            catalog.action[a].trigger
            for case in cases
            for a in case.get(kind, [])
            if a in catalog.action
        }
        left = set(Trigger) - held - ({Trigger.ALWAYS} if kind == "absentes" else set())
        assert not left, (kind, left)


# --- what the team decides ------------------------------------------------------------------------
LOCKS_MET = {
    c.id: {"level": 3}
    for c in shipped_catalog().questionnaire.criteria
    if c.blocking and c.id != "recruter-contrat"
}


def of(arrival: str | None = None, **fields: Any) -> dict[str, RoadmapAction]:
    """The actions of a team that has everything but the contract, dropped ones included."""
    dossier = {"team": {"arrival": arrival}, "readiness": LOCKS_MET} | fields
    plan = roadmap(shipped_catalog(), Dossier.model_validate(dossier), TODAY)
    return {a.id: a for a in (*plan.actions, *plan.dropped)}


def test_a_far_arrival_leaves_something_to_do_on_monday() -> None:
    """Backwards from September there are months to spare, and nothing forbids to begin now."""
    actions = of("2027-09-06")
    first = actions["nommer-ancre"]
    assert first.start is not None
    assert first.start > TODAY + timedelta(days=150)
    assert first.can_start == TODAY
    # Six weeks of work until 6 September: from 26 July at the latest, 35 weeks after 23 November.
    assert first.start == date(2027, 7, 26)
    assert first.weeks_to_spare(TODAY) == 35
    assert first.state(TODAY).startswith("→ peut commencer")
    assert actions["preparer-arrivee"].state(TODAY) == "○ à venir"
    assert first.priority


def test_at_most_six_priorities_in_the_next_six_months() -> None:
    plan = roadmap(shipped_catalog(), Dossier(), TODAY)
    assert len(plan.priorities) == PRIORITIES
    limit = TODAY + relativedelta(months=6)
    assert all(a.can_start and a.can_start <= limit for a in plan.priorities)


def test_once_everything_before_is_done_what_follows_comes_first() -> None:
    before = of("2026-11-30")
    done = {key: {"done": True} for key, a in before.items() if not a.after_arrival}
    plan = roadmap(
        shipped_catalog(),
        Dossier.model_validate(
            {"team": {"arrival": "2026-11-30"}, "readiness": LOCKS_MET, "actions": done}
        ),
        TODAY,
    )
    assert "accueillir-coordinateur" in {a.id for a in plan.priorities}
    assert all(a.after_arrival for a in plan.priorities)


def test_a_deadline_that_cannot_be_held_says_so() -> None:
    """Choosing the profile takes a week; the arrival cannot be prepared before the anchor is named."""
    soon = of("2027-09-06", actions={"preparer-arrivee": {"deadline": "2026-11-25"}})
    assert "trop tôt" in soon["preparer-arrivee"].conflict
    assert soon["preparer-arrivee"].deadline == date(2026, 11, 25)
    assert soon["preparer-arrivee"].start == date(2026, 11, 25)  # and not two weeks ago
    assert soon["preparer-arrivee"].state(TODAY) == "▲ date à revoir"
    late = of("2027-09-06", actions={"preparer-arrivee": {"deadline": "2028-09-05"}})
    assert late["preparer-arrivee"].conflict == ""  # the arrival moves instead
    fine = of("2027-09-06", actions={"preparer-arrivee": {"deadline": "2027-01-29"}})
    assert fine["preparer-arrivee"].conflict == ""


def test_an_arrival_on_a_holiday_says_which_day_rather() -> None:
    dossier = Dossier.model_validate({"team": {"arrival": "2027-05-17"}, "readiness": LOCKS_MET})
    message = roadmap(shipped_catalog(), dossier, TODAY).message.replace("\u00a0", " ")
    assert "un jour férié" in message
    assert "prévoyez plutôt le 18 mai 2027" in message
    worked = Dossier.model_validate({"team": {"arrival": "2027-05-18"}, "readiness": LOCKS_MET})
    assert "plutôt" not in roadmap(shipped_catalog(), worked, TODAY).message


def test_an_action_says_what_it_waits_for_and_where_it_comes_from() -> None:
    plan = {a.id: a for a in roadmap(shipped_catalog(), Dossier(), TODAY).actions}
    assert plan["preparer-arrivee"].title in plan["signer-contrat"].waits_for
    assert plan["nommer-ancre"].waits_for == ()
    assert {r.page for r in plan["creer-association"].reasons} == {"prerequis"}
    assert {r.page for r in plan["nommer-ancre"].reasons} == {"equipe"}


def test_a_refused_action_keeps_its_reason() -> None:
    edit = {"dropped": True, "refusal": "La fédération s’en charge."}
    actions = of(actions={"nommer-ancre": edit})
    assert actions["nommer-ancre"].refusal == "La fédération s’en charge."


def test_a_way_on_is_a_dated_choice() -> None:
    """Signed on 1 September 2027: the first full year is 2028, its last worked day 29 December."""
    team = {"aci_signature": "2027-09-01"}
    chosen = {
        "consolidation": {"kept": True},
        "renforcement": {"on": "2028-06-14"},
        "versement-aci": {},
    }
    actions = of(team=team, perspective_choices=chosen)
    assert actions[perspective_action("consolidation")].deadline == date(2028, 12, 29)
    assert actions[perspective_action("renforcement")].deadline == date(2028, 6, 14)
    assert perspective_action("versement-aci") not in actions
    edited = {perspective_action("consolidation"): {"deadline": "2028-10-02", "owner": "Léa"}}
    action = of(team=team, perspective_choices=chosen, actions=edited)["perspective-consolidation"]
    assert (action.deadline, action.owner) == (date(2028, 10, 2), "Léa")


def test_days_that_nobody_works() -> None:
    assert why_not_worked(date(2027, 5, 15)) == "un samedi"
    assert why_not_worked(date(2027, 5, 16)).endswith(("un dimanche", "(Dimanche de Pentecôte)"))
    assert "Pentecôte" in why_not_worked(date(2027, 5, 17))
    assert why_not_worked(date(2027, 5, 18)) == ""
    assert on_or_after(date(2027, 5, 15)) == date(2027, 5, 18)
    assert on_or_before(date(2027, 5, 17)) == date(2027, 5, 14)
    # 2027: Ascension on 6 May; 8 May is a Saturday; 14 July a Wednesday; 11 November a Thursday.
    for holiday in (date(2027, 5, 6), date(2027, 7, 14), date(2027, 11, 11), date(2027, 1, 1)):
        assert not is_worked(holiday)
