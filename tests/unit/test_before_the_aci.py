"""What must be paid before the ACI pays anything."""

from __future__ import annotations

from datetime import date

import pytest

from premierspas.budget import budget
from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.typography import NBSP


def said(catalog: Catalog, **team: date) -> str:
    dossier = Dossier.model_validate({"team": team, "budget": {"status": "cdi"}})
    return budget(catalog, dossier).before_aci.replace("\u202f", " ").replace(NBSP, " ")


def test_the_months_between_arrival_and_signature_are_counted_and_priced(catalog: Catalog) -> None:
    """From 1 March to 31 May: 91 days, 3 months at 800 to 1 000 € a month."""
    text = said(catalog, arrival=date(2027, 3, 1), aci_signature=date(2027, 5, 31))
    assert "3 mois à payer" in text
    assert "2 400 à 3 000 €" in text
    assert "Aide au démarrage comptée : 0 €" in text


@pytest.mark.parametrize(
    ("arrival", "signature", "months"),
    [
        (date(2027, 2, 1), date(2027, 7, 1), "5 mois"),  # calendar months, February or not
        (date(2027, 2, 1), date(2027, 2, 16), "0,5 mois"),  # 15 days of 30.44
        (date(2026, 11, 1), date(2027, 12, 1), "13 mois"),
    ],
)
def test_calendar_months_are_counted_whole(
    catalog: Catalog, arrival: date, signature: date, months: str
) -> None:
    assert f"{months} à payer" in said(catalog, arrival=arrival, aci_signature=signature)


def test_an_unknown_signature_is_a_question(catalog: Catalog) -> None:
    assert "Qui paie jusque-là ?" in said(catalog, arrival=date(2027, 3, 1))


@pytest.mark.parametrize("signature", [date(2027, 3, 1), date(2026, 1, 1)])
def test_nothing_is_said_when_the_aci_is_signed_first(catalog: Catalog, signature: date) -> None:
    assert said(catalog, arrival=date(2027, 3, 1), aci_signature=signature) == ""
