"""The budget as a spreadsheet: what its cells hold before any program recalculates them."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from premierspas.__main__ import main
from premierspas.budget import Budget, budgets
from premierspas.budget.costs import employee_of
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import to_json
from premierspas.example import example_dossier
from premierspas.exports import budget_file_name
from premierspas.exports.budget_xlsx import budget_workbook
from premierspas.exports.sheet import Book, Input, Sheet
from tests.unit.cases import TODAY, plain

CATALOG = shipped_catalog()
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "https://exemple.fr/", "_x0041_", "<b>&amp;",
    "{=1}",
)  # fmt: skip


def dossier_with(*scenarios: dict[str, Any], **team: Any) -> Dossier:
    """A team of 4 000 patients and 10 professionals, with scenarios a, b, c…"""
    return Dossier.model_validate({
        "team": {"patients": 4000, "professionals": 10, "arrival": "2027-02-15"} | team,
        "budget": {"scenarios": dict(zip("abcdefgh", scenarios, strict=False))},
    })  # fmt: skip


RICH = dossier_with(
    {
        "name": "Complet", "status": "cdd", "days_per_week": 2.5, "shared_days_per_week": 4,
        "pay": "gross", "gross_full_time": 3100, "executive": True, "employer": "sisa",
        "other_payroll_tax": 1500, "micro_day_price": 260, "micro_charges_vat": True,
        "extras": {"medecine-du-travail": 120, "transport": 40, "equipement": 900},
        "contribution": 20, "other_funding": 3000, "startup_aid": 5000, "opening_cash": -250.55,
        "later_days_per_week": 3, "later_from_month": 8, "horizon_years": 5, "reading": "tranches",
    },
    patients=9500,
)  # fmt: skip
ORIGIN = dossier_with({"figures": "support-origine", "status": "cdi"})
FREE = dossier_with(
    {"status": "indemnite", "figures": "mes-valeurs", "pay": "net", "net_wanted": 500}
)
FREE = FREE.model_copy(
    update={"budget": FREE.budget.model_copy(update={"own_values": {"indemnite-heure": 0.0}})}
)
TEAMS = {
    "vide": Dossier(), "exemple": example_dossier(), "complet": RICH, "origine": ORIGIN,
    "gratuit": FREE, "un-montant": dossier_with({"free_amount": 12345.67}, patients=None),
    "sous-le-smic": dossier_with({"pay": "gross", "gross_full_time": 900}),
}  # fmt: skip


def made(dossier: Dossier) -> bytes:
    """The file of ``dossier``."""
    found = budgets(CATALOG, dossier, TODAY)
    return budget_workbook(CATALOG, found, dossier.budget.kept, dossier.team.name)


def opened(dossier: Dossier, *, values: bool = True) -> Workbook:
    return load_workbook(io.BytesIO(made(dossier)), data_only=values)


def kept(dossier: Dossier) -> Budget:
    return next(b for b in budgets(CATALOG, dossier, TODAY) if b.key == dossier.budget.kept)


def row_of(sheet: Worksheet, label: str, nth: int = 0) -> int:
    """The row whose first cell says ``label``."""
    rows = [cell.row for cell in sheet["A"] if plain(str(cell.value)) == plain(label)]
    return rows[nth]


def line(sheet: Worksheet, label: str, count: int) -> list[Any]:
    """The ``count`` cells after ``label``."""
    row = row_of(sheet, label)
    return [sheet.cell(row, column).value for column in range(2, 2 + count)]


def texts(sheet: Worksheet) -> set[str]:
    return {plain(str(c.value)) for row in sheet for c in row if c.data_type == "s"}


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_comparison_shows_the_figures_of_the_budget(dossier: Dossier) -> None:
    found, sheet = kept(dossier), opened(dossier)["Comparaison"]
    count = len(found.statuses)
    labels = [plain(c.value) for c in sheet[row_of(sheet, "Professionnels de l’équipe") - 1][1:]]
    assert [label.strip("→ ").removesuffix(" (choisi)") for label in labels] == [
        plain(s.status.label) for s in found.statuses
    ]

    def shown(label: str) -> list[Any]:
        return line(sheet, label, count)

    costs = [s.cost.amount for s in found.statuses]
    assert shown("Par mois, au plus bas") == pytest.approx([c.monthly_low for c in costs])
    assert shown("Par mois, le plus probable") == pytest.approx([c.monthly_central for c in costs])
    assert shown("Par mois, au plus haut") == pytest.approx([c.monthly_high for c in costs])
    assert shown("Par an, au plus bas") == pytest.approx([c.low for c in costs])
    assert shown("Par an, le plus probable") == pytest.approx([c.central for c in costs])
    assert shown("Par an, au plus haut") == pytest.approx([c.high for c in costs])
    for status, low, high in zip(
        found.statuses, shown("Net par mois, au plus bas"), shown("Net par mois, au plus haut"),
        strict=True,
    ):  # fmt: skip
        net = status.cost.net
        assert (low, high) == (
            pytest.approx((net.monthly_low, net.monthly_high)) if net else ("à vérifier",) * 2
        )
    assert [plain(v) for v in shown("Jours que les recettes paient")] == [
        plain(s.days_covered_in_words) for s in found.statuses
    ]
    assert shown("À prévoir, pour être prudent") == pytest.approx(
        [s.to_ask[1] for s in found.statuses]
    )


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_what_is_left_is_that_of_the_budget(dossier: Dossier) -> None:
    found, sheet = kept(dossier), opened(dossier)["Comparaison"]
    count = len(found.statuses)
    income = line(sheet, "Recettes d’une année pleine", count)
    worst = line(sheet, "Recettes − coût au plus haut", count)
    central = line(sheet, "Recettes − coût le plus probable", count)
    coverage = line(sheet, "Part du coût payée par les recettes", count)
    verdict = line(sheet, "En un mot", count)
    each = line(sheet, "Au pire", count)
    if found.income is None:
        assert {*income, *worst, *central, *coverage, *verdict, *each} == {"à calculer"}
        return
    assert income == pytest.approx([found.income.central] * count)
    for rank, status in enumerate(found.statuses):
        assert verdict[rank] == status.balance_symbol
        if status.problem:
            assert {worst[rank], central[rank], coverage[rank], each[rank]} == {"à calculer"}
            continue
        assert status.balance is not None
        assert worst[rank] == pytest.approx(status.balance.low)
        assert central[rank] == pytest.approx(status.balance.central)
        assert coverage[rank] == (
            status.coverage_in_words if status.coverage is None else status.coverage_shown
        )
        assert status.per_professional is not None
        assert each[rank] == pytest.approx(status.per_professional.monthly_high)


def test_a_team_that_pays_nothing_is_told_so() -> None:
    """A cost of zero has no share: no division, on screen as in the spreadsheet."""
    shown = kept(FREE).shown
    assert (shown.cost.amount.central, shown.coverage) == (0, None)
    assert shown.coverage_in_words == "rien à payer"
    coverage = line(opened(FREE)["Comparaison"], "Part du coût payée par les recettes", 5)
    assert coverage[-1] == "rien à payer"


def test_what_follows_from_other_cells_is_a_formula() -> None:
    book = opened(example_dossier(), values=False)
    sheet = book["Comparaison"]
    row = row_of(sheet, "Par mois, le plus probable")
    assert line(sheet, "Par an, le plus probable", 2) == [f"=12*$B${row}", f"=12*$C${row}"]
    assert line(sheet, "Par mois, le plus probable", 5)[0].startswith("='Salaire'!$B$")
    assert all(
        v.startswith("='Prestations'!$") for v in line(sheet, "Par mois, le plus probable", 5)[2:]
    )
    assert all(
        v.startswith("='ACI'!$B$") for v in line(sheet, "Ligne « coordination » de l’ACI", 5)
    )
    for label in (
        "Recettes d’une année pleine", "Recettes − coût le plus probable", "Le plus probable",
        "Part du coût payée par les recettes", "En un mot",
    ):  # fmt: skip
        assert all(v.startswith("=IF(") for v in line(sheet, label, 5)), label
    salary = book["Salaire"]
    for label in ("Salaire brut", "Cotisations de l’employeur", "Coefficient de la réduction générale",
                  "Taxe de ce salaire, avant réduction", "À payer pour tous", "Coût de votre part",
                  "Net par mois, avant impôt"):  # fmt: skip
        assert all(v.startswith("=") for v in line(salary, label, 2)), label


@pytest.mark.parametrize("team", ["vide", "exemple", "complet", "sous-le-smic"])
def test_the_salary_is_worked_out_as_by_the_budget(team: str) -> None:
    dossier = TEAMS[team]
    found, sheet = kept(dossier), opened(dossier)["Salaire"]
    for rank, status in enumerate(found.statuses[:2]):
        post = employee_of(found.situation, status.status.id, status.cost.days_per_week)
        expected = {
            "Salaire brut": post.month.gross,
            "Indemnité de fin de contrat, mise de côté": post.month.bonus,
            "Cotisations de l’employeur": post.month.contributions,
            "Coefficient de la réduction générale": post.month.reduction_rate,
            "Réduction générale": -post.month.reduction,
            "Complémentaire santé, part de l’employeur": post.month.health,
            "Salaire annuel taxé": post.month.taxed * 12,
            "Taxe de ce salaire, avant réduction": post.alone,
            "À payer pour tous": post.due,
            "Ce que ce poste ajoute, par mois": post.tax,
            "Coût du poste entier": post.month.cost + post.tax,
            "Coût pour vous, par an": status.cost.amount.central,
            "Net pour la personne, par mois, avant impôt": post.month.net * post.share,
        }
        for label, value in expected.items():
            assert line(sheet, label, 2)[rank] == pytest.approx(value), label


def test_a_pay_that_cannot_be_is_said() -> None:
    book = opened(TEAMS["sous-le-smic"])
    assert line(book["Salaire"], "Contrôle du brut", 1) == ["▲ sous le SMIC"]
    assert any("Ce salaire fait 900 €" in text for text in texts(book["À savoir"]))
    high = opened(dossier_with({"pay": "gross", "gross_full_time": 4100}))
    assert line(high["Salaire"], "Contrôle du brut", 1) == ["▲ au-dessus du plafond"]
    assert line(opened(RICH)["Salaire"], "Contrôle du brut", 1) == ["✓ possible"]


def test_the_support_has_no_pay_to_work_out() -> None:
    """The Diaporama gives 800 to 1 000 € a month, and not how."""
    book = opened(ORIGIN)
    assert any("qui ne détaille" in text for text in texts(book["Salaire"]))
    assert not [c for row in book["Salaire"] for c in row if c.data_type == "n" and c.value]
    compared = book["Comparaison"]
    assert line(compared, "Par mois, au plus bas", 4) == [800, 880, 800, 1680]
    assert line(compared, "Par mois, au plus haut", 4) == [1000, 1100, 1400, 1680]


def test_the_line_of_the_aci_is_worked_out_both_ways() -> None:
    sheet = opened(RICH)["ACI"]
    assert line(sheet, "Patients", 1) == [9500]
    # 1 000 + 1 700 × 2 + 1 100 × 1 500/4 000 = 4 812,5 points ; par tranche entière, 4 400
    assert line(sheet, "Points par an", 2) == pytest.approx([4812.5, 4400])
    assert line(sheet, "Ligne calculée, par an", 2) == pytest.approx([33687.5, 30800])
    assert line(sheet, "Ligne comptée, par an", 1) == [30800]
    typed = opened(TEAMS["un-montant"])["ACI"]
    assert line(typed, "Ligne comptée, par an", 1) == [12345.67]
    assert line(typed, "Ligne calculée, par an", 2) == ["à calculer"] * 2


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_the_account_is_that_of_the_budget_month_by_month(dossier: Dossier) -> None:
    found, sheet = kept(dossier), opened(dossier)["Trésorerie"]
    first = row_of(sheet, "Au départ") + 1
    others = [s for s in found.statuses if s is not found.shown]
    places = {8: found.shown, **{12 + 2 * i: s for i, s in enumerate(others)}}
    for column, status in places.items():
        assert sheet.cell(first - 1, column).value == status.cash.opening / 100
        for rank, month in enumerate(status.cash.months):
            row = first + rank
            day = sheet.cell(row, 1).value
            assert isinstance(day, datetime)
            assert day.date() == month.month
            assert sheet.cell(row, column).value == month.balance / 100
            assert sheet.cell(row, column - 1).value == month.out / 100
            assert sheet.cell(row, 6).value == month.income / 100
    marks = [sheet.cell(first + i, 9).value for i in range(found.situation.horizon)]
    assert [bool(mark) for mark in marks] == [m.balance < 0 for m in found.shown.cash.months]
    assert {mark for mark in marks if mark} <= {"▲ sous zéro"}
    figures = row_of(sheet, "Au plus bas") + 1
    assert sheet.cell(figures, 1).value == found.shown.cash.lowest.balance / 100
    assert sheet.cell(figures, 2).value.date() == found.shown.cash.lowest.month
    assert sheet.cell(figures, 3).value == pytest.approx(found.shown.to_ask[0])
    assert sheet.cell(figures, 4).value == pytest.approx(found.shown.to_ask[1])
    years = row_of(sheet, "Année par année") + 1
    for rank, year in enumerate(found.shown.cash.years):
        assert sheet.cell(years + rank, 6).value == year.total("income") / 100
        assert sheet.cell(years + rank, 7).value == year.total("out") / 100


def test_a_balance_follows_what_goes_in_and_out() -> None:
    sheet = opened(example_dossier(), values=False)["Trésorerie"]
    row = row_of(sheet, "Au départ") + 1
    assert sheet.cell(row, 8).value == f"=ROUND($H${row - 1}+$F${row}-$G${row},2)"
    assert sheet.cell(row, 12).value == f"=ROUND($L${row - 1}+$F${row}-$K${row},2)"
    below = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
    assert {(rule.operator, *rule.formula) for rule in below} == {("lessThan", "0")}
    assert len(below) == 6
    (chart,) = sheet._charts
    assert len(chart.series) == 2
    title = "".join(run.t for run in chart.title.tx.rich.p[0].r)
    assert title == kept(example_dossier()).shown.cash_message
    assert chart.x_axis.title is not None
    assert chart.y_axis.title is not None


def test_everything_counted_is_written_with_who_said_it() -> None:
    dossier = example_dossier()
    sheet = opened(dossier)["Hypothèses"]
    rows = {tuple(plain(str(v or "")) for v in row[:5]) for row in sheet.values}
    for budget in budgets(CATALOG, dossier, TODAY):
        assert plain(budget.name) in " ".join(texts(sheet))
        assert (budget.key.upper(), "Patientèle", "4 000 patients", "✓ équipe", "") in rows
        for setting in budget.settings:
            said = "○ par défaut" if setting.assumed else "✓ équipe"
            words = (budget.key.upper(), setting.label, setting.value, said, setting.why)
            assert tuple(map(plain, words)) in rows


def test_every_figure_says_where_it_is_written() -> None:
    dossier = dossier_with({"figures": "mes-valeurs", "status": "cdi"}, {"status": "prestataire"})
    own = dossier.budget.model_copy(update={"own_values": {"cot-accidents": 1.5}})
    dossier = dossier.model_copy(update={"budget": own})
    sheet = opened(dossier)["Chiffres et sources"]
    header = [cell.value for cell in sheet[row_of(sheet, "Chiffre")]]
    rows = [
        dict(zip(header, row, strict=True))
        for row in sheet.iter_rows(min_row=row_of(sheet, "Chiffre") + 1, values_only=True)
    ]
    main, other = budgets(CATALOG, dossier, TODAY)
    assert len(rows) == len({*main.figures_used, *other.figures_used})
    label = CATALOG.parameter["cot-accidents"].label
    ours, theirs = sorted((r for r in rows if r["Chiffre"] == label), key=lambda r: r["Scénarios"])
    assert (ours["Valeur"], ours["À vérifier"], ours["En vigueur depuis"], ours["Scénarios"]) == (
        1.5, "▲ valeur de l’équipe", None, "A",
    )  # fmt: skip
    assert "2,08" in ours["Pourquoi"]
    assert (theirs["Valeur"], theirs["Scénarios"]) == (2.08, "B")
    for figure in other.figures_used:
        row = next(
            r for r in rows
            if r["Chiffre"] == figure.parameter.label and "B" in r["Scénarios"]
        )  # fmt: skip
        assert figure.dated is not None
        assert row["Valeur"] == figure.value
        assert row["Unité"] == figure.parameter.unit
        assert row["Document"] == CATALOG.document[figure.source.document].title
        assert row["Où"] == figure.source.section
        assert row["En vigueur depuis"].date() == figure.dated.since
        assert row["Relu le"].date() == figure.parameter.checked_on
        assert bool(row["Pourquoi"]) is bool(figure.why_check)
        assert row["À vérifier"] == ("? à vérifier" if figure.why_check else "✓ relu")


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_everything_to_know_is_there(dossier: Dossier) -> None:
    found, sheet = kept(dossier), opened(dossier)["À savoir"]
    said = texts(sheet)
    for alert in (*found.alerts, *(a for s in found.statuses for a in s.alerts)):
        assert plain(alert.text) in said
        assert plain(CATALOG.cite(alert.sources)) in said


def test_scenarios_are_side_by_side() -> None:
    scenarios = [{"name": f"n° {i}", "days_per_week": 1 + i / 2} for i in range(8)]
    dossier = dossier_with(*scenarios)
    dossier = dossier.model_copy(update={"budget": dossier.budget.model_copy(update={"kept": "c"})})
    book, found = opened(dossier), budgets(CATALOG, dossier, TODAY)
    sheet = book["Scénarios"]
    names = [plain(cell.value) for cell in sheet[row_of(sheet, "Statut") - 1][1:]]
    assert names == [f"→ {plain(b.name)} (gardé)" if b.key == "c" else plain(b.name) for b in found]
    assert line(sheet, "Jours par semaine", 8) == [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]
    assert line(sheet, "Par an, le plus probable", 8) == pytest.approx(
        [b.shown.cost.amount.central for b in found]
    )
    assert "C · n° 2" in " ".join(texts(book["Trésorerie"]))
    formulas = opened(dossier, values=False)["Scénarios"]
    assert formulas.cell(row_of(formulas, "Par mois, le plus probable"), 4).value.startswith(
        "='Comp"
    )


def test_a_single_scenario_is_compared_with_none() -> None:
    assert "Scénarios" not in opened(RICH).sheetnames


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_type_stays_text(name: str) -> None:
    clean = len(formulas_of(opened(dossier_with({}, {}), values=False)))
    book = opened(dossier_with({"name": name}, {"name": name}, name=name), values=False)
    assert len(formulas_of(book)) == clean
    assert any(plain(text).startswith(f"{name} · ") for text in texts(book["Comparaison"]))
    assert plain(f"B · {name}") in texts(book["Scénarios"])
    assert not any(sheet._hyperlinks for sheet in book)


def formulas_of(book: Workbook) -> list[Any]:
    return [c for sheet in book for row in sheet for c in row if c.data_type == "f"]


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_every_formula_carries_its_result(dossier: Dossier) -> None:
    formulas, values = opened(dossier, values=False), opened(dossier)
    found = formulas_of(formulas)
    assert len(found) > 100
    for cell in found:
        value = values[cell.parent.title][cell.coordinate].value
        assert "{" not in cell.value
        if "▲ sous zéro" not in cell.value:  # whose result may be no text at all
            assert value is not None, cell
        assert not str(value).startswith("#"), cell


def test_two_files_of_the_same_budget_are_the_same() -> None:
    assert made(example_dossier()) == made(example_dossier())


def test_the_file_says_what_it_is_and_nothing_of_whom() -> None:
    properties = opened(example_dossier()).properties
    assert properties.title == "Budget du coordinateur"
    assert properties.created == datetime(2026, 11, 23)
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_sheets_are_ready_to_print() -> None:
    for sheet in opened(example_dossier()):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        on_one_page = sheet.title in ("Comparaison", "Scénarios")
        assert sheet.page_setup.fitToHeight == (None if on_one_page else 0)  # one is not written
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert not sheet.protection.sheet
    assert budget_file_name(date(2026, 11, 22)) == "budget-2026-11-22.xlsx"


def test_the_command_line_writes_the_same_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "budget.xlsx"
    source = tmp_path / "dossier.json"
    source.write_text(to_json(RICH), encoding="utf-8")
    assert main(["budget", str(source), str(target), "--date", f"{TODAY}"]) == 0
    assert target.read_bytes() == made(RICH)
    assert "1 scénario(s)" in capsys.readouterr().out
    assert main(["budget", str(source), str(tmp_path / "budget.ods")]) == 1
    assert ".xlsx" in capsys.readouterr().err
    source.write_text("{", encoding="utf-8")
    assert main(["budget", str(source), str(target)]) == 1
    assert capsys.readouterr().err


@pytest.mark.parametrize("name", HOSTILE)
def test_a_cell_of_text_is_never_anything_else(name: str) -> None:
    book = Book("Essai", TODAY)
    sheet = Sheet(book, "Essai")
    sheet.begin(name, (), (40, 40))
    sheet.table_row((name, Input(name)), ("text", "text"))
    cells = load_workbook(io.BytesIO(book.close()))["Essai"]
    assert [cells[place].data_type for place in ("A1", "A2", "B2")] == ["s"] * 3
    assert {plain(cells[place].value) for place in ("A1", "A2", "B2")} == {name}
    assert not cells._hyperlinks
