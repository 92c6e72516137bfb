"""What a user sees when we failed: a French sentence and a number; the trace goes to the log."""

from __future__ import annotations

import logging
from collections.abc import Callable

from premierspas.logs import log_error
from premierspas.storage import StorageError
from ui import st


def keep_values_out_of_logs() -> None:
    """Streamlit logs an uncaught error with its message, which may quote what a user typed; ours
    (``premierspas.logs``) says where it happened and no more."""
    logging.getLogger("streamlit.error_util").addFilter(
        lambda record: record.msg != "Uncaught app execution"
    )


def attempt(action: Callable[[], object]) -> bool:
    """Do something that needs the database; True when it was done, else the user is told."""
    try:
        action()
    except StorageError:
        st.error("L’enregistrement ne répond pas pour l’instant. Réessayez dans une minute.")
        return False
    return True


def show_error(error: Exception) -> bool:
    """Log an uncaught error of a page or a callback, and show its number. True: nothing else is
    shown."""
    number = log_error(error)
    st.error(
        "Cette page n’a pas pu s’afficher. Vos réponses déjà enregistrées sont en sécurité. "
        "Rechargez la page ; si cela recommence, donnez ce numéro à la personne qui héberge l’outil : "
        f"**{number}**.",
        icon=":material/build:",
    )
    return True
