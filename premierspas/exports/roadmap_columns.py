"""What a line of the roadmap says, for the spreadsheet, the text file, and what comes back of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from premierspas.roadmap import RoadmapAction

Value = str | date | None  # None: an empty cell

ACTIONS_SHEET = "Actions"
GUIDE_SHEET = "Mode d’emploi"
# What the file said when it left: the dates that the tool suggests move from day to day, and only a
# cell that somebody changed must come back.
ORIGIN_SHEET = "Origine"
SUGGESTED = " (proposé)"
YES, NO = "oui", "non"
_FAMILIES = {
    "prerequis": "Prérequis",
    "role": "Rôle",
    "missions": "Missions",
    "profil": "Profil",
    "budget": "Budget",
    "recrutement": "Recrutement",
    "suivi": "Suivi",
    "equipe": "Équipe",
}


@dataclass(frozen=True)
class Column:
    """``width``: in characters. ``edits``: the field of ActionEdit that comes back, empty when the
    column only informs."""

    name: str
    label: str
    width: float
    edits: str = ""
    is_date: bool = False


# The first ones are printed, the others are for the screen: on one page wide, all of them could not
# be read.
COLUMNS = (
    Column("action", "Action", 36, "title"),
    Column("priority", "Priorité", 12),
    Column("owner", "Qui", 22, "owner"),
    Column("start", "Début", 12, is_date=True),
    Column("deadline", "Échéance", 13, "deadline", is_date=True),
    Column("done", "Fait", 8, "done"),
    Column("means", "Moyens", 28, "means"),
    Column("success", "Signe de réussite", 34, "success"),
    Column("family", "Famille", 14),
    Column("why", "Pourquoi", 48),
    Column("because", "Raison", 40),
    Column("id", "Identifiant", 13),
)
PRINTED = 8
EDITABLE = tuple(column for column in COLUMNS if column.edits)


def values(action: RoadmapAction) -> Mapping[str, Value]:
    """The cells of ``action`` by name of column."""
    suggested = f"{action.usual_owner}{SUGGESTED}" if action.usual_owner else ""
    found: dict[str, Value] = {
        "action": action.title,
        "priority": "→ en premier" if action.priority else "",
        "owner": action.owner or suggested,
        "start": action.start,
        "deadline": action.deadline,
        "done": YES if action.done else NO,
        "means": action.means,
        "success": action.success,
        "family": _FAMILIES[action.family],
        "why": action.why,
        "because": " ; ".join(action.because),
        "id": action.id,
    }
    return {name: value or None for name, value in found.items()}
