"""Secrets that open things are kept as digests: who reads the database opens nothing with it.

A dossier has a key (in its address) and a code (typed by hand), and the tool shows either to who has
the other. So each is kept sealed by the other: masked with bytes that only the other can compute.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

KEY_BYTES = 24  # 32 characters in an address
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: they are misread
_ITERATIONS = 20_000  # a code is short: guessing it from its digest must cost


def new_key() -> str:
    """32 characters that nobody guesses (192 bits)."""
    return secrets.token_urlsafe(KEY_BYTES)


def new_id() -> str:
    """An identifier that opens nothing."""
    return secrets.token_hex(16)


def new_code(length: int) -> str:
    """``length`` characters that can be read aloud (5 bits each)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def digest(secret: str) -> str:
    """What is kept of a long random secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def stretched(code: str) -> bytes:
    """64 bytes that take a while to compute from ``code``: the digest of a code, then its mask."""
    salt = b"premiers-pas/code"
    return hashlib.pbkdf2_hmac("sha256", code.encode(errors="replace"), salt, _ITERATIONS, 64)


def seal_key(key: str, stretched_code: bytes) -> str:
    """``key`` as only who has the code can read it."""
    return _mask(urlsafe_b64decode(key), stretched_code[32:]).hex()


def unseal_key(sealed: str, stretched_code: bytes) -> str:
    """The key that ``seal_key`` sealed with the same code."""
    return urlsafe_b64encode(_mask(bytes.fromhex(sealed), stretched_code[32:])).decode()


def seal_code(code: str, key: str) -> str:
    """``code`` as only who has the key can read it."""
    return _mask(code.encode(), _mask_of(key)).hex()


def unseal_code(sealed: str, key: str) -> str:
    """The code that ``seal_code`` sealed with the same key."""
    return _mask(bytes.fromhex(sealed), _mask_of(key)).decode()


def seal(secret: str, key: str, purpose: str) -> str:
    """A long secret as only who has another one, ``key``, can read it; each ``purpose`` apart."""
    return _mask(urlsafe_b64decode(secret), _mask_of(key, purpose)).hex()


def unseal(sealed: str, key: str, purpose: str) -> str:
    """The secret that ``seal`` sealed with the same key for the same purpose."""
    return urlsafe_b64encode(_mask(bytes.fromhex(sealed), _mask_of(key, purpose))).decode()


def _mask_of(key: str, what: str = "code") -> bytes:
    return hmac.digest(key.encode(), f"premiers-pas/{what}".encode(), "sha256")


def _mask(content: bytes, mask: bytes) -> bytes:
    return bytes(c ^ m for c, m in zip(content, mask, strict=False))
