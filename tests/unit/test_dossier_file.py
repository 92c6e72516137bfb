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
    MAX_DECISIONS,
    MAX_ENTRIES,
    MAX_MEMBERS,
    MAX_PARKED,
    MAX_SCENARIOS,
    MAX_SNAPSHOTS,
    MAX_VOTES,
    NAME_LENGTH,
    NOTE_LENGTH,
    SCHEMA_VERSION,
    Scenario,
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
        "dropped": st.booleans(), "refusal": TEXTS, "means": TEXTS, "success": TEXTS,
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
    "budget": {"note": TEXTS, "fallback": st.none() | KEYS},
    "documents": {
        "employer": TEXTS, "workplace": TEXTS, "contact": TEXTS, "apply_before": DATES,
        "amount_asked": AMOUNTS, "signatory": TEXTS,
    },
}  # fmt: skip
DAYS = st.none() | st.floats(0.5, 5)
SCENARIO: dict[str, st.SearchStrategy[Any]] = {
    "name": TEXTS,
    "figures": st.sampled_from(["support-origine", "references-2026", "mes-valeurs"]),
    "status": st.sampled_from(
        [None, "cdi", "cdd", "auto-entrepreneur", "prestataire", "indemnite"]
    ),
    "days_per_week": DAYS, "later_days_per_week": DAYS, "shared_days_per_week": DAYS,
    "days_per_year": st.none() | st.integers(40, 52),
    "start": DATES, "aci_signature": DATES, "startup_aid_on": DATES,
    "later_from_month": st.none() | st.integers(2, 60),
    "pay": st.sampled_from(["position", "gross", "net"]),
    "position": st.integers(11, 15),
    "gross_full_time": AMOUNTS, "net_wanted": AMOUNTS, "other_payroll_tax": AMOUNTS,
    "executive": st.booleans(), "micro_charges_vat": st.booleans(),
    "advance_minimum": st.booleans(),
    "employer": st.sampled_from(["association", "sisa"]),
    "micro_day_price": st.none() | st.floats(1, 3000),
    "provider_day_price": st.none() | st.floats(1, 3000),
    "hourly_indemnity": st.none() | st.floats(1, 500),
    "extras": st.dictionaries(KEYS, st.floats(0, 1_000_000), max_size=3),
    "aci_version": st.none() | KEYS,
    "reading": st.sampled_from([None, "pro-rata", "tranches"]),
    "free_amount": AMOUNTS, "startup_aid": AMOUNTS, "other_funding": AMOUNTS,
    "months_in_year": st.none() | st.integers(1, 12),
    "patients_growth": st.none() | st.integers(-20_000, 20_000),
    "contribution": st.none() | st.floats(0, 5000),
    "contribution_months": st.none() | st.integers(1, 60),
    "opening_cash": st.none() | st.floats(-1_000_000, 1_000_000),
    "horizon_years": st.sampled_from([3, 4, 5]),
}  # fmt: skip
LETTERS = st.sampled_from("abcd")
LEVELS = st.integers(0, 3)
ANSWERS = st.dictionaries(KEYS, LEVELS | st.sampled_from(["unknown", "not-concerned"]), max_size=5)
MEMBERS = st.fixed_dictionaries({
    "readiness": ANSWERS,
    "expectations": st.dictionaries(KEYS, st.sampled_from(Way), max_size=5),
})  # fmt: skip


@st.composite
def some_change(draw: st.DrawFn) -> c.Change:
    kind = draw(st.sampled_from([
        "field", "weight", "score", "member", "scenario", "kept scenario", "extra", "duplicate",
        "remove", "keep", "own value", *PLACES, *PARTS,
    ]))  # fmt: skip
    if kind == "field":
        return c.set_field(draw(st.sampled_from(["note", "candidate"])), draw(TEXTS))
    if kind == "weight":
        return c.set_weight(draw(KEYS), draw(st.none() | st.integers(0, 100)))
    if kind == "score":
        return c.set_score(draw(KEYS), draw(KEYS), draw(st.none() | LEVELS))
    if kind == "member":
        return c.set_entry("members", draw(KEYS), draw(st.none() | MEMBERS))
    if kind in ("scenario", "kept scenario"):
        name = draw(st.sampled_from(sorted(SCENARIO)))
        value = draw(SCENARIO[name])
        if kind == "kept scenario":
            return c.set_in_kept_scenario(name, value)
        return c.set_in_scenario(draw(LETTERS), name, value)
    if kind == "extra":
        return c.set_extra(draw(LETTERS), draw(KEYS), draw(AMOUNTS))
    if kind == "duplicate":
        return c.duplicate_scenario(draw(LETTERS), draw(TEXTS))
    if kind in ("remove", "keep"):
        return {"remove": c.remove_scenario, "keep": c.keep_scenario}[kind](draw(LETTERS))
    if kind == "own value":
        return c.set_own_value(draw(KEYS), draw(AMOUNTS))
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
            budget={
                "scenarios": {"a": {"aci_version": "ancienne-version", "extras": {"ancien": 5}}},
                "own_values": {"ancien-chiffre": 3},
            },
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


