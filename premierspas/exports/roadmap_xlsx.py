"""The roadmap as a spreadsheet that a team edits and brings back."""

from __future__ import annotations

from datetime import date

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.dossier.model import NAME_LENGTH, NOTE_LENGTH
from premierspas.exports.roadmap_columns import (
    ACTIONS_SHEET,
    COLUMNS,
    GUIDE_SHEET,
    NO,
    ORIGIN_SHEET,
    PRINTED,
    YES,
    Column,
    Value,
    values,
)
from premierspas.exports.sheet import Book, Input, Kind, Role, Sheet, cell_name
from premierspas.french import long_date
from premierspas.roadmap import roadmap

_TITLE = "Feuille de route"
_FREE_LINES = 12  # for the team's own actions, also on paper
_LEGEND = "Fond bleu : à remplir ou à changer. Gris italique : donné par l’outil, ne revient pas."
_GUIDE = (
    ("Ce que vous pouvez changer", (
        "Qui, Échéance, Fait, Moyens, Signe de réussite : les cases à fond bleu.",
        "Échéance : une date, par exemple 15/03/2027. Fait : oui ou non.",
        "Une case vidée revient à ce que l’outil propose. « (proposé) » : personne n’a encore dit oui.",
        f"Qui et Action : {NAME_LENGTH} caractères au plus. Moyens et Signe de réussite : {NOTE_LENGTH}.",
    )),
    ("Ajouter une action à vous", (
        "Écrivez-la sur une ligne vide, sans rien mettre dans Identifiant.",
        "L’action suffit. Le reste peut venir plus tard.",
    )),
    ("Ce qu’il ne faut pas changer", (
        "Les titres des colonnes, et la colonne Identifiant : elle dit à l’outil de quelle action il s’agit.",
        "Vous pouvez trier, filtrer, déplacer ou masquer des colonnes.",
        "Pas de formule : elle serait refusée.",
        "Une ligne effacée ici reste dans l’outil. Pour écarter une action, faites-le dans l’outil.",
    )),
    ("La rapporter dans l’outil", (
        "Enregistrez au format Excel (.xlsx), puis ouvrez la page « Feuille de route » de votre dossier.",
        "Choisissez le fichier : l’outil montre d’abord ce qui va changer, et ce qu’il n’a pas compris.",
        "Rien ne change avant votre accord.",
    )),
    ("Imprimer", (
        "La feuille « Actions » s’imprime en A4 couché, titres répétés, jusqu’au signe de réussite.",
        "N’écrivez jamais rien sur un patient.",
    )),
)  # fmt: skip


def roadmap_workbook(catalog: Catalog, dossier: Dossier, today: date) -> bytes:
    """The roadmap of ``dossier`` on ``today`` as an xlsx."""
    plan = roadmap(catalog, dossier, today)
    book = Book(_TITLE, today)
    about = f"{dossier.team.name or 'Votre équipe'} · {long_date(today)}"
    rows = [(action.own, values(action)) for action in plan.actions]

    sheet = Sheet(book, ACTIONS_SHEET)
    widths = [column.width for column in COLUMNS]
    sheet.begin(_TITLE, (about, plan.message, f"{_LEGEND} Voir « {GUIDE_SHEET} »."), widths)
    sheet.header([column.label for column in COLUMNS])
    first = sheet.row
    for own, cells in rows:
        for place, column in enumerate(COLUMNS):
            _write(sheet, place, column, cells[column.name], own=own)
        sheet.row += 1
    for _ in range(_FREE_LINES):
        for place, column in enumerate(COLUMNS):
            _write(sheet, place, column, None, own=True)
        sheet.row += 1
    _rules(sheet, first)
    _guide(Sheet(book, GUIDE_SHEET), about)

    origin = Sheet(book, ORIGIN_SHEET)
    origin.tab.hide()
    origin.begin(ORIGIN_SHEET, (), widths)
    origin.cell(0, dossier.identity, "text")
    origin.row += 1
    origin.header([column.label for column in COLUMNS])
    kinds = [_kind(column) for column in COLUMNS]
    for _, cells in rows:
        origin.table_row([cells[column.name] for column in COLUMNS], kinds)
    return book.close()


def _kind(column: Column) -> Kind:
    return "date" if column.is_date else "text"


def _write(sheet: Sheet, place: int, column: Column, value: Value, *, own: bool) -> None:
    """One cell, as what the team may do with it; the title of the tool's actions is not."""
    open_to_team = bool(column.edits) and (own or column.edits != "title")
    role: Role = "live" if column.edits else "given"
    sheet.cell(place, Input(value) if open_to_team else value, _kind(column), bare=role)


def _rules(sheet: Sheet, first: int) -> None:
    """Filters, what each cell takes, and what is printed."""
    last = sheet.row - 1
    sheet.tab.autofilter(first - 1, 0, last, len(COLUMNS) - 1)
    sheet.tab.print_area(0, 0, last, PRINTED - 1)
    for place, column in enumerate(COLUMNS):
        rule: dict[str, object] | None = None
        match column.name:
            case "deadline":
                rule = {
                    "validate": "date", "criteria": "between",
                    "minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31),
                    "error_title": "Échéance",
                    "error_message": "Écrivez une date, par exemple 15/03/2027, ou videz la case.",
                }  # fmt: skip
            case "done":
                rule = {
                    "validate": "list", "source": [YES, NO], "error_title": "Fait",
                    "error_message": "Prenez « oui » ou « non » dans la liste.",
                }  # fmt: skip
        if rule:
            sheet.tab.data_validation(first, place, last, place, rule)
    ruled = {"type": "formula", "criteria": "=TRUE", "format": sheet.book.style("ruled")}
    sheet.tab.conditional_format(first, 0, last, len(COLUMNS) - 1, ruled)
    # What is done steps back.
    done = cell_name(first, [column.name for column in COLUMNS].index("done")).replace("$", "")
    sheet.tab.conditional_format(first, 0, last, PRINTED - 1, {
        "type": "formula", "criteria": f'=${done}="{YES}"', "format": sheet.book.style("about"),
    })  # fmt: skip


def _guide(sheet: Sheet, about: str) -> None:
    sheet.begin(GUIDE_SHEET, (about,), (110,))
    sheet.tab.set_portrait()
    for title, lines in _GUIDE:
        sheet.section(title, 1)
        for line in lines:
            sheet.paragraph(f"• {line}")
