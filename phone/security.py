"""What a phone may send, and who it is: a random token, nothing else."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "participant"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}[0-9a-f]{16}")
_MOST_BYTES = 32_000  # the longest sheet weighs 4 kB
_MOST_FIELDS = 300
_COOKIE_DAYS = 60
_FORM = "application/x-www-form-urlencoded"

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class BadRequest(Exception):
    """What was sent is not one of our forms."""


class SecurityHeaders:
    """A strict policy on every answer of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, guarded)


def token_of(request: Request) -> str:
    """The phone's own secret, empty when it has none yet."""
    found = request.cookies.get(COOKIE, "")
    return found if _TOKEN.fullmatch(found) else ""


def new_token(workshop: str) -> str:
    """192 random bits: a phone, and not a person; signed, so that nobody invents one to try codes."""
    chance = secrets.token_urlsafe(24)
    return chance + _signature(chance, workshop)


def is_given(token: str, workshop: str) -> bool:
    """We gave this token for this workshop: whoever has it knew the code."""
    return bool(token) and hmac.compare_digest(token[32:], _signature(token[:32], workshop))


def _signature(chance: str, workshop: str) -> str:
    """``workshop``: its id, which no phone knows."""
    return hmac.digest(workshop.encode(), chance.encode(), "sha256").hex()[:16]


def remember(response: Response, request: Request, token: str, path: str) -> None:
    """Give the phone its token, for this workshop only: no script reads it, no other site sends it."""
    response.set_cookie(
        COOKIE, token, max_age=_COOKIE_DAYS * 86_400, path=path, httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip


def kept_token(token: str, workshop: str) -> str:
    """What the database knows of a phone: not its token, and not the same in two workshops."""
    return hmac.digest(token.encode(), workshop.encode(), "sha256").hex()[:32]


def form_token(token: str) -> str:
    """What a form of ours carries: only a page that we gave to this phone knows it."""
    return hashlib.sha256(f"form/{token}".encode()).hexdigest()[:32]


def is_ours(request: Request, token: str, sent: str) -> bool:
    """The form came from a page that we gave to this phone, not from another site."""
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return (
        bool(token)
        and not elsewhere
        and hmac.compare_digest(sent.encode(), form_token(token).encode())
    )


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, the last value of each. Raises BadRequest: too large, not a form."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise BadRequest
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise BadRequest
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise BadRequest from error
    return dict(pairs)
