"""Everything that the tool concludes from a dossier on a given day, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from premierspas.budget import Budget, budget
from premierspas.charter import Charter, charter_of
from premierspas.comparison import Comparison, since_last_state
from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.expectations import Expectations, expectations
from premierspas.members import Members, members
from premierspas.missions import Missions, missions
from premierspas.profile import ProfileChoice, profile_choice
from premierspas.readiness import Readiness, readiness
from premierspas.roadmap import Roadmap, roadmap
from premierspas.skills import Skills, skills


@dataclass(frozen=True)
class Results:
    """The results that pages, the PDF and exports draw from. ``since``: what moved since the last
    state that the team kept; ``fallback``: the budget of the other scenario, if the team keeps one."""

    catalog: Catalog
    dossier: Dossier
    today: date
    readiness: Readiness
    members: Members
    since: Comparison | None
    expectations: Expectations
    charter: Charter
    missions: Missions
    skills: Skills
    profile: ProfileChoice
    budget: Budget
    fallback: Budget | None
    roadmap: Roadmap


def results(catalog: Catalog, dossier: Dossier, today: date) -> Results:
    """All results of ``dossier`` as of ``today``."""
    placed = expectations(catalog, dossier)
    return Results(
        catalog=catalog,
        dossier=dossier,
        today=today,
        readiness=readiness(catalog, dossier),
        members=members(catalog, dossier),
        since=since_last_state(catalog, dossier, today),
        expectations=placed,
        charter=charter_of(catalog, placed),
        missions=missions(catalog, dossier),
        skills=skills(catalog, dossier),
        profile=profile_choice(catalog, dossier),
        budget=budget(catalog, dossier, today),
        fallback=(
            budget(catalog, dossier, today, dossier.budget.fallback)
            if dossier.budget.fallback in dossier.budget.scenarios
            else None
        ),
        roadmap=roadmap(catalog, dossier, today),
    )
