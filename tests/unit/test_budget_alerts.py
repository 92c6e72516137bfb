"""Each alert of the budget: a scenario where it is there, and the nearest one where it is not."""

from __future__ import annotations

from typing import Any

import pytest

from premierspas.budget import Budget, budget
from premierspas.budget.alerts import Alert
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from tests.unit.cases import TODAY, one_scenario, plain

CATALOG = shipped_catalog()
TEAM = {"patients": 4000, "professionals": 10, "arrival": "2027-02-15"}


def of(contract: int = 0, team: dict[str, Any] | None = None, **scenario: Any) -> Budget:
    dossier = Dossier.model_validate(
        {
            "team": TEAM | (team or {}),
            "readiness": {"recruter-contrat": {"level": contract}},
            "budget": one_scenario(**scenario),
        }
    )
    return budget(CATALOG, dossier, TODAY)


def words(alerts: tuple[Alert, ...]) -> str:
    for alert in alerts:
        assert alert.text.endswith(".")
        assert {source.document for source in alert.sources} <= CATALOG.document.keys()
    return plain(" | ".join(alert.text for alert in alerts))


ORIGIN = {"figures": "support-origine"}


@pytest.mark.parametrize(
    ("there", "absent", "said"),
    [
        # Sixteen hours exactly are enough.
        ({"status": "cdi", "days_per_week": 2.28}, {"status": "cdi", "days_per_week": 16 / 7},
         "demande au moins 16 h"),
        # 16 hours: 2 days are 14 h, 2.5 days are 17 h 30.
        ({"status": "cdi", "days_per_week": 2}, {"status": "cdi", "days_per_week": 2.5},
         "14 h par semaine : la convention collective des cabinets médicaux demande au moins 16 h"),
        ({"status": "cdd", "days_per_week": 1},
         {"status": "cdd", "days_per_week": 1, "shared_days_per_week": 3}, "demande au moins 16 h"),
        ({"status": "cdi", "days_per_week": 1} | ORIGIN,
         {"status": "cdi", "days_per_week": 3} | ORIGIN, "demande au moins 16 h"),
        ({"status": "cdi"}, {"status": "auto-entrepreneur"}, "demande au moins 16 h"),
        ({"status": "cdi", "days_per_week": 1, "shared_days_per_week": 3}, {"status": "cdi"},
         "Poste partagé : 1 jour pour vous sur 3 jours"),
        ({"status": "cdi", "shared_days_per_week": 3},
         {"status": "prestataire", "shared_days_per_week": 3}, "Poste partagé"),
        ({"status": "cdi", "days_per_week": 2, "shared_days_per_week": 2.5},
         {"status": "cdi", "days_per_week": 2, "shared_days_per_week": 2}, "Poste partagé"),
        # Our time, now or later, may not be more than the whole post.
        ({"status": "cdi", "days_per_week": 2.5, "shared_days_per_week": 2},
         {"status": "cdi", "days_per_week": 2, "shared_days_per_week": 2},
         "Poste partagé : 2 jours par semaine en tout, alors que vous payez 2,5 jours. Augmentez"),
        ({"status": "cdi", "shared_days_per_week": 2, "later_days_per_week": 4},
         {"status": "cdi", "shared_days_per_week": 4, "later_days_per_week": 4},
         "alors que vous payez 4 jours à partir du 13e mois"),
        # The SMIC of June 2026 is 1 867,02 €, the ceiling 4 005 €.
        ({"status": "cdi", "pay": "gross", "gross_full_time": 1867.01},
         {"status": "cdi", "pay": "gross", "gross_full_time": 1867.02}, "moins que le SMIC"),
        ({"status": "cdi", "pay": "gross", "gross_full_time": 4005.01},
         {"status": "cdi", "pay": "gross", "gross_full_time": 4005}, "plus que le plafond"),
        ({"status": "cdi", "pay": "gross", "gross_full_time": 1000},
         {"status": "cdi", "pay": "gross", "gross_full_time": 1000} | ORIGIN, "moins que le SMIC"),
        ({"status": "cdi", "employer": "sisa"}, {"status": "cdi", "employer": "association"},
         "rien n’est dû si ce salarié est le seul et que la taxe reste sous 1 200 €"),
        ({"status": "cdi", "employer": "sisa"},
         {"status": "cdi", "employer": "sisa", "other_payroll_tax": 3000}, "doit indiquer leur taxe"),
        ({"status": "cdd"}, {"status": "cdi"}, "L’indemnité de fin de contrat se verse d’un coup"),
        ({"status": "cdi"}, {"status": "cdi"} | ORIGIN, "La formation PACTE prend environ 14 jours"),
        # A CDI of one day costs 7 351,38 € a year: 14 days of 52 are 1 979 €.
        ({"status": "cdi", "days_per_week": 1}, {"status": "cdi", "days_per_week": 5},
         "environ 1 979 € en tout"),
        ({"status": "auto-entrepreneur"}, {"status": "prestataire"}, "requalifié en salariat"),
        ({"status": "auto-entrepreneur"} | ORIGIN, {"status": "cdi"} | ORIGIN, "requalifié"),
        # One day a week at the dearest, 350 € × 48 = 16 800 €: under every threshold.
        ({"status": "auto-entrepreneur"}, {"status": "auto-entrepreneur"} | ORIGIN,
         "comptent tous les clients"),
        ({"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 312.5},
         {"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 312.6},
         "comptent tous les clients"),
        ({"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 312.6},
         {"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 343.76},
         "la TVA est due au plus tard l’année suivante"),
        ({"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 312.6},
         {"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 312.6,
          "micro_charges_vat": True}, "la TVA est due au plus tard"),
        # The table of 2018-2019: 1 400 × 12 = 16 800 € for one day, 84 000 × 1.2 for five; 70 000 at most.
        ({"status": "auto-entrepreneur", "days_per_week": 4} | ORIGIN,
         {"status": "auto-entrepreneur", "days_per_week": 3} | ORIGIN, "plafond du support (70 000 €)"),
        ({"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 343.76},
         {"status": "auto-entrepreneur", "days_per_week": 2.5, "micro_day_price": 343.75},
         "dépasse à elle seule le seuil de TVA (41 250 €)"),
        ({"status": "auto-entrepreneur", "days_per_week": 5, "days_per_year": 50, "micro_day_price": 334.5},
         {"status": "auto-entrepreneur", "days_per_week": 5, "days_per_year": 50, "micro_day_price": 334.4},
         "Ce statut n’est pas possible à ce prix"),
        ({"status": "prestataire"}, {"status": "indemnite"}, "le prix TTC est votre coût"),
        ({"status": "indemnite"}, {"status": "prestataire"}, "notre ajout au tableau du Diaporama"),
    ],
)  # fmt: skip
def test_alerts_of_a_statut(there: dict[str, Any], absent: dict[str, Any], said: str) -> None:
    for scenario, expected in ((there, True), (absent, False)):
        chosen = of(**scenario).chosen
        assert chosen is not None
        assert (said in words(chosen.alerts)) is expected, scenario


def test_the_hours_have_an_alert_of_their_own() -> None:
    for days, expected in ((2.0, True), (2.5, False)):
        found = of(status="cdi", days_per_week=days).shown
        assert (found.hours_alert is not None) is expected
        assert (found.hours_alert in found.alerts) is expected
    assert of(status="indemnite", days_per_week=1).shown.hours_alert is None


@pytest.mark.parametrize(
    ("there", "absent", "said"),
    [
        ({}, {"team": {"patients": None}}, "un médecin associé de la SISA"),
        ({}, {"free_amount": 10_000}, "un médecin associé de la SISA"),
        ({}, {"aci_signature": "2027-09-10"}, "n’a pas de date : nous comptons février 2028"),
        ({}, {"team": {"aci_signature": "2027-09-10"}}, "n’a pas de date"),
        # Six months after the signature, to the day when it is known.
        ({"aci_signature": "2027-09-10"}, {"aci_signature": "2027-09-11"}, "avant le 10 mars 2028"),
        ({}, {"aci_signature": "2028-02-01"}, "avant août 2028"),
        (
            {"aci_signature": "2027-08-31"},
            {"aci_signature": "2027-08-01"},
            "avant le 29 février 2028",
        ),
        ({}, {"contract": 3}, "Le contrat du coordinateur n’est pas signé"),
        ({"contract": 2}, {"contract": 3}, "n’est pas signé"),
        # The references are of 22 November 2026.
        ({"start": "2026-10-31"}, {"start": "2026-11-01"}, "Le premier mois payé, octobre 2026, est passé"),
        ({"opening_cash": -300}, {"opening_cash": 0}, "Vous partez à découvert de 300 €"),
        # From June to December, seven months; twelve is the whole year, which others choose.
        ({"aci_signature": "2027-06-10", "months_in_year": 8},
         {"aci_signature": "2027-06-10", "months_in_year": 7}, "il n’en reste que 7"),
        ({"aci_signature": "2027-06-10", "months_in_year": 11},
         {"aci_signature": "2027-06-10", "months_in_year": 12}, "il n’en reste que 7"),
        ({"contribution": 20, "team": {"professionals": None}}, {"contribution": 20},
         "La participation de 20 € par professionnel n’est pas comptée"),
        ({"contribution": 20, "team": {"professionals": None}}, {"team": {"professionals": None}},
         "La participation de"),
        ({}, ORIGIN, "Un avenant 2 de l’ACI existe peut-être déjà"),
    ],
)  # fmt: skip
def test_alerts_of_every_statut(there: dict[str, Any], absent: dict[str, Any], said: str) -> None:
    assert said in words(of(**there).alerts)
    assert said not in words(of(**absent).alerts)
