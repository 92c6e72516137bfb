"""Where phones go: join, answer, follow, take the roadmap home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from phone import security
from phone.follow import Follower
from phone.roadmap import Roadmaps
from phone.view import STATIC, fields_of, part_title, render, static_file
from premierspas.content import shipped_catalog
from premierspas.logs import log_error
from premierspas.storage import (
    Held,
    StorageError,
    TooManyAttempts,
    UnknownWorkshop,
    WorkshopStore,
)
from premierspas.storage.workshops import Given
from premierspas.storage.writer import AnswerWriter
from premierspas.typography import typeset
from premierspas.workshop.answers import AnswerRefused
from premierspas.workshop.participant import Asked, PhonePage, TooLate, accepted, phone_page

PREFIX = "/j"
_SCRIPTED = "x-premiers-pas"  # our script sends it: it wants a word, not a page
_TRIES = 5
_AWAY = "L’enregistrement ne répond pas. Rechargez cette page dans une minute."
_NOT_KEPT = (
    "L’enregistrement ne répond pas. Votre réponse n’est pas encore comptée. Gardez cette page "
    "ouverte et réessayez dans une minute."
)
_UNKNOWN = (
    "Ce code n’ouvre aucun atelier. Vérifiez-le sur l’écran : six lettres ou chiffres, sans O, I, "
    "0 ni 1."
)
_TOO_MANY = (
    "Trop de codes faux depuis cet endroit. Attendez un quart d’heure, ou scannez l’affiche."
)
_NOT_OURS = "Votre téléphone n’est plus reconnu. Rouvrez la page avec le code affiché à l’écran."
_BAD = "Cette demande n’est pas lisible. Rouvrez la page avec le code affiché à l’écran."


@dataclass(frozen=True)
class Phones:
    """What the routes share, made at the first request: the database may not be there before."""

    make_store: Callable[[], WorkshopStore]

    @cached_property
    def store(self) -> WorkshopStore:
        return self.make_store()

    @cached_property
    def follower(self) -> Follower:
        return Follower(self.store)

    @cached_property
    def writer(self) -> AnswerWriter:
        return AnswerWriter(self.store)

    @cached_property
    def roadmaps(self) -> Roadmaps:
        return Roadmaps(self.store)

    # --- joining ----------------------------------------------------------------------------------
    async def join(self, request: Request) -> Response:
        """The code, typed; on to the workshop."""
        typed = request.query_params.get("code", "")
        if not typed:
            return _page("join.html", message="")
        code = await self._known_code(request, typed)
        return RedirectResponse(f"{PREFIX}/{code}", HTTPStatus.SEE_OTHER)

    async def _known_code(self, request: Request, typed: str) -> str:
        address = request.client.host if request.client else ""
        return await asyncio.to_thread(self.store.code_typed, typed, address)

    async def _held(self, request: Request, *, fresh: bool = False) -> Held:
        """The workshop of the address; a phone that is new here must not be guessing."""
        code = request.path_params["code"]
        try:
            held = await self.follower.workshop(code, fresh=fresh)
        except UnknownWorkshop:
            held = None
        if held and security.is_given(security.token_of(request), held.id):
            return held
        found = await self._known_code(request, code)
        if held is None:  # typed in another way
            raise HTTPException(HTTPStatus.SEE_OTHER, headers={"Location": f"{PREFIX}/{found}"})
        return held

    # --- answering --------------------------------------------------------------------------------
    async def show(self, request: Request) -> Response:
        """What may be answered now."""
        held = await self._held(request)
        token = security.token_of(request)
        if not security.is_given(token, held.id):
            token = security.new_token(held.id)
        page = await self._phone_page(held, token)
        response = self._answer_page(request, held, token, page)
        security.remember(response, request, token, _path(held))
        return response

    async def save(self, request: Request) -> Response:
        """Keep what was answered: all that can be, and say what cannot."""
        try:
            form = await security.read_form(request)
        except security.BadRequest:
            return _sorry(request, HTTPStatus.BAD_REQUEST, _BAD)
        token = security.token_of(request)
        if not security.is_ours(request, token, form.pop("jeton", "")):
            return _sorry(request, HTTPStatus.FORBIDDEN, _NOT_OURS)
        try:
            held, problems = await self._keep(await self._held(request), token, _by_field(form))
            if _SCRIPTED in request.headers:
                return _word(problems)
            if problems:
                page = await self._phone_page(held, token)
                return self._answer_page(request, held, token, page, problems, form)
        except StorageError:
            if _SCRIPTED in request.headers:
                raise
            return _page(
                "again.html", HTTPStatus.SERVICE_UNAVAILABLE, message=_NOT_KEPT, form=form,
                jeton=security.form_token(token), action=_part_path(request),
            )  # fmt: skip
        return RedirectResponse(_part_path(request, _part(request) + 1), HTTPStatus.SEE_OTHER)

    async def _keep(
        self, held: Held, token: str, by_field: Mapping[str, Mapping[str, str]]
    ) -> tuple[Held, list[AnswerRefused]]:
        """Write what may be written in the state of the workshop as it is now; and why the rest is
        not."""
        for attempt in range(_TRIES):
            given, problems = _given(held, token, by_field)
            late = any(isinstance(problem, TooLate) for problem in problems)
            looked_late = late and attempt == 0  # it may have opened since
            if not looked_late and (
                not given or await asyncio.wrap_future(self.writer.keep(given))
            ):
                return held, problems
            held = await self.follower.workshop(held.code, fresh=True)
        raise StorageError

    async def _phone_page(self, held: Held, token: str) -> PhonePage:
        kept = security.kept_token(token, held.id)
        self.writer.seen(held.id, kept)
        answers = await asyncio.to_thread(self.store.answers_of, held.id, kept)
        return phone_page(shipped_catalog(), held.workshop, answers)

    def _answer_page(
        self,
        request: Request,
        held: Held,
        token: str,
        page: PhonePage,
        problems: list[AnswerRefused] | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> Response:
        part = _part(request, page)
        finished = part >= len(page.sheets) > 0
        sheet = page.sheets[part] if part < len(page.sheets) else None

        def fields(asked: Asked) -> dict[str, str]:
            return fields_of(asked, typed or {})

        return _page(
            "workshop.html",
            HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
            path=_path(held),
            code=held.code,
            version=held.version,
            team=held.workshop.team,
            page=page,
            sheet=sheet,
            part=part,
            part_title=part_title(page, part) if sheet else "",
            finished=finished,
            fields=fields,
            jeton=security.form_token(token),
            problems=list(dict.fromkeys(map(str, problems or ()))),
        )

    # --- following --------------------------------------------------------------------------------
    async def state(self, request: Request) -> Response:
        """The version of the workshop: a phone asks it every few seconds."""
        held = await self._held(request)
        if token := security.token_of(request):
            self.writer.seen(held.id, security.kept_token(token, held.id))
        return PlainTextResponse(str(held.version))

    # --- taking home ------------------------------------------------------------------------------
    async def roadmap(self, request: Request) -> Response:
        """The roadmap, once the facilitator gives it."""
        held = await self._held(request, fresh=True)
        if not held.workshop.published:
            return _sorry(
                request, HTTPStatus.NOT_FOUND, "La feuille de route n’est pas encore partagée."
            )
        content = await asyncio.to_thread(self.roadmaps.pdf, held)
        name = "feuille-de-route.pdf"
        return Response(
            content,
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _given(
    held: Held, token: str, by_field: Mapping[str, Mapping[str, str]]
) -> tuple[list[Given], list[AnswerRefused]]:
    given, problems = [], []
    kept = security.kept_token(token, held.id)
    for field, values in by_field.items():
        try:
            question, round_, value = accepted(held.workshop, field, values)
        except AnswerRefused as problem:
            problems.append(problem)
        else:
            given.append(Given(held.id, held.version, kept, question, round_, value))
    return given, problems


def _by_field(form: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """« missions~1:organiser-reunions » → the field « missions~1 », the option « organiser-reunions »."""
    found: dict[str, dict[str, str]] = {}
    for name, value in form.items():
        field, _, option = name.partition(":")
        found.setdefault(field, {})[option] = value
    return found


def _path(held: Held) -> str:
    return f"{PREFIX}/{held.code}"


def _part(request: Request, page: PhonePage | None = None) -> int:
    """Which part of the questions is shown, from 0: the first when ``page`` asks something else than
    what the address was made for."""
    asked, made_for = (request.query_params.get(name, "") for name in ("p", "q"))
    if page and made_for not in ("", page.what):
        return 0
    return max(int(asked) - 1, 0) if asked.isdecimal() and len(asked) < 4 else 0


def _part_path(request: Request, part: int | None = None) -> str:
    """Address of ``part``, else of the one that is shown."""
    shown = _part(request) if part is None else part
    made_for = quote(request.query_params.get("q", ""))
    return f"{PREFIX}/{request.path_params['code']}?p={shown + 1}&q={made_for}"


def _page(template: str, status: int = HTTPStatus.OK, **values: Any) -> HTMLResponse:
    return HTMLResponse(render(template, **values), status)


def _word(problems: list[AnswerRefused]) -> Response:
    """For our script: done, or why not."""
    if not problems:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    late = all(isinstance(problem, TooLate) for problem in problems)
    status = HTTPStatus.CONFLICT if late else HTTPStatus.UNPROCESSABLE_ENTITY
    return PlainTextResponse(typeset("\n".join(dict.fromkeys(map(str, problems)))), status)


def _sorry(request: Request, status: int, message: str) -> Response:
    if _SCRIPTED in request.headers:
        return PlainTextResponse(typeset(message), status)
    return _page("join.html", status, message=message)


async def _unknown(request: Request, _error: Exception) -> Response:
    return _sorry(request, HTTPStatus.NOT_FOUND, _UNKNOWN)


async def _too_many(request: Request, _error: Exception) -> Response:
    return _sorry(request, HTTPStatus.TOO_MANY_REQUESTS, _TOO_MANY)


async def _away(request: Request, _error: Exception) -> Response:
    message = _NOT_KEPT if request.method == "POST" else _AWAY
    response = _sorry(request, HTTPStatus.SERVICE_UNAVAILABLE, message)
    response.headers["Retry-After"] = "5"
    return response


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.SEE_OTHER:
        return Response(status_code=error.status_code, headers=error.headers)
    return _sorry(request, error.status_code, "Cette page n’existe pas. Tapez le code de l’écran.")


async def _failed(request: Request, error: Exception) -> Response:
    number = log_error(error, page="telephone")
    message = f"Quelque chose s’est mal passé (erreur n° {number}). Rechargez la page."
    return _sorry(request, HTTPStatus.INTERNAL_SERVER_ERROR, message)


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(static_file(name), media_type=STATIC[name], headers=headers)


async def _slash(_request: Request) -> Response:
    """What people type from the wall: « 192.168.1.20:8501/j »."""
    return RedirectResponse(f"{PREFIX}/", HTTPStatus.SEE_OTHER)


def phone_routes(make_store: Callable[[], WorkshopStore]) -> list[Route | Mount]:
    """The routes to add to the server. ``make_store``: opens the workshops; called once."""
    phones = Phones(make_store)
    app = Starlette(
        routes=[
            Route("/", phones.join),
            Route("/-/sante", _alive),
            Route("/-/{digest}/{name}", _static),
            Route("/{code}", phones.show),
            Route("/{code}", phones.save, methods=["POST"]),
            Route("/{code}/etat", phones.state),
            Route("/{code}/feuille-de-route.pdf", phones.roadmap),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        exception_handlers={
            UnknownWorkshop: _unknown,
            TooManyAttempts: _too_many,
            StorageError: _away,
            HTTPException: _http,
            Exception: _failed,
        },
    )
    # Around the application: what it answers when it fails has the headers too.
    return [Route(PREFIX, _slash), Mount(PREFIX, security.SecurityHeaders(app))]
