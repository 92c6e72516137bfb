"""Missions kept against the time paid, what the ACI pays for, the candidate's skills."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.charts import hours_gauge
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Style
from premierspas.report.views.missions import MissionsView, SkillsView


def draw(canvas: Canvas, view: MissionsView, skills: SkillsView) -> None:
    """Missions, gauge, functions of the ACI, skills."""
    canvas.section(
        "Missions et temps de travail",
        "Les heures que prend une mission sont des estimations, à corriger par l’équipe.",
    )
    if view.rows:
        hours_gauge(canvas, view)
        canvas.paragraph(view.verdict, Style.SMALL_ACCENT if view.exceeded else Style.STRONG)
        columns = (
            Column("Mission gardée", 66, bold=True),
            Column("Famille", 44),
            Column("Par semaine", 32, align="R"),
            Column("Quand", 32),
        )
        table(
            canvas,
            columns,
            [
                (
                    Cell(
                        m.label,
                        note=f"Soulage : {m.asked_by}" if m.asked_by else "",
                        style=Style.SMALL_BOLD,
                    ),
                    m.family,
                    Cell(m.hours, note=m.guess),
                    m.when,
                )
                for m in view.rows
            ],
        )
        canvas.heading("Ce que paie la ligne « coordination » de l’ACI", keep=28)
        canvas.bullets(
            [label if ok else f"{label} (pas encore)" for ok, label in view.functions],
            Style.SMALL,
            columns=2,
            marks=["✓" if ok else "○" for ok, _ in view.functions],
        )
        canvas.paragraph(
            f"Le rapprochement avec vos missions est le nôtre. Source : {view.functions_reference}.",
            Style.NOTE,
        )
    else:
        canvas.callout(
            f"○ {view.verdict}",
            f"Temps compté pour l’instant : {view.paid_in_words}. Choisissez les missions, puis vérifiez "
            "qu’elles tiennent dans ce temps.",
        )
    if view.suggested:
        canvas.heading("Missions qui soulageraient l’équipe, pas encore gardées")
        canvas.bullets(view.suggested, Style.SMALL)
    _skills(canvas, skills)


def _skills(canvas: Canvas, view: SkillsView) -> None:
    if view.summary:
        canvas.heading(view.title, keep=30)
        canvas.paragraph(view.summary, Style.NOTE)
        for title, mark, skills in (
            ("✓ Points d’appui", "✓", view.strengths),
            ("→ À apprendre", "→", view.to_learn),
        ):
            if skills:
                canvas.need(14)
                canvas.paragraph(title, Style.SMALL_BOLD, after=0.6)
                canvas.bullets(skills, Style.SMALL, columns=3, marks=[mark] * len(skills))
    if view.important:
        canvas.heading("Activités clés pour notre équipe")
        canvas.bullets(view.important, Style.SMALL, columns=2)
    if view.everyday:
        columns = (Column("Question", 62, bold=True), Column("Ce que nous en disons", 112))
        table(canvas, columns, view.everyday, heading="Questions du quotidien, notre réponse")
