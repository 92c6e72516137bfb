"""A workshop of two hours in two minutes: a facilitator, a wall, thirty phones, and what remains."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from premierspas.dossier.file import FILE_NAME, from_json
from tests.browser.conftest import keep
from tests.browser.phones import HttpPhone
from tests.browser.screen import Screen, plain
from tests.browser.tool import Server

OTHERS = 29  # beside the real phone
CARD = "attentes.regler-conflit"


def mostly_second(number: int) -> Callable[[str, list[str]], str]:
    """One in three chooses the first answer, the others the second; points go to the first two."""

    def choose(name: str, options: list[str]) -> str:
        if options:
            return options[0] if number % 3 == 0 else options[1]
        if ":" not in name:
            return "du lien" if number % 3 else "du temps"
        return {"organiser-reunions": "70", "autonomie": "70", "cout": "30"}.get(
            name.split(":")[1], ""
        )

    return choose


class Room:
    """Everybody in the room."""

    def __init__(
        self, facilitator: Screen, wall: Screen, phone: Page, others: list[HttpPhone]
    ) -> None:
        self.facilitator, self.wall, self.phone, self.others = facilitator, wall, phone, others

    def next(self, title: str) -> None:
        """On to the next stage, by keyboard."""
        self.press("Alt+s")
        self.facilitator.at(title)

    def press(self, keys: str) -> None:
        with self.facilitator.run():
            self.facilitator.page.keyboard.press(keys)

    def vote(self) -> None:
        """Open, answer, lift the curtain."""
        revotes = self.facilitator.page.get_by_role("button", name="Revoter")
        shown = revotes.count()
        self.press("Alt+o")
        self.others_answer()
        self.press("Alt+m")
        expect(revotes).to_have_count(shown + 1)

    def button(self, name: str) -> None:
        with self.facilitator.run():
            self.facilitator.page.get_by_role("button", name=name).first.click()

    def others_answer(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            numbered = list(enumerate(self.others))
            list(pool.map(lambda pair: pair[1].answer_all(mostly_second(pair[0])), numbered))

    def on_the_wall(self, text: str) -> None:
        expect(self.wall.page.locator("[data-testid=stMain]")).to_contain_text(text)

    def phone_answers(self, question: str, label: str) -> None:
        """The real phone follows by itself, and saves by itself."""
        group = self.phone.get_by_role("group", name=question)
        group.get_by_text(label, exact=True).click()
        expect(self.phone.get_by_role("status")).to_have_text("✓ Enregistré")


@pytest.fixture
def room(visitor: Callable[..., Screen], server: Server) -> Room:
    """A workshop that has begun, with answers given alone before."""
    key = keep(server, "equipe_complete")
    facilitator = visitor(viewport={"width": 1366, "height": 768}).open("atelier", key)
    with facilitator.run():
        facilitator.page.get_by_role("button", name="Créer l’atelier").click()
    facilitator.at("Préparer l’atelier")
    code = facilitator.page.locator("code").first.inner_text().rsplit("/", 1)[1]
    phone = visitor(viewport={"width": 390, "height": 844}).page
    phone.goto(f"{server.url}/j/{code}")
    others = [HttpPhone(server.url, code) for _ in range(OTHERS)]
    room = Room(facilitator, visitor(viewport={"width": 1920, "height": 1080}), phone, others)
    assert others[0].answer_all(mostly_second(0)) == 4  # the four steps, alone, before the start
    room.wall.page.goto(f"{server.url}/projecteur?code={code}")
    room.on_the_wall(code[:3])
    room.button("Commencer l’atelier")
    facilitator.at("Accueil")
    return room


def test_two_hours_from_the_qr_code_to_the_roadmap(room: Room, server: Server) -> None:
    facilitator, phone = room.facilitator, room.phone

    room.next("Ouverture")
    room.press("Alt+o")
    phone.get_by_role("textbox", name="Un coordinateur, pour nous").fill("une tête")
    expect(phone.get_by_role("status")).to_have_text("✓ Enregistré")
    room.others_answer()
    room.on_the_wall("30 ont répondu")
    assert "du lien" not in plain(room.wall.page.inner_text("[data-testid=stMain]"))
    room.press("Alt+m")
    room.button("Tout projeter")
    room.on_the_wall("du lien")
    room.on_the_wall("une tête")

    room.next("Prérequis")
    room.on_the_wall("Les réponses restent cachées")
    room.press("Alt+m")
    room.on_the_wall("Sensibiliser")
    room.press("Alt+a")
    assert len(decisions(room, server)) == 1

    room.next("Tri silencieux")
    room.press("Alt+o")
    phone.get_by_role("group", name="Mener une médiation").wait_for()
    room.phone_answers("Mener une médiation", "Expert extérieur")
    room.others_answer()
    room.on_the_wall("29 ont fini")  # the real phone answered one card of fourteen
    room.next("Mise en commun")
    room.press("Alt+m")
    room.on_the_wall("Mener une médiation")
    facilitator.expect_value(
        "focus-attentes", "Mener une médiation entre deux professionnels en conflit"
    )
    room.press("Alt+v")
    expect(phone.get_by_role("group")).to_have_count(1)  # it has followed to the second round
    room.phone_answers("Mener une médiation", "Leader(s)")
    room.others_answer()
    room.on_the_wall("30 ont répondu")
    room.press("Alt+m")
    room.on_the_wall("19 → 20")  # the movement: the real phone joined those who say « Leader(s) »
    field = f"draft-{CARD}-sentence".replace(".", "-")
    facilitator.write(field, "Un leader écoute, un médiateur vient si besoin.")
    room.press("Alt+a")
    decided = decisions(room, server)[CARD]
    assert decided.value == "Leader(s)"
    assert [(vote.round, vote.people) for vote in decided.votes] == [(1, 30), (2, 30)]

    room.next("Pause")
    for title, votes in (("Missions", 1), ("Profil", 2), ("Budget", 1)):
        room.next(title)
        for _ in range(votes):
            room.vote()
            room.press("Alt+a")
    room.next("Feuille de route")
    room.vote()
    [who] = facilitator.page.locator("[class*=st-key-draft-actions][class*=-who]").all()
    with facilitator.run():
        who.locator("input").fill("Nadia, infirmière")
        who.locator("input").press("Tab")
    room.press("Alt+a")
    room.next("Engagement")
    room.vote()
    room.press("Alt+a")
    room.vote()  # the time invested: nothing to decide
    dossier = server.store.open(facilitator.key).dossier
    assert dossier.missions["organiser-reunions"].kept
    assert dossier.profile.verdict == "experimente"
    assert {"missions", "poids", "profil", "consentement"} <= dossier.decisions.keys()
    assert "Nadia, infirmière" in {edit.owner for edit in dossier.actions.values()}

    room.button("Terminer l’atelier")
    room.button("Oui, terminer")
    facilitator.at("L’atelier est terminé")
    facilitator.page.get_by_text("Partager la feuille de route").click()
    room.on_the_wall("Scannez pour l’emporter")
    expect(phone.get_by_text("Emporter la feuille de route")).to_be_visible()
    pdf = phone.request.get(f"{phone.url.split('?')[0]}/feuille-de-route.pdf")
    reader = PdfReader(io.BytesIO(pdf.body()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Nos décisions en atelier" in text
    assert "Un leader écoute, un médiateur vient si besoin." in text
    assert re.search(r"Tour 2, 30 réponses", plain(text))
    [attached] = reader.attachments[FILE_NAME]
    assert from_json(attached).decisions.keys() == dossier.decisions.keys()


def decisions(room: Room, server: Server) -> dict:
    return dict(server.store.open(room.facilitator.key).dossier.decisions)


def test_the_server_dies_during_a_vote_and_nobody_loses_anything(
    room: Room, server: Server
) -> None:
    room.next("Ouverture")
    room.press("Alt+o")
    room.others_answer()
    room.on_the_wall("29 ont répondu")
    server.kill()
    box = room.phone.get_by_role("textbox", name="Un coordinateur, pour nous")
    if not box.is_visible():  # it had not followed yet
        server.start()
        box.wait_for()
        server.kill()
    box.fill("du souffle")
    expect(room.phone.get_by_role("status")).to_contain_text("gardée sur ce téléphone")
    server.start()
    expect(room.phone.get_by_role("status")).to_have_text("✓ Enregistré")
    room.on_the_wall("30 ont répondu")
