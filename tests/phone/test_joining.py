"""How a phone gets to the workshop, and what the first visit weighs."""

from __future__ import annotations

import re

import pytest

from premierspas.content.models import VoteKind
from premierspas.storage.attempts import WORKSHOP_CODES
from premierspas.workshop import running
from tests.phone.room import Phone, Room

MOST_BYTES = 30_000
MOST_REQUESTS = 4
WRONG = "222222"  # nobody draws it: the odds are one in a thousand million


def guess_too_often(phone: Phone) -> None:
    for _ in range(WORKSHOP_CODES.most):
        assert phone.client.get("/j/", params={"code": WRONG}).status_code == 404
    assert phone.client.get("/j/", params={"code": WRONG}).status_code == 429


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.3}-{}", "{:.3} {}"])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_the_code_may_be_typed_in_any_way(
    room: Room, phone: Phone, typed: str, case: type[str]
) -> None:
    parts = (room.code, room.code[3:]) if ":" in typed else (room.code,)
    answer = phone.client.get("/j/", params={"code": case(typed.format(*parts))})
    assert (answer.status_code, answer.headers["location"]) == (303, room.path)


def test_the_address_may_be_typed_in_small_letters(room: Room, phone: Phone) -> None:
    answer = phone.client.get(room.path.lower())
    if answer.status_code != 200:  # a code without letters is the same in small letters
        assert (answer.status_code, answer.headers["location"]) == (303, room.path)


def test_the_page_to_join_asks_for_a_code(phone: Phone) -> None:
    answer = phone.client.get("/j/")
    assert answer.status_code == 200
    assert "Le code affiché à l’écran" in answer.text


@pytest.mark.parametrize("path", [f"/j/?code={WRONG}", f"/j/{WRONG}", f"/j/{WRONG}/etat", "/j/abc"])
def test_an_unknown_code_is_said(phone: Phone, path: str) -> None:
    answer = phone.client.get(path)
    assert answer.status_code == 404
    assert "Ce code n’ouvre aucun atelier" in answer.text


def test_codes_cannot_be_tried_without_end(room: Room, phone: Phone) -> None:
    guess_too_often(phone)
    for path in (room.path, room.path + "/etat", room.path + "/feuille-de-route.pdf"):
        answer = phone.client.get(path)
        assert answer.status_code == 429
        assert "Trop de codes faux" in answer.text
    assert room.phone("203.0.113.9").get().status_code == 200


def test_a_cookie_of_ones_own_does_not_open_the_way_to_guess(room: Room, phone: Phone) -> None:
    """Neither for a workshop that this server has met."""
    room.phone("203.0.113.9").open()
    forged = {"Cookie": "participant=" + "a" * 48}
    for _ in range(WORKSHOP_CODES.most):
        assert phone.client.get(f"/j/{WRONG}/etat", headers=forged).status_code == 404
    for path in (f"/j/{WRONG}", room.path, room.path + "/etat"):
        assert phone.client.get(path, headers=forged).status_code == 429


def test_a_phone_that_joined_goes_on_when_its_neighbour_guessed(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WORD)
    phone.open()
    guess_too_often(room.phone())
    assert phone.get().status_code == 200
    assert phone.get("/etat").status_code == 200
    assert phone.script({"mot~1": "lien"}).status_code == 204


# --- what it weighs -------------------------------------------------------------------------------
@pytest.mark.parametrize("template", ["deux-heures", "demi-journee", "quarante-cinq-minutes"])
def test_the_first_visit_is_light(room: Room, template: str) -> None:
    room = Room(room.store, room.catalog, template).ask(VoteKind.READINESS)
    phone = room.phone()
    page = phone.get()
    wanted = re.findall(r'(?:src|href)="(/j/-/[^"]+)"', page.text)
    assert len(wanted) == 2
    answers = [page, *(phone.client.get(address) for address in wanted)]
    assert all(answer.status_code == 200 for answer in answers)
    assert len(answers) <= MOST_REQUESTS
    assert sum(int(a.headers["content-length"]) for a in answers) <= MOST_BYTES
    assert all(answer.headers["content-encoding"] == "gzip" for answer in answers)


def test_a_phone_that_cannot_unzip_is_served(phone: Phone) -> None:
    answer = phone.get(headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert "Atelier" in answer.text


def test_files_are_kept_by_the_phone_and_pages_are_not(phone: Phone) -> None:
    page = phone.get()
    assert page.headers["cache-control"] == "no-store"
    for address in re.findall(r'(?:src|href)="(/j/-/[^"]+)"', page.text):
        assert "immutable" in phone.client.get(address).headers["cache-control"]
    assert phone.client.get("/j/-/0/routes.py").status_code == 404


def test_health(phone: Phone) -> None:
    assert phone.client.get("/j/-/sante").text == "ok"


# --- taking home ----------------------------------------------------------------------------------
def test_the_roadmap_comes_once_it_is_shared(room: Room, phone: Phone) -> None:
    phone.open()
    assert "feuille-de-route.pdf" not in phone.get().text
    assert phone.get("/feuille-de-route.pdf").status_code == 404
    assert "pas encore partagée" in phone.get("/feuille-de-route.pdf").text
    room.do(running.set_field("published", True))
    given = phone.get("/feuille-de-route.pdf")
    assert given.headers["content-type"] == "application/pdf"
    assert given.content.startswith(b"%PDF")
    room.do(running.set_field("published", False))
    assert phone.get("/feuille-de-route.pdf").status_code == 404
