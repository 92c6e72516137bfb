"""The state of workshops as this server knows it: read again when half a second has passed.

A thousand phones that follow a workshop read the database twice a second, not three hundred times.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from premierspas.storage import Held, StorageError, WorkshopStore

_FRESH = 0.5  # seconds
_STALE = 60.0  # seconds during which an old state is better than none
_MOST = 200  # workshops remembered


@dataclass
class _Known:
    held: Held
    read_at: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Follower:
    """Workshops by code, for one process."""

    def __init__(self, store: WorkshopStore) -> None:
        self._store = store
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def workshop(self, code: str, *, fresh: bool = False) -> Held:
        """The workshop of ``code``, at most half a second old unless the database is away; ``fresh``:
        as it is now. Raises UnknownWorkshop, StorageError."""
        known = self._known.get(code)
        if known is None:
            held = await asyncio.to_thread(self._store.by_code, code)
            self._remember(code, held)
            return held
        if not fresh and time.monotonic() - known.read_at < _FRESH:
            return known.held
        async with known.lock:
            if fresh or time.monotonic() - known.read_at >= _FRESH:
                await self._read_again(code, known, fresh)
        return known.held

    async def _read_again(self, code: str, known: _Known, fresh: bool) -> None:
        try:
            counters = await asyncio.to_thread(self._store.counters, known.held.id)
            if counters.version != known.held.version:
                known.held = await asyncio.to_thread(self._store.by_code, code)
        except StorageError:
            if fresh or time.monotonic() - known.read_at > _STALE:
                raise
            return
        except Exception:
            self._known.pop(code, None)  # erased
            raise
        known.read_at = time.monotonic()

    def _remember(self, code: str, held: Held) -> None:
        self._known[code] = _Known(held, time.monotonic())
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
