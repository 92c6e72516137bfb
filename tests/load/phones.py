"""Phones over plain sockets: what a thousand browsers would send, for the cost of little.

``python -m tests.load.phones`` plays a room and prints what came back, as JSON: it is a process of its
own, so that its work is counted apart from what it measures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import resource
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode, urlsplit

ANSWER_EVERY = 5.0  # seconds
FOLLOW_EVERY = 3.0
AGAIN = 2.5  # seconds before an answer that did not leave is sent again, as in phone.js
PATIENCE = 30.0  # seconds
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "X-Premiers-Pas": "1"}
_FILES = re.compile(rb'(?:href|src)="(/j/-/[^"]+)"')
_TOKEN = re.compile(rb'name="jeton" value="([^"]*)"')


class NoAnswer(Exception):
    """The connection broke before the whole answer came."""


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        """What it sets, without the attributes."""
        pairs = (line.partition(";")[0] for line in self.headers.get("set-cookie", "").split("\n"))
        return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


class Connection:
    """One kept-alive connection, opened when needed."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Reply:
        """Send a request, wait for its answer. Raises NoAnswer."""
        try:
            return await asyncio.wait_for(self._ask(method, path, headers, body), PATIENCE)
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
            self.close()
            raise NoAnswer(type(error).__name__) from error

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        writer.write("\r\n".join(lines).encode() + b"\r\nAccept-Encoding: gzip\r\n\r\n" + body)
        reply = await _read(reader)
        if reply.headers.get("connection") == "close":
            self.close()
        return reply

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def _read(reader: asyncio.StreamReader) -> Reply:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]}\n{value}" if name in headers else value
    body = b""
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readuntil(b"\r\n")
    elif length := int(headers.get("content-length", 0)):
        body = await reader.readexactly(length)
    if headers.get("content-encoding") == "gzip":
        body = zlib.decompress(body, 31)
    return Reply(int(first.split()[1]), headers, body)


@dataclass
class Phone:
    """A participant: its cookies, its form token, and what the server said that it kept."""

    url: str
    code: str
    cookies: dict[str, str] = field(default_factory=dict)
    jeton: str = ""
    kept: dict[str, str] = field(default_factory=dict)  # by field, what was answered 204
    sent: dict[str, set[str]] = field(default_factory=dict)  # by field, everything that left

    def __post_init__(self) -> None:
        self.connection = Connection(self.url)

    @property
    def path(self) -> str:
        return f"/j/{self.code}"

    async def ask(
        self, method: str, path: str, body: bytes = b"", connection: Connection | None = None
    ) -> Reply:
        """A request with this phone's cookies. Raises NoAnswer."""
        headers = dict(_FORM) if method == "POST" else {}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        reply = await (connection or self.connection).ask(method, path, headers, body)
        self.cookies |= reply.cookies
        return reply

    async def page(self) -> Reply:
        """The page of the workshop."""
        reply = await self.ask("GET", self.path)
        if found := _TOKEN.search(reply.body):
            self.jeton = found[1].decode()
        return reply

    async def arrive(self) -> int:
        """The page and its files, as a browser asks for them; bytes received, unpacked. Raises
        NoAnswer."""
        page = await self.page()
        other = Connection(self.url)
        links = [link.decode() for link in dict.fromkeys(_FILES.findall(page.body))]
        files = await asyncio.gather(
            *(
                self.ask("GET", link, connection=(self.connection, other)[i % 2])
                for i, link in enumerate(links)
            )
        )
        other.close()
        replies = [page, *files]
        if len(replies) != 3 or any(reply.status != 200 for reply in replies):
            raise NoAnswer("incomplete")
        return sum(len(reply.body) for reply in replies)

    async def answer(self, name: str, value: str) -> Reply:
        """Send one answer. Raises NoAnswer."""
        self.sent.setdefault(name, set()).add(value)
        body = urlencode({"jeton": self.jeton, name: value}).encode()
        reply = await self.ask("POST", self.path, body)
        if reply.status == 204:
            self.kept[name] = value
        return reply

    async def follow(self) -> Reply:
        """Ask whether something changed. Raises NoAnswer."""
        return await self.ask("GET", f"{self.path}/etat")


@dataclass
class Seen:
    """What a room got: milliseconds of each success, and how many of each failure."""

    answers: list[float] = field(default_factory=list)
    follows: list[float] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)
    cpu: float = 0.0  # seconds of processor of the client
    lasted: float = 0.0  # seconds

    def failed(self, what: str) -> None:
        self.failures[what] = self.failures.get(what, 0) + 1


async def _live(
    phone: Phone, field_: str, options: Sequence[str], begin: float, end: float, seen: Seen
) -> None:
    """Answer and follow as one person does, each at its own moments."""
    loop = asyncio.get_running_loop()
    answer_at = begin + random.uniform(0, ANSWER_EVERY)
    follow_at = begin + random.uniform(0, FOLLOW_EVERY)
    while (due := min(answer_at, follow_at)) < end:
        await asyncio.sleep(max(0.0, due - loop.time()))
        answers = answer_at <= follow_at
        started = time.perf_counter()
        try:
            if answers:
                reply = await phone.answer(field_, random.choice(options))
            else:
                reply = await phone.follow()
        except NoAnswer as error:
            seen.failed(str(error))
        else:
            if reply.status == (204 if answers else 200):
                took = (time.perf_counter() - started) * 1000
                (seen.answers if answers else seen.follows).append(took)
            else:
                seen.failed(str(reply.status))
        if answers:
            answer_at = max(answer_at + ANSWER_EVERY, loop.time())
        else:
            follow_at = max(follow_at + FOLLOW_EVERY * random.uniform(0.8, 1.2), loop.time())


async def room(
    url: str, code: str, field_: str, options: Sequence[str], phones: int, seconds: float
) -> Seen:
    """``phones`` people arrive over ten seconds, then answer and follow for ``seconds``."""
    seen, loop = Seen(), asyncio.get_running_loop()
    everyone = [Phone(url, code) for _ in range(phones)]

    async def come(phone: Phone, after: float) -> None:
        await asyncio.sleep(after)
        try:
            await phone.page()
        except NoAnswer as error:
            seen.failed(f"arrival: {error}")
        finally:
            phone.connection.close()

    await asyncio.gather(*(come(p, 10 * i / phones) for i, p in enumerate(everyone)))
    began, before = loop.time(), _cpu()
    print("begun", file=sys.stderr, flush=True)
    await asyncio.gather(
        *(_live(p, field_, options, began, began + seconds, seen) for p in everyone)
    )
    seen.cpu, seen.lasted = _cpu() - before, loop.time() - began
    return seen


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Play a room, print what came back."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("code")
    parser.add_argument("field")
    parser.add_argument("options")
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    options = given.options.split(",")
    seen = asyncio.run(
        room(given.url, given.code, given.field, options, given.phones, given.seconds)
    )
    json.dump(asdict(seen), sys.stdout)


if __name__ == "__main__":
    main()
