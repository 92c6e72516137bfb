"""The answers to a question, as figures: every option with its number, « ne sait pas » apart."""

from __future__ import annotations

from premierspas.french import count
from premierspas.workshop.model import Form
from premierspas.workshop.tally import Movement, Result
from ui import st

FULL_BAR = 14  # characters
_BAR = "█"


def bar(number: int, most: int, width: int = FULL_BAR) -> str:
    """A bar of characters: read on any screen, next to its number."""
    return _BAR * max(round(width * number / most), 1 if number else 0) if most else ""


def result_table(found: Result, moved: Movement | None) -> None:
    """Distribution first, the word for it, then what moved since the round before."""
    unit = "Points" if found.question.form is Form.POINTS else "Réponses"
    most = max((share.number for share in found.shares), default=0)
    rows = (
        [(point.share, point.in_words) for point in found.points]
        if found.question.form is Form.POINTS
        else [(share, "") for share in found.shares]
    )
    st.table(
        [
            {
                "Réponse": share.label + (" (à part)" if share.apart else ""),
                unit: f"{share.number} {bar(share.number, most)}",
            }
            | ({"En détail": detail} if detail else {})
            for share, detail in rows
        ],
        hide_index=True,
        alt=f"Réponses à : {found.question.text}",
    )
    words = [count(found.people, "réponse")]
    if found.spread is not None:
        words.append(found.word)
    if found.middle:
        words.append(f"au milieu : {found.middle}")
    st.markdown(" · ".join(words))
    if moved is not None:
        st.markdown(f"**Depuis le tour {moved.before.round} :** {moved.in_words}")
