"""The roadmap: actions drawn from the team's answers, planned backwards from the wished arrival.

Nothing of it is stored but what the team edits (owner, deadline, done…): the actions themselves
are drawn again from the answers each time, so they never contradict them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from premierspas.content import Catalog
from premierspas.content.models import Action, Anchor, Perspective
from premierspas.dossier import Dossier
from premierspas.dossier.model import ActionEdit
from premierspas.french import long_date
from premierspas.readiness import readiness
from premierspas.roadmap.model import Reason, Roadmap, RoadmapAction
from premierspas.roadmap.plan import Plan, anchor_date, first_full_year_end, plan_before_arrival
from premierspas.roadmap.reasons import reasons
from premierspas.roadmap.workdays import on_or_after, on_or_before

__all__ = [
    "OWN_ACTION_PREFIX",
    "PRIORITIES",
    "PRIORITY_MONTHS",
    "Reason",
    "Roadmap",
    "RoadmapAction",
    "first_full_year_end",
    "perspective_action",
    "perspective_date",
    "roadmap",
]

PRIORITIES = 6
PRIORITY_MONTHS = 6
OWN_ACTION_PREFIX = "equipe-"
_PERSPECTIVE_PREFIX = "perspective-"


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
    deadlines = {key: day for key in open_ids & edits.keys() if (day := edits[key].deadline)}
    todo = [a for a in needed if a.id in open_ids]
    arrival = dossier.team.arrival
    plan = plan_before_arrival(todo, catalog, arrival, today, deadlines)
    dated = [_dated(action, plan, catalog, dossier) for action in undated]
    dated += _ways_on(catalog, dossier)
    actions = sorted(
        (a for a in dated if not _dropped(edits, a.id)),
        key=lambda a: (
            a.deadline or (date.min if a.done else date.max),  # done without a date: long ago
            a.start or date.max,
            a.title,
        ),
    )
    usual = plan_before_arrival(todo, catalog, arrival, today, {}) if deadlines else plan
    first = _first_to_begin(actions, usual, today)
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


def _first_to_begin(actions: Iterable[RoadmapAction], usual: Plan, today: date) -> set[str]:
    """At most PRIORITIES actions of the next PRIORITY_MONTHS months: those that the plan ends first,
    before the arrival and then after it. ``usual``: the plan without the deadlines that the team
    typed, or an action would leave the list under its eyes."""
    horizon = today + relativedelta(months=PRIORITY_MONTHS)

    def planned(action: RoadmapAction) -> tuple[bool, date]:
        span = usual.spans.get(action.id)
        return action.after_arrival, span.end if span else action.deadline or date.max

    def begins(action: RoadmapAction) -> date:
        if span := usual.spans.get(action.id):
            return span.earliest
        return action.start or (date.max if action.after_arrival else today)

    possible = [a for a in actions if not a.done and a.needed and begins(a) <= horizon]
    return {a.id for a in sorted(possible, key=planned)[:PRIORITIES]}


def _drawn(
    action: Action, edit: ActionEdit | None, because: tuple[Reason, ...] | None
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
        reasons=because or (Reason("Vos réponses ne la demandent plus"),),
        sources=action.sources,
        refusal=edit.refusal,
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
        reasons=(Reason("Ajoutée par l’équipe"),),
        sources=(),
        refusal=edit.refusal,
    )


def _dated(action: RoadmapAction, plan: Plan, catalog: Catalog, dossier: Dossier) -> RoadmapAction:
    deadline = action.deadline if action.dated_by_team else None
    if action.own:
        after = deadline is not None and deadline > plan.arrival
        return replace(action, start=deadline, after_arrival=after)
    content = catalog.action[action.id]
    lead = timedelta(weeks=content.lead_weeks)
    if content.anchor is Anchor.BEFORE_ARRIVAL:
        span = plan.spans.get(action.id)
        dates = (span.start, span.end) if span else (None, None)
        action = replace(
            action,
            can_start=span.earliest if span else None,
            waits_for=tuple(catalog.action[key].title for key in sorted(
                plan.waits_for.get(action.id, ()), key=lambda key: plan.spans[key].end)),
            conflict=_conflict(action, plan),
        )  # fmt: skip
    else:
        anchor = anchor_date(content.anchor, plan, dossier)
        end = _worked(anchor + relativedelta(months=content.months_after)) if anchor else None
        dates = (on_or_after(end - lead), end) if end else (None, None)
    if deadline and dates[1] != deadline:
        begins = on_or_after(deadline - lead) if lead else deadline
        dates = (max(begins, action.can_start or begins), deadline)
    start, end = dates
    if start and end:
        start = min(start, end)
    return replace(action, start=start, deadline=end)


def _conflict(action: RoadmapAction, plan: Plan) -> str:
    """Why the team's deadline cannot be held; empty when it can."""
    if action.done or not action.dated_by_team or action.deadline is None:
        return ""
    if possible := plan.too_soon.get(action.id):
        return (
            f"Cette date est trop tôt : ce qu’il faut avoir fini avant ne le sera pas avant le "
            f"{long_date(possible)}."
        )
    if action.deadline >= plan.arrival:
        return f"Cette date est trop tard : l’arrivée est le {long_date(plan.arrival)}."
    return ""


# --- the ways on after the first mission ----------------------------------------------------------
def perspective_action(perspective: str) -> str:
    """The id of the action of a way on."""
    return _PERSPECTIVE_PREFIX + perspective


def perspective_date(perspective: Perspective, dossier: Dossier) -> date | None:
    """The usual day to choose this way on; None while the signature of the ACI has no date."""
    signature = dossier.team.aci_signature
    if signature is None:
        return None
    end = perspective.anchor is Anchor.FIRST_FULL_YEAR_END
    return _worked(first_full_year_end(signature) if end else signature)


def _worked(day: date) -> date:
    """The nearest worked day: the next one, but never in the next year."""
    found = on_or_after(day)
    return found if found.year == day.year else on_or_before(day)


def _ways_on(catalog: Catalog, dossier: Dossier) -> Iterator[RoadmapAction]:
    """Those that the team keeps, or gave a date to."""
    for perspective in catalog.perspective_texts.perspectives:
        choice = dossier.perspective_choices.get(perspective.id)
        if choice is None or not (choice.kept or choice.on):
            continue
        key = perspective_action(perspective.id)
        edit = dossier.actions.get(key) or ActionEdit()
        day = edit.deadline or choice.on or perspective_date(perspective, dossier)
        reason = "retenue" if choice.kept else "à décider à cette date"
        yield RoadmapAction(
            id=key,
            family="suivi",
            title=perspective.title,
            why=perspective.explanation,
            how=" ".join(perspective.questions),
            owner=edit.owner,
            usual_owner="Toute l’équipe",
            means=edit.means,
            success=edit.success or "La décision est écrite, et le coordinateur la connaît.",
            start=day,
            deadline=day,
            done=edit.done,
            milestone=True,
            after_arrival=True,
            dated_by_team=edit.deadline is not None,
            own=False,
            needed=True,
            priority=False,
            reasons=(Reason(f"Perspectives : {reason}", "perspectives"),),
            sources=perspective.sources,
            refusal=edit.refusal,
        )


# --- what the team says of an action --------------------------------------------------------------
def _is_own(key: str, edit: ActionEdit) -> bool:
    return key.startswith(OWN_ACTION_PREFIX) and edit != ActionEdit()


def _touched(edits: Mapping[str, ActionEdit], key: str) -> bool:
    return key in edits and edits[key] != ActionEdit()


def _dropped(edits: Mapping[str, ActionEdit], key: str) -> bool:
    return key in edits and edits[key].dropped
