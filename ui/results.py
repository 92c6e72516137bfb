"""How results are shown: a symbol and a word, never a colour alone."""

from __future__ import annotations

from premierspas.readiness import StepState

STEP_SYMBOLS: dict[StepState, str] = {
    StepState.UNANSWERED: "○",
    StepState.IN_PROGRESS: "→",
    StepState.BLOCKED: "▲",
    StepState.HELD: "▲",
    StepState.READY: "✓",
}
