"""Free texts are for the team's organisation: warn when one seems to speak of a patient.

A warning only, on plain signs; it never blocks and never keeps anything.
"""

from __future__ import annotations

import re

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "un numéro de sécurité sociale",
        re.compile(r"(?<!\d)[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?\d[\dAB]\s?\d{3}\s?\d{3}(?:\s?\d{2})?(?!\d)"),
    ),
    (
        "une date de naissance",
        re.compile(r"\b(?:née?|naissance)\s+(?:le\s+)?(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}\s\w+\s\d{4})", re.I),
    ),
    (
        "un patient désigné par son nom",
        re.compile(r"\bpatiente?\s+(?:de\s+)?(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)?\s*(?-i:[A-ZÀ-Ý][\w’'-]+)", re.I),
    ),
    (
        "un patient désigné par son nom",
        re.compile(r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s+[A-ZÀ-Ý][\w’'-]*[^.;!?]{0,60}\b(?:atteinte?|souffre|hospitalisée?|diabétique|traitement|diagnosti|ordonnance|pathologie)", re.I),
    ),
)  # fmt: skip


def patient_signs(text: str) -> tuple[str, ...]:
    """What in ``text`` looks like a patient's data, in words; empty when nothing does."""
    return tuple(dict.fromkeys(name for name, sign in _SIGNS if sign.search(text)))