def test_a_file_of_the_third_version_opens_whole() -> None:
    old = (ROOT / "tests" / "dossiers" / "anciens" / "version_3.json").read_bytes()
    assert json.loads(old)["schema_version"] == 3
    opened = from_json(old)
    assert (opened.budget.kept, opened.budget.main.name) == ("b", "À deux")
    assert opened.perspectives == {"consolidation": "On continue avec Camille."}
    assert (opened.perspective_choices, opened.actions["publier-annonce"].refusal) == ({}, "")
    same = json.loads(to_json(opened))
    assert same == json.loads(old) | {"schema_version": SCHEMA_VERSION}


def test_a_file_of_the_fourth_version_opens_whole() -> None:
    old = (ROOT / "tests" / "dossiers" / "anciens" / "version_4.json").read_bytes()
    assert json.loads(old)["schema_version"] == 4
    opened = from_json(old)
    assert (opened.decisions, opened.parked) == ({}, ())
    assert json.loads(to_json(opened)) == json.loads(old) | {"schema_version": SCHEMA_VERSION}


def test_a_file_of_the_second_version_has_one_scenario(catalog: Catalog) -> None:
    old = (ROOT / "tests" / "dossiers" / "anciens" / "version_2.json").read_bytes()
    assert json.loads(old)["schema_version"] == 2
    opened = from_json(old)
    assert opened == Dossier.model_validate(
        {
            "team": {"name": "Les Peupliers", "patients": 4000, "arrival": "2027-02-15"},
            "note": "Gardée",
            "budget": {
                "note": "Demander l’aide de l’ARS avant l’été.",
                "kept": "a",
                "scenarios": {
                    "a": {
                        "aci_version": "avenant-1", "reading": "tranches", "months_in_year": 6,
                        "days_per_week": 1.5, "status": "auto-entrepreneur", "startup_aid": 5000,
                        "other_funding": 0,
                    }
                },
            },
        }
    )  # fmt: skip
    assert opened.budget.main.status == "auto-entrepreneur"
    assert from_json(to_json(opened)) == opened
    found = results(catalog, opened, date(2026, 11, 23)).budget
    assert found.line is not None
    assert found.line.amount.central == 18_900


@pytest.mark.parametrize(
    ("budget", "scenarios"),
    [({}, {}), ({"note": "Seule"}, {}), ({"days_per_week": 2}, {"a": {"days_per_week": 2}})],
)
def test_only_what_was_counted_becomes_a_scenario(
    budget: dict[str, Any], scenarios: dict[str, Any]
) -> None:
    for version in (1, 2):
        opened = from_json(document(schema_version=version, budget=budget)).budget
        assert opened.note == budget.get("note", "")
        assert opened == Dossier.model_validate(
            {"budget": {"scenarios": scenarios, "note": budget.get("note", "")}}
        ).budget  # fmt: skip


@pytest.mark.parametrize("budget", [[], "x", None, {"scenarios": {}}, {"status": "benevole"}])
def test_a_damaged_budget_of_the_second_version_is_refused(budget: Any) -> None:
    assert "budget" in refusal(document(schema_version=2, budget=budget))


# --- refusals -------------------------------------------------------------------------------------
def document(**fields: Any) -> str:
    return json.dumps({"format": FORMAT, "schema_version": SCHEMA_VERSION, **fields})


def scenario(**fields: Any) -> str:
    return document(budget={"scenarios": {"a": fields}})


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
        (scenario(free_amount=1).replace("1}", "1e400}"), "un nombre fini"),
        (scenario(days_per_week=0), "« budget.scenarios.a.days_per_week »"),
        (scenario(days_per_week=9), "égale à 5"),
        (scenario(days_per_year=365), "égale à 52"),
        (scenario(position=10), "l’une de ces valeurs"),
        (scenario(status="benevole"), "l’une de ces valeurs"),
        (scenario(contribution=-1), "égale à 0"),
        (scenario(micro_day_price=0), "micro_day_price"),
        (scenario(extras={"transport": -5}), "« budget.scenarios.a.extras.transport »"),
        (scenario(extras={"transport": "x"}), "un nombre"),
        (document(budget={"status": "cdi"}), "ce champ n’existe pas ici"),
        (document(budget={"kept": "Un scénario"}), "un texte de la forme"),
        (document(budget={"scenarios": {f"s{i}": {} for i in range(9)}}), "au plus 8 éléments"),
        (document(budget={"own_values": {"tva": -1}}), "égale à 0"),
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
    assert "Nadia" not in refusal(scenario(status="Nadia"))


