"""An edited roadmap comes back: what it changes, what is refused and why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from premierspas.dossier import Dossier
from premierspas.dossier.model import ActionEdit
from premierspas.exports.roadmap_back import MAX_BYTES, RoadmapFileError
from premierspas.exports.roadmap_csv import roadmap_csv
from premierspas.exports.roadmap_xlsx import roadmap_workbook
from premierspas.roadmap import roadmap
from premierspas.roadmap_file import Differences, differences, to_change
from tests.unit.cases import TODAY, plain
from tests.unit.test_roadmap_exports import CATALOG, EDITED, HOSTILE, TEAMS, team

Edit = Callable[[Worksheet], None]


def compared(content: bytes, dossier: Dossier = EDITED, day: date = TODAY) -> Differences:
    return differences(CATALOG, dossier, day, content)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def header_of(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet if any(c.value == "Identifiant" for c in row))


def cell(sheet: Worksheet, key: str, label: str) -> Any:
    """The cell of an action under a title."""
    header = header_of(sheet)
    columns = {c.value: c.column for c in sheet[header]}
    row = next(
        n for n in range(header + 1, sheet.max_row + 1)
        if sheet.cell(n, columns["Identifiant"]).value == key
    )  # fmt: skip
    return sheet.cell(row, columns[label])


def edited(edit: Edit, dossier: Dossier = EDITED) -> bytes:
    """The file of ``dossier`` after ``edit`` in its sheet « Actions »."""
    book = load_workbook(io.BytesIO(roadmap_workbook(CATALOG, dossier, TODAY)))
    edit(book["Actions"])
    return saved(book)


def set_cells(*cells: tuple[str, str, Any]) -> Edit:
    def edit(sheet: Worksheet) -> None:
        for key, label, value in cells:
            cell(sheet, key, label).value = value

    return edit


def add_line(**values: Any) -> Edit:
    """Fill the first free line; keys are the titles of columns."""

    def edit(sheet: Worksheet) -> None:
        header = header_of(sheet)
        columns = {c.value: c.column for c in sheet[header]}
        row = next(n for n in range(header + 1, 999) if sheet.cell(n, 1).value is None)
        for label, value in values.items():
            sheet.cell(row, columns[label]).value = value

    return edit


def advice(found: Differences) -> str:
    return plain(" ".join(error.advice for error in found.errors))


def refusal(content: bytes, dossier: Dossier = EDITED) -> str:
    with pytest.raises(RoadmapFileError) as refused:
        compared(content, dossier)
    return plain(str(refused.value))


NOTHING = Differences((), (), ())


# --- there and back -------------------------------------------------------------------------------
@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_an_untouched_file_changes_nothing(dossier: Dossier) -> None:
    assert compared(roadmap_workbook(CATALOG, dossier, TODAY), dossier) == NOTHING
    assert compared(edited(lambda _: None, dossier), dossier) == NOTHING  # saved by another program
    assert compared(roadmap_csv(CATALOG, dossier, TODAY), dossier) == NOTHING


@pytest.mark.parametrize("text", [*HOSTILE, "_x0041_", "« Oui ! »", "a\n\nb", "50€", "x" * 2000])
def test_a_strange_text_comes_back_as_itself(text: str) -> None:
    dossier = team(nommer_ancre={"means": text, "success": text}, equipe_1={"title": text[:120]})
    assert compared(roadmap_workbook(CATALOG, dossier, TODAY), dossier) == NOTHING
    assert compared(roadmap_csv(CATALOG, dossier, TODAY), dossier) == NOTHING


@settings(max_examples=25)
@given(some.text(max_size=60), some.text(max_size=30))
def test_any_text_comes_back_as_itself(text: str, title: str) -> None:
    dossier = team(
        nommer_ancre={"means": text, "owner": title}, equipe_1={"title": title, "done": True}
    )
    assert compared(roadmap_workbook(CATALOG, dossier, TODAY), dossier) == NOTHING
    assert compared(roadmap_csv(CATALOG, dossier, TODAY), dossier) == NOTHING


def test_dates_that_moved_since_are_not_taken_for_the_teams() -> None:
    """Without a wished arrival the suggested dates move every day."""
    dossier = Dossier(identity="ab")
    content = roadmap_workbook(CATALOG, dossier, TODAY)
    later = TODAY + timedelta(days=30)
    before, after = (
        {a.id: a.deadline for a in roadmap(CATALOG, dossier, d).actions} for d in (TODAY, later)
    )
    assert before != after
    assert compared(content, dossier, later) == NOTHING


def test_exactly_what_was_edited_comes_back() -> None:
    content = edited(set_cells(
        ("nommer-ancre", "Qui", "Paul : infirmier"),
        ("nommer-ancre", "Échéance", date(2027, 3, 15)),
        ("equipe-1", "Fait", "non"),
        ("equipe-2", "Action", "Avec une date"),
        ("equipe-2", "Échéance", "1/4/2027"),
    ))  # fmt: skip
    found = compared(content)
    assert found.errors == ()
    assert sorted((c.key, c.field, plain(c.before), c.after) for c in found.changes) == [
        ("equipe-1", "Fait", "oui", "non"),
        ("equipe-2", "Action", "Sans date", "Avec une date"),
        ("equipe-2", "Échéance", "–", "01/04/2027"),
        ("nommer-ancre", "Qui", "Nadia Bérard", "Paul : infirmier"),
        ("nommer-ancre", "Échéance", "11/01/2027", "15/03/2027"),
    ]
    book = load_workbook(io.BytesIO(content))
    assert {c.line for c in found.changes if c.key == "equipe-1"} == {
        cell(book["Actions"], "equipe-1", "Fait").row
    }
    after = to_change(found)(EDITED)
    assert after.actions["nommer-ancre"] == EDITED.actions["nommer-ancre"].changed(
        owner="Paul : infirmier", deadline=date(2027, 3, 15)
    )
    assert after.actions["equipe-1"] == EDITED.actions["equipe-1"].changed(done=False)
    assert after.actions["equipe-2"] == ActionEdit(title="Avec une date", deadline=date(2027, 4, 1))
    assert after.changed(actions=EDITED.actions) == EDITED
    assert compared(content, after) == NOTHING  # brought a second time


def test_an_emptied_cell_goes_back_to_the_suggestion() -> None:
    found = compared(edited(set_cells(
        ("nommer-ancre", "Qui", None), ("nommer-ancre", "Échéance", None),
        ("nommer-ancre", "Signe de réussite", "  "), ("equipe-1", "Moyens", None),
    )))  # fmt: skip
    assert found.errors == ()
    assert {(c.field, c.after) for c in found.changes} == {
        ("Qui", "proposition de l’outil"), ("Échéance", "proposition de l’outil"),
        ("Signe de réussite", "proposition de l’outil"), ("Moyens", "–"),
    }  # fmt: skip
    after = to_change(found)(EDITED)
    assert after.actions["nommer-ancre"] == ActionEdit()
    assert after.actions["equipe-1"].means == ""


def test_a_suggested_owner_is_adopted_by_taking_off_the_word() -> None:
    dossier = team(nommer_ancre={"done": False})
    who = CATALOG.action["nommer-ancre"].who
    (change,) = compared(edited(set_cells(("nommer-ancre", "Qui", who)), dossier), dossier).changes
    assert change.value == who


def test_a_new_line_becomes_an_action_of_the_team() -> None:
    content = edited(add_line(Action="Louer un bureau", Qui="Marc", Échéance=date(2027, 5, 3)))
    found = compared(content)
    assert {(c.key, c.action, c.field) for c in found.changes} == {
        ("", "Louer un bureau", name) for name in ("Action", "Qui", "Échéance")
    }
    # Somebody else added one meanwhile: both stay.
    meanwhile = EDITED.changed(actions={**EDITED.actions, "equipe-3": ActionEdit(title="Autre")})
    after = to_change(found)(meanwhile)
    assert after.actions["equipe-3"].title == "Autre"
    assert after.actions["equipe-4"] == ActionEdit(
        title="Louer un bureau", owner="Marc", deadline=date(2027, 5, 3)
    )
    assert to_change(found)(after) == after
    assert compared(content, after) == NOTHING


def test_a_deleted_line_changes_nothing_and_is_said() -> None:
    def delete(sheet: Worksheet) -> None:
        sheet.delete_rows(cell(sheet, "equipe-2", "Action").row)

    assert compared(edited(delete)) == Differences((), (), ("Sans date",))


def test_columns_may_be_moved_and_lines_sorted() -> None:
    def shuffle(sheet: Worksheet) -> None:
        cell(sheet, "equipe-2", "Qui").value = "Zoé"
        lines = [[c.value for c in row] for row in sheet.iter_rows(min_row=header_of(sheet))]
        start = header_of(sheet)
        for number, line in enumerate([lines[0], *reversed(lines[1:])], start):
            for column, value in enumerate(reversed(line), 1):
                sheet.cell(number, column).value = value

    found = compared(edited(shuffle))
    assert [(c.key, c.after) for c in found.changes] == [("equipe-2", "Zoé")]
    assert found.errors == ()


def test_a_file_without_its_memory_is_compared_with_today() -> None:
    book = load_workbook(io.BytesIO(roadmap_workbook(CATALOG, EDITED, TODAY)))
    del book["Origine"]
    cell(book["Actions"], "equipe-2", "Qui").value = "Zoé"
    found = compared(saved(book))
    assert [(c.key, c.field, c.after) for c in found.changes] == [("equipe-2", "Qui", "Zoé")]
    assert found.errors == ()


@pytest.mark.parametrize(("written", "read"), [
    ("15/03/2027", date(2027, 3, 15)), ("5-3-2027", date(2027, 3, 5)),
    ("2027-03-15", date(2027, 3, 15)), (46461, date(2027, 3, 15)), (date(2027, 3, 15), date(2027, 3, 15)),
])  # fmt: skip
def test_dates_are_understood(written: object, read: date) -> None:
    def edit(sheet: Worksheet) -> None:
        found = cell(sheet, "equipe-2", "Échéance")
        found.number_format = "General" if isinstance(written, int) else "dd/mm/yyyy"
        found.value = written

    (change,) = compared(edited(edit)).changes
    assert change.value == read


@pytest.mark.parametrize(("written", "read"), [
    ("OUI", True), ("x", True), (True, True), ("Fait", True),
])  # fmt: skip
def test_yes_is_understood(written: object, read: bool) -> None:
    (change,) = compared(edited(set_cells(("equipe-2", "Fait", written)))).changes
    assert change.value is read


# --- wrong cells ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("label", "value", "said"), [
    ("Échéance", "31/02/2027", "Ce n’est pas une date"),
    ("Échéance", "bientôt", "Ce n’est pas une date"),
    ("Échéance", date(1999, 1, 1), "entre 2000 et 2100"),
    ("Échéance", 12, "entre 2000 et 2100"),
    ("Fait", "presque", "Écrivez « oui » ou « non »"),
    ("Qui", "x" * 10_000, "Ce texte fait 10000 caractères, 120 au plus"),
    ("Moyens", "x" * 2001, "2000 au plus"),
    ("Moyens", "=1+1", "Une formule n’est pas prise"),
    ("Qui", "=cmd|' /C calc'!A0", "Une formule n’est pas prise"),
    ("Échéance", "=TODAY()", "Une formule n’est pas prise"),
    ("Action", None, "Écrivez l’action"),
    ("Pourquoi", "Parce que", "remplie par l’outil"),
    ("Identifiant", "=A1", "Remettez l’identifiant"),
    ("Identifiant", "n-existe-pas", "Aucune action de votre feuille de route"),
    ("Identifiant", "nommer-ancre", "est déjà à la ligne"),
])  # fmt: skip
def test_a_wrong_cell_is_said_and_its_line_changes_nothing(
    label: str, value: Any, said: str
) -> None:
    found = compared(edited(set_cells(
        ("equipe-1", "Qui", "Zoé"), ("equipe-2", "Moyens", "Un vélo"), ("equipe-2", label, value),
    )))  # fmt: skip
    assert len(found.errors) == 1
    assert said in advice(found)
    assert len(found.errors[0].value) <= 60
    assert [(c.key, c.after) for c in found.changes] == [("equipe-1", "Zoé")]


def test_the_title_of_our_actions_does_not_come_back() -> None:
    found = compared(edited(set_cells(("nommer-ancre", "Action", "Autre chose"))))
    assert "remplie par l’outil" in advice(found)
    assert found.changes == ()


def test_a_new_line_needs_its_action() -> None:
    found = compared(edited(add_line(Qui="Marc")))
    assert "Écrivez l’action sur cette ligne" in advice(found)
    assert found.changes == ()


def test_the_same_new_action_twice_is_taken_once() -> None:
    def twice(sheet: Worksheet) -> None:
        add_line(Action="Louer")(sheet)
        add_line(Action=" louer ")(sheet)

    found = compared(edited(twice))
    assert [c.action for c in found.changes] == ["Louer"]
    assert "est déjà à la ligne" in advice(found)


def test_more_actions_than_a_dossier_holds_are_refused() -> None:
    full = team(**{f"equipe_{i}": {"title": f"Action {i}"} for i in range(1, 150)})

    def many(sheet: Worksheet) -> None:
        for i in range(60):
            add_line(Action=f"Nouvelle {i}")(sheet)

    found = compared(edited(many, full), full)
    assert "200 actions au plus" in advice(found)
    assert found.changes
    assert len(to_change(found)(full).actions) <= 200


def test_an_action_that_left_the_roadmap_says_nothing_unless_edited() -> None:
    """« equipe-2 » is gone from the dossier since."""
    since = EDITED.changed(actions={k: e for k, e in EDITED.actions.items() if k != "equipe-2"})
    assert compared(edited(lambda _: None), since) == NOTHING
    assert "Aucune action" in advice(compared(edited(set_cells(("equipe-2", "Qui", "Zoé"))), since))


def test_a_missing_column_is_said() -> None:
    def without(sheet: Worksheet) -> None:
        next(c for c in sheet[header_of(sheet)] if c.value == "Qui").value = "Quoi"

    found = compared(edited(without))
    assert [(e.column, e.line) for e in found.errors] == [("Qui", found.errors[0].line)]
    assert found.changes == ()
    assert found.absent == ()


# --- files that are refused -----------------------------------------------------------------------
def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def with_part(name: str, content: bytes, file: bytes = b"") -> bytes:
    """``file``, or that of EDITED, with one part more, or another."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file or roadmap_workbook(CATALOG, EDITED, TODAY))) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return target.getvalue()


