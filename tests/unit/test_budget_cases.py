"""The budget, case by case: figures of ``tests/cas/`` computed by hand, never by the code."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from premierspas.budget import Budget, StatusBalance, budget, budgets
from premierspas.budget.aci import READINGS, AciRule
from premierspas.budget.cash import CENTS, CashMonth, aci_payments
from premierspas.budget.figures import Figures
from premierspas.budget.money import MONTHS
from premierspas.budget.salary import payroll_tax, payroll_tax_due
from premierspas.budget.sensitivity import effect_of_figure
from premierspas.budget.situation import Situation
from premierspas.content import Catalog
from premierspas.dossier import Dossier
from tests.unit.cases import TODAY, YES_NO, cases, plain

# What a case may say of the team, of the scenario, and of the figures that the team replaces.
TEAM = {"patients": "patients", "professionnels": "professionals"}
SCENARIO = {
    "jeu": "figures", "statut": "status", "jours": "days_per_week", "jours_par_an": "days_per_year",
    "debut": "start", "jours_ensuite": "later_days_per_week", "ensuite_mois": "later_from_month",
    "jours_du_poste": "shared_days_per_week", "positionnement": "position",
    "brut_temps_plein": "gross_full_time", "net_voulu": "net_wanted", "cadre": "executive",
    "employeur": "employer", "autres": "other_payroll_tax", "tva": "micro_charges_vat",
    "frais": "extras", "version": "aci_version", "lecture": "reading",
    "signature": "aci_signature", "montant_libre": "free_amount", "mois_comptes": "months_in_year",
    "croissance": "patients_growth", "minimum": "advance_minimum", "aide_demarrage": "startup_aid",
    "aide": "startup_aid", "aide_le": "startup_aid_on", "participation": "contribution",
    "participation_mois": "contribution_months", "autre_financement": "other_funding",
    "caisse": "opening_cash", "duree": "horizon_years",
}  # fmt: skip
PRICE = {
    "auto-entrepreneur": "micro_day_price",
    "prestataire": "provider_day_price",
    "indemnite": "hourly_indemnity",
}
OWN = {
    "mutuelle": "mutuelle", "part_employeur": "mutuelle-part-employeur",
    "delai": "aci-delai-avance", "mois_avance": "aci-mois-avance", "mois_solde": "aci-mois-solde",
    "part_avance": "aci-avance",
}  # fmt: skip
# At a hundredth of a cent, or at half of one where the case is written to the cent.
EXACT, TO_THE_CENT = 0.0005, 0.0051


def dossier_of(case: dict[str, Any], **scenario: Any) -> Dossier:
    """The team and the scenario of a case; ``scenario``: what the case does not need to say."""
    said = {SCENARIO[k]: YES_NO.get(v, v) if isinstance(v, str) else v
            for k, v in case.items() if k in SCENARIO}  # fmt: skip
    if "brut_temps_plein" in case:
        said["pay"] = "gross"
    if "net_voulu" in case:
        said["pay"] = "net"
    if "prix" in case:
        said[PRICE[case["statut"]]] = case["prix"]
    own = {OWN[k]: v for k, v in case.items() if k in OWN}
    if own:
        said["figures"] = "mes-valeurs"
    return Dossier.model_validate(
        {
            "team": {TEAM[k]: v for k, v in case.items() if k in TEAM},
            "budget": {"scenarios": {"a": scenario | said}, "own_values": own},
        }
    )


def budget_of(catalog: Catalog, case: dict[str, Any], **scenario: Any) -> Budget:
    return budget(catalog, dossier_of(case, **scenario), TODAY)


def chosen(found: Budget) -> StatusBalance:
    assert found.chosen is not None
    return found.chosen


def steps(status: StatusBalance) -> dict[str, float]:
    return {step.label: step.amount for step in status.cost.explained.steps}


def situation_of(catalog: Catalog, case: dict[str, Any], **scenario: Any) -> Situation:
    dossier = dossier_of(case, **scenario)
    return Situation.of(catalog, dossier, dossier.budget.main, TODAY)


# --- what comes in --------------------------------------------------------------------------------
@cases("aci", "version annee patients lecture euros_par_an")
def test_the_line(case: dict[str, Any], catalog: Catalog) -> None:
    start = date(case.get("annee", 2027), 3, 1)
    found = budget_of(catalog, case, start=start)
    assert found.line is not None
    assert found.line.amount.central == pytest.approx(case["euros_par_an"], abs=EXACT)
    assert found.line.amount.low == found.line.amount.high == found.line.amount.central
    total = sum(step.amount for step in found.line.steps)
    assert total == pytest.approx(case["euros_par_an"], abs=EXACT)


@cases(
    "aci_versements",
    "signature debut annees patients croissance lecture version montant_libre mois_comptes minimum "
    "delai mois_avance mois_solde part_avance prudent versements",
)
def test_when_the_line_is_paid(case: dict[str, Any], catalog: Catalog) -> None:
    situation = situation_of(
        catalog, {"patients": 4000} | case, start=date(2027, 1, 1),
        horizon_years=case.get("annees", 3),
    )  # fmt: skip
    prudent = YES_NO[case.get("prudent", "non")]
    last = situation.start.replace(year=situation.start.year + situation.scenario.horizon_years)
    paid: dict[str, float] = {}
    for payment in aci_payments(situation, prudent=bool(prudent)):
        if payment.euros and situation.start <= payment.month < last:
            month = f"{payment.month:%Y-%m}"
            paid[month] = paid.get(month, 0) + payment.euros
    assert paid == pytest.approx(case["versements"])
    # The account shows the same, month by month.
    if not prudent:
        months = budget(catalog, dossier_of(
            {"patients": 4000} | case, start=date(2027, 1, 1), horizon_years=case.get("annees", 3),
        ), TODAY).shown.cash.months  # fmt: skip
        shown = {f"{m.month:%Y-%m}": m.aci / CENTS for m in months if m.aci}
        assert shown == pytest.approx(case["versements"])


# --- what goes out --------------------------------------------------------------------------------
@cases(
    "support_origine",
    "statut jours autres_choix par_mois par_an au_milieu net etapes patients version lecture ligne",
)
def test_the_table_of_the_slides(case: dict[str, Any], catalog: Catalog) -> None:
    more: dict[str, Any] = {}
    if "autres_choix" in case:
        more = {
            "position": 15, "executive": True, "employer": "sisa", "days_per_year": 52,
            "extras": {"transport": 50, "equipement": 900}, "micro_day_price": 999,
        }  # fmt: skip
    dossier = dossier_of(case, figures="support-origine", start=date(2027, 1, 1), **more)
    if "autres_choix" in case:
        own = dossier.budget.changed(own_values={"so-cdi-bas": 1, "so-cdd": 50})
        dossier = dossier.changed(budget=own)
    found = budget(catalog, dossier, TODAY)
    assert [s.status.id for s in found.statuses] == [
        "cdi",
        "cdd",
        "auto-entrepreneur",
        "prestataire",
    ]
    if "ligne" in case:
        assert found.line is not None
        assert found.line.amount.central == pytest.approx(case["ligne"], abs=EXACT)
        return
    cost = chosen(found).cost
    assert [cost.amount.monthly_low, cost.amount.monthly_high] == pytest.approx(case["par_mois"])
    assert [cost.amount.low, cost.amount.high] == pytest.approx(case["par_an"])
    assert cost.amount.central == pytest.approx(case.get("au_milieu", sum(case["par_an"]) / 2))
    assert cost.net is not None
    assert [cost.net.monthly_low, cost.net.monthly_high] == pytest.approx(case["net"])
    assert cost.once == 0
    if "etapes" in case:
        assert [step.amount for step in cost.explained.steps] == pytest.approx(case["etapes"])


@cases(
    "salaire",
    "statut jours positionnement brut_temps_plein net_voulu cadre mutuelle part_employeur "
    "jours_du_poste etapes cout_par_mois net_par_mois refus",
)
def test_an_employee(case: dict[str, Any], catalog: Catalog) -> None:
    status = chosen(budget_of(catalog, case))
    cost = status.cost
    if "cout_par_mois" in case:
        amount, expected = cost.amount, case["cout_par_mois"]
        assert amount.monthly_central == pytest.approx(expected, abs=TO_THE_CENT)
        assert amount.monthly_low == pytest.approx(expected * 0.95, abs=TO_THE_CENT)
        assert amount.monthly_high == pytest.approx(expected * 1.10, abs=2 * TO_THE_CENT)
        assert cost.net is not None
        assert cost.net.monthly_central == pytest.approx(case["net_par_mois"], abs=TO_THE_CENT)
    shown = steps(status)
    for label, amount in case.get("etapes", {}).items():
        assert shown[label] == pytest.approx(amount, abs=TO_THE_CENT), label
    if "statut" in case and "etapes" in case and "jours_du_poste" not in case:
        assert shown.keys() - case["etapes"].keys() <= {"Taxe sur les salaires"}
    refusal = plain(status.situation.pay_problem)
    assert case.get("refus", "") in refusal
    assert bool(case.get("refus")) is bool(refusal)


@cases(
    "taxe_sur_les_salaires",
    "salaire total employeur autres statut positionnement jours jours_du_poste cadre taxe mots "
    "cout_par_mois",
)
def test_payroll_tax(case: dict[str, Any], catalog: Catalog) -> None:
    figures = Figures(catalog, TODAY)
    if "salaire" in case:
        assert payroll_tax(figures, case["salaire"]) == pytest.approx(case["taxe"], abs=EXACT)
        return
    if "total" in case:
        association = case["employeur"] == "association"
        due = payroll_tax_due(figures, case["total"], association=association)
        assert due == pytest.approx(case["taxe"], abs=EXACT)
        return
    status = chosen(budget_of(catalog, {"statut": "cdi"} | case))
    (step,) = (s for s in status.cost.explained.steps if s.label == "Taxe sur les salaires")
    assert step.amount * MONTHS == pytest.approx(case["taxe"], abs=EXACT)
    assert case.get("mots", "") in plain(step.words)
    if "cout_par_mois" in case:
        central = status.cost.amount.monthly_central
        assert central == pytest.approx(case["cout_par_mois"], abs=EXACT)


@cases(
    "independants",
    "statut jours jours_par_an prix tva frais cout net une_fois etapes alerte pas_d_alerte",
)
def test_people_who_invoice(case: dict[str, Any], catalog: Catalog) -> None:
    status = chosen(budget_of(catalog, case))
    amount, net = status.cost.amount, status.cost.net
    assert [amount.low, amount.central, amount.high] == pytest.approx(case["cout"], abs=EXACT)
    found = "inconnu" if net is None else [net.low, net.central, net.high]
    if net is None:
        assert found == case["net"]
        assert status.net_in_words == "à vérifier"
    else:
        assert found == pytest.approx(case["net"], abs=EXACT)
    assert status.cost.once == case.get("une_fois", 0)
    shown = steps(status)
    for label, expected in case.get("etapes", {}).items():
        assert shown[label] == pytest.approx(expected, abs=EXACT), label
    alerts = plain(" ".join(alert.text for alert in status.alerts))
    assert case.get("alerte", "") in alerts
    assert case.get("pas_d_alerte", "rien de tel") not in alerts


# --- one against the other ------------------------------------------------------------------------
@cases(
    "solde",
    "patients jours statut montant_libre aide_demarrage autre_financement professionnels "
    "participation participation_mois reste manque manque_au_milieu jours_payes couvert couverture symbole "
    "par_professionnel peut_manquer mots",
)
def test_a_full_year(case: dict[str, Any], catalog: Catalog) -> None:
    found = budget_of(
        catalog, case, figures="support-origine", aci_version="avenant-1", reading="pro-rata"
    )
    if "peut_manquer" in case:
        assert found.may_lack is YES_NO[case["peut_manquer"]]
    if "statut" not in case:
        assert found.chosen is None
        assert found.shown is found.statuses[0]
        return
    status = chosen(found)
    assert found.shown is status
    assert status.covered is YES_NO[case["couvert"]]
    for key, words in (
        ("couverture", status.coverage_in_words), ("symbole", status.balance_symbol),
        ("par_professionnel", status.per_professional_in_words), ("mots", status.balance_in_words),
    ):  # fmt: skip
        if key in case:
            assert plain(words) == case[key]
    if case["reste"] == "inconnu":
        assert (found.line, found.income, status.coverage) == (None, None, None)
        assert (status.balance, status.missing, status.days_covered) == (None, None, None)
        assert (status.per_professional, found.line_sentence, found.advance) == (None, "", "")
        return
    assert status.balance is not None
    assert [status.balance.low, status.balance.high] == pytest.approx(case["reste"])
    missing = status.missing
    assert ([missing.low, missing.high] if missing else None) == case.get("manque")
    if missing and "manque_au_milieu" in case:
        assert missing.central == pytest.approx(case["manque_au_milieu"])
    if "jours_payes" in case:
        assert status.days_covered == pytest.approx(tuple(case["jours_payes"]))


@cases(
    "equilibre",
    "statut jours prix frais version patients montant_libre professionnels participation "
    "participation_mois autre_financement cout pro_rata tranches jours_pro_rata "
    "jours_par_tranches jours_payes mots",
)
def test_break_even(case: dict[str, Any], catalog: Catalog) -> None:
    found = budget_of(catalog, case, start=date(2027, 1, 1))
    status = chosen(found)
    if "cout" in case:
        assert status.cost.amount.central == pytest.approx(case["cout"], abs=EXACT)
    rule = AciRule.of(found.situation.points_on(2027))
    for reading, patients, in_days in (
        ("pro-rata", "pro_rata", "jours_pro_rata"),
        ("tranches", "tranches", "jours_par_tranches"),
    ):
        assert reading in READINGS
        if patients in case:
            needed, line, *before = case[patients]
            assert status.patients_needed(reading) == needed
            assert rule.yearly(needed, reading) == pytest.approx(line, abs=EXACT)
            if before:
                assert rule.yearly(needed - 1, reading) == pytest.approx(before[0], abs=EXACT)
        if in_days in case:
            expected = None if case[in_days] == "inconnu" else case[in_days]
            assert status.days_needed(reading) == pytest.approx(expected, abs=1e-5)
    if "jours_payes" in case:
        unknown = case["jours_payes"] == "inconnu"
        expected = None if unknown else pytest.approx(tuple(case["jours_payes"]), abs=1e-5)
        assert status.days_covered == expected
    if "mots" in case:
        assert plain(status.days_covered_in_words) == case["mots"]


# --- month by month -------------------------------------------------------------------------------
@cases(
    "tresorerie",
    "jeu statut jours patients professionnels debut signature caisse aide aide_le participation "
    "participation_mois autre_financement jours_ensuite ensuite_mois frais duree croissance soldes "
    "plus_bas premier_mois_sous_zero mois_sous_zero a_demander a_demander_prudent annees message "
    "avant_aci",
)
def test_the_account(case: dict[str, Any], catalog: Catalog) -> None:
    given: dict[str, Any] = {
        "statut": "prestataire", "jours": 1, "patients": 4000, "debut": date(2027, 1, 1),
        "signature": date(2027, 1, 15),
    } | case  # fmt: skip
    if given["signature"] == "aucune":
        del given["signature"]
    found = budget_of(catalog, given)
    status = chosen(found)
    cash = status.cash
    by_month = {f"{m.month:%Y-%m}": m for m in cash.months}
    assert len(by_month) == len(cash.months) == 12 * case.get("duree", 3)
    for month, balance in case.get("soldes", {}).items():
        assert by_month[month].balance == round(balance * CENTS), month
    if "plus_bas" in case:
        month, balance = case["plus_bas"]
        assert (f"{cash.lowest.month:%Y-%m}", cash.lowest.balance) == (
            month,
            round(balance * CENTS),
        )
    if "premier_mois_sous_zero" in case:
        assert in_words(cash.first_below) == case["premier_mois_sous_zero"]
    if "mois_sous_zero" in case:
        assert cash.months_below == case["mois_sous_zero"]
    if "a_demander" in case:
        assert cash.to_ask == pytest.approx(case["a_demander"])
        assert status.to_ask[0] == cash.to_ask
    if "a_demander_prudent" in case:
        assert status.to_ask[1] == pytest.approx(case["a_demander_prudent"])
    names = {"sort": "out", "aci": "aci", "aide": "aid", "participation": "contributions",
             "autre": "other"}  # fmt: skip
    if "annees" in case:
        for year, expected in zip(cash.years, case["annees"], strict=True):
            for key, name in names.items():
                if key in expected:
                    assert year.total(name) == round(expected[key] * CENTS), (year.first, key)
            assert year.balance == round(expected["solde"] * CENTS)
    if "message" in case:
        assert plain(status.cash_message) == case["message"]
    if "avant_aci" in case:
        assert plain(found.before_aci) == case["avant_aci"]


def in_words(month: CashMonth | None) -> str:
    return f"{month.month:%Y-%m}" if month else "jamais"


# --- what changes the result most -----------------------------------------------------------------
def effects(
    catalog: Catalog, case: dict[str, Any], **scenario: Any
) -> dict[str, tuple[float, float]]:
    given: dict[str, Any] = {
        "statut": "prestataire", "jours": 1, "patients": 4000, "debut": date(2027, 1, 1),
        "signature": date(2027, 6, 15),
    } | case  # fmt: skip
    found = chosen(budget_of(catalog, given, **scenario)).effects
    strengths = [max(abs(e.yearly), abs(e.to_ask)) for e in found]
    assert strengths == sorted(strengths, reverse=True)
    return {plain(e.label): (round(e.yearly, 2), round(e.to_ask, 2)) for e in found}


def test_effects_on_a_provider(catalog: Catalog) -> None:
    """Signed in June 2027: advance in August. 1 680 € a month; the lowest is March 2029:
    27 × 1 680 − 30 240 − 5 000 of aid = 10 120 €."""
    found = effects(catalog, {"aide": 5000, "aide_le": date(2027, 2, 1)})
    # 3 600 patients: 18 900 − 0.1 × 11 900 = 17 710. To March 2029, 1.6 lines: 1 904 more.
    assert found["10 % de patients en moins"] == (-1190, 1904)
    assert "La CPAM compte les patients par tranche entière" not in found  # 4 000 is one, exactly
    # At 2 520 € a month the lowest is the end: 36 × 2 520 − 49 140 − 5 000 = 36 580.
    assert found["1,5 jour par semaine au lieu de 1 jour"] == (-10080, 36580 - 10120)
    # Half a day: 27 × 840 − 30 240 < 0 in March 2029; July 2027: 7 × 840 − 5 000 = 880.
    assert found["0,5 jour par semaine au lieu de 1 jour"] == (10080, 880 - 10120)
    assert found["Journée 10 % plus chère"] == (-2016, 27 * 168)
    assert found["L’aide au démarrage n’arrive pas"] == (0, 5000)
    # Seven months of 2027: 18 900 × 7/12 = 11 025, so 7 875 less.
    assert found["L’année de la signature comptée sur 7 mois"] == (0, 7875)
    # In September: the advance comes in November, and October 2027 is lower, 10 × 1 680 − 5 000.
    assert found["L’ACI signé 3 mois plus tard"] == (0, 11800 - 10120)


def test_effects_on_other_statuts(catalog: Catalog) -> None:
    found = effects(catalog, {"statut": "cdi", "patients": 6000, "signature": date(2027, 12, 15)})
    # A position higher: (660.878 − 612.615) × 12.
    assert found["Positionnement 12 au lieu de 11"][0] == pytest.approx(-579.16, abs=0.01)
    # 6 000 patients are one whole tranche: 24 850 → 18 900.
    assert found["La CPAM compte les patients par tranche entière"][0] == -5950
    assert not any("plus chère" in label for label in found)
    found = effects(catalog, {"statut": "auto-entrepreneur"})
    assert found["Journée 10 % plus chère"][0] == -1320
    assert found["La personne facture la TVA"][0] == -2640
    assert effects(catalog, {"statut": "indemnite"})["Heure 10 % plus chère"][0] == -1680
    found = effects(catalog, {"statut": "cdi"}, figures="support-origine", position=11)
    assert not any("Position" in label or "plus chère" in label for label in found)
    found = effects(catalog, {"statut": "prestataire", "jours": 5, "patients": None})
    assert {label.split(" ")[0] for label in found} == {"4,5", "Journée"}


def test_more_days_are_paid_at_the_same_rate(catalog: Catalog) -> None:
    """450 € net for one day cost 811.176 € a month, of which 20 € of mutuelle whatever the time: half
    a day more is (811.1757 − 20) / 2 × 12 = 4 747.05 € a year."""
    case = {"statut": "cdi", "net_voulu": 450, "jours": 1}
    found = effects(catalog, case)["1,5 jour par semaine au lieu de 1 jour"]
    assert found[0] == pytest.approx(-4747.05, abs=0.02)


def test_effects_on_what_comes_in(catalog: Catalog) -> None:
    """Ten people at 50 € a month are 6 000 € a year. A gross 5 % higher, 2 600 → 2 730 €, costs what the
    budget of 2 730 € says."""
    case = {"statut": "cdi", "brut_temps_plein": 2600, "professionnels": 10, "participation": 50,
            "autre_financement": 1200, "croissance": -300}  # fmt: skip
    found = effects(catalog, case)
    assert found["Les professionnels ne participent pas"][0] == -6000
    assert found["L’autre financement n’arrive pas"][0] == -1200
    # Signed in 2027: the year compared is 2028, when 300 patients left, 300 / 4 000 × 1 700 × 7 €.
    assert found["Le nombre de patients ne change pas"][0] == 892.5
    dearer = chosen(budget_of(catalog, {"statut": "cdi", "brut_temps_plein": 2730, "jours": 1}))
    now = chosen(budget_of(catalog, {"statut": "cdi", "brut_temps_plein": 2600, "jours": 1}))
    more = dearer.cost.amount.central - now.cost.amount.central
    assert found["Salaire brut 5 % plus haut"][0] == pytest.approx(-more, abs=0.01)
    assert not any("Position" in label for label in found)
    assert "Les professionnels ne participent pas" not in effects(catalog, {"participation": 50})
    # A contribution that stops is in the cash, not in a full year.
    stops = effects(catalog, case | {"participation_mois": 6})
    assert stops["Les professionnels ne participent pas"][0] == 0


def effect_of(catalog: Catalog, name: str, own: dict[str, float], **case: Any) -> float:
    """What « 10 % of more » or the team's value of a figure does in a year."""
    dossier = dossier_of({"patients": 4000, "debut": date(2027, 1, 1)} | case)
    dossier = dossier.changed(budget=dossier.budget.changed(own_values=own))
    found = budget(catalog, dossier, TODAY)
    figure = Figures(catalog, TODAY, own).figure(name, TODAY)
    effect = effect_of_figure(found.situation, found.shown.status.id, figure)
    assert effect is not None
    return round(effect.yearly, 2)


