"""The dossier that this browser works on: the only place that touches the session.

The database holds the dossier; the session is a cache of it. Every change is saved at once; what
cannot be saved (the database does not answer) is kept here and tried again at each rerun.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from secrets import token_hex
from threading import RLock

import streamlit as st
from pydantic import ValidationError

from premierspas.content import Catalog, shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change
from premierspas.dossier.file import DossierFileError
from premierspas.logs import get_logger
from premierspas.settings import Settings
from premierspas.storage import (
    DossierStore,
    Saved,
    StorageError,
    UnknownDossier,
    WorkshopStore,
)
from premierspas.validation import expected

_SLOT = "premiers-pas"
KEY_PARAMETER = "dossier"
RETURN_PARAMETER = "retour"


@dataclass
class _Session:
    """``unsaved``: changes that the database did not take yet, oldest first. ``back_to``: the key of
    the team's own dossier while it looks at the example.

    ``opened_version``: the dossier's when this session opened it; ``settled``: a page has run to its
    end, so the session knows its fields; ``waking``: see ``wake``.

    ``lock``: of ``saved``, ``draft`` and ``unsaved``. When answers come quickly, Streamlit begins the
    next run while the last one is still ending. Nothing of Streamlit's is touched while it is held:
    Streamlit holds a lock of its own when it calls us.
    """

    saved: Saved | None = None
    draft: Dossier = field(default_factory=Dossier)
    unsaved: list[Change] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    back_to: str = ""
    opened_version: int = 0
    settled: bool = False
    waking: bool = False
    lock: RLock = field(default_factory=RLock)


def _session() -> _Session:
    if _SLOT not in st.session_state:
        st.session_state[_SLOT] = _Session()
    session: _Session = st.session_state[_SLOT]
    return session


@st.cache_resource(show_spinner=False)
def store() -> DossierStore:
    """The database, connected once a process."""
    return DossierStore.at(Settings.from_environment().database_url)


def catalog() -> Catalog:
    """The content."""
    return shipped_catalog()


# --- the dossier ----------------------------------------------------------------------------------
def dossier() -> Dossier:
    """The dossier as this browser knows it, unsaved changes included."""
    return _session().draft


def saved() -> Saved | None:
    """The dossier as it is in the database, None while nothing was said."""
    return _session().saved


def change(change: Change) -> bool:
    """Apply ``change`` and save it at once; True when it was accepted.

    The first change makes the dossier. A value that cannot be is refused with a notice, and
    nothing is changed.
    """
    reason = refusal(change)
    if reason:
        notify(reason)
    return not reason


def refusal(change: Change) -> str:
    """As ``change``, for those who say the refusal themselves: why, empty when it was accepted."""
    session = _session()
    with session.lock:
        try:
            session.draft = change(session.draft)
        except ValidationError as error:
            return _refused(error)
        session.unsaved.append(change)
        _save(session)
        return ""


def _refused(error: ValidationError) -> str:
    return f"Cette réponse n’a pas été prise : il faut {expected(error.errors()[0])}."


def _save(session: _Session) -> None:
    """Save what waits; the caller holds the lock."""
    while session.unsaved:
        try:
            if session.saved is None:
                session.saved = store().create(_stamped(session.draft))
                session.unsaved.clear()
            else:
                session.saved = store().change(session.saved.key, session.unsaved[0])
                session.unsaved.pop(0)
        except StorageError:
            get_logger().warning("save-failed", count=len(session.unsaved))
            return
        except UnknownDossier:
            # Erased elsewhere: what this screen holds becomes a new dossier, nothing typed is lost.
            session.saved = None
            _notify(
                session,
                "Ce dossier avait été effacé dans une autre fenêtre. Ce que vous voyez ici a été "
                "gardé dans un nouveau dossier, avec un nouveau lien.",
            )
            continue
        except ValidationError as error:
            # Valid here, not any more on what another window saved: it would be refused for ever.
            session.unsaved.pop(0)
            _notify(session, _refused(error))
        if session.saved is not None:
            session.draft = session.saved.dossier
        for waiting in session.unsaved:
            with suppress(ValidationError):  # its turn to be refused will come
                session.draft = waiting(session.draft)


def _stamped(dossier: Dossier) -> Dossier:
    """As a new dossier is kept: with the content that it answers, and an identity of its own."""
    return dossier.changed(
        content_version=catalog().version, identity=dossier.identity or token_hex(8)
    )


def begin() -> None:
    """At the start of every run: the dossier of the address, as it is now in the database."""
    session = _session()
    asked = st.query_params.get(KEY_PARAMETER, "")
    session.back_to = st.query_params.get(RETURN_PARAMETER, session.back_to)
    elsewhere, opens = False, True
    try:
        with session.lock:
            _save(session)
            elsewhere = bool(asked) and (session.saved is None or session.saved.key != asked)
            if elsewhere and not session.unsaved:
                opens = _open(session, asked)
            elif session.saved and not session.unsaved and _changed_elsewhere(session.saved):
                opens = _open(session, session.saved.key)
    except StorageError:
        get_logger().warning("open-failed")
        if elsewhere:  # an empty page here would invite the team to answer everything again
            st.error(
                "Votre dossier ne peut pas s’ouvrir pour l’instant : l’enregistrement ne répond pas. "
                "Vos réponses sont gardées. Rechargez cette page dans une minute."
            )
            st.stop()
    if not opens:
        st.query_params.pop(KEY_PARAMETER, None)
    _write_address()


def _changed_elsewhere(saved: Saved) -> bool:
    return store().version(saved.key) != saved.version


def _open(session: _Session, key: str) -> bool:
    """Work on the dossier of ``key``, False when there is none; the caller holds the lock."""
    try:
        session.saved = store().open(key)
    except (UnknownDossier, DossierFileError):
        if session.saved is not None and session.saved.key == key:
            session.saved, session.draft = None, Dossier()
        _notify(
            session,
            "Ce lien n’ouvre aucun dossier : il a été effacé, ou l’adresse n’est pas complète. "
            "Vous pouvez reprendre avec votre code ou votre fichier, sur la page d’accueil.",
        )
        return False
    session.draft = session.saved.dossier
    session.opened_version = session.saved.version
    session.unsaved.clear()
    return True


def wake(shown_version: int | None) -> None:
    """Take in a browser that comes back after its session was lost; ``shown_version`` is the version
    of the dossier that it was showing (None: it does not come back, nothing to do).

    If nobody changed the dossier since, whatever the browser's fields hold that the dossier does not
    was answered there and never reached us: ``is_waking`` tells the fields to save it. Otherwise we
    cannot tell an answer from an old value: the dossier stays, and the user is told.
    """
    session = _session()
    if shown_version is None or session.settled:
        return  # a run that an answer cut short leaves ``waking`` to the next one
    if shown_version == session.opened_version:
        session.waking = True
    else:
        notify(
            "La connexion avait été coupée et le dossier a changé entre-temps. Vérifiez que votre "
            "dernière réponse est bien là."
        )


def is_waking() -> bool:
    """The browser's fields may hold answers that were never saved."""
    return _session().waking


