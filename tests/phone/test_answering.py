"""Answering with a form alone, and as the script does."""

from __future__ import annotations

import re

import pytest

from premierspas.content.models import VoteKind
from premierspas.workshop import running
from tests.phone.room import Phone, Room, field_values


def fields_of(html: str) -> list[str]:
    """The names of the questions that a page asks."""
    names = re.findall(r'<(?:input|textarea)[^>]* name="([^"]+~\d+)', html)
    return list(dict.fromkeys(names))


def without_spaces(text: str) -> str:
    return re.sub(r"\s", " ", text)


# --- without a script -----------------------------------------------------------------------------
def test_a_questionnaire_in_several_parts_is_answered_with_buttons_alone(
    room: Room, phone: Phone
) -> None:
    room.ask(VoteKind.READINESS)
    phone.open()
    path, seen = "", []
    while True:
        page = phone.client.get(path or room.path).text
        if not (fields := fields_of(page)):
            break
        seen += fields
        action = re.search(r'<form method="post" action="([^"]+)"', page)
        assert action
        sent = {"jeton": phone.form_token, **dict.fromkeys(fields, "2")}
        answer = phone.client.post(action[1].replace("&amp;", "&"), data=sent)
        assert answer.status_code == 303
        path = answer.headers["location"]
    asked = [f"{key}~1" for key in room.keys(VoteKind.READINESS)]
    assert seen == asked
    assert f"✓ C’est enregistré : {len(asked)} sur {len(asked)}" in without_spaces(page)
    assert all(room.tally(key) == {"2": 1} for key in room.keys(VoteKind.READINESS))
    links = re.findall(r'<a href="([^"]+p=\d[^"]*)"', page)
    assert len(links) > 1
    for link in links:  # every part shows what was answered
        values = field_values(phone.client.get(link.replace("&amp;", "&")).text)
        assert {v for k, v in values.items() if k != "jeton"} == {"2"}


def test_the_page_to_go_on_gives_way_to_a_new_question(room: Room, phone: Phone) -> None:
    """A phone without a script reads the same address again, where « c’est enregistré » stood."""
    room.start().ask(VoteKind.WORD)
    page = phone.open().get().text
    action = re.search(r'<form method="post" action="([^"]+)"', page)
    assert action
    sent = {"jeton": phone.form_token, "mot~1": "lien"}
    path = phone.client.post(action[1].replace("&amp;", "&"), data=sent).headers["location"]
    assert "C’est enregistré" in phone.client.get(path).text
    room.do(running.close(["mot"])).ask(VoteKind.PROFILE)
    again = without_follower_delay(phone, path)
    assert fields_of(again) == ["profil~1"]


def without_follower_delay(phone: Phone, path: str) -> str:
    """The page at ``path`` once this server has read the workshop again: refused answers make it."""
    phone.script({"nothing~1": ""})
    return phone.client.get(path).text


def test_what_the_room_answers_now_comes_before_what_is_still_open(
    room: Room, phone: Phone
) -> None:
    room.ask(VoteKind.READINESS).start().ask(VoteKind.WORD)
    assert fields_of(phone.get().text) == ["mot~1"]


def test_a_late_comer_is_asked_the_essentials(room: Room) -> None:
    room = Room(room.store, room.catalog, "demi-journee").ask(VoteKind.READINESS)
    early = room.phone().open()
    extra = next(k for k, q in room.now.workshop.asked.items() if not q.essential)
    assert early.script({f"{extra}~1": "2"}).status_code == 204
    room.start()
    parts = ["", *(f"?p={part}" for part in (2, 3, 4))]

    def asked(phone: Phone) -> set[str]:
        without_follower_delay(phone, room.path)
        return {name for part in parts for name in fields_of(phone.get(part).text)}

    essential = {f"{k}~1" for k, q in room.now.workshop.asked.items() if q.essential}
    assert asked(room.phone().open()) == essential
    assert asked(early) == essential | {f"{extra}~1"}


def test_points_beyond_a_hundred_are_said_and_shown_as_typed(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WEIGHTS)
    phone.open()
    first, second = (o.id for o in room.now.workshop.asked["poids"].options[:2])
    typed = {f"poids~1:{first}": "80", f"poids~1:{second}": "45"}
    answer = phone.send(typed)
    assert answer.status_code == 422
    assert "Vous avez donné 125 points : retirez-en 25" in without_spaces(answer.text)
    assert typed.items() <= field_values(answer.text).items()
    assert not room.tally("poids")
    assert phone.send(typed | {f"poids~1:{second}": "20"}).status_code == 303
    assert room.tally("poids") == {" ".join(sorted((f"{first}:80", f"{second}:20"))): 1}


def test_one_bad_answer_does_not_lose_the_others(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.READINESS)
    phone.open()
    good, bad = room.keys(VoteKind.READINESS)[:2]
    answer = phone.send({f"{good}~1": "3", f"{bad}~1": "9"})
    assert answer.status_code == 422
    assert "Cette réponse n’est pas proposée" in without_spaces(answer.text)
    assert room.tally(good) == {"3": 1}
    assert not room.tally(bad)


