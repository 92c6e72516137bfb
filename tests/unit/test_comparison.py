"""Before and after: what moved, in which direction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from premierspas.comparison import Direction, compare, keep_state
from premierspas.content import Catalog
from premierspas.dossier import Dossier

QUESTION = "valider-association"  # a prerequisite, expected at 3


def dossier(level: Any) -> Dossier:
    return Dossier.model_validate({"readiness": {QUESTION: {"level": level}}})


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        (0, 1, Direction.FORWARD),
        (1, 3, Direction.FORWARD),
        (3, 2, Direction.BACK),
        (None, 0, Direction.ANSWERED),  # untouched is not zero: no progress is claimed
        (None, 3, Direction.ANSWERED),
        ("unknown", 2, Direction.ANSWERED),
        ("not-concerned", 0, Direction.ANSWERED),
        (2, "not-concerned", Direction.NOT_CONCERNED),
        (None, "not-concerned", Direction.ANSWERED),
        (None, "unknown", Direction.IN_DOUBT),
        (3, "unknown", Direction.IN_DOUBT),
        (2, None, Direction.IN_DOUBT),
    ],
)
def test_how_an_answer_moved(catalog: Catalog, before: Any, now: Any, direction: Direction) -> None:
    earlier = {} if before is None else {QUESTION: before}
    (move,) = compare(catalog, earlier, dossier(now)).moves
    assert move.direction is direction


@pytest.mark.parametrize(("before", "now", "lifted"), [(2, 3, True), (3, 3, False), (0, 2, False)])
def test_a_prerequisite_is_lifted_when_it_is_met(
    catalog: Catalog, before: int, now: int, lifted: bool
) -> None:
    found = compare(catalog, {QUESTION: before}, dossier(now))
    assert bool(found.lifted) is lifted
    assert not found.lost


def test_a_prerequisite_that_is_lost_is_said(catalog: Catalog) -> None:
    (lost,) = compare(catalog, {QUESTION: 3}, dossier(2)).lost
    assert lost.now.criterion.id == QUESTION


def test_progress_on_an_ordinary_question_lifts_nothing(catalog: Catalog) -> None:
    team = Dossier.model_validate({"readiness": {"valider-frais": {"level": 3}}})
    assert compare(catalog, {"valider-frais": 0}, team).lifted == ()


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        (Direction.FORWARD, "ont progressé"),
        (Direction.BACK, "ont reculé"),
        (Direction.ANSWERED, "ont maintenant une réponse"),
        (Direction.IN_DOUBT, "sont à vérifier"),
        (Direction.NOT_CONCERNED, "ne concernent plus l’équipe"),
    ],
)
def test_several_answers_that_moved(direction: Direction, words: str) -> None:
    assert direction.plural == words


def test_a_goal_that_moves_is_not_a_move(catalog: Catalog) -> None:
    team = Dossier.model_validate({"readiness": {"informer-valeurs": {"level": 2, "target": 3}}})
    found = compare(catalog, {"informer-valeurs": 2}, team)
    assert (found.moves, found.same) == ((), 1)


def test_nothing_answered_is_neither_a_move_nor_the_same(catalog: Catalog) -> None:
    found = compare(catalog, {}, Dossier())
    assert (found.moves, found.same) == ((), 0)


def test_a_question_that_the_content_no_longer_knows_does_not_count(catalog: Catalog) -> None:
    assert compare(catalog, {"ancienne-question": 2}, Dossier()).moves == ()


def test_states_are_kept_by_day_and_none_replaces_another(catalog: Catalog) -> None:
    day = date(2026, 11, 22)
    kept = keep_state(day)(dossier(1))
    assert kept.snapshots["2026-11-22"].readiness == {QUESTION: 1}
    later = kept.changed(readiness={QUESTION: {"level": 2}})
    assert len(keep_state(date(2027, 5, 22))(later).snapshots) == 2
    both = keep_state(day)(later)  # before and after a meeting
    assert both.snapshots["2026-11-22"].readiness == {QUESTION: 1}
    assert both.snapshots["2026-11-22-2"].readiness == {QUESTION: 2}
    assert keep_state(day)(both) == both
    state = kept.snapshots["2026-11-22"]
    (move,) = compare(catalog, state.readiness, later, state.day).moves
    assert move.direction is Direction.FORWARD
