"""How the missions could fit in the time that is paid: ways out, never a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from premierspas.french import hours, listing
from premierspas.missions import HALF_A_MINUTE, MissionResult, Missions, total

_NOTHING = 1e-9  # hours: what a computer gets wrong in a sum


@dataclass(frozen=True)
class Cut:
    """A mission that the team could put off or drop, and why this one."""

    label: str
    reason: str


@dataclass(frozen=True)
class WayOut:
    """Something that makes the missions fit. ``text`` leads to ``cuts``, ``then`` follows them."""

    title: str
    text: str
    cuts: tuple[Cut, ...] = ()
    then: str = ""


def put_off(time: Missions) -> tuple[MissionResult, ...]:
    """What to begin later so that the first six months fit: as little as possible of what a task
    that weighs on the team asks for, then as few missions as possible."""
    return _fewest([m for m in time.kept if m.starts_first], time.first.hours_over)


def drop(time: Missions) -> tuple[MissionResult, ...]:
    """What not to give at all so that everything fits, chosen as in ``put_off``."""
    return _fewest(time.kept, time.hours_over)


def too_large(time: Missions) -> tuple[MissionResult, ...]:
    """Kept missions that ask for more than the time paid, each alone."""
    return tuple(m for m in time.kept if m.hours_per_week - time.paid_hours > HALF_A_MINUTE)


def ways_out(time: Missions) -> tuple[WayOut, ...]:
    """What the team can do when the missions do not fit; nothing when they do. A choice that would
    leave the coordinator without any mission is no way out."""
    if not time.exceeded:
        return ()
    ways = []
    paid = hours(time.paid_hours)
    if alone := too_large(time):
        asked = listing(f"« {m.mission.label} » ({hours(m.hours_per_week)})" for m in alone)
        ways.append(
            WayOut(
                "Revoir les heures",
                f"Dépasse à elle seule les {paid} payées : {asked}. Revoyez les heures, ou partagez le "
                "travail avec l’équipe.",
            )
        )
    starting = [m for m in time.kept if m.starts_first]
    begun_later = put_off(time)
    if 0 < len(begun_later) < len(starting):
        left = hours(total(starting) - total(begun_later))
        ways.append(
            WayOut(
                "Commencer par moins de missions",
                f"Les six premiers mois tiennent ({left} pour {paid} payées) si vous remettez à plus "
                "tard :",
                _cuts(begun_later, time),
                f"Ensuite, comptez {time.later.days_needed_in_words}.",
            )
        )
    dropped = drop(time)
    if len(dropped) < len(time.kept):
        left = hours(time.hours_asked - total(dropped))
        ways.append(
            WayOut(
                "Garder moins de missions",
                f"Tout tient, dès le début et ensuite ({left} pour {paid} payées), si vous ne "
                "confiez pas :",
                _cuts(dropped, time),
            )
        )
    return (*ways, WayOut("Payer plus de temps", _more_time(time)))


def _more_time(time: Missions) -> str:
    first, later = time.first.days_needed_in_words, time.later.days_needed_in_words
    if not time.first.exceeded:
        return f"Les six premiers mois tiennent déjà. Ensuite, comptez {later}."
    if first == later:
        return f"Comptez {later}, dès le début."
    return f"Comptez {first} les six premiers mois, puis {later}."


def _cuts(missions: Sequence[MissionResult], time: Missions) -> tuple[Cut, ...]:
    alone = too_large(time)
    all_asked = all(m.asked_by for m in time.kept)

    def why(m: MissionResult) -> str:
        if m in alone:
            return "à elle seule, elle dépasse le temps payé"
        if not m.asked_by:
            return "aucune tâche qui vous pèse ne la demande"
        others = "comme les autres" if all_asked else "mais les autres ne suffisent pas"
        return f"elle soulage une tâche qui vous pèse, {others}"

    return tuple(Cut(m.mission.label, f"{hours(m.hours_per_week)} ; {why(m)}") for m in missions)


def _fewest(missions: Sequence[MissionResult], over: float) -> tuple[MissionResult, ...]:
    """Missions that take ``over`` hours a week off: as few as possible of those asked for, then as
    few as possible of the others. None could give way to one of its kind that is shorter, nor to one
    as long that starts later. The others come first."""
    if over <= HALF_A_MINUTE:
        return ()

    def enough(some: Sequence[MissionResult]) -> bool:
        return total(some) >= over - _NOTHING

    longest = sorted(missions, key=_length, reverse=True)
    asked = [m for m in longest if m.asked_by]
    others = [m for m in longest if not m.asked_by]
    chosen = next(
        some
        for a in range(len(asked) + 1)
        for o in range(len(others) + 1)
        if enough(some := asked[:a] + others[:o])
    )
    for place, mission in enumerate(chosen):
        kind = asked if mission in asked else others
        free = (m for m in kind if m not in chosen)
        instead = (m for m in free if enough([*chosen[:place], m, *chosen[place + 1 :]]))
        chosen[place] = min((mission, *instead), key=_length)
    return tuple(sorted(chosen, key=lambda m: (bool(m.asked_by), -m.hours_per_week)))


def _length(mission: MissionResult) -> tuple[float, bool]:
    """Shortest first; of two as long, the one that starts later."""
    return mission.hours_per_week, mission.starts_first
