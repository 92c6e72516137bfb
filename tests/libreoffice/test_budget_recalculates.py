"""LibreOffice works out every formula of the budget anew, and finds what we found; also after
somebody changed a cell."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from premierspas.dossier import Dossier
from tests.libreoffice.conftest import Convert
from tests.unit.cases import plain
from tests.unit.test_budget_xlsx import TEAMS, dossier_with, formulas_of, made, row_of

# LibreOffice writes charts that openpyxl does not read; nobody looks at them here.
pytestmark = pytest.mark.filterwarnings("ignore:Unable to read chart")

LIVE = ("Comparaison", "Salaire", "Prestations", "ACI")
POSITION_11 = 2397.97
BASE: dict[str, Any] = {"pay": "gross", "gross_full_time": POSITION_11, "status": "cdi"}

# What is written in which line, and what the team would have said for the same result.
CHANGES: dict[str, tuple[list[tuple[str, str, Any]], dict[str, Any], dict[str, Any]]] = {
    "patients": ([("ACI", "Patients", 6000)], {}, {"patients": 6000}),
    "beaucoup-de-patients": ([("ACI", "Patients", 13579)], {}, {"patients": 13579}),
    "lecture": (
        [("ACI", "Patients", 7999), ("ACI", "Lecture de la règle", "par tranche entière")],
        {"reading": "tranches"},
        {"patients": 7999},
    ),
    "montant": (
        [("ACI", "Montant par an, à la place du calcul", 10000)],
        {"free_amount": 10000},
        {},
    ),
    "professionnels": (
        [("Comparaison", "Professionnels de l’équipe", 7)],
        {},
        {"professionals": 7},
    ),
    "brut": ([("Salaire", "Salaire brut à temps plein", 2800)], {"gross_full_time": 2800}, {}),
    "sous-le-smic": (
        [("Salaire", "Salaire brut à temps plein", 1500)],
        {"gross_full_time": 1500},
        {},
    ),
    # One day: 52 × 800 € = 41 600 €, above the threshold of the VAT.
    "prix": (
        [
            ("Prestations", "Jours facturés par an, pour 1 jour par semaine", 52),
            ("Prestations", "Prix d’une journée HT, ou d’une heure d’indemnité", (800, 800, 800)),
        ],
        {"days_per_year": 52, "micro_day_price": 800},
        {},
    ),
    "tva": (
        [("Prestations", "L’auto-entrepreneur facture la TVA", "oui")],
        {"micro_charges_vat": True},
        {},
    ),
    "cadre": (
        [("Salaire", "Salaire brut à temps plein", 3900), ("Salaire", "Cadre", "oui")],
        {"gross_full_time": 3900, "executive": True},
        {},
    ),
    "jours": (
        [
            ("Salaire", "Jours par semaine que vous payez", 2.5),
            ("Salaire", "Jours par semaine du poste entier", 4),
        ],
        {"days_per_week": 2.5, "shared_days_per_week": 4},
        {},
    ),
    "sisa-dans-la-decote": (
        [
            ("Salaire", "Employeur", "SISA"),
            ("Salaire", "Taxe sur les salaires des autres salariés, par an", 1100),
        ],
        {"employer": "sisa", "other_payroll_tax": 1100},
        {},
    ),
    "grande-association": (
        [
            ("Salaire", "Jours par semaine que vous payez", 5),
            ("Salaire", "Taxe sur les salaires des autres salariés, par an", 24000),
        ],
        {"days_per_week": 5, "other_payroll_tax": 24000},
        {},
    ),
}


def without_results(book: Workbook) -> bytes:
    """``book`` as openpyxl writes it: formulas alone, which LibreOffice must then work out."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def changed(name: str) -> Workbook:
    """The file of the base scenario, with the cells of ``name`` typed over."""
    book = load_workbook(io.BytesIO(made(dossier_with(BASE))))
    for sheet, label, value in CHANGES[name][0]:
        for column, written in enumerate(value if isinstance(value, tuple) else (value,), 2):
            cell = book[sheet].cell(row_of(book[sheet], label), column)
            assert cell.data_type != "f", label
            assert cell.value != written, label
            cell.value = written
    return book


def as_the_domain_says(name: str) -> Dossier:
    _, scenario, team = CHANGES[name]
    return dossier_with(BASE | scenario, **team)


@pytest.fixture(scope="module")
def recalculated(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    folder: Path = tmp_path_factory.mktemp("budgets")
    for name, dossier in TEAMS.items():
        book = load_workbook(io.BytesIO(made(dossier)))
        (folder / f"equipe-{name}.xlsx").write_bytes(without_results(book))
    for name in CHANGES:
        (folder / f"change-{name}.xlsx").write_bytes(without_results(changed(name)))
    found = convert(folder, "xlsx", "xlsx")
    return {name: load_workbook(io.BytesIO(its), data_only=True) for name, its in found.items()}


def assert_same(found: Any, ours: Any, where: str) -> None:
    if isinstance(ours, int | float):
        assert isinstance(found, int | float), where
        assert found == pytest.approx(ours, rel=1e-9, abs=1e-6), where
    else:
        assert (found or "") == (ours or ""), where


@pytest.mark.parametrize("team", TEAMS)
def test_every_formula_gives_our_figure(team: str, recalculated: dict[str, Workbook]) -> None:
    content = made(TEAMS[team])
    formulas, ours = (load_workbook(io.BytesIO(content), data_only=d) for d in (False, True))
    found = recalculated[f"equipe-{team}"]
    cells = formulas_of(formulas)
    assert len(cells) > 100
    for cell in cells:
        sheet, place = cell.parent.title, cell.coordinate
        where = f"{sheet} {place} {cell.value}"
        assert_same(found[sheet][place].value, ours[sheet][place].value, where)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_cell_gives_what_the_tool_would_say(
    name: str, recalculated: dict[str, Workbook]
) -> None:
    content = made(as_the_domain_says(name))
    formulas, ours = (load_workbook(io.BytesIO(content), data_only=d) for d in (False, True))
    found, moved = recalculated[f"change-{name}"], 0
    before = load_workbook(io.BytesIO(made(dossier_with(BASE))), data_only=True)
    for cell in formulas_of(formulas):
        sheet, place = cell.parent.title, cell.coordinate
        if sheet not in LIVE:
            continue
        expected = ours[sheet][place].value
        assert_same(found[sheet][place].value, expected, f"{sheet} {place} {cell.value}")
        moved += before[sheet][place].value != expected
    assert moved >= 3


def test_the_account_says_that_it_does_not_follow(recalculated: dict[str, Workbook]) -> None:
    def says(name: str) -> str:
        sheet = recalculated[name]["Trésorerie"]
        return plain(" ".join(str(sheet.cell(row, 1).value) for row in range(1, 9)))

    assert "✓ Le coût et l’ACI sont ceux des autres feuilles." in says("equipe-exemple")
    for changed_cell in ("brut", "patients", "jours"):
        assert "▲ Un coût ou l’ACI a changé dans une autre feuille" in says(
            f"change-{changed_cell}"
        )
    # The status shown is the CDI: what somebody else invoices changes nothing for it.
    assert "✓ Le coût et l’ACI" in says("change-tva")
