"""Changes of one thing in a dossier, as functions from a dossier to the next.

A change says only what it changes. It is applied to the latest state that was saved, so two people
who change different things at the same time both keep their work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Any

from premierspas.dossier.model import (
    ActionEdit,
    CardPlacement,
    CriterionAnswer,
    Dossier,
    MissionChoice,
    Part,
    PerspectiveChoice,
    Scenario,
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
    "perspective_choices": PerspectiveChoice,
}


def set_in_entry(group: str, key: str, name: str, value: Any) -> Change:
    """Replace one field of one entry of ``readiness``, ``expectations``, ``missions``,
    ``actions``, ``perspective_choices``; the entry is made if it is not there."""

    def change(dossier: Dossier) -> Dossier:
        entries = getattr(dossier, group)
        entry: Part = entries.get(key) or _ENTRY_PARTS[group]()
        return dossier.changed(**{group: {**entries, key: entry.changed(**{name: value})}})

    return change


def set_in_scenario(key: str, name: str, value: Any) -> Change:
    """Replace one field of the budget scenario of ``key``. The one that is kept is made if it is not
    there; another that is not there was removed in another window: nothing is changed."""

    def change(dossier: Dossier) -> Dossier:
        if _is_removed(dossier, key):
            return dossier
        return _with_scenario(dossier, key, dossier.budget.scenario(key).changed(**{name: value}))

    return change


def set_in_kept_scenario(name: str, value: Any) -> Change:
    """Replace one field of the scenario that the team keeps."""
    return lambda dossier: set_in_scenario(dossier.budget.kept, name, value)(dossier)


def set_extra(key: str, extra: str, amount: float | None) -> Change:
    """An expense beside the pay, € in its own period; None takes it out."""

    def change(dossier: Dossier) -> Dossier:
        if _is_removed(dossier, key):
            return dossier
        scenario = dossier.budget.scenario(key)
        extras = _with(scenario.extras, extra, amount)
        return _with_scenario(dossier, key, scenario.changed(extras=extras))

    return change


def duplicate_scenario(key: str, name: str) -> Change:
    """A new scenario that begins as the one of ``key``, under the first free letter."""

    def change(dossier: Dossier) -> Dossier:
        budget = dossier.budget
        original = budget.scenario(key)
        # The first duplicate also makes the original exist, if nothing was said in it yet.
        scenarios = {**budget.scenarios, key: original}
        free = next(letter for letter in ascii_lowercase if letter not in scenarios)
        scenarios[free] = original.changed(name=name)
        return dossier.changed(budget=budget.changed(scenarios=scenarios))

    return change


def remove_scenario(key: str) -> Change:
    """Take a scenario out; the one that is kept stays."""

    def change(dossier: Dossier) -> Dossier:
        budget = dossier.budget
        if key == budget.kept:
            return dossier
        return dossier.changed(
            budget=budget.changed(
                scenarios=_with(budget.scenarios, key, None),
                fallback=None if budget.fallback == key else budget.fallback,
            )
        )

    return change


def keep_scenario(key: str) -> Change:
    """The scenario of ``key`` is the one that everything else counts with. If it was the fallback, the
    one that was kept takes its place."""

    def change(dossier: Dossier) -> Dossier:
        budget = dossier.budget
        if key not in budget.scenarios:  # removed in another window
            return dossier
        others = {k: s for k, s in budget.scenarios.items() if k != key}
        fallback = budget.fallback
        if fallback == key:
            fallback = budget.kept if budget.kept in others else None
        return dossier.changed(budget=budget.changed(kept=key, fallback=fallback))

    return change


def set_fallback(key: str | None) -> Change:
    """The scenario to turn to if the kept one fails; None: there is none any more."""

    def change(dossier: Dossier) -> Dossier:
        budget = dossier.budget
        if key == budget.kept or (key and key not in budget.scenarios):
            return dossier
        return dossier.changed(budget=budget.changed(fallback=key))

    return change


def set_own_value(parameter: str, value: float | None) -> Change:
    """The team's own value of a figure, in the figure's unit; None goes back to the reference."""

    def change(dossier: Dossier) -> Dossier:
        values = _with(dossier.budget.own_values, parameter, value)
        return dossier.changed(budget=dossier.budget.changed(own_values=values))

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


def _is_removed(dossier: Dossier, key: str) -> bool:
    return key != dossier.budget.kept and key not in dossier.budget.scenarios


def _with_scenario(dossier: Dossier, key: str, scenario: Scenario) -> Dossier:
    scenarios = {**dossier.budget.scenarios, key: scenario}
    return dossier.changed(budget=dossier.budget.changed(scenarios=scenarios))


def _with(entries: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    others = {k: v for k, v in entries.items() if k != key}
    return others if value is None else {**others, key: value}
