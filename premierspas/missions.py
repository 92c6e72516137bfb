"""Missions that the team keeps, and whether they fit in the time that is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from premierspas.content import Catalog
from premierspas.content.models import AciFunction, Mission, Task
from premierspas.dossier import Dossier

HOURS_PER_DAY = 7.0  # a day of 35 hours a week over 5 days
DEFAULT_DAYS_PER_WEEK = 1.0  # what the Diaporama reasons with


@dataclass(frozen=True)
class MissionResult:
    """A mission, kept or not. ``hours_per_week``: the team's figure, or our guess (``guessed``).
    ``asked_by``: tasks that weigh on the team and that it would relieve."""

    mission: Mission
    kept: bool
    hours_per_week: float
    guessed: bool
    asked_by: tuple[Task, ...]


@dataclass(frozen=True)
class Missions:
    """All missions in the order of the content, and the time. ``paid_hours``: hours a week;
    ``days_assumed``: the team did not say how many days, we count one."""

    all: tuple[MissionResult, ...]
    days_per_week: float
    days_assumed: bool
    functions: tuple[AciFunction, ...]

    @property
    def kept(self) -> tuple[MissionResult, ...]:
        return tuple(m for m in self.all if m.kept)

    @property
    def suggested(self) -> tuple[MissionResult, ...]:
        """Not kept, though a task that weighs on the team asks for it."""
        return tuple(m for m in self.all if m.asked_by and not m.kept)

    @property
    def hours_asked(self) -> float:
        """Hours a week that the kept missions take."""
        return sum(m.hours_per_week for m in self.kept)

    @property
    def paid_hours(self) -> float:
        """Hours a week that are paid."""
        return self.days_per_week * HOURS_PER_DAY

    @property
    def hours_over(self) -> float:
        """Hours a week asked beyond what is paid (negative: hours left)."""
        return self.hours_asked - self.paid_hours

    @property
    def days_needed(self) -> float:
        """Days a week that would hold the kept missions, to the tenth of a day above."""
        return ceil(self.hours_asked / HOURS_PER_DAY * 10 - 1e-9) / 10

    @property
    def exceeded(self) -> bool:
        return bool(self.kept) and self.hours_over > 1e-9


def missions(catalog: Catalog, dossier: Dossier) -> Missions:
    """What the team keeps of every mission of the content, and the ACI functions that it covers."""
    asked_by = _tasks_by_mission(catalog, dossier)
    results = []
    for mission in catalog.mission_texts.missions:
        choice = dossier.missions.get(mission.id)
        hours = choice.hours_per_week if choice else None
        results.append(
            MissionResult(
                mission=mission,
                kept=bool(choice and choice.kept),
                hours_per_week=mission.hours_per_week if hours is None else hours,
                guessed=hours is None,
                asked_by=asked_by.get(mission.id, ()),
            )
        )
    covered = {f for result in results if result.kept for f in result.mission.aci_functions}
    days = dossier.budget.days_per_week
    return Missions(
        all=tuple(results),
        days_per_week=DEFAULT_DAYS_PER_WEEK if days is None else days,
        days_assumed=days is None,
        functions=tuple(f for f in catalog.mission_texts.functions if f.id in covered),
    )


def _tasks_by_mission(catalog: Catalog, dossier: Dossier) -> Mapping[str, tuple[Task, ...]]:
    """Tasks that the team is not at ease with, or that nobody does, by the mission that helps."""
    found: dict[str, tuple[Task, ...]] = {}
    for task in catalog.mission_texts.tasks:
        if dossier.tasks.get(task.id) in ("not-at-ease", "nobody"):
            for mission in task.missions:
                found[mission] = (*found.get(mission, ()), task)
    return found
