"""The budget page: an answer from three inputs, choices, scenarios, figures of one's own, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from premierspas.dossier import Dossier
from premierspas.dossier.changes import remove_scenario
from tests.pages.visit import Visit, plain, store
from ui import scenarios

SCENARIOS = {
    "a": {"name": "Seuls", "status": "cdi", "days_per_week": 1},
    "b": {"name": "Avec le FIR", "status": "prestataire", "startup_aid": 9000},
}


def visit_of(part: str = "", parameters: dict[str, str] | None = None, **fields: Any) -> Visit:
    key = store().create(Dossier.model_validate(fields)).key
    visit = Visit(key, "budget", **(parameters or {}))
    return visit.answer("budget-part", part) if part else visit


def answered(visit: Visit, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(visit.dossier.budget.main, name) for name in names)


# --- the answer -----------------------------------------------------------------------------------
def test_three_inputs_give_a_result() -> None:
    visit = Visit(page="budget").answer("budget-patients", 6000)
    visit.answer("budget-a-days_per_week", 2.0).answer("budget-a-status", "prestataire")
    # 96 jours × 350 € × 1,2 = 40 320 € par an ; ACI 24 850 € : il manque 15 470 €.
    assert "Prestataire, 2 jours par semaine : 3 360 €/mois (40 320 €/an)." in visit.text
    assert "il manque 1 289 €/mois (15 470 €/an)" in visit.text
    assert "les recettes paient 61 % du coût" in visit.text
    assert "24 850 €" in visit.text
    assert answered(visit, "days_per_week", "status") == (2.0, "prestataire")
    assert visit.dossier.team.patients == 6000


def test_an_untouched_page_says_what_it_counts_and_what_is_missing() -> None:
    visit = Visit(page="budget")
    assert "○ Choisissez un statut" in visit.text
    assert "à calculer : indiquez la patientèle" in visit.text
    assert "Ce que vous n’avez pas dit, et que nous supposons" in visit.text
    assert visit.key == ""


def test_the_version_and_the_reading_change_the_line() -> None:
    visit = visit_of("choix", team={"patients": 6000})
    visit.answer("budget-a-aci_version", "aci-2017").answer("budget-a-reading", "tranches")
    visit.answer("budget-part", "resultat")
    assert "14 350 €" in visit.text
    assert "24 850 €" not in visit.text
    visit.answer("budget-part", "choix").answer("budget-a-aci_version", "annee")
    visit.answer("budget-a-reading", "pro-rata").answer("budget-part", "resultat")
    assert "24 850 €" in visit.text
    assert answered(visit, "aci_version", "reading") == (None, "pro-rata")


def test_every_choice_is_kept() -> None:
    given: dict[str, Any] = {
        "figures": "mes-valeurs", "later_days_per_week": 2.0, "later_from_month": 7,
        "shared_days_per_week": 3.0, "days_per_year": 52, "horizon_years": 5, "position": 13,
        "executive": True, "employer": "sisa", "other_payroll_tax": 500.0,
        "micro_day_price": 300.0, "micro_charges_vat": True, "provider_day_price": 400.0,
        "hourly_indemnity": 60.0, "advance_minimum": True, "months_in_year": 6,
        "patients_growth": 200, "free_amount": 18000.0, "startup_aid": 5000.0,
        "contribution": 20.0, "contribution_months": 12, "other_funding": 1000.0,
        "opening_cash": 2500.0,
    }  # fmt: skip
    visit = visit_of("choix", team={"patients": 4000, "professionals": 10})
    for name, value in given.items():
        visit.answer(f"budget-a-{name}", value)
    visit.answer("budget-a-transport", 45.0)
    assert dict(zip(given, answered(visit, *given), strict=True)) == given
    assert visit.dossier.budget.main.extras == {"transport": 45.0}
    visit.answer("budget-a-transport", None)
    assert visit.dossier.budget.main.extras == {}


def test_patients_and_days_are_the_same_on_every_page() -> None:
    visit = Visit(page="equipe").answer("team-patients", 6000)
    visit.open("missions").answer("missions-part", "time").answer("missions-days", 1.5)
    visit.open("budget")
    assert visit.field("budget-patients").value == 6000
    assert visit.field("budget-a-days_per_week").value == 1.5


@pytest.mark.parametrize("part", ["resultat", "tresorerie", "statuts", "choix", "scenarios"])
@pytest.mark.parametrize("figures", ["support-origine", "references-2026", "mes-valeurs"])
def test_every_part_opens_with_every_set_of_figures(part: str, figures: str) -> None:
    scenario = {"figures": figures, "status": "indemnite", "later_days_per_week": 2}
    visit = visit_of(part, team={"patients": 4000}, budget={"scenarios": {"a": scenario}})
    assert len(visit.text) > 500


def test_the_table_of_the_document_keeps_its_signs() -> None:
    visit = visit_of("statuts")
    assert "+ 20 %" in visit.text


def test_sliders_move_the_same_answers() -> None:
    visit = visit_of("tresorerie", team={"patients": 4000, "professionals": 10})
    before = visit.text
    visit.answer("budget-a-slide-aid", 9000).answer("budget-a-slide-days", 2.0)
    visit.answer("budget-a-slide-contribution", 30).answer("budget-a-slide-opening", 2000)
    names = ("startup_aid", "days_per_week", "contribution", "opening_cash")
    assert answered(visit, *names) == (9000.0, 2.0, 30.0, 2000.0)
    assert visit.text != before


def test_the_time_can_be_said_in_etp() -> None:
    visit = visit_of("choix", budget={"scenarios": {"a": {"status": "cdi"}}})
    visit.answer("budget-a-etp", 0.3)
    assert answered(visit, "days_per_week") == (1.5,)
    assert visit.field("budget-a-days_per_week").value == 1.5
    visit.answer("budget-a-etp", 1.2)
    assert "Il faut entre 0,1 et 1 ETP" in visit.alerts
    assert answered(visit, "days_per_week") == (1.5,)
    visit.answer("budget-a-etp", None)
    assert answered(visit, "days_per_week") == (None,)


# --- refusals -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("budget-patients", 10_000_000, "une valeur au plus égale à 200 000"),
        ("budget-patients", -1, "une valeur au moins égale à 0"),
        ("budget-a-days_per_week", 9.0, "une valeur au plus égale à 5"),
        ("budget-a-days_per_week", 0.0, "une valeur au moins égale à 0,5"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field(field: str, value: float, reason: str) -> None:
    scenario = {"status": "cdi", "days_per_week": 1}
    visit = visit_of(team={"patients": 4000}, budget={"scenarios": {"a": scenario}})
    saved = visit.dossier
    visit.answer(field, value)
    assert f"▲ Cette réponse n’a pas été prise : il faut {reason}" in visit.alerts
    assert visit.dossier == saved
    assert visit.field(field).value == (4000 if "patients" in field else 1.0)
    visit.run()
    assert reason not in visit.alerts


@pytest.mark.parametrize(
    ("pay", "name", "value", "reason"),
    [
        ("gross", "gross_full_time", 1500.0, "moins que le SMIC"),
        ("gross", "gross_full_time", 4500.0, "plus que le plafond"),
        ("net", "net_wanted", 100.0, "moins que le SMIC"),
        ("position", "shared_days_per_week", 0.5, "Augmentez le poste entier"),
    ],
)
def test_a_pay_that_cannot_be_is_refused_with_its_reason(
    pay: str, name: str, value: float, reason: str
) -> None:
    visit = visit_of("choix", budget={"scenarios": {"a": {"pay": pay, "days_per_week": 1}}})
    visit.answer(f"budget-a-{name}", value)
    assert reason in visit.alerts
    assert answered(visit, name) == (None,)


# --- scenarios ------------------------------------------------------------------------------------
def test_a_duplicate_is_shown_and_changes_alone() -> None:
    visit = visit_of("scenarios", budget={"scenarios": {"a": SCENARIOS["a"]}})
    visit.click("Dupliquer")
    assert visit.field("budget-scenario").value == "b"
    visit.answer("budget-b-status", "prestataire").answer("scenario-b-name", "Plan B")
    found = visit.dossier.budget.scenarios
    assert (found["a"].status, found["b"].status) == ("cdi", "prestataire")
    assert (found["a"].name, found["b"].name) == ("Seuls", "Plan B")


def test_an_untouched_scenario_can_be_duplicated() -> None:
    visit = Visit(page="budget").answer("budget-part", "scenarios").click("Dupliquer")
    assert sorted(visit.dossier.budget.scenarios) == ["a", "b"]


def test_keep_fall_back_and_remove() -> None:
    visit = visit_of("scenarios", budget={"scenarios": SCENARIOS})
    visit.answer("budget-scenario", "b").click("En faire le repli")
    assert visit.dossier.budget.fallback == "b"
    visit.click("Garder celui-ci")
    assert (visit.dossier.budget.kept, visit.dossier.budget.fallback) == ("b", "a")
    visit.answer("budget-scenario", "a").click("Retirer", "Oui, le retirer")
    assert list(visit.dossier.budget.scenarios) == ["b"]
    assert "Prestataire" in visit.text


def test_two_scenarios_side_by_side() -> None:
    visit = visit_of("scenarios", team={"patients": 4000}, budget={"scenarios": SCENARIOS})
    assert "Comparer A · Seuls (gardé)" in visit.text
    assert "9 000 €" in visit.text  # what differs in their choices
    assert "1 680 €/mois" in visit.text


def test_a_copy_of_a_copy_is_named_after_the_first() -> None:
    visit = visit_of("scenarios", budget={"scenarios": {"a": SCENARIOS["a"]}})
    visit.click("Dupliquer").click("Dupliquer").click("Dupliquer")
    names = [scenario.name for scenario in visit.dossier.budget.scenarios.values()]
    assert names == ["Seuls", "Copie de Seuls", "Copie de Seuls (2)", "Copie de Seuls (3)"]


def test_no_scenario_too_many_and_the_page_says_why() -> None:
    visit = visit_of("scenarios", budget={"scenarios": {key: {} for key in "abcdefgh"}})
    assert "8 scénarios au plus" in visit.text
    assert next(b for b in visit.at.button if b.label == "Dupliquer").disabled


def test_the_scenario_on_screen_is_the_one_that_is_compared() -> None:
    three = SCENARIOS | {"c": {"name": "Trois"}}
    visit = visit_of("scenarios", team={"patients": 4000}, budget={"scenarios": three})
    assert "Comparer A · Seuls (gardé)" in visit.text
    visit.answer("budget-scenario", "c")
    assert "Comparer C · Trois" in visit.text
    assert visit.field("budget-compared-c").value == "a"  # the kept one
    visit.answer("budget-compared-c", "b")
    assert "9 000 €" in visit.text


def test_a_scenario_removed_in_another_window_does_not_come_back() -> None:
    visit = visit_of("scenarios", budget={"scenarios": SCENARIOS}).answer("budget-scenario", "b")
    store().change(visit.key, remove_scenario("b"))
    visit.answer("scenario-b-name", "Fantôme")
    assert list(visit.dossier.budget.scenarios) == ["a"]
    visit.run()
    assert "Fantôme" not in visit.text


def test_an_address_of_a_scenario_that_is_gone_says_so() -> None:
    visit = visit_of(parameters={scenarios.PARAMETER: "z"}, budget={"scenarios": SCENARIOS})
    assert "Ce scénario n’est plus là" in visit.alerts


def test_the_address_opens_a_part() -> None:
    visit = visit_of(parameters={"budget-part": "tresorerie"}, team={"patients": 4000})
    assert visit.field("budget-part").value == "tresorerie"
    visit = visit_of(parameters={"budget-part": "nimporte"}, team={"patients": 4000})
    assert visit.field("budget-part").value == "resultat"


def test_a_pay_below_the_smic_has_no_result() -> None:
    scenario = {"status": "cdi", "days_per_week": 1, "pay": "net", "net_wanted": 450}
    visit = visit_of(team={"patients": 4000}, budget={"scenarios": {"a": scenario}})
    assert "Une année pleine" in visit.text
    visit.answer("budget-a-days_per_week", 2.0)  # 450 € for two days are half as much a day
    assert "moins que le SMIC" in visit.alerts
    assert "Une année pleine" not in visit.text
    assert "✓ couvert" not in visit.text


def test_more_than_the_shared_post_is_refused_wherever_it_is_said() -> None:
    scenario = {"status": "cdi", "days_per_week": 1, "shared_days_per_week": 3}
    visit = visit_of("choix", budget={"scenarios": {"a": scenario}})
    visit.answer("budget-a-days_per_week", 3.5)
    assert "Augmentez le poste entier" in visit.alerts
    visit.answer("budget-a-later_days_per_week", 4.0)
    assert "Augmentez le poste entier" in visit.alerts
    visit.answer("budget-part", "tresorerie").answer("budget-a-slide-days", 3.5)
    assert "Augmentez le poste entier" in visit.alerts
    assert answered(visit, "days_per_week", "later_days_per_week") == (1, None)
    visit.answer("budget-a-slide-days", 3.0)
    assert answered(visit, "days_per_week") == (3.0,)


def test_the_number_of_professionals_is_asked_where_it_counts() -> None:
    scenario = {"status": "prestataire", "contribution": 20}
    visit = visit_of("tresorerie", team={"patients": 4000}, budget={"scenarios": {"a": scenario}})
    visit.answer("budget-professionals", 10)
    assert visit.dossier.team.professionals == 10
    visit.answer("budget-part", "resultat")
    assert "n’est pas comptée" not in visit.text


def test_a_statut_without_a_price_in_the_slides_is_said() -> None:
    scenario = {"figures": "support-origine", "status": "indemnite"}
    visit = visit_of(team={"patients": 4000}, budget={"scenarios": {"a": scenario}})
    assert "Le Diaporama ne chiffre pas le statut" in visit.text


def test_the_address_opens_a_scenario() -> None:
    visit = visit_of(parameters={scenarios.PARAMETER: "b"}, budget={"scenarios": SCENARIOS})
    assert visit.field("budget-scenario").value == "b"
    visit = visit_of(parameters={scenarios.PARAMETER: "z"}, budget={"scenarios": SCENARIOS})
    assert visit.field("budget-scenario").value == "a"


def test_a_name_is_shown_as_it_was_typed() -> None:
    hostile = {**SCENARIOS["a"], "name": "**gras** [lien](http://exemple.fr)"}
    visit = visit_of("scenarios", budget={"scenarios": {"a": hostile, "b": SCENARIOS["b"]}})
    assert "http://exemple.fr" in visit.text


def test_the_note_is_kept_and_a_patient_in_it_warns() -> None:
    visit = Visit(page="budget").answer("budget-part", "scenarios")
    visit.answer("budget-note", "Mme Durand est diabétique.")
    assert "aucune donnée de patient" in visit.alerts
    assert visit.dossier.budget.note == "Mme Durand est diabétique."


# --- the figures ----------------------------------------------------------------------------------
def test_a_figure_shows_its_history_its_source_and_its_date() -> None:
    visit = Visit(page="chiffres")
    assert "Points fixes : 1 000 points · ? à vérifier" in visit.text
    assert "700 points" in visit.text
    assert "Guide des indicateurs de l’ACI (avenant 1), p. 20-22" in visit.text
    assert "relu le 22 novembre 2026" in visit.text


def test_an_own_value_counts_once_the_team_says_so() -> None:
    visit = visit_of(team={"patients": 4000}, budget={"scenarios": {"a": SCENARIOS["a"]}})
    visit.open("chiffres").answer("own-aci-valeur-du-point", 8.0)
    assert visit.dossier.budget.own_values == {"aci-valeur-du-point": 8.0}
    assert "votre valeur" in visit.text
    # 2 700 points × 1 € de plus = 2 700 €
    assert "votre valeur : + 2 700 € par an" in visit.text
    assert "Elles ne comptent que dans « Mes valeurs »" in visit.text
    visit.click("Les compter dans")
    assert answered(visit, "figures") == ("mes-valeurs",)
    visit.open("budget")
    assert "21 600 €" in visit.text
    visit.open("chiffres").answer("own-aci-valeur-du-point", None)
    assert visit.dossier.budget.own_values == {}


def test_an_absurd_own_value_is_refused() -> None:
    visit = Visit(page="chiffres").answer("own-aci-mois-solde", 13.0)
    assert "il faut entre 1 (janvier) et 12 (décembre)" in visit.alerts
    assert visit.key == ""


def test_every_subject_opens() -> None:
    visit = Visit(page="chiffres")
    for place in map(str, range(7)):
        visit.answer("figures-topic", place)
        assert plain(visit.at.header[-1].value)
