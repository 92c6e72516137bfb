"""A workshop driven from outside the browser, through the database, as another window would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from premierspas.content import shipped_catalog
from premierspas.content.models import VoteKind
from premierspas.dossier import Dossier
from premierspas.storage import DossierStore, Held, WorkshopStore
from premierspas.storage.workshops import Given
from premierspas.workshop import running
from premierspas.workshop.model import Workshop
from premierspas.workshop.questions import questions_of

CARD = "attentes.regler-conflit"


@dataclass
class Prepared:
    """A workshop driven from the test: ``key`` of the dossier, the facilitator's ``secret``."""

    store: WorkshopStore
    held: Held
    key: str
    secret: str

    def do(self, *steps: running.Step) -> None:
        for step in steps:
            self.held = self.store.change(self.held.id, step)

    @property
    def dossier(self) -> Dossier:
        """The team's dossier, as the database holds it."""
        return self.store.dossier_of(self.held)[1]

    def everybody_answers(self, values: list[str], question: str = CARD) -> None:
        round_ = self.held.workshop.asked[question].round
        given = [
            Given(self.held.id, self.held.version, f"phone-{n}", question, round_, value)
            for n, value in enumerate(values)
        ]
        assert all(self.store.keep(given))


def at_the_silent_sorting(dossiers: DossierStore, key: str) -> Prepared:
    """A workshop of two hours of the dossier of ``key``, its cards being sorted by ten people."""
    catalog, now = shipped_catalog(), datetime.now(UTC)
    dossier = dossiers.open(key).dossier
    plan = running.plan_of(catalog.workshop_template["deux-heures"])
    store = WorkshopStore.beside(dossiers)
    held, secret = store.create(key, Workshop(team=dossier.team.name, plan=plan, created_at=now))
    found = Prepared(store, held, key, secret)
    cards = questions_of(VoteKind.EXPECTATIONS, catalog, dossier, plan, now.date())
    found.do(running.start(catalog, now), running.go_to(catalog, 3, now), running.open_vote(cards))
    found.everybody_answers(["coordinateur"] * 5 + ["leaders"] * 4 + ["ne-sait-pas"])
    return found
