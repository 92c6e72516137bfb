"""What the server does around the pages: check before it starts, purge, say that it speaks French."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import NoReturn

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from phone import PREFIX, phone_routes
from premierspas.content import ContentError, shipped_catalog
from premierspas.logs import get_logger
from premierspas.settings import Settings, SettingsError
from premierspas.storage import DossierStore, StorageError, WorkshopStore
from ui.errors import keep_values_out_of_logs

_DAY = 24 * 3600
_NOT_PAGES = ("/static/", "/_stcore/", "/media/", "/component/", PREFIX + "/")
_WORKSHOPS_KEPT = 60  # days after the last change: long enough to come back to a decision


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Refuse to start on broken content or an unreachable database; purge once a day."""
    try:
        keep_values_out_of_logs()
        shipped_catalog()
        settings = Settings.from_environment()
        store = DossierStore.at(settings.database_url)
    except (ContentError, SettingsError) as error:
        _refuse(str(error))
    except StorageError as error:
        _refuse(
            "La base de données ne répond pas. Vérifiez PREMIERS_PAS_BASE. "
            f"({type(error.__cause__).__name__})"
        )
    purging = asyncio.create_task(_purge_daily(store, settings.retention_months))
    try:
        yield
    finally:
        purging.cancel()


def _refuse(reason: str) -> NoReturn:
    print(f"\nPremiers pas ne peut pas démarrer.\n{reason}\n", file=sys.stderr, flush=True)
    os._exit(1)  # an exception here would bury the sentence under the server's own trace


async def _purge_daily(store: DossierStore, months: int) -> None:
    while True:
        try:
            count = await asyncio.to_thread(store.purge, months)
            get_logger().info("purge", count=count, months=months)
            ended = WorkshopStore.beside(store)
            count = await asyncio.to_thread(ended.purge, _WORKSHOPS_KEPT)
            get_logger().info("purge-workshops", count=count)
        except StorageError:
            get_logger().warning("purge-failed")
        await asyncio.sleep(_DAY)


class _FrenchPage:
    """Streamlit's page says that it is in English; a screen reader believes it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        if not scope["path"].startswith(_NOT_PAGES):
            # Uncompressed, so that the words can be found in it; the page is 8 kB.
            headers = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            scope = {**scope, "headers": headers}

        async def translated(message: Message) -> None:
            if message["type"] == "http.response.body" and b'<html lang="en"' in message.get(
                "body", b""
            ):
                # Same length, so that Content-Length stays true.
                message = {
                    **message,
                    "body": message["body"].replace(b'<html lang="en"', b'<html lang="fr"', 1),
                }
            await send(message)

        await self.app(scope, receive, translated)


def _workshops() -> WorkshopStore:
    return WorkshopStore.beside(DossierStore.at(Settings.from_environment().database_url))


middleware = [Middleware(_FrenchPage)]
routes = phone_routes(_workshops)
