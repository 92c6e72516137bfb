"""The way from the first question to the roadmap: what is done, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.dossier.model import DocumentDetails, Team
from premierspas.french import count
from premierspas.missions import missions
from premierspas.profile import profile_choice
from premierspas.readiness import readiness
from premierspas.roadmap import PRIORITIES


class Standing(StrEnum):
    """A state and its symbol: never one without the other."""

    DONE = "✓ fait"
    IN_PROGRESS = "→ en cours"
    NOT_STARTED = "○ pas commencé"


@dataclass(frozen=True)
class PageProgress:
    """How far a page is: ``done`` of ``total`` things, and what is missing in words."""

    page: str
    done: int
    total: int
    missing: str

    @property
    def standing(self) -> Standing:
        if self.done == 0:
            return Standing.NOT_STARTED
        return Standing.DONE if self.done >= self.total else Standing.IN_PROGRESS


# The order in which a team walks; « ressources » is beside the way.
WAY: tuple[str, ...] = (
    "equipe",
    "prerequis",
    "attentes",
    "missions",
    "savoirs",
    "profil",
    "budget",
    "feuille-de-route",
    "documents",
    "perspectives",
)

# The six stations that the home page shows, and the pages of each.
STATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Se situer", ("equipe", "prerequis")),
    ("Répartir les rôles", ("attentes",)),
    ("Choisir les missions", ("missions", "savoirs")),
    ("Choisir le profil", ("profil",)),
    ("Compter", ("budget",)),
    ("Agir", ("feuille-de-route", "documents", "perspectives")),
)


@dataclass(frozen=True)
class Station:
    """One of the six stations of the way and its pages."""

    label: str
    pages: tuple[PageProgress, ...]

    @property
    def standing(self) -> Standing:
        standings = {page.standing for page in self.pages}
        return standings.pop() if len(standings) == 1 else Standing.IN_PROGRESS


def progress(catalog: Catalog, dossier: Dossier) -> dict[str, PageProgress]:
    """How far each page of the way is, by page id."""
    team = dossier.team
    known = [getattr(team, name) != getattr(Team(), name) for name in _TEAM_BASICS]
    standing = readiness(catalog, dossier)
    placed = sum(
        1
        for c in catalog.expectations.cards
        if (p := dossier.expectations.get(c.id)) and p.way is not None
    )
    tasks = sum(t.id in dossier.tasks for t in catalog.mission_texts.tasks)
    kept = bool(missions(catalog, dossier).kept)
    skills = sum(s.id in dossier.skills for s in catalog.skill_texts.skills)
    spread = profile_choice(catalog, dossier).points_left == 0
    funded = team.patients is not None or dossier.budget.main.free_amount is not None
    owned = sum(bool(edit.owner) for edit in dossier.actions.values())
    details = dossier.documents
    given = sum(getattr(details, name) != value for name, value in DocumentDetails())
    followed = sum(bool(text.strip()) for text in dossier.perspectives.values())
    pages = (
        _page("equipe", sum(known), len(known), "repère"),
        _page("prerequis", standing.answered, standing.total, "question"),
        _page("attentes", placed, len(catalog.expectations.cards), "carte"),
        _page("missions", tasks + kept, len(catalog.mission_texts.tasks) + 1, "réponse"),
        _page("savoirs", skills, len(catalog.skill_texts.skills), "savoir"),
        _page("profil", spread + (dossier.profile.verdict is not None), 2, "choix"),
        _page(
            "budget",
            (dossier.budget.main.days_per_week is not None)
            + (dossier.budget.main.status is not None)
            + funded
            if _budget_touched(dossier)
            else 0,
            3,
            "choix",
        ),
        _page("feuille-de-route", min(owned, PRIORITIES), PRIORITIES, "responsable"),
        _page("documents", given, len(DocumentDetails.model_fields), "renseignement"),
        _page("perspectives", min(followed, 1), 1, "note"),
    )
    return {page.page: page for page in pages}


_TEAM_BASICS = ("name", "professionals", "patients", "arrival")


def stations(catalog: Catalog, dossier: Dossier) -> tuple[Station, ...]:
    """The six stations of the way."""
    by_page = progress(catalog, dossier)
    return tuple(Station(label, tuple(by_page[p] for p in pages)) for label, pages in STATIONS)


def next_page(catalog: Catalog, dossier: Dossier) -> str:
    """The first page of the way that is not done; the roadmap when all are."""
    by_page = progress(catalog, dossier)
    return next(
        (page for page in WAY if by_page[page].standing is not Standing.DONE), "feuille-de-route"
    )


def _budget_touched(dossier: Dossier) -> bool:
    scenario = dossier.budget.main
    return any(
        value is not None
        for value in (scenario.days_per_week, scenario.status, scenario.free_amount)
    )


def _page(page: str, done: int, total: int, what: str) -> PageProgress:
    left = total - done
    plural = what if what.endswith("x") else what + "s"
    missing = f"encore {count(left, what, plural)}" if left > 0 else ""
    return PageProgress(page, done, total, missing)
