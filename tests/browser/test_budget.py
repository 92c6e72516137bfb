"""The budget in a real browser: the curve follows the sliders, bad input is refused at the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from premierspas.dossier import Dossier
from tests.browser.screen import Screen
from tests.browser.tool import Server


def key_of(server: Server, **scenario: object) -> str:
    """A team of ten with 4 000 patients, and one scenario."""
    dossier = Dossier.model_validate(
        {
            "team": {
                "patients": 4000, "professionals": 10, "arrival": "2027-02-01",
                "aci_signature": "2027-09-01",
            },
            "budget": {"scenarios": {"a": {"status": "prestataire"} | scenario}},
        }
    )  # fmt: skip
    return server.store.create(dossier).key


def test_the_curve_follows_the_slider(screen: Screen, server: Server) -> None:
    """Nine months (February to October) at 1 680 € are missing before the ACI of November."""
    screen.open("budget", key_of(server)).choose("budget-part", "Mois par mois")
    screen.expect_text("La trésorerie passe sous zéro en février 2027 : prévoir 15 200 €")
    handle = screen.field("budget-a-slide-aid").get_by_role("slider")
    with screen.run():
        handle.focus()
        screen.page.keyboard.press("End")  # 50 000 €
    expect(screen.page.locator("[data-testid=stMain]")).to_contain_text("ne passe pas sous zéro")
    assert server.store.open(screen.key).dossier.budget.main.startup_aid == 50_000


@pytest.mark.parametrize("typed", ["10000000", "-5"])
def test_absurd_patients_are_refused_at_the_field(
    screen: Screen, server: Server, typed: str
) -> None:
    screen.open("budget", key_of(server)).write("budget-patients", typed)
    screen.expect_text("Cette réponse n’a pas été prise")
    screen.expect_value("budget-patients", "4000")
    assert server.store.open(screen.key).dossier.team.patients == 4000


def test_nine_days_a_week_are_refused_and_letters_never_enter(
    screen: Screen, server: Server
) -> None:
    screen.open("budget", key_of(server)).write("budget-a-days_per_week", "9")
    screen.expect_text("il faut une valeur au plus égale à 5")
    box = screen.field("budget-a-days_per_week").locator("input").first
    box.focus()
    screen.page.keyboard.type("abc")
    expect(box).to_have_value("")


def test_the_spreadsheet_comes_down(screen: Screen, server: Server, tmp_path: Path) -> None:
    screen.open("budget", key_of(server)).choose("budget-part", "Scénarios")
    with screen.page.expect_download() as downloading:
        screen.page.get_by_role("button", name="tableur").click()
    file = tmp_path / downloading.value.suggested_filename
    assert file.suffix == ".xlsx"
    downloading.value.save_as(file)
    assert "Trésorerie" in load_workbook(file).sheetnames


def test_a_link_carries_the_scenario(screen: Screen, server: Server) -> None:
    key = key_of(server)
    screen.open("budget", key).choose("budget-part", "Scénarios").click("Dupliquer")
    screen.page.goto(f"{screen.url}/budget?dossier={key}&scenario=b")
    screen.settled()
    expect(screen.field("budget-scenario").get_by_role("radio").nth(1)).to_be_checked()
