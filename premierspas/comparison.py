"""Before and after: what moved in the questionnaire between two states of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change, set_entry
from premierspas.dossier.model import CriterionAnswer, LevelAnswer, Snapshot
from premierspas.french import count, listing, long_date
from premierspas.member_files import answers_of
from premierspas.readiness import CriterionResult, CriterionState, criterion_result


class Direction(StrEnum):
    """How an answer moved. From nothing to a level is not progress: untouched is not zero."""

    FORWARD = "a progressé"
    BACK = "a reculé"
    ANSWERED = "a maintenant une réponse"
    IN_DOUBT = "est à vérifier"
    NOT_CONCERNED = "ne concerne plus l’équipe"

    @property
    def plural(self) -> str:
        """« ont progressé », « sont à vérifier »."""
        verb, _, rest = self.value.partition(" ")
        if verb == "ne":
            return self.value.replace("concerne", "concernent")
        return f"{'sont' if verb == 'est' else 'ont'} {rest}"


@dataclass(frozen=True)
class Move:
    """An answer that changed; ``before`` and ``now`` as the team answered them."""

    before: CriterionResult
    now: CriterionResult

    @property
    def moved(self) -> bool:
        """The answer is not the same; a goal that moved is not a move."""
        return self.before.answer != self.now.answer

    @property
    def direction(self) -> Direction:
        if self.now.state in (CriterionState.TO_CHECK, CriterionState.UNANSWERED):
            return Direction.IN_DOUBT
        if self.before.level is None:
            return Direction.ANSWERED
        if self.now.level is None:
            return Direction.NOT_CONCERNED
        return Direction.FORWARD if self.now.level > self.before.level else Direction.BACK

    @property
    def lifted(self) -> bool:
        """A prerequisite that held the way and does not any more."""
        return self.before.locks and not self.now.locks

    @property
    def lost(self) -> bool:
        """A prerequisite that was met and holds the way again."""
        return self.now.locks and not self.before.locks


@dataclass(frozen=True)
class Comparison:
    """What moved since ``day`` (None: the day is not known), in the order of the questionnaire."""

    day: date | None
    moves: tuple[Move, ...]
    same: int

    def going(self, direction: Direction) -> tuple[Move, ...]:
        """Moves in one direction."""
        return tuple(m for m in self.moves if m.direction is direction)

    @property
    def lifted(self) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.lifted)

    @property
    def lost(self) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.lost)

    @property
    def in_words(self) -> str:
        """« Depuis le 15 juin 2026 : 12 questions ont progressé… »."""
        since = f"Depuis le {long_date(self.day)}" if self.day else "Depuis ce fichier"
        if not self.moves:
            return f"{since}, aucune réponse n’a changé."
        parts = [
            f"{count(len(moves), 'question')} {direction.value if len(moves) < 2 else direction.plural}"
            for direction in Direction
            if (moves := self.going(direction))
        ]
        return f"{since} : {listing(parts)}. {count(self.same, 'réponse')} sans changement."


def compare(
    catalog: Catalog, before: Mapping[str, LevelAnswer], dossier: Dossier, day: date | None = None
) -> Comparison:
    """What moved from the answers ``before`` to those of ``dossier``. ``same``: number of answers that
    did not move."""
    earlier = Dossier(
        readiness={key: CriterionAnswer(level=level) for key, level in before.items()}
    )
    pairs = [
        Move(criterion_result(criterion, earlier), criterion_result(criterion, dossier))
        for criterion in catalog.questionnaire.criteria
    ]
    answered = [m for m in pairs if m.now.state is not CriterionState.UNANSWERED]
    return Comparison(
        day=day,
        moves=tuple(m for m in pairs if m.moved),
        same=sum(not m.moved for m in answered),
    )


def since_last_state(catalog: Catalog, dossier: Dossier, today: date) -> Comparison | None:
    """What moved since the last state that was kept before ``today``; None when there is none."""
    before = [state for state in dossier.snapshots.values() if state.day < today]
    if not before:
        return None
    last = max(before, key=lambda state: state.day)
    return compare(catalog, last.readiness, dossier, last.day)


def keep_state(day: date) -> Change:
    """Keep the answers of the questionnaire as those of ``day``. Several states of one day are kept,
    before and after a meeting: « 2026-11-22 », « 2026-11-22-2 »… The same answers are kept once."""

    def change(dossier: Dossier) -> Dossier:
        state = Snapshot(day=day, readiness=answers_of(dossier).readiness)
        same_day = [s for s in dossier.snapshots.values() if s.day == day]
        if state in same_day:
            return dossier
        key = day.isoformat() + (f"-{len(same_day) + 1}" if same_day else "")
        return set_entry("snapshots", key, state)(dossier)

    return change
