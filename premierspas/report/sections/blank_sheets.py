"""Sheets to fill with a pen: the questionnaire of one person, the missions, the action plan."""

from __future__ import annotations

from premierspas.content import Catalog
from premierspas.content.models import Criterion
from premierspas.french import hours
from premierspas.report.canvas import Canvas
from premierspas.report.paper import CHECK_BOX
from premierspas.report.table import Cell, Column, table
from premierspas.report.tokens import Colour, Gap, Page, Style

_NEITHER = ("Je ne sais pas", "Non concerné")
_ACTIONS = 20
_OTHER_MISSIONS = 1  # empty lines a family
_TO_WRITE = " \n "  # room for two lines in an empty cell
_BETWEEN = 1.0  # mm between two lines of answers


# --- questionnaire --------------------------------------------------------------------------------
def questionnaire(canvas: Canvas, catalog: Catalog, *, essential: bool) -> None:
    """Every question with its answers as boxes, step by step; only the essential ones if asked."""
    asked = [c for c in catalog.questionnaire.criteria if c.essential or not essential]
    canvas.section(
        "Le questionnaire essentiel" if essential else "Le questionnaire",
        "Répondez seul, sans en parler. Cochez une seule case par question : ce que vous avez vu, pas ce "
        "que vous espérez. « Je ne sais pas » est une vraie réponse.",
    )
    _to_fill(canvas, "Métier (si vous le voulez bien)", "Date")
    number = 0
    for step in catalog.questionnaire.steps:
        of_step = [c for c in asked if c.step == step.id]
        canvas.heading(f"{step.label} : {step.question}", keep=_height(canvas, of_step[0]))
        for criterion in of_step:
            number += 1
            canvas.need(_height(canvas, criterion))
            _question(canvas, number, criterion)


def _height(canvas: Canvas, criterion: Criterion) -> float:
    """mm that a question takes."""
    rows = sum(_row_height(canvas, pair) for pair in _pairs(criterion))
    question = canvas.height_of(f"00. {criterion.question}", Page.BODY, Style.STRONG)
    return question + Gap.TIGHT + rows + Gap.BLOCK


def _question(canvas: Canvas, number: int, criterion: Criterion) -> None:
    canvas.small_heading(f"{number}. {criterion.question}", after=Gap.TIGHT)
    for pair in _pairs(criterion):
        for column, answer in enumerate(pair):
            x = Page.LEFT + column * (_half() + Page.GUTTER)
            canvas.check_box(x, canvas.cursor + 0.4)
            canvas.text_block(x + _INDENT, canvas.cursor, _half() - _INDENT, answer, Style.SMALL)
        canvas.space(_row_height(canvas, pair))
    canvas.space(Gap.BLOCK)


_INDENT = CHECK_BOX + 2.0


def _half() -> float:
    return Page.span(6)


def _pairs(criterion: Criterion) -> tuple[tuple[str, str], ...]:
    """Answers two by two, read line by line."""
    none, some, most, full = criterion.levels
    return ((none, some), (most, full), _NEITHER)


def _row_height(canvas: Canvas, pair: tuple[str, str]) -> float:
    width = _half() - _INDENT
    tallest = max(canvas.height_of(answer, width, Style.SMALL) for answer in pair)
    return max(tallest, CHECK_BOX) + _BETWEEN


# --- missions -------------------------------------------------------------------------------------
def missions(canvas: Canvas, catalog: Catalog) -> None:
    """Every mission by family: yes, later or no, and how many hours a week."""
    canvas.section(
        "Nos missions",
        "Que confions-nous au coordinateur ? Cochez une case par ligne, puis comptez les heures par "
        "semaine. Les heures entre parenthèses sont notre estimation.",
    )
    _to_fill(canvas, "Temps payé par semaine", "Date")
    for family in catalog.mission_texts.families:
        columns = (
            Column(family.label, 92),
            Column("Oui", 13),
            Column("Plus tard", 19),
            Column("Non", 13),
            Column("Heures", 37),
        )
        box = Cell(check_box=True)
        rows = [
            (
                Cell(m.label, style=Style.BODY),
                *(box, box, box),
                f"............   ({hours(m.hours_per_week)})",
            )
            for m in catalog.mission_texts.missions
            if m.family == family.id
        ]
        rows += [(Cell(" ", style=Style.BODY), box, box, box, "............")] * _OTHER_MISSIONS
        table(canvas, columns, rows, after=2.5)
    _to_fill(canvas, "Total des heures par semaine (les « oui »)")


# --- action plan ----------------------------------------------------------------------------------
def action_plan(canvas: Canvas) -> None:
    """Empty numbered lines: what, who, for when, done."""
    canvas.section(
        "Notre plan d’action",
        "Une ligne par action : un verbe, une seule personne, une date. Relisez la feuille au début de la "
        "réunion suivante.",
    )
    _to_fill(canvas, "Réunion du", "Prochaine réunion")
    columns = (
        Column("N°", 10),
        Column("Action", 82),
        Column("Qui", 40),
        Column("Pour quand", 28),
        Column("Fait", 14),
    )
    rows = [(str(n), Cell(_TO_WRITE), "", "", Cell(check_box=True)) for n in range(1, _ACTIONS + 1)]
    table(canvas, columns, rows)


# --- shared ---------------------------------------------------------------------------------------
def _to_fill(canvas: Canvas, *labels: str) -> None:
    """Lines to write on, side by side, each after its label."""
    canvas.need(11)
    canvas.space(3)
    width = (Page.BODY - Page.GUTTER * (len(labels) - 1)) / len(labels)
    bottom = canvas.cursor + Style.BODY.line_height
    for place, label in enumerate(labels):
        x = Page.LEFT + place * (width + Page.GUTTER)
        canvas.label(x, canvas.cursor, width, f"{label} :", Style.BODY)
        start = x + canvas.width_of(f"{label} :", Style.BODY) + Gap.SMALL
        canvas.stroke(start, bottom, x + width, bottom, Colour.GREY, 0.2, dash=0.8)
    canvas.cursor = bottom
    canvas.space(Gap.BLOCK)
