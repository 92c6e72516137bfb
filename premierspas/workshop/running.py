"""What happens in a workshop, as functions from one state to the next.

Each is applied to the latest state that was saved, so that two windows of the facilitator do not undo
each other. Moments are given, never read from a clock here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta

from premierspas.content import Catalog
from premierspas.content.models import Screen, WorkshopTemplate
from premierspas.dossier.model import MAX_PARKED, clean_text
from premierspas.workshop.model import (
    Hands,
    Outcome,
    Plan,
    PlannedStage,
    Question,
    Workshop,
)

Step = Callable[[Workshop], Workshop]
MOST_ROUNDS = 20


def plan_of(template: WorkshopTemplate) -> Plan:
    """The agenda that ``template`` proposes, to be changed at will."""
    return Plan(
        name=template.label,
        stages=tuple(PlannedStage(stage=s.stage, minutes=s.minutes) for s in template.stages),
        beforehand=template.beforehand,
        cards=template.cards,
        complete=template.questions == "toutes",
    )


# --- the agenda -----------------------------------------------------------------------------------
def start(catalog: Catalog, now: datetime) -> Step:
    """Begin with the first stage; starting again changes nothing."""

    def step(workshop: Workshop) -> Workshop:
        if workshop.started_at is not None:
            return workshop
        begun = workshop.changed(
            started_at=workshop.not_before(now), announced=workshop.plan.minutes
        )
        return go_to(catalog, 0, now)(begun)

    return step


def go_to(catalog: Catalog, stage: int, now: datetime) -> Step:
    """Move to a stage: what earlier ones left open closes, its first screen is shown, and its timer
    starts when it has one. Beyond the last one, or to the one under way, nothing changes."""

    def step(workshop: Workshop) -> Workshop:
        stages = workshop.plan.stages
        if not 0 <= stage < len(stages) or stage == workshop.stage or workshop.started_at is None:
            return workshop
        planned = stages[stage]
        text = catalog.stage[planned.stage]
        moment = workshop.not_before(now)
        before = {kind for s in stages[:stage] for kind in catalog.stage[s.stage].votes}
        timed = text.screens[0] is Screen.TIMER
        waiting = (k for k in text.votes if any(q.open for q in workshop.of_kind(k).values()))
        return workshop.changed(
            stage=stage,
            began={planned.stage: moment} | workshop.began,
            skipped=tuple(key for key in workshop.skipped if key != planned.stage),
            screen=text.screens[0],
            on_screen=None,
            row=0,
            latest_vote=next(waiting, None),
            timer_ends_at=moment + timedelta(minutes=planned.minutes) if timed else None,
            asked={
                key: question.changed(open=question.open and question.kind not in before)
                for key, question in workshop.asked.items()
            },
        )

    return step


def skip(catalog: Catalog, stage: int, now: datetime) -> Step:
    """Leave ``stage`` out and move to the next one; nothing when it is not the current one any more (a
    second click), or the last one."""

    def step(workshop: Workshop) -> Workshop:
        current = workshop.current
        if current is None or workshop.stage != stage or stage + 1 >= len(workshop.plan.stages):
            return workshop
        left_out = workshop.changed(skipped=(*workshop.skipped, current.stage))
        return go_to(catalog, stage + 1, now)(left_out)

    return step


def shorten(minutes: Mapping[str, int]) -> Step:
    """Plan these stages (by id) with these minutes."""

    def step(workshop: Workshop) -> Workshop:
        stages = tuple(
            s.changed(minutes=minutes.get(s.stage, s.minutes)) for s in workshop.plan.stages
        )
        return workshop.changed(plan=workshop.plan.changed(stages=stages))

    return step


def finish(now: datetime) -> Step:
    """End the workshop: nothing can be answered any more. Ending it again changes nothing."""

    def step(workshop: Workshop) -> Workshop:
        if workshop.ended_at is not None:
            return workshop
        closed = close(workshop.asked)(workshop)
        return closed.changed(ended_at=workshop.not_before(now), screen=Screen.CLOSING)

    return step


def reopen(workshop: Workshop) -> Workshop:
    """Take the end back."""
    return workshop.changed(ended_at=None)


# --- votes ----------------------------------------------------------------------------------------
def open_vote(questions: Mapping[str, Question]) -> Step:
    """Let the phones answer ``questions``. Those that were asked already keep their words and their
    round; those whose answers were revealed stay closed (``revote`` asks them again)."""

    def opened(workshop: Workshop, key: str, question: Question) -> Question:
        known = workshop.asked.get(key, question)
        return known.changed(open=not known.shown)

    def step(workshop: Workshop) -> Workshop:
        if workshop.ended_at is not None:
            return workshop
        now_asked = {key: opened(workshop, key, q) for key, q in questions.items()}
        kind = next((q.kind for q in questions.values()), workshop.latest_vote)
        return workshop.changed(asked=workshop.asked | now_asked, latest_vote=kind)

    return step


def close(keys: Collection[str]) -> Step:
    """Nobody answers these questions any more; they can be opened again."""
    return _each(keys, lambda question: question.changed(open=False))


def reveal(keys: Collection[str]) -> Step:
    """Show the answers of the current round; nobody answers it any more."""
    return _each(keys, lambda question: question.changed(open=False, revealed=question.round))


def revote(keys: Collection[str]) -> Step:
    """Ask these questions again; the rounds before are kept."""

    def again(question: Question) -> Question:
        if not question.shown or question.round >= MOST_ROUNDS:
            return question
        return question.changed(round=question.round + 1, open=True)

    def step(workshop: Workshop) -> Workshop:
        if workshop.ended_at is not None:
            return workshop
        kind = next((workshop.asked[key].kind for key in keys if key in workshop.asked), None)
        return _each(keys, again)(workshop).changed(latest_vote=kind or workshop.latest_vote)

    return step


def mark_acted(key: str) -> Step:
    """The team decided on this question; its vote is over."""
    return _each((key,), lambda question: question.changed(acted=True, open=False))


def _each(keys: Collection[str], change: Callable[[Question], Question]) -> Step:
    def step(workshop: Workshop) -> Workshop:
        return workshop.changed(
            asked={k: change(q) if k in keys else q for k, q in workshop.asked.items()}
        )

    return step


def count_hands(key: str, round_: int, counts: Mapping[str, int], people: int = 0) -> Step:
    """Keep what was counted in the room for a question; only its options count, zero is nothing."""

    def step(workshop: Workshop) -> Workshop:
        question = workshop.asked.get(key)
        if question is None:
            return workshop
        offered = {option.id for option in question.options}
        kept = {option: n for option, n in counts.items() if option in offered and n}
        hands = {k: h for k, h in workshop.hands.items() if k != f"{key}~{round_}"}
        if kept:
            hands[f"{key}~{round_}"] = Hands(counts=kept, people=people)
        return workshop.changed(hands=hands)

    return step


# --- what is projected ----------------------------------------------------------------------------
def show(screen: Screen, question: str | None = None, row: int = 0) -> Step:
    """Project ``screen``; ``question``: the one in focus; ``row``: the first one of a long table."""
    return lambda workshop: workshop.changed(screen=screen, on_screen=question, row=row)


def approve_words(words: Iterable[str], *, shown: bool = True) -> Step:
    """These texts may be projected, or not any more."""
    named = tuple(dict.fromkeys(words))

    def step(workshop: Workshop) -> Workshop:
        others = tuple(word for word in workshop.words if word not in named)
        return workshop.changed(words=(*others, *named) if shown else others)

    return step


def start_timer(minutes: int, now: datetime) -> Step:
    """Count down from ``minutes``."""
    return lambda workshop: workshop.changed(
        timer_ends_at=workshop.not_before(now) + timedelta(minutes=minutes)
    )


def parked_text(text: str) -> str:
    """A subject as it is kept: on one line, without what cannot be shown."""
    return " ".join(clean_text(text).split())


def park(text: str) -> Step:
    """Keep a subject for later; the same one once."""

    def step(workshop: Workshop) -> Workshop:
        wanted = parked_text(text)
        if not wanted or wanted in workshop.parked or len(workshop.parked) >= MAX_PARKED:
            return workshop
        return workshop.changed(parked=(*workshop.parked, wanted))

    return step


def unpark(text: str) -> Step:
    """Take a subject out of the frigo."""
    return lambda workshop: workshop.changed(parked=tuple(p for p in workshop.parked if p != text))


def set_draft(key: str, name: str, value: object, suggested: Outcome) -> Step:
    """Replace one field of the decision that is being typed on a question; ``suggested``: what it begins
    with."""

    def step(workshop: Workshop) -> Workshop:
        draft = workshop.drafts.get(key) or suggested
        return workshop.changed(drafts={**workshop.drafts, key: draft.changed(**{name: value})})

    return step


def set_field(name: str, value: object) -> Step:
    """Replace a field of the workshop itself (``published``, ``address``, ``timer_ends_at``)."""
    return lambda workshop: workshop.changed(**{name: value})
