"""Answers of many phones, written together.

Each commit waits for the disk. A thousand phones that wait for it one after the other wait long; those
that arrive while one commit is under way are written by the next one, together. Nobody is told that
an answer is kept before it is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue

from premierspas.logs import get_logger
from premierspas.storage.store import StorageError
from premierspas.storage.workshops import Given, WorkshopStore

_MOST_TOGETHER = 500
_PRESENCE_EVERY = 5.0  # seconds

_Waiting = tuple[Sequence[Given], Future[bool]]


class AnswerWriter:
    """One thread that writes what phones send, for a whole process."""

    def __init__(self, store: WorkshopStore) -> None:
        self._store = store
        self._queue: SimpleQueue[_Waiting] = SimpleQueue()
        self._present: set[tuple[str, str]] = set()
        self._written_at = time.monotonic()
        threading.Thread(target=self._run, name="answer-writer", daemon=True).start()

    def keep(self, given: Sequence[Given]) -> Future[bool]:
        """True once all these answers of one phone are kept; False when the workshop has moved on
        since; StorageError when the database does not answer."""
        kept: Future[bool] = Future()
        self._queue.put((given, kept))
        return kept

    def seen(self, workshop: str, token: str) -> None:
        """A phone gave a sign of life; written within a few seconds."""
        self._present.add((workshop, token))

    def _run(self) -> None:
        while True:
            waiting = self._next()
            if waiting:
                self._write(waiting)
            if time.monotonic() - self._written_at >= _PRESENCE_EVERY:
                self._write_presence()

    def _next(self) -> list[_Waiting]:
        """What waits, at least one unless nothing comes for a while."""
        waiting: list[_Waiting] = []
        try:
            waiting.append(self._queue.get(timeout=1.0))
            while len(waiting) < _MOST_TOGETHER:
                waiting.append(self._queue.get_nowait())
        except Empty:
            pass
        return waiting

    def _write(self, waiting: list[_Waiting]) -> None:
        try:
            kept = iter(self._store.keep([answer for given, _ in waiting for answer in given]))
        except StorageError as error:
            get_logger().warning("answers-not-kept", count=len(waiting))
            _tell(waiting, error)
            return
        except Exception as error:  # noqa: BLE001 — whoever waits must be told, the thread must live
            _tell(waiting, error)
            return
        for given, future in waiting:
            answer_kept = [next(kept) for _ in given]
            if future.set_running_or_notify_cancel():  # whoever asked may be gone
                future.set_result(all(answer_kept))

    def _write_presence(self) -> None:
        present, self._present = self._present, set()
        self._written_at = time.monotonic()
        try:
            self._store.seen(present)
        except Exception:  # noqa: BLE001 — presence is not worth the thread that keeps the answers
            get_logger().warning("presence-not-written", count=len(present))


def _tell(waiting: list[_Waiting], error: Exception) -> None:
    for _, future in waiting:
        if future.set_running_or_notify_cancel():
            future.set_exception(error)
