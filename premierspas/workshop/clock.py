"""The agenda against the real time: how late we are, and what to shorten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from premierspas.content import Catalog
from premierspas.content.models import Shorter
from premierspas.french import count
from premierspas.workshop.model import PlannedStage, Workshop

NOTICED_FROM = timedelta(minutes=3)  # less late than that is on time


@dataclass(frozen=True)
class Saving:
    """A stage to come that can be done faster."""

    planned: PlannedStage
    label: str
    shorter: Shorter

    @property
    def minutes(self) -> int:
        """Gained."""
        return self.planned.minutes - self.shorter.minutes

    @property
    def in_words(self) -> str:
        """« Missions : 6 min au lieu de 12. À main levée… »."""
        return (
            f"{self.label} : {self.shorter.minutes} min au lieu de {self.planned.minutes}. "
            f"{self.shorter.how}"
        )


@dataclass(frozen=True)
class Clock:
    """``in_stage``: time spent in the current stage. ``delay``: the end expected now against the
    planned one, negative when we are ahead. ``savings``: what to shorten, in order, to be on time;
    ``beyond``: what would still be missing."""

    ends_at: datetime
    in_stage: timedelta
    left_in_stage: timedelta
    delay: timedelta
    savings: tuple[Saving, ...]
    beyond: timedelta

    @property
    def late(self) -> bool:
        return self.delay >= NOTICED_FROM

    @property
    def in_words(self) -> str:
        """« 20 minutes de retard », « à l’heure », « 5 minutes d’avance »."""
        minutes = round(abs(self.delay).total_seconds() / 60)
        if abs(self.delay) < NOTICED_FROM:
            return "à l’heure"
        return count(minutes, "minute") + (" de retard" if self.late else " d’avance")


def clock(catalog: Catalog, workshop: Workshop, now: datetime) -> Clock | None:
    """Planned against real; None before the start and after the end."""
    if workshop.current is None or workshop.started_at is None or workshop.stage is None:
        return None
    now = workshop.not_before(now)
    current = workshop.current
    began = workshop.began.get(current.stage, workshop.started_at)
    over = max(now, began + timedelta(minutes=current.minutes))
    coming = [
        s for s in workshop.plan.stages[workshop.stage + 1 :] if s.stage not in workshop.skipped
    ]
    ends_at = over + timedelta(minutes=sum(s.minutes for s in coming))
    # Against the end that was announced: what is shortened meanwhile catches up on it.
    announced = timedelta(minutes=workshop.announced or workshop.plan.minutes)
    delay = ends_at - workshop.started_at - announced
    late = delay if delay >= NOTICED_FROM else timedelta(0)
    savings = tuple(_savings(catalog, coming, late))
    gained = timedelta(minutes=sum(s.minutes for s in savings))
    return Clock(
        ends_at=ends_at,
        in_stage=now - began,
        left_in_stage=over - now,
        delay=delay,
        savings=savings,
        beyond=max(late - gained, timedelta(0)),
    )


def _savings(catalog: Catalog, coming: list[PlannedStage], delay: timedelta) -> Iterator[Saving]:
    """What to shorten, in the order of the content, until ``delay`` is caught up."""
    missing = ceil(delay.total_seconds() / 60)
    by_stage = {planned.stage: planned for planned in coming}
    for stage in catalog.workshops.shorten_first:
        text = catalog.stage[stage]
        planned = by_stage.get(stage)
        if missing <= 0:
            return
        if planned and text.shorter and text.shorter.minutes < planned.minutes:
            saving = Saving(planned, text.label, text.shorter)
            missing -= saving.minutes
            yield saving
