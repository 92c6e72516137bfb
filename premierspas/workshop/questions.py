"""What each vote asks, drawn from the content and the team's dossier when it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from premierspas.budget import Budget, budgets
from premierspas.content import Catalog
from premierspas.content.models import VoteKind, Way
from premierspas.dossier import Dossier
from premierspas.french import euros_rounded, long_date
from premierspas.missions import missions
from premierspas.roadmap import roadmap
from premierspas.workshop.model import POINTS, Form, Option, Plan, Question

WORD_LENGTH = 30
SENTENCE_LENGTH = 200
UNKNOWN, NOT_CONCERNED = "unknown", "not-concerned"
DONT_KNOW = Option(id=Way.UNKNOWN.value, label="Ne sait pas", apart=True)
WORD, CONSENT, CONDITION, TIME = "mot", "consentement", "consentement.condition", "temps-investi"
PROFILE = "profil"
MISSIONS, WEIGHTS = "missions", "poids"

Questions = dict[str, Question]


def questions_of(
    kind: VoteKind, catalog: Catalog, dossier: Dossier, plan: Plan, today: date
) -> Questions:
    """The questions of a vote by key (« attentes.regler-conflit »), in the order in which they are
    asked; empty when there is nothing to ask (no task chosen, no action to take)."""
    return _BUILDERS[kind](catalog, dossier, plan, today)


def reference(key: str) -> str:
    """What a question is about, as the content names it: « regler-conflit »."""
    return key.partition(".")[2]


def _choice(kind: VoteKind, text: str, options: Iterable[tuple[str, str]], **more: str) -> Question:
    choices = (*(Option(id=key, label=label) for key, label in options), DONT_KNOW)
    return Question(kind=kind, form=Form.CHOICE, text=text, options=choices, **more)


def _word(_catalog: Catalog, _dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    text = "Un coordinateur, pour nous, c’est…"
    return {WORD: Question(kind=VoteKind.WORD, form=Form.TEXT, text=text, most=WORD_LENGTH)}


def _readiness(catalog: Catalog, _dossier: Dossier, plan: Plan, _today: date) -> Questions:
    return {
        f"prerequis.{criterion.id}": Question(
            kind=VoteKind.READINESS,
            form=Form.SCALE,
            text=criterion.question,
            group=catalog.step[criterion.step].label,
            essential=criterion.essential,
            options=(
                *(Option(id=str(i), label=fact) for i, fact in enumerate(criterion.levels)),
                Option(id=UNKNOWN, label="Je ne sais pas", apart=True),
                Option(id=NOT_CONCERNED, label="Non concerné", apart=True),
            ),
        )
        for criterion in catalog.questionnaire.criteria
        if plan.complete or criterion.essential
    }


def _expectations(catalog: Catalog, _dossier: Dossier, plan: Plan, _today: date) -> Questions:
    ways = [(way.id.value, way.label) for way in catalog.expectations.positions]
    named = [way for way in ways if way[0] != Way.UNKNOWN]
    return {
        f"attentes.{card}": _choice(VoteKind.EXPECTATIONS, catalog.card[card].task, named)
        for card in plan.cards
        if card in catalog.card
    }


def _tasks(catalog: Catalog, _dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    ease = [
        ("at-ease", "À l’aise"),
        ("not-at-ease", "Peu à l’aise"),
        ("nobody", "Personne ne la fait"),
    ]
    return {
        f"taches.{task.id}": _choice(VoteKind.TASKS, task.label, ease)
        for task in catalog.mission_texts.tasks
    }


def _missions(catalog: Catalog, dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    """The missions that the team kept, that its tasks ask for, or that usually come first."""
    offered = [m for m in missions(catalog, dossier).all if m.kept or m.asked_by or m.starts_first]
    return {
        MISSIONS: Question(
            kind=VoteKind.MISSIONS,
            form=Form.POINTS,
            text=f"Répartissez {POINTS} points entre les missions des six premiers mois.",
            options=tuple(Option(id=m.mission.id, label=m.mission.label) for m in offered),
        )
    }


def _weights(catalog: Catalog, _dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    return {
        WEIGHTS: Question(
            kind=VoteKind.WEIGHTS,
            form=Form.POINTS,
            text=f"Répartissez {POINTS} points : qu’est-ce qui compte le plus pour vous ?",
            options=tuple(
                Option(id=c.id, label=c.question, short=c.label)
                for c in catalog.profile_texts.criteria
            ),
        )
    }


def _profile(catalog: Catalog, _dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    profiles = [(profile.id, profile.label) for profile in catalog.profile_texts.profiles]
    return {PROFILE: _choice(VoteKind.PROFILE, "Quel profil cherchons-nous ?", profiles)}


def _budget(catalog: Catalog, dossier: Dossier, _plan: Plan, today: date) -> Questions:
    opinions = [
        ("acceptable", "Acceptable"),
        ("acceptable-si", "Acceptable à une condition"),
        ("pas-acceptable", "Pas acceptable"),
    ]
    return {
        f"budget.{found.key}": _choice(
            VoteKind.BUDGET,
            "Ce budget vous semble-t-il acceptable ?",
            opinions,
            help=_budget_in_words(found),
        )
        for found in budgets(catalog, dossier, today)
    }


def _budget_in_words(found: Budget) -> str:
    """What the vote is about, in two sentences: the way of paying, and what must be advanced."""
    name = f"Scénario {found.key.upper()}"  # not the name that the team typed: it may be a person's
    if found.chosen is None:
        return f"{name} : aucun statut n’est choisi pour l’instant."
    words = f"{name}. {found.chosen.sentence}"
    if not found.chosen.problem and (missing := found.chosen.cash.to_ask):
        words += f" Il manque {euros_rounded(missing)} au plus bas du compte."
    return words


def _actions(catalog: Catalog, dossier: Dossier, _plan: Plan, today: date) -> Questions:
    parts = [
        ("je-prends", "Je prends"),
        ("j-aide", "J’aide"),
        ("pas-moi", "Pas moi"),
    ]
    return {
        f"actions.{action.id}": Question(
            kind=VoteKind.ACTIONS,
            form=Form.CHOICE,
            text=action.title,
            help=f"Pour le {long_date(action.deadline)}." if action.deadline else "",
            options=tuple(Option(id=key, label=label) for key, label in parts),
        )
        for action in roadmap(catalog, dossier, today).priorities
    }


def _consent(_catalog: Catalog, _dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    answers = [
        ("d-accord", "Oui"),
        ("reserve", "Oui, avec une réserve"),
        ("objection", "Non : j’ai une objection"),
    ]
    return {
        CONSENT: _choice(
            VoteKind.CONSENT, "Pouvez-vous vivre avec les décisions d’aujourd’hui ?", answers
        ),
        CONDITION: Question(
            kind=VoteKind.CONSENT,
            form=Form.TEXT,
            text="Réserve ou objection : que faudrait-il pour que vous puissiez dire oui ?",
            help="Sans nom. La personne qui anime choisit ce qui est lu à voix haute.",
            most=SENTENCE_LENGTH,
        ),
    }


def _time(_catalog: Catalog, _dossier: Dossier, _plan: Plan, _today: date) -> Questions:
    answers = (
        "Du temps perdu",
        "Peu utile",
        "Utile, sans plus",
        "Utile : cela valait le temps passé",
        "Très utile : j’en attendais moins",
    )
    return {
        TIME: Question(
            kind=VoteKind.TIME,
            form=Form.SCALE,
            text="Le temps passé ici aujourd’hui, pour vous, c’était…",
            options=tuple(Option(id=str(i), label=text) for i, text in enumerate(answers)),
        )
    }


_BUILDERS: dict[VoteKind, Callable[[Catalog, Dossier, Plan, date], Questions]] = {
    VoteKind.WORD: _word,
    VoteKind.READINESS: _readiness,
    VoteKind.EXPECTATIONS: _expectations,
    VoteKind.TASKS: _tasks,
    VoteKind.MISSIONS: _missions,
    VoteKind.WEIGHTS: _weights,
    VoteKind.PROFILE: _profile,
    VoteKind.BUDGET: _budget,
    VoteKind.ACTIONS: _actions,
    VoteKind.CONSENT: _consent,
    VoteKind.TIME: _time,
}