def test_the_effect_of_a_figure_is_that_of_the_scenario(catalog: Catalog) -> None:
    # 10 % of 1 350 points of 2017, and not of the 1 700 of today: 135 × 7 = 945 €; 170 × 7 = 1 190 €.
    assert effect_of(catalog, "aci-points-par-tranche", {}, version="aci-2017") == 945
    assert effect_of(catalog, "aci-points-par-tranche", {}) == 1190
    # 350 € × 48 days × 2 points of VAT. The day price of the team counts in « Mes valeurs » only.
    price = {"prestataire-jour": 700.0}
    assert effect_of(catalog, "tva", price, statut="prestataire") == -336
    assert effect_of(catalog, "tva", price, statut="prestataire", jeu="mes-valeurs") == -672


def test_where_a_result_comes_from(catalog: Catalog) -> None:
    """18 900 € of ACI and 2 400 € of ten people at 20 €, less 20 160 €. Signed in June 2027: the
    lowest is before the balance of April 2028, after 15 months: 15 × 1 680 = 25 200 €, one advance of
    11 340 €, 15 × 200 € of the team, 1 000 € at the start."""
    case = {"statut": "prestataire", "jours": 1, "patients": 4000, "debut": date(2027, 1, 1),
            "signature": date(2027, 6, 15), "professionnels": 10, "participation": 20,
            "caisse": 1000}  # fmt: skip
    status = chosen(budget_of(catalog, case))
    assert status.explained_balance is not None
    assert [plain(words) for words in status.explained_balance.steps_in_words] == [
        "Ligne « coordination » de l’ACI : 18 900 €",
        "Participation des professionnels : 2 400 €",
        "Coût, au centre de la fourchette : −20 160 €",
        "En tout : 95 € par mois, 1 140 € par an",
    ]
    assert status.explained_lowest is not None
    lowest = status.explained_lowest
    assert plain(lowest.title) == "Argent en caisse en mars 2028, au plus bas"
    assert [step.amount for step in lowest.steps] == [1000, 11340, 3000, -25200]
    assert plain(lowest.steps_in_words[-1]) == "En tout : −9 860 €"
    assert status.explained_net is None  # the company pays its own way
    micro = chosen(budget_of(catalog, {"statut": "auto-entrepreneur", "jours": 1, "prix": 300}))
    assert micro.explained_net is not None  # 14 400 − 25.6 % − 0.2 %
    assert [step.amount for step in micro.explained_net.steps] == pytest.approx(
        [14400, -3686.4, -28.8]
    )


