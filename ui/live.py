"""The workshop that this browser runs: opened by the facilitator's secret, saved at each step.

The database holds it; the session is a cache. What cannot be saved is kept here and tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from pydantic import ValidationError

from premierspas.addresses import address_for_phones
from premierspas.dossier import Dossier
from premierspas.logs import get_logger
from premierspas.settings import Settings
from premierspas.storage import (
    Held,
    StorageError,
    Turnout,
    UnknownWorkshop,
    WorkshopStore,
)
from premierspas.validation import expected
from premierspas.workshop.model import Question, Workshop
from premierspas.workshop.running import Step, open_vote
from premierspas.workshop.tally import Tallies
from ui import state

_SLOT = "premiers-pas-atelier"
SECRET_PARAMETER = "atelier"


@dataclass
class _Live:
    """``unsaved``: steps that the database did not take yet, oldest first."""

    secret: str = ""
    held: Held | None = None
    unsaved: list[Step] = field(default_factory=list)


def _live() -> _Live:
    if _SLOT not in st.session_state:
        st.session_state[_SLOT] = _Live()
    live: _Live = st.session_state[_SLOT]
    return live


@st.cache_resource(show_spinner=False)
def store() -> WorkshopStore:
    """The workshops, in the database of the dossiers."""
    return WorkshopStore.beside(state.store())


def begin() -> Held | None:
    """At the start of a run of the facilitator's page: the workshop of the address as it is now, None
    when there is none."""
    live = _live()
    asked = st.query_params.get(SECRET_PARAMETER, live.secret)
    if not asked:
        return None
    try:
        _save(live)
        if live.held is None or asked != live.secret:
            live.held, live.secret = store().by_secret(asked), asked
        elif not live.unsaved and store().counters(live.held.id).version != live.held.version:
            live.held = store().by_secret(asked)
    except UnknownWorkshop:
        leave()
        state.notify(
            "Ce lien n’ouvre aucun atelier : il a été effacé, ou l’adresse n’est pas complète."
        )
        return None
    except StorageError:
        get_logger().warning("workshop-open-failed")
        if live.held is None:
            st.error(
                "L’atelier ne peut pas s’ouvrir : l’enregistrement ne répond pas. Rechargez la page."
            )
            st.stop()
    if state.saved() is None:  # the link without its dossier
        open_its_dossier()
    if st.query_params.get(SECRET_PARAMETER) != live.secret:
        st.query_params[SECRET_PARAMETER] = live.secret
    return live.held


def is_of_this_dossier() -> bool:
    """The dossier of this browser is the workshop's own: decisions would land nowhere else."""
    held, saved = _live().held, state.saved()
    return held is not None and saved is not None and held.is_of(saved.key)


def open_its_dossier() -> None:
    """Work from now on with the dossier of the workshop."""
    with suppress(StorageError, UnknownWorkshop):
        state.resume(store().dossier_key(_live().secret))


def workshop() -> Workshop:
    """The workshop as this browser knows it, unsaved steps included."""
    held = _live().held
    assert held is not None
    return held.workshop


def change(step: Step) -> bool:
    """Apply a step and save it at once; True when it was accepted."""
    live = _live()
    assert live.held is not None
    try:
        after = step(live.held.workshop)
    except ValidationError as error:
        state.notify(f"Ce choix n’a pas été pris : il faut {expected(error.errors()[0])}.")
        return False
    live.held = replace(live.held, workshop=after)
    live.unsaved.append(step)
    with suppress(UnknownWorkshop):  # erased elsewhere: the next run says so
        _save(live)
    return True


def _save(live: _Live) -> None:
    while live.unsaved and live.held is not None:
        try:
            live.held = store().change(live.held.id, live.unsaved[0])
        except StorageError:
            get_logger().warning("workshop-save-failed", count=len(live.unsaved))
            return
        except ValidationError as error:  # valid here, not any more on what another window saved
            state.notify(f"Ce choix n’a pas été pris : il faut {expected(error.errors()[0])}.")
        live.unsaved.pop(0)
        for waiting in live.unsaved:
            with suppress(ValidationError):
                live.held = replace(live.held, workshop=waiting(live.held.workshop))


def is_saved() -> bool:
    """Every step is in the database."""
    return not _live().unsaved


def field_saver(key: str, to_step: Callable[[Any], Step]) -> None:
    """Saves what a field of the workshop holds: the ``save`` of ``ui.fields``."""
    change(to_step(st.session_state[key]))


def create(workshop: Workshop, beforehand: Mapping[str, Question]) -> None:
    """A new workshop of the dossier of this browser, open for answers given alone. Raises
    StorageError."""
    if state.saved() is None:
        state.start(Dossier())
    saved = state.saved()
    assert saved is not None
    live = _live()
    live.held, live.secret = store().create(saved.key, open_vote(beforehand)(workshop))
    live.unsaved.clear()
    st.query_params[SECRET_PARAMETER] = live.secret


def existing() -> tuple[tuple[Held, str], ...]:
    """The workshops of the dossier of this browser with their secrets, the latest first."""
    saved = state.saved()
    if saved is None:
        return ()
    try:
        return store().of_dossier(saved.key)
    except StorageError:
        return ()


def open_with(secret: str) -> None:
    """Run the workshop of ``secret`` from the next run on."""
    leave()
    _live().secret = secret


def leave() -> None:
    """Run no workshop any more; it stays where it is."""
    live = _live()
    live.held, live.secret = None, ""
    live.unsaved.clear()
    st.query_params.pop(SECRET_PARAMETER, None)


def erase() -> None:
    """Erase the workshop and its answers for good. Raises StorageError."""
    live = _live()
    if live.held is not None:
        store().erase(live.held.id)
    leave()


# --- what the phones said -------------------------------------------------------------------------
def tallies() -> Tallies:
    """Numbers of people by answer; the last known ones when the database does not answer."""
    live = _live()
    assert live.held is not None
    return tallies_of(live.held)


def tallies_of(held: Held) -> Tallies:
    """Numbers of people by answer in ``held``, none when the database does not answer."""
    try:
        return store().tallies(held.id)
    except StorageError:
        return {}


def turnout(held: Held, questions: Mapping[str, Question]) -> Turnout | None:
    """Who is connected, has answered, has finished ``questions``: numbers. None: it does not answer."""
    try:
        return store().turnout(held.id, {(key, q.round) for key, q in questions.items()})
    except StorageError:
        return None


def moved(held: Held) -> bool:
    """The workshop changed since ``held`` was read."""
    try:
        return store().counters(held.id).version != held.version
    except (StorageError, UnknownWorkshop):
        return False


def now() -> datetime:
    """The server's time."""
    return datetime.now(UTC)


# --- addresses ------------------------------------------------------------------------------------
def address() -> str:
    """Of the tool, as phones reach it."""
    return address_of(workshop())


def address_of(workshop: Workshop) -> str:
    """The same, for whoever only looks at ``workshop``."""
    settings = Settings.from_environment()
    return address_for_phones(settings.public_address, st.context.url or "", workshop.address)


def address_without_workshop() -> str:
    """The same, before there is a workshop."""
    return address_for_phones(Settings.from_environment().public_address, st.context.url or "")


def phone_address(code: str) -> str:
    """What the QR code holds."""
    return f"{address()}/j/{code}"
