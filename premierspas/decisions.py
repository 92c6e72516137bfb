"""What was decided in workshops, and how: the value, the sentence, the votes that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from premierspas.dossier import Dossier
from premierspas.dossier.model import Decision, Vote
from premierspas.french import count, long_date, tidy

MINORITY = "Avis minoritaire"


@dataclass(frozen=True)
class Decided:
    """A decision of a workshop on a question (« attentes.regler-conflit »)."""

    key: str
    decision: Decision

    @property
    def on(self) -> str:
        """« 23 novembre 2026 »."""
        return long_date(self.decision.decided_at.date())

    @property
    def in_words(self) -> str:
        """The value, who does it, and the sentence."""
        value = " : ".join(part for part in (self.decision.value, self.decision.who) if part)
        return ". ".join(part for part in (value, tidy(self.decision.sentence)) if part)

    @property
    def votes_in_words(self) -> str:
        """« Tour 1, 12 réponses, clivé : Coordinateur 5, Leader(s) 4. Tour 2, … »; empty when nothing may
        be shown."""
        return " ".join(map(_vote_in_words, self.decision.votes))


def _vote_in_words(vote: Vote) -> str:
    word = f", {vote.word}" if vote.word else ""
    numbers = ", ".join(f"{a.answer} {a.number}" for a in vote.answers if a.number)
    return f"Tour {vote.round}, {count(vote.people, 'réponse')}{word}" + (
        f" : {numbers}." if numbers else "."
    )


def decisions(dossier: Dossier) -> tuple[Decided, ...]:
    """Every decision, in the order in which they were taken."""
    return tuple(sorted(_all(dossier), key=lambda d: d.decision.decided_at))


def decided_on(dossier: Dossier, key: str) -> Decided | None:
    """The decision on one question, None when no workshop decided on it."""
    found = dossier.decisions.get(key)
    return Decided(key, found) if found else None


def _all(dossier: Dossier) -> Iterator[Decided]:
    return (Decided(key, decision) for key, decision in dossier.decisions.items())
