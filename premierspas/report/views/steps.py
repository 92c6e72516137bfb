"""Where the four steps stand: state in a symbol and a word, one box a criterion."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.french import count
from premierspas.readiness import CriterionResult, CriterionState, StepResult, StepState
from premierspas.report.views.words import flat, lower_first, sentence, tidy
from premierspas.results import Results

STATE_SYMBOLS: dict[StepState, str] = {
    StepState.READY: "✓",
    StepState.IN_PROGRESS: "→",
    StepState.UNANSWERED: "○",
    StepState.BLOCKED: "▲",
    StepState.HELD: "…",
}
CRITERION_SYMBOLS: dict[CriterionState, str] = {
    CriterionState.MET: "✓",
    CriterionState.GAP: "✗",
    CriterionState.TO_CHECK: "?",
    CriterionState.UNANSWERED: "",
    CriterionState.NOT_CONCERNED: "–",
}
_ORDER = tuple(CRITERION_SYMBOLS)
LEGEND = "✓ acquis   ✗ à faire   ? à vérifier   – non concerné   case vide : pas encore répondu"


@dataclass(frozen=True)
class StepBar:
    """``symbols``: one a criterion, what is met first. ``counts``: the same in words."""

    label: str
    symbol: str
    word: str
    symbols: tuple[str, ...]
    counts: str


@dataclass(frozen=True)
class GapRow:
    """Something missing: what it is, the fact that was chosen, who can help, what to do about it."""

    label: str
    lock: bool
    where: str
    helpers: str
    comment: str
    action: str


@dataclass(frozen=True)
class StepView:
    """A step in detail; ``to_check`` and ``met`` are ready lists."""

    bar: StepBar
    number: int
    question: str
    who: str
    locks: str
    gaps: tuple[GapRow, ...]
    to_check: tuple[GapRow, ...]
    met: str
    unanswered: str
    not_concerned: str
    comments: tuple[str, ...]
    touched: bool


@dataclass(frozen=True)
class ReadinessView:
    """``can_recruit``: what the prerequisites say of the recruitment, in one sentence."""

    answered: str
    can_recruit: str
    recruit_symbol: str
    bars: tuple[StepBar, ...]
    steps: tuple[StepView, ...]
    touched: bool


def step_bar(step: StepResult) -> StepBar:
    """The bar of one step."""
    states = sorted((c.state for c in step.criteria), key=_ORDER.index)
    met = len(step.having(CriterionState.MET))
    concerned = len(step.criteria) - len(step.having(CriterionState.NOT_CONCERNED))
    return StepBar(
        label=step.step.label,
        symbol=STATE_SYMBOLS[step.state],
        word=step.in_words,
        symbols=tuple(CRITERION_SYMBOLS[state] for state in states),
        counts=f"{count(met, 'acquis', 'acquis')} sur {concerned}",
    )


def gap_row(results: Results, criterion: CriterionResult) -> GapRow:
    """What is missing for one criterion."""
    return GapRow(
        label=criterion.criterion.label,
        lock=criterion.criterion.blocking,
        where=criterion.answer_in_words,
        helpers=flat(criterion.criterion.who_helps),
        comment=tidy(criterion.comment),
        action=results.catalog.action[criterion.criterion.action].title,
    )


def readiness_view(results: Results) -> ReadinessView:
    """The four steps, with what holds them."""
    standing = results.readiness
    touched = standing.answered > 0
    locks = [lock for step in standing.steps for lock in step.locks]
    before = standing.steps[-1].earlier_locks
    if not touched:
        recruit = "Répondez aux questions pour savoir ce qui manque avant de recruter."
    elif standing.can_recruit:
        recruit = (
            "Les prérequis des trois premières étapes sont réunis : le recrutement peut commencer."
        )
    else:
        names = " ; ".join(lower_first(lock.criterion.label) for lock in before)
        recruit = (
            f"Avant de recruter, à réunir d’abord : {names}."
            if before
            else "Avant de recruter, les trois premières étapes sont à finir."
        )
    return ReadinessView(
        answered=(
            f"{count(standing.answered, 'question traitée', 'questions traitées')} sur {standing.total}, "
            f"{len(locks)} prérequis à réunir avant l’arrivée. "
            "Il n’y a pas de note : chaque étape dit ce qui manque et quoi faire."
        ),
        can_recruit=recruit,
        recruit_symbol="✓" if standing.can_recruit else "▲" if touched else "○",
        bars=tuple(map(step_bar, standing.steps)),
        steps=tuple(_step_view(results, i, step) for i, step in enumerate(standing.steps, 1)),
        touched=touched,
    )


def _step_view(results: Results, number: int, step: StepResult) -> StepView:
    shown_comments = {CriterionState.GAP, CriterionState.TO_CHECK}
    return StepView(
        bar=step_bar(step),
        number=number,
        question=step.step.question,
        who=sentence(flat(step.step.who)),
        locks=_labels(step.locks),
        gaps=tuple(gap_row(results, c) for c in step.missing if c.state is CriterionState.GAP),
        to_check=tuple(
            gap_row(results, c) for c in step.missing if c.state is CriterionState.TO_CHECK
        ),
        met=_labels(step.having(CriterionState.MET)),
        unanswered=_labels(step.having(CriterionState.UNANSWERED)),
        not_concerned=_labels(step.having(CriterionState.NOT_CONCERNED)),
        comments=tuple(
            f"{c.criterion.label} : {tidy(c.comment)}"
            for c in step.criteria
            if c.comment.strip() and c.state not in shown_comments
        ),
        touched=step.answered > 0,
    )


def _labels(criteria: tuple[CriterionResult, ...]) -> str:
    return " ; ".join(lower_first(c.criterion.label) for c in criteria)
