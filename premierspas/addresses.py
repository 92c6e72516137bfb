"""The address that phones type: the machine's on the local network, or a public name."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

_HERE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})
_NOWHERE = ("192.0.2.1", 9)  # an address kept for documentation: nothing is sent to it


def address_for_phones(public: str, seen: str, typed: str = "") -> str:
    """« http://192.168.1.20:8501 », without a final slash.

    ``typed``: what the facilitator corrected; ``public``: the setting of who hosts the tool;
    ``seen``: the address in the facilitator's own browser, right unless it is this machine's own name
    for itself.
    """
    for known in (typed, public):
        if known.strip():
            return _with_scheme(known.strip()).rstrip("/")
    parts = urlsplit(seen or "http://localhost")
    if (parts.hostname or "") not in _HERE:
        return f"{parts.scheme}://{parts.netloc}"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{local_address() or parts.hostname}{port}"


def local_address() -> str:
    """This machine's address on its network; empty when it is on none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:
            return ""
        found: str = probe.getsockname()[0]
    return found if found not in _HERE else ""


def is_local(address: str) -> bool:
    """Only this machine can open ``address``."""
    return (urlsplit(address).hostname or "") in _HERE


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"http://{address}"
