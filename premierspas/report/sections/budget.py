"""Budget: hypotheses, the ACI line step by step, the three ways of paying, what is to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from premierspas.report.canvas import Canvas
from premierspas.report.charts import cost_bars
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Style, TextStyle
from premierspas.report.views.money import MoneyView, StatusView


def draw(canvas: Canvas, view: MoneyView) -> None:
    """What comes in, what goes out, what is left; every figure with its source."""
    canvas.section(
        "Budget : combien, et qui paie ?",
        "Des ordres de grandeur pour décider, pas un devis. Chaque montant est donné par mois et par an.",
    )
    if view.warning:
        canvas.callout("L’argent peut manquer", view.warning, warning=True)
    _income(canvas, view)
    canvas.heading("Ce que coûte chaque statut", keep=50)
    cost_bars(canvas, view)
    _statuses(canvas, view)
    alerts = [f"{s.label} : {alert}" for s in view.statuses for alert in s.alerts]
    if alerts:
        canvas.heading("▲ À savoir avant de choisir")
        canvas.bullets(alerts, Style.SMALL)
    if view.detail:
        columns = (
            Column("Ligne", 40, bold=True),
            Column("Le document", 64),
            Column("Notre remarque", 70),
        )
        table(canvas, columns, view.detail, heading=view.detail_title)
    if view.note:
        canvas.heading("Note de l’équipe sur le budget")
        canvas.paragraph(view.note, Style.SMALL)
    canvas.heading("Sur quoi reposent ces chiffres")
    canvas.bullets(view.hypotheses, Style.SMALL)
    _to_check(canvas, view)


def _income(canvas: Canvas, view: MoneyView) -> None:
    columns = (
        Column("Recettes", 94),
        Column("Par mois", 40, align="R"),
        Column("Par an", 40, align="R"),
    )
    *rows, total = view.income_rows
    total_row = tuple(Cell(text, style=Style.SMALL_BOLD) for text in total)
    table(canvas, columns, [*rows, total_row], heading="Ce qui entre", after=2)
    if not view.line_known:
        canvas.paragraph(f"{view.line_title} : {view.line_amount}.", Style.SMALL_BOLD)
        return
    canvas.paragraph(view.line_sentence, Style.SMALL, after=1)
    canvas.bullets(view.line_steps, Style.SMALL)
    canvas.paragraph(view.advance, Style.SMALL, after=1)
    canvas.paragraph(f"Source : {view.line_reference}.", Style.NOTE)


def _statuses(canvas: Canvas, view: MoneyView) -> None:
    columns = (
        Column("", 34, bold=True),
        *(Column(_name(s), 140 / 3, align="R") for s in view.statuses),
    )
    rows: tuple[Sequence[str | Cell], ...] = (
        ("Temps de travail", *(view.days_note for _ in view.statuses)),
        ("Coût par mois", *(s.month for s in view.statuses)),
        ("Coût par an", *(s.year for s in view.statuses)),
        ("Solde par mois", *(s.balance_month for s in view.statuses)),
        ("Solde par an", *(Cell(s.balance_year, style=_balance_style(s)) for s in view.statuses)),
        (
            "Équilibre",
            *(
                Cell(s.balance_symbol or "à calculer", style=_balance_style(s))
                for s in view.statuses
            ),
        ),
        ("Jours par semaine que les recettes paient", *(s.days_covered for s in view.statuses)),
        ("Calcul", *(Cell(note="\n".join(s.steps), align="L") for s in view.statuses)),
        ("Source", *(Cell(note=s.reference, align="L") for s in view.statuses)),
    )
    table(canvas, columns, rows)


def _name(status: StatusView) -> str:
    return f"→ {status.label} (choisi)" if status.chosen else status.label


def _balance_style(status: StatusView) -> TextStyle:
    if status.balance_symbol.startswith("▲"):
        return Style.SMALL_ACCENT
    return replace(Style.SMALL, bold=status.chosen)


def _to_check(canvas: Canvas, view: MoneyView) -> None:
    canvas.heading("? À vérifier")
    notes = [view.rule_to_check, view.line_to_check, view.costs_to_check, view.rule_checked_on]
    canvas.bullets([note for note in dict.fromkeys(notes) if note], Style.SMALL)
