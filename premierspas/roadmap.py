"""The roadmap: actions drawn from the team's answers, planned backwards from the wished arrival.

Nothing of it is stored but what the team edits (owner, deadline, done…): the actions themselves
are drawn again from the answers each time, so they never contradict them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from premierspas.budget import Budget, budget
from premierspas.content import Catalog
from premierspas.content.models import Action, Anchor, SourceRef, Trigger
from premierspas.dossier import Dossier
from premierspas.dossier.model import ActionEdit
from premierspas.expectations import Expectations, expectations
from premierspas.french import count, hours, long_date
from premierspas.missions import Missions, missions
from premierspas.profile import ProfileChoice, profile_choice
from premierspas.readiness import CriterionResult, CriterionState, Readiness, readiness

PRIORITIES = 6
OWN_ACTION_PREFIX = "equipe-"


@dataclass(frozen=True)
class RoadmapAction:
    """An action of this team. ``start`` and ``deadline`` are None while no date can be counted.

    ``because``: the answers that brought it, in words. ``milestone``: a day rather than a duration.
    ``dated_by_team``: the deadline is the team's own. ``needed``: the answers still ask for it.
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
    because: tuple[str, ...]
    sources: tuple[SourceRef, ...]

    def late(self, today: date) -> bool:
        """Its deadline has passed and it is not done."""
        return not self.done and self.deadline is not None and self.deadline < today


@dataclass(frozen=True)
class Roadmap:
    """``actions`` in order of date. ``arrival``: the date planned from: the wished one, or the first
    possible one from today when the wished one is missing or cannot be held. ``unanswered``: questions
    of the readiness questionnaire that were not touched, so that nothing is planned for them."""

    actions: tuple[RoadmapAction, ...]
    dropped: tuple[RoadmapAction, ...]
    wished_arrival: date | None
    arrival: date
    weeks_late: int
    unanswered: int

    @property
    def message(self) -> str:
        """What the dates say, and what they leave out."""
        if not self.unanswered:
            return self._dates_in_words
        return (
            f"{self._dates_in_words} Attention : {count(self.unanswered, 'question')} des prérequis "
            "restent sans réponse, rien n’est encore prévu pour elles."
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
                "menez des actions de front."
            )
        return f"Tout tient avant l’arrivée souhaitée, le {long_date(self.arrival)}."

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


def roadmap(catalog: Catalog, dossier: Dossier, today: date) -> Roadmap:
    """The roadmap of ``dossier`` as seen on ``today``."""
    standing = readiness(catalog, dossier)
    because = _reasons(catalog, dossier, standing)
    edits = dossier.actions
    needed = [a for a in catalog.action_texts.actions if a.id in because]
    kept = [
        a for a in catalog.action_texts.actions if a.id not in because and _touched(edits, a.id)
    ]
    undated = [_drawn(a, edits.get(a.id), because.get(a.id)) for a in (*needed, *kept)]
    undated += [_own(key, edit) for key, edit in edits.items() if _is_own(key, edit)]

    open_ids = {a.id for a in undated if a.needed and not a.done and not _dropped(edits, a.id)}
    plan = _plan([a for a in needed if a.id in open_ids], catalog, dossier.team.arrival, today)
    dated = [_dated(action, plan, catalog, dossier) for action in undated]
    actions = sorted(
        (a for a in dated if not _dropped(edits, a.id)),
        key=lambda a: (
            a.deadline or (date.min if a.done else date.max),  # done without a date: long ago
            a.start or date.max,
            a.title,
        ),
    )
    first = _first_to_begin(actions, plan)
    return Roadmap(
        actions=tuple(replace(a, priority=a.id in first) for a in actions),
        dropped=tuple(a for a in dated if _dropped(edits, a.id)),
        wished_arrival=dossier.team.arrival,
        arrival=plan.arrival,
        weeks_late=plan.weeks_late,
        unanswered=standing.total - standing.answered,
    )


