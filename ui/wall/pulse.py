"""What moves by itself on the wall: who is there, who has answered, the time left."""

from __future__ import annotations

from math import ceil

from premierspas.content.models import Screen
from premierspas.french import count
from premierspas.storage import Held, StorageError, UnknownWorkshop
from premierspas.storage.workshops import Counters
from ui import live, st


@st.fragment(run_every=1)
def pulse(held: Held, drawn: Counters) -> None:
    """One line, drawn every second; the whole screen again when the workshop or the dossier moved since
    ``drawn``."""
    try:
        now = live.store().counters(held.id)
    except UnknownWorkshop:
        st.rerun(scope="app")
    except StorageError:
        st.markdown("L’enregistrement ne répond pas pour l’instant. Vos réponses attendent.")
        return
    if (now.version, now.dossier) != (drawn.version, drawn.dossier):
        st.rerun(scope="app")
    if words := _words(held):
        st.markdown(words)


def _words(held: Held) -> str:
    workshop = held.workshop
    left = workshop.timer(live.now())
    parts = []
    if left is not None and workshop.screen is Screen.TIMER:
        parts.append(f"## {_minutes(ceil(left.total_seconds()))}")
    asked = workshop.waited_for
    found = live.turnout(held, asked)
    if found is not None:
        said = [count(found.connected, "connecté")]
        if len(asked) > 1:
            said.append(f"{found.finished} ont fini")
        elif asked:
            said.append(f"{found.answered} ont répondu")
        parts.append("## " + " · ".join(said))
    return "\n\n".join(parts)


def _minutes(seconds: int) -> str:
    """« 4 min 07 »; « C’est l’heure » at the end."""
    if not seconds:
        return "C’est l’heure"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest:02d}"
