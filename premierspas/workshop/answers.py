"""One answer of one person: what may be given, and how it is kept.

An answer is kept as a short text: the id of the option, « mission:points » pairs, or the words. The
same answer is always the same text, so that a database can count them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from premierspas.dossier.model import clean_text
from premierspas.french import count
from premierspas.typography import typeset
from premierspas.workshop.model import POINTS, Form, Question

NO_ANSWER = ""  # what takes an answer back


class AnswerRefused(ValueError):
    """The answer cannot be taken; the message is in French and says what to do."""


def chosen(question: Question, option: str) -> str:
    """The answer that chooses ``option``. Raises AnswerRefused when it is not offered."""
    if option and all(offered.id != option for offered in question.options):
        raise AnswerRefused("Cette réponse n’est pas proposée : choisissez-en une de la liste.")
    return option


def spread(question: Question, points: Mapping[str, str | int]) -> str:
    """The answer that gives these points, as typed, to the options. Raises AnswerRefused when one is
    not a whole number, or when there are more than ``POINTS`` in all."""
    given: dict[str, int] = {}
    for option in question.options:
        typed = str(points.get(option.id, "")).strip()
        if not re.fullmatch(r"[0-9]{0,3}", typed):
            raise AnswerRefused("Les points sont des nombres entiers, de 0 à 100.")
        if value := int(typed or 0):
            given[option.id] = value
    if (total := sum(given.values())) > POINTS:
        raise AnswerRefused(
            f"Vous avez donné {count(total, 'point')} : retirez-en {total - POINTS}, il y en a {POINTS}."
        )
    return " ".join(f"{option}:{value}" for option, value in sorted(given.items()))


def points_of(answer: str) -> dict[str, int]:
    """The points that ``answer`` gives, by option."""
    pairs = (pair.partition(":") for pair in answer.split())
    return {option: int(points) for option, _, points in pairs}


def written(question: Question, text: str) -> str:
    """The answer in words: one line, cut to what the question allows."""
    return typeset(" ".join(clean_text(text).split()))[: question.most].strip()


def answer(question: Question, given: Mapping[str, str]) -> str:
    """The answer in a form that was sent. ``given``: « » is what was chosen or written, and points are
    by option. Raises AnswerRefused."""
    match question.form:
        case Form.POINTS:
            return spread(question, given)
        case Form.TEXT:
            return written(question, given.get("", ""))
        case _:
            return chosen(question, given.get("", ""))


Tally = Counter[str]  # number of people by answer
