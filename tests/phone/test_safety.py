"""What a phone, or somebody who pretends to be one, must not be able to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie

import pytest
from sqlalchemy import text

from phone import security
from premierspas.content.models import VoteKind
from premierspas.workshop import running
from tests.phone.room import SCRIPTED, Phone, Room, field_values

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ADDRESS = "192.0.2.77"


@pytest.fixture
def asked(room: Room) -> Room:
    return room.ask(VoteKind.WORD)


# --- the cookie -----------------------------------------------------------------------------------
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_is_for_this_workshop_and_for_no_script(room: Room, scheme: str) -> None:
    set_cookie = room.phone(scheme=scheme).get().headers["set-cookie"]
    (cookie,) = SimpleCookie(set_cookie).values()
    assert cookie["path"] == room.path
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert bool(cookie["secure"]) is (scheme == "https")
    assert not cookie["domain"]


def test_a_phone_keeps_its_cookie_and_another_has_another(room: Room, phone: Phone) -> None:
    def token(phone: Phone) -> str:
        return phone.get().headers["set-cookie"].partition(";")[0]

    assert token(phone) == token(phone)
    assert token(room.phone()) != token(phone)


def test_a_cookie_of_another_workshop_is_not_taken(room: Room, phone: Phone) -> None:
    elsewhere = Room(room.store, room.catalog).phone()
    token = elsewhere.open().client.cookies["participant"]
    answer = phone.get(headers={"Cookie": f"participant={token}"})
    assert token not in answer.headers["set-cookie"]


# --- forms of ours only ---------------------------------------------------------------------------
@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_a_form_without_our_token_is_refused(
    asked: Room, phone: Phone, headers: Mapping[str, str]
) -> None:
    phone.open()
    for token in ("", "0" * 32, "é", asked.phone().open().form_token):
        phone.form_token = token
        answer = phone.send({"mot~1": "lien"}, headers=headers)
        assert answer.status_code == 403
        assert "n’est plus reconnu" in answer.text
    assert not asked.tally("mot")


def test_a_phone_without_a_cookie_is_refused(asked: Room, phone: Phone) -> None:
    form_token = asked.phone().open().form_token
    for token in (form_token, security.form_token("")):
        phone.form_token = token
        assert phone.script({"mot~1": "lien"}).status_code == 403


@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 403), ("same-site", 403), ("same-origin", 204), ("none", 204)],
)
def test_another_site_cannot_answer(asked: Room, site: str, status: int) -> None:
    answer = (
        asked.phone().open().send({"mot~1": "lien"}, headers={**SCRIPTED, "Sec-Fetch-Site": site})
    )
    assert answer.status_code == status


# --- what is sent ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"mot~1=" + b"a" * 40_000, FORM),  # too large
        (b'{"mot~1": "lien"}', {"Content-Type": "application/json"}),
        (b"mot~1=lien", {}),
        (b"mot~1=lien", {"Content-Type": "text/plain"}),
        (b"--x\r\n\r\n--x--", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"&".join(b"a%d=1" % i for i in range(400)), FORM),  # too many fields
        (b"mot~1=\xff\xfe", FORM),  # bytes that a form never holds
    ],
)
def test_what_is_not_a_form_of_ours_is_refused(
    asked: Room, phone: Phone, content: bytes, headers: Mapping[str, str]
) -> None:
    sent = b"jeton=" + phone.open().form_token.encode() + b"&" + content
    answer = phone.client.post(asked.path, content=sent, headers={**headers, **SCRIPTED})
    assert answer.status_code == 400
    assert "n’est pas lisible" in answer.text
    assert not asked.tally("mot")


@pytest.mark.parametrize("value", ["%FF%FE%00%0Alien", "%00", "%ED%A0%80lien", "%zz"])
def test_odd_characters_are_cleaned(asked: Room, phone: Phone, value: str) -> None:
    sent = f"jeton={phone.open().form_token}&mot~1={value}"
    answer = phone.client.post(asked.path, content=sent, headers={**FORM, **SCRIPTED})
    assert answer.status_code == 204
    for word in asked.tally("mot"):
        assert word.isprintable()
    assert phone.get().status_code == 200


def test_a_long_word_is_cut(asked: Room, phone: Phone) -> None:
    assert phone.open().script({"mot~1": "a" * 5_000}).status_code == 204
    assert asked.tally("mot") == {"a" * 30: 1}


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "</textarea>"]
)
def test_a_word_is_never_part_of_the_page(asked: Room, word: str) -> None:
    phone = asked.phone()
    assert phone.open().send({"mot~1": word}).status_code == 303
    page = phone.get().text
    assert field_values(page)["mot~1"] == word
    assert word not in page or word == "{{ 7*7 }}"
    assert page.count("<script") == 1


def test_what_is_typed_back_is_never_part_of_the_page(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WEIGHTS)
    phone.open()
    bad = '"><script>alert(1)</script>'
    option = room.now.workshop.asked["poids"].options[0].id
    refused = phone.send({f"poids~1:{option}": bad})
    with room.database_away():
        away = phone.send({bad: bad, f"poids~1:{option}": "3"})
    unknown = phone.client.get("/j/", params={"code": bad})
    team = room.do(running.set_field("team", bad)) and room.phone().get()
    for answer, status in ((refused, 422), (away, 503), (unknown, 404)):
        assert answer.status_code == status
    for answer in (refused, away, unknown, team):
        assert "<script>" not in answer.text
    assert field_values(refused.text)[f"poids~1:{option}"] == bad


def test_an_address_made_by_somebody_else_leads_nowhere_else(asked: Room, phone: Phone) -> None:
    phone.open()
    answer = phone.send({"mot~1": "lien"}, "?p=1&q=%0d%0aLocation:%20https://example.org")
    assert answer.headers["location"].startswith(f"{asked.path}?p=2&q=")
    assert "\n" not in answer.headers["location"]
    for part in ("0", "-1", "99999999999999999999", "²", "<b>", ""):
        assert phone.get(f"?p={part}").status_code == 200


# --- who sees what --------------------------------------------------------------------------------
def test_two_phones_never_see_each_others_answers(asked: Room, phone: Phone) -> None:
    other = asked.phone()
    phone.open().script({"mot~1": "le-mien"})
    other.open().script({"mot~1": "le-sien"})
    assert field_values(phone.get().text)["mot~1"] == "le-mien"
    assert field_values(other.get().text)["mot~1"] == "le-sien"
    assert "le-sien" not in phone.get().text
    assert field_values(asked.phone().get().text)["mot~1"] == ""
    assert asked.tally("mot") == {"le-mien": 1, "le-sien": 1}


def test_neither_address_nor_token_is_in_the_database(asked: Room) -> None:
    phone = asked.phone(ADDRESS)
    phone.open().script({"mot~1": "lien"})
    phone.client.get("/j/", params={"code": "222222"})
    asked.workshops.seen([(asked.now.id, security.kept_token(token(phone), asked.now.id))])
    rows = everything(asked)
    assert "lien" in rows
    for secret in (ADDRESS, token(phone), token(phone)[:32], phone.form_token, asked.secret):
        assert secret not in rows


def token(phone: Phone) -> str:
    return phone.client.cookies["participant"]


def everything(room: Room) -> str:
    """All that the database holds."""
    with room.store.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return "\n".join(
            repr(row)
            for (table,) in tables.all()
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        )


# --- headers --------------------------------------------------------------------------------------
def guarded(headers: Mapping[str, str]) -> bool:
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    return (
        policy["default-src"] == "'none'"
        and "unsafe" not in headers["content-security-policy"]
        and policy["frame-ancestors"] == "'none'"
        and policy["form-action"] == "'self'"
        and headers["x-content-type-options"] == "nosniff"
        and headers["x-frame-options"] == "DENY"
        and headers["referrer-policy"] == "same-origin"
    )


def test_every_answer_has_the_headers(
    asked: Room, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = phone.open().get()
    files = re.findall(r'(?:src|href)="(/j/-/[^"]+)"', page.text)
    answers = {
        "join": phone.client.get("/j/"),
        "page": page,
        "state": phone.get("/etat"),
        "health": phone.client.get("/j/-/sante"),
        "unknown": phone.client.get("/j/222222"),
        "nowhere": phone.client.get("/j/a/b/c/d"),
        "method": phone.client.delete(asked.path),
        "sent": phone.send({"mot~1": "lien"}),
        "not ours": asked.phone().send({"mot~1": "lien"}),
        "unreadable": phone.client.post(asked.path, content=b"x"),
        "not yet": phone.get("/feuille-de-route.pdf"),
        **{name: phone.client.get(name) for name in files},
    }
    with asked.database_away():
        answers["away"] = phone.send({"mot~1": "lien"})

    def broken(*_: object) -> None:
        raise RuntimeError("secret-of-the-server")

    monkeypatch.setattr("phone.routes.phone_page", broken)
    answers["broken"] = phone.get()
    assert answers["broken"].status_code == 500
    assert "secret-of-the-server" not in answers["broken"].text
    assert "Quelque chose s’est mal passé" in answers["broken"].text
    assert [name for name, answer in answers.items() if not guarded(answer.headers)] == []
    assert len(files) == 2


def test_the_page_obeys_its_own_policy(room: Room) -> None:
    """No script nor style in the page, nothing from elsewhere."""
    room.ask(VoteKind.READINESS, VoteKind.WEIGHTS, VoteKind.WORD, VoteKind.CONSENT)
    phone = room.phone().open()
    for answer in (phone.client.get("/j/"), phone.get(), phone.get("?p=6"), phone.get("?p=99")):
        assert answer.status_code == 200
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", answer.text)
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", answer.text))
        assert not re.search(r"(?:src|href|action)=\"(?!/j/|data:,)", answer.text)