# --- which actions, and why -----------------------------------------------------------------------
def _reasons(catalog: Catalog, dossier: Dossier, standing: Readiness) -> dict[str, tuple[str, ...]]:
    """The actions that the answers ask for, and why, by action id.

    An action that belongs to criteria which are all met is not asked for, whatever its trigger.
    """
    by_action: dict[str, list[CriterionResult]] = {}
    for step in standing.steps:
        for result in step.criteria:
            by_action.setdefault(result.criterion.action, []).append(result)
    facts = _trigger_reasons(
        expectations(catalog, dossier),
        missions(catalog, dossier),
        profile_choice(catalog, dossier),
        budget(catalog, dossier),
    )
    reasons: dict[str, tuple[str, ...]] = {}
    for action in catalog.action_texts.actions:
        results = by_action.get(action.id, [])
        settled = (CriterionState.MET, CriterionState.NOT_CONCERNED)
        if results and all(r.state in settled for r in results):
            continue
        from_answers = tuple(_reason(r) for r in results if r.state in _ASKING)
        if action.trigger is Trigger.CRITERION:
            if from_answers:
                reasons[action.id] = from_answers
        elif action.trigger in facts:
            reasons[action.id] = from_answers or facts[action.trigger]
    return reasons


_ASKING = (CriterionState.GAP, CriterionState.TO_CHECK)


def _reason(result: CriterionResult) -> str:
    return f"{result.criterion.label} : {result.answer_in_words}"


def _trigger_reasons(
    placed: Expectations,
    time: Missions,
    profile: ProfileChoice,
    money: Budget,
) -> dict[Trigger, tuple[str, ...]]:
    """The triggers that fire, and the reason in words of each."""
    fired: dict[Trigger, tuple[str, ...]] = {
        Trigger.ALWAYS: ("Étape commune à toutes les équipes",)
    }
    if placed.to_debate:
        number = count(len(placed.to_debate), "carte")
        fired[Trigger.EXPECTATIONS_DIFFER] = (f"Attentes : {number} à débattre",)
    weighing = {task.label for m in time.all for task in m.asked_by}
    if weighing:
        fired[Trigger.TASKS_NOT_AT_EASE] = (
            f"Missions : {count(len(weighing), 'tâche')} qui vous pèsent ou que personne ne fait",
        )
    if time.exceeded:
        fired[Trigger.TIME_EXCEEDED] = (
            f"Missions : {hours(time.hours_asked)} demandées pour {hours(time.paid_hours)} payées",
        )
    if profile.verdict is None:
        fired[Trigger.PROFILE_UNDECIDED] = ("Profil : votre choix n’est pas encore écrit",)
    else:
        trigger = {
            "interne": Trigger.PROFILE_INTERNAL,
            "experimente": Trigger.PROFILE_EXPERIENCED,
            "externe": Trigger.PROFILE_EXTERNAL,
        }[profile.verdict.id]
        fired[trigger] = (f"Profil choisi : {profile.verdict.label}",)
    if money.may_lack:
        what = (
            money.chosen.status.label if money.chosen else "aucun statut n’est couvert à coup sûr"
        )
        fired[Trigger.BUDGET_DEFICIT] = (f"Budget : {what}, le coût peut dépasser les recettes",)
    return fired


# --- when -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Plan:
    """Start and end of the actions before the arrival, by id."""

    dates: Mapping[str, tuple[date, date]]
    arrival: date
    weeks_late: int


