"""The roadmap in other programs: agenda, spreadsheet, text, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from premierspas.__main__ import main
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import to_json
from premierspas.example import example_dossier
from premierspas.exports.roadmap_columns import COLUMNS, PRINTED
from premierspas.exports.roadmap_csv import protected, roadmap_csv, unprotected
from premierspas.exports.roadmap_ics import roadmap_calendar
from premierspas.exports.roadmap_json import roadmap_json
from premierspas.exports.roadmap_xlsx import roadmap_workbook
from premierspas.roadmap import Roadmap, roadmap
from premierspas.typography import typeset
from tests.unit.cases import TODAY, plain

CATALOG = shipped_catalog()
DOCS = Path(__file__).parents[2] / "docs" / "feuille-de-route.md"
HOSTILE = ("=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "https://exemple.fr/", " =1", "'=1")


def team(**actions: dict[str, Any]) -> Dossier:
    """A team with what it says of its actions; « _ » stands for « - » in their ids."""
    edits = {key.replace("_", "-"): edit for key, edit in actions.items()}
    return Dossier.model_validate({
        "identity": "0123456789abcdef",
        "team": {"name": "Les Tilleuls", "arrival": "2027-09-01"},
        "actions": edits,
    })  # fmt: skip


EDITED = team(
    nommer_ancre={"owner": "Nadia Bérard", "deadline": "2027-01-11", "success": "Nadia a dit oui."},
    equipe_1={"title": "Visiter ; une équipe, voisine\\n", "deadline": "2027-02-01", "done": True,
              "means": "La voiture\nde Marc"},
    equipe_2={"title": "Sans date"},
)  # fmt: skip
TEAMS = {"vide": Dossier(), "exemple": example_dossier(), "change": EDITED}


def events(content: bytes) -> dict[str, Any]:
    """By identifier of the action."""
    calendar = icalendar.Calendar.from_ical(content)
    return {str(e["UID"]).split(".")[0]: e for e in calendar.walk("VEVENT")}


def opened(dossier: Dossier, day: date = TODAY) -> Workbook:
    return load_workbook(io.BytesIO(roadmap_workbook(CATALOG, dossier, day)))


def rows(book: Workbook) -> list[dict[str, Any]]:
    """The lines of the sheet « Actions », by title of column."""
    lines = list(book["Actions"].values)
    header = next(i for i, line in enumerate(lines) if line[0] == "Action")
    return [dict(zip(lines[header], line, strict=True)) for line in lines[header + 1 :]]


# --- agenda ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_every_dated_action_is_on_its_day(dossier: Dossier) -> None:
    found = events(roadmap_calendar(CATALOG, dossier, TODAY))
    dated = {a.id: a for a in roadmap(CATALOG, dossier, TODAY).actions if a.deadline}
    assert found.keys() == dated.keys()
    for key, event in found.items():
        action = dated[key]
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event.start == action.deadline
        assert event.end - event.start == timedelta(days=1)
        assert plain(event["SUMMARY"]).endswith(plain(typeset(action.title)))
        assert plain(str(event["SUMMARY"])).startswith("✓ Fait : ") is action.done
        assert bool(event.walk("VALARM")) is not action.done


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_another_parser_reads_the_same(dossier: Dossier) -> None:
    content = roadmap_calendar(CATALOG, dossier, TODAY)
    other = vobject.readOne(content.decode())
    theirs = {e.uid.value: (e.summary.value, e.dtstart.value) for e in other.vevent_list}
    ours = {str(e["UID"]): (str(e["SUMMARY"]), e.start) for e in events(content).values()}
    assert theirs == ours
    assert len(ours) == len(events(content))


def test_an_alarm_rings_a_week_before_at_nine() -> None:
    event = events(roadmap_calendar(CATALOG, EDITED, TODAY))["nommer-ancre"]
    (alarm,) = event.walk("VALARM")
    day = datetime.combine(event.start, datetime.min.time())
    assert day + alarm["TRIGGER"].dt == datetime(2027, 1, 4, 9)


def test_a_later_file_updates_the_events_of_an_earlier_one() -> None:
    first = events(roadmap_calendar(CATALOG, EDITED, TODAY))
    moved = EDITED.model_copy(update={"actions": {
        **EDITED.actions,
        "nommer-ancre": EDITED.actions["nommer-ancre"].changed(deadline=date(2027, 1, 18)),
    }})  # fmt: skip
    second = events(roadmap_calendar(CATALOG, moved, TODAY + timedelta(days=1)))
    assert {e["UID"] for e in first.values()} == {e["UID"] for e in second.values()}
    assert second["nommer-ancre"].start == date(2027, 1, 18)
    for key in first:
        assert second[key]["SEQUENCE"] > first[key]["SEQUENCE"]
        for stamp in ("DTSTAMP", "LAST-MODIFIED"):
            assert second[key][stamp].dt > first[key][stamp].dt


def test_two_teams_do_not_share_their_events() -> None:
    other = EDITED.model_copy(update={"identity": "fedcba9876543210"})
    found = [events(roadmap_calendar(CATALOG, d, TODAY)).values() for d in (EDITED, other)]
    assert {e["UID"] for e in found[0]}.isdisjoint({e["UID"] for e in found[1]})


def test_same_bytes_for_the_same_day() -> None:
    for make in (roadmap_calendar, roadmap_workbook, roadmap_csv, roadmap_json):
        assert make(CATALOG, EDITED, TODAY) == make(CATALOG, EDITED, TODAY)


def test_lines_are_folded_and_text_is_whole() -> None:
    content = roadmap_calendar(CATALOG, EDITED, TODAY)
    assert content.endswith(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
    event = events(content)["equipe-1"]
    assert plain(event["SUMMARY"]) == "✓ Fait : Visiter ; une équipe, voisine\\n"
    assert "Moyens : La voiture\nde Marc" in plain(event["DESCRIPTION"])


def test_without_names_nothing_that_the_team_typed_is_told() -> None:
    told = plain(
        str(events(roadmap_calendar(CATALOG, EDITED, TODAY))["nommer-ancre"]["DESCRIPTION"])
    )
    assert "Qui : Nadia Bérard" in told
    assert "Nadia a dit oui." in told
    silent = roadmap_calendar(CATALOG, EDITED, TODAY, with_names=False)
    text = " ".join(str(e["DESCRIPTION"]) for e in events(silent).values() if "DESCRIPTION" in e)
    assert "Nadia" not in text
    assert "Marc" not in text
    assert f"Qui : {CATALOG.action['nommer-ancre'].who}" in plain(text)


# --- spreadsheet ----------------------------------------------------------------------------------
def plan_of(dossier: Dossier) -> Roadmap:
    return roadmap(CATALOG, dossier, TODAY)


@pytest.mark.parametrize("dossier", TEAMS.values(), ids=TEAMS)
def test_the_sheet_says_what_the_roadmap_says(dossier: Dossier) -> None:
    actions = plan_of(dossier).actions
    lines = [row for row in rows(opened(dossier)) if row["Action"]]
    assert len(lines) == len(actions)
    for row, action in zip(lines, actions, strict=True):
        assert row["Identifiant"] == action.id
        assert plain(row["Action"]) == plain(typeset(action.title))
        assert (row["Échéance"].date() if row["Échéance"] else None) == action.deadline
        assert (row["Début"].date() if row["Début"] else None) == action.start
        assert row["Fait"] == ("oui" if action.done else "non")
        if not action.owner and action.usual_owner:
            assert plain(row["Qui"]) == f"{plain(action.usual_owner)} (proposé)"


def test_the_sheet_is_ready_to_fill_and_to_print() -> None:
    book = opened(EDITED)
    sheet = book["Actions"]
    header = next(cell.row for cell in sheet["A"] if cell.value == "Action")
    assert sheet.freeze_panes == f"B{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert f"$A$1:$H${sheet.max_row}" in str(sheet.print_area)
    assert [c.value for c in sheet[header]][:PRINTED][-1] == "Signe de réussite"
    assert sheet.auto_filter.ref == f"A{header}:L{sheet.max_row}"
    rules = {str(v.sqref): v.type for v in sheet.data_validations.dataValidation}
    last = sheet.max_row
    assert rules == {f"E{header + 1}:E{last}": "date", f"F{header + 1}:F{last}": "list"}
    assert book["Origine"].sheet_state == "hidden"
    assert "Mode d’emploi" in book.sheetnames
    assert sheet.cell(header + 1, 5).number_format.lower() == "dd/mm/yyyy"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_stays_text(text: str) -> None:
    dossier = team(nommer_ancre={"owner": text, "means": text}, equipe_1={"title": text})
    book = opened(dossier)
    cells = [c for sheet in book for row in sheet for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert not any(sheet._hyperlinks for sheet in book)
    assert plain(typeset(dossier.actions["equipe-1"].title)) in {plain(str(c.value)) for c in cells}


def test_a_long_text_makes_no_impossible_row() -> None:
    sheet = opened(team(nommer_ancre={"means": "Beaucoup de mots. " * 110}))["Actions"]
    heights = [d.height for d in sheet.row_dimensions.values() if d.height]
    assert 400 < max(heights) <= 409


# --- text -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_text_file_begins_as_a_formula(text: str) -> None:
    dossier = team(nommer_ancre={"owner": text, "means": text}, equipe_1={"title": text})
    content = roadmap_csv(CATALOG, dossier, TODAY)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read[0] == [column.label for column in COLUMNS]
    assert not [c for row in read for c in row if c.strip()[:1] in tuple("=+-@")]
    assert text.strip() in {unprotected(row[0]).strip() for row in read}


@given(some.text(alphabet="'=+-@ \ta＝é;\"\n", max_size=12))
def test_protection_is_taken_off_exactly(text: str) -> None:
    assert unprotected(protected(text)) == text
    assert not re.match(r"\s*[=+\-@＝]", protected(text))


# --- JSON -----------------------------------------------------------------------------------------
def test_every_key_is_documented() -> None:
    document = json.loads(roadmap_json(CATALOG, EDITED, TODAY))
    table = [
        line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    documented = {key for line in table for key in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert {*document, *document["actions"][0]} == documented
    assert document["version"] == 1
    named = {a["identifiant"]: a for a in document["actions"]}
    assert named["nommer-ancre"]["qui"] == "Nadia Bérard"
    assert named["nommer-ancre"]["echeance"] == "2027-01-11"
    assert named["equipe-2"]["echeance"] is None
    assert [a["identifiant"] for a in document["actions"]] == [
        a.id for a in plan_of(EDITED).actions
    ]


# --- command line ---------------------------------------------------------------------------------
def test_the_command_line_writes_them_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "dossier.json"
    source.write_text(to_json(EDITED), encoding="utf-8")
    made = {
        ("agenda", "a.ics"): roadmap_calendar(CATALOG, EDITED, TODAY),
        ("actions", "a.xlsx"): roadmap_workbook(CATALOG, EDITED, TODAY),
        ("actions", "a.csv"): roadmap_csv(CATALOG, EDITED, TODAY),
        ("actions", "a.json"): roadmap_json(CATALOG, EDITED, TODAY),
    }
    for (command, name), content in made.items():
        target = tmp_path / name
        assert main([command, str(source), str(target), "--date", TODAY.isoformat()]) == 0
        assert target.read_bytes() == content
    silent = ["agenda", str(source), str(tmp_path / "s.ics"), "--sans-noms"]
    assert main(silent) == 0
    assert "Nadia" not in (tmp_path / "s.ics").read_text(encoding="utf-8")
    assert main(["agenda", str(source), str(tmp_path / "a.txt")]) == 1
    assert main(["actions", str(source), str(tmp_path / "a.pdf")]) == 1
    assert "doit finir par .xlsx, .csv ou .json" in capsys.readouterr().err
