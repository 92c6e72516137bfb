"""The roadmap that the team takes home on its phones: made once, given to thirty."""

from __future__ import annotations

from datetime import date
from threading import Lock

from premierspas.content import shipped_catalog
from premierspas.results import results
from premierspas.storage import Held, WorkshopStore

_MOST = 20  # roadmaps remembered


class Roadmaps:
    """The PDF of each dossier as it is now."""

    def __init__(self, store: WorkshopStore) -> None:
        self._store = store
        self._made: dict[tuple[str, int, date], bytes] = {}
        self._lock = Lock()  # thirty phones ask at once: one makes it, the others wait

    def pdf(self, held: Held) -> bytes:
        """The roadmap of the workshop's team. Raises UnknownWorkshop when its dossier was erased."""
        from premierspas.report import roadmap_pdf  # fpdf2 takes over half a second to import

        version, dossier = self._store.dossier_of(held)
        wanted = (held.dossier, version, date.today())
        with self._lock:
            if wanted not in self._made:
                if len(self._made) >= _MOST:
                    self._made.clear()
                self._made[wanted] = roadmap_pdf(results(shipped_catalog(), dossier, wanted[2]))
            return self._made[wanted]
