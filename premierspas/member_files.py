"""Files of members: what each brings to the team's dossier, and what a member sends.

Only choices go in and out, never a name or a text; nobody is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change
from premierspas.dossier.file import DossierFileError, from_json
from premierspas.dossier.model import CardPlacement, CriterionAnswer, MemberAnswers


class Arrival(StrEnum):
    """What a file is to the dossier that it comes to."""

    NEW = "nouveau"
    AGAIN = "déjà ajouté"  # the same person's file, perhaps corrected since
    COPY = "copie"  # somebody answered in the team's own file, or in a colleague's
    EMPTY = "sans réponse"
    REFUSED = "refusé"


_NO_ANSWER = MemberAnswers()


@dataclass(frozen=True)
class MemberFile:
    """A file that was brought. ``key``: under which its answers are kept; ``reason``: why it is
    refused, in French, else empty."""

    name: str
    arrival: Arrival
    key: str = ""
    answers: MemberAnswers = _NO_ANSWER
    reason: str = ""


def answers_of(dossier: Dossier) -> MemberAnswers:
    """The choices in ``dossier``, without a name and without a text."""
    return MemberAnswers(
        readiness={k: a.level for k, a in dossier.readiness.items() if a.level is not None},
        expectations={k: p.way for k, p in dossier.expectations.items() if p.way is not None},
    )


def answers_only(dossier: Dossier) -> Dossier:
    """A dossier with the choices of ``dossier`` and nothing else, to send to who puts them together."""
    answers = answers_of(dossier)
    return Dossier(
        content_version=dossier.content_version,
        identity=dossier.identity,
        demonstration=dossier.demonstration,
        readiness={key: CriterionAnswer(level=level) for key, level in answers.readiness.items()},
        expectations={key: CardPlacement(way=way) for key, way in answers.expectations.items()},
    )


def read_files(dossier: Dossier, files: Iterable[tuple[str, bytes]]) -> tuple[MemberFile, ...]:
    """What each file (name, content) would bring to ``dossier``. Changes nothing."""
    found: list[MemberFile] = []
    for name, content in files:
        found.append(_read_file(name, content, dossier, found))
    return tuple(found)


def _read_file(
    name: str, content: bytes, dossier: Dossier, before: Iterable[MemberFile]
) -> MemberFile:
    """``before``: files of the same batch. Two of them with one identity and other answers were filled
    by two people in one file, passed round."""
    try:
        brought = from_json(content)
    except DossierFileError as refusal:
        return MemberFile(name, Arrival.REFUSED, reason=str(refusal))
    if brought.demonstration:
        return MemberFile(name, Arrival.REFUSED, reason="Ce sont les réponses de l’exemple.")
    answers = answers_of(brought)
    if answers == _NO_ANSWER:
        return MemberFile(name, Arrival.EMPTY)
    own = digest(name, answers)
    key = brought.identity or own
    batch = {file.key: file.answers for file in before}
    passed_round = key in batch and batch[key] != answers
    if brought.identity and (brought.identity == dossier.identity or passed_round):
        return MemberFile(name, Arrival.COPY, own, answers)
    seen = key in batch or key in dossier.members
    return MemberFile(name, Arrival.AGAIN if seen else Arrival.NEW, key, answers)


def digest(name: str, answers: MemberAnswers) -> str:
    """A key for answers without an identity of their own: two people may answer alike, their files are
    told apart by name."""
    return sha256(f"{name}\n{answers.model_dump_json()}".encode(errors="replace")).hexdigest()[:16]


def add_files(files: Iterable[MemberFile]) -> Change:
    """Keep the answers of ``files``; those of a file that was already there are replaced. The change
    is refused (pydantic.ValidationError) beyond ``MAX_MEMBERS`` people."""
    brought = {file.key: file.answers for file in files if file.key}

    def change(dossier: Dossier) -> Dossier:
        return dossier.changed(members={**dossier.members, **brought})

    return change


def forget_members(dossier: Dossier) -> Dossier:
    """``dossier`` without the individual answers, as a change."""
    return dossier.changed(members={})
