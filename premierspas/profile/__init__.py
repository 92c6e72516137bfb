"""The profile: what counts for the team, how solid the advice is, with which statut, which support."""

from premierspas.profile.choice import (
    CLOSEST,
    LEVEL_WORDS,
    POINTS,
    ProfileChoice,
    Reading,
    WeightedCriterion,
    profile_choice,
)

__all__ = [
    "CLOSEST",
    "LEVEL_WORDS",
    "POINTS",
    "ProfileChoice",
    "Reading",
    "WeightedCriterion",
    "profile_choice",
]
