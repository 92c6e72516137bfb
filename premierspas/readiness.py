"""Where the team stands on the four steps before a coordinator arrives.

There is no mark: a step says in words how far it is, what holds it, what is missing and the next
thing to do. An untouched question is not a zero, and « je ne sais pas » is something to check.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from premierspas.content import Catalog
from premierspas.content.models import Action, Criterion, Step
from premierspas.dossier import Dossier
from premierspas.dossier.model import CriterionAnswer, LevelAnswer
from premierspas.french import lower_first


class CriterionState(StrEnum):
    """What the team's answer means for a criterion."""

    MET = "met"  # at its expected level, or above
    GAP = "gap"
    TO_CHECK = "to-check"  # « je ne sais pas »
    NOT_CONCERNED = "not-concerned"
    UNANSWERED = "unanswered"


class StepState(StrEnum):
    """How far a step is."""

    UNANSWERED = "unanswered"
    IN_PROGRESS = "in-progress"
    BLOCKED = "blocked"  # one of its own prerequisites is answered and not met
    HELD = "held"  # all its own is met, a prerequisite of an earlier step is not
    READY = "ready"


CRITERION_SYMBOLS: dict[CriterionState, str] = {
    CriterionState.MET: "✓",
    CriterionState.GAP: "✗",
    CriterionState.TO_CHECK: "?",
    CriterionState.UNANSWERED: "○",
    CriterionState.NOT_CONCERNED: "–",
}
STEP_SYMBOLS: dict[StepState, str] = {
    StepState.UNANSWERED: "○",
    StepState.IN_PROGRESS: "→",
    StepState.BLOCKED: "▲",
    StepState.HELD: "▲",
    StepState.READY: "✓",
}
STEP_WORDS: dict[StepState, str] = {
    StepState.UNANSWERED: "pas encore renseignée",
    StepState.IN_PROGRESS: "en cours",
    StepState.BLOCKED: "bloquée par un prérequis",
    StepState.HELD: "en attente d’une étape précédente",
    StepState.READY: "prête",
}


@dataclass(frozen=True)
class CriterionResult:
    """A criterion and its ``answer`` as it was given. ``level`` is 0 to 3, None when there is no
    level; ``goal`` is the level to reach: the team's own target, or the one that the content expects.
    """

    criterion: Criterion
    answer: LevelAnswer | None
    state: CriterionState
    goal: int
    comment: str

    @property
    def level(self) -> int | None:
        return self.answer if isinstance(self.answer, int) else None

    @property
    def answer_in_words(self) -> str:
        """The observable fact that was chosen, or why there is none."""
        if self.level is not None:
            return self.criterion.levels[self.level]
        return {
            CriterionState.TO_CHECK: "Nous ne savons pas : à vérifier",
            CriterionState.NOT_CONCERNED: "Non concerné",
        }.get(self.state, "Pas encore répondu")

    @property
    def goal_in_words(self) -> str:
        """The observable fact to reach."""
        return self.criterion.levels[self.goal]

    @property
    def own_goal(self) -> bool:
        """The team set its goal elsewhere than where the content expects it."""
        return self.goal != self.criterion.expected_level

    @property
    def symbol(self) -> str:
        """« ▲ » for a prerequisite that is answered and not met, else the symbol of the state."""
        if self.locks and self.state is not CriterionState.UNANSWERED:
            return "▲"
        return CRITERION_SYMBOLS[self.state]

    @property
    def locks(self) -> bool:
        """This is a prerequisite that is not met yet. « Non concerné » does not lift it, and neither
        a higher goal nor a lower one moves it."""
        if not self.criterion.blocking:
            return False
        return self.level is None or self.level < self.criterion.expected_level


@dataclass(frozen=True)
class NextStep:
    """The next thing to do about one criterion: its action, or first find out how things stand."""

    about: CriterionResult
    action: Action

    @property
    def to_check(self) -> bool:
        """« Je ne sais pas »: the answer comes before the action."""
        return self.about.state is CriterionState.TO_CHECK

    @property
    def title(self) -> str:
        if self.to_check:
            return f"Vérifier : {lower_first(self.about.criterion.label)}"
        return self.action.title

    @property
    def how(self) -> str:
        if self.to_check:
            return f"À vérifier auprès de : {lower_first(self.about.criterion.who_helps)}"
        return self.action.how


