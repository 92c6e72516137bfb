"""The role charter: who does what, and what the team decided of the debated points."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content.models import Frontier, Way
from premierspas.expectations import CardResult
from premierspas.french import count, listing
from premierspas.report.views.words import cited, lower_first, tidy
from premierspas.results import Results

_SHORT_DECISION = 200  # characters: a longer one is printed once, where the card stands


@dataclass(frozen=True)
class DifferenceRow:
    """The team and the sources do not say the same."""

    task: str
    team: str
    sources_say: str
    reference: str
    decision: str


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
class CharterView:
    """``refused``: tasks the coordinator does not do, and who does them."""

    summary: str
    alone: tuple[str, ...]
    together: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    undecided: tuple[str, ...]
    not_placed: str
    differences: tuple[DifferenceRow, ...]
    frontiers: tuple[FrontierView, ...]
    frontier_topics: str
    touched: bool


def charter_view(results: Results) -> CharterView:
    """Who does what, as the team sorted the cards."""
    placed = results.expectations
    unplaced = len(placed.cards) - len(placed.placed)
    return CharterView(
        summary=(
            f"{count(len(placed.placed), 'tâche placée', 'tâches placées')} sur {len(placed.cards)}, "
            f"{count(len(placed.to_debate), 'encore à débattre', 'encore à débattre')}."
            if placed.placed
            else ""
        ),
        alone=tuple(_with_decision(c) for c in placed.given_to(Way.COORDINATOR)),
        together=tuple(_with_decision(c) for c in placed.given_to(Way.TOGETHER)),
        refused=tuple(
            (_with_decision(card), results.catalog.way[way].label)
            for way in (Way.LEADERS, Way.EXPERT)
            for card in placed.given_to(way)
        ),
        undecided=tuple(_with_decision(c) for c in placed.undecided),
        not_placed=(
            count(unplaced, "tâche n’est pas encore placée", "tâches ne sont pas encore placées")
            if unplaced
            else ""
        ),
        differences=tuple(_difference(results, c) for c in placed.differences),
        frontiers=tuple(
            _frontier(results, frontier)
            for frontier in results.catalog.expectations.frontiers
            if any(c.frontier is frontier and c.way for c in placed.cards)
        ),
        frontier_topics=listing(
            lower_first(f.topic) for f in results.catalog.expectations.frontiers
        ),
        touched=bool(placed.placed),
    )


def _with_decision(card: CardResult) -> str:
    decision = tidy(card.decision)
    # Where the team differs, its sentence is printed in the table of differences.
    return f"{card.card.task}. {decision}" if decision and not card.differs else card.card.task


def _difference(results: Results, card: CardResult) -> DifferenceRow:
    assert card.way is not None
    return DifferenceRow(
        task=card.card.task,
        team=results.catalog.way[card.way].label,
        sources_say=card.card.source_view,
        reference=f"« {card.card.quote} » ({cited(results, card.card.sources)})",
        decision=tidy(card.decision),
    )


def _frontier(results: Results, frontier: Frontier) -> FrontierView:
    cards = [c for c in results.expectations.cards if c.frontier is frontier and c.way]
    placed = []
    for card in cards:
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
