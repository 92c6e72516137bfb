"""Who does what: the cases of ``tests/cas/attentes.yaml``, and what the browser may send."""

from __future__ import annotations

from typing import Any

import pytest

from premierspas.charter import charter_of
from premierspas.content import Catalog
from premierspas.content.models import Way
from premierspas.dossier import Dossier
from premierspas.expectations import expectations
from premierspas.french import listing
from premierspas.report import roadmap_pdf
from premierspas.results import results
from tests.unit.cases import TODAY, YES_NO, cases, plain
from tests.unit.test_report import text_of
from ui.cards import read


def placements(case: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    found = {}
    if "les_autres" in case:
        assert case["les_autres"] == "comme les documents"
        found = {
            card.id: {"way": card.agreeing[0], "instead": "Quelqu’un"}
            for card in catalog.expectations.cards
        }
    for card, said in case["cartes"].items():
        assert card in {c.id for c in catalog.expectations.cards}
        assert said.keys() <= {"place", "decision", "minorite", "qui", "assumee"}
        found[card] = {
            "way": said["place"],
            "decision": said.get("decision", ""),
            "minority": said.get("minorite", ""),
            "instead": said.get("qui", ""),
            "assumed": YES_NO[said.get("assumee", "non")],
        }
    return found


@cases(
    "attentes",
    "cartes les_autres orphelines a_debattre a_comparer comme_les_documents qui_le_fait reste",
)
def test_roles(case: dict[str, Any], catalog: Catalog) -> None:
    dossier = Dossier.model_validate({"expectations": placements(case, catalog)})
    placed = expectations(catalog, dossier)
    agreed = charter_of(catalog, placed)
    found = {
        "orphelines": placed.orphans,
        "a_debattre": placed.to_debate,
        "a_comparer": placed.to_compare,
        "comme_les_documents": [c for c in placed.placed if not c.debatable],
    }
    for key, cards in found.items():
        if key in case:
            ids = [c.card.id for c in cards]
            assert ids == case[key] if key == "a_comparer" else set(ids) == set(case[key]), key
    assert [c.card.task for c in placed.orphans] == list(agreed.orphans)
    lines = {
        line.task: line
        for line in (*agreed.will, *agreed.together, *agreed.wont, *agreed.undecided)
    }
    assert lines.keys() == {c.card.task for c in placed.placed}
    for card in placed.placed:
        line = lines[card.card.task]
        assert (line.decision, line.minority) == (card.decision, card.minority)
        if card.card.id in case.get("qui_le_fait", {}):
            assert line.who == case["qui_le_fait"][card.card.id]
    if "reste" in case:
        assert [plain(words) for words in agreed.left_to_do] == case["reste"]
        assert agreed.complete is (not case["reste"]), listing(agreed.left_to_do)


def test_a_debate_opens_once_all_its_cards_are_placed(catalog: Catalog) -> None:
    (frontier,) = (f for f in catalog.expectations.frontiers if f.id == "comptes-rendus")
    placed: dict[str, Any] = {"organiser-reunions": {"way": "coordinateur"}}
    (debate,) = expectations(catalog, Dossier(expectations=placed)).debates
    assert (debate.frontier, debate.unplaced) == (frontier, 1)
    placed["assurer-secretariat"] = {"way": "expert"}
    (debate,) = expectations(catalog, Dossier(expectations=placed)).debates
    assert (len(debate.cards), debate.unplaced) == (2, 0)


# --- what the browser sends -----------------------------------------------------------------------
def test_known_cards_and_ways_are_read(catalog: Catalog) -> None:
    sent = {"porter-equipe": "leaders", "connaitre-equipe": "ne-sait-pas"}
    placed = {"porter-equipe": Way.LEADERS, "connaitre-equipe": Way.UNKNOWN}
    for dossier in ("", "aa"):  # "": the page was opened before the dossier was made
        assert read({"number": 7, "dossier": dossier, "placed": sent}, catalog, "aa") == (7, placed)


def test_what_was_placed_in_another_dossier_stays_out_of_this_one(catalog: Catalog) -> None:
    sent = {"number": 7, "dossier": "bb", "placed": {"porter-equipe": "leaders"}}
    assert read(sent, catalog, "aa") == (0, {})


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "leaders",
        [],
        {},
        {"number": 7},
        {"number": 7, "placed": {"porter-equipe": "leaders"}},
        {"number": "7", "dossier": "", "placed": {"porter-equipe": "leaders"}},
        {"number": 7.5, "dossier": "", "placed": {"porter-equipe": "leaders"}},
        {"number": 7, "dossier": "", "placed": ["porter-equipe"]},
        {"number": 7, "dossier": None, "placed": {"porter-equipe": "leaders"}},
    ],
)
def test_what_our_page_cannot_have_sent_is_ignored(sent: Any, catalog: Catalog) -> None:
    assert read(sent, catalog, "aa") == (0, {})


