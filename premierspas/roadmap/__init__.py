"""The roadmap: actions drawn from the team's answers, planned backwards from the wished arrival.

Nothing of it is stored but what the team edits (owner, deadline, done…): the actions themselves
are drawn again from the answers each time, so they never contradict them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from premierspas.content import Catalog
from premierspas.content.models import Action, Anchor
from premierspas.dossier import Dossier
from premierspas.dossier.model import ActionEdit
from premierspas.readiness import readiness
from premierspas.roadmap.model import Roadmap, RoadmapAction
from premierspas.roadmap.plan import Plan, anchor_date, first_full_year_end, plan_before_arrival
from premierspas.roadmap.reasons import reasons

__all__ = [
    "OWN_ACTION_PREFIX",
    "PRIORITIES",
    "Roadmap",
    "RoadmapAction",
    "first_full_year_end",
    "roadmap",
]

PRIORITIES = 6
OWN_ACTION_PREFIX = "equipe-"


def roadmap(catalog: Catalog, dossier: Dossier, today: date) -> Roadmap:
    """The roadmap of ``dossier`` as seen on ``today``."""
    standing = readiness(catalog, dossier)
    because = reasons(catalog, dossier, standing, today)
    edits = dossier.actions
    needed = [a for a in catalog.action_texts.actions if a.id in because]
    kept = [
        a for a in catalog.action_texts.actions if a.id not in because and _touched(edits, a.id)
    ]
    undated = [_drawn(a, edits.get(a.id), because.get(a.id)) for a in (*needed, *kept)]
    undated += [_own(key, edit) for key, edit in edits.items() if _is_own(key, edit)]

    open_ids = {a.id for a in undated if a.needed and not a.done and not _dropped(edits, a.id)}
    plan = plan_before_arrival(
        [a for a in needed if a.id in open_ids], catalog, dossier.team.arrival, today
    )
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
        to_check=len(standing.to_check),
        not_asked=standing.not_asked,
    )


def _first_to_begin(actions: Iterable[RoadmapAction], plan: Plan) -> set[str]:
    """At most PRIORITIES actions before the arrival: those that the plan ends first. A deadline that
    the team types does not count, or the action would leave the list under its eyes."""

    def planned_end(action: RoadmapAction) -> date:
        if action.id in plan.dates:
            return plan.dates[action.id][1]
        return action.deadline or date.max

    open_actions = [a for a in actions if not a.done and not a.after_arrival and a.needed]
    return {a.id for a in sorted(open_actions, key=planned_end)[:PRIORITIES]}


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


def _dated(action: RoadmapAction, plan: Plan, catalog: Catalog, dossier: Dossier) -> RoadmapAction:
    if action.own:
        return replace(action, start=action.deadline)
    content = catalog.action[action.id]
    if content.anchor is Anchor.BEFORE_ARRIVAL:
        start, end = plan.dates.get(action.id, (None, None))
    else:
        anchor = anchor_date(content.anchor, plan, dossier)
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