def settle() -> None:
    """At the end of every run: the session knows the fields of the page. After a wake, run once more
    to show what was taken in."""
    session = _session()
    woken, session.waking, session.settled = session.waking, False, True
    if woken:
        st.rerun()


def _write_address() -> None:
    """The address carries the key on every page: reloading comes back to the same answers."""
    session = _session()
    wanted = {
        KEY_PARAMETER: session.saved.key if session.saved else "",
        RETURN_PARAMETER: session.back_to,
    }
    for name, value in wanted.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


# --- start, resume, erase -------------------------------------------------------------------------
def start(dossier: Dossier) -> None:
    """Work from now on with a new dossier that begins as ``dossier``. Raises StorageError."""
    session = _session()
    with session.lock:
        session.saved = store().create(_stamped(dossier))
        session.draft = session.saved.dossier
        session.unsaved.clear()
    _write_address()


def start_example(example: Dossier) -> None:
    """Look at the example; the team's own dossier stays one click away. Raises StorageError."""
    session = _session()
    if session.saved is not None and not session.draft.demonstration:
        session.back_to = session.saved.key
    start(example.changed(demonstration=True))


def leave_example() -> None:
    """Throw the example away and come back to the team's own dossier, if there is one."""
    session = _session()
    with session.lock:
        back_to = session.back_to
        _erase(session)
        opens = not back_to or _open(session, back_to)
    if not opens:
        st.query_params.pop(KEY_PARAMETER, None)
    _write_address()  # once, at the end: writing the address may end this run


def resume(key: str) -> None:
    """Work from now on with the dossier of ``key``."""
    session = _session()
    with session.lock:
        session.back_to = ""
        opens = _open(session, key)
    if not opens:
        st.query_params.pop(KEY_PARAMETER, None)
    _write_address()


def erase() -> None:
    """Erase the dossier for good and start from nothing. Raises StorageError."""
    session = _session()
    with session.lock:
        _erase(session)
    _write_address()


def _erase(session: _Session) -> None:
    if session.saved is not None:
        WorkshopStore.beside(store()).erase_of_dossier(session.saved.key)
        store().erase(session.saved.key)
    session.saved, session.draft, session.back_to = None, Dossier(), ""
    session.unsaved.clear()


def can_go_back() -> bool:
    """The team's own dossier waits behind the example."""
    return bool(_session().back_to)


# --- what is said to the user ---------------------------------------------------------------------
def notify(text: str) -> None:
    """Say something once, at the top of the page, at the next run."""
    _notify(_session(), text)


def _notify(session: _Session, text: str) -> None:
    if text not in session.notices:
        session.notices.append(text)


def take_notices() -> list[str]:
    """What is to be said now."""
    session = _session()
    notices, session.notices = session.notices, []
    return notices


def is_saved() -> bool:
    """Everything that was typed is in the database."""
    return not _session().unsaved
