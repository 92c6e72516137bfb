"""« Tout va bien ? »: what a workshop rests on, looked at before the room is there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from sqlalchemy import make_url

from premierspas.addresses import is_local
from premierspas.french import number
from premierspas.storage import DossierStore, StorageError

_ENOUGH_DISK = 500_000_000  # bytes
_SLOW = 1.0  # seconds for a write that is read again
_FONTS = Path(__file__).parent / "report" / "fonts"
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Check:
    """``fine``: nothing to do; else ``advice`` says what to do."""

    label: str
    fine: bool
    found: str
    advice: str = ""

    @property
    def symbol(self) -> str:
        return "✓" if self.fine else "▲"


def database(store: DossierStore) -> Check:
    """A write that is read again, and the time it took."""
    label = "L’enregistrement"
    begun = time.perf_counter()
    try:
        store.probe()
    except StorageError:
        return Check(
            label,
            False,
            "la base de données ne répond pas",
            "Redémarrez l’outil. Si cela continue, appelez la personne qui l’héberge.",
        )
    took = time.perf_counter() - begun
    return Check(
        label,
        took < _SLOW,
        f"une réponse est écrite et relue en {number(took * 1000, 0)} ms",
        "C’est lent : fermez les autres programmes, ou redémarrez l’ordinateur."
        if took >= _SLOW
        else "",
    )


def disk(database_url: str) -> Check | None:
    """Room left where SQLite writes; None for another database, which is not on this disk."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    free = shutil.disk_usage(Path(url.database).parent).free
    fine = free >= _ENOUGH_DISK
    return Check(
        "Le disque",
        fine,
        f"{number(free / _MEGABYTE, 0)} Mo libres",
        "" if fine else "Faites de la place : vide, il n’enregistre plus rien.",
    )


def reachable(address: str, timeout: float = 3.0) -> Check:
    """The phones' address answers, asked from this machine."""
    label = "L’adresse des téléphones"
    if is_local(address):
        return Check(
            label,
            False,
            f"{address} ne s’ouvre que sur cet ordinateur",
            "Connectez l’ordinateur au même Wi-Fi que les téléphones, puis rechargez cette page.",
        )
    try:
        with build_opener(ProxyHandler({})).open(f"{address}/j/-/sante", timeout=timeout) as answer:
            fine = answer.read(10) == b"ok"
    except (URLError, OSError, ValueError):
        fine = False
    return Check(
        label,
        fine,
        f"{address} répond" if fine else f"{address} ne répond pas",
        ""
        if fine
        else "Vérifiez l’adresse dans l’atelier, le Wi-Fi et le pare-feu de cet ordinateur.",
    )


def fonts() -> Check:
    """What the PDF is written with."""
    found = sorted(path.stem for path in _FONTS.glob("*.ttf"))
    return Check(
        "Les polices du PDF",
        bool(found),
        f"{len(found)} présentes" if found else "absentes",
        "" if found else "L’installation est incomplète : installez l’outil de nouveau.",
    )


def clock(store: DossierStore, now: datetime, in_words: str) -> Check:
    """The machine's clock did not go back since the last thing that was saved."""
    label = "L’horloge"
    try:
        last = store.last_saved()
    except StorageError:
        last = None
    fine = last is None or now >= last - timedelta(minutes=1)
    return Check(
        label,
        fine,
        f"il est {in_words} pour cet ordinateur",
        "" if fine else "Elle a reculé : mettez-la à l’heure, les minuteurs en dépendent.",
    )


def pdf(make: Callable[[], bytes]) -> Check:
    """The roadmap can be made; ``make`` makes one."""
    label = "La feuille de route en PDF"
    try:
        size = len(make())
    except Exception:  # noqa: BLE001 — whatever fails, the page must say so
        return Check(
            label, False, "elle ne se fabrique pas", "Notez-le et prévenez la personne qui héberge."
        )
    return Check(label, True, f"un exemple de {number(size / 1000, 0)} ko se fabrique")