def test_the_net_of_a_shared_post_is_said_whole(catalog: Catalog) -> None:
    case = {"statut": "cdi", "positionnement": 12, "jours": 1}
    alone = plain(chosen(budget_of(catalog, case | {"jours": 4})).net_in_words)
    shared = plain(chosen(budget_of(catalog, case | {"jours_du_poste": 4})).net_in_words)
    assert alone == "1 584 €/mois"
    assert shared == "396 €/mois pour votre part (1 584 €/mois pour tout le poste)"
    provider = case | {"statut": "auto-entrepreneur", "jours_du_poste": 4}
    assert "tout le poste" not in chosen(budget_of(catalog, provider)).net_in_words


def test_the_range_is_said_as_it_is_counted(catalog: Catalog) -> None:
    dossier = dossier_of({"statut": "cdi", "jeu": "mes-valeurs"})
    dossier = dossier.changed(budget=dossier.budget.changed(own_values={"ecart-haut": 20}))
    cost = chosen(budget(catalog, dossier, TODAY)).cost
    assert cost.amount.high == pytest.approx(cost.amount.central * 1.2)
    assert "de − 5 % à + 20 %" in plain(cost.explained.remark)


def test_a_later_signature_is_no_gain_because_the_team_grows(catalog: Catalog) -> None:
    """November 2027 to February 2028: the year compared is 2029 for both, with the same patients."""
    case = {"croissance": 500, "signature": date(2027, 11, 15)}
    assert effects(catalog, case)["L’ACI signé 3 mois plus tard"][0] == 0


