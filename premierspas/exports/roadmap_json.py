"""The roadmap for other programs. Keys are documented in ``docs/feuille-de-route.md``."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.roadmap import RoadmapAction, roadmap

FORMAT = "premiers-pas/feuille-de-route"
VERSION = 1


def roadmap_json(catalog: Catalog, dossier: Dossier, today: date) -> bytes:
    """The roadmap of ``dossier`` on ``today``: UTF-8, dates as 2026-11-22, null: not known."""
    plan = roadmap(catalog, dossier, today)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "equipe": dossier.team.name,
        "jour": today.isoformat(),
        "arrivee_souhaitee": _day(plan.wished_arrival),
        "arrivee_prevue": _day(plan.arrival),
        "message": plan.message,
        "actions": [_action(action) for action in plan.actions],
        "ecartees": [_action(action) for action in plan.dropped],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _action(action: RoadmapAction) -> dict[str, Any]:
    return {
        "identifiant": action.id,
        "action": action.title,
        "famille": action.family,
        "pourquoi": action.why,
        "comment": action.how,
        "qui": action.owner,
        "qui_propose": action.usual_owner,
        "debut": _day(action.start),
        "echeance": _day(action.deadline),
        "echeance_de_l_equipe": action.dated_by_team,
        "fait": action.done,
        "moyens": action.means,
        "signe_de_reussite": action.success,
        "raisons": list(action.because),
        "prioritaire": action.priority,
        "jalon": action.milestone,
        "apres_arrivee": action.after_arrival,
        "de_l_equipe": action.own,
        "refus": action.refusal,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
