"""Nothing of the two source documents is missing, and every statement says where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from premierspas.content import Catalog, models
from premierspas.content.files import CONTENT_FOLDER, FILES
from premierspas.content.french_keys import FRENCH_KEYS
from premierspas.content.models import Action, Anchor, Way
from premierspas.dossier import Dossier
from premierspas.dossier.file import from_json
from premierspas.example import example_dossier
from premierspas.results import results
from premierspas.typography import typeset

LISTS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cas" / "listes_des_sources.yaml").read_text(encoding="utf-8")
)
DOSSIERS = sorted((Path(__file__).parents[1] / "dossiers").glob("*.json"))


def words(text: str) -> str:
    """``text`` without what typography adds: kinds of spaces, capitals, the full stop."""
    return " ".join(text.split()).rstrip(".").casefold()


# --- the lists of the documents -------------------------------------------------------------------
@pytest.mark.parametrize(("name", "size"), [("peut", 18), ("ne-peut-pas", 17), ("n-est-pas", 8)])
def test_each_line_of_the_lists_is_a_card_in_its_own_words(
    catalog: Catalog, name: str, size: int
) -> None:
    quotes = [card.quote for card in catalog.expectations.cards if card.source_list == name]
    assert len(LISTS[name]) == size
    assert Counter(quotes) == Counter(typeset(line) for line in LISTS[name])


def test_no_card_belongs_to_another_list(catalog: Catalog) -> None:
    assert len(catalog.expectations.cards) == 18 + 17 + 8


def test_each_mission_of_the_report_is_covered_once_in_its_family(catalog: Catalog) -> None:
    by_family = LISTS["missions-rapport"]
    assert {family: len(lines) for family, lines in by_family.items()} == {
        "animation": 3,
        "communication": 3,
        "gestion-administrative": 2,
        "gestion-de-projets": 4,
    }
    assert _origins(catalog, "rapport") == Counter(
        typeset(line) for lines in by_family.values() for line in lines
    )
    section = {
        "animation": "04 Animation",
        "communication": "04 Communication",
        "gestion-administrative": "04 Gestion administrative",
        "gestion-de-projets": "04 Gestion de projets",
    }
    named = {
        origin.quote: origin.section
        for mission in catalog.mission_texts.missions
        for origin in mission.origins
    }
    for family, lines in by_family.items():
        assert {named[typeset(line)] for line in lines} == {section[family]}


def test_each_mission_of_the_slides_is_covered_once(catalog: Catalog) -> None:
    assert len(LISTS["missions-diaporama"]) == 8
    assert _origins(catalog, "diaporama") == Counter(map(typeset, LISTS["missions-diaporama"]))


def _origins(catalog: Catalog, document: str) -> Counter[str]:
    return Counter(
        origin.quote
        for mission in catalog.mission_texts.missions
        for origin in mission.origins
        if origin.document == document
    )


def test_every_quality_of_the_report_is_there(catalog: Catalog) -> None:
    qualities = [words(s.label) for s in catalog.skill_texts.skills if s.kind == "savoir-etre"]
    assert len(LISTS["savoir-etre"]) == 13
    assert len(qualities) == 12  # « écoute » and « empathie » are one
    for word in LISTS["savoir-etre"]:
        assert sum(words(word) in quality for quality in qualities) == 1, word


def test_skills_are_twelve_and_one_five_and_one(catalog: Catalog) -> None:
    assert Counter(skill.kind for skill in catalog.skill_texts.skills) == {
        "savoir-etre": 12,
        "savoir-s-adapter": 1,
        "savoir-faire": 5,
        "savoir-readapter": 1,
    }


def test_everyday_questions_are_those_of_the_report(catalog: Catalog) -> None:
    questions = [q.question for q in catalog.skill_texts.everyday_questions]
    assert questions == [typeset(q) for q in LISTS["questions-quotidiennes"]]
    assert len(questions) == 5


def test_limits_are_those_of_the_slides(catalog: Catalog) -> None:
    limits = [words(limit.label) for limit in catalog.mission_texts.limits]
    assert limits == [words(line) for line in LISTS["limites"]]
    assert len(limits) == 5


@pytest.mark.parametrize(
    ("found", "size"),
    [
        (lambda c: c.skill_texts.key_activities, len(LISTS["activites-cles"])),
        (lambda c: c.skill_texts.key_activities, 6),
        (lambda c: c.perspective_texts.perspectives, len(LISTS["perspectives"])),
        (lambda c: c.perspective_texts.perspectives, 5),
        (lambda c: c.skill_texts.skills, 19),
        (lambda c: c.profile_texts.profiles, 3),
        (lambda c: c.expectations.frontiers, 9),
        (lambda c: c.questionnaire.steps, 4),
        (lambda c: [x for x in c.questionnaire.criteria if x.essential], 12),
        (lambda c: c.statuses.statuses, 5),
        (lambda c: c.mission_texts.functions, 4),
        (lambda c: c.open_questions.questions, 5),
        (lambda c: c.ready_documents.documents, 6),
    ],
)
def test_counts(catalog: Catalog, found: Any, size: int) -> None:
    assert len(found(catalog)) == size


def test_steps_are_in_order_with_three_essential_criteria_each(catalog: Catalog) -> None:
    steps = [step.id for step in catalog.questionnaire.steps]
    assert steps == ["sensibiliser", "informer", "valider", "recruter"]
    for step in steps:
        assert sum(criterion.essential for criterion in catalog.criteria_of(step)) == 3
    assert 28 <= len(catalog.questionnaire.criteria) <= 32


def test_locks_are_essential(catalog: Catalog) -> None:
    assert all(c.essential for c in catalog.questionnaire.criteria if c.blocking)


def test_each_status_has_the_eight_rows_of_the_slides(catalog: Catalog) -> None:
    rows = set(models.StatusRows.model_fields)
    assert len(rows) == 8
    assert set(type(catalog.statuses.row_labels).model_fields) == rows
    ours = [status.id for status in catalog.statuses.statuses if status.added]
    assert ours == ["cdd", "indemnite"]


def test_the_building_is_a_debate_and_never_a_mission(catalog: Catalog) -> None:
    assert "batiment" in catalog.frontier
    for mission in catalog.mission_texts.missions:
        assert "bâtiment" not in mission.label.casefold()


def test_each_profile_is_read_once_on_each_criterion(catalog: Catalog) -> None:
    for criterion in catalog.profile_texts.criteria:
        assert {r.profile for r in criterion.readings} == catalog.profile.keys(), criterion.id


def test_a_card_never_agrees_with_not_knowing_nor_betrays_its_list(catalog: Catalog) -> None:
    for card in catalog.expectations.cards:
        assert Way.UNKNOWN not in card.agreeing
        assert not card.task.casefold().startswith(("ne ", "ne pas", "n’"))


# --- where each statement comes from --------------------------------------------------------------
def test_every_statement_cites_a_document_that_exists(catalog: Catalog) -> None:
    cited = {document for attribute in FILES for document in _cited(getattr(catalog, attribute))}
    assert cited <= catalog.document.keys()
    assert {"rapport", "diaporama", "guide-cnam", "notre-conseil"} <= cited


# What carries no reference: headings, glossary, pages, what is our own list, what nobody knows.
_WITHOUT_SOURCE = {
    "Document", "PageText", "Theme", "WayText", "MissionFamily", "Task", "SkillLevel", "Term",
    "OpenQuestion", "Profile", "ProfileCriterion", "Frontier", "Mission", "StatusRow",
    "DocumentSentences", "AciVersion", "StatusRows", "StatusRowLabels", "Extra",
    "Parameter",  # each of its values has a reference
    "Uncertainty", "Limits",
    "Stage", "Shorter", "TimedStage", "WorkshopTemplate",  # how a workshop is run: our own advice
}  # fmt: skip


def test_every_kind_of_statement_must_have_a_source(catalog: Catalog) -> None:
    kinds = {type(item) for attribute in FILES for item in _items(getattr(catalog, attribute))}
    without = {model.__name__ for model in kinds if "sources" not in model.model_fields}
    assert without - _WITHOUT_SOURCE == {"SourceRef", "Origin", "DatedValue"}
    for model in kinds:
        if "sources" in model.model_fields:
            assert model.model_fields["sources"].is_required(), model
    assert all(mission.origins for mission in catalog.mission_texts.missions)
    assert models.DatedValue.model_fields["reference"].is_required()


def _items(value: object) -> Iterator[BaseModel]:
    if isinstance(value, tuple):
        for child in value:
            yield from _items(child)
    elif isinstance(value, BaseModel):
        for _, child in value:
            for item in child if isinstance(child, tuple) else (child,):
                if isinstance(item, BaseModel):
                    yield item
                    yield from _items(item)


def _cited(file: BaseModel) -> set[str]:
    return {item.document for item in _items(file) if hasattr(item, "document")}


def test_a_version_of_the_agreement_begins_with_its_points(catalog: Catalog) -> None:
    versions = catalog.statuses.aci_versions
    for name in ("aci-points-fixes", "aci-points-par-tranche", "aci-points-au-dela"):
        parameter = catalog.parameter[name]
        assert [dated.since for dated in parameter.values] == [v.since for v in versions]
        assert parameter.to_check


def test_no_action_waits_for_one_that_comes_after_it(catalog: Catalog) -> None:
    """An action before the arrival never depends on one after it."""
    for action in catalog.action_texts.actions:
        if action.anchor == "avant-arrivee":
            assert all(_anchor(catalog, other) == "avant-arrivee" for other in action.depends_on)


def _anchor(catalog: Catalog, action: str) -> str:
    found: Action = catalog.action[action]
    return found.anchor


# --- the dossiers that ship -----------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", [CONTENT_FOLDER / "exemple.json", *DOSSIERS], ids=lambda path: path.stem
)
def test_shipped_dossiers_use_only_ids_that_exist(catalog: Catalog, path: Path) -> None:
    dossier = from_json(path.read_bytes())
    own = {key for key in dossier.actions if key.startswith("equipe-")}
    for keys, known in (
        (dossier.readiness, catalog.criterion),
        (dossier.expectations, catalog.card),
        (dossier.tasks, catalog.task),
        (dossier.missions, catalog.mission),
        (dossier.skills, catalog.skill),
        (dossier.everyday, {q.id for q in catalog.skill_texts.everyday_questions}),
        (dossier.activities, {a.id for a in catalog.skill_texts.key_activities}),
        (dossier.profile.weights, catalog.profile_criterion),
        (dossier.profile.scores, catalog.profile_criterion),
        (dossier.contract, {p.id for p in catalog.contract.points}),
        (dossier.perspectives, catalog.perspective),
        (dossier.actions.keys() - own, catalog.action),
        (
            {s.aci_version for s in dossier.budget.scenarios.values()} - {None},
            catalog.aci_version,
        ),
        (dossier.budget.own_values, catalog.parameter),
        ({e for s in dossier.budget.scenarios.values() for e in s.extras}, catalog.extra),
    ):
        assert set(keys) <= set(known)


def test_the_example_has_answered_everything(catalog: Catalog) -> None:
    found = results(catalog, example_dossier(), date(2026, 11, 22))
    assert found.readiness.answered == found.readiness.total
    assert len(found.expectations.placed) == len(catalog.expectations.cards)
    assert found.skills.assessed == len(catalog.skill_texts.skills)
    assert found.profile.points_left == 0
    assert found.profile.verdict is not None
    assert found.budget.income is not None
    assert found.missions.kept


def test_results_of_an_empty_dossier(catalog: Catalog) -> None:
    found = results(catalog, Dossier(), date(2026, 11, 22))
    assert found.readiness.answered == 0
    assert found.budget.line is None
    assert found.expectations.placed == ()
    assert found.profile.leading == ()
    assert found.roadmap.actions


def test_no_french_key_is_left_without_a_field():
    used = {
        name
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, models.Content)
        for name in model.model_fields
    }
    assert set(FRENCH_KEYS) <= used


def test_every_action_before_the_arrival_leads_to_the_signature(catalog: Catalog) -> None:
    """One that nothing waits for would be planned on the day of the arrival, too late to matter."""
    found: set[str] = set()

    def visit(action: str) -> None:
        if action not in found:
            found.add(action)
            for other in catalog.action[action].depends_on:
                visit(other)

    visit("signer-contrat")
    before = {a.id for a in catalog.action_texts.actions if a.anchor is Anchor.BEFORE_ARRIVAL}
    assert before <= found
