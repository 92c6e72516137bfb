"""What was decided in a workshop, and what is left for later."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.decisions import decisions
from premierspas.french import count, listing, tidy
from premierspas.results import Results


@dataclass(frozen=True)
class DecidedRow:
    """``question`` and what was decided on it; ``vote``: how answers were spread, in words."""

    question: str
    decision: str
    minority: str
    vote: str


@dataclass(frozen=True)
class DecisionsView:
    """``summary``: how many and when; empty when there was no workshop. ``parked``: left for later."""

    summary: str
    rows: tuple[DecidedRow, ...]
    parked: tuple[str, ...]


def decisions_view(results: Results) -> DecisionsView:
    """The decisions in the order in which they were taken."""
    taken = decisions(results.dossier)
    days = dict.fromkeys(d.on for d in taken)
    return DecisionsView(
        summary=(
            f"{count(len(taken), 'décision actée', 'décisions actées')} en atelier, le {listing(days)}. "
            "Chacun a répondu sans donner son nom ; rien n’est montré en dessous de quatre réponses."
            if taken
            else ""
        ),
        rows=tuple(
            DecidedRow(
                question=d.decision.question,
                decision=d.in_words,
                minority=tidy(d.decision.minority),
                vote=d.votes_in_words,
            )
            for d in taken
        ),
        parked=tuple(map(tidy, results.dossier.parked)),
    )
