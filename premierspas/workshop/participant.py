"""What one phone shows: what it may answer now, what it answered, or why there is nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from premierspas.content import Catalog
from premierspas.workshop.answers import AnswerRefused, answer
from premierspas.workshop.model import Question, Workshop

Answers = Mapping[tuple[str, int], str]  # of one person, by question and round


@dataclass(frozen=True)
class Asked:
    """A question as one person sees it, with what they answered in this round."""

    key: str
    question: Question
    answer: str

    @property
    def field(self) -> str:
        """Name of its field: an answer to an earlier round is not taken for one to this round."""
        return f"{self.key}~{self.question.round}"


@dataclass(frozen=True)
class Sheet:
    """What a phone shows together: the questions of one group."""

    title: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class PhonePage:
    """``message``: why there is nothing to answer, empty when there is. ``beforehand``: the workshop
    has not begun. ``roadmap``: the PDF may be taken."""

    title: str
    instruction: str
    sheets: tuple[Sheet, ...]
    message: str
    beforehand: bool = False
    rehearsal: bool = False
    roadmap: bool = False

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every question, over all sheets."""
        return tuple(asked for sheet in self.sheets for asked in sheet.asked)

    @property
    def what(self) -> str:
        """Changes when the phone must show something else, whatever part it shows."""
        shown = (self.title, self.message, self.roadmap, *(asked.field for asked in self.asked))
        return sha256(repr(shown).encode()).hexdigest()[:12]

    @property
    def answered(self) -> int:
        return sum(bool(asked.answer) for asked in self.asked)


_BEFORE = "L’atelier n’a pas commencé. Gardez cette page ouverte, elle suivra toute seule."
_WAIT = "Rien à répondre pour l’instant. Regardez l’écran, cette page suivra toute seule."
_ENDED = "L’atelier est terminé. Merci pour vos réponses."


def phone_page(catalog: Catalog, workshop: Workshop, answers: Answers) -> PhonePage:
    """What a phone shows to someone who gave ``answers``."""
    asked = tuple(
        Asked(key, question, answers.get((key, question.round), ""))
        for key, question in workshop.open_questions.items()
    )
    beforehand = workshop.started_at is None
    if not beforehand:  # late-comers are asked what is essential, the others keep all they answered
        asked = tuple(a for a in asked if a.question.essential or a.answer)
        # What the room is answering now comes first, before what is still open from earlier.
        asked = tuple(sorted(asked, key=lambda a: a.key not in workshop.waited_for))
    stage = catalog.stage.get(workshop.current.stage) if workshop.current else None
    if workshop.ended_at is not None:
        message = _ENDED
    elif asked:
        message = ""
    else:
        message = _BEFORE if beforehand else _WAIT
    return PhonePage(
        title=stage.label if stage else "Atelier",
        instruction=stage.instruction if stage and asked else "",
        sheets=tuple(
            Sheet(group, tuple(together))
            for group, together in groupby(asked, lambda a: a.question.group)
        ),
        message=message,
        beforehand=beforehand,
        rehearsal=workshop.rehearsal,
        roadmap=workshop.published,
    )


class TooLate(AnswerRefused):
    """The question is closed, or in another round."""


def accepted(workshop: Workshop, field: str, given: Mapping[str, str]) -> tuple[str, int, str]:
    """Question, round and answer of what a phone sent for ``field`` (« attentes.x~2 »).

    Raises TooLate when that round is not open, AnswerRefused when the answer cannot be.
    """
    key, _, round_ = field.rpartition("~")
    question = workshop.asked.get(key)
    if question is None or not question.open or round_ != str(question.round):
        raise TooLate("Cette question est close : votre réponse n’a pas été comptée.")
    return key, question.round, answer(question, given)
