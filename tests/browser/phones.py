"""A phone without a browser: gets its page, fills the form as a person does, sends it."""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from http.cookiejar import CookieJar

Choose = Callable[[str, list[str]], str]  # name of a field and its options → the one chosen


class _Form(HTMLParser):
    """The fields of a page: options of radio buttons, names of the others, hidden values."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.options: dict[str, list[str]] = {}
        self.written: list[str] = []
        self.hidden: dict[str, str] = {}
        self.action = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.action = found["action"]
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind in ("text", "number")):
            self.written.append(name)
        elif tag == "input" and kind == "hidden":
            self.hidden[name] = found["value"]
        elif tag == "input" and kind == "radio":
            self.options.setdefault(name, []).append(found["value"])


class HttpPhone:
    """One phone, with its own cookie."""

    def __init__(self, url: str, code: str) -> None:
        self.url, self.code = url, code
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        ).open

    def page(self, path: str = "") -> str:
        with self._open(path or f"{self.url}/j/{self.code}", timeout=20) as answer:
            return str(answer.read().decode())

    def follow(self) -> None:
        """The sign of life that the page's script gives every few seconds."""
        self.page(f"{self.url}/j/{self.code}/etat")

    def answer_all(self, choose: Choose) -> int:
        """Answer every part of what is asked now; how many parts there were."""
        parts, form = 0, _Form(self.page())
        while form.action:
            fields = dict(form.hidden)
            fields |= {name: choose(name, options) for name, options in form.options.items()}
            fields |= {name: choose(name, []) for name in form.written}
            body = urllib.parse.urlencode(fields).encode()
            with self._open(self.url + form.action, data=body, timeout=20) as answer:
                form = _Form(answer.read().decode())
            parts += 1
        return parts
