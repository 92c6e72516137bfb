"""A workshop as it stands: its agenda, what is asked, what was revealed. No answer of anybody is here.

Like the dossier it is immutable and saved as one document; a change is a function from one state to
the next (``running``). What is asked is copied into it when the vote opens: the phones need nothing
else, and a dossier that changes meanwhile does not change a question under an answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from premierspas.content.models import Screen, VoteKind
from premierspas.dossier.model import Day, Entries, Key, Name, Note, Part, QuestionKey

POINTS = 100  # what each person spreads
MAX_HANDS = 500
MAX_QUESTIONS = 200

OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60)]


class Form(StrEnum):
    """How a question is answered."""

    SCALE = "scale"  # ordered levels
    CHOICE = "choice"
    POINTS = "points"  # spread over the options
    TEXT = "text"


class Option(Part):
    """An answer that may be chosen. ``apart``: « ne sait pas », counted beside the others. ``short``: a
    name for it, where the label is a whole question."""

    id: OptionId
    label: str
    apart: bool = False
    short: str = ""


class Question(Part):
    """What is asked, and where it stands.

    ``group``: what it belongs to, for a phone to show few at a time. ``round``: the current one;
    ``open``: phones may answer it; ``revealed``: the last round that was shown, 0 for none.
    ``acted``: the team decided on it. ``most``: characters of a text.
    """

    kind: VoteKind
    form: Form
    text: str
    help: str = ""
    group: str = ""
    options: tuple[Option, ...] = ()
    essential: bool = True
    most: int = 0
    round: Annotated[int, Field(ge=1, le=20)] = 1
    open: bool = False
    revealed: Annotated[int, Field(ge=0, le=20)] = 0
    acted: bool = False

    @property
    def shown(self) -> bool:
        """The answers of the current round were revealed: nobody answers it any more."""
        return self.revealed == self.round

    def label(self, option: str) -> str:
        """What ``option`` is called; the id itself for one that is not there."""
        return next((o.short or o.label for o in self.options if o.id == option), option)


class PlannedStage(Part):
    """A stage of this workshop. ``minutes``: planned; ``note``: the facilitator's own."""

    stage: Key
    minutes: Annotated[int, Field(ge=1, le=240)]
    note: Note = ""


class Plan(Part):
    """The agenda, the facilitator's to change. ``beforehand``: what may be answered before the start;
    ``cards``: the tasks that are sorted; ``complete``: the whole questionnaire is asked."""

    name: Name = ""
    stages: Annotated[tuple[PlannedStage, ...], Field(min_length=1, max_length=30)]
    beforehand: tuple[VoteKind, ...] = ()
    cards: Annotated[tuple[Key, ...], Field(max_length=60)] = ()
    complete: bool = False

    @property
    def minutes(self) -> int:
        """Planned, in all."""
        return sum(stage.minutes for stage in self.stages)


class Hands(Part):
    """What the facilitator counted in the room. ``people``: who spread points (the other forms count
    one answer a person)."""

    counts: Entries[Annotated[int, Field(ge=0, le=100_000)]] = Field(default_factory=dict)
    people: Annotated[int, Field(ge=0, le=MAX_HANDS)] = 0


class Outcome(Part):
    """What is decided on a question, as it is typed. ``option``: the answer kept; ``fallback``: the one
    to turn to if it fails; ``options``: the missions kept; ``points``: by option; ``who``: names that
    the facilitator typed; ``deadline``: of an action. What a question does not need stays empty."""

    option: str = ""
    fallback: str = ""
    options: tuple[OptionId, ...] = ()
    points: Entries[Annotated[int, Field(ge=0, le=POINTS)]] = Field(default_factory=dict)
    who: Name = ""
    deadline: Day | None = None
    sentence: Note = ""
    minority: Note = ""


class Workshop(Part):
    """``stage``: index in the plan, None before the start. ``began``: when each stage began.
    ``asked``: every question that was opened. ``on_screen``: question in focus. ``hands``: counts by
    hand, by question and round (« mot~1 »). ``words``: texts that may be projected. ``drafts``:
    decisions being typed. ``parked``: the frigo. ``published``: the phones may take the roadmap.
    """

    team: Name = ""
    plan: Plan
    rehearsal: bool = False
    address: Name = ""
    created_at: AwareDatetime
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    announced: Annotated[int, Field(ge=0)] = 0  # minutes planned in all when it began
    stage: Annotated[int, Field(ge=0, le=29)] | None = None
    began: Entries[AwareDatetime] = Field(default_factory=dict)
    skipped: tuple[Key, ...] = ()
    screen: Screen = Screen.HOME
    on_screen: QuestionKey | None = None
    row: Annotated[int, Field(ge=0, le=500)] = 0  # first row shown of a long table
    asked: Annotated[dict[QuestionKey, Question], Field(max_length=MAX_QUESTIONS)] = Field(
        default_factory=dict
    )
    hands: Annotated[dict[str, Hands], Field(max_length=2 * MAX_QUESTIONS)] = Field(
        default_factory=dict
    )
    words: Annotated[tuple[Note, ...], Field(max_length=500)] = ()
    drafts: Annotated[dict[QuestionKey, Outcome], Field(max_length=MAX_QUESTIONS)] = Field(
        default_factory=dict
    )
    timer_ends_at: AwareDatetime | None = None
    latest_vote: VoteKind | None = None
    parked: Annotated[tuple[Note, ...], Field(max_length=100)] = ()
    published: bool = False

    @property
    def current(self) -> PlannedStage | None:
        """The stage that is under way, None before the start and after the end."""
        if self.stage is None or self.ended_at is not None:
            return None
        return self.plan.stages[min(self.stage, len(self.plan.stages) - 1)]

    @property
    def open_questions(self) -> dict[str, Question]:
        """What phones may answer now."""
        return {key: q for key, q in self.asked.items() if q.open}

    @property
    def waited_for(self) -> dict[str, Question]:
        """The open questions that the room is answering now: those of the latest vote; before the start,
        all of them."""
        if self.started_at is None:
            return self.open_questions
        return {k: q for k, q in self.open_questions.items() if q.kind is self.latest_vote}

    def of_kind(self, kind: VoteKind) -> dict[str, Question]:
        """The questions of a vote, in the order in which they were asked."""
        return {key: q for key, q in self.asked.items() if q.kind is kind}

    def counted(self, key: str, round_: int) -> Hands:
        """What was counted by hand for a question in a round."""
        return self.hands.get(f"{key}~{round_}") or Hands()

    def not_before(self, now: datetime) -> datetime:
        """``now``, unless the server's clock went back since the last thing that happened here: then
        that moment, so that no duration is ever negative."""
        known = (self.created_at, self.started_at, *self.began.values())
        return max(now, *(moment for moment in known if moment))

    def timer(self, now: datetime) -> timedelta | None:
        """What is left of the timer, never negative; None when it does not run."""
        if self.timer_ends_at is None:
            return None
        return max(self.timer_ends_at - now, timedelta(0))
