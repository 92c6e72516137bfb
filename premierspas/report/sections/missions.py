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
    if view.empty:
        canvas.callout(
            f"○ {view.empty}",
            f"Temps compté pour l’instant : {view.paid_in_words}. Choisissez les missions, puis vérifiez "
            "qu’elles tiennent dans ce temps.",
        )
    else:
        _time(canvas, view)
        _kept(canvas, view)
        _functions(canvas, view)
    if view.suggested:
        canvas.heading("Missions que vos réponses suggèrent, pas encore gardées")
        canvas.bullets(view.suggested, Style.SMALL)
    _skills(canvas, skills)


def _time(canvas: Canvas, view: MissionsView) -> None:
    hours_gauge(canvas, view)
    canvas.paragraph(view.going_on, Style.NOTE)
    if view.ways_out:
        canvas.heading("Pour que cela tienne : des pistes, à l’équipe de choisir", keep=18)
        for way in view.ways_out:
            canvas.small_heading(way.title, Style.SMALL_BOLD, keep=14, after=0.2)
            canvas.paragraph(way.text, Style.SMALL, after=0.6)
            if way.cuts:
                canvas.bullets([f"{cut.label} ({cut.reason})" for cut in way.cuts], Style.SMALL)
            canvas.paragraph(way.then, Style.SMALL)


def _kept(canvas: Canvas, view: MissionsView) -> None:
    columns = (
        Column("Mission", 66, bold=True),
        Column("Famille", 44),
        Column("Par semaine", 32, align="R"),
        Column("Quand commencer", 32),
    )
    rows = [
        (
            Cell(
                m.label,
                note=f"Soulage : {m.asked_by}" if m.asked_by else "",
                style=Style.SMALL_BOLD,
            ),
            m.family,
            Cell(m.hours, note=m.guess),
            Cell(m.when, note=m.when_note),
        )
        for m in view.rows
    ]
    table(canvas, columns, rows, heading="Missions gardées")


def _functions(canvas: Canvas, view: MissionsView) -> None:
    columns = (Column("Fonction payée", 62, bold=True), Column("Missions gardées", 112))
    heading = "Ce que paie la ligne « coordination » de l’ACI"
    table(canvas, columns, view.functions, heading=heading, after=1)
    canvas.paragraph(
        "Le rapprochement avec vos missions est le nôtre, à relire avec la CPAM. "
        f"Source : {view.functions_reference}.",
        Style.NOTE,
    )


def _skills(canvas: Canvas, view: SkillsView) -> None:
    if view.summary:
        canvas.heading(view.title, keep=30)
        canvas.paragraph(view.summary, Style.NOTE)
        for title, mark, skills in (
            ("✓ Points d’appui", "✓", view.strengths),
            ("→ À apprendre", "→", view.to_learn),
        ):
            if skills:
                canvas.small_heading(title, Style.SMALL_BOLD, keep=14, after=0.6)
                canvas.bullets(skills, Style.SMALL, columns=3, marks=[mark] * len(skills))
    if view.important:
        canvas.heading("Activités clés pour notre équipe")
        canvas.bullets(view.important, Style.SMALL, columns=2)
    if view.everyday:
        columns = (Column("Question", 62, bold=True), Column("Ce que nous en disons", 112))
        table(canvas, columns, view.everyday, heading="Questions du quotidien, notre réponse")