@dataclass(frozen=True)
class StepResult:
    """A step, its criteria in order, and what holds it.

    ``earlier_locks``: prerequisites of earlier steps that are not met. ``next_step``: the single next
    thing to do, None when nothing is known to be missing. ``not_asked``: number of questions that the
    short questionnaire leaves out.
    """

    step: Step
    state: StepState
    criteria: tuple[CriterionResult, ...]
    earlier_locks: tuple[CriterionResult, ...]
    next_step: NextStep | None
    not_asked: int

    @property
    def in_words(self) -> str:
        return STEP_WORDS[self.state]

    @property
    def symbol(self) -> str:
        return STEP_SYMBOLS[self.state]

    def having(self, *states: CriterionState) -> tuple[CriterionResult, ...]:
        """Criteria in one of these states."""
        return tuple(c for c in self.criteria if c.state in states)

    @property
    def answered(self) -> int:
        """Number of questions that were touched, « je ne sais pas » included."""
        return len(self.criteria) - len(self.having(CriterionState.UNANSWERED))

    @property
    def locks(self) -> tuple[CriterionResult, ...]:
        """Its own prerequisites that are not met."""
        return tuple(c for c in self.criteria if c.locks)

    @property
    def missing(self) -> tuple[CriterionResult, ...]:
        """What pulls it down: locks in their order, then the lowest levels, then what is to be
        checked."""
        gaps = self.having(CriterionState.GAP, CriterionState.TO_CHECK)
        return tuple(
            sorted(gaps, key=lambda c: (0,) if c.locks else (1, c.level is None, c.level or 0))
        )


@dataclass(frozen=True)
class Readiness:
    """The four steps in order."""

    steps: tuple[StepResult, ...]

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Every criterion that counts, in the order of the questionnaire."""
        return tuple(c for step in self.steps for c in step.criteria)

    @property
    def answered(self) -> int:
        return sum(step.answered for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.criteria)

    @property
    def not_asked(self) -> int:
        """Questions that the short questionnaire leaves out."""
        return sum(step.not_asked for step in self.steps)

    @property
    def to_check(self) -> tuple[CriterionResult, ...]:
        """« Je ne sais pas »: whom to ask is in ``criterion.who_helps``."""
        return tuple(c for c in self.criteria if c.state is CriterionState.TO_CHECK)

    @property
    def prerequisites(self) -> tuple[CriterionResult, ...]:
        """The locks of the way, lifted or not, in the order in which they come."""
        return tuple(c for c in self.criteria if c.criterion.blocking)

    @property
    def next_step(self) -> NextStep | None:
        """The single next thing to do: the first step that knows one."""
        return next((s.next_step for s in self.steps if s.next_step), None)

    @property
    def can_recruit(self) -> bool:
        """Every step before the last one is ready."""
        return all(step.state is StepState.READY for step in self.steps[:-1])

    @property
    def can_arrive(self) -> bool:
        """Every lock is lifted, the signed contract among them: « sine qua non » (Rapport, 03)."""
        return not any(c.locks for c in self.prerequisites)


def readiness(catalog: Catalog, dossier: Dossier) -> Readiness:
    """What the answers of ``dossier`` say of the four steps.

    With the short questionnaire, the other questions count only where they were answered.
    """
    steps: list[StepResult] = []
    earlier_locks: tuple[CriterionResult, ...] = ()
    for step in catalog.questionnaire.steps:
        all_criteria = [criterion_result(c, dossier) for c in catalog.criteria_of(step.id)]
        criteria = tuple(c for c in all_criteria if dossier.variant == "complete" or _counts(c))
        result = StepResult(
            step=step,
            state=_step_state(criteria, earlier_locks),
            criteria=criteria,
            earlier_locks=earlier_locks,
            next_step=None,
            not_asked=len(all_criteria) - len(criteria),
        )
        if missing := result.missing:
            action = catalog.action[missing[0].criterion.action]
            result = replace(result, next_step=NextStep(missing[0], action))
        steps.append(result)
        earlier_locks += result.locks
    return Readiness(tuple(steps))


def _counts(result: CriterionResult) -> bool:
    """It belongs to the short questionnaire, or was answered in the long one."""
    return result.criterion.essential or result.state is not CriterionState.UNANSWERED


def criterion_result(criterion: Criterion, dossier: Dossier) -> CriterionResult:
    """What the team answered to one criterion."""
    answer = dossier.readiness.get(criterion.id) or CriterionAnswer()
    goal = criterion.expected_level if answer.target is None else answer.target
    if criterion.blocking:
        goal = max(goal, criterion.expected_level)
    match answer.level:
        case None:
            state = CriterionState.UNANSWERED
        case "unknown":
            state = CriterionState.TO_CHECK
        case "not-concerned":
            state = CriterionState.NOT_CONCERNED
        case level:
            state = CriterionState.MET if level >= goal else CriterionState.GAP
    return CriterionResult(criterion, answer.level, state, goal, answer.comment)


def _step_state(
    criteria: tuple[CriterionResult, ...], earlier_locks: tuple[CriterionResult, ...]
) -> StepState:
    if all(c.state is CriterionState.UNANSWERED for c in criteria):
        return StepState.UNANSWERED
    if any(c.locks and c.state is not CriterionState.UNANSWERED for c in criteria):
        return StepState.BLOCKED
    if any(
        c.state in (CriterionState.GAP, CriterionState.TO_CHECK, CriterionState.UNANSWERED)
        for c in criteria
    ):
        return StepState.IN_PROGRESS
    return StepState.HELD if earlier_locks else StepState.READY