# --- as the script does ---------------------------------------------------------------------------
def test_an_answer_is_kept_changed_and_taken_back(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WORD)
    phone.open()
    for word in ("lien", "lien", "souffle"):
        answer = phone.script({"mot~1": word})
        assert (answer.status_code, answer.text) == (204, "")
    assert room.tally("mot") == {"souffle": 1}
    assert phone.script({"mot~1": ""}).status_code == 204
    assert room.tally("mot") == {}


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"profil~1": "inconnu"}, 422, "n’est pas proposée"),
        ({"profil~2": "pas-de-coordinateur"}, 409, "close"),  # another round
        ({"prerequis.x~1": "1"}, 409, "close"),  # never asked
        ({"profil": "unknown"}, 409, "close"),
        ({"~": "1", ":": "2", "": "3"}, 409, "close"),
    ],
)
def test_what_cannot_be_taken_is_said(
    room: Room, phone: Phone, fields: dict[str, str], status: int, words: str
) -> None:
    room.ask(VoteKind.PROFILE)
    answer = phone.open().script(fields)
    assert answer.status_code == status
    assert words in answer.text
    assert "<" not in answer.text
    assert room.now.answers == 0


def test_points_that_are_not_numbers_are_refused(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WEIGHTS)
    phone.open()
    option = room.now.workshop.asked["poids"].options[0].id
    for typed in ("-5", "1.5", "dix", "1000", "٣"):
        assert phone.script({f"poids~1:{option}": typed}).status_code == 422
    assert not room.tally("poids")


def test_nothing_is_counted_after_closing_nor_in_the_next_round(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.PROFILE)
    first, other = (o.id for o in room.now.workshop.asked["profil"].options[:2])
    phone.open()
    assert phone.script({"profil~1": first}).status_code == 204
    room.do(running.reveal(["profil"]))
    replay = phone.script({"profil~1": other})
    assert replay.status_code == 409
    assert "Cette question est close : votre réponse n’a pas été comptée." in without_spaces(
        replay.text
    )
    room.do(running.revote(["profil"]))
    assert phone.script({"profil~1": other}).status_code == 409
    assert phone.script({"profil~2": other}).status_code == 204
    assert (room.tally("profil", 1), room.tally("profil", 2)) == ({first: 1}, {other: 1})


def test_a_question_that_opened_this_instant_may_be_answered(room: Room, phone: Phone) -> None:
    """Although this server read the workshop less than half a second ago."""
    phone.open()
    room.ask(VoteKind.WORD)
    assert phone.script({"mot~1": "lien"}).status_code == 204


def test_nothing_is_taken_when_the_workshop_is_over(room: Room, phone: Phone) -> None:
    room.start().ask(VoteKind.WORD)
    phone.open()
    room.do(running.finish(room.now.created_at))
    assert phone.script({"mot~1": "lien"}).status_code == 409
    assert "L’atelier est terminé" in phone.get().text


def test_the_state_moves_when_the_facilitator_does_something(room: Room, phone: Phone) -> None:
    assert phone.open().get("/etat").text == "1"
    room.ask(VoteKind.WORD)
    phone.script({"mot~1": "lien"})  # reads the workshop as it is now
    assert phone.get("/etat").text == "2"


# --- when the database is away --------------------------------------------------------------------
def test_the_form_is_offered_again_with_all_that_it_held(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.READINESS)
    phone.open()
    keys = room.keys(VoteKind.READINESS)[:3]
    sent = {f"{key}~1": str(i) for i, key in enumerate(keys)}
    with room.database_away():
        answer = phone.send(sent, "?p=2")
        assert answer.status_code == 503
        assert "Renvoyer mes réponses" in answer.text
    held = field_values(answer.text)
    assert held == {"jeton": phone.form_token} | sent
    action = re.search(r'action="([^"]+)"', answer.text)
    assert action
    again = phone.client.post(action[1].replace("&amp;", "&"), data=held)
    assert (again.status_code, again.headers["location"]) == (303, f"{room.path}?p=3&q=")
    assert [room.tally(key) for key in keys] == [{"0": 1}, {"1": 1}, {"2": 1}]


def test_a_server_that_starts_without_its_database_loses_no_form(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WORD)
    phone.open()
    room.app = room.server()
    moved = room.phone()
    moved.client.cookies, moved.form_token = phone.client.cookies, phone.form_token
    with room.database_away():
        answer = moved.send({"mot~1": "lien"})
    assert answer.status_code == 503
    assert field_values(answer.text)["mot~1"] == "lien"
    assert moved.send({"mot~1": "lien"}).status_code == 303


def test_the_script_and_a_visitor_are_told(room: Room, phone: Phone) -> None:
    room.ask(VoteKind.WORD)
    phone.open()
    with room.database_away():
        answer = phone.script({"mot~1": "lien"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "n’est pas encore comptée" in answer.text
        seen = phone.get()
        assert seen.status_code == 503
        assert "L’enregistrement ne répond pas" in seen.text
    assert phone.script({"mot~1": "lien"}).status_code == 204
    assert phone.get().status_code == 200
