"""Changes of one thing in a dossier, as functions from a dossier to the next.

A change says only what it changes. It is applied to the latest state that was saved, so two people
who change different things at the same time both keep their work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from premierspas.dossier.model import (
    ActionEdit,
    CardPlacement,
    CriterionAnswer,
    Dossier,
    MissionChoice,
    Part,
)

Change = Callable[[Dossier], Dossier]


def set_field(name: str, value: Any) -> Change:
    """Replace a field of the dossier itself (``note``, ``candidate``)."""
    return lambda dossier: dossier.changed(**{name: value})


def set_in_part(part: str, name: str, value: Any) -> Change:
    """Replace one field of ``team``, ``profile``, ``budget`` or ``documents``."""

    def change(dossier: Dossier) -> Dossier:
        current: Part = getattr(dossier, part)
        return dossier.changed(**{part: current.changed(**{name: value})})

    return change


def set_entry(group: str, key: str, value: Any) -> Change:
    """Replace one value of ``tasks``, ``skills``, ``everyday``, ``activities``, ``contract``,
    ``perspectives``, ``members`` or ``snapshots``; None takes it out."""

    def change(dossier: Dossier) -> Dossier:
        return dossier.changed(**{group: _with(getattr(dossier, group), key, value)})

    return change


_ENTRY_PARTS: dict[str, Callable[[], Part]] = {
    "readiness": CriterionAnswer,
    "expectations": CardPlacement,
    "missions": MissionChoice,
    "actions": ActionEdit,
}


def set_in_entry(group: str, key: str, name: str, value: Any) -> Change:
    """Replace one field of one entry of ``readiness``, ``expectations``, ``missions``,
    ``actions``; the entry is made if it is not there."""

    def change(dossier: Dossier) -> Dossier:
        entries = getattr(dossier, group)
        entry: Part = entries.get(key) or _ENTRY_PARTS[group]()
        return dossier.changed(**{group: {**entries, key: entry.changed(**{name: value})}})

    return change


def set_weight(criterion: str, points: int | None) -> Change:
    """Points (out of 100) of one criterion of the profile choice."""

    def change(dossier: Dossier) -> Dossier:
        weights = _with(dossier.profile.weights, criterion, points)
        return dossier.changed(profile=dossier.profile.changed(weights=weights))

    return change


def set_score(criterion: str, profile: str, level: int | None) -> Change:
    """The team's own level (0 to 3) of a profile on one criterion; None goes back to ours."""

    def change(dossier: Dossier) -> Dossier:
        scores = _with(dossier.profile.scores.get(criterion, {}), profile, level)
        all_scores = _with(dossier.profile.scores, criterion, scores or None)
        return dossier.changed(profile=dossier.profile.changed(scores=all_scores))

    return change


def _with(entries: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    others = {k: v for k, v in entries.items() if k != key}
    return others if value is None else {**others, key: value}
