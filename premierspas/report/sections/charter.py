"""Role charter: who does what, where the team and the sources differ, the debated points."""

from __future__ import annotations

from premierspas.report.canvas import Canvas
from premierspas.report.table import LONG_NOTE, Cell, Column, Row, table
from premierspas.report.tokens import Style
from premierspas.report.views.charter import CharterView, DifferenceRow, FrontierView

_MEMBER = (
    "Dire ce qu’il ne fera pas ne le met pas à l’écart : « c’est un membre de l’équipe à part entière » "
    "(Diaporama d’atelier)."
)


def draw(canvas: Canvas, view: CharterView) -> None:
    """Who does what; an untouched charter says how to begin."""
    canvas.section(
        "Charte du rôle : que fera notre coordinateur ?", f"{view.summary} {_MEMBER}".strip()
    )
    if not view.touched:
        canvas.callout(
            "○ Le tri des attentes n’est pas encore commencé",
            "Chacun place les cartes de son côté, puis l’équipe en parle. Les points qui font le plus "
            f"discuter : {view.frontier_topics}.",
        )
        return
    for title, items in (("✓ Il fera", view.alone), ("→ Il fera avec l’équipe", view.together)):
        if items:
            canvas.heading(title)
            canvas.bullets(items, Style.SMALL, columns=2)
    if view.refused:
        columns = (Column("Tâche", 124), Column("Qui le fait", 50, bold=True))
        table(canvas, columns, view.refused, heading="✗ Il ne fera pas : qui le fait alors")
    if view.undecided or view.not_placed:
        canvas.heading("? À décider")
        if view.undecided:
            canvas.bullets(view.undecided, Style.SMALL, columns=2)
        if view.not_placed:
            canvas.paragraph(f"{view.not_placed}.", Style.SMALL)
    if view.differences:
        wide = (
            Column("Tâche", 42, bold=True),
            Column("Nous disons", 24),
            Column("Les documents disent", 62),
            Column("Ce que nous décidons", 46),
        )
        rows = [_difference(d) for d in view.differences]
        heading = "Là où nous voyons les choses autrement que les documents"
        table(canvas, wide, rows, heading=heading)
    if view.frontiers:
        heading = "Les points où les documents tirent dans les deux sens"
        for frontier in view.frontiers:
            _frontier(canvas, frontier, heading)
            heading = ""


def _difference(difference: DifferenceRow) -> Row:
    long = len(difference.decision) > LONG_NOTE
    if long:
        decision = Cell("voir dessous")
    elif difference.decision:
        decision = Cell(difference.decision)
    else:
        decision = Cell("? à décider : une phrase", style=Style.SMALL_ACCENT)
    said = Cell(difference.sources_say, note=difference.reference)
    return Row(
        (difference.task, difference.team, said, decision),
        below=f"Ce que nous décidons : {difference.decision}" if long else "",
    )


def _frontier(canvas: Canvas, frontier: FrontierView, heading: str) -> None:
    columns = (
        Column(frontier.topic, 58),
        Column("… et d’un autre côté", 58),
        Column("Notre réponse", 58),
    )
    answer = "\n".join(f"• {line}" for line in frontier.placed)
    table(
        canvas,
        columns,
        [
            (
                Cell(frontier.one_side, note=frontier.one_reference),
                Cell(frontier.other_side, note=frontier.other_reference),
                Cell(answer, note=frontier.question),
            )
        ],
        heading=heading,
        after=2.5,
    )
