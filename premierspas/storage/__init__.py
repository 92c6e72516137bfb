"""Where dossiers are kept: SQLite by default, any database that SQLAlchemy knows by URL."""

from premierspas.storage.attempts import TooManyAttempts
from premierspas.storage.store import DossierStore, Saved, StorageError, UnknownDossier

__all__ = ["DossierStore", "Saved", "StorageError", "TooManyAttempts", "UnknownDossier"]
