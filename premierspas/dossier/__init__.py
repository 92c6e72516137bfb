"""The team's dossier: its model, its changes, its file."""

from premierspas.dossier.model import Dossier

__all__ = ["Dossier"]