def test_a_tranche_of_ones_own_that_does_not_divide_the_threshold() -> None:
    """Tranches of 3 000 up to 8 000 patients: two whole ones below, then one more at 11 000:
    (1 000 + 2 × 1 700 + 1 100) × 7 = 38 500 €."""
    rule = AciRule(fixed=1000, below=1700, beyond=1100, tranche=3000, threshold=8000, point=7)
    assert rule.patients_for(38_500, "tranches") == 11_000


def test_effects_in_words(catalog: Catalog) -> None:
    given = {"statut": "prestataire", "jours": 1, "patients": 4000, "debut": date(2027, 1, 1),
             "signature": date(2027, 6, 15)}  # fmt: skip
    words = {plain(e.in_words) for e in chosen(budget_of(catalog, given)).effects}
    assert "10 % de patients en moins : − 1 190 € par an, 1 904 € de plus à prévoir" in words


# --- said in words --------------------------------------------------------------------------------
def test_the_line_in_words(catalog: Catalog) -> None:
    found = budget_of(catalog, {"patients": 4000, "debut": date(2027, 1, 1)})
    assert plain(found.line_sentence) == (
        "Avenant 1 de l’ACI (depuis 2022) : pour 4 000 patients, la ligne « coordination » de l’ACI "
        "vaut 18 900 € par an, lecture au prorata des patients."
    )
    # 60 % of 18 900.
    assert plain(found.advance) == (
        "60 % de cette ligne est versé en avance, soit 11 340 €. Le solde arrive vers avril de l’année "
        "suivante. Pour l’ensemble du socle, l’avance est d’au moins 12 000 € : il n’est pas compté ici."
    )
    least = budget_of(catalog, {"patients": 4000, "debut": date(2027, 1, 1), "minimum": True})
    assert "vous comptez ici ce minimum, 12 000 €" in plain(least.advance)
    origin = budget_of(catalog, {"patients": 4000, "jeu": "support-origine"})
    assert "ACI de 2017" in origin.line_sentence
    assert "14 350 € par an, lecture par tranche entière" in plain(origin.line_sentence)
    typed = budget_of(catalog, {"patients": 4000, "montant_libre": 12000})
    assert "Montant saisi par l’équipe" in typed.line_sentence
    assert "12 000 €/an" in plain(typed.line_sentence)


