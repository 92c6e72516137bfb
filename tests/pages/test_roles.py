"""The page on roles: what it hides, what it saves, what the charter makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from premierspas.content import shipped_catalog
from premierspas.content.models import Card, Way
from premierspas.dossier import Dossier
from premierspas.expectations import expectations
from tests.pages.visit import Visit, plain, store

CATALOG = shipped_catalog()
CARDS = CATALOG.expectations.cards


def visit_with(part: str, **cards: dict[str, Any]) -> Visit:
    """A part of the page of a team that placed ``cards`` (« _ » for « - » in their names)."""
    placed = {name.replace("_", "-"): said for name, said in cards.items()}
    dossier = Dossier.model_validate({"expectations": placed})
    return Visit(store().create(dossier).key, "attentes").answer("card-part", part)


def sent_to_the_browser(visit: Visit) -> str:
    """Everything that the page sends, what only our components read included."""
    protos = [getattr(element, "proto", None) for element in visit._elements()]
    data = [json.loads(proto.json) for proto in protos if getattr(proto, "json", "")]
    return plain("\n".join(map(str, (*protos, *data, visit.text))))


# --- what it hides --------------------------------------------------------------------------------
HALF = {card.id: {"way": "leaders"} for card in CARDS[::2]}


def betraying(card: Card) -> list[str]:
    """What tells how the sources see ``card``; a quote that is in the task itself tells nothing."""
    words = (card.source_view, card.explanation, card.quote)
    return [plain(text) for text in words if text not in card.task]


def everything_sent(part: str) -> str:
    visit = visit_with(part, **HALF)
    text = sent_to_the_browser(visit)
    if part == "sort":
        visit.answer("card-view", "list")
        for theme in CATALOG.expectations.themes:
            text += sent_to_the_browser(visit.answer("card-theme", theme.id))
    if part == "compare":
        for debate in expectations(CATALOG, visit.dossier).debates:
            text += sent_to_the_browser(visit.answer("card-topic", debate.frontier.topic))
        text += sent_to_the_browser(visit.answer("card-topic", "Les autres cartes"))
    return text


@pytest.mark.parametrize("part", ["sort", "compare", "who", "charter"])
def test_nothing_betrays_a_card_that_is_not_placed(part: str) -> None:
    text = everything_sent(part)
    for card in CARDS[1::2]:
        assert (plain(card.task) in text) is (part == "sort")
        for words in betraying(card):
            assert words not in text, card.id


def test_what_the_sources_say_is_shown_once_the_card_is_placed() -> None:
    text = everything_sent("compare")
    for card in CARDS[::2]:
        assert plain(card.source_view) in text, card.id
    assert plain(CARDS[0].source_view) not in everything_sent("sort")


def test_both_sides_wait_for_all_the_cards_of_a_point() -> None:
    (frontier,) = (f for f in CATALOG.expectations.frontiers if f.id == "comptes-rendus")
    one = {"organiser_reunions": {"way": "leaders"}}
    visit = visit_with("compare", **one)
    assert "Placez encore 1 carte sur ce sujet" in visit.text
    assert plain(frontier.other_side.text) not in visit.text
    visit = visit_with("compare", **one, assurer_secretariat={"way": "expert"})
    for words in (frontier.one_side.text, frontier.other_side.text, frontier.question):
        assert plain(words) in visit.text
    assert "Source : Diaporama d’atelier, Un coordinateur n’est pas…" in visit.text


# --- sort -----------------------------------------------------------------------------------------
def test_a_card_is_placed_and_taken_back_in_the_list() -> None:
    visit = Visit(page="attentes").answer("card-view", "list")
    visit.answer("card-porter-equipe", Way.EXPERT)
    assert visit.says_saved
    assert visit.dossier.expectations["porter-equipe"].way is Way.EXPERT
    visit.answer("card-porter-equipe", None)
    assert visit.dossier.expectations["porter-equipe"].way is None


def test_every_theme_leads_to_the_next_and_the_last_to_comparing() -> None:
    visit = Visit(page="attentes").answer("card-view", "list")
    themes = CATALOG.expectations.themes
    visit.answer("card-theme", themes[0].id).click(f"Suite : {plain(themes[1].label)}")
    assert visit.field("card-theme").value == themes[1].id
    visit.answer("card-theme", themes[-1].id).click("Suite : Comparer")
    assert visit.field("card-part").value == "compare"


# --- compare and decide ---------------------------------------------------------------------------
def test_before_any_card_the_page_says_how_to_begin() -> None:
    assert "Placez d’abord vos cartes" in visit_with("compare").text
    assert "Aucune carte n’est confiée" in visit_with("who").text
    assert "Placez vos premières cartes" in visit_with("charter").text


def test_three_columns_and_the_words_for_a_difference() -> None:
    visit = visit_with(
        "compare",
        porter_equipe={"way": "coordinateur"},
        connaitre_equipe={"way": "ne-sait-pas"},
        se_former_outils={"way": "coordinateur"},
    )
    for title in ("Nous disons", "Différence", "Les documents disent"):
        assert title in visit.text
    assert "▲ Oui. Selon notre lecture des documents : leader(s) ou ensemble." in visit.text
    assert "? Pas encore d’avis. Selon notre lecture des documents : coordinateur." in visit.text
    assert "▲ 2 cartes attendent votre décision" in visit.text
    assert "✓ Comme les documents : 1 carte" in visit.text


def test_decision_and_minority_are_saved_and_end_the_debate() -> None:
    visit = visit_with("compare", porter_equipe={"way": "coordinateur"})
    visit.answer("card-decision-porter-equipe", "La première année seulement.")
    visit.answer("card-minority-porter-equipe", "Nadia préfère les leaders.")
    assert visit.says_saved
    saved = visit.dossier.expectations["porter-equipe"]
    assert (saved.decision, saved.minority) == (
        "La première année seulement.",
        "Nadia préfère les leaders.",
    )
    assert "✓ Chaque carte à débattre a sa décision" in visit.text


def test_points_where_the_documents_pull_both_ways_come_first() -> None:
    visit = visit_with(
        "compare",
        porter_equipe={"way": "coordinateur"},
        regler_conflit={"way": "coordinateur"},
    )
    topics = [plain(topic) for topic in visit.field("card-topic").options]
    assert topics == ["▲ Les conflits", "▲ Les autres cartes"]
    visit.click("Suite : Les autres cartes")
    assert visit.field("card-decision-porter-equipe").value == ""
    visit.click("Suite : Qui le fait alors ?")
    assert visit.field("card-part").value == "who"


# --- who does it ----------------------------------------------------------------------------------
def test_a_task_is_an_orphan_until_somebody_is_named_or_nobody_is_assumed() -> None:
    visit = visit_with(
        "who", porter_equipe={"way": "leaders"}, assurer_secretariat={"way": "expert"}
    )
    assert "▲ 2 tâches sans personne" in visit.alerts
    visit.answer("card-instead-porter-equipe", "Hélène")
    assert "▲ 1 tâche sans personne" in visit.alerts
    visit.answer("card-assumed-assurer-secretariat", True)
    assert "sans personne" not in visit.alerts
    assert "✓ Aucune tâche orpheline sur 2 cartes placées" in visit.text
    saved = visit.dossier.expectations
    assert saved["porter-equipe"].instead == "Hélène"
    assert saved["assurer-secretariat"].assumed


def test_no_orphan_is_said_without_reserve_once_every_card_is_placed() -> None:
    everything = {card.id: {"way": "ensemble"} for card in CARDS}
    everything["porter-equipe"] = {"way": "leaders", "instead": "Hélène"}
    text = visit_with("who", **everything).text
    assert "✓ Aucune tâche orpheline." in text


# --- the charter ----------------------------------------------------------------------------------
def test_the_charter_shows_who_does_it_and_both_sentences() -> None:
    visit = visit_with(
        "charter",
        connaitre_equipe={"way": "coordinateur", "decision": "Un café avec chacun."},
        definir_leaders={"way": "ensemble", "minority": "Nadia, non."},
        porter_equipe={"way": "leaders", "instead": "Hélène"},
        assurer_secretariat={"way": "expert"},
        choisir_membres={"way": "leaders", "assumed": True},
        fixer_horaires={"way": "ne-sait-pas"},
    )
    text = visit.text.replace("*", "")
    for words in (
        "Décision. Un café avec chacun.",
        "Avis minoritaire. Nadia, non.",
        "Porter l’équipe et son projet → Hélène (leader)",
        "Assurer le secrétariat, administratif et médical → Expert extérieur : à nommer",
        "Choisir qui fait partie de l’équipe → Personne, et nous l’assumons",
        "Pour la terminer : 37 cartes à placer, 1 carte sur « ne sait pas » et 1 tâche sans personne",
    ):
        assert words in text
    titles = [plain(h.value) for h in visit.at.header]
    assert titles == [
        "✓ Le coordinateur fera",
        "→ Il fera avec l’équipe",
        "✗ Il ne fera pas : qui le fait alors ?",
        "? À décider",
    ]


def test_a_complete_charter_says_so() -> None:
    everything = {c.id: {"way": c.agreeing[0], "instead": "Hélène"} for c in CARDS}
    assert "✓ La charte est complète" in visit_with("charter", **everything).text


def test_markup_in_what_the_team_typed_stays_text() -> None:
    hostile = "![x](https://example.org/x.png)"
    visit = visit_with(
        "charter", porter_equipe={"way": "leaders", "instead": hostile, "decision": hostile}
    )
    shown = "\n".join(element.value for element in visit.at.markdown)
    assert hostile not in shown
    assert shown.count(r"\!\[x\]\(https\://example\.org/x\.png\)") == 2


@pytest.mark.parametrize("people", [3, 4])
def test_how_the_members_placed_a_card_is_shown_from_four(people: int) -> None:
    card = "prendre-decisions"  # the sources do not give it to the coordinator
    members = {f"m-{i}": {"expectations": {card: "leaders"}} for i in range(people)}
    dossier = Dossier.model_validate(
        {"expectations": {card: {"way": "coordinateur"}}, "members": members}
    )
    visit = Visit(store().create(dossier).key, "attentes").answer("card-part", "compare")
    assert ("Vos membres : ✓ accord (Leader(s) : 4)" in visit.text) is (people == 4)
    assert ("Vos membres" in visit.text) is (people == 4)
