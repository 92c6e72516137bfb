"""Files of members: what each brings, nobody counted twice, nothing but choices kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from premierspas.content import Catalog
from premierspas.content.models import Way
from premierspas.dispersion import MINIMUM, Dispersion
from premierspas.dossier import Dossier
from premierspas.dossier.file import to_json
from premierspas.dossier.model import MAX_MEMBERS
from premierspas.example import example_dossier
from premierspas.member_files import (
    Arrival,
    add_files,
    answers_of,
    answers_only,
    forget_members,
    read_files,
)
from premierspas.members import adopt_agreement, members


def person(identity: str = "", **fields: Any) -> bytes:
    answers = {"readiness": {"valider-temps": {"level": 2}}} | fields
    return to_json(Dossier.model_validate({"identity": identity, **answers})).encode()


TEAM = Dossier.model_validate({"identity": "aa", "team": {"name": "Le Chêne"}})


def arrivals(dossier: Dossier, *contents: bytes) -> list[Arrival]:
    files = [(f"{i}.json", content) for i, content in enumerate(contents)]
    return [file.arrival for file in read_files(dossier, files)]


def test_each_file_is_one_person_and_the_same_person_counts_once() -> None:
    first = person("bb")
    again = person("bb", expectations={"prendre-decisions": {"way": "ensemble"}})
    assert arrivals(TEAM, first, first, person("cc")) == [
        Arrival.NEW, Arrival.AGAIN, Arrival.NEW,
    ]  # fmt: skip
    team = add_files(read_files(TEAM, [("a", first)]))(TEAM)
    assert len(team.members) == 1
    files = read_files(team, [("b", again)])
    assert files[0].arrival is Arrival.AGAIN
    team = add_files(files)(team)
    assert list(team.members) == ["bb"]
    assert team.members["bb"].expectations == {"prendre-decisions": Way.TOGETHER}  # as corrected


def test_files_without_identity_are_told_apart_by_their_name() -> None:
    files = [("a.json", person()), ("b.json", person()), ("a.json", person())]
    assert [f.arrival for f in read_files(Dossier(), files)] == [
        Arrival.NEW, Arrival.NEW, Arrival.AGAIN,
    ]  # fmt: skip


def test_copies_of_the_team_s_own_file_are_counted_only_when_asked_and_then_each() -> None:
    copies = read_files(TEAM, [(f"{i}.json", person("aa")) for i in range(4)])
    assert {copy.arrival for copy in copies} == {Arrival.COPY}
    assert len(add_files(copies)(TEAM).members) == 4  # the same answers from four people


def test_a_file_passed_round_is_not_one_person() -> None:
    other = person("bb", readiness={"valider-temps": {"level": 0}})
    files = [("anna.json", person("bb")), ("boris.json", other), ("anna.json", person("bb"))]
    assert [f.arrival for f in read_files(TEAM, files)] == [
        Arrival.NEW, Arrival.COPY, Arrival.AGAIN,
    ]  # fmt: skip


def test_cards_alone_are_answers() -> None:
    cards = person("bb", readiness={}, expectations={"prendre-decisions": {"way": "ensemble"}})
    assert arrivals(TEAM, cards) == [Arrival.NEW]


def test_the_invented_team_of_the_example_is_nobody() -> None:
    example = example_dossier().changed(demonstration=True, identity="dd")
    for content in (example, answers_only(example)):
        (file,) = read_files(TEAM, [("exemple.json", to_json(content).encode())])
        assert file.arrival is Arrival.REFUSED
        assert "exemple" in file.reason


def test_what_a_person_sends_again_is_known_again() -> None:
    mine = example_dossier().changed(identity="dd")
    sent = to_json(answers_only(mine)).encode()
    team = add_files(read_files(TEAM, [("mes-reponses.json", sent)]))(TEAM)
    (again,) = read_files(team, [("mes-reponses (1).json", sent)])
    assert again.arrival is Arrival.AGAIN


@pytest.mark.parametrize(
    ("content", "arrival"),
    [
        (b"%PDF-1.7", Arrival.REFUSED),
        (b"{", Arrival.REFUSED),
        (b"[" * 100_000, Arrival.REFUSED),
        (to_json(Dossier()).encode(), Arrival.EMPTY),
        (to_json(TEAM.changed(note="Sans réponse")).encode(), Arrival.EMPTY),
    ],
)
def test_what_brings_nothing_is_said_and_never_added(content: bytes, arrival: Arrival) -> None:
    (file,) = read_files(TEAM, [("x", content)])
    assert file.arrival is arrival
    assert bool(file.reason) is (arrival is Arrival.REFUSED)
    assert add_files([file])(TEAM) == TEAM


def test_a_dossier_holds_no_more_people_than_a_team_has() -> None:
    people = [(str(i), person(f"{i:x}")) for i in range(MAX_MEMBERS + 1)]
    assert len(add_files(read_files(TEAM, people[:-1]))(TEAM).members) == MAX_MEMBERS
    with pytest.raises(ValidationError):
        add_files(read_files(TEAM, people))(TEAM)


def test_only_choices_leave_and_only_choices_come_in() -> None:
    everything = example_dossier()
    sent = to_json(answers_only(everything))
    assert answers_of(answers_only(everything)) == answers_of(everything)
    typed = [everything.team.name, everything.team.anchor, everything.candidate]
    typed += [answer.comment for answer in everything.readiness.values()]
    typed += [placement.decision for placement in everything.expectations.values()]
    assert not [text for text in typed if text and text in sent]
    assert json.loads(sent).keys() <= {
        "format", "schema_version", "content_version", "identity", "readiness", "expectations",
    }  # fmt: skip
    team = add_files(read_files(TEAM, [("tout.json", to_json(everything).encode())]))(TEAM)
    assert not [text for text in typed if text and text in to_json(team)]


def test_members_never_change_what_the_team_answered(catalog: Catalog) -> None:
    team = Dossier.model_validate(
        {
            "readiness": {
                "valider-temps": {"level": 0},
                "valider-contact-ars": {"level": "unknown"},
                "valider-frais": {"comment": "À voir"},
            },
            "members": {
                f"m-{i}": {
                    "readiness": {
                        "valider-temps": 3,
                        "valider-contact-ars": 2,
                        "valider-frais": 2,
                    }
                }
                for i in range(4)
            },
        }
    )
    after = adopt_agreement(catalog)(team)
    assert after.readiness["valider-temps"].level == 0
    assert after.readiness["valider-contact-ars"].level == "unknown"  # an answer too
    assert (after.readiness["valider-frais"].level, after.readiness["valider-frais"].comment) == (
        2, "À voir",
    )  # fmt: skip
    assert forget_members(after).readiness == after.readiness
    assert forget_members(after).members == {}


CARD = "prendre-decisions"


@pytest.mark.parametrize(
    ("ways", "word"),
    [
        ("eeee", Dispersion.AGREED),
        ("eeel", Dispersion.AGREED),  # 3 of 4
        ("eeell", Dispersion.NUANCED),  # 3 of 5: more than half, less than three quarters
        ("eell", Dispersion.SPLIT),  # no way has more than half
        ("eelc", Dispersion.SPLIT),
        ("eell?????", Dispersion.SPLIT),  # who does not know names nobody
        ("eee", None),
        ("eee?", None),  # four answers, three of which name somebody
    ],
)
def test_how_far_apart_people_are_on_a_card(
    catalog: Catalog, ways: str, word: Dispersion | None
) -> None:
    words = {"e": Way.TOGETHER, "l": Way.LEADERS, "c": Way.COORDINATOR, "?": Way.UNKNOWN}
    team = Dossier.model_validate(
        {"members": {f"m-{i}": {"expectations": {CARD: words[w]}} for i, w in enumerate(ways)}}
    )
    found = members(catalog, team).card(CARD)
    assert found.dispersion is word
    assert found.people == len(ways)
    assert found.shown is (len(ways) - ways.count("?") >= MINIMUM)


LEVELS = st.integers(0, 3) | st.sampled_from(["unknown", "not-concerned"])


@given(st.lists(LEVELS, max_size=30))
def test_everyone_is_counted_once_and_order_does_not_matter(
    catalog: Catalog, levels: list[Any]
) -> None:
    def spread(given_levels: list[Any]) -> Any:
        people = {
            f"m-{i}": {"readiness": {"valider-temps": level}}
            for i, level in enumerate(given_levels)
        }
        found = Dossier.model_validate({"members": people})
        return members(catalog, found).question("valider-temps")

    found = spread(levels)
    assert found.people == len(levels)
    assert found == spread(levels[::-1])
    if found.dispersion is not None:
        assert found.n >= MINIMUM
        low, high = found.medians
        assert sum(found.levels[: low + 1]) * 2 >= found.n
        assert sum(found.levels[high:]) * 2 >= found.n
    if found.agreed_level is not None:
        assert found.dispersion is Dispersion.AGREED
        assert found.levels[found.agreed_level] > 0


def test_an_answer_that_cannot_be_is_refused_once_in_french() -> None:
    content = person("bb").replace(b'"level": 2', b'"level": 99')
    (file,) = read_files(TEAM, [("x.json", content)])
    assert file.arrival is Arrival.REFUSED
    assert file.reason.count("valider-temps") == 1
    assert "constrained" not in file.reason
    assert "literal" not in file.reason