@pytest.mark.parametrize(
    "change",
    [
        c.set_field("note", "x" * (NOTE_LENGTH + 1)),
        c.set_field("note", None),
        c.set_in_part("team", "name", "x" * (NAME_LENGTH + 1)),
        c.set_in_part("team", "patients", -1),
        c.set_in_scenario("a", "free_amount", float("nan")),
        c.set_in_scenario("a", "free_amount", float("inf")),
        c.set_in_scenario("a", "days_per_week", 0),
        c.set_in_scenario("a", "inconnu", 1),
        c.set_in_kept_scenario("days_per_week", 9),
        c.set_extra("a", "transport", -1),
        c.set_own_value("tva", float("nan")),
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

    full_scenario = {
        "name": name, "figures": "references-2026", "status": "auto-entrepreneur",
        "days_per_week": 4.999999999999, "days_per_year": 52, "start": "2027-05-24",
        "later_days_per_week": 4.999999999999, "later_from_month": 60,
        "shared_days_per_week": 4.999999999999, "pay": "position", "position": 15,
        "gross_full_time": 999_999.999999, "net_wanted": 999_999.999999, "executive": True,
        "employer": "association", "other_payroll_tax": 999_999.999999,
        "micro_day_price": 2999.999999999999, "micro_charges_vat": True,
        "provider_day_price": 2999.999999999999, "hourly_indemnity": 499.999999999999,
        "extras": every(999_999.999999), "aci_version": keys[0], "reading": "tranches",
        "aci_signature": "2027-05-24", "free_amount": 999_999.999999, "months_in_year": 12,
        "patients_growth": -20_000, "advance_minimum": True, "startup_aid": 999_999.999999,
        "startup_aid_on": "2027-05-24", "contribution": 4999.999999999999,
        "contribution_months": 60, "other_funding": 999_999.999999,
        "opening_cash": -999_999.999999, "horizon_years": 5,
    }  # fmt: skip
    assert full_scenario.keys() == Scenario.model_fields.keys()
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
            "scenarios": every(full_scenario, keys[:MAX_SCENARIOS]),
            "kept": keys[0], "fallback": keys[1], "own_values": every(999_999.999999),
            "note": note,
        },
        "contract": every(True),
        "perspectives": every(note),
        "perspective_choices": every({"kept": True, "on": "2028-12-29"}),
        "actions": every({
            "title": name, "owner": name, "deadline": "2027-05-24", "done": True, "dropped": True,
            "refusal": note, "means": note, "success": note,
        }),
        "documents": {
            "employer": name, "workplace": name, "contact": name, "apply_before": "2027-05-24",
            "amount_asked": 999_999.999999, "signatory": name,
        },
        "note": note,
        "decisions": every({
            "question": note, "value": note, "who": name, "sentence": note, "minority": note,
            "decided_at": "2027-05-24T19:42:00.123456Z",
            "votes": [{
                "round": 20, "people": 10_000, "word": "accord",
                "answers": [{"answer": name, "number": 100_000}] * 20,
            }] * MAX_VOTES,
        }, [f"consentement.{i:0>60}" for i in range(MAX_DECISIONS)]),
        "parked": [note] * MAX_PARKED,
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


# --- scenarios ------------------------------------------------------------------------------------
def two_scenarios(**budget: Any) -> Dossier:
    scenarios = {"a": {"name": "Un", "status": "cdi"}, "b": {"name": "Deux", "days_per_week": 2}}
    return Dossier.model_validate(
        {"note": "Gardée", "budget": {"scenarios": scenarios, "note": "Gardée aussi"} | budget}
    )


def test_a_field_of_a_scenario_is_changed_alone() -> None:
    before = two_scenarios()
    after = c.set_in_scenario("b", "status", "prestataire")(before)
    assert after.budget.scenarios["b"] == Scenario(
        name="Deux", days_per_week=2, status="prestataire"
    )
    assert after.budget.scenarios["a"] == before.budget.scenarios["a"]
    assert (after.note, after.budget.note) == ("Gardée", "Gardée aussi")
    assert c.set_in_scenario("b", "status", None)(after) == before


def test_the_kept_scenario_is_made_when_something_is_said_in_it() -> None:
    # Another that is not there was removed in another window: it does not come back empty.
    assert c.set_in_scenario("c", "days_per_week", 3)(two_scenarios()) == two_scenarios()
    assert c.set_extra("c", "transport", 30)(two_scenarios()) == two_scenarios()
    alone = c.set_in_kept_scenario("status", "cdi")(Dossier())
    assert alone.budget.main == alone.budget.scenarios["a"] == Scenario(status="cdi")


def test_the_kept_scenario_is_the_one_that_changes() -> None:
    after = c.set_in_kept_scenario("days_per_week", 4)(two_scenarios(kept="b"))
    assert (
        after.budget.main == after.budget.scenarios["b"] == Scenario(name="Deux", days_per_week=4)
    )
    assert after.budget.scenarios["a"].days_per_week is None


def test_extras_come_and_go_alone() -> None:
    dossier = c.set_extra("b", "transport", 20)(
        c.set_extra("b", "equipement", 900)(two_scenarios())
    )
    assert dossier.budget.scenarios["b"].extras == {"equipement": 900, "transport": 20}
    assert dossier.budget.scenarios["a"].extras == {}
    assert c.set_extra("b", "transport", 0)(dossier).budget.scenarios["b"].extras["transport"] == 0
    without = c.set_extra("b", "equipement", None)(dossier)
    assert without.budget.scenarios["b"].extras == {"transport": 20}
    assert c.set_extra("b", "equipement", None)(without) == without


def test_a_duplicate_takes_the_first_free_letter_and_a_name() -> None:
    after = c.duplicate_scenario("a", "Trois")(two_scenarios())
    assert after.budget.scenarios["c"] == Scenario(name="Trois", status="cdi")
    assert after.budget.kept == "a"
    assert {k: after.budget.scenarios[k] for k in "ab"} == two_scenarios().budget.scenarios
    gap = c.remove_scenario("b")(after)
    assert c.duplicate_scenario("c", "")(gap).budget.scenarios["b"] == Scenario(status="cdi")


def test_the_first_duplicate_makes_its_original_too() -> None:
    after = c.duplicate_scenario("a", "Autre")(Dossier())
    assert after.budget.scenarios == {"a": Scenario(), "b": Scenario(name="Autre")}


def test_one_scenario_too_many_is_refused() -> None:
    full = Dossier.model_validate({"budget": {"scenarios": {key: {} for key in "abcdefgh"}}})
    assert len(full.budget.scenarios) == MAX_SCENARIOS
    with pytest.raises(ValidationError):
        c.duplicate_scenario("a", "De trop")(full)


def test_a_scenario_is_removed_with_what_pointed_at_it() -> None:
    after = c.remove_scenario("b")(two_scenarios(fallback="b"))
    assert (sorted(after.budget.scenarios), after.budget.fallback) == (["a"], None)
    kept = two_scenarios(fallback="b")
    assert c.remove_scenario("a")(kept) == kept  # the one that everything counts with stays
    third = c.set_in_scenario("c", "status", "cdd")(kept)
    assert c.remove_scenario("c")(third).budget.fallback == "b"


def test_keeping_the_fallback_turns_them_round() -> None:
    after = c.keep_scenario("b")(two_scenarios(fallback="b"))
    assert (after.budget.kept, after.budget.fallback) == ("b", "a")
    assert after.budget.main.name == "Deux"
    other = c.keep_scenario("a")(two_scenarios(kept="b", fallback="c"))
    assert (other.budget.kept, other.budget.fallback) == ("a", "c")


def test_a_fallback_is_another_scenario_that_is_there() -> None:
    dossier = c.set_fallback("b")(two_scenarios())
    assert (dossier.budget.fallback, dossier.budget.kept) == ("b", "a")
    assert c.set_fallback(None)(dossier) == two_scenarios()
    for key in ("a", "c"):
        assert c.set_fallback(key)(two_scenarios()) == two_scenarios()


def test_a_scenario_that_is_not_there_cannot_be_kept() -> None:
    for before in (Dossier(), two_scenarios(fallback="b")):
        assert c.keep_scenario("c")(before) == before
        assert c.keep_scenario("Pas une clé")(before) == before


def test_an_own_value_comes_and_goes_alone() -> None:
    dossier = c.set_own_value("tva", 0)(c.set_own_value("mutuelle", 30)(two_scenarios()))
    assert dossier.budget.own_values == {"mutuelle": 30, "tva": 0}
    back = c.set_own_value("mutuelle", None)(dossier)
    assert back.budget.own_values == {"tva": 0}
    assert c.set_own_value("tva", None)(back) == two_scenarios()


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