def no_identifiers(sheet: Worksheet) -> None:
    next(c for c in sheet[header_of(sheet)] if c.value == "Identifiant").value = "Numéro"


def too_many_lines(sheet: Worksheet) -> None:
    for i in range(510):
        sheet.append([f"Action {i}"])


def rename(sheet: Worksheet) -> None:
    sheet.title = "Feuil1"


_SHEET = "xl/worksheets/sheet1.xml"
_FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Identifiant</t></is></c></row>'
    b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>'
)
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</worksheet>'
)


@pytest.mark.parametrize(("content", "said"), [
    (b"", "Ce fichier est vide"),
    (b" \n", "Ce fichier est vide"),
    (b"x" * (MAX_BYTES + 1), "dépasse 2 Mo"),
    (b"Bonjour, ceci est une lettre.", "n’est pas la feuille de route"),
    (b"%PDF-1.7 \x00\x01", "n’est pas un tableur Excel"),
    (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "ancien tableur (.xls), ou il a un mot de passe"),
    (b"PK\x03\x04 tronqu", "est abîmé"),
    (zipped(a=b"0" * 20_000_000), "beaucoup trop de choses"),
    (zipped(**{f"p{i}": b"" for i in range(300)}), "beaucoup trop de choses"),
    (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "n’est pas un tableur Excel"),
    (with_part("xl/vbaProject.bin", b"macro"), "contient des macros"),
    (with_part(_SHEET, _FAR), "trop de lignes"),
    (with_part(_SHEET, _LAUGHS), "est abîmé"),
    (with_part(_SHEET, b"<worksheet>"), "est abîmé"),
    (edited(no_identifiers), "La colonne « Identifiant » manque"),
    (edited(too_many_lines), "trop de lignes"),
    (edited(rename), "La feuille « Actions » manque"),
    (b'"Identifiant";"Action"\n' + b'"";"a"\n' * 100_000, "trop de lignes"),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_a_file_that_cannot_be_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_a_hundred_thousand_lines_are_refused() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Actions")
    sheet.append(["Action", "Identifiant"])
    for _ in range(100_000):
        sheet.append(["a"])
    assert "trop de" in refusal(saved(book))


def test_the_file_of_another_dossier_is_refused() -> None:
    other = EDITED.model_copy(update={"identity": "fedcba9876543210"})
    content = roadmap_workbook(CATALOG, EDITED, TODAY)
    assert "vient d’un autre dossier" in refusal(content, other)


def test_other_sheets_are_left_alone() -> None:
    book = load_workbook(io.BytesIO(roadmap_workbook(CATALOG, EDITED, TODAY)))
    book.create_sheet("Brouillon", 0)["A1"] = "=1/0"
    assert compared(saved(book)) == NOTHING


def test_a_file_that_lies_about_its_size_is_read_whole() -> None:
    content = edited(set_cells(("equipe-2", "Qui", "Zoé")))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read(_SHEET)
    before, after = sheet.split(b"<dimension ref=")
    lying = before + b'<dimension ref="A1:B2' + after[after.index(b'"', 1) :]
    (change,) = compared(with_part(_SHEET, lying, content)).changes
    assert change.after == "Zoé"
