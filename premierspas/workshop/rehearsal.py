"""A rehearsal: invented participants answer, a few at a time, so that the facilitator sees it move."""

from __future__ import annotations

import random
from collections.abc import Mapping

from premierspas.workshop.answers import spread, written
from premierspas.workshop.model import POINTS, Form, Question, Workshop

PARTICIPANTS = 12
_WORDS = (
    "du lien", "du temps", "une tête", "un fil", "du souffle", "un chef ?", "de l’ordre", "un relais",
    "un coût", "une oreille", "un moteur", "du papier",
)  # fmt: skip
_SENTENCE = "Que le temps prévu soit vraiment payé."


def invented(workshop: Workshop, name: str, participant: int) -> Mapping[tuple[str, int], str]:
    """What an invented participant answers to the open questions, by question and round. The same
    ``name`` and participant always answer alike; in a later round they come closer to each other."""
    found = {}
    for key, question in workshop.open_questions.items():
        answer = _answer(question, random.Random(f"{name}/{key}/{participant}"), name + key)
        if answer:
            found[key, question.round] = answer
    return found


def _answer(question: Question, own: random.Random, common: str) -> str:
    """Around what the room thinks, more or less by question; a few do not know."""
    room = random.Random(common)
    named = [option.id for option in question.options if not option.apart]
    apart = [option.id for option in question.options if option.apart]
    if question.form is Form.TEXT:
        if question.most > len(max(_WORDS, key=len)) + 20:
            return _SENTENCE if own.random() < 0.2 else ""
        return written(question, own.choice(_WORDS))
    if question.form is Form.POINTS:
        weights = [room.random() + own.random() for _ in named]
        points = [int(POINTS * w / sum(weights)) for w in weights]
        return spread(question, dict(zip(named, points, strict=True)))
    if apart and own.random() < 0.1:
        return own.choice(apart)
    together = room.choice((0.4, 0.6, 0.85)) + 0.15 * (question.round - 1)
    return named[room.randrange(len(named))] if own.random() < together else own.choice(named)
