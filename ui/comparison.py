"""Before and after, on screen."""

from __future__ import annotations

from premierspas.comparison import Comparison, Direction, Move, compare, keep_state
from premierspas.dossier.file import DossierFileError, from_json
from premierspas.dossier.model import Snapshot
from premierspas.french import listing, long_date, lower_first
from premierspas.member_files import answers_of
from ui import st, state, visitor

_SYMBOLS = {
    Direction.FORWARD: "↗",
    Direction.BACK: "↘",
    Direction.ANSWERED: "✓",
    Direction.IN_DOUBT: "?",
    Direction.NOT_CONCERNED: "–",
}
_FILE = "un fichier plus ancien"


def before_and_after() -> None:
    """The whole part « Avant et après »."""
    dossier = state.dossier()
    st.markdown("Gardez vos réponses d’aujourd’hui. Dans six mois, vous verrez le chemin fait.")
    if answers_of(dossier).readiness and st.button(
        "Garder nos réponses d’aujourd’hui", icon=":material/photo_camera:"
    ):
        if state.change(keep_state(visitor.today())):
            state.notify("C’est gardé : vous pourrez comparer à tout moment.")
        st.rerun()
    kept = {key: dossier.snapshots[key] for key in sorted(dossier.snapshots, reverse=True)}
    chosen = st.radio(
        "Comparer aujourd’hui avec",
        [*kept, _FILE],
        format_func=lambda key: _FILE if key == _FILE else _day_in_words(key, kept[key]),
        key="compare-with",
    )
    if chosen in kept:
        before = kept[chosen]
        show(compare(state.catalog(), before.readiness, dossier, before.day))
        return
    file = st.file_uploader("Un fichier de ce dossier, gardé plus tôt", key="compare-file")
    if file is None:
        return
    try:
        earlier = from_json(file.getvalue())
    except DossierFileError as refusal:
        st.error(st.plain(str(refusal)))
        return
    if earlier.identity and dossier.identity and earlier.identity != dossier.identity:
        st.error("Ce fichier vient d’un autre dossier. Choisissez un fichier gardé de celui-ci.")
        return
    show(compare(state.catalog(), answers_of(earlier).readiness, dossier))


def _day_in_words(key: str, state: Snapshot) -> str:
    """« le 22 novembre 2026 », « le 22 novembre 2026 (2) » for the second state of a day."""
    number = key.removeprefix(state.day.isoformat()).removeprefix("-")
    return f"le {long_date(state.day)}" + (f" ({number})" if number else "")


def show(comparison: Comparison) -> None:
    """What moved, in words, then in a table."""
    st.markdown(comparison.in_words)
    if not comparison.moves:
        return
    if comparison.lifted:
        names = listing(lower_first(m.now.criterion.label) for m in comparison.lifted)
        st.success(f"✓ Prérequis levé depuis : {names}.", icon=None)
    if comparison.lost:
        names = listing(lower_first(m.now.criterion.label) for m in comparison.lost)
        st.warning(f"▲ De nouveau bloquant : {names}.", icon=None)
    st.table(
        [_row(m) for m in comparison.moves],
        hide_index=True,
        alt="Les réponses qui ont changé, avant et aujourd’hui",
    )


def _row(move: Move) -> dict[str, str]:
    return {
        "Question": move.now.criterion.label,
        "Évolution": f"{_SYMBOLS[move.direction]} {move.direction.value}",
        "Avant": move.before.answer_in_words,
        "Aujourd’hui": move.now.answer_in_words,
    }
