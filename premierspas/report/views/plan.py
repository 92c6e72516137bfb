"""The roadmap: actions with owner and date, the Gantt, what comes after the arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from premierspas.content.models import Perspective
from premierspas.french import count, long_date, lower_first, short_date, tidy
from premierspas.report.views.words import day, flat
from premierspas.results import Results
from premierspas.roadmap import RoadmapAction, perspective_date


@dataclass(frozen=True)
class ActionView:
    """An action. ``number`` is the same in the table and on the Gantt. ``state``: symbol and word,
    empty when there is nothing to say."""

    number: int
    title: str
    why: str
    owner: str
    owner_note: str
    deadline: str
    state: str
    success: str
    means: str
    conflict: str
    start: date | None
    end: date | None
    milestone: bool
    done: bool
    after_arrival: bool

    @property
    def owner_in_words(self) -> str:
        """Who does it, or who usually would."""
        if self.owner:
            return self.owner
        return f"à nommer ({self.owner_note})" if self.owner_note else "à nommer"


@dataclass(frozen=True)
class PerspectiveView:
    """One way on after the first mission; ``choice``: whether the team plans it and when it decides;
    ``note``: what it wrote of it."""

    title: str
    when: str
    explanation: str
    questions: tuple[str, ...]
    choice: str
    note: str


@dataclass(frozen=True)
class PlanView:
    """``first``: the few to begin with; ``before`` and ``after`` the arrival, in order of date.
    ``dropped``: what the team does not want, and why."""

    message: str
    late: bool
    today: date
    arrival: date
    arrival_in_words: str
    summary: str
    first: tuple[ActionView, ...]
    before: tuple[ActionView, ...]
    after: tuple[ActionView, ...]
    dropped: tuple[str, ...]
    contract: tuple[tuple[bool, str], ...]
    contract_summary: str
    perspectives: tuple[PerspectiveView, ...]
    note: str


def action_view(results: Results, number: int, action: RoadmapAction) -> ActionView:
    """One action, ready to print."""
    usual = lower_first(action.usual_owner)
    why = action.because[0] if action.own or not action.needed else action.why or action.because[0]
    state = action.state(results.today).split(",")[0]  # the margin has its place on screen
    if state.startswith("○"):
        state = ""
    return ActionView(
        number=number,
        title=flat(action.title),
        why=flat(why),
        owner=flat(action.owner),
        owner_note=f"d’habitude : {usual}" if usual else "",
        deadline=day(action.deadline, "" if action.done else "à dater"),
        state=state,
        success=tidy(action.success),
        means=tidy(action.means),
        conflict=action.conflict,
        start=action.start,
        end=action.deadline,
        milestone=action.milestone,
        done=action.done,
        after_arrival=action.after_arrival,
    )


def _choice(results: Results, perspective: Perspective) -> str:
    """« ✓ prévue, décision le 29/12/2028 »; empty when the team said nothing."""
    choice = results.dossier.perspective_choices.get(perspective.id)
    if choice is None or not (choice.kept or choice.on):
        return ""
    on = choice.on or perspective_date(perspective, results.dossier)
    planned = "✓ prévue" if choice.kept else "○ à décider"
    return f"{planned}, décision le {short_date(on)}" if on else f"{planned}, date à fixer"


def plan_view(results: Results) -> PlanView:
    """The whole plan, contract and perspectives included."""
    plan, dossier, catalog = results.roadmap, results.dossier, results.catalog
    actions = [action_view(results, n, a) for n, a in enumerate(plan.actions, 1)]
    done = sum(a.done for a in actions)
    unowned = sum(not a.owner and not a.done for a in actions)
    points = tuple((dossier.contract.get(p.id, False), p.label) for p in catalog.contract.points)
    settled = sum(ok for ok, _ in points)
    return PlanView(
        message=plan.message,
        late=plan.weeks_late > 0,
        today=results.today,
        arrival=plan.arrival,
        arrival_in_words=long_date(plan.arrival),
        summary=(
            f"{count(len(actions), 'action')}, dont {count(done, 'faite', 'faites')} ; "
            f"{count(unowned, 'action')} encore sans responsable nommé."
        ),
        first=tuple(view for view, a in zip(actions, plan.actions, strict=True) if a.priority),
        before=tuple(a for a in actions if not a.after_arrival),
        after=tuple(a for a in actions if a.after_arrival),
        dropped=tuple(
            f"{flat(a.title)} : {tidy(a.refusal)}" if a.refusal else flat(a.title)
            for a in plan.dropped
        ),
        contract=points,
        contract_summary=f"{count(settled, 'point réglé', 'points réglés')} sur {len(points)}",
        perspectives=tuple(
            PerspectiveView(
                title=p.title,
                when=p.when,
                explanation=p.explanation,
                questions=p.questions,
                choice=_choice(results, p),
                note=tidy(dossier.perspectives.get(p.id, "")),
            )
            for p in catalog.perspective_texts.perspectives
        ),
        note=tidy(dossier.note),
    )
