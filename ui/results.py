"""How results are shown: a symbol and a word, never a colour alone."""

from __future__ import annotations

from premierspas.members import Dispersion
from premierspas.readiness import CriterionState, StepState

STEP_SYMBOLS: dict[StepState, str] = {
    StepState.UNANSWERED: "○",
    StepState.IN_PROGRESS: "→",
    StepState.BLOCKED: "▲",
    StepState.HELD: "▲",
    StepState.READY: "✓",
}
CRITERION_SYMBOLS: dict[CriterionState, str] = {
    CriterionState.MET: "✓",
    CriterionState.GAP: "→",
    CriterionState.TO_CHECK: "?",
    CriterionState.NOT_CONCERNED: "–",
    CriterionState.UNANSWERED: "○",
}
DISPERSION_SYMBOLS: dict[Dispersion | None, str] = {
    Dispersion.AGREED: "✓",
    Dispersion.NUANCED: "→",
    Dispersion.SPLIT: "▲",
    None: "○",
}
