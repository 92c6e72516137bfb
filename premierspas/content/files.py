"""The files of ``content/``, what each holds, and how a problem in one is said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from premierspas.content import models as m

CONTENT_FOLDER = Path(__file__).resolve().parents[2] / "content"

# Catalog attribute → file and model.
FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "documents": ("sources.yaml", m.SourcesFile),
    "page_texts": ("pages.yaml", m.PagesFile),
    "landmark_texts": ("reperes.yaml", m.LandmarksFile),
    "questionnaire": ("questionnaire.yaml", m.QuestionnaireFile),
    "action_texts": ("actions.yaml", m.ActionsFile),
    "expectations": ("attentes.yaml", m.ExpectationsFile),
    "mission_texts": ("missions.yaml", m.MissionsFile),
    "workshops": ("ateliers.yaml", m.WorkshopsFile),
    "skill_texts": ("savoirs.yaml", m.SkillsFile),
    "profile_texts": ("profils.yaml", m.ProfilesFile),
    "perspective_texts": ("perspectives.yaml", m.PerspectivesFile),
    "contract": ("contrat.yaml", m.ContractFile),
    "ready_documents": ("documents.yaml", m.ReadyDocumentsFile),
    "glossary": ("glossaire.yaml", m.GlossaryFile),
    "open_questions": ("questions_ouvertes.yaml", m.OpenQuestionsFile),
    "statuses": ("statuts.yaml", m.StatusesFile),
    "aci_figures": ("baremes/aci.yaml", m.ParametersFile),
    "pay_grid": ("baremes/grille_idcc_1147.yaml", m.ParametersFile),
    "salary_figures": ("baremes/salaire.yaml", m.ParametersFile),
    "payroll_tax_figures": ("baremes/taxe_sur_les_salaires.yaml", m.ParametersFile),
    "independent_figures": ("baremes/independants.yaml", m.ParametersFile),
    "start_figures": ("baremes/demarrage.yaml", m.ParametersFile),
    "origin_figures": ("baremes/support_origine.yaml", m.ParametersFile),
}


@dataclass(frozen=True)
class Problem:
    """Something wrong in the content: where it is and what was expected, in French."""

    file: str
    line: int
    field: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}, ligne {self.line}, champ « {self.field} » : {self.expected}"
