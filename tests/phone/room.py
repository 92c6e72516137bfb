"""A workshop to answer in, on a database of its own, and what a phone without a script does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

from httpx2 import Response
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from phone import phone_routes
from premierspas.content import Catalog
from premierspas.content.models import VoteKind
from premierspas.dossier.file import from_json
from premierspas.storage import DossierStore, Held, WorkshopStore
from premierspas.workshop import running
from premierspas.workshop.model import Workshop
from premierspas.workshop.questions import questions_of

DOSSIER = Path(__file__).parents[1] / "dossiers" / "equipe_complete.json"
SCRIPTED = {"X-Premiers-Pas": "1"}


class Room:
    """A workshop of ``template`` on the dossier of a complete team, and its facilitator."""

    def __init__(
        self, store: DossierStore, catalog: Catalog, template: str = "deux-heures"
    ) -> None:
        self.store, self.catalog = store, catalog
        self.workshops = WorkshopStore.beside(store)
        self.dossier = from_json(DOSSIER.read_bytes())
        self.key = store.create(self.dossier).key
        plan = running.plan_of(catalog.workshop_template[template])
        workshop = Workshop(team=self.dossier.team.name, plan=plan, created_at=datetime.now(UTC))
        self._held, self.secret = self.workshops.create(self.key, workshop)
        self.app = self.server()

    @property
    def code(self) -> str:
        return self._held.code

    @property
    def path(self) -> str:
        return f"/j/{self.code}"

    @property
    def now(self) -> Held:
        """The workshop as it stands."""
        return self.workshops.by_code(self.code)

    # --- what the facilitator does ----------------------------------------------------------------
    def do(self, step: running.Step) -> Room:
        self.workshops.change(self._held.id, step)
        return self

    def ask(self, *kinds: VoteKind) -> Room:
        """Open the votes of ``kinds``."""
        for kind in kinds:
            found = questions_of(
                kind, self.catalog, self.dossier, self.now.workshop.plan, date(2026, 11, 23)
            )
            assert found
            self.do(running.open_vote(found))
        return self

    def start(self) -> Room:
        return self.do(running.start(self.catalog, datetime.now(UTC)))

    def keys(self, kind: VoteKind) -> list[str]:
        return list(self.now.workshop.of_kind(kind))

    def tally(self, key: str, round_: int = 1) -> dict[str, int]:
        """Number of people by answer."""
        return dict(self.workshops.tallies(self._held.id).get((key, round_), {}))

    # --- what happens around ----------------------------------------------------------------------
    def server(self) -> Starlette:
        """Another server on the same database."""
        return Starlette(routes=phone_routes(lambda: self.workshops))

    def phone(self, address: str = "192.0.2.1", scheme: str = "http") -> Phone:
        return Phone(self, address, scheme)

    @contextmanager
    def database_away(self) -> Iterator[None]:
        """Nothing about workshops can be read or written."""
        self._rename("workshops", "away_workshops")
        self._rename("responses", "away_responses")
        try:
            yield
        finally:
            self._rename("away_workshops", "workshops")
            self._rename("away_responses", "responses")

    def _rename(self, table: str, name: str) -> None:
        with self.store.engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


class Phone:
    """A phone with its cookies, that follows no redirection by itself."""

    def __init__(self, room: Room, address: str, scheme: str) -> None:
        self.room = room
        self.form_token = ""
        self.client = TestClient(
            room.app, f"{scheme}://atelier.test", client=(address, 50_000),
            follow_redirects=False, raise_server_exceptions=False,
        )  # fmt: skip

    def get(self, path: str = "", **more: object) -> Response:
        """What stands at ``path`` under the address of the workshop."""
        return self.client.get(self.room.path + path, **more)

    def open(self) -> Phone:
        """See the page of the workshop: the phone has its cookie and may answer."""
        answer = self.get()
        assert answer.status_code == 200, answer.text
        self.form_token = field_values(answer.text)["jeton"]
        return self

    def send(
        self, fields: Mapping[str, str], path: str = "", headers: Mapping[str, str] | None = None
    ) -> Response:
        """Send a form of this phone."""
        sent = {"jeton": self.form_token, **fields}
        return self.client.post(self.room.path + path, data=sent, headers=dict(headers or {}))

    def script(self, fields: Mapping[str, str]) -> Response:
        """Send as our script does."""
        return self.send(fields, headers=SCRIPTED)


def field_values(html: str) -> dict[str, str]:
    """What the fields of a page hold, by name: the radio buttons that are checked, the others as
    they are. Without a form, the form's token alone."""
    found = {}
    if token := re.search(r'data-jeton="([^"]*)"', html):
        found["jeton"] = token[1]
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if "name" in attributes and (attributes.get("type") != "radio" or " checked" in tag):
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, content in re.findall(
        r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.S
    ):
        found[name] = unescape(content)
    return found