def test_the_line_says_its_steps(catalog: Catalog) -> None:
    line = budget_of(catalog, {"patients": 10000, "debut": date(2027, 1, 1)}).line
    assert line is not None
    assert [plain(words) for words in line.steps_in_words] == [
        "Part fixe : 1 000 points × 7 € = 7 000 €",
        "Patients jusqu’à 8 000 : 8 000 / 4 000 × 1 700 points × 7 € = 23 800 €",
        "Patients au-delà de 8 000 : 2 000 / 4 000 × 1 100 points × 7 € = 3 850 €",
        "En tout : 2 887,50 € par mois, 34 650 € par an",
    ]


def test_what_was_not_said_is_listed(catalog: Catalog) -> None:
    nothing = {default.label for default in budget_of(catalog, {}).defaults}
    assert {
        "Temps payé",
        "Premier mois payé",
        "Signature de l’ACI",
        "Lecture de la règle",
    } <= nothing
    said = budget_of(
        catalog,
        {"jours": 2, "debut": date(2027, 1, 1), "signature": date(2027, 6, 1), "lecture": "tranches",
         "prix": 300, "statut": "prestataire", "jours_par_an": 48, "caisse": 0, "participation": 0},
    )  # fmt: skip
    left = {default.label for default in said.defaults}
    assert left < nothing
    assert left.isdisjoint({
        "Temps payé", "Premier mois payé", "Signature de l’ACI", "Lecture de la règle",
        "Journée de prestataire", "Jours facturés", "Argent en caisse au départ",
        "Participation des professionnels",
    })  # fmt: skip


