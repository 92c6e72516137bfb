"""Sheets for a room without phones: what there is, and the file of each.

fpdf takes long to import, so what draws is imported when a sheet is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from premierspas.french import long_date
from premierspas.results import Results

PrintableId = Literal[
    "cartes",
    "questionnaire",
    "questionnaire-essentiel",
    "missions",
    "plan-d-action",
    "charte",
    "engagement",
]


@dataclass(frozen=True)
class Printable:
    """``purpose``: what it is for, in a sentence."""

    label: str
    purpose: str


PRINTABLES: dict[PrintableId, Printable] = {
    "cartes": Printable(
        "Les cartes du rôle", "À découper et à trier autour d’une table : qui fait quoi ?"
    ),
    "questionnaire": Printable(
        "Le questionnaire complet", "Une feuille par personne, à remplir seul avant la réunion."
    ),
    "questionnaire-essentiel": Printable(
        "Le questionnaire essentiel", "Trois questions par étape, quand le temps manque."
    ),
    "missions": Printable(
        "La feuille « nos missions »", "Oui, plus tard ou non, et combien d’heures."
    ),
    "plan-d-action": Printable(
        "Le plan d’action vierge", "Ce que l’on décide en fin de réunion : quoi, qui, pour quand."
    ),
    "charte": Printable("La charte du rôle", "Qui fait quoi, comme votre équipe l’a décidé."),
    "engagement": Printable("La page d’engagement", "Nos décisions sur une page, à signer."),
}


def printable(what: PrintableId, results: Results) -> bytes:
    """The file (PDF/A-3); the same results give the same bytes. Nothing is attached to it."""
    from premierspas.report.canvas import Canvas
    from premierspas.report.sections import blank_sheets, charter, engagement, role_cards
    from premierspas.report.views.charter import charter_view
    from premierspas.report.views.closing import engagement_view
    from premierspas.report.views.cover import DEFAULT_TEAM
    from premierspas.report.views.words import flat

    catalog, sheet = results.catalog, PRINTABLES[what]
    example = "Exemple fictif  ·  " if results.dossier.demonstration else ""
    canvas = Canvas(
        title=sheet.label,
        team=flat(results.dossier.team.name) or DEFAULT_TEAM,
        edition=f"{example}Version {catalog.version}  ·  {long_date(results.today)}  ·  "
        "Document de travail de l’équipe",
        today=results.today,
        document="",
        cover=False,
    )
    match what:
        case "cartes":
            role_cards.draw(canvas, catalog)
        case "questionnaire":
            blank_sheets.questionnaire(canvas, catalog, essential=False)
        case "questionnaire-essentiel":
            blank_sheets.questionnaire(canvas, catalog, essential=True)
        case "missions":
            blank_sheets.missions(canvas, catalog)
        case "plan-d-action":
            blank_sheets.action_plan(canvas)
        case "charte":
            charter.draw(canvas, charter_view(results))
        case "engagement":
            engagement.draw(canvas, engagement_view(results))
    canvas.close_pages()
    return canvas.finished()