def test_unknown_cards_and_ways_are_left_out(catalog: Catalog) -> None:
    sent = {
        "number": 7,
        "dossier": "aa",
        "placed": {
            "porter-equipe": "manager",
            "connaitre-equipe": ["leaders"],
            "rencontrer-membres": None,
            "carte-inconnue": "leaders",
            "regler-conflit": "expert",
        },
    }
    assert read(sent, catalog, "aa") == (7, {"regler-conflit": Way.EXPERT})


# --- the charter in the PDF -----------------------------------------------------------------------
def pdf_with(catalog: Catalog, **cards: dict[str, Any]) -> str:
    """Text of the PDF of a team that placed ``cards`` (« _ » for « - » in their names)."""
    placed = {name.replace("_", "-"): said for name, said in cards.items()}
    dossier = Dossier.model_validate({"expectations": placed})
    return text_of(roadmap_pdf(results(catalog, dossier, TODAY)))


def test_the_pdf_says_who_does_it_and_prints_minority_views(catalog: Catalog) -> None:
    text = pdf_with(
        catalog,
        porter_equipe={"way": "leaders", "instead": "Hélène"},
        assurer_secretariat={"way": "expert"},
        choisir_membres={"way": "leaders", "assumed": True},
        connaitre_equipe={"way": "coordinateur", "minority": "Anaïs, plus tard."},
        regler_conflit={"way": "coordinateur", "decision": "Une fois.", "minority": "Nadia, non."},
        prendre_decisions={"way": "coordinateur", "minority": "Youssef, jamais. " * 20},
    )
    for words in (
        "6 tâches placées sur 43. Pour terminer la charte : 37 cartes à placer, 1 décision à écrire et "
        "1 tâche sans personne.",
        "Porter l’équipe et son projet Hélène (leader)",
        "▲ Expert extérieur : à nommer",
        "Choisir qui fait partie de l’équipe Personne, et nous l’assumons",
        "▲ 1 tâche sans personne",
        "leurs missions Avis minoritaire : Anaïs, plus tard.",
        "Avis minoritaire : Nadia, non.",
        "Ce que nous décidons : ? à décider : une phrase Avis minoritaire : Youssef, jamais. Youssef",
    ):
        assert words in text
    assert "Aucune tâche orpheline" not in text


def test_the_pdf_says_that_no_task_is_an_orphan(catalog: Catalog) -> None:
    text = pdf_with(catalog, porter_equipe={"way": "leaders", "instead": "Hélène"})
    assert "✓ Aucune tâche orpheline" in text
    assert "Voir ▲ ci-dessus" not in text
    text = pdf_with(catalog, porter_equipe={"way": "ensemble"})
    assert "orpheline" not in text  # nothing is refused: there is nothing to say


def test_the_pdf_says_that_the_charter_is_complete(catalog: Catalog) -> None:
    everything = {
        card.id: {"way": card.agreeing[0], "instead": "Hélène"}
        for card in catalog.expectations.cards
    }
    assert "La charte est complète." in pdf_with(catalog, **everything)