def value_of(found: Budget, label: str) -> str:
    return plain(next(s.value for s in found.settings if s.label == label))


def test_what_the_account_does_not_reach_is_said(catalog: Catalog) -> None:
    given = {"debut": date(2027, 1, 1), "jours": 1, "aide": 5000, "participation": 20}
    found = budget_of(catalog, given | {"jours_ensuite": 2, "ensuite_mois": 40,
                                        "aide_le": date(2031, 5, 2)})  # fmt: skip
    beyond = "2 jours par semaine à partir du 40e mois, au-delà des 3 ans regardés"
    assert value_of(found, "Temps payé ensuite") == beyond
    assert "au-delà des 3 ans regardés" in plain(found.shown.later_in_words)
    assert value_of(found, "Versement de l’aide") == "mai 2031, au-delà des 3 ans regardés"
    assert value_of(found, "Participation des professionnels") == (
        "20 € par mois et par personne, pas comptée : équipe non indiquée"
    )
    # Month 36 is the last of three years; an aid of before the first month is counted with it.
    found = budget_of(catalog, given | {"jours_ensuite": 2, "ensuite_mois": 36, "professionnels": 5,
                                        "aide_le": date(2026, 5, 2)})  # fmt: skip
    assert value_of(found, "Temps payé ensuite") == "2 jours par semaine à partir du 36e mois"
    assert "au-delà" not in found.shown.later_in_words
    assert value_of(found, "Versement de l’aide") == "janvier 2027"
    assert value_of(found, "Participation des professionnels") == "20 € par mois et par personne"


