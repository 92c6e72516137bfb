"""Missions that the team keeps, and whether they fit in the time that is paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Literal

from premierspas.content import Catalog
from premierspas.content.models import AciFunction, Mission, Task
from premierspas.dossier import Dossier
from premierspas.dossier.model import Ease
from premierspas.french import days, hours, listing, lower_first

HOURS_PER_DAY = 7.0  # a day of 35 hours a week over 5 days
DEFAULT_DAYS_PER_WEEK = 1.0  # what the Diaporama reasons with
FULL_WEEK = 5.0  # days
HALF_A_MINUTE = 1 / 120  # hours: less than what is shown, and more than a computer gets wrong

When = Literal["six-premiers-mois", "plus-tard"]
WHEN: dict[When, str] = {"six-premiers-mois": "Les six premiers mois", "plus-tard": "Plus tard"}
GOING_ON = (
    "« Ensuite » compte toutes les missions gardées : celles des six premiers mois continuent. "
    "C’est notre hypothèse."
)


@dataclass(frozen=True)
class MissionResult:
    """A mission, kept or not. ``hours_per_week``: the team's figure, or our guess (``guessed``).
    ``when`` it starts: the team's choice, or ours (``when_is_ours``). ``not_at_ease`` and
    ``by_nobody``: tasks that weigh on the team and that it would relieve."""

    mission: Mission
    kept: bool
    hours_per_week: float
    guessed: bool
    when: When
    when_is_ours: bool
    not_at_ease: tuple[Task, ...]
    by_nobody: tuple[Task, ...]

    @property
    def asked_by(self) -> tuple[Task, ...]:
        """All tasks that weigh on the team and that it would relieve."""
        return self.not_at_ease + self.by_nobody

    @property
    def starts_first(self) -> bool:
        """It starts in the first six months."""
        return self.when == "six-premiers-mois"

    @property
    def asked_in_words(self) -> str:
        """Why the answers suggest it; empty when they do not."""
        said = (
            ("Vous êtes peu à l’aise avec", self.not_at_ease),
            ("Personne ne fait", self.by_nobody),
        )
        return " ".join(
            f"{words} {listing(f'« {lower_first(task.label)} »' for task in tasks)}."
            for words, tasks in said
            if tasks
        )


@dataclass(frozen=True)
class Phase:
    """A part of the coordinator's time. ``hours_asked``: hours a week; ``days_per_week``: paid."""

    label: str
    hours_asked: float
    days_per_week: float

    @property
    def paid_hours(self) -> float:
        """Hours a week that are paid."""
        return self.days_per_week * HOURS_PER_DAY

    @property
    def hours_over(self) -> float:
        """Hours a week asked beyond what is paid (negative: hours left)."""
        return self.hours_asked - self.paid_hours

    @property
    def exceeded(self) -> bool:
        return self.hours_over > HALF_A_MINUTE

    @property
    def symbol(self) -> str:
        return "▲" if self.exceeded else "✓"

    @property
    def days_needed(self) -> float:
        """Days a week that would hold the missions, to the tenth of a day above."""
        return ceil((self.hours_asked - HALF_A_MINUTE) / HOURS_PER_DAY * 10) / 10

    @property
    def days_needed_in_words(self) -> str:
        """« 2,2 jours par semaine »; says when nobody works that much."""
        beyond = " (plus qu’un temps plein)" if self.days_needed > FULL_WEEK else ""
        return f"{days(self.days_needed)} par semaine{beyond}"

    @property
    def in_words(self) -> str:
        """« ▲ Ensuite : 1 jour par semaine = 7 h ; vous en demandez 15 h, 8 h de trop »."""
        if self.exceeded:
            verdict = f"{hours(self.hours_over)} de trop"
        elif self.hours_over < -HALF_A_MINUTE:
            verdict = f"il reste {hours(-self.hours_over)}"
        else:
            verdict = "juste ce qu’il faut"
        paid = f"{days(self.days_per_week)} par semaine = {hours(self.paid_hours)}"
        asked = f"vous en demandez {hours(self.hours_asked)}, {verdict}"
        return f"{self.symbol} {self.label} : {paid} ; {asked}"


