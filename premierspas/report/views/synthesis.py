"""One page that says it all: the decision, four figures, the gaps, the next 90 days, what we ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from premierspas.french import (
    count,
    days,
    euros_rounded,
    hours,
    long_date,
    lower_first,
    month,
    number,
)
from premierspas.readiness import CriterionResult
from premierspas.report.views.money import MoneyView
from premierspas.report.views.plan import ActionView, action_view
from premierspas.report.views.steps import GapRow, StepBar, gap_row, step_bar
from premierspas.report.views.words import TO_DECIDE, KeyFigure, flat
from premierspas.results import Results

HORIZON_DAYS = 90
_GAPS, _ACTIONS, _ASKED = 3, 8, 3


@dataclass(frozen=True)
class SynthesisView:
    """``actions``: the first of ``actions_due``. ``asks``: whom we ask, and what, drawn from the
    answers only."""

    decision: tuple[tuple[str, str], ...]
    message: str
    late: bool
    figures: tuple[KeyFigure, ...]
    bars: tuple[StepBar, ...]
    gaps: tuple[GapRow, ...]
    gaps_empty: str
    actions_title: str
    actions: tuple[ActionView, ...]
    actions_due: int
    asks: tuple[tuple[str, str], ...]


def synthesis_view(results: Results, money: MoneyView) -> SynthesisView:
    """The page that a partner reads if they read only one; ``money``: the budget that it sums up."""
    plan, profile, budget = results.roadmap, results.profile, results.budget
    numbers = {action.id: n for n, action in enumerate(plan.actions, 1)}
    due = plan.within(results.today, HORIZON_DAYS)
    soon = due or plan.priorities
    arrival = long_date(plan.arrival)
    if plan.wished_arrival is None:
        arrival = f"à choisir (possible à partir du {arrival})"
    elif plan.weeks_late:
        arrival = f"plutôt le {arrival} (souhaitée le {long_date(plan.wished_arrival)})"
    missing = sorted(
        (c for step in results.readiness.steps for c in step.missing),
        key=lambda c: not c.criterion.blocking,
    )
    return SynthesisView(
        decision=(
            ("Profil", profile.verdict.label if profile.verdict else TO_DECIDE),
            ("Statut", budget.chosen.status.label if budget.chosen else TO_DECIDE),
            (
                "Temps payé",
                TO_DECIDE if budget.days_assumed else f"{days(budget.days_per_week)} par semaine",
            ),
            ("Arrivée", arrival),
        ),
        message=plan.message,
        late=plan.weeks_late > 0,
        figures=_figures(results, money),
        bars=tuple(map(step_bar, results.readiness.steps)),
        gaps=tuple(gap_row(results, c) for c in missing[:_GAPS]),
        gaps_empty=(
            "Aucun écart connu."
            if results.readiness.answered
            else "Le questionnaire n’est pas encore rempli : les écarts ne sont pas connus."
        ),
        actions_title=(
            f"Les {HORIZON_DAYS} prochains jours, jusqu’au "
            f"{long_date(results.today + timedelta(days=HORIZON_DAYS))}"
            if due
            else "Par quoi commencer"
        ),
        actions=tuple(action_view(results, numbers[a.id], a) for a in soon[:_ACTIONS]),
        actions_due=len(soon),
        asks=_asks(results),
    )


def _figures(results: Results, money: MoneyView) -> tuple[KeyFigure, ...]:
    standing, time = results.readiness, results.missions
    blocking = [c for s in standing.steps for c in s.criteria if c.criterion.blocking]
    locks = [c for c in blocking if c.locks]
    return (
        KeyFigure(
            f"{len(blocking) - len(locks)} sur {len(blocking)}",
            "prérequis réunis avant l’arrivée",
            f"▲ {len(locks)} à réunir" if locks else "✓ tous réunis",
        ),
        KeyFigure(
            f"{hours(time.hours_asked)} / {hours(time.paid_hours)}" if time.kept else "à choisir",
            "demandées / payées par semaine" if time.kept else "missions du coordinateur",
            (
                f"▲ {hours(time.hours_over)} de trop"
                if time.exceeded
                else f"✓ {count(len(time.kept), 'mission')} dans le temps payé"
            )
            if time.kept
            else f"temps payé : {days(time.days_per_week)} par semaine"
            + (", à défaut d’un choix" if time.days_assumed else ""),
        ),
        money.income,
        money.cost,
    )


def _asks(results: Results) -> tuple[tuple[str, str], ...]:
    """What the gaps and the budget make us ask of each partner; nobody is asked for nothing."""
    missing = [c for step in results.readiness.steps for c in step.missing]
    contact = flat(results.dossier.team.federation_contact)
    asks = {
        "ARS": [*_aid(results), *_help_with(missing, "ARS")],
        "CPAM": _cpam(results),
        "Fédération" + (f" ({contact})" if contact else ""): [
            *_help_with(missing, "fédération"),
            *_support(results),
        ],
    }
    return tuple((who, " ".join(what)) for who, what in asks.items() if what)


def _help_with(missing: list[CriterionResult], partner: str) -> list[str]:
    topics = [lower_first(c.criterion.label) for c in missing if partner in c.criterion.who_helps]
    if not topics:
        return []
    others = len(topics) - _ASKED
    more = f" (et {count(others, 'autre point', 'autres points')})" if others > 0 else ""
    return [f"Nous aider sur : {' ; '.join(topics[:_ASKED])}{more}."]


def _aid(results: Results) -> list[str]:
    aid = results.dossier.budget.main.startup_aid
    if aid:
        asked = [
            f"Confirmer par écrit l’aide au démarrage comptée ici : {euros_rounded(aid)}, une fois."
        ]
    elif results.budget.may_lack or aid is None:
        asked = ["Nous dire si une aide au démarrage (FIR) est possible, et à quelles conditions."]
    else:
        asked = []
    shown = results.budget.shown
    if results.budget.line and any(shown.to_ask):
        asked.append(
            f"Nous aider à passer le creux de trésorerie ({month(shown.cash.lowest.month)}) : "
            f"{shown.to_ask_in_words} à trouver."
        )
    return asked


def _cpam(results: Results) -> list[str]:
    budget, patients = results.budget, results.dossier.team.patients
    if budget.line is None:
        return ["Nous indiquer la patientèle à retenir et la règle de la ligne « coordination »."]
    base = f" pour {number(patients)} patients" if patients is not None else ""
    return [
        f"Confirmer la règle applicable cette année et le montant compté ici{base} : "
        f"{budget.line.amount.year_words}."
    ]


def _support(results: Results) -> list[str]:
    verdict = results.profile.verdict
    if verdict is None:
        return []
    return [f"Accompagner le profil choisi ({lower_first(verdict.label)})."]
