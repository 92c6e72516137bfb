"""Logs: one JSON line an event on the error stream. Never a name, a key, or a text of a user."""

from __future__ import annotations

import logging
import secrets
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog

# The only things an event may say; anything else is dropped, so that no answer slips in.
_ALLOWED = frozenset(
    {
        "action", "count", "error_number", "event", "exception", "exc_info", "file", "kind", "level",
        "location", "months", "page", "pages", "port", "reason", "seconds", "size", "timestamp",
        "version",
    }
)  # fmt: skip


class _Steady:
    """The error stream. A full disk or a closed terminal loses a line, and stops nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # ValueError: it is closed
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def configure() -> None:
    """Set the format once a process; calling again changes nothing."""
    if structlog.is_configured():
        return
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace_without_values,
            _only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Steady(sys.stderr))),
    )


def get_logger() -> structlog.stdlib.BoundLogger:
    """The tool's logger."""
    configure()
    logger: structlog.stdlib.BoundLogger = structlog.get_logger()
    return logger


def log_error(error: BaseException, *, page: str = "") -> str:
    """Log ``error`` with its full trace; the number to show to the user (« erreur n° … »)."""
    number = secrets.token_hex(3).upper()
    get_logger().error("script-error", error_number=number, page=page, exc_info=error)
    return number


def _trace_without_values(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """The trace with files, lines and the type of the error, not its message: a message may quote
    what a user typed (pydantic's and SQLAlchemy's do)."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["kind"] = _kind(error)
        event["exception"] = _frames(error)
    return event


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _frames(error: BaseException | None) -> list[str]:
    """« file:line function » from the script to the error, then the same for what caused it."""
    frames: list[str] = []
    seen: set[int] = set()  # two errors can be each other's cause
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_qualname}")
            trace = trace.tb_next
        error = error.__cause__ or error.__context__
        if error is not None:
            frames.append(f"caused by {_kind(error)}")
    return frames


def _only_allowed(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return {key: value for key, value in event.items() if key in _ALLOWED}
