"""The ready documents on screen: what they need, what is left to decide, what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from premierspas.content import Catalog
from premierspas.documents import DOCUMENTS
from premierspas.dossier import Dossier
from tests.pages.visit import Visit, plain, store

READ = "document-preview"


def visit_of(document: str = "charte", **fields: Any) -> Visit:
    key = store().create(Dossier.model_validate(fields)).key
    return Visit(key, "documents").answer("document-shown", document)


def links(visit: Visit) -> list[str]:
    """Pages where something is to be decided."""
    found = [plain(e.proto.label) for e in visit._elements() if e.type == "page_link"]
    return [label.removeprefix("Le décider : ") for label in found]


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("employer", "Association Les Ormes", "employer"),
        ("workplace", "Bellême", "workplace"),
        ("contact", "Inès", "contact"),
        ("before", date(2027, 2, 26), "apply_before"),
        ("amount", 5000, "amount_asked"),
        ("signatory", "Hélène", "signatory"),
    ],
)
def test_what_the_documents_need_is_saved_at_once(field: str, value: Any, name: str) -> None:
    visit = Visit(page="documents").answer(f"document-{field}", value)
    assert getattr(visit.dossier.documents, name) == value


@pytest.mark.parametrize("document", list(DOCUMENTS))
def test_each_document_says_what_it_is_for_and_can_be_read(document: str, catalog: Catalog) -> None:
    visit = visit_of(document, team={"name": "Les Ormes"})
    text = catalog.ready_document[document]
    assert plain(text.purpose) in visit.text
    assert plain(text.who) in visit.text
    assert plain(text.title) not in visit.text  # folded: the document may be long
    visit.unfold(READ)
    assert plain(text.title) in visit.text


def test_what_is_left_to_decide_leads_to_its_page() -> None:
    visit = visit_of("annonce")
    assert "la date limite pour postuler" in visit.text
    assert "→ dans les champs en haut de cette page" in visit.text
    assert "→ à écrire dans le document" in visit.text
    assert links(visit) == ["Notre équipe", "Missions", "Budget", "Profil"]
    visit = visit_of(
        "annonce",
        team={"name": "Les Ormes", "territory": "Le Perche", "arrival": "2027-05-24"},
        budget={"scenarios": {"a": {"days_per_week": 2, "status": "cdi"}}},
        profile={"verdict": "externe"},
    )
    assert links(visit) == ["Missions"]


def test_nothing_left_is_said() -> None:
    visit = visit_of(
        "grille-d-entretien",
        missions={"suivre-budget": {"kept": True}},
        activities={"appuyer-equipe": True},
    )
    assert "✓ Rien ne reste à décider pour ce document." in visit.text


def test_what_is_typed_enters_the_document_shown() -> None:
    visit = visit_of("annonce").unfold(READ)
    assert "Employeur : [à décider : l’employeur]" in visit.text
    visit.answer("document-employer", "Association Les Ormes")
    assert "Employeur : Association Les Ormes" in visit.text


def test_markup_stays_text() -> None:
    hostile = "![x](https://example.org/x.png) **gras** <b>"
    visit = visit_of(
        "charte",
        expectations={"porter-equipe": {"way": "leaders", "instead": hostile, "decision": hostile}},
        documents={"employer": hostile},
    ).unfold(READ)
    shown = [str(e.value) for e in visit.at.markdown]
    shown += [v for t in visit.at.table for row in t.value.to_numpy() for v in map(str, row)]
    assert any(r"\*\*gras\*\*" in text for text in shown)
    assert not any("**gras**" in text or "![x]" in text for text in shown)


def test_the_roadmap_leads_to_the_documents(key_of) -> None:
    visit = Visit(key_of("equipe_complete"), "feuille-de-route")
    labels = [plain(e.proto.label) for e in visit._elements() if e.type == "page_link"]
    assert "La même liste à imprimer, et la fiche de poste" in labels
