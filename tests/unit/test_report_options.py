"""The PDF that leaves the team: with or without comments, with or without names."""

from __future__ import annotations

import io
from datetime import date
from itertools import product
from typing import Annotated, Any, get_args, get_origin

import pytest
from pypdf import PdfReader

from premierspas.__main__ import main
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.file import FILE_NAME, from_json, to_json
from premierspas.dossier.from_pdf import from_pdf
from premierspas.dossier.model import Part
from premierspas.dossier.without_names import (
    NOT_SHOWN,
    REMOVED,
    names_held,
    names_removed,
    without_names,
)
from premierspas.example import example_dossier
from premierspas.report import roadmap_pdf
from premierspas.report.options import PdfOptions, chosen
from premierspas.results import Results, results

CATALOG, TODAY = shipped_catalog(), date(2026, 11, 23)
CARDS, ACTIONS = CATALOG.expectations.cards, CATALOG.action_texts.actions
NAMES = ("Zoé Ancre", "Yves Contact", "Xia Candidat", "Walid Tache", "Vera Action", "Ugo Propre",
         "Tom Annonce", "Sam Signe", "Rémi Atelier")  # fmt: skip
SENTENCES = ("Phrase décidée", "Phrase minoritaire", "Raison du profil", "Moyens voulus",
             "Signe attendu", "Raison du refus", "Phrase actée", "Avis gardé")  # fmt: skip
COMMENTS = ("Commentaire intime", "Note générale", "Sujet au frigo")


@pytest.fixture
def dossier() -> Dossier:
    return Dossier.model_validate(
        {
            "team": {"name": "Les Tilleuls", "anchor": NAMES[0], "federation_contact": NAMES[1]},
            "candidate": NAMES[2],
            "skills": {CATALOG.skill_texts.skills[0].id: 2},
            "readiness": {
                CATALOG.questionnaire.criteria[0].id: {"level": 1, "comment": COMMENTS[0]}
            },
            "expectations": {
                CARDS[0].id: {"way": "leaders", "instead": NAMES[3], "decision": SENTENCES[0],
                              "minority": SENTENCES[1]},
            },
            "profile": {"verdict": "interne", "reason": SENTENCES[2]},
            "actions": {
                ACTIONS[0].id: {"owner": NAMES[4], "means": SENTENCES[3], "success": SENTENCES[4]},
                "equipe-1": {"title": "Voir le maire", "owner": NAMES[5]},
                ACTIONS[1].id: {"dropped": True, "refusal": SENTENCES[5]},
            },
            "documents": {"contact": NAMES[6], "signatory": NAMES[7]},
            "note": COMMENTS[1],
            "decisions": {
                "profil": {"question": "Quel profil ?", "value": "Interne", "who": NAMES[8],
                           "sentence": SENTENCES[6], "minority": SENTENCES[7],
                           "decided_at": "2026-11-22T19:00:00Z"},
            },
            "parked": [COMMENTS[2]],
        }
    )  # fmt: skip


def found_in(dossier: Dossier) -> Results:
    return results(CATALOG, dossier, TODAY)


def held(content: bytes) -> str:
    """All that a PDF holds: what its pages say and the attached dossier."""
    reader = PdfReader(io.BytesIO(content))
    pages = " ".join(page.extract_text() for page in reader.pages)
    [attached] = reader.attachments[FILE_NAME]
    return " ".join(pages.split()) + to_json(from_json(attached))


@pytest.mark.parametrize(("comments", "names"), list(product([True, False], repeat=2)))
def test_nothing_that_is_left_out_stays_anywhere(
    comments: bool, names: bool, dossier: Dossier
) -> None:
    text = held(roadmap_pdf(chosen(found_in(dossier), PdfOptions(comments, names))))
    for name in NAMES:
        assert (name in text) is names, name
    for comment in COMMENTS:
        assert (comment in text) is comments, comment
    for sentence in SENTENCES:
        assert (sentence in text) is (comments or names), sentence
    assert ("Sans noms" in text) is not names
    assert "Voir le maire" in text
    assert "Les Tilleuls" in text