def _plan(actions: list[Action], catalog: Catalog, wished: date | None, today: date) -> _Plan:
    """Plan the actions before the arrival: backwards from ``wished`` if that leaves time for
    everything, otherwise forwards from ``today``."""
    before = {a.id: a for a in actions if a.anchor is Anchor.BEFORE_ARRIVAL}
    waits_for = {key: _open_dependencies(key, before, catalog) for key in before}
    earliest_end: dict[str, int] = {}  # weeks from today

    def end(key: str) -> int:
        if key not in earliest_end:
            start = max(map(end, waits_for[key]), default=0)
            earliest_end[key] = start + before[key].lead_weeks
        return earliest_end[key]

    total = max(map(end, before), default=0)
    first_possible = today + timedelta(weeks=total)
    if wished is None or first_possible > wished:
        dates = {
            key: (
                today + timedelta(weeks=end(key) - before[key].lead_weeks),
                today + timedelta(weeks=end(key)),
            )
            for key in before
        }
        late = 0 if wished is None else -(-(first_possible - wished).days // 7)
        return _Plan(dates, first_possible, late)

    latest_end: dict[str, int] = {}  # weeks before the arrival

    def weeks_before(key: str) -> int:
        if key not in latest_end:
            followers = [k for k, waited in waits_for.items() if key in waited]
            latest_end[key] = max(
                (weeks_before(k) + before[k].lead_weeks for k in followers), default=0
            )
        return latest_end[key]

    dates = {
        key: (
            wished - timedelta(weeks=weeks_before(key) + action.lead_weeks),
            wished - timedelta(weeks=weeks_before(key)),
        )
        for key, action in before.items()
    }
    return _Plan(dates, wished, 0)


def _first_to_begin(actions: Iterable[RoadmapAction], plan: _Plan) -> set[str]:
    """At most PRIORITIES actions before the arrival: those that the plan ends first. A deadline that
    the team types does not count, or the action would leave the list under its eyes."""

    def planned_end(action: RoadmapAction) -> date:
        if action.id in plan.dates:
            return plan.dates[action.id][1]
        return action.deadline or date.max

    open_actions = [a for a in actions if not a.done and not a.after_arrival and a.needed]
    return {a.id for a in sorted(open_actions, key=planned_end)[:PRIORITIES]}


def _open_dependencies(key: str, before: Mapping[str, Action], catalog: Catalog) -> set[str]:
    """What ``key`` really waits for: its dependencies that are still to be done, and beyond those
    that are not, theirs."""
    found: set[str] = set()
    for other in catalog.action[key].depends_on:
        if other in before:
            found.add(other)
        else:
            found |= _open_dependencies(other, before, catalog)
    return found


def _anchor_date(anchor: Anchor, plan: _Plan, dossier: Dossier) -> date | None:
    signature = dossier.team.aci_signature
    match anchor:
        case Anchor.ACI_SIGNATURE:
            return signature
        case Anchor.FIRST_FULL_YEAR_END:
            return first_full_year_end(signature) if signature else None
        case _:
            return plan.arrival


def first_full_year_end(signature: date) -> date:
    """End of the first full calendar year under contract (our reading of « première année pleine »,
    Rapport 01): the year of the signature when it is on 1 January, else the next one."""
    year = signature.year if (signature.month, signature.day) == (1, 1) else signature.year + 1
    return date(year, 12, 31)


# --- one action -----------------------------------------------------------------------------------
def _drawn(
    action: Action, edit: ActionEdit | None, because: tuple[str, ...] | None
) -> RoadmapAction:
    edit = edit or ActionEdit()
    return RoadmapAction(
        id=action.id,
        family=action.family,
        title=action.title,
        why=action.why,
        how=action.how,
        owner=edit.owner,
        usual_owner=action.who,
        means=edit.means,
        success=edit.success or action.success,
        start=None,
        deadline=edit.deadline,
        done=edit.done,
        milestone=action.lead_weeks == 0,
        after_arrival=action.anchor is not Anchor.BEFORE_ARRIVAL,
        dated_by_team=edit.deadline is not None,
        own=False,
        needed=because is not None,
        priority=False,
        because=because or ("Vos réponses ne la demandent plus",),
        sources=action.sources,
    )


def _own(key: str, edit: ActionEdit) -> RoadmapAction:
    return RoadmapAction(
        id=key,
        family="equipe",
        title=edit.title or "Action sans titre",
        why="",
        how="",
        owner=edit.owner,
        usual_owner="",
        means=edit.means,
        success=edit.success,
        start=None,
        deadline=edit.deadline,
        done=edit.done,
        milestone=True,
        after_arrival=False,
        dated_by_team=edit.deadline is not None,
        own=True,
        needed=True,
        priority=False,
        because=("Ajoutée par l’équipe",),
        sources=(),
    )


def _dated(action: RoadmapAction, plan: _Plan, catalog: Catalog, dossier: Dossier) -> RoadmapAction:
    if action.own:
        return replace(action, start=action.deadline)
    content = catalog.action[action.id]
    if content.anchor is Anchor.BEFORE_ARRIVAL:
        start, end = plan.dates.get(action.id, (None, None))
    else:
        anchor = _anchor_date(content.anchor, plan, dossier)
        end = anchor + relativedelta(months=content.months_after) if anchor else None
        start = end - timedelta(weeks=content.lead_weeks) if end else None
    if action.dated_by_team and action.deadline:
        end = action.deadline
        start = end - timedelta(weeks=content.lead_weeks)
    return replace(action, start=start, deadline=end)


def _is_own(key: str, edit: ActionEdit) -> bool:
    return key.startswith(OWN_ACTION_PREFIX) and edit != ActionEdit()


def _touched(edits: Mapping[str, ActionEdit], key: str) -> bool:
    return key in edits and edits[key] != ActionEdit()


def _dropped(edits: Mapping[str, ActionEdit], key: str) -> bool:
    return key in edits and edits[key].dropped