def test_what_the_team_said_is_no_default(catalog: Catalog) -> None:
    dossier = Dossier.model_validate(
        {"team": {"patients": 4000, "professionals": 7, "arrival": "2027-02-15"}}
    )
    found = budget(catalog, dossier, TODAY)
    said = {s.label: plain(s.value) for s in found.settings if not s.assumed}
    assert said["Patientèle"] == "4 000 patients"
    assert said["Équipe"] == "7 professionnels"
    assert said["Premier mois payé"] == "février 2027, l’arrivée souhaitée"


def test_patients_who_leave_are_said(catalog: Catalog) -> None:
    """Prestataire 1 day: 20 160 € a year. 4 600 patients bring (1 000 + 1 700 × 1.15) × 7 = 20 685 €: 525
    are left. Three years from January 2027, 300 fewer each: in 2029 they are 4 000, who bring 18 900 €:
    1 260 are missing. With 2 days from the second year on, 40 320 − 18 900 = 21 420."""
    given = {"statut": "prestataire", "jours": 1, "patients": 4600, "debut": date(2027, 1, 1),
             "croissance": -300}  # fmt: skip
    found = budget_of(catalog, given)
    assert plain(chosen(found).balance_in_words) == "il reste 44 €/mois (525 €/an)"
    assert [plain(words) for words in chosen(found).afterwards] == [
        "En 2029, avec 4 000 patients : il manque 105 €/mois (1 260 €/an)."
    ]
    assert found.may_lack
    assert not budget_of(catalog, given | {"croissance": 300}).may_lack
    *_, last = chosen(budget_of(catalog, given | {"jours_ensuite": 2})).afterwards
    assert "il manque 1 785 €/mois (21 420 €/an)" in plain(last)
    *_, last = chosen(
        budget_of(catalog, given | {"jours_ensuite": 2, "ensuite_mois": 37})
    ).afterwards
    assert "il manque 105 €/mois" in plain(last)
    assert chosen(budget_of(catalog, given | {"croissance": 0})).afterwards == ()
    assert chosen(budget_of(catalog, given | {"montant_libre": 20000})).afterwards == ()


