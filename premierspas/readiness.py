"""Where the team stands on the four steps before a coordinator arrives.

There is no mark: a step says in words how far it is, what holds it, what is missing and the next
thing to do. An untouched question is not a zero, and « je ne sais pas » is something to check.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from premierspas.content import Catalog
from premierspas.content.models import Action, Criterion, Step
from premierspas.dossier import Dossier


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


STEP_WORDS: dict[StepState, str] = {
    StepState.UNANSWERED: "pas encore renseignée",
    StepState.IN_PROGRESS: "en cours",
    StepState.BLOCKED: "bloquée par un prérequis",
    StepState.HELD: "en attente d’une étape précédente",
    StepState.READY: "prête",
}


@dataclass(frozen=True)
class CriterionResult:
    """A criterion and what was answered. ``level`` is 0 to 3, None when there is no level."""

    criterion: Criterion
    state: CriterionState
    level: int | None
    comment: str

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
    def locks(self) -> bool:
        """This is a prerequisite that is not met yet; « non concerné » does not lift it."""
        return self.criterion.blocking and self.state is not CriterionState.MET


@dataclass(frozen=True)
class StepResult:
    """A step, its criteria in order, and what holds it.

    ``earlier_locks``: prerequisites of earlier steps that are not met. ``next_action``: the single
    next thing to do, None when nothing is known to be missing.
    """

    step: Step
    state: StepState
    criteria: tuple[CriterionResult, ...]
    earlier_locks: tuple[CriterionResult, ...]
    next_action: Action | None

    @property
    def in_words(self) -> str:
        return STEP_WORDS[self.state]

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
        """What pulls it down: locks first, then the lowest levels, then what is to be checked."""
        gaps = self.having(CriterionState.GAP, CriterionState.TO_CHECK)
        return tuple(
            sorted(gaps, key=lambda c: (not c.criterion.blocking, c.level is None, c.level or 0))
        )


@dataclass(frozen=True)
class Readiness:
    """The four steps in order."""

    steps: tuple[StepResult, ...]

    @property
    def current(self) -> StepResult | None:
        """The first step that is not ready, None when all are."""
        return next((s for s in self.steps if s.state is not StepState.READY), None)

    @property
    def answered(self) -> int:
        return sum(step.answered for step in self.steps)

    @property
    def total(self) -> int:
        return sum(len(step.criteria) for step in self.steps)

    @property
    def can_recruit(self) -> bool:
        """Every step before the last one is ready."""
        return all(step.state is StepState.READY for step in self.steps[:-1])


def readiness(catalog: Catalog, dossier: Dossier) -> Readiness:
    """What the answers of ``dossier`` say of the four steps."""
    steps: list[StepResult] = []
    earlier_locks: tuple[CriterionResult, ...] = ()
    for step in catalog.questionnaire.steps:
        criteria = tuple(
            criterion_result(criterion, dossier) for criterion in catalog.criteria_of(step.id)
        )
        result = StepResult(
            step, _step_state(criteria, earlier_locks), criteria, earlier_locks, None
        )
        missing = result.missing
        action = catalog.action[missing[0].criterion.action] if missing else None
        steps.append(StepResult(step, result.state, criteria, earlier_locks, action))
        earlier_locks += result.locks
    return Readiness(tuple(steps))


def criterion_result(criterion: Criterion, dossier: Dossier) -> CriterionResult:
    """What the team answered to one criterion."""
    answer = dossier.readiness.get(criterion.id)
    comment = answer.comment if answer else ""
    match answer.level if answer else None:
        case None:
            return CriterionResult(criterion, CriterionState.UNANSWERED, None, comment)
        case "unknown":
            return CriterionResult(criterion, CriterionState.TO_CHECK, None, comment)
        case "not-concerned":
            return CriterionResult(criterion, CriterionState.NOT_CONCERNED, None, comment)
        case level:
            met = level >= criterion.expected_level
            state = CriterionState.MET if met else CriterionState.GAP
            return CriterionResult(criterion, state, level, comment)


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
