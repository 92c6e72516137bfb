"""Wrong codes, counted so that nobody can try them all. No network address is kept: only a number
among a few thousand, that many addresses share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from premierspas.storage.tables import failed_codes

WINDOW = timedelta(minutes=15)


class TooManyAttempts(Exception):
    """Too many wrong codes came from this address."""


@dataclass(frozen=True)
class Attempts:
    """Wrong codes of one kind: at most ``most`` from one address in ``WINDOW``."""

    kind: str
    most: int

    def check(self, connection: Connection, address: str, now: datetime) -> None:
        """Raises TooManyAttempts when ``address`` has no attempt left."""
        failures = connection.scalar(
            select(func.count()).where(
                failed_codes.c.address == self._share(address), failed_codes.c.at >= now - WINDOW
            )
        )
        if (failures or 0) >= self.most:
            raise TooManyAttempts

    def failed(self, connection: Connection, address: str, now: datetime) -> None:
        """One more wrong code came from ``address``; those that count no more are forgotten."""
        connection.execute(delete(failed_codes).where(failed_codes.c.at < now - WINDOW))
        connection.execute(insert(failed_codes).values(address=self._share(address), at=now))

    def _share(self, address: str) -> str:
        return hashlib.sha256(f"{self.kind}/{address}".encode()).hexdigest()[:3]


DOSSIER_CODES = Attempts("dossier", most=10)
WORKSHOP_CODES = Attempts("workshop", most=60)  # a whole room types from one address
