"""Everything that the PDF prints, as plain strings and numbers.

Sections draw from this and from nothing else: every figure comes from the result objects, none is
typed by hand, and everything that a person typed passes through here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from premierspas.dossier import Dossier
from premierspas.dossier.without_names import names_removed
from premierspas.french import long_date
from premierspas.report.views.charter import CharterView, charter_view
from premierspas.report.views.closing import (
    EngagementView,
    SourcesView,
    engagement_view,
    sources_view,
)
from premierspas.report.views.cover import CoverView, cover_view
from premierspas.report.views.decisions import DecisionsView, decisions_view
from premierspas.report.views.missions import (
    MissionsView,
    SkillsView,
    missions_view,
    skills_view,
)
from premierspas.report.views.money import MoneyView, money_view
from premierspas.report.views.plan import PlanView, plan_view
from premierspas.report.views.profile import ProfileView, profile_view
from premierspas.report.views.steps import ReadinessView, readiness_view
from premierspas.report.views.synthesis import SynthesisView, synthesis_view
from premierspas.results import Results


@dataclass(frozen=True)
class ReportView:
    """One attribute a section."""

    title: str
    edition: str
    today: date
    cover: CoverView
    synthesis: SynthesisView
    readiness: ReadinessView
    charter: CharterView
    missions: MissionsView
    skills: SkillsView
    profile: ProfileView
    money: MoneyView
    plan: PlanView
    decisions: DecisionsView
    engagement: EngagementView
    sources: SourcesView


def view_of(results: Results) -> ReportView:
    """What the PDF of ``results`` says."""
    cover, money = cover_view(results), money_view(results)
    example = "Exemple fictif  ·  " if cover.demonstration else ""
    nameless = "Sans noms  ·  " if names_removed(results.dossier) else ""
    return ReportView(
        title=f"Feuille de route — {cover.team}",
        edition=(
            f"{example}{nameless}Version {results.catalog.version}  ·  {long_date(results.today)}  ·  "
            "Document de travail de l’équipe, non opposable"
        ),
        today=results.today,
        cover=cover,
        synthesis=synthesis_view(results, money),
        readiness=readiness_view(results),
        charter=charter_view(results),
        missions=missions_view(results),
        skills=skills_view(results),
        profile=profile_view(results),
        money=money,
        plan=plan_view(results),
        decisions=decisions_view(results),
        engagement=engagement_view(results),
        sources=sources_view(results),
    )


def without_comments(dossier: Dossier) -> Dossier:
    """``dossier`` without what the team wrote for itself: comments on questions, answers to the
    everyday questions, notes on the budget, the perspectives and the whole, what it left for later.
    The sentences that it decided (cards, reason of the profile, actions) stay: they are what the
    document is about."""
    return dossier.changed(
        readiness={key: answer.changed(comment="") for key, answer in dossier.readiness.items()},
        everyday={},
        perspectives={},
        budget=dossier.budget.changed(note=""),
        note="",
        parked=(),
    )