def test_what_somebody_does_is_not_to_be_given_out_again(dossier: Dossier) -> None:
    before = found_in(dossier)
    after = chosen(before, PdfOptions(comments=False, names=False))
    assert after.charter.orphans == before.charter.orphans == ()
    assert [a.id for a in after.roadmap.actions] == [a.id for a in before.roadmap.actions]
    owners = {a.id: a.owner for a in after.roadmap.actions}
    assert owners[ACTIONS[0].id] == f"{ACTIONS[0].who} ({REMOVED})"
    assert owners["equipe-1"] == REMOVED
    assert after.dossier.profile.reason == NOT_SHOWN  # that it is written stays said
    assert after.expectations.cards[0].minority == NOT_SHOWN


def test_the_cover_announces_names_or_that_they_are_gone(dossier: Dossier) -> None:
    assert "contient des noms de personnes" in held(roadmap_pdf(found_in(dossier)))
    nameless = held(roadmap_pdf(chosen(found_in(dossier), PdfOptions(names=False))))
    assert "contient des noms de personnes" not in nameless
    assert "Les noms des personnes ont été retirés" in nameless
    assert len(names_held(dossier)) == 8
    assert names_held(without_names(dossier, {})) == ()


def marked(model: Any, mark: str) -> Any:
    """Everything that a person may type in ``model``, with ``mark`` in it."""
    origin, arguments = get_origin(model), get_args(model)
    if origin is Annotated:
        return marked(arguments[0], mark)
    if origin is dict:
        inside = marked(arguments[1], mark)
        return None if inside is None else {"equipe-1": inside}
    if model is str:
        return mark
    if isinstance(model, type) and issubclass(model, Part):
        found = {name: marked(field.annotation, mark) for name, field in model.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}
    return None


def places(value: Any, mark: str, at: str = "") -> set[str]:
    """Where ``mark`` still stands."""
    if isinstance(value, dict):
        return {p for k, v in value.items() for p in places(v, mark, f"{at}.{k}".lstrip("."))}
    if isinstance(value, list):
        return {p for item in value for p in places(item, mark, at)}
    return {at} if isinstance(value, str) and mark in value else set()


def test_every_place_where_a_name_may_stand_is_known() -> None:
    """A new field of the dossier that holds a name or a sentence must be left out, or listed here."""
    typed = marked(Dossier, "Zoé")
    for fixed in ("identity", "content_version", "snapshots"):
        typed.pop(fixed, None)
    typed["budget"] = {k: v for k, v in typed["budget"].items() if k != "kept"}
    decision = typed["decisions"].pop("equipe-1") | {"decided_at": "2026-11-22T19:00:00Z"}
    typed["decisions"] = {"profil": decision}
    typed["parked"] = ["Zoé"]
    typed["budget"]["scenarios"] = {"a": {"name": "Zoé, salariée"}}
    dossier = Dossier.model_validate(typed)
    assert len(places(dossier.model_dump(mode="json"), "Zoé")) > 20
    found = chosen(results(CATALOG, dossier, TODAY), PdfOptions(comments=False, names=False))
    assert places(found.dossier.model_dump(mode="json"), "Zoé") == {
        "team.name", "team.territory", "actions.equipe-1.title", "documents.employer",
        "documents.workplace", "decisions.profil.question", "decisions.profil.value",
    }  # fmt: skip


def test_twice_is_once(dossier: Dossier) -> None:
    for texts in (True, False):
        once = without_names(dossier, {ACTIONS[0].id: "Leaders"}, free_texts=texts)
        assert without_names(once, {ACTIONS[0].id: "Leaders"}, free_texts=texts) == once
        assert names_removed(once)
    assert not names_removed(dossier)


def test_a_dossier_without_a_name_stays_as_it_is() -> None:
    assert without_names(Dossier(), {}) == Dossier()
    assert not names_removed(Dossier())
    before = found_in(example_dossier())
    assert chosen(before, PdfOptions()) is before


def test_the_command_line_leaves_them_out_too(tmp_path, dossier: Dossier) -> None:
    source, target = tmp_path / "dossier.json", tmp_path / "feuille.pdf"
    source.write_text(to_json(dossier), encoding="utf-8")
    assert main(["pdf", str(source), str(target), "--sans-noms", "--sans-commentaires"]) == 0
    kept = from_pdf(target.read_bytes())
    assert kept.team.anchor == REMOVED
    assert kept.note == ""
