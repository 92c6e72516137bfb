"""The profile page: points, readings corrected, statut, verdict, support."""

from __future__ import annotations

import pytest

from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from tests.pages.visit import Visit, plain, store

CRITERIA = [c.id for c in shipped_catalog().profile_texts.criteria]


def visit_of(part: str, **fields: object) -> Visit:
    """A visitor of one part of the page, on a dossier with ``fields``."""
    key = store().create(Dossier.model_validate(fields)).key if fields else ""
    return Visit(key, "profil").answer("profile-part", part)


def test_the_three_profiles_come_first_and_the_parts_follow() -> None:
    visit = Visit(page="profil")
    catalog = shipped_catalog()
    for profile in catalog.profile_texts.profiles:
        for point in (*profile.speeds_up, *profile.slows, *profile.asks):
            assert plain(point.text) in visit.text
    visit.click("Suite : Dire ce qui compte")
    assert visit.field(f"weight-{CRITERIA[0]}").value is None
    visit.click("Suite : Décider")
    assert visit.field("profile-verdict").value is None
    assert visit.key == ""  # looking around writes nothing


def test_points_advice_and_sensitivity() -> None:
    visit = visit_of("peser").answer("weight-rythme", 70)
    assert "Il reste 30 points à répartir" in visit.text
    visit.answer("weight-accompagnement", 30)
    assert "Vos 100 points sont répartis" in visit.text
    assert (
        "Le choix change pour « Coordinateur expérimenté » si « Avance au rythme de l’équipe » compte "
        "moins de 50 % (aujourd’hui 70 %)."
    ) in visit.text
    assert visit.dossier.profile.weights == {"rythme": 70, "accompagnement": 30}
    visit.answer("weight-rythme", 30)
    assert "sont à égalité aujourd’hui" in visit.text
    assert "Le choix change" not in visit.text
    visit.answer("weight-duree", 50)
    assert "10 points de trop" in visit.text


def test_the_rest_is_spread_in_one_click() -> None:
    visit = visit_of("peser").answer("weight-rythme", 40).click("Répartir le reste")
    assert visit.dossier.profile.weights == dict.fromkeys(CRITERIA, 10) | {"rythme": 40}
    assert visit.field("weight-cout").value == 10
    assert "Vos 100 points sont répartis" in visit.text
    assert not [b for b in visit.at.button if b.label.startswith("Répartir")]


def test_a_reading_is_corrected_marked_and_given_back() -> None:
    visit = visit_of("peser")
    assert visit.field("score-autonomie-interne").value == 1
    assert "Notre lecture : moyen." in visit.text
    assert "votre lecture" not in visit.text.lower()
    visit.answer("score-autonomie-interne", 3)
    assert visit.dossier.profile.scores == {"autonomie": {"interne": 3}}
    assert "Votre lecture : fort." in visit.text
    assert "fort (votre lecture)" in visit.text
    visit.answer("score-autonomie-interne", 1)  # ours again
    assert visit.dossier.profile.scores == {}
    assert "votre lecture" not in visit.text.lower()


@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_reading_stands_beside_its_reason_and_source(criterion: str) -> None:
    catalog = shipped_catalog()
    visit = visit_of("peser").answer("profile-criterion", criterion)
    for reading in catalog.profile_criterion[criterion].readings:
        assert visit.field(f"score-{criterion}-{reading.profile}").value == reading.level
        assert plain(reading.reason) in visit.text
        assert plain(catalog.cite(reading.sources)) in visit.text


def test_all_our_readings_come_back_in_one_click() -> None:
    edited = {"autonomie": {"interne": 3}, "cout": {"externe": 0, "interne": 0}}
    visit = visit_of("peser", profile={"weights": {"cout": 50}, "scores": edited})
    visit.click("Revenir à toutes nos lectures")
    assert visit.dossier.profile.scores == {}
    assert visit.dossier.profile.weights == {"cout": 50}
    assert not [b for b in visit.at.button if "nos lectures" in b.label]


def test_the_teams_reading_changes_the_advice() -> None:
    visit = visit_of("peser", profile={"weights": {"cout": 100}})
    assert "le profil « Professionnel externe » répond le mieux" in visit.text
    visit.answer("profile-criterion", "cout").answer("score-cout-interne", 3)
    assert "le profil « Professionnel de santé interne » répond le mieux" in visit.text


def test_the_team_decides_with_or_against_the_advice() -> None:
    visit = visit_of("decider", profile={"weights": {"cout": 100}})
    assert "L’outil conseille, l’équipe décide." in visit.text
    visit.answer("profile-verdict", "interne").answer("profile-fallback", "experimente")
    visit.answer("profile-reason", "Elle connaît déjà tout le monde.")
    profile = visit.dossier.profile
    assert (profile.verdict, profile.fallback) == ("interne", "experimente")
    assert profile.reason == "Elle connaît déjà tout le monde."


def test_the_statut_that_goes_with_the_verdict() -> None:
    visit = visit_of("decider", budget={"scenarios": {"a": {"status": "auto-entrepreneur"}}})
    assert "Professionnel de santé interne, auto-entrepreneur" not in visit.text
    visit.answer("profile-verdict", "interne")
    assert "▲ Professionnel de santé interne, auto-entrepreneur : risqué." in visit.text
    visit = visit_of("decider", profile={"verdict": "interne"})
    assert "Choisissez un statut sur la page Budget" in visit.text
    for entry in shipped_catalog().profile_texts.compatibilities:
        assert plain(entry.reason) in visit.text


def test_the_support_of_the_verdict_against_the_days_paid() -> None:
    two_days = {"scenarios": {"a": {"days_per_week": 2}}}
    visit = visit_of("decider", profile={"verdict": "externe"}, budget=two_days)
    assert "soit 7 semaines de coordination à 2 jours par semaine" in visit.text
    folded = [plain(e.label) for e in visit.at.expander]
    assert "Professionnel externe" not in folded  # its plan is open
    assert {"Professionnel de santé interne", "Coordinateur expérimenté"} <= set(folded)
    visit.answer("profile-fallback", "experimente")
    assert "Coordinateur expérimenté (à défaut)" in [plain(e.label) for e in visit.at.expander]


def test_a_reason_about_a_patient_warns_and_is_kept() -> None:
    visit = visit_of("decider").answer("profile-reason", "Mme Durand est diabétique.")
    assert "aucune donnée de patient" in visit.alerts
    assert visit.field("profile-reason").value == "Mme Durand est diabétique."
    visit.answer("profile-reason", "Rien de particulier.")
    assert "aucune donnée de patient" not in visit.alerts
