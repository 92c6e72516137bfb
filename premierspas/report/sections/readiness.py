"""Readiness: the four steps, what holds each, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from premierspas.report.canvas import Canvas
from premierspas.report.charts import step_bars
from premierspas.report.table import Column, Row, table
from premierspas.report.tokens import Style
from premierspas.report.views.steps import LEGEND, GapRow, ReadinessView, StepView


def draw(canvas: Canvas, view: ReadinessView) -> None:
    """Bars, then each step that was touched; the others in one table."""
    canvas.section("Où en sommes-nous ?", view.answered)
    step_bars(canvas, view.bars)
    canvas.paragraph(LEGEND, Style.NOTE)
    canvas.callout(
        f"{view.recruit_symbol} {view.can_recruit}",
        "« La signature du contrat est sine qua non à l’arrivée du coordinateur dans l’équipe. » "
        "(Rapport AVECsanté, 03 Recruter)",
    )
    if view.next_step:
        canvas.callout("La prochaine chose à faire", view.next_step)
    if view.touched:
        canvas.heading("Les prérequis, dans l’ordre", keep=16)
        canvas.bullets(
            [label for _, label in view.locks],
            Style.SMALL,
            columns=2,
            marks=[symbol for symbol, _ in view.locks],
        )
    for step in view.steps:
        if step.touched:
            _step(canvas, step)
    untouched = [step for step in view.steps if not step.touched]
    if untouched:
        columns = (
            Column("Étape", 27, bold=True),
            Column("La question", 36),
            Column("Qui s’en charge", 45),
            Column("Points à regarder ensemble", 66),
        )
        table(
            canvas,
            columns,
            [(f"{s.number}. {s.bar.label}", s.question, s.who, s.unanswered) for s in untouched],
            heading="Étapes pas encore renseignées",
        )
    _spreads(canvas, view)
    _moved(canvas, view)


def _spreads(canvas: Canvas, view: ReadinessView) -> None:
    """Where the members do not agree; they answered alone, so only numbers are shown."""
    if not view.agreed:
        return
    canvas.heading(view.spread_title, keep=30)
    canvas.paragraph(view.agreed, Style.SMALL)
    columns = (
        Column("À reparler", 62, bold=True),
        *(Column(f"{rank} choix", 12, align="R") for rank in ("1er", "2e", "3e", "4e")),
        Column("Sans avis", 18, align="R"),
        Column("Ensemble", 46),
    )
    table(canvas, columns, [(r.label, *r.levels, r.without, r.together) for r in view.spreads])


def _moved(canvas: Canvas, view: ReadinessView) -> None:
    if not view.moved:
        return
    canvas.heading("Avant et après", keep=20)
    canvas.paragraph(view.moved, Style.SMALL, after=1)
    canvas.bullets([f"{how} : {labels}." for how, labels in view.moves], Style.SMALL)


def _step(canvas: Canvas, step: StepView) -> None:
    bar = step.bar
    canvas.heading(f"{step.number}. {bar.label} : {bar.symbol} {bar.word}", keep=34)
    canvas.paragraph(f"{step.question} {bar.counts}. Qui s’en charge : {step.who}", Style.LEAD)
    if step.locks:
        canvas.paragraph(f"▲ Prérequis à réunir : {step.locks}.", Style.SMALL_ACCENT)
    gaps = [(row, row.where) for row in step.gaps]
    to_check = [(row, row.helpers) for row in step.to_check]
    _gap_table(canvas, "✗ Ce qui manque", "Où nous en sommes", gaps)
    _gap_table(canvas, "? À vérifier", "Qui peut aider", to_check)
    for label, text in (
        ("✓ Acquis", step.met),
        ("– Non concerné", step.not_concerned),
        ("○ Pas encore répondu", step.unanswered),
    ):
        if text:
            canvas.paragraph(f"{label} : {text}.", Style.SMALL, after=1)
    if step.comments:
        canvas.small_heading("Commentaires de l’équipe", Style.SMALL_BOLD, keep=16)
        canvas.bullets(step.comments, Style.SMALL)


def _gap_table(canvas: Canvas, first: str, second: str, rows: Sequence[tuple[GapRow, str]]) -> None:
    columns = (Column(first, 48, bold=True), Column(second, 74), Column("Action", 52))
    table(
        canvas,
        columns,
        [
            Row(
                (f"▲ {row.label}" if row.lock else row.label, what, f"→ {row.action}"),
                below=f"Commentaire : {row.comment}" if row.comment else "",
            )
            for row, what in rows
        ],
        after=2.5,
    )
