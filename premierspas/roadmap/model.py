"""What a roadmap is: actions of this team, dated, and what the dates say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from premierspas.content.models import SourceRef
from premierspas.french import count, listing, long_date
from premierspas.roadmap.workdays import on_or_after, why_not_worked


@dataclass(frozen=True)
class Reason:
    """Why an action is there: an answer, in words, and the page where it was given (None: nowhere)."""

    words: str
    page: str | None = None


@dataclass(frozen=True)
class RoadmapAction:
    """An action of this team. ``start`` and ``deadline`` are None while no date can be counted.

    ``reasons``: the answers that brought it. ``milestone``: a day rather than a duration.
    ``dated_by_team``: the deadline is the team's own. ``needed``: the answers still ask for it.
    ``can_start``: the first day when it may begin; ``waits_for``: titles of what must end before.
    ``conflict``: why the team's deadline cannot be held, empty when it can. ``refusal``: why the team
    does not want it.
    """

    id: str
    family: str
    title: str
    why: str
    how: str
    owner: str
    usual_owner: str
    means: str
    success: str
    start: date | None
    deadline: date | None
    done: bool
    milestone: bool
    after_arrival: bool
    dated_by_team: bool
    own: bool
    needed: bool
    priority: bool
    reasons: tuple[Reason, ...]
    sources: tuple[SourceRef, ...]
    can_start: date | None = None
    waits_for: tuple[str, ...] = ()
    conflict: str = ""
    refusal: str = ""

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons, in words."""
        return tuple(reason.words for reason in self.reasons)

    def late(self, today: date) -> bool:
        """Its deadline has passed and it is not done."""
        return not self.done and self.deadline is not None and self.deadline < today

    def weeks_to_spare(self, today: date) -> int:
        """Whole weeks between the first day when it may begin and the last one when it must."""
        if self.start is None or self.can_start is None:
            return 0
        return max((self.start - max(self.can_start, today)).days // 7, 0)

    def state(self, today: date) -> str:
        """Symbol and words: done, late, to do now, possible now, waiting, to come."""
        if self.done:
            return "✓ fait"
        if self.late(today):
            return "▲ en retard"
        if self.conflict:
            return "▲ date à revoir"
        if self.start and self.start <= today:
            return "→ à faire maintenant"
        if self.can_start and self.can_start <= on_or_after(today):
            weeks = self.weeks_to_spare(today)
            spare = f", {count(weeks, 'semaine')} de marge" if weeks else ""
            return f"→ peut commencer{spare}"
        return "○ à venir"


@dataclass(frozen=True)
class Roadmap:
    """``actions`` in order of date. ``arrival``: the date planned from: the wished one, or the first
    possible one from today when the wished one is missing or cannot be held. ``unanswered``,
    ``to_check``, ``not_asked``: questions of the readiness questionnaire that were not touched, that
    the team does not know, that the short variant leaves out: nothing is planned for them."""

    actions: tuple[RoadmapAction, ...]
    dropped: tuple[RoadmapAction, ...]
    wished_arrival: date | None
    arrival: date
    weeks_late: int
    unanswered: int
    to_check: int
    not_asked: int

    @property
    def message(self) -> str:
        """What the dates say, and what they leave out."""
        left_out = [
            f"{count(number, 'question')} {words}"
            for number, words in (
                (self.unanswered, "sans réponse"),
                (self.to_check, "à vérifier"),
                (self.not_asked, "hors du questionnaire essentiel"),
            )
            if number
        ]
        if not left_out:
            return self._dates_in_words
        return (
            f"{self._dates_in_words} Attention, la date peut encore reculer. Dans les prérequis : "
            f"{listing(left_out)}."
        )

    @property
    def _dates_in_words(self) -> str:
        if self.wished_arrival is None:
            return (
                "Aucune date d’arrivée n’est indiquée : en commençant aujourd’hui, une arrivée est "
                f"possible à partir du {long_date(self.arrival)}."
            )
        if self.weeks_late:
            return (
                f"L’arrivée souhaitée le {long_date(self.wished_arrival)} ne laisse pas le temps de "
                f"tout faire : d’après les durées habituelles, comptez plutôt le "
                f"{long_date(self.arrival)} ({count(self.weeks_late, 'semaine')} de plus), ou "
                "menez des actions de front. Le budget compte encore depuis la date souhaitée : changez-la "
                "sur la page Équipe."
            )
        words = f"Tout tient avant l’arrivée souhaitée, le {long_date(self.arrival)}."
        if why := why_not_worked(self.arrival):
            words += f" C’est {why} : prévoyez plutôt le {long_date(on_or_after(self.arrival))}."
        return words

    @property
    def arrival_in_words(self) -> str:
        """The wished date, and the first possible one where it cannot be held; empty without wish."""
        if self.wished_arrival is None:
            return ""
        wished = long_date(self.wished_arrival)
        if not self.weeks_late:
            return wished
        return f"{wished} souhaitée, plutôt le {long_date(self.arrival)}"

    @property
    def priorities(self) -> tuple[RoadmapAction, ...]:
        """The few actions to begin with."""
        return tuple(a for a in self.actions if a.priority)

    @property
    def to_do(self) -> tuple[RoadmapAction, ...]:
        return tuple(a for a in self.actions if not a.done)

    @property
    def until_arrival(self) -> tuple[RoadmapAction, ...]:
        """What is to be done and dated up to the first month of the coordinator."""
        limit = self.arrival + relativedelta(months=1)
        return tuple(a for a in self.to_do if a.start and a.deadline and a.deadline <= limit)

    def within(self, today: date, days: int) -> tuple[RoadmapAction, ...]:
        """What is to be finished in the next ``days`` days, late actions included."""
        limit = today + timedelta(days=days)
        return tuple(a for a in self.to_do if a.deadline is not None and a.deadline <= limit)
