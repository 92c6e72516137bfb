"""The role charter: who does what, and what the team decided of the debated points."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.charter import CharterLine
from premierspas.decisions import MINORITY
from premierspas.expectations import CardResult, Debate
from premierspas.french import count, listing, lower_first, tidy
from premierspas.report.views.words import cited
from premierspas.results import Results

_SHORT_DECISION = 200  # characters: a longer one is printed once, where the card stands
VOTE = "Vote en atelier"


@dataclass(frozen=True)
class DifferenceRow:
    """The team and the sources do not say the same."""

    task: str
    team: str
    sources_say: str
    reference: str
    decision: str
    minority: str
    vote: str


@dataclass(frozen=True)
class FrontierView:
    """A point on which the documents pull both ways, and what the team decided of it."""

    topic: str
    one_side: str
    one_reference: str
    other_side: str
    other_reference: str
    question: str
    placed: tuple[str, ...]


@dataclass(frozen=True)
class WontRow:
    """A task that the coordinator does not do, and who does it. ``named``: somebody does, or the
    team assumes that nobody will."""

    task: str
    who: str
    named: bool


@dataclass(frozen=True)
class CharterView:
    """``summary``: how far the charter is; ``orphans``: how many tasks nobody does yet, in words, and
    ``no_orphan`` what to say when there is none."""

    summary: str
    will: tuple[str, ...]
    together: tuple[str, ...]
    wont: tuple[WontRow, ...]
    orphans: str
    no_orphan: str
    undecided: tuple[str, ...]
    not_placed: str
    differences: tuple[DifferenceRow, ...]
    frontiers: tuple[FrontierView, ...]
    frontier_topics: str
    touched: bool


def charter_view(results: Results) -> CharterView:
    """Who does what, as the team sorted the cards."""
    charter, placed = results.charter, results.expectations
    in_table = {c.card.task for c in placed.differences}

    def with_sentences(line: CharterLine) -> str:
        # Where the team differs, its sentences are printed in the table of differences.
        return line.task if line.task in in_table else _with_sentences(line)

    return CharterView(
        summary=_summary(results),
        will=tuple(map(with_sentences, charter.will)),
        together=tuple(map(with_sentences, charter.together)),
        wont=tuple(
            WontRow(with_sentences(line), line.who, line.task not in charter.orphans)
            for line in charter.wont
        ),
        orphans=(
            count(len(charter.orphans), "tâche sans personne", "tâches sans personne")
            if charter.orphans
            else ""
        ),
        no_orphan=(
            "✓ Aucune tâche orpheline : chaque tâche que le coordinateur ne fait pas a quelqu’un, ou "
            "l’équipe assume que personne ne la fait."
            if charter.wont and not charter.orphans
            else ""
        ),
        undecided=tuple(map(with_sentences, charter.undecided)),
        not_placed=(
            count(
                charter.unplaced,
                "tâche n’est pas encore placée",
                "tâches ne sont pas encore placées",
            )
            if charter.unplaced
            else ""
        ),
        differences=tuple(_difference(results, c) for c in placed.differences),
        frontiers=tuple(_frontier(results, debate) for debate in placed.debates),
        frontier_topics=listing(
            lower_first(f.topic) for f in results.catalog.expectations.frontiers
        ),
        touched=charter.begun,
    )


def _summary(results: Results) -> str:
    charter = results.charter
    if not charter.begun:
        return ""
    if charter.complete:
        return "La charte est complète."
    placed = count(charter.total - charter.unplaced, "tâche placée", "tâches placées")
    return f"{placed} sur {charter.total}. Pour terminer la charte : {listing(charter.left_to_do)}."


def _with_sentences(line: CharterLine) -> str:
    decision, minority = tidy(line.decision), tidy(line.minority)
    text = f"{line.task}. {decision}" if decision else line.task
    if minority:
        text += f"\n{MINORITY} : {minority}"
    return f"{text}\n{VOTE} : {line.vote}" if line.vote else text


def _difference(results: Results, card: CardResult) -> DifferenceRow:
    assert card.way is not None
    return DifferenceRow(
        task=card.card.task,
        team=results.catalog.way[card.way].label,
        sources_say=card.card.source_view,
        reference=f"« {card.card.quote} » ({cited(results, card.card.sources)})",
        decision=tidy(card.decision),
        minority=tidy(card.minority),
        vote=card.vote,
    )


def _frontier(results: Results, debate: Debate) -> FrontierView:
    frontier, placed = debate.frontier, []
    for card in debate.cards:
        assert card.way is not None
        decision = tidy(card.decision)
        if len(decision) > _SHORT_DECISION:
            decision = "écrite plus haut"
        placed.append(
            f"{card.card.task} → {results.catalog.way[card.way].label}"
            + (f". Décision : {decision}" if decision else "")
        )
    return FrontierView(
        topic=frontier.topic,
        one_side=frontier.one_side.text,
        one_reference=cited(results, frontier.one_side.sources),
        other_side=frontier.other_side.text,
        other_reference=cited(results, frontier.other_side.sources),
        question=frontier.question,
        placed=tuple(placed),
    )
