"""How each profile goes with each way of paying it: the content's reading, never a rule of law."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import Compatibility, Profile, SourceRef
from premierspas.french import lower_first

OPINION_WORDS = {
    "compatible": "✓ compatible",
    "prudence": "→ avec prudence",
    "risque": "▲ risqué",
}
REMINDER = (
    "Notre lecture des documents, à vérifier avec la fédération ou un juriste avant de signer."
)


@dataclass(frozen=True)
class StatusFit:
    """A profile, a way of paying it (``status``: its id), and what we think of both together."""

    profile: Profile
    status: str
    status_label: str
    entry: Compatibility

    @property
    def opinion(self) -> str:
        """« ▲ risqué »."""
        return OPINION_WORDS[self.entry.opinion]

    @property
    def safe(self) -> bool:
        """Nothing to have checked beyond what every contract asks for."""
        return self.entry.opinion == "compatible"

    @property
    def reason(self) -> str:
        return self.entry.reason

    @property
    def sources(self) -> tuple[SourceRef, ...]:
        return self.entry.sources

    @property
    def in_words(self) -> str:
        """« → Professionnel interne, salarié en CDI : avec prudence. »"""
        symbol, opinion = self.opinion.split(" ", 1)
        return f"{symbol} {self.profile.label}, {lower_first(self.status_label)} : {opinion}."


def status_fits(catalog: Catalog) -> tuple[StatusFit, ...]:
    """Every profile with every way of paying it, in the order of the profiles, then of the statuts."""
    texts = catalog.profile_texts
    entries = {(entry.profile, entry.status): entry for entry in texts.compatibilities}
    read = {status for _, status in entries}
    labels = {s.id: s.label for s in catalog.statuses.statuses if s.id in read}
    return tuple(
        StatusFit(profile, status, label, entries[profile.id, status])
        for profile in texts.profiles
        for status, label in labels.items()
    )
