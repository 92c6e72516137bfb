"""All the content in one immutable object, with look-ups by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from premierspas.content import models as m


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


def _by_id(items: Iterable[T]) -> Mapping[str, T]:
    return {item.id: item for item in items}


@dataclass(frozen=True)
class Catalog:
    """The whole content, one attribute a file of ``content/``.

    ``version`` is a short digest of the files: it is written in dossiers and in the PDF.
    """

    version: str
    documents: m.SourcesFile
    page_texts: m.PagesFile
    landmark_texts: m.LandmarksFile
    questionnaire: m.QuestionnaireFile
    action_texts: m.ActionsFile
    expectations: m.ExpectationsFile
    mission_texts: m.MissionsFile
    workshops: m.WorkshopsFile
    skill_texts: m.SkillsFile
    profile_texts: m.ProfilesFile
    perspective_texts: m.PerspectivesFile
    contract: m.ContractFile
    ready_documents: m.ReadyDocumentsFile
    glossary: m.GlossaryFile
    open_questions: m.OpenQuestionsFile
    statuses: m.StatusesFile
    aci_figures: m.ParametersFile
    pay_grid: m.ParametersFile
    salary_figures: m.ParametersFile
    payroll_tax_figures: m.ParametersFile
    independent_figures: m.ParametersFile
    start_figures: m.ParametersFile
    origin_figures: m.ParametersFile

    @cached_property
    def document(self) -> Mapping[str, m.Document]:
        return _by_id(self.documents.documents)

    @cached_property
    def page(self) -> Mapping[str, m.PageText]:
        return _by_id(self.page_texts.pages)

    @cached_property
    def term(self) -> Mapping[str, m.Term]:
        return _by_id(self.glossary.terms)

    @cached_property
    def step(self) -> Mapping[str, m.Step]:
        return _by_id(self.questionnaire.steps)

    @cached_property
    def criterion(self) -> Mapping[str, m.Criterion]:
        return _by_id(self.questionnaire.criteria)

    @cached_property
    def action(self) -> Mapping[str, m.Action]:
        return _by_id(self.action_texts.actions)

    @cached_property
    def card(self) -> Mapping[str, m.Card]:
        return _by_id(self.expectations.cards)

    @cached_property
    def frontier(self) -> Mapping[str, m.Frontier]:
        return _by_id(self.expectations.frontiers)

    @cached_property
    def way(self) -> Mapping[str, m.WayText]:
        return _by_id(self.expectations.positions)

    @cached_property
    def mission(self) -> Mapping[str, m.Mission]:
        return _by_id(self.mission_texts.missions)

    @cached_property
    def mission_family(self) -> Mapping[str, m.MissionFamily]:
        return _by_id(self.mission_texts.families)

    @cached_property
    def aci_function(self) -> Mapping[str, m.AciFunction]:
        return _by_id(self.mission_texts.functions)

    @cached_property
    def task(self) -> Mapping[str, m.Task]:
        return _by_id(self.mission_texts.tasks)

    @cached_property
    def stage(self) -> Mapping[str, m.Stage]:
        return _by_id(self.workshops.stages)

    @cached_property
    def workshop_template(self) -> Mapping[str, m.WorkshopTemplate]:
        return _by_id(self.workshops.templates)

    @cached_property
    def skill(self) -> Mapping[str, m.Skill]:
        return _by_id(self.skill_texts.skills)

    @cached_property
    def profile(self) -> Mapping[str, m.Profile]:
        return _by_id(self.profile_texts.profiles)

    @cached_property
    def profile_criterion(self) -> Mapping[str, m.ProfileCriterion]:
        return _by_id(self.profile_texts.criteria)

    @cached_property
    def perspective(self) -> Mapping[str, m.Perspective]:
        return _by_id(self.perspective_texts.perspectives)

    @cached_property
    def ready_document(self) -> Mapping[str, m.ReadyDocumentText]:
        return _by_id(self.ready_documents.documents)

    @cached_property
    def figures(self) -> tuple[m.ParametersFile, ...]:
        """The dated figures, a file a subject."""
        return (
            self.aci_figures,
            self.pay_grid,
            self.salary_figures,
            self.payroll_tax_figures,
            self.independent_figures,
            self.start_figures,
            self.origin_figures,
        )

    @cached_property
    def parameter(self) -> Mapping[str, m.Parameter]:
        return _by_id(parameter for file in self.figures for parameter in file.parameters)

    @cached_property
    def aci_version(self) -> Mapping[str, m.AciVersion]:
        return _by_id(self.statuses.aci_versions)

    @cached_property
    def extra(self) -> Mapping[str, m.Extra]:
        return _by_id(self.statuses.extras)

    @cached_property
    def status(self) -> Mapping[str, m.Status]:
        return _by_id(self.statuses.statuses)

    def criteria_of(self, step: str) -> tuple[m.Criterion, ...]:
        """Criteria of one step, in the order of the questionnaire."""
        return tuple(c for c in self.questionnaire.criteria if c.step == step)

    def cards_of(self, theme: str) -> tuple[m.Card, ...]:
        """Cards of one theme, in the order of the file."""
        return tuple(c for c in self.expectations.cards if c.theme == theme)

    def landmarks_of(self, page: str) -> tuple[m.Landmark, ...]:
        """What the sources say that frames ``page``."""
        return tuple(x for x in self.landmark_texts.landmarks if page in x.pages)

    def cite(self, sources: Iterable[m.SourceRef]) -> str:
        """« Rapport AVECsanté, 03 Valider ; Diaporama, … »: the sources of a statement in words."""
        return " ; ".join(f"{self.document[s.document].title}, {s.section}" for s in sources)
