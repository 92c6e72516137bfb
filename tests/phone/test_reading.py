"""A screen reader finds its way in every page: language, headings, names of the fields."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from premierspas.content.models import VoteKind
from premierspas.workshop import running
from tests.phone.room import Phone, Room

VOID = {"meta", "link", "input", "br"}


class Reader(HTMLParser):
    """What a page says of itself. ``unclosed``: elements that are not closed as they should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = self.title = ""
        self.headings: list[int] = []
        self.named: set[str] = set()  # ids that a label names
        self.fields: list[tuple[dict[str, str], list[str]]] = []  # with the elements around
        self.around: list[str] = []
        self.ids: list[str] = []
        self.first_in_fieldset: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if self.around and self.around[-1] == "fieldset" and not self._legend_seen:
            self.first_in_fieldset.append(tag)
            self._legend_seen = True
        if tag == "fieldset":
            self._legend_seen = False
        if tag == "html":
            self.language = found.get("lang", "")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag == "label" and "for" in found:
            self.named.add(found["for"])
        if tag in {"input", "textarea"} and found.get("type") != "hidden":
            self.fields.append((found, list(self.around)))
        if "id" in found:
            self.ids.append(found["id"])
        if tag not in VOID:
            self.around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.around or self.around.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.around and self.around[-1] == "title":
            self.title += data

    _legend_seen = True


def _join(_room: Room, phone: Phone) -> str:
    return phone.client.get("/j/?code=222222").text


def _nothing(_room: Room, phone: Phone) -> str:
    return phone.get().text


def _parts(room: Room, phone: Phone) -> str:
    room.ask(VoteKind.READINESS)
    return phone.get("?p=2").text


def _points(room: Room, phone: Phone) -> str:
    room.start().ask(VoteKind.MISSIONS)
    return phone.get().text


def _consent(room: Room, phone: Phone) -> str:
    room.start().ask(VoteKind.CONSENT)
    return phone.get().text


def _word(room: Room, phone: Phone) -> str:
    room.start().ask(VoteKind.WORD)
    return phone.get().text


def _refused(room: Room, phone: Phone) -> str:
    room.start().ask(VoteKind.PROFILE)
    return phone.open().send({"profil~1": "x"}).text


def _done(room: Room, phone: Phone) -> str:
    room.ask(VoteKind.READINESS)
    return phone.get("?p=99").text


def _away(room: Room, phone: Phone) -> str:
    room.ask(VoteKind.WORD)
    phone.open()
    with room.database_away():
        return phone.send({"mot~1": "lien"}).text


def _ended(room: Room, phone: Phone) -> str:
    room.do(running.finish(room.now.created_at)).do(running.set_field("published", True))
    return phone.get().text


@pytest.mark.parametrize(
    "page",
    [_join, _nothing, _parts, _points, _consent, _word, _refused, _done, _away, _ended],
)
def test_page(room: Room, phone: Phone, page: Callable[[Room, Phone], str]) -> None:
    html = page(room, phone)
    read = Reader(html)
    assert html.startswith("<!doctype html>")
    assert read.language == "fr"
    assert read.title.strip().endswith("Premiers pas")
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    assert all(
        after <= before + 1 for before, after in zip(read.headings, read.headings[1:], strict=False)
    )
    assert html.count("<main") == 1
    assert not read.wrong
    assert not read.around
    assert len(read.ids) == len(set(read.ids))
    for field, around in read.fields:
        assert "label" in around or field["id"] in read.named
        if field.get("type") in {"radio", "number"}:
            assert "fieldset" in around
    assert set(read.first_in_fieldset) <= {"legend"}
    assert (page in {_parts, _points, _consent, _refused}) is bool(read.first_in_fieldset)
