"""Free texts are for the team's organisation: warn when one seems to speak of a patient.

A warning only, on plain signs; it never blocks and never keeps anything.
"""

from __future__ import annotations

import re

_TITLE = r"(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)"
# A capitalised word, or capitals long enough not to be an acronym (MSP, ARS, PACTE).
_NAME = r"(?-i:[A-ZÀ-Ý][a-zà-ÿ’'-]+[\w’'-]*|[A-ZÀ-Ý]{6,})"
_CARE = (
    r"(?:atteinte?|souffre|hospitalisée?|diabétique|suivie? pour une?\b|traitement|diagnosti|"
    r"ordonnance|pathologie)"
)
_SOCIAL_SECURITY_NUMBER = (
    r"(?<!\d)[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?\d[\dAB]\s?\d{3}\s?\d{3}(?:\s?\d{2})?(?!\d)"
)
_BIRTH_DATE = (
    r"\b(?:née?|naissance)\s*:?\s+(?:le\s+)?"
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}(?:er)?\s\w+\s\d{4})"
)
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("un numéro de sécurité sociale", re.compile(_SOCIAL_SECURITY_NUMBER)),
    ("une date de naissance", re.compile(_BIRTH_DATE, re.IGNORECASE)),
    (
        "un patient désigné par son nom",
        re.compile(rf"\bpatiente?\s+(?:de\s+)?{_TITLE}?\s*{_NAME}", re.IGNORECASE),
    ),
    (
        "un patient désigné par son nom",
        re.compile(rf"\b{_TITLE}\s+{_NAME}[^.;!?]{{0,60}}\b{_CARE}", re.IGNORECASE),
    ),
)


def patient_signs(text: str) -> tuple[str, ...]:
    """What in ``text`` looks like a patient's data, in words; empty when nothing does."""
    return tuple(dict.fromkeys(name for name, sign in _SIGNS if sign.search(text)))
