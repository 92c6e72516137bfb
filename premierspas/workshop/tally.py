"""What a vote gave: how answers are spread, first; a word for it, then; never who said what.

Nothing is shown under ``MINIMUM`` answers. Hands raised in the room are known to everyone: when phones
and hands are mixed, the phones alone must be ``MINIMUM``, or the difference would tell who they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import quantiles

from premierspas.dispersion import MINIMUM, Choice, Dispersion, Scale
from premierspas.dossier.model import Counted, Vote
from premierspas.french import count, listing, number
from premierspas.typography import NBSP
from premierspas.workshop.answers import Tally, points_of
from premierspas.workshop.model import Form, Hands, Question, Workshop

Tallies = Mapping[tuple[str, int], Tally]  # by question and round
_APART_LEVELS = {"unknown", "not-concerned"}
_ORDER = (Dispersion.SPLIT, Dispersion.NUANCED, Dispersion.AGREED, None)


@dataclass(frozen=True)
class Share:
    """What one option received: ``number`` of people, or of points for a question of points."""

    id: str
    label: str
    number: int
    apart: bool = False


@dataclass(frozen=True)
class Points:
    """How the points of an option are spread over the people: half of them gave between ``low`` and
    ``high``, None when only totals are known (counted by hand)."""

    share: Share
    mean: float
    low: float | None = None
    high: float | None = None

    @property
    def in_words(self) -> str:
        """« 24 en moyenne, la moitié d’entre vous entre 10 et 35 »."""
        words = f"{number(self.mean, 0)} en moyenne"
        if self.low is None or self.high is None:
            return words
        low, high = number(self.low, 0), number(self.high, 0)
        return f"{words}, la moitié d’entre vous entre {low} et {high}"


@dataclass(frozen=True)
class Result:
    """One question in one round. ``tally``: answers of the phones; ``hands``: counted in the room."""

    key: str
    question: Question
    round: int
    tally: Tally = field(default_factory=Tally)
    hands: Hands = field(default_factory=Hands)

    # --- how many ---------------------------------------------------------------------------------
    @property
    def phones(self) -> int:
        """People who answered on a phone."""
        return self.tally.total()

    @property
    def people(self) -> int:
        """Everyone who answered."""
        if self.question.form is Form.POINTS:
            return self.phones + self.hands.people
        return self.phones + sum(self.hands.counts.values())

    @property
    def enough(self) -> bool:
        """Enough people for nobody to be recognised."""
        return self.people >= MINIMUM and not self._phones_stand_out and not self._nobody_counted

    @property
    def _phones_stand_out(self) -> bool:
        """Hands are known to everyone: too few phones that say something could be told from them."""
        apart = {option.id for option in self.question.options if option.apart}
        saying = sum(n for answer, n in self.tally.items() if answer not in apart)
        return bool(self.hands.counts) and self.phones > 0 and saying < MINIMUM

    @property
    def _nobody_counted(self) -> bool:
        """Points were counted in the room, but not the people who gave them."""
        points = self.question.form is Form.POINTS
        return points and bool(self.hands.counts) and not self.hands.people

    @property
    def why_hidden(self) -> str:
        """Why nothing may be shown, and what to do; empty when it may."""
        if self.enough and self.conclusive:
            return ""
        if self._nobody_counted:
            return "Indiquez combien de personnes ont donné ces points."
        if self._phones_stand_out and self.people >= MINIMUM:
            return (
                f"{count(self.phones, 'réponse')} par téléphone : il en faut {MINIMUM}, ou comptez tout "
                "à la main."
            )
        return f"Rien n’est montré en dessous de {MINIMUM} réponses : on reconnaîtrait les gens."

    @property
    def conclusive(self) -> bool:
        """« Ne sait pas » hides nobody: enough people said something else."""
        return not isinstance(self.spread, Scale | Choice) or self.spread.shown

    @property
    def visible(self) -> bool:
        """It was revealed, and it may be shown."""
        return self.question.revealed >= self.round and not self.why_hidden

    # --- how it is spread -------------------------------------------------------------------------
    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What each option received, in the order in which they are offered."""
        received = dict(self.hands.counts)
        for answer, people in self.tally.items():
            pairs = points_of(answer) if self.question.form is Form.POINTS else {answer: 1}
            for option, value in pairs.items():
                received[option] = received.get(option, 0) + value * people
        return tuple(
            Share(o.id, o.label, received.get(o.id, 0), o.apart) for o in self.question.options
        )

    def received(self, option: str) -> int:
        """What ``option`` received."""
        return next((s.number for s in self.shares if s.id == option), 0)

    @cached_property
    def spread(self) -> Scale | Choice | None:
        """How far apart people are; None for points and texts."""
        named = [s for s in self.shares if not s.apart]
        match self.question.form:
            case Form.SCALE:
                return Scale(
                    levels=tuple(s.number for s in named),
                    unknown=self.received("unknown"),
                    not_concerned=self.received("not-concerned"),
                )
            case Form.CHOICE:
                return Choice(
                    chosen={s.id: s.number for s in named if s.number},
                    unknown=sum(s.number for s in self.shares if s.apart),
                )
        return None

    @property
    def dispersion(self) -> Dispersion | None:
        """In a word; None when nothing can be concluded."""
        return self.spread.dispersion if self.spread and self.enough else None

    @property
    def word(self) -> str:
        """« ▲ clivé », « ○ trop peu pour conclure »."""
        if self.dispersion is None:
            return "○ trop peu pour conclure"
        return f"{self.dispersion.symbol}{NBSP}{self.dispersion.value}"

    @property
    def leading(self) -> tuple[Share, ...]:
        """The option that received most, « ne sait pas » aside; several when they are level."""
        named = [s for s in self.shares if not s.apart and s.number]
        most = max((s.number for s in named), default=0)
        return tuple(s for s in named if s.number == most)

    @property
    def middle(self) -> str:
        """Of a scale: the answer (or the two answers) in the middle, in words."""
        if not isinstance(self.spread, Scale) or not self.spread.n:
            return ""
        levels = [o.label for o in self.question.options if not o.apart]
        return listing(dict.fromkeys(f"« {levels[level]} »" for level in self.spread.medians))

    @cached_property
    def points(self) -> tuple[Points, ...]:
        """Of a question of points, what each option received: most first."""
        given = [points_of(a) for a, people in self.tally.items() for _ in range(people)]
        found = []
        for share in self.shares:
            low = high = None
            if len(given) >= MINIMUM and not self.hands.counts:
                values = [points.get(share.id, 0) for points in given]
                low, _, high = quantiles(values, n=4, method="inclusive")
            found.append(Points(share, share.number / max(self.people, 1), low, high))
        return tuple(sorted(found, key=lambda p: -p.share.number))

    @property
    def texts(self) -> tuple[str, ...]:
        """Of a question of words, what was written, most often first; the same word once."""
        if not self.enough:
            return ()
        seen: dict[str, str] = {}
        for text, _ in sorted(self.tally.items(), key=lambda pair: (-pair[1], pair[0])):
            seen.setdefault(text.casefold(), text)
        return tuple(seen.values())

    def times(self, text: str) -> int:
        """How many people wrote ``text``, capitals aside."""
        return sum(n for other, n in self.tally.items() if other.casefold() == text.casefold())

    # --- kept with the decision -------------------------------------------------------------------
    @property
    def vote(self) -> Vote | None:
        """What is kept of this round in the dossier: numbers, or nothing under ``MINIMUM``."""
        if self.why_hidden:
            return None
        numbers = () if self.question.form is Form.TEXT else self.shares
        return Vote(
            round=self.round,
            people=self.people,
            answers=tuple(
                Counted(answer=s.label[:120], number=s.number) for s in numbers if s.number
            ),
            word=self.dispersion.value if self.dispersion else "",
        )


