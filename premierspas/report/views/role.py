"""The role charter, the missions, the skills and the profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from premierspas.content.models import Frontier, Point, Way
from premierspas.expectations import CardResult
from premierspas.french import count, days, hours, listing
from premierspas.profile import LEVEL_WORDS
from premierspas.report.views.words import TO_DECIDE, cited, flat, lower_first, sentence, tidy
from premierspas.results import Results


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


# --- missions and skills --------------------------------------------------------------------------
@dataclass(frozen=True)
class MissionRow:
    label: str
    family: str
    hours: str
    guess: str
    when: str
    asked_by: str


@dataclass(frozen=True)
class MissionsView:
    """``asked`` and ``paid``: hours a week, for the gauge."""

    rows: tuple[MissionRow, ...]
    asked: float
    paid: float
    asked_in_words: str
    paid_in_words: str
    verdict: str
    exceeded: bool
    functions: tuple[tuple[bool, str], ...]
    functions_reference: str
    suggested: tuple[str, ...]


_WHEN = {"six-premiers-mois": "six premiers mois", "plus-tard": "plus tard"}


def missions_view(results: Results) -> MissionsView:
    """What is kept, and whether it fits in the time that is paid."""
    time, catalog = results.missions, results.catalog
    covered = {f.id for f in time.functions}
    if not time.kept:
        verdict = "Aucune mission n’est encore gardée."
    elif time.exceeded:
        verdict = (
            f"▲ {hours(time.hours_over)} de trop par semaine : retirez des missions, ou payez "
            f"{days(round(time.days_needed, 1))} par semaine."
        )
    else:
        left = hours(-time.hours_over)
        verdict = f"✓ Les missions tiennent dans le temps payé ; il reste {left} par semaine."
    functions = catalog.mission_texts.functions
    return MissionsView(
        rows=tuple(
            MissionRow(
                label=m.mission.label,
                family=catalog.mission_family[m.mission.family].label,
                hours=hours(m.hours_per_week),
                guess="estimation de l’outil" if m.guessed else "",
                when=_WHEN[m.mission.when],
                asked_by=" ; ".join(lower_first(t.label) for t in m.asked_by),
            )
            for m in time.kept
        ),
        asked=time.hours_asked,
        paid=time.paid_hours,
        asked_in_words=f"{hours(time.hours_asked)} demandées par semaine",
        paid_in_words=(
            f"{hours(time.paid_hours)} payées ({days(time.days_per_week)} par semaine"
            + (", à défaut d’un choix)" if time.days_assumed else ")")
        ),
        verdict=verdict,
        exceeded=time.exceeded,
        functions=tuple((f.id in covered, f.label) for f in functions),
        functions_reference=cited(results, (s for f in functions for s in f.sources[:1])),
        suggested=tuple(
            f"{m.mission.label} (soulage : {listing(lower_first(t.label) for t in m.asked_by)})"
            for m in time.suggested
        ),
    )


@dataclass(frozen=True)
class SkillsView:
    """What a candidate said of their skills, and the team's words; empty when nothing was said."""

    title: str
    summary: str
    strengths: tuple[str, ...]
    to_learn: tuple[str, ...]
    important: tuple[str, ...]
    everyday: tuple[tuple[str, str], ...]


def skills_view(results: Results) -> SkillsView:
    """Strengths and what is to be learnt."""
    found = results.skills
    candidate = flat(found.candidate)
    return SkillsView(
        title=f"Savoirs : {candidate}" if candidate else "Savoirs du candidat",
        summary=(
            f"{count(found.assessed, 'savoir évalué', 'savoirs évalués')} sur {len(found.levels)}, "
            "par la personne elle-même."
            if found.assessed
            else ""
        ),
        strengths=tuple(s.label for s in found.strengths),
        to_learn=tuple(s.label for s in found.to_learn),
        important=tuple(a.label for a in found.important),
        everyday=tuple((q.question, tidy(words)) for q, words in found.discussed),
    )


# --- profile --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ProfileView:
    """``weights``: criterion, points, and how each profile does, in words."""

    verdict: str
    decided: bool
    fallback: str
    reason: str
    advice: str
    names: tuple[str, str, str]
    aspects: tuple[tuple[str, tuple[str, str, str]], ...]
    weights: tuple[tuple[str, str, tuple[str, str, str]], ...]
    points_note: str
    support_title: str
    support: tuple[str, ...]


def profile_view(results: Results) -> ProfileView:
    """The three profiles, what counts for the team, and its own verdict."""
    choice = results.profile
    first, second, third = choice.profiles
    three = (first, second, third)
    aspects = (
        ("Accélère", tuple(_points(p.speeds_up) for p in three)),
        ("Freine", tuple(_points(p.slows) for p in three)),
        ("Demande", tuple(_points(p.asks) for p in three)),
    )
    weighted = [c for c in choice.criteria if c.points]
    left = choice.points_left
    return ProfileView(
        verdict=choice.verdict.label if choice.verdict else TO_DECIDE,
        decided=choice.verdict is not None,
        fallback=choice.fallback.label if choice.fallback else "",
        reason=tidy(choice.reason),
        advice=choice.advice,
        names=(first.label, second.label, third.label),
        aspects=tuple((label, (a, b, c)) for label, (a, b, c) in aspects),
        weights=tuple(
            (
                c.criterion.label,
                str(c.points),
                (
                    _level(c.reading(first.id).level),
                    _level(c.reading(second.id).level),
                    _level(c.reading(third.id).level),
                ),
            )
            for c in sorted(weighted, key=lambda c: -c.points)
        ),
        points_note=(
            ""
            if not weighted or not left
            else f"{count(abs(left), 'point')} {'à répartir encore' if left > 0 else 'en trop'}."
        ),
        support_title=(
            f"Accompagnement prévu : {lower_first(choice.verdict.label)}" if choice.verdict else ""
        ),
        support=tuple(
            f"{sentence(p.text)} ({cited(results, p.sources)})" for p in choice.verdict.support
        )
        if choice.verdict
        else (),
    )


def _points(points: Iterable[Point]) -> str:
    return "\n".join(f"• {point.text}" for point in points)


def _level(level: int) -> str:
    return f"{'●' * level}{'○' * (len(LEVEL_WORDS) - 1 - level)} {LEVEL_WORDS[level]}"
