"""Expectations, skills, profile: what the team's answers say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from premierspas.content import Catalog
from premierspas.content.models import Way
from premierspas.dossier import Dossier
from premierspas.expectations import expectations
from premierspas.profile import profile_choice
from premierspas.skills import skills


def dossier(**fields: Any) -> Dossier:
    return Dossier.model_validate(fields)


# --- expectations ---------------------------------------------------------------------------------
def test_an_untouched_card_is_neither_placed_nor_different(catalog: Catalog) -> None:
    result = expectations(catalog, Dossier())
    assert len(result.cards) == len(catalog.expectations.cards)
    assert (result.placed, result.undecided, result.differences, result.to_debate) == (
        (), (), (), (),
    )  # fmt: skip
    assert all(card.differs is None for card in result.cards)


def test_every_agreeing_way_agrees_and_every_other_differs(catalog: Catalog) -> None:
    for card in catalog.expectations.cards:
        for way in Way:
            result = expectations(catalog, dossier(expectations={card.id: {"way": way}}))
            (placed,) = result.placed
            expected = None if way is Way.UNKNOWN else way not in card.agreeing
            assert placed.differs is expected, (card.id, way)
            assert result.given_to(way) == (placed,)


def test_frontier_cards_come_first_and_a_decision_ends_the_debate(catalog: Catalog) -> None:
    found = dossier(
        expectations={
            "porter-equipe": {"way": "coordinateur"},
            "regler-conflit": {"way": "coordinateur"},  # a frontier
            "prendre-decisions": {"way": "coordinateur", "decision": "Une phrase."},
            "connaitre-equipe": {"way": "ne-sait-pas"},
            "rencontrer-membres": {"way": "ne-sait-pas", "decision": "On verra."},
            "organiser-reunions": {"way": "coordinateur"},
        }
    )
    result = expectations(catalog, found)
    assert result.differences[0].card.id == "regler-conflit"
    assert {c.card.id for c in result.differences} == {
        "porter-equipe", "regler-conflit", "prendre-decisions",
    }  # fmt: skip
    assert [c.card.id for c in result.undecided] == ["connaitre-equipe", "rencontrer-membres"]
    # A sentence does not name anybody: « je ne sais pas » stays open.
    assert {c.card.id for c in result.to_debate} == {
        "porter-equipe", "regler-conflit", "connaitre-equipe", "rencontrer-membres",
    }  # fmt: skip


# --- skills ---------------------------------------------------------------------------------------
def test_strengths_begin_at_doing_it_alone(catalog: Catalog) -> None:
    result = skills(
        catalog,
        dossier(
            skills={"curiosite": 0, "neutralite": 1, "autonomie": 2, "pedagogie": 3},
            activities={"appuyer-equipe": True, "veiller-aux-decisions": False},
            everyday={"gerer-conflit": "À deux.", "trouver-solution": "  "},
        ),
    )
    assert {s.id for s in result.strengths} == {"autonomie", "pedagogie"}
    assert {s.id for s in result.to_learn} == {"curiosite", "neutralite"}
    assert result.assessed == 4
    assert [a.id for a in result.important] == ["appuyer-equipe"]
    assert [question.id for question, _ in result.discussed] == ["gerer-conflit"]


# --- profile --------------------------------------------------------------------------------------
def test_without_points_no_profile_leads(catalog: Catalog) -> None:
    result = profile_choice(catalog, Dossier())
    assert (result.points_left, result.leading, result.verdict) == (100, (), None)
    assert result.advice.startswith("Répartissez vos points")


def test_fit_is_the_weighted_mean_of_the_levels(catalog: Catalog) -> None:
    # rythme : interne 3, expérimenté 1, externe 2 ; accompagnement : 1, 3, 1.
    weights = {"rythme": 70, "accompagnement": 30}
    result = profile_choice(catalog, dossier(profile={"weights": weights}))
    fits = {p.id: result.fit(p) for p in result.profiles}
    assert fits == {
        "interne": Fraction(240, 100),  # 70 × 3 + 30 × 1
        "experimente": Fraction(160, 100),  # 70 × 1 + 30 × 3
        "externe": Fraction(170, 100),  # 70 × 2 + 30 × 1
    }
    assert [p.id for p in result.leading] == ["interne"]
    assert result.points_left == 0
    assert "Avance au rythme de l’équipe" in result.advice


def test_a_tie_is_a_tie_and_is_left_to_the_team(catalog: Catalog) -> None:
    # interne 3 × 50 + 1 × 50 = expérimenté 1 × 50 + 3 × 50 = 200.
    weights = {"rythme": 50, "accompagnement": 50}
    result = profile_choice(catalog, dossier(profile={"weights": weights}))
    assert [p.id for p in result.leading] == ["interne", "experimente"]
    assert "à égalité" in result.advice
    thirds = {"rythme": 33, "accompagnement": 33}
    result = profile_choice(catalog, dossier(profile={"weights": thirds}))
    assert len(result.leading) == 2
    assert [result.fit(p) for p in result.leading] == [2, 2]  # a mean, whatever is left to spread


@pytest.mark.parametrize(("spread", "left"), [(0, 100), (60, 40), (100, 0)])
def test_points_left(catalog: Catalog, spread: int, left: int) -> None:
    assert (
        profile_choice(catalog, dossier(profile={"weights": {"cout": spread}})).points_left == left
    )


def test_too_many_points_are_said(catalog: Catalog) -> None:
    result = profile_choice(catalog, dossier(profile={"weights": {"cout": 80, "duree": 30}}))
    assert result.points_left == -10


def test_the_team_may_decide_against_its_own_points(catalog: Catalog) -> None:
    found = dossier(
        profile={"weights": {"rythme": 100}, "verdict": "externe", "fallback": "interne"}
    )
    result = profile_choice(catalog, found)
    assert [p.id for p in result.leading] == ["interne"]
    assert result.verdict is not None
    assert result.verdict.id == "externe"
    assert result.fallback is not None
    assert result.fallback.id == "interne"
