"""Profile: the verdict and its reason, the three profiles in short, weights, support."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.table import Column, table
from premierspas.report.tokens import Style
from premierspas.report.views.profile import ProfileView


def draw(canvas: Canvas, view: ProfileView) -> None:
    """The decision first, then what led to it."""
    canvas.section("Profil du coordinateur", "L’outil conseille, l’équipe décide.")
    title = f"✓ Nous choisissons : {view.verdict}" if view.decided else "○ Le profil est à décider"
    reason = (
        f"Pourquoi : {view.reason}"
        if view.reason
        else "La raison du choix n’est pas encore écrite."
    )
    fallback = f"\nÀ défaut : {view.fallback}." if view.fallback else ""
    canvas.callout(title, f"{view.advice}\n{reason}{fallback}")
    if view.support:
        canvas.heading(view.support_title)
        canvas.bullets(view.support, Style.SMALL)
    if view.weights:
        columns = (
            Column("Critère", 52, bold=True),
            Column("Points sur 100", 17, align="R"),
            *(Column(name, 35) for name in view.names),
        )
        rows = [(label, points, *levels) for label, points, levels in view.weights]
        canvas.heading("Ce qui compte pour nous", keep=36)
        reading = "De faible à fort : notre lecture des sources, que l’équipe peut discuter."
        canvas.paragraph(f"{view.points_note} {reading}".strip(), Style.NOTE)
        table(canvas, columns, rows)
    columns = (Column("", 21, bold=True), *(Column(name, 51) for name in view.names))
    aspects = [(label, *texts) for label, texts in view.aspects]
    table(canvas, columns, aspects, heading="Les trois profils en bref")
