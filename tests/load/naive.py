"""What a first idea would be: the same routes, one SQLite upsert and one commit a request.

Started by ``tests/load/workshop.py`` with the path of its database: ``python -m tests.load.naive``.
"""

from __future__ import annotations

import sqlite3
import sys
from secrets import token_urlsafe
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

_TABLES = """
PRAGMA journal_mode=WAL;
CREATE TABLE IF NOT EXISTS workshops (code TEXT PRIMARY KEY, version INTEGER, document TEXT);
CREATE TABLE IF NOT EXISTS responses (
  code TEXT, field TEXT, token TEXT, value TEXT, PRIMARY KEY (code, field, token));
"""
_PAGE = '<!doctype html><form method="post"><input type="hidden" name="jeton" value="{}"></form>'


def naive_app(path: str) -> Starlette:
    """Same cookie, same form, same answers; the same durability (WAL, every commit on the disk)."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=10)
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    with connect() as first:
        first.executescript(_TABLES)

    def version(code: str) -> int:
        connection = connect()
        try:
            query = "SELECT version FROM workshops WHERE code = ?"
            found = connection.execute(query, (code,)).fetchone()
        finally:
            connection.close()
        return found[0] if found else 1

    def show(request: Request) -> Response:
        version(request.path_params["code"])
        token = request.cookies.get("participant") or token_urlsafe(24)
        response = HTMLResponse(_PAGE.format(token[:8]))
        response.set_cookie("participant", token, httponly=True, samesite="lax")
        return response

    async def save(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        form = parse_qs((await request.body()).decode())
        token, code = request.cookies["participant"], request.path_params["code"]
        rows = [(code, k, token, v[-1]) for k, v in form.items() if k != "jeton"]
        await run_in_threadpool(write, rows)
        return Response(status_code=204)

    def write(rows: list[tuple[str, str, str, str]]) -> None:
        connection = connect()
        try:
            with connection:
                connection.executemany(
                    "INSERT INTO responses VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (code, field, token) DO UPDATE SET value = excluded.value",
                    rows,
                )
        finally:
            connection.close()

    def state(request: Request) -> Response:
        return PlainTextResponse(str(version(request.path_params["code"])))

    return Starlette(
        routes=[
            Route("/_stcore/health", lambda _request: PlainTextResponse("ok")),
            Route("/j/{code}", show),
            Route("/j/{code}", save, methods=["POST"]),
            Route("/j/{code}/etat", state),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(naive_app(sys.argv[2]), port=int(sys.argv[1]), access_log=False, log_level="error")
