"""The invented participants of a rehearsal: each of them answers a little later than the one before."""

from __future__ import annotations

from premierspas.storage import Held, StorageError
from premierspas.storage.workshops import Given
from premierspas.workshop.rehearsal import PARTICIPANTS, invented
from ui import live

_EACH_TIME = 3  # participants who answer between two looks at the screen


def answer_some(held: Held) -> None:
    """A few more answer the open questions; all are connected."""
    store = live.store()
    workshop = live.workshop()
    phones = [f"invented-{number}" for number in range(PARTICIPANTS)]
    try:
        store.seen((held.id, phone) for phone in phones)
        waiting = []
        for number, phone in enumerate(phones):
            answers = invented(workshop, held.id, number)
            known = store.answers_of(held.id, phone)
            missing = {where: value for where, value in answers.items() if where not in known}
            if missing:
                waiting.append((phone, missing))
        for phone, missing in waiting[:_EACH_TIME]:
            store.keep(
                [
                    Given(held.id, held.version, phone, question, round_, value)
                    for (question, round_), value in missing.items()
                ]
            )
    except StorageError:
        return  # the page says so already