def test_a_pay_that_the_law_forbids_has_no_result(catalog: Catalog) -> None:
    given = {"statut": "cdi", "jours": 1, "patients": 4000, "brut_temps_plein": 900}
    found = chosen(budget_of(catalog, given))
    assert "moins que le SMIC" in found.problem
    assert (found.balance, found.coverage, found.days_covered) == (None, None, None)
    assert found.balance_symbol == "▲ salaire à corriger"
    for words in (found.balance_in_words, found.coverage_in_words, found.to_ask_in_words):
        assert words.startswith("à calculer")
    assert found.cash_message == "La trésorerie se calcule une fois le salaire corrigé"
    others = [s for s in budget_of(catalog, given).statuses if s.status.id == "prestataire"]
    assert others[0].balance is not None
    assert chosen(budget_of(catalog, given, figures="support-origine")).problem == ""


def test_a_statut_that_the_slides_do_not_have_is_said(catalog: Catalog) -> None:
    given = {"statut": "indemnite", "jours": 1}
    assert budget_of(catalog, given).without_status == ""
    assert budget_of(catalog, {}).without_status == "Choisissez un statut"
    found = budget_of(catalog, given, figures="support-origine")
    assert found.chosen is None
    assert "Le Diaporama ne chiffre pas le statut « indemnité" in plain(found.without_status)


@pytest.mark.parametrize(
    ("signature", "months", "months_then"),
    [
        # From February to December, 11 months; from May on, 8.
        (date(2027, 2, 15), None, None),
        (date(2027, 2, 15), 12, 12),
        (date(2027, 2, 15), 11, 8),
        (date(2027, 2, 15), 5, 5),
        # From November to February of the next year: 2 months, then 11.
        (date(2027, 11, 15), 2, 11),
    ],
)
def test_a_later_signature_counts_the_months_that_it_leaves(
    catalog: Catalog, signature: date, months: int | None, months_then: int | None
) -> None:
    given = {"statut": "prestataire", "patients": 4000, "debut": date(2027, 1, 1)}
    now = chosen(budget_of(catalog, given, aci_signature=signature, months_in_year=months))
    later = signature + relativedelta(months=3)
    then = chosen(budget_of(catalog, given, aci_signature=later, months_in_year=months_then))
    found = {effect.label: effect.to_ask for effect in now.effects}
    assert found.get("L’ACI signé 3 mois plus tard", 0) == pytest.approx(
        then.to_ask[0] - now.to_ask[0]
    )


def test_each_scenario_has_its_own_budget(catalog: Catalog) -> None:
    dossier = Dossier.model_validate(
        {
            "team": {"patients": 4000},
            "budget": {
                "kept": "b",
                "scenarios": {
                    "a": {"status": "cdi"},
                    "b": {"name": "Deux jours", "status": "prestataire", "days_per_week": 2},
                },
            },
        }
    )
    kept = budget(catalog, dossier, TODAY)
    assert (kept.name, kept.shown.cost.amount.central) == ("B · Deux jours", 40_320)
    assert budget(catalog, dossier, TODAY, "a").name == "Scénario A"
    assert [found.key for found in budgets(catalog, dossier, TODAY)] == ["a", "b"]
