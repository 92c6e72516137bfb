"""The team's dossier: its model, its changes, its file."""

from premierspas.dossier.model import Dossier, Scenario

__all__ = ["Dossier", "Scenario"]
