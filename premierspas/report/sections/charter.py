"""Role charter: who does what, where the team and the sources differ, the debated points."""

from __future__ import annotations

from premierspas.decisions import MINORITY
from premierspas.report.canvas import Canvas
from premierspas.report.table import LONG_NOTE, Cell, Column, Row, table
from premierspas.report.tokens import Style
from premierspas.report.views.charter import (
    VOTE,
    CharterView,
    DifferenceRow,
    FrontierView,
    WontRow,
)

_MEMBER = (
    "Dire ce qu’il ne fera pas ne le met pas à l’écart : « c’est un membre de l’équipe à part entière » "
    "(Diaporama d’atelier)."
)

_FIND_SOMEBODY = (
    "Voir ▲ ci-dessus : trouver quelqu’un, ou assumer ensemble que personne ne le fera."
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
    for title, items in (("✓ Il fera", view.will), ("→ Il fera avec l’équipe", view.together)):
        if items:
            canvas.heading(title)
            canvas.bullets(items, Style.SMALL, columns=2)
    if view.wont:
        columns = (Column("Tâche", 116), Column("Qui le fait", 58))
        table(
            canvas, columns, list(map(_wont, view.wont)),
            heading="✗ Il ne fera pas : qui le fait alors",
        )  # fmt: skip
    if view.orphans:
        canvas.callout(view.orphans, _FIND_SOMEBODY, warning=True)
    canvas.paragraph(view.no_orphan, Style.SMALL_BOLD)
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


def _wont(row: WontRow) -> tuple[str | Cell, Cell]:
    if row.named:
        return row.task, Cell(row.who, style=Style.SMALL_BOLD)
    return row.task, Cell(f"▲ {row.who}", style=Style.SMALL_ACCENT)


def _difference(difference: DifferenceRow) -> Row:
    written = [difference.decision or "? à décider : une phrase"]
    if difference.minority:
        written.append(f"{MINORITY} : {difference.minority}")
    if difference.vote:
        written.append(f"{VOTE} : {difference.vote}")
    long = max(map(len, written)) > LONG_NOTE
    decision = Cell(
        "voir dessous" if long else written[0],
        note="" if long else "\n".join(written[1:]),
        style=None if difference.decision else Style.SMALL_ACCENT,
    )
    said = Cell(difference.sources_say, note=difference.reference)
    return Row(
        (difference.task, difference.team, said, decision),
        below="Ce que nous décidons : " + "\n".join(written) if long else "",
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
