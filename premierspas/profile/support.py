"""What a profile needs to succeed, and the time that it takes from coordination."""

from __future__ import annotations

from collections.abc import Sequence

from premierspas.content.models import SupportItem
from premierspas.french import count, days

TO_BUDGET = "à chiffrer"


def days_in_words(item: SupportItem) -> str:
    """« 14 jours », or « à chiffrer »."""
    return TO_BUDGET if item.days is None else days(item.days)


def support_in_words(
    plan: Sequence[SupportItem], days_per_week: float, *, days_assumed: bool
) -> str:
    """The days known, and what they are in weeks of coordination; never a guess for the others.

    ``days_per_week``: days paid a week; ``days_assumed``: the team did not say how many.
    """
    known = sum(item.days for item in plan if item.days is not None)
    if not known:
        return "? Aucun jour n’est connu : à chiffrer avec la fédération."
    weeks = known / days_per_week
    about = "" if weeks == round(weeks) else "environ "
    assumed = " (à défaut d’un choix de votre part)" if days_assumed else ""
    rest = " Le reste est à chiffrer." if any(item.days is None for item in plan) else ""
    return (
        f"{days(known)} de formation, soit {about}{count(max(round(weeks), 1), 'semaine')} de "
        f"coordination à {days(days_per_week)} par semaine{assumed}.{rest}"
    )
