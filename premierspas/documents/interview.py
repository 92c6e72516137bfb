"""The interview grid: the same questions for all, and a sheet on which each one scores alone."""

from __future__ import annotations

from premierspas.documents.common import labels
from premierspas.documents.draft import Draft
from premierspas.french import tidy

CANDIDATES = ("Candidat A", "Candidat B")
INTERVIEWERS = ("Évaluateur 1", "Évaluateur 2", "Évaluateur 3")
_ROWS_TO_CHOOSE, _LEAST_ROWS = 4, 10  # rows for the questions that the team chooses in the lists


def interview_grid(draft: Draft) -> None:
    """Rules, scale, questions, then a sheet for each candidate."""
    texts = draft.catalog.ready_documents
    draft.heading("Nos règles")
    draft.bullets(rule.text for rule in texts.interview_rules)
    draft.statement(draft.sentences.choose_questions)
    draft.heading("L’échelle, en mots")
    draft.table(
        "Échelle de 0 à 3",
        (("Note", 1), ("Ce que nous avons entendu", 9)),
        ((str(rung.level), rung.label) for rung in texts.scale),
    )
    _missions(draft)
    _activities(draft)
    _skills(draft)
    _everyday(draft)
    for candidate in CANDIDATES:
        _sheet(draft, candidate)


def _missions(draft: Draft) -> None:
    draft.heading("Sur les missions")
    draft.paragraph(f"Pour chacune : « {draft.sentences.mission_question.text} »")
    kept = draft.results.missions.kept
    if kept:
        draft.bullets(labels(kept))
    else:
        draft.paragraph(draft.decide("les missions", "missions"))


def _activities(draft: Draft) -> None:
    draft.heading("Sur ce qui compte le plus pour nous")
    draft.paragraph(f"Pour chacune : « {draft.sentences.activity_question.text} »")
    important = draft.results.skills.important
    if important:
        draft.bullets(f"{a.label}. {a.explanation}" for a in important)
    else:
        draft.paragraph(draft.decide("les activités clés qui comptent le plus", "savoirs"))


def _skills(draft: Draft) -> None:
    draft.heading("Sur les savoirs")
    draft.table(
        "Questions sur les savoirs",
        (("Choisie", 2), ("Savoir", 4), ("Question", 8), ("On le voit", 8)),
        (
            ("☐", skill.label, skill.interview_question, skill.observable)
            for skill in draft.catalog.skill_texts.skills
        ),
    )


def _everyday(draft: Draft) -> None:
    draft.heading("Cinq questions du quotidien")
    draft.table(
        "Questions du quotidien",
        (("Choisie", 2), ("Question", 9), ("Ce que nous en avons dit entre nous", 11)),
        (
            ("☐", question.question, tidy(words) or "Rien d’écrit pour l’instant")
            for question, words in draft.results.skills.everyday
        ),
    )


def _sheet(draft: Draft, candidate: str) -> None:
    """Criteria × interviewers: no total, for it would decide instead of the team."""
    draft.heading(f"{candidate} : feuille de notation", own_page=True)
    draft.blanks("Nom", "Date", "Évaluateurs 1, 2 et 3")
    draft.paragraph(
        "Chacun remplit sa colonne seul, de 0 à 3, sur sa propre copie, puis on compare. "
        "Pas de total. Copiez cette feuille pour chaque candidat."
    )
    kept, important = draft.results.missions.kept, draft.results.skills.important
    criteria = (*labels(kept), *(a.label for a in important))
    to_choose = max(_ROWS_TO_CHOOSE, _LEAST_ROWS - len(criteria))
    draft.table(
        f"Feuille de notation, {candidate}",
        (("Critère", 6), ("Faits entendus", 7), *((name, 3) for name in INTERVIEWERS)),
        ((criterion, "", "", "", "") for criterion in (*criteria, *("",) * to_choose)),
        to_fill=True,
    )
    draft.blanks("Là où nos notes s’écartent", "Ce que nous en retenons, en une phrase")
