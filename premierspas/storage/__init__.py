"""Where dossiers are kept: SQLite by default, any database that SQLAlchemy knows by URL."""

from premierspas.storage.attempts import TooManyAttempts
from premierspas.storage.store import DossierStore, Saved, StorageError, UnknownDossier
from premierspas.storage.workshops import Held, Turnout, UnknownWorkshop, WorkshopStore

__all__ = [
    "DossierStore",
    "Held",
    "Saved",
    "StorageError",
    "TooManyAttempts",
    "Turnout",
    "UnknownDossier",
    "UnknownWorkshop",
    "WorkshopStore",
]
