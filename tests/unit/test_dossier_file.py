"""The dossier as a file: what goes out comes back, what cannot be trusted is refused in French."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from premierspas.__main__ import main
from premierspas.content import Catalog
from premierspas.content.models import Way
from premierspas.dossier import Dossier
from premierspas.dossier import changes as c
from premierspas.dossier.file import (
    FORMAT,
    MAX_BYTES,
    DossierFileError,
    from_json,
    json_schema,
    to_json,
)
from premierspas.dossier.model import (
    MAX_ENTRIES,
    MAX_MEMBERS,
    MAX_SNAPSHOTS,
    NAME_LENGTH,
    NOTE_LENGTH,
    SCHEMA_VERSION,
)
from premierspas.results import results

ROOT = Path(__file__).parents[2]

# --- round trip -----------------------------------------------------------------------------------
KEYS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
TEXTS = st.text(st.characters(), max_size=80) | st.text("ab\r\n\t «»’\u202e\u0000é🩺", max_size=80)
DATES = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))
AMOUNTS = st.none() | st.floats(0, 1_000_000)
PROFILES = st.sampled_from([None, "interne", "experimente", "externe"])
PLACES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "readiness": {
        "level": st.sampled_from([None, 0, 1, 2, 3, "unknown", "not-concerned"]),
        "comment": TEXTS,
        "target": st.none() | st.integers(1, 3),
    },
    "expectations": {
        "way": st.none() | st.sampled_from(Way), "decision": TEXTS, "minority": TEXTS,
        "instead": TEXTS, "assumed": st.booleans(),
    },
    "missions": {
        "kept": st.booleans(), "hours_per_week": st.none() | st.floats(0, 35),
        "when": st.sampled_from([None, "six-premiers-mois", "plus-tard"]),
    },
    "actions": {
        "title": TEXTS, "owner": TEXTS, "deadline": DATES, "done": st.booleans(),
        "dropped": st.booleans(), "means": TEXTS, "success": TEXTS,
    },
    "tasks": {"": st.sampled_from([None, "at-ease", "not-at-ease", "nobody"])},
    "skills": {"": st.none() | st.integers(0, 3)},
    "everyday": {"": st.none() | TEXTS},
    "activities": {"": st.none() | st.booleans()},
    "contract": {"": st.none() | st.booleans()},
    "perspectives": {"": st.none() | TEXTS},
}  # fmt: skip
PARTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "team": {
        "name": TEXTS, "territory": TEXTS, "anchor": TEXTS, "federation_contact": TEXTS,
        "professionals": st.none() | st.integers(0, 500),
        "patients": st.none() | st.integers(0, 200_000),
        "arrival": DATES, "aci_signature": DATES,
    },
    "profile": {"verdict": PROFILES, "fallback": PROFILES, "reason": TEXTS},
    "budget": {
        "aci_version": KEYS, "reading": st.sampled_from(["pro-rata", "tranches"]),
        "free_amount": AMOUNTS, "startup_aid": AMOUNTS, "other_funding": AMOUNTS,
        "months_in_year": st.none() | st.integers(1, 12),
        "days_per_week": st.none() | st.floats(0.5, 5),
        "status": st.sampled_from([None, "cdi", "auto-entrepreneur", "prestataire"]),
        "note": TEXTS,
    },
    "documents": {
        "employer": TEXTS, "workplace": TEXTS, "contact": TEXTS, "apply_before": DATES,
        "amount_asked": AMOUNTS, "signatory": TEXTS,
    },
}  # fmt: skip
LEVELS = st.integers(0, 3)
ANSWERS = st.dictionaries(KEYS, LEVELS | st.sampled_from(["unknown", "not-concerned"]), max_size=5)
MEMBERS = st.fixed_dictionaries({
    "readiness": ANSWERS,
    "expectations": st.dictionaries(KEYS, st.sampled_from(Way), max_size=5),
})  # fmt: skip


@st.composite
def some_change(draw: st.DrawFn) -> c.Change:
    kind = draw(st.sampled_from(["field", "weight", "score", "member", *PLACES, *PARTS]))
    if kind == "field":
        return c.set_field(draw(st.sampled_from(["note", "candidate"])), draw(TEXTS))
    if kind == "weight":
        return c.set_weight(draw(KEYS), draw(st.none() | st.integers(0, 100)))
    if kind == "score":
        return c.set_score(draw(KEYS), draw(KEYS), draw(st.none() | LEVELS))
    if kind == "member":
        return c.set_entry("members", draw(KEYS), draw(st.none() | MEMBERS))
    fields = (PLACES | PARTS)[kind]
    name = draw(st.sampled_from(sorted(fields)))
    value = draw(fields[name])
    if kind in PARTS:
        return c.set_in_part(kind, name, value)
    key = draw(KEYS)
    return c.set_in_entry(kind, key, name, value) if name else c.set_entry(kind, key, value)


DOSSIERS = st.lists(some_change(), max_size=12).map(
    lambda changes: _applied(Dossier(demonstration=False), changes)
)


def _applied(dossier: Dossier, changes: list[c.Change]) -> Dossier:
    for change in changes:
        dossier = change(dossier)
    return dossier


@settings(max_examples=200)
@given(dossier=DOSSIERS)
def test_what_goes_out_comes_back_the_same(dossier: Dossier) -> None:
    text = to_json(dossier)
    assert from_json(text) == dossier
    assert from_json(text.encode()) == dossier


@settings(max_examples=40)
@given(dossier=DOSSIERS)
def test_what_goes_out_follows_the_published_schema(dossier: Dossier) -> None:
    Draft202012Validator(json_schema()).validate(json.loads(to_json(dossier)))


@settings(max_examples=40)
@given(dossier=DOSSIERS)
def test_every_dossier_that_is_accepted_gives_results(dossier: Dossier, catalog: Catalog) -> None:
    results(catalog, dossier, date(2026, 11, 22))


def test_nothing_untouched_is_written() -> None:
    assert json.loads(to_json(Dossier())) == {"format": FORMAT, "schema_version": SCHEMA_VERSION}


def test_a_zero_is_not_a_missing_answer() -> None:
    dossier = Dossier.model_validate(
        {"readiness": {"a": {"level": 0}}, "skills": {"b": 0}, "team": {"patients": 0}}
    )
    assert from_json(to_json(dossier)) == dossier
    assert dossier != Dossier()


def test_a_file_saved_by_windows_notepad_opens() -> None:
    dossier = c.set_field("note", "Été")(Dossier())
    assert from_json(b"\xef\xbb\xbf" + to_json(dossier).replace("\n", "\r\n").encode()) == dossier


def test_ids_that_the_content_no_longer_knows_are_kept_and_not_shown(catalog: Catalog) -> None:
    dossier = from_json(
        document(
            readiness={"ancienne-question": {"level": 2}},
            actions={"ancienne-action": {"owner": "Nadia"}},
            budget={"aci_version": "ancienne-version"},
        )
    )
    assert dossier.readiness["ancienne-question"].level == 2
    found = results(catalog, dossier, date(2026, 11, 22))
    assert found.readiness.answered == 0
    assert "ancienne-action" not in {action.id for action in found.roadmap.actions}


def test_a_file_of_the_first_version_opens() -> None:
    old = (ROOT / "tests" / "dossiers" / "anciens" / "version_1.json").read_bytes()
    same = (ROOT / "tests" / "dossiers" / "equipe_partielle.json").read_bytes()
    assert json.loads(old)["schema_version"] == 1
    assert from_json(old) == from_json(same)


# --- refusals -------------------------------------------------------------------------------------
def document(**fields: Any) -> str:
    return json.dumps({"format": FORMAT, "schema_version": SCHEMA_VERSION, **fields})


def refusal(content: bytes | str) -> str:
    with pytest.raises(DossierFileError) as refused:
        from_json(content)
    message = str(refused.value)
    message.encode()  # can be shown
    assert message.startswith("Ce ")
    assert message.endswith(".")
    assert len(message) < 1000
    return message


NESTED = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "abîmé"),
        (b"   ", "abîmé"),
        (b"\x00\x01\x02", "abîmé"),
        (b"%PDF-1.7", "pièce jointe"),
        (b"PK\x03\x04", "abîmé"),
        ("é".encode("latin-1"), "abîmé"),
        (to_json(Dossier())[:-10], "abîmé"),
        (b"[]", "abîmé"),
        (b'"texte"', "abîmé"),
        (b"null", "abîmé"),
        (NESTED, "abîmé"),
        (document(note="x").replace('"x"', NESTED), "abîmé"),
        (document(team={"patients": 1}).replace("1}", "NaN}"), "abîmé"),
        (document(team={"patients": 1}).replace("1}", "-Infinity}"), "abîmé"),
        (document(team={"patients": 1}).replace("1}", "9" * 5000 + "}"), "abîmé"),
        (b"{}", "n’est pas un dossier"),
        (b'{"schema_version": 1}', "n’est pas un dossier"),
        (b'{"format": "premiers-pas/dossier"}', "n’est pas un dossier"),
        (b'{"format": ["premiers-pas/dossier"], "schema_version": 1}', "n’est pas un dossier"),
        (document(format="autre"), "n’est pas un dossier"),
        (document(schema_version=0), "n’est pas un dossier"),
        (document(schema_version=-1), "n’est pas un dossier"),
        (document(schema_version=True), "n’est pas un dossier"),
        (document(schema_version=1.0), "n’est pas un dossier"),
        (document(schema_version="1"), "n’est pas un dossier"),
        (document(schema_version=None), "n’est pas un dossier"),
        (document(schema_version=SCHEMA_VERSION + 1), "version plus récente"),
        (document(schema_version=10**30), "version plus récente"),
        (document(inconnu=1), "ce champ n’existe pas ici"),
        (document(team={"taille": 1}), "« team.taille »"),
        (document(team=[]), "un groupe de champs"),
        (document(team="x"), "un groupe de champs"),
        (document(readiness=[]), "un groupe de champs"),
        (document(note=12), "un texte"),
        (document(note={"a": 1}), "un texte"),
        (document(team={"patients": "beaucoup"}), "un nombre entier"),
        (document(team={"patients": -1}), "égale à 0"),
        (document(team={"patients": 10**30}), "égale à 200\u202f000"),
        (document(team={"patients": 10**300}), "« team.patients »"),
        (document(team={"patients": 1.5}), "un nombre entier"),
        (document(team={"arrival": "demain"}), "une date de la forme"),
        (document(team={"arrival": "2026-02-30"}), "une date de la forme"),
        (document(team={"arrival": "9999-12-31"}), "au plus égale à"),
        (document(actions={"a": {"deadline": "0001-01-01"}}), "au moins égale à"),
        (document(budget={"free_amount": 1}).replace("1}", "1e400}"), "un nombre fini"),
        (document(budget={"days_per_week": 0}), "« budget.days_per_week »"),
        (document(budget={"status": "benevole"}), "l’une de ces valeurs"),
        (document(readiness={"Pas Une Clé": {}}), "un texte de la forme"),
        (document(readiness={"a\n": {}}), "un texte de la forme"),
        (document(readiness={"a" * 61: {}}), "au plus 60 caractères"),
        (document(readiness={"\ud800": {}}), "« readiness"),
        (document(readiness={"a": {"level": 4}}), "« readiness.a.level"),
        (document(readiness={"a": {"level": "parfait"}}), "« readiness.a.level"),
        (document(skills={"a": None}), "un nombre entier"),
        (document(note="x" * (NOTE_LENGTH + 1)), "au plus 2\u202f000 caractères"),
        (document(team={"name": "x" * (NAME_LENGTH + 1)}), "au plus 120 caractères"),
        (document(profile={"weights": {"cout": 101}}), "égale à 100"),
        (document(skills={f"s-{i}": 1 for i in range(MAX_ENTRIES + 1)}), "« skills »"),
        (document(**{f"champ-{i}": 1 for i in range(500)}), "et 497 autre(s)"),
        (document(**{"x" * 5000: 1}), "ce champ n’existe pas ici"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_refused_in_french(content: bytes | str, says: str) -> None:
    assert says in refusal(content)


def test_too_many_entries_are_said_in_french() -> None:
    message = refusal(document(skills={f"s-{i}": 1 for i in range(MAX_ENTRIES + 1)}))
    assert "au plus 200 éléments" in message


def test_fifty_megabytes_are_refused_before_being_read() -> None:
    assert "trop gros (50 Mo)" in refusal(b"[" * 50_000_000)


def test_a_refusal_never_quotes_what_was_typed() -> None:
    assert "Nadia" not in refusal(document(note="Nadia " * 1000))
    assert "Nadia" not in refusal(document(budget={"status": "Nadia"}))


@pytest.mark.parametrize(
    "change",
    [
        c.set_field("note", "x" * (NOTE_LENGTH + 1)),
        c.set_field("note", None),
        c.set_in_part("team", "name", "x" * (NAME_LENGTH + 1)),
        c.set_in_part("team", "patients", -1),
        c.set_in_part("budget", "free_amount", float("nan")),
        c.set_in_part("budget", "free_amount", float("inf")),
        c.set_in_part("team", "inconnu", 1),
        c.set_entry("skills", "Pas une clé", 1),
        c.set_in_entry("readiness", "a", "level", 4),
        c.set_weight("cout", 101),
    ],
)
def test_a_refused_change_leaves_the_dossier_as_it_was(change: c.Change) -> None:
    before = c.set_field("note", "Gardée")(Dossier())
    with pytest.raises(ValidationError):
        change(before)
    assert before == c.set_field("note", "Gardée")(Dossier())


def test_one_entry_too_many_is_refused() -> None:
    dossier = Dossier.model_validate({"skills": {f"s-{i}": 1 for i in range(MAX_ENTRIES)}})
    with pytest.raises(ValidationError):
        c.set_entry("skills", "encore-un", 1)(dossier)


# --- texts ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x7f\x85d", "abcd"),
        ("a\ud800b\ufffe\uffff", "ab"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("👩🏽‍⚕️ שלום ﷽ e\u0301", "👩🏽‍⚕️ שלום ﷽ e\u0301"),
        ("<script>alert(1)</script> =1+1", "<script>alert(1)</script> =1+1"),
    ],
)
def test_hostile_texts_are_cleaned_and_reopen(typed: str, kept: str) -> None:
    dossier = c.set_field("note", typed)(Dossier())
    assert dossier.note == kept
    assert from_json(to_json(dossier)) == dossier
    assert from_json(document(note=typed)) == dossier


def test_a_name_stays_on_one_line() -> None:
    dossier = c.set_in_part("team", "name", "  Les\nTilleuls\t ")(Dossier())
    assert dossier.team.name == "Les Tilleuls"


def test_the_longest_note_is_counted_in_characters_not_bytes() -> None:
    assert from_json(document(note="🩺" * NOTE_LENGTH)).note == "🩺" * NOTE_LENGTH


def test_the_fullest_dossier_stays_under_the_limit_and_reopens() -> None:
    note, name = "🩺" * NOTE_LENGTH, "🩺" * NAME_LENGTH
    keys = [f"{i:0>60}" for i in range(MAX_ENTRIES)]

    def every(value: Any, keys: list[str] = keys) -> dict[str, Any]:
        return dict.fromkeys(keys, value)

    full = {
        "content_version": "x" * 40,
        "identity": "0" * 32,
        "demonstration": True,
        "variant": "essential",
        "team": {
            "name": name, "territory": name, "anchor": name, "federation_contact": name,
            "professionals": 500, "patients": 200_000,
            "arrival": "2027-05-24", "aci_signature": "2027-09-01",
        },
        "readiness": every({"level": "not-concerned", "comment": note, "target": 3}),
        "expectations": every({
            "way": "coordinateur", "decision": note, "minority": note, "instead": name,
            "assumed": True,
        }),
        "members": every({
            "readiness": every("not-concerned"), "expectations": every("coordinateur"),
        }, keys[:MAX_MEMBERS]),
        "snapshots": every(
            {"day": "2027-05-24", "readiness": every("not-concerned")}, keys[:MAX_SNAPSHOTS]
        ),
        "tasks": every("not-at-ease"),
        "missions": every({
            "kept": True, "hours_per_week": 34.999999999999, "when": "six-premiers-mois",
        }),
        "candidate": name,
        "skills": every(3),
        "everyday": every(note),
        "activities": every(True),
        "profile": {
            "weights": every(100), "scores": every({"experimente": 3}),
            "verdict": "experimente", "fallback": "experimente", "reason": note,
        },
        "budget": {
            "aci_version": keys[0], "reading": "tranches", "free_amount": 999_999.999999,
            "months_in_year": 12, "days_per_week": 4.999999999999, "status": "auto-entrepreneur",
            "startup_aid": 999_999.999999, "other_funding": 999_999.999999, "note": note,
        },
        "contract": every(True),
        "perspectives": every(note),
        "actions": every({
            "title": name, "owner": name, "deadline": "2027-05-24", "done": True, "dropped": True,
            "means": note, "success": note,
        }),
        "documents": {
            "employer": name, "workplace": name, "contact": name, "apply_before": "2027-05-24",
            "amount_asked": 999_999.999999, "signatory": name,
        },
        "note": note,
    }  # fmt: skip
    assert full.keys() == Dossier.model_fields.keys() - {"schema_version"}
    dossier = Dossier.model_validate(full)
    content = to_json(dossier).encode()
    assert len(content) < MAX_BYTES
    assert from_json(content) == dossier


# --- changes --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "read", "value"),
    [
        (c.set_in_part("team", "patients", 4000), lambda d: d.team.patients, 4000),
        (c.set_in_entry("readiness", "a", "level", 0), lambda d: d.readiness["a"].level, 0),
        (c.set_in_entry("actions", "a", "owner", "Nadia"), lambda d: d.actions["a"].owner, "Nadia"),
        (c.set_entry("skills", "a", 0), lambda d: d.skills["a"], 0),
        (c.set_weight("cout", 40), lambda d: d.profile.weights["cout"], 40),
        (c.set_score("cout", "externe", 0), lambda d: d.profile.scores["cout"]["externe"], 0),
    ],
)
def test_a_change_changes_one_thing(
    change: c.Change, read: Callable[[Dossier], Any], value: Any
) -> None:
    before = Dossier.model_validate(
        {
            "note": "Gardée",
            "skills": {"b": 2},
            "actions": {"a": {"done": True}, "b": {"owner": "Benoît"}},
            "readiness": {"b": {"level": 3}},
            "profile": {"weights": {"duree": 60}},
        }
    )
    after = change(before)
    assert read(after) == value
    assert (after.actions["b"], after.readiness["b"]) == (
        before.actions["b"],
        before.readiness["b"],
    )
    assert after.profile.weights["duree"] == 60
    assert (after.note, after.skills["b"], after.actions["a"].done) == ("Gardée", 2, True)


def test_an_entry_can_be_taken_out() -> None:
    dossier = c.set_entry("skills", "a", 2)(Dossier())
    assert c.set_entry("skills", "a", None)(dossier) == Dossier()
    assert c.set_entry("skills", "a", None)(Dossier()) == Dossier()


def test_going_back_to_our_score_leaves_nothing() -> None:
    dossier = c.set_score("cout", "externe", 0)(Dossier())
    assert c.set_score("cout", "externe", None)(dossier) == Dossier()


def test_only_an_untouched_dossier_is_empty() -> None:
    assert Dossier(content_version="abc", identity="12ab", demonstration=True).is_empty
    assert not c.set_entry("skills", "a", 0)(Dossier()).is_empty


# --- the schema -----------------------------------------------------------------------------------
def test_the_published_schema_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    published = (ROOT / "docs" / "dossier.schema.json").read_text(encoding="utf-8")
    assert published == capsys.readouterr().out
    Draft202012Validator.check_schema(json.loads(published))


@pytest.mark.parametrize(
    "path", [*(ROOT / "tests" / "dossiers").glob("*.json"), ROOT / "content" / "exemple.json"]
)
def test_shipped_dossiers_follow_the_schema(path: Path) -> None:
    Draft202012Validator(json_schema()).validate(json.loads(path.read_text(encoding="utf-8")))
