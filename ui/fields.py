"""Fields bound to the dossier: each shows what the dossier holds and saves what is typed at once.

The dossier is the truth: before a field is drawn it takes the dossier's value, so what another tab
or another person changed appears, and a refused value goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from premierspas.dossier.changes import Change
from premierspas.dossier.model import NAME_LENGTH, NOTE_LENGTH
from premierspas.privacy import patient_signs
from ui import st, state
from ui.scroll import to_top_when_changed

ToChange = Callable[[Any], Change]


def _bind(key: str, value: Any) -> None:
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _save(key: str, to_change: ToChange) -> None:
    state.change(to_change(st.session_state[key]))


def _save_text(key: str, to_change: ToChange) -> None:
    state.change(to_change(st.session_state[key] or ""))


def name(label: str, key: str, value: str, to_change: ToChange, **options: Any) -> None:
    """A short text on one line."""
    _bind(key, value)
    st.text_input(
        label,
        key=key,
        max_chars=NAME_LENGTH,
        autocomplete="off",
        on_change=_save_text,
        args=(key, to_change),
        **options,
    )
    _warn_of_patients(value)


def note(label: str, key: str, value: str, to_change: ToChange, **options: Any) -> None:
    """A free text; warns when it seems to speak of a patient."""
    _bind(key, value)
    options.setdefault("height", "content")
    st.text_area(
        label,
        key=key,
        max_chars=NOTE_LENGTH,
        on_change=_save_text,
        args=(key, to_change),
        **options,
    )
    _warn_of_patients(value)


def _warn_of_patients(text: str) -> None:
    if text and (signs := patient_signs(text)):
        st.warning(
            f"Ce texte semble contenir {' et '.join(signs)}. Retirez-le : ce dossier est celui de "
            "l’équipe, aucune donnée de patient ne doit s’y trouver.",
            icon=":material/privacy_tip:",
        )


def number(label: str, key: str, value: float | None, to_change: ToChange, **options: Any) -> None:
    """A number; empty means not said."""
    _bind(key, value)
    st.number_input(label, value=None, key=key, on_change=_save, args=(key, to_change), **options)


def day(label: str, key: str, value: date | None, to_change: ToChange, **options: Any) -> None:
    """A date; empty means not said."""
    _bind(key, value)
    st.date_input(
        label,
        value=None,
        key=key,
        format="DD/MM/YYYY",
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        on_change=_save,
        args=(key, to_change),
        **options,
    )


def tick(label: str, key: str, value: bool, to_change: ToChange, **options: Any) -> None:
    """A box to tick."""
    _bind(key, value)
    st.checkbox(label, key=key, on_change=_save, args=(key, to_change), **options)


def choice(
    label: str,
    key: str,
    value: Any,
    options: Sequence[Any],
    words: Callable[[Any], str],
    to_change: ToChange,
    **more: Any,
) -> None:
    """One of several answers, one under the other; ``horizontal=True`` for a few short words. A
    value that is no longer offered shows as unanswered, and stays until another is chosen."""
    _bind(key, value if value in options else None)
    st.radio(
        label,
        options,
        index=None,
        format_func=words,
        key=key,
        on_change=_save,
        args=(key, to_change),
        **more,
    )


def part_of_page(label: str, key: str, options: Sequence[str], words: Callable[[str], str]) -> str:
    """Which part of a long page is shown: remembered while the user works, never in the dossier."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    chosen: str = st.radio(
        label,
        options,
        format_func=words,
        key=key,
        horizontal=True,
        persist_state="session",
    )
    return chosen


def next_part(key: str, shown: str, options: Sequence[str], words: Callable[[str], str]) -> None:
    """A button to the part after ``shown``, at the foot of a part; nothing after the last one."""
    place = list(options).index(shown) + 1
    if place < len(options):
        following = options[place]
        st.button(
            f"Suite : {words(following)}",
            key=f"{key}-next",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=_show_part,
            args=(key, following),
        )
    to_top_when_changed(f"{key}:{shown}")


def _show_part(key: str, part: str) -> None:
    st.session_state[key] = part
