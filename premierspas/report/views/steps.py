"""Where the four steps stand: state in a symbol and a word, one box a criterion."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.comparison import Comparison, Direction
from premierspas.dispersion import MINIMUM, Dispersion
from premierspas.french import count, lower_first, sentence, tidy
from premierspas.members import Distribution, Members
from premierspas.readiness import CRITERION_SYMBOLS, CriterionResult, CriterionState, StepResult
from premierspas.report.views.words import flat
from premierspas.results import Results

_ORDER = (
    CriterionState.MET,
    CriterionState.GAP,
    CriterionState.TO_CHECK,
    CriterionState.UNANSWERED,
    CriterionState.NOT_CONCERNED,
)
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
class SpreadRow:
    """How the members answered a question: number of people at each level, in words at the end."""

    label: str
    levels: tuple[str, str, str, str]
    without: str
    together: str


@dataclass(frozen=True)
class ReadinessView:
    """``can_recruit``: what the prerequisites say of the recruitment, in one sentence. ``locks``: the
    prerequisites in order, symbol and words. ``spreads``: questions on which the members do not agree,
    ``agreed``: the others in a sentence. ``moved``: what changed since the last state kept."""

    answered: str
    can_recruit: str
    recruit_symbol: str
    next_step: str
    locks: tuple[tuple[str, str], ...]
    bars: tuple[StepBar, ...]
    steps: tuple[StepView, ...]
    spread_title: str
    spreads: tuple[SpreadRow, ...]
    agreed: str
    moved: str
    moves: tuple[tuple[str, str], ...]
    touched: bool


def step_bar(step: StepResult) -> StepBar:
    """The bar of one step."""
    states = sorted((c.state for c in step.criteria), key=_ORDER.index)
    met = len(step.having(CriterionState.MET))
    concerned = len(step.criteria) - len(step.having(CriterionState.NOT_CONCERNED))
    return StepBar(
        label=step.step.label,
        symbol=step.symbol,
        word=step.in_words,
        # A box left empty can be ticked by hand.
        symbols=tuple(
            "" if state is CriterionState.UNANSWERED else CRITERION_SYMBOLS[state]
            for state in states
        ),
        counts=f"{count(met, 'acquis', 'acquis')} sur {concerned}",
    )


def gap_row(results: Results, criterion: CriterionResult) -> GapRow:
    """What is missing for one criterion."""
    goal = f" Nous visons : {lower_first(criterion.goal_in_words)}." if criterion.own_goal else ""
    return GapRow(
        label=criterion.criterion.label,
        lock=criterion.locks,
        where=sentence(criterion.answer_in_words) + goal if goal else criterion.answer_in_words,
        helpers=flat(criterion.criterion.who_helps),
        comment=tidy(criterion.comment),
        action=_what_to_do(criterion, results.catalog.action[criterion.criterion.action].title),
    )


def _what_to_do(criterion: CriterionResult, action: str) -> str:
    """« Je ne sais pas » is a question first: the action comes only if the answer asks for it."""
    if criterion.state is CriterionState.TO_CHECK:
        return f"Vérifier ; ensuite, si besoin : {lower_first(action)}"
    return action


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
            f"{count(standing.answered, 'question traitée', 'questions traitées')} sur {standing.total}"
            + (
                f" (questionnaire essentiel, {standing.not_asked} autres non posées)"
                if standing.not_asked
                else ""
            )
            + f", {len(locks)} prérequis à réunir avant l’arrivée. "
            "Il n’y a pas de note : chaque étape dit ce qui manque et quoi faire."
        ),
        can_recruit=recruit,
        recruit_symbol="✓" if standing.can_recruit else "▲" if touched else "○",
        next_step=(
            f"{standing.next_step.title}. {standing.next_step.how}" if standing.next_step else ""
        ),
        locks=tuple(
            (lock.symbol, f"{lock.criterion.label} : {lower_first(lock.answer_in_words)}")
            for lock in standing.prerequisites
        ),
        bars=tuple(map(step_bar, standing.steps)),
        steps=tuple(_step_view(results, i, step) for i, step in enumerate(standing.steps, 1)),
        spread_title=(
            f"Ce que {count(results.members.people, 'personne a', 'personnes ont')} répondu, seules"
        ),
        spreads=tuple(
            _spread_row(q)
            for dispersion in (Dispersion.SPLIT, Dispersion.NUANCED)
            for q in results.members.questions
            if q.dispersion is dispersion
        ),
        agreed=_agreed(results.members),
        moved=results.since.in_words if results.since else "",
        moves=_moves(results.since) if results.since else (),
        touched=touched,
    )


def _spread_row(question: Distribution) -> SpreadRow:
    zero, one, two, three = map(str, question.levels)
    return SpreadRow(
        label=question.criterion.label,
        levels=(zero, one, two, three),
        without=str(question.unknown + question.not_concerned),
        together=f"{question.symbol} {question.in_words}",
    )


def _agreed(people: Members) -> str:
    """The questions that need no table, in a sentence; empty under the minimum of answers."""
    if people.people < MINIMUM:
        return ""
    agreed = sum(q.dispersion is Dispersion.AGREED for q in people.questions)
    few = sum(q.people > 0 and q.dispersion is None for q in people.questions)
    words = f"✓ Accord sur {count(agreed, 'question')}."
    if few:
        words += f" ○ Trop peu de réponses pour conclure sur {count(few, 'question')}."
    return words


def _moves(since: Comparison) -> tuple[tuple[str, str], ...]:
    return tuple(
        (direction.value, " ; ".join(lower_first(m.now.criterion.label) for m in moves))
        for direction in Direction
        if (moves := since.going(direction))
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
