"""The budget in the PDF: the answer, the account, the scenarios, and what every figure rests on."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.report import roadmap_pdf
from premierspas.report.view_model import ReportView, view_of
from premierspas.results import results

CATALOG = shipped_catalog()
TODAY = date(2026, 11, 22)
TEAM = {
    "patients": 4000,
    "professionals": 10,
    "arrival": "2027-01-15",
    "aci_signature": "2027-09-01",
}
# 48 days at 350 € and 20 % of VAT: 20 160 € a year, 1 680 € a month, and nothing comes in.
NOTHING_COMES = {"status": "prestataire", "free_amount": 0, "opening_cash": 1000}


def dossier(
    scenario: dict[str, Any] | None = None, *, team: dict[str, Any] = TEAM, **budget: Any
) -> Dossier:
    scenarios = {"a": scenario or {"status": "cdi", "days_per_week": 1}}
    return Dossier.model_validate(
        {"team": team, "budget": {"scenarios": scenarios | budget.pop("others", {}), **budget}}
    )


def view(found: Dossier) -> ReportView:
    return view_of(results(CATALOG, found, TODAY))


def plain(text: str) -> str:
    return " ".join(text.split())


def reader(found: Dossier) -> PdfReader:
    return PdfReader(io.BytesIO(roadmap_pdf(results(CATALOG, found, TODAY))), strict=True)


def printed(found: Dossier) -> str:
    """The pages of the budget, every space an ordinary one."""
    pages = reader(found).pages
    first, end = budget_pages(found)
    return plain(" ".join(page.extract_text() for page in pages[first : end + 1]))


def budget_pages(found: Dossier) -> tuple[int, int]:
    """The first page of the budget, and that where the next section begins."""
    document = reader(found)
    sections = [entry for entry in document.outline if not isinstance(entry, list)]
    places = [document.get_destination_page_number(entry) or 0 for entry in sections]
    rank = next(i for i, s in enumerate(sections) if plain(s.title or "").startswith("Budget"))
    return places[rank], places[rank + 1]


# --- the account ----------------------------------------------------------------------------------
def test_the_account_says_when_it_goes_below_zero_and_what_to_ask() -> None:
    """1 000 € and 1 680 € a month to pay: − 680 € in January 2027, 59 480 € missing after 3 years."""
    text = printed(dossier(NOTHING_COMES))
    assert (
        "passe sous zéro en janvier 2027 et ne se rétablit pas : il manque 59 500 € en 3 ans"
        in text
    )
    assert "▲ Au plus bas : − 59 480 € en décembre 2029" in text
    assert "En caisse avant le premier mois : 1 000 €." in text


def test_the_year_table_holds_every_flow_and_the_balance() -> None:
    # The FIR comes once; 20 € from each of 10 professionals make 2 400 € a year.
    more = {"startup_aid": 5000, "contribution": 20, "other_funding": 600}
    text = printed(dossier(NOTHING_COMES | more))
    for row in (
        "janvier 2027 à décembre 2027 20 160 € 0 € 5 000 € 2 400 € 600 € ▲ −11 160 €",
        "janvier 2028 à décembre 2028 20 160 € 0 € 0 € 2 400 € 600 € ▲ −28 320 €",
        "janvier 2029 à décembre 2029 20 160 € 0 € 0 € 2 400 € 600 € ▲ −45 480 €",
    ):
        assert row in text


def test_the_curve_is_the_account_and_its_alternative_says_it() -> None:
    cash = view(dossier(NOTHING_COMES)).money.cash
    assert cash.balances[:2] == (-680, -2360)
    assert cash.balances[cash.lowest] == min(cash.balances)
    assert len(cash.prudent) == len(cash.balances) == 36
    assert cash.first_aci is None
    assert cash.message in cash.alt
    assert cash.lowest_in_words in cash.alt


def test_the_first_payment_of_the_aci_is_marked() -> None:
    # Signed in September 2027: the advance comes two months later, the 11th month of 2027.
    assert view(dossier()).money.cash.first_aci == 10
    assert "premier versement de l’ACI" in printed(dossier())
    assert "premier versement de l’ACI" not in printed(dossier(NOTHING_COMES))


def test_without_patients_the_account_says_that_the_aci_is_left_out() -> None:
    text = printed(dossier(team={}))
    assert "Sans l’ACI (patientèle à indiquer), la trésorerie passe sous zéro" in text
    assert "La patientèle n’est pas indiquée : aucun versement de l’ACI n’est compté." in text


# --- side by side ---------------------------------------------------------------------------------
def test_every_statut_has_its_column() -> None:
    money = view(dossier()).money
    assert money.statuses == (
        "→ Salarié en CDI (choisi)",
        "Salarié en CDD",
        "Auto-entrepreneur",
        "Prestataire",
        "Indemnité d’un membre de l’équipe",
    )
    assert {len(values) for _, values in money.compared} == {5}
    text = printed(dossier())
    for label, values in money.compared:
        assert plain(label) in text
        assert plain(values[0]) in text


def test_the_diaporama_has_four_statuts_and_its_date() -> None:
    money = view(dossier({"status": "cdi", "figures": "support-origine"})).money
    assert len(money.statuses) == len(money.bars) == 4
    assert "2018-2019" in money.cost.note
    assert "2018-2019" not in view(dossier()).money.cost.note


def test_both_readings_have_their_break_even() -> None:
    # 20 160 € are 2 880 points: 1 880 beyond the fixed ones, 4 000 × 1 880 / 1 700 = 4 423.5 patients.
    text = printed(dossier({"status": "prestataire"}))
    assert "au prorata des patients 4 424 patients" in text
    assert "par tranche entière 8 000 patients" in text


def test_the_fallback_stands_beside_what_the_team_keeps() -> None:
    other = {"name": "Sans aide", "status": "prestataire", "days_per_week": 0.5}
    kept = {"name": "Avec aide", "status": "cdi", "startup_aid": 8000}
    text = printed(dossier(kept, others={"b": other}, fallback="b"))
    assert "A · Avec aide (gardé) B · Sans aide (repli)" in text
    assert "Statut Salarié en CDI Prestataire" in text
    assert "Coût par mois 582 à 674 €/mois 840 €/mois" in text
    assert "Choix : Temps payé 1 jour par semaine (0,2 ETP) 0,5 jour par semaine (0,1 ETP)" in text
    assert "Choix : Aide au démarrage (FIR) 8 000 €" in text
    assert "Choix : Cadre" not in text  # nobody said anything of it
    assert "celui de repli" not in printed(dossier(kept, others={"b": other}))


def test_the_eight_rows_of_the_diaporama_are_those_of_the_statut() -> None:
    text = printed(dossier({"status": "prestataire"}))
    assert "Prestataire : ce que dit le Diaporama (non daté, chiffres de 2018-2019)" in text
    rows = CATALOG.status["prestataire"].rows
    for name, label in CATALOG.statuses.row_labels:
        assert plain(f"{label} {getattr(rows, name).text}") in text
    ours = printed(dossier({"status": "indemnite"}))
    assert "notre ajout, sur les mêmes huit lignes" in ours
    assert "ce que dit le Diaporama (" not in ours


# --- what the figures rest on ---------------------------------------------------------------------
def test_figures_have_their_base_their_reference_and_their_dates() -> None:
    text = printed(dossier())
    assert "relus le 22/11/2026 sauf mention" in text
    assert "Points fixes = 1 000 points (par an, sans condition de patientèle)" in text
    assert "Guide des indicateurs de l’ACI (avenant 1), p. 20-22, depuis le 01/01/2022" in text
    assert "TVA = 20 % (du prix hors taxes)" in text


def test_what_must_be_confirmed_says_so() -> None:
    rows = view(dossier()).money.figures
    doubtful = next(r for r in rows if r.figures[0].startswith("Positionnement 11 ="))
    assert "Dernière grille connue : 1er janvier 2024" in plain(doubtful.to_check)
    sure = next(r for r in rows if r.figures[0].startswith("TVA ="))
    assert sure.to_check == ""
    assert "? à vérifier : Dernière grille connue : 1er janvier 2024" in printed(dossier())


def test_figures_of_the_team_are_said_to_be_its_own() -> None:
    own = dossier(
        {"status": "prestataire", "figures": "mes-valeurs"}, own_values={"prestataire-jour": 400}
    )
    text = printed(own)
    assert "Prix d’une journée de prestataire = 400 €/jour au lieu de 350 €/jour" in text
    assert "valeur de l’équipe" in text
    assert "valeur de l’équipe" not in printed(dossier())


def test_what_was_said_is_apart_from_what_was_not() -> None:
    money = view(dossier({"status": "cdi", "opening_cash": 900})).money
    assert any(plain(said) == "Argent en caisse au départ : 900 €" for said in money.said)
    assert not any("caisse" in default for default in money.defaults)
    assert any(default.startswith("Employeur : une association. ") for default in money.defaults)


def test_alerts_of_the_chosen_statut_only_or_of_all() -> None:
    assert "requalifié" not in printed(dossier())
    assert "Salarié en CDI : 7 h par semaine" in printed(dossier())
    assert "de l’ACI : avant le 1er mars 2028." in printed(dossier())
    undecided = printed(dossier({"days_per_week": 1}))
    assert "Auto-entrepreneur : Un seul client" in undecided
    assert "Salarié en CDI et Salarié en CDD : 7 h par semaine" in undecided


# --- the synthesis, and the room it takes ---------------------------------------------------------
def test_the_synthesis_shows_the_same_figures() -> None:
    report = view(dossier())
    assert report.synthesis.figures[2:] == (report.money.income, report.money.cost)


def test_the_ars_is_asked_for_what_is_missing_and_only_then() -> None:
    asked = plain(dict(view(dossier()).synthesis.asks)["ARS"])
    assert "Nous aider à passer le creux de trésorerie (octobre 2027) : 6 200 € à" in asked
    rich = plain(
        dict(view(dossier({"status": "cdi", "opening_cash": 90_000})).synthesis.asks)["ARS"]
    )
    assert "creux" not in rich


@pytest.mark.parametrize(
    "found",
    [
        Dossier(),
        dossier(),
        dossier({"status": "indemnite", "horizon_years": 5}),
        dossier({"status": "cdi", "figures": "support-origine"}),
    ],
    ids=["empty", "references", "five years", "diaporama"],
)
def test_the_budget_stays_short(found: Dossier) -> None:
    first, end = budget_pages(found)
    assert end - first <= 4
