"""What the person who hosts the tool can set, from environment variables."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class SettingsError(Exception):
    """A setting has a value that cannot be; the message is in French and says what to do."""


@dataclass(frozen=True)
class Settings:
    """``database_url``: any SQLAlchemy URL. ``retention_months``: an unused dossier is erased after
    that many months. ``public_address``: of the tool, as phones reach it; empty: found out."""

    database_url: str
    retention_months: int = 12
    public_address: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read PREMIERS_PAS_BASE, PREMIERS_PAS_DONNEES, PREMIERS_PAS_CONSERVATION_MOIS and
        PREMIERS_PAS_ADRESSE.

        Raises SettingsError. The data folder is made if it is not there.
        """
        months = environment.get("PREMIERS_PAS_CONSERVATION_MOIS") or "12"
        if not (months.isdecimal() and len(months) <= 3 and 1 <= int(months) <= 120):
            raise SettingsError(
                "PREMIERS_PAS_CONSERVATION_MOIS doit être un nombre de mois entre 1 et 120, "
                f"pas « {months[:20]} »."
            )
        url = environment.get("PREMIERS_PAS_BASE") or _sqlite_url(
            Path(environment.get("PREMIERS_PAS_DONNEES") or ROOT / "donnees")
        )
        address = environment.get("PREMIERS_PAS_ADRESSE") or ""
        if address and not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", address):
            raise SettingsError(
                "PREMIERS_PAS_ADRESSE doit être une adresse comme https://atelier.exemple.fr, pas "
                f"« {address[:60]} »."
            )
        return cls(database_url=url, retention_months=int(months), public_address=address)


def _sqlite_url(folder: Path) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".essai-d-ecriture-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(
            f"Impossible d’écrire dans le dossier « {folder} » ({error.strerror}). Donnez-vous le "
            "droit d’y écrire, ou indiquez un autre dossier avec PREMIERS_PAS_DONNEES."
        ) from error
    return f"sqlite:///{folder.resolve() / 'premiers_pas.db'}"
