"""The facilitator runs a workshop, the wall follows, decisions land in the dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from premierspas.dossier.model import CardPlacement, Vote
from premierspas.storage import Held, WorkshopStore
from premierspas.storage.workshops import Given
from premierspas.workshop.model import Workshop
from tests.pages.visit import Visit, store
from ui import live

CARD = "attentes.regler-conflit"


def workshops() -> WorkshopStore:
    return WorkshopStore.beside(store())


def held_by(visit: Visit) -> Held:
    """The workshop as the database holds it."""
    return workshops().by_secret(visit.at.query_params[live.SECRET_PARAMETER])


def phones(held: Held, answers: Iterable[Mapping[str, str]], first: int = 0) -> None:
    """What each phone answers, by question, in the current round."""
    workshop = held.workshop
    for number, given in enumerate(answers, first):
        assert all(
            workshops().keep(
                [
                    Given(
                        held.id,
                        held.version,
                        f"phone-{number}",
                        key,
                        workshop.asked[key].round,
                        value,
                    )
                    for key, value in given.items()
                ]
            )
        )


def stage(visit: Visit, label: str) -> Visit:
    """Go on until the stage of this name."""
    while visit.title != label:
        visit.click("Suite :")
    return visit


def project(visit: Visit, screen: str) -> Visit:
    return visit.answer("wall-screen", screen)


def wall(held: Held) -> Visit:
    return Visit(page="projecteur", code=held.code)


@pytest.fixture
def facilitator(key_of) -> Visit:
    """A workshop of two hours, under way, of a complete dossier."""
    visit = Visit(key_of("equipe_complete"), "atelier").click("Créer l’atelier")
    return visit.click("Commencer l’atelier")


def test_a_workshop_is_made_and_open_for_answers_alone(key_of) -> None:
    visit = Visit(key_of("equipe_complete"), "atelier").click("Créer l’atelier")
    held = held_by(visit)
    assert held.workshop.started_at is None
    assert len(held.workshop.open_questions) == 12
    assert held.code in visit.text
    assert "Réponses données avant l’atelier : 0 personne" in visit.text.replace("**", "")
    assert "atelier=" not in visit.text  # the secret is in the address only


def test_without_a_dossier_one_is_made() -> None:
    visit = Visit(page="atelier").click("Créer l’atelier")
    assert visit.key
    assert held_by(visit).workshop.team == ""


def test_a_lost_link_is_found_again_from_the_dossier(facilitator: Visit) -> None:
    again = Visit(facilitator.key, "atelier")
    assert "→ en cours" in again.text
    again.click("Reprendre cet atelier")
    assert held_by(again) == held_by(facilitator)
    assert again.title == "Accueil"


def test_a_wrong_link_opens_nothing_and_says_so(key_of) -> None:
    wrong = {live.SECRET_PARAMETER: "x" * 32}
    visit = Visit(key_of("equipe_complete"), "atelier", **wrong)
    assert "Ce lien n’ouvre aucun atelier" in visit.alerts
    assert visit.title == "Décider ensemble, en direct"


def test_the_facilitator_s_link_alone_opens_the_dossier_too(facilitator: Visit) -> None:
    secret = facilitator.at.query_params[live.SECRET_PARAMETER]
    visit = Visit(page="atelier", **{live.SECRET_PARAMETER: secret})
    assert (visit.title, visit.key) == ("Accueil", facilitator.key)


def test_a_workshop_never_writes_in_another_dossier(facilitator: Visit, key_of) -> None:
    other = key_of("equipe_partielle")
    facilitator.at.query_params["dossier"] = other
    facilitator.run()
    assert "celui d’un autre dossier" in facilitator.alerts
    assert not [b for b in facilitator.at.button if b.label.startswith("Suite")]
    facilitator.click("Ouvrir son dossier")
    assert facilitator.title == "Accueil"
    assert facilitator.key != other


def test_leaving_a_rehearsal_leaves_its_workshop(key_of) -> None:
    key = key_of("equipe_complete")
    visit = Visit(key, "atelier").click("Répéter seul").click("Commencer l’atelier")
    visit.click("Revenir à notre dossier")
    visit.open("atelier")
    assert visit.key == key
    assert (
        "celui d’un autre dossier" in visit.alerts or visit.title == "Décider ensemble, en direct"
    )


# --- from answers to a decision -------------------------------------------------------------------
def test_from_silent_answers_to_a_recorded_decision(facilitator: Visit) -> None:
    stage(facilitator, "Tri silencieux").click("Ouvrir le vote")
    phones(
        held_by(facilitator),
        [{CARD: "coordinateur"}] * 5 + [{CARD: "leaders"}] * 4 + [{CARD: "expert"}] * 2,
    )
    stage(facilitator, "Mise en commun")
    assert not held_by(facilitator).workshop.open_questions  # moving on closes
    assert "Coordinateur (5)" not in facilitator.text
    facilitator.click("Lever le rideau")
    assert "Coordinateur (5)" in facilitator.text
    assert "▲ clivé" in facilitator.text

    facilitator.click("Revoter")
    phones(held_by(facilitator), [{CARD: "leaders"}] * 9 + [{CARD: "expert"}] * 2)
    facilitator.click("Lever le rideau")
    assert "Leader(s) 4 → 9" in facilitator.text

    facilitator.answer(f"draft-{CARD}-who", "Hélène, médecin")
    facilitator.answer(f"draft-{CARD}-sentence", "Hélène écoute, un médiateur vient si besoin.")
    facilitator.answer(f"draft-{CARD}-minority", "Deux d’entre nous voudraient un expert d’emblée.")
    facilitator.click("Acter")
    dossier = facilitator.dossier
    assert dossier.expectations["regler-conflit"] == CardPlacement(
        way="leaders",
        decision="Hélène écoute, un médiateur vient si besoin.",
        minority="Deux d’entre nous voudraient un expert d’emblée.",
        instead="Hélène, médecin",
    )
    decision = dossier.decisions[CARD]
    assert (decision.value, decision.who) == ("Leader(s)", "Hélène, médecin")
    assert [(v.round, v.people, v.word) for v in decision.votes] == [
        (1, 11, "clivé"),
        (2, 11, "accord"),
    ]
    assert "✓ Actée" in facilitator.text
    assert "✓ Décidé : Leader(s) : Hélène, médecin" in wall(held_by(facilitator)).text

    shown = Visit(facilitator.key, "attentes").text
    assert "Acté en atelier (1)" in shown
    assert "Tour 2, 11 réponses, accord" in shown


def test_a_decision_being_typed_survives_another_browser(facilitator: Visit) -> None:
    stage(facilitator, "Tri silencieux").click("Ouvrir le vote")
    phones(held_by(facilitator), [{CARD: "leaders"}] * 4)
    stage(facilitator, "Mise en commun").click("Lever le rideau")
    facilitator.answer(f"draft-{CARD}-sentence", "Une phrase commencée")
    other = Visit(
        facilitator.key, **{live.SECRET_PARAMETER: facilitator.at.query_params["atelier"]}
    )
    other.open("atelier")
    assert other.field(f"draft-{CARD}-sentence").value == "Une phrase commencée"


@pytest.mark.parametrize("people", [1, 3])
def test_under_four_answers_nothing_is_shown_anywhere(facilitator: Visit, people: int) -> None:
    stage(facilitator, "Tri silencieux").click("Ouvrir le vote")
    phones(held_by(facilitator), [{CARD: "expert"}] * people)
    stage(facilitator, "Mise en commun").click("Lever le rideau")
    assert "Expert extérieur (" not in facilitator.text
    assert "Rien n’est montré en dessous de 4 réponses" in facilitator.alerts
    on_the_wall = wall(held_by(facilitator)).text
    assert "Mener une médiation" not in on_the_wall
    facilitator.click("Projeter cette question")
    assert "Rien n’est montré" in wall(held_by(facilitator)).text
    facilitator.answer(f"draft-{CARD}-option", "expert").click("Acter")
    assert facilitator.dossier.decisions[CARD].votes == ()


def test_a_room_without_phones_is_counted_by_hand(facilitator: Visit) -> None:
    stage(facilitator, "Tri silencieux").click("Ouvrir le vote")
    facilitator.answer(f"hands-{CARD}-1-leaders", 6)
    facilitator.answer(f"hands-{CARD}-1-expert", 1)
    stage(facilitator, "Mise en commun").click("Lever le rideau")
    assert "Leader(s) (6)" in facilitator.text
    facilitator.click("Acter")
    [vote] = facilitator.dossier.decisions[CARD].votes
    assert isinstance(vote, Vote)
    assert vote.people == 7


def test_words_wait_for_the_facilitator(facilitator: Visit) -> None:
    stage(facilitator, "Ouverture").click("Ouvrir le vote")
    said = ["du lien", "du lien", "du temps", "un gros mot", "Du lien"]
    phones(held_by(facilitator), [{"mot": word} for word in said])
    assert "du lien" not in wall(held_by(facilitator)).text
    facilitator.click("Lever le rideau")
    assert "du lien (3 fois)" in facilitator.text
    assert "du lien" not in wall(held_by(facilitator)).text
    facilitator.answer("word-mot-0-du lien", True)
    on_the_wall = wall(held_by(facilitator)).text
    assert "du lien × 3" in on_the_wall
    assert "gros mot" not in on_the_wall


def test_points_become_missions_of_the_first_months(facilitator: Visit) -> None:
    stage(facilitator, "Missions").click("Ouvrir le vote")
    phones(
        held_by(facilitator),
        [{"missions": "organiser-reunions:60 tenir-calendrier:40"}] * 3
        + [{"missions": "suivre-budget:100"}],
    )
    facilitator.click("Lever le rideau").click("Acter")
    missions = facilitator.dossier.missions
    for kept in ("organiser-reunions", "tenir-calendrier", "suivre-budget"):
        assert (missions[kept].kept, missions[kept].when) == (True, "six-premiers-mois")
    assert facilitator.dossier.decisions["missions"].votes[0].people == 4


def test_profile_budget_and_actions_land_where_they_belong(facilitator: Visit) -> None:
    stage(facilitator, "Profil").click("Ouvrir le vote")
    facilitator.click("Ouvrir le vote")
    phones(held_by(facilitator), [{"profil": "externe", "poids": "autonomie:100"}] * 4)
    facilitator.click("Lever le rideau").click("Lever le rideau")
    facilitator.answer("draft-profil-fallback", "interne")
    facilitator.click("Acter")
    facilitator.field("act-profil").click()
    facilitator.run()
    profile = facilitator.dossier.profile
    assert (profile.verdict, profile.fallback) == ("externe", "interne")
    assert profile.weights["autonomie"] == 100

    stage(facilitator, "Feuille de route").click("Ouvrir le vote")
    action = next(iter(held_by(facilitator).workshop.open_questions))
    phones(held_by(facilitator), [{action: "je-prends"}] + [{action: "pas-moi"}] * 4)
    facilitator.click("Lever le rideau")
    assert "Je prends" in facilitator.text
    facilitator.answer(f"draft-{action}-who", "Nadia")
    facilitator.click("Acter")
    assert facilitator.dossier.actions[action.partition(".")[2]].owner == "Nadia"


# --- running --------------------------------------------------------------------------------------
def test_every_screen_can_be_projected(facilitator: Visit) -> None:
    projected = set()
    while True:
        workshop = held_by(facilitator).workshop
        for screen in facilitator_screens(workshop):
            project(facilitator, screen)
            shown = wall(held_by(facilitator))
            assert shown.at.title, screen
            projected.add(screen)
        if not [b for b in facilitator.at.button if b.label.startswith("Suite")]:
            break
        facilitator.click("Suite :")
    assert len(projected) == 13


def facilitator_screens(workshop: Workshop) -> tuple[str, ...]:
    """The screens of the current stage, as the content says."""
    from premierspas.content import shipped_catalog

    assert workshop.current is not None
    return (*shipped_catalog().stage[workshop.current.stage].screens, "accueil", "decisions")


def test_twenty_minutes_late_says_what_to_shorten(facilitator: Visit) -> None:
    stage(facilitator, "Pause")
    held = held_by(facilitator)

    def an_hour_and_twenty_ago(workshop: Workshop) -> Workshop:
        start = datetime.now(UTC) - timedelta(minutes=80)
        return workshop.changed(
            started_at=start, created_at=start, began={"pause": datetime.now(UTC)}
        )

    workshops().change(held.id, an_hour_and_twenty_ago)
    facilitator.run()
    assert "25 minutes de retard" in facilitator.text
    assert "Missions : 6 min au lieu de 12" in facilitator.text
    facilitator.click("Raccourcir ainsi")
    minutes = {s.stage: s.minutes for s in held_by(facilitator).workshop.plan.stages}
    assert (minutes["missions"], minutes["profil"], minutes["budget"]) == (6, 6, 10)
    assert (minutes["feuille-de-route"], minutes["engagement"]) == (11, 7)


def test_the_frigo_keeps_a_subject_in_the_dossier(facilitator: Visit) -> None:
    [field] = [t for t in facilitator.at.text_input if t.label == "À reprendre plus tard"]
    field.set_value("Le parking")
    facilitator.click("Mettre au frigo")
    assert held_by(facilitator).workshop.parked == ("Le parking",)
    assert facilitator.dossier.parked == ("Le parking",)
    stage(facilitator, "Pause")
    assert "Le parking" in wall(held_by(facilitator)).text
    facilitator.click("Retirer : Le parking")
    assert facilitator.dossier.parked == ()


def test_the_end_closes_what_is_open_and_can_be_taken_back(facilitator: Visit) -> None:
    stage(facilitator, "Ouverture").click("Ouvrir le vote")
    facilitator.click("Terminer l’atelier", "Oui, terminer")
    assert facilitator.title == "L’atelier est terminé"
    assert not held_by(facilitator).workshop.open_questions
    facilitator.click("Rouvrir l’atelier")
    assert facilitator.title == "Ouverture"


def test_a_rehearsal_answers_by_itself_and_leaves_the_dossier_alone(key_of) -> None:
    key = key_of("equipe_complete")
    before = store().open(key)
    visit = Visit(key, "atelier").click("Répéter seul")
    visit.click("Commencer l’atelier")
    stage(visit, "Ouverture").click("Ouvrir le vote")
    for _ in range(4):
        visit.run()
    visit.click("Lever le rideau")
    assert "Tout projeter" in visit.text
    stage(visit, "Profil").click("Ouvrir le vote")
    for _ in range(5):
        visit.run()
    visit.click("Lever le rideau").click("Acter")
    assert store().open(key) == before
    assert visit.dossier.demonstration


# --- the wall -------------------------------------------------------------------------------------
def test_the_wall_asks_for_a_code_and_refuses_a_wrong_one() -> None:
    assert "Le code de l’atelier" in Visit(page="projecteur").text
    assert Visit(page="projecteur", code="AAAAAA").title == "Ce code n’ouvre aucun atelier"
    assert Visit(page="projecteur", code="<script>").title == "Ce code n’ouvre aucun atelier"


def test_the_wall_never_carries_a_secret(facilitator: Visit) -> None:
    shown = wall(held_by(facilitator))
    secrets = (facilitator.key, facilitator.at.query_params["atelier"])
    assert not any(secret in shown.text for secret in secrets)
    assert not any(secret in str(shown.at.query_params) for secret in secrets)


def test_everything_is_fine_before_the_workshop() -> None:
    visit = Visit(page="verification")
    assert "L’enregistrement" in visit.text
    assert "une réponse est écrite et relue" in visit.text
    assert "Les polices du PDF" in visit.text


# --- the facilitator's own agenda -----------------------------------------------------------------
def test_the_agenda_is_hers_to_change(key_of) -> None:
    visit = Visit(key_of("equipe_complete"), "atelier").click("Créer l’atelier")
    visit.answer("plan-budget", 25).answer("plan-pause", 0)
    visit.answer("plan-cards", ["regler-conflit", "tenir-comptabilite"])
    plan = held_by(visit).workshop.plan
    minutes = {s.stage: s.minutes for s in plan.stages}
    assert minutes["budget"] == 25
    assert "pause" not in minutes
    assert plan.cards == ("regler-conflit", "tenir-comptabilite")
    visit.answer("plan-add", "taches").click("Ajouter")
    stages = [s.stage for s in held_by(visit).workshop.plan.stages]
    assert stages.index("abaque") < stages.index("taches") < stages.index("missions")
    visit.click("Commencer l’atelier")
    stage(visit, "Tri silencieux").click("Ouvrir le vote")
    assert len(held_by(visit).workshop.open_questions) == 2


def test_half_a_day_asks_everything(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"), "atelier").answer("workshop-template", "demi-journee")
    visit.click("Créer l’atelier")
    assert len(held_by(visit).workshop.open_questions) == 31
    visit.click("Commencer l’atelier")
    stage(visit, "Nos tâches aujourd’hui").click("Ouvrir le vote")
    task = next(iter(held_by(visit).workshop.waited_for))
    phones(held_by(visit), [{task: "not-at-ease"}] * 5)
    visit.click("Lever le rideau")
    project(visit, "abaque")
    assert "■ 5 en tête" in wall(held_by(visit)).text
    visit.click("Acter")
    assert visit.dossier.tasks[task.partition(".")[2]] == "not-at-ease"