@dataclass(frozen=True)
class Missions:
    """All missions in the order of the content, and the time.

    ``days_assumed``: the team did not say how many days are paid a week, we count one.
    ``tasks_answered``: number of tasks that the team spoke of. ``by_function``: the four functions
    that the ACI line pays for, in order, each with the kept missions that we map to it.
    """

    all: tuple[MissionResult, ...]
    days_per_week: float
    days_assumed: bool
    tasks_answered: int
    by_function: tuple[tuple[AciFunction, tuple[MissionResult, ...]], ...]

    @property
    def kept(self) -> tuple[MissionResult, ...]:
        return tuple(m for m in self.all if m.kept)

    @property
    def asked_for(self) -> tuple[MissionResult, ...]:
        """Kept or not, those that a task which weighs on the team asks for."""
        return tuple(m for m in self.all if m.asked_by)

    @property
    def suggested(self) -> tuple[MissionResult, ...]:
        """Not kept, though a task that weighs on the team asks for it."""
        return tuple(m for m in self.asked_for if not m.kept)

    @property
    def functions_in_words(self) -> tuple[tuple[AciFunction, str], ...]:
        """« ✓ Préparer les rapports d’activité ; … » or « ○ aucune », for each function."""
        return tuple(
            (f, "✓ " + " ; ".join(m.mission.label for m in kept) if kept else "○ aucune")
            for f, kept in self.by_function
        )

    @property
    def first(self) -> Phase:
        """The first six months: the missions that start then."""
        starting = (m for m in self.kept if m.starts_first)
        return Phase(WHEN["six-premiers-mois"], total(starting), self.days_per_week)

    @property
    def later(self) -> Phase:
        """After them: all kept missions, for those begun go on (our assumption)."""
        return Phase("Ensuite", total(self.kept), self.days_per_week)

    @property
    def phases(self) -> tuple[Phase, Phase]:
        return self.first, self.later

    @property
    def hours_asked(self) -> float:
        """Hours a week that all kept missions take."""
        return self.later.hours_asked

    @property
    def paid_hours(self) -> float:
        """Hours a week that are paid."""
        return self.later.paid_hours

    @property
    def paid_in_words(self) -> str:
        """« 7 h payées (1 jour par semaine, à défaut d’un choix) »."""
        assumed = ", à défaut d’un choix" if self.days_assumed else ""
        return f"{hours(self.paid_hours)} payées ({days(self.days_per_week)} par semaine{assumed})"

    @property
    def hours_over(self) -> float:
        """Hours a week asked beyond what is paid (negative: hours left), all missions begun."""
        return self.later.hours_over

    @property
    def days_needed(self) -> float:
        """Days a week that would hold all kept missions, to the tenth of a day above."""
        return self.later.days_needed

    @property
    def exceeded(self) -> bool:
        """All kept missions do not fit; the first six months may still (``first.exceeded``)."""
        return self.later.exceeded


def total(missions: Iterable[MissionResult]) -> float:
    """Hours a week of ``missions``."""
    return sum(m.hours_per_week for m in missions)


def missions(catalog: Catalog, dossier: Dossier) -> Missions:
    """What the team keeps of every mission of the content, when, and the time that it takes."""
    texts = catalog.mission_texts
    results = tuple(_result(mission, texts.tasks, dossier) for mission in texts.missions)
    paid = dossier.budget.main.days_per_week
    return Missions(
        all=results,
        days_per_week=DEFAULT_DAYS_PER_WEEK if paid is None else paid,
        days_assumed=paid is None,
        tasks_answered=sum(task.id in dossier.tasks for task in texts.tasks),
        by_function=tuple(
            (f, tuple(r for r in results if r.kept and f.id in r.mission.aci_functions))
            for f in texts.functions
        ),
    )


def _result(mission: Mission, tasks: tuple[Task, ...], dossier: Dossier) -> MissionResult:
    choice = dossier.missions.get(mission.id)
    own_hours = choice.hours_per_week if choice else None
    own_when = choice.when if choice else None

    def relieved(ease: Ease) -> tuple[Task, ...]:
        return tuple(
            t for t in tasks if mission.id in t.missions and dossier.tasks.get(t.id) == ease
        )

    return MissionResult(
        mission=mission,
        kept=bool(choice and choice.kept),
        hours_per_week=mission.hours_per_week if own_hours is None else own_hours,
        guessed=own_hours is None,
        when=own_when or mission.when,
        when_is_ours=own_when is None,
        not_at_ease=relieved("not-at-ease"),
        by_nobody=relieved("nobody"),
    )
