"""The budget as a spreadsheet for a treasurer: live formulas, what they rest on, and where it is
written. Every figure comes from the budget itself; formulas carry it as their result."""

from __future__ import annotations

from collections.abc import Sequence

from premierspas.budget import Budget
from premierspas.budget.alerts import Alert
from premierspas.budget.figures import Figure, in_unit
from premierspas.budget.situation import STATUSES
from premierspas.content import Catalog
from premierspas.exports.budget_aci import aci_sheet
from premierspas.exports.budget_cash import cash_sheet
from premierspas.exports.budget_compared import compared_sheet, scenarios_sheet
from premierspas.exports.budget_invoices import invoices_sheet
from premierspas.exports.budget_salary import salary_sheet
from premierspas.exports.sheet import Book, Kind, Sheet
from premierspas.french import listing, long_date

_TITLE = "Budget du coordinateur"


def budget_workbook(
    catalog: Catalog, budgets: tuple[Budget, ...], kept: str, team_name: str
) -> bytes:
    """``budgets`` of a team as an xlsx; ``kept``: the key of the scenario that the sheets work out."""
    main = next(budget for budget in budgets if budget.key == kept)
    book = Book(_TITLE, main.situation.today)
    every = f"{team_name or 'Votre équipe'} · {long_date(main.situation.today)}"
    about = f"{every} · {main.name}"
    compared = Sheet(book, "Comparaison")
    scenarios = Sheet(book, "Scénarios") if len(budgets) > 1 else None
    links, days = salary_sheet(Sheet(book, "Salaire"), main, about)
    if days:
        links |= invoices_sheet(Sheet(book, "Prestations"), main, about, days=days)
    line = aci_sheet(Sheet(book, "ACI"), main, about)
    shared = compared_sheet(compared, main, about, line=line, days=days, links=links)
    if scenarios:
        scenarios_sheet(scenarios, budgets, main, every, shared)
    cash_sheet(Sheet(book, "Trésorerie"), main, about, shared)
    ordered = sorted(budgets, key=lambda budget: budget is not main)
    _settings_sheet(Sheet(book, "Hypothèses"), ordered, every)
    _figures_sheet(Sheet(book, "Chiffres et sources"), catalog, budgets, every)
    _alerts_sheet(Sheet(book, "À savoir"), catalog, main, about)
    return book.close()


def _settings_sheet(sheet: Sheet, budgets: Sequence[Budget], about: str) -> None:
    """What each scenario rests on, said by the team or not."""
    sheet.begin(
        "Ce que nous avons compté",
        (about, _names(budgets), "✓ : votre équipe l’a dit. ○ : nous le comptons, faute de mieux."),
        (11, 36, 56, 14, 60, 42),
    )
    sheet.header(
        ("Scénario", "Ce qui compte", "Valeur", "Qui l’a dit", "Pourquoi", "Change les chiffres de"),
        columns=2,
    )  # fmt: skip
    kinds: tuple[Kind, ...] = ("text",) * 6
    for budget in budgets:
        for setting in budget.settings:
            said = "○ par défaut" if setting.assumed else "✓ équipe"
            status = budget.situation.catalog.status
            changed = "tous les statuts"
            if setting.statuses != STATUSES:
                changed = listing(status[name].label for name in setting.statuses)
            cells = (
                budget.key.upper(), setting.label, setting.value, said, setting.why, changed,
            )  # fmt: skip
            sheet.table_row(cells, kinds)


def _names(budgets: Sequence[Budget]) -> str:
    """« A · Camille, salariée ; B · … »."""
    return " ; ".join(budget.name for budget in budgets)


def _figures_sheet(sheet: Sheet, catalog: Catalog, budgets: Sequence[Budget], about: str) -> None:
    """Every dated figure that some scenario uses, with where it is written."""
    sheet.begin(
        "Les chiffres, et d’où ils viennent",
        (
            about,
            _names(budgets),
            "✓ : relu. ? : à vérifier avant de s’en servir. ▲ : valeur de votre équipe.",
        ),
        (38, 12, 15, 38, 13, 32, 22, 13, 20, 52, 11),
    )
    sheet.header(
        (
            "Chiffre", "Valeur", "Unité", "Base", "En vigueur depuis", "Document", "Où",
            "Relu le", "À vérifier", "Pourquoi", "Scénarios",
        )
    )  # fmt: skip
    used: dict[Figure, list[str]] = {}
    for budget in budgets:
        for figure in budget.figures_used:
            used.setdefault(figure, []).append(budget.key.upper())
    order = {name: rank for rank, name in enumerate(catalog.parameter)}
    kinds: tuple[Kind, ...] = (
        "text", "number", "text", "text", "date", "text", "text", "date", "text", "text", "text",
    )  # fmt: skip
    for figure, keys in sorted(used.items(), key=lambda item: order[item[0].parameter.id]):
        parameter, why = figure.parameter, figure.why_check
        state = "? à vérifier" if why else "✓ relu"
        if figure.own is not None:
            state = "▲ valeur de l’équipe"
            reference = figure.dated.value if figure.dated else None
            why = f"{why} Référence : {in_unit(parameter, reference)}."
        sheet.table_row(
            (
                parameter.label, figure.value, parameter.unit, parameter.base,
                figure.dated.since if figure.dated and figure.own is None else None,
                catalog.document[figure.source.document].title, figure.source.section,
                parameter.checked_on, state, why, ", ".join(keys),
            ),
            kinds,
        )  # fmt: skip


def _alerts_sheet(sheet: Sheet, catalog: Catalog, kept: Budget, about: str) -> None:
    """What must be known before deciding: a sentence that several statuts share is said once."""
    sheet.begin("À savoir avant de décider", (about,), (40, 100, 60))
    sheet.header(("Concerne", "À savoir", "Source"))
    shared: dict[Alert, list[str]] = {}
    for status in kept.statuses:
        for alert in status.alerts:
            shared.setdefault(alert, []).append(status.status.label)
    for alert in kept.alerts:
        shared.setdefault(alert, ["Tous les statuts"])
    for alert, labels in shared.items():
        cells = (listing(labels), alert.text, catalog.cite(alert.sources))
        sheet.table_row(cells, ("text", "text", "text"))
