"""The sensitivity in words that stay true once their figures are rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from premierspas.french import number
from premierspas.profile.sensitivity import Flip, Takeover
from premierspas.typography import NBSP


def flip_in_words(flip: Flip, criterion: str, names: Callable[[Iterable[str]], str]) -> str:
    """« Le choix change pour « B » si « C » compte moins de 15 % (aujourd’hui 30 %). »

    ``criterion``: its label; ``names``: how profiles are named, from their ids.
    """
    first, *later = _told_apart(flip)
    limit = f"si « {criterion} » {_counts(flip, first)} (aujourd’hui {_percent(flip.today)})"
    if flip.others_silent:
        limit += ", le reste partagé également entre les autres critères"
    if not later:
        return f"Le choix change pour {_who(first, names)} {limit}."
    then = ", ".join(
        f"puis pour {_who(takeover, names)} si ce critère {_counts(flip, takeover)}"
        for takeover in later
    )
    return f"Le choix change {limit} : d’abord pour {_who(first, names)}, {then}."


def _told_apart(flip: Flip) -> list[Takeover]:
    """The takeovers, one for each printed limit: behind the same one, only the last is true of
    everything beyond it."""
    return list({flip.safe_percent(takeover): takeover for takeover in flip.takeovers}.values())


def _who(takeover: Takeover, names: Callable[[Iterable[str]], str]) -> str:
    return names(takeover.profiles) + (" à égalité" if len(takeover.profiles) > 1 else "")


def _counts(flip: Flip, takeover: Takeover) -> str:
    """« compte moins de 15 % », or what to say of less than a tenth of a percent."""
    percent = flip.safe_percent(takeover)
    if percent == 0:
        return "ne compte plus du tout"
    return f"compte {'moins' if flip.below else 'plus'} de {_percent(percent / 100)}"


def _percent(share: Fraction) -> str:
    return f"{number(float(share * 100), 1)}{NBSP}%"
