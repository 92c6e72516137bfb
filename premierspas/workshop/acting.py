"""« Acter »: what the room decided goes into the team's dossier, with the vote that led to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from premierspas.content.models import VoteKind, Way
from premierspas.dossier import Dossier
from premierspas.dossier.changes import (
    Change,
    keep_scenario,
    set_entry,
    set_fallback,
    set_in_entry,
    set_in_part,
    set_weight,
)
from premierspas.dossier.model import MAX_VOTES, NOTE_LENGTH, Decision
from premierspas.french import listing, long_date
from premierspas.workshop.model import POINTS, Outcome, Question
from premierspas.workshop.questions import reference
from premierspas.workshop.tally import Result


def act(
    key: str, question: Question, outcome: Outcome, rounds: Iterable[Result], now: datetime
) -> Change:
    """The change of the dossier that writes ``outcome`` where it belongs, and remembers the decision:
    value, sentence, votes of ``rounds`` that may be shown, minority view, moment."""
    decision = Decision(
        question=question.text[:NOTE_LENGTH],
        value=in_words(question, outcome)[:NOTE_LENGTH],
        who=outcome.who,
        sentence=outcome.sentence,
        minority=outcome.minority,
        decided_at=now,
        votes=tuple(vote for found in rounds if (vote := found.vote))[-MAX_VOTES:],
    )

    def change(dossier: Dossier) -> Dossier:
        for part in _writers(question.kind)(reference(key), question, outcome):
            dossier = part(dossier)
        return set_entry("decisions", key, decision)(dossier)

    return change


def in_words(question: Question, outcome: Outcome) -> str:
    """The value that was decided, as the dossier and the PDF say it; without the name of who does it."""
    words: list[str] = []
    if outcome.option:
        words.append(question.label(outcome.option))
    if outcome.options:
        words.append(listing(question.label(option) for option in outcome.options))
    if outcome.points:
        ordered = sorted(outcome.points.items(), key=lambda pair: -pair[1])
        words.append(", ".join(f"{question.label(o)} {points}" for o, points in ordered if points))
    if outcome.fallback:
        words.append(f"à défaut : {question.label(outcome.fallback)}")
    if outcome.deadline:
        words.append(f"pour le {long_date(outcome.deadline)}")
    return " ; ".join(words)


def to_hundred(totals: Mapping[str, int]) -> dict[str, int]:
    """``totals`` in proportion, as whole points that add up to 100: the largest remainders round up."""
    whole = sum(totals.values())
    if not whole:
        return {}
    exact = {option: total * POINTS / whole for option, total in totals.items()}
    points = {option: int(value) for option, value in exact.items()}
    by_rest = sorted(exact, key=lambda option: points[option] - exact[option])
    for option in by_rest[: POINTS - sum(points.values())]:
        points[option] += 1
    return points


# --- where each decision lands --------------------------------------------------------------------
_Writer = Callable[[str, Question, Outcome], Iterable[Change]]


def _readiness(criterion: str, _question: Question, outcome: Outcome) -> Iterable[Change]:
    level = int(outcome.option) if outcome.option.isdecimal() else outcome.option
    if outcome.option:
        yield set_in_entry("readiness", criterion, "level", level)
    if outcome.sentence:
        yield set_in_entry("readiness", criterion, "comment", outcome.sentence)


def _expectations(card: str, _question: Question, outcome: Outcome) -> Iterable[Change]:
    if outcome.option:
        yield set_in_entry("expectations", card, "way", Way(outcome.option))
    for name, value in (
        ("decision", outcome.sentence),
        ("minority", outcome.minority),
        ("instead", outcome.who),
    ):
        if value:
            yield set_in_entry("expectations", card, name, value)


def _tasks(task: str, _question: Question, outcome: Outcome) -> Iterable[Change]:
    if outcome.option in ("at-ease", "not-at-ease", "nobody"):
        yield set_entry("tasks", task, outcome.option)


def _missions(_: str, question: Question, outcome: Outcome) -> Iterable[Change]:
    """Those chosen begin in the first six months; one that was kept and is not among them waits."""

    def wait(mission: str) -> Change:
        def change(dossier: Dossier) -> Dossier:
            kept = dossier.missions.get(mission)
            if kept is None or not kept.kept:
                return dossier
            return set_in_entry("missions", mission, "when", "plus-tard")(dossier)

        return change

    for option in question.options:
        if option.id in outcome.options:
            yield set_in_entry("missions", option.id, "kept", True)
            yield set_in_entry("missions", option.id, "when", "six-premiers-mois")
        elif outcome.options:
            yield wait(option.id)


def _weights(_: str, question: Question, outcome: Outcome) -> Iterable[Change]:
    if outcome.points:
        for option in question.options:
            yield set_weight(option.id, outcome.points.get(option.id, 0))


def _profile(_: str, _question: Question, outcome: Outcome) -> Iterable[Change]:
    for name, value in (
        ("verdict", outcome.option),
        ("fallback", outcome.fallback),
        ("reason", outcome.sentence),
    ):
        if value and value != Way.UNKNOWN:
            yield set_in_part("profile", name, value)


def _budget(scenario: str, _question: Question, outcome: Outcome) -> Iterable[Change]:
    if outcome.option.startswith("acceptable"):
        yield keep_scenario(scenario)
    if outcome.fallback:
        yield set_fallback(outcome.fallback)
    if outcome.sentence:
        yield set_in_part("budget", "note", outcome.sentence)


def _actions(action: str, _question: Question, outcome: Outcome) -> Iterable[Change]:
    if outcome.who:
        yield set_in_entry("actions", action, "owner", outcome.who)
    if outcome.deadline:
        yield set_in_entry("actions", action, "deadline", outcome.deadline)


def _nowhere_else(_: str, _question: Question, _outcome: Outcome) -> Iterable[Change]:
    return ()


def _writers(kind: VoteKind) -> _Writer:
    return _WRITERS.get(kind, _nowhere_else)


_WRITERS: dict[VoteKind, _Writer] = {
    VoteKind.READINESS: _readiness,
    VoteKind.EXPECTATIONS: _expectations,
    VoteKind.TASKS: _tasks,
    VoteKind.MISSIONS: _missions,
    VoteKind.WEIGHTS: _weights,
    VoteKind.PROFILE: _profile,
    VoteKind.BUDGET: _budget,
    VoteKind.ACTIONS: _actions,
}
