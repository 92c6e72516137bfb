"""The engagement to sign, the sources, the glossary, the method and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from premierspas.budget import Budget
from premierspas.french import count, days, hours, long_date
from premierspas.report.views.synthesis import HORIZON_DAYS
from premierspas.report.views.words import flat
from premierspas.results import Results


@dataclass(frozen=True)
class EngagementView:
    """``lines``: what is decided; an empty value is a line to fill by hand."""

    promise: str
    lines: tuple[tuple[str, str], ...]
    place: str


@dataclass(frozen=True)
class SourceView:
    title: str
    author: str
    date: str
    nature: str
    note: str


@dataclass(frozen=True)
class TermView:
    """``also``: its other meaning, where it has two."""

    abbreviation: str
    label: str
    explanation: str
    also: str


@dataclass(frozen=True)
class SourcesView:
    documents: tuple[SourceView, ...]
    terms: tuple[TermView, ...]
    method: tuple[str, ...]
    limits: tuple[str, ...]


def engagement_view(results: Results) -> EngagementView:
    """The eight decisions, filled with what is already decided."""
    budget, plan, time, team = (
        results.budget,
        results.roadmap,
        results.missions,
        results.dossier.team,
    )
    profile, chosen = results.profile.verdict, results.budget.chosen
    kept = count(len(time.kept), "mission") + f", {hours(time.hours_asked)} par semaine"
    review = long_date(results.today + timedelta(days=HORIZON_DAYS))
    return EngagementView(
        promise=(
            "Nous, membres de l’équipe"
            + (f" « {flat(team.name)} »" if team.name else "")
            + ", avons lu cette feuille de route. Nous décidons ensemble :"
        ),
        lines=(
            ("Profil du coordinateur", profile.label if profile else ""),
            ("Statut", chosen.status.label + _below_minimum(budget) if chosen else ""),
            (
                "Temps payé",
                "" if budget.days_assumed else f"{days(budget.days_per_week)} par semaine",
            ),
            ("Missions confiées", kept if time.kept else ""),
            ("Budget à prévoir", chosen.cost.amount.words if chosen else ""),
            ("Date d’arrivée visée", plan.arrival_in_words),
            ("Personne ancre, qui suit la feuille de route", flat(team.anchor)),
            ("Prochaine relecture ensemble", f"proposée le {review}"),
        ),
        place="Fait à …………………………………………  le ……………………………",
    )


def _below_minimum(budget: Budget) -> str:
    """The one alert that must be seen where people sign: too few hours for a contract."""
    if budget.chosen is None or budget.chosen.hours_alert is None:
        return ""
    return f" (▲ moins de {hours(budget.situation.figures['heures-minimum'])} par semaine : voir Budget)"


_NATURE = {"source": "document de départ", "public": "texte public", "conseil": "notre conseil"}

_METHOD = (
    "Chacun répond d’abord seul, puis l’équipe cherche un accord. Il n’y a pas de note : chaque étape "
    "est décrite par des faits que l’on peut voir.",
    "Une question laissée vide n’est pas un zéro ; « je ne sais pas » devient un point à vérifier.",
    "Les actions découlent des réponses. Leurs dates sont comptées à rebours depuis l’arrivée "
    "souhaitée, avec des durées habituelles que l’équipe peut changer.",
    "L’outil conseille, l’équipe décide : le profil, le statut et le rôle sont ses choix.",
)


def sources_view(results: Results) -> SourcesView:
    """Where everything comes from, and what nobody knows yet."""
    catalog = results.catalog
    return SourcesView(
        documents=tuple(
            SourceView(d.title, d.author, d.date, _NATURE[d.nature], d.note)
            for d in catalog.documents.documents
        ),
        terms=tuple(
            TermView(t.abbreviation, t.label, t.explanation, t.also) for t in catalog.glossary.terms
        ),
        method=_METHOD,
        limits=tuple(f"{q.title} : {q.explanation}" for q in catalog.open_questions.questions),
    )