@dataclass(frozen=True)
class Movement:
    """What a second round changed, for everyone together: nobody's own change is known."""

    before: Result
    after: Result

    @property
    def changes(self) -> tuple[tuple[Share, int, int], ...]:
        """Each option with its number before and after."""
        return tuple(
            (share, self.before.received(share.id), share.number) for share in self.after.shares
        )

    @property
    def in_words(self) -> str:
        """« Leader(s) 5 → 9 ; Coordinateur 7 → 4 »; « personne n’a bougé » as a whole."""
        moved = [f"{share.label} {was} → {now}" for share, was, now in self.changes if was != now]
        return " ; ".join(moved) if moved else "Les réponses sont les mêmes qu’avant."


def result(workshop: Workshop, tallies: Tallies, key: str, round_: int | None = None) -> Result:
    """A question in a round, the current one by default."""
    question = workshop.asked[key]
    which = question.round if round_ is None else round_
    return Result(
        key, question, which, tallies.get((key, which)) or Tally(), workshop.counted(key, which)
    )


def movement(workshop: Workshop, tallies: Tallies, key: str) -> Movement | None:
    """The round before the last one that was shown, and that one; None when there is no such pair."""
    last = workshop.asked[key].revealed
    if last < 2:
        return None
    before, after = (result(workshop, tallies, key, n) for n in (last - 1, last))
    return Movement(before, after) if before.visible and after.visible else None


def most_split_first(results: list[Result]) -> list[Result]:
    """Those to talk about first: split, nuanced, agreed, then those that nothing can be said of; within
    a word, where the first answer gathers fewest."""

    def gathered(found: Result) -> float:
        return found.leading[0].number / found.people if found.leading else 1

    return sorted(results, key=lambda r: (_ORDER.index(r.dispersion), gathered(r)))
