"""Profile: the verdict and its reason, how solid the advice is, statuts, support, what counts."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Style
from premierspas.report.views.profile import ProfileView


def draw(canvas: Canvas, view: ProfileView) -> None:
    """The decision first, then what goes with it and what led to it."""
    canvas.section("Profil du coordinateur", "L’outil conseille, l’équipe décide.")
    title = f"✓ Nous choisissons : {view.verdict}" if view.decided else "○ Le profil est à décider"
    reason = (
        f"Pourquoi : {view.reason}"
        if view.reason
        else "La raison du choix n’est pas encore écrite."
    )
    fallback = f"\nÀ défaut : {view.fallback}." if view.fallback else ""
    canvas.callout(title, f"{view.advice}\n{reason}{fallback}")
    if view.solidity:
        canvas.heading("Le conseil est-il solide ?")
        canvas.paragraph(view.solidity, Style.NOTE if view.sensitivity else Style.SMALL)
        canvas.bullets(view.sensitivity, Style.SMALL)
    _statuses(canvas, view)
    _support(canvas, view)
    if view.weights:
        columns = (
            Column("Critère", 52, bold=True),
            Column("Points sur 100", 17, align="R"),
            *(Column(name, 35) for name in view.names),
        )
        canvas.heading("Ce qui compte pour nous", keep=36)
        canvas.paragraph(view.weights_note, Style.NOTE)
        table(canvas, columns, view.weights)
    columns = (Column("", 21, bold=True), *(Column(name, 51) for name in view.names))
    table(canvas, columns, view.aspects, heading="Les trois profils en bref")


def _statuses(canvas: Canvas, view: ProfileView) -> None:
    if not view.statuses:
        return
    columns = (Column("Statut", 38, bold=True), Column("Avis", 28), Column("Pourquoi", 108))
    rows = [
        (
            Cell(row.label, note="envisagé par l’équipe" if row.considered else ""),
            row.opinion,
            Cell(row.reason, note=row.reference),
        )
        for row in view.statuses
    ]
    table(canvas, columns, rows, heading=view.statuses_title, after=1)
    canvas.paragraph(view.statuses_note, Style.NOTE)


def _support(canvas: Canvas, view: ProfileView) -> None:
    if not view.support:
        return
    columns = (
        Column("Quoi", 42, bold=True),
        Column("Comment", 84),
        Column("Quand", 28),
        Column("Temps", 20, align="R"),
    )
    rows = [
        (row.label, Cell(row.explanation, note=row.reference), row.when, row.days)
        for row in view.support
    ]
    table(canvas, columns, rows, heading=view.support_title, after=1)
    canvas.paragraph(view.support_note, Style.SMALL)
