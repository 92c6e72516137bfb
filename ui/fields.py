"""Fields bound to the dossier: each shows what the dossier holds and saves what is typed at once.

The dossier is the truth: before a field is drawn it takes the dossier's value, so what another tab
or another person changed appears, and a refused value goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from premierspas.dossier.changes import Change
from premierspas.dossier.model import NAME_LENGTH, NOTE_LENGTH
from premierspas.privacy import patient_signs
from ui import st, state
from ui.browser import to_top_when_changed

ToChange = Callable[[Any], Change]
Save = Callable[[str, ToChange], None]  # keeps what the field of this key holds
Check = Callable[[float], str]  # why a number cannot be, empty when it can


def _draw(
    widget: Callable[..., Any],
    label: str,
    key: str,
    value: Any,
    to_change: ToChange,
    start: dict[str, Any],
    empty: dict[str, Any],
    save: Save | None = None,
    **options: Any,
) -> None:
    """Draw ``widget`` showing ``value``, and save what is answered.

    ``save``: what to do with an answer, by default a change of the dossier. ``start`` and ``empty``:
    ``value``, and nothing, as the widget wants to be told them at its start. ``start`` serves only when
    the browser comes back from a lost session: what the browser's field holds wins over it, and is
    saved if it is not ``value``.
    """
    if state.is_waking():
        if widget(label, key=key, **start, **options) != value:
            (save or _save)(key, to_change)
        return
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    widget(label, key=key, on_change=save or _save, args=(key, to_change), **empty, **options)


def _save(key: str, to_change: ToChange) -> None:
    state.change(to_change(st.session_state[key]))


@dataclass(frozen=True)
class _Checked:
    """Saves a number, or keeps the reason why not for the field to say."""

    check: Check | None

    def __call__(self, key: str, to_change: ToChange) -> None:
        value = st.session_state[key]
        reason = self.check(value) if self.check and value is not None else ""
        st.session_state[f"{key}-refused"] = reason or state.refusal(to_change(value))


def _draw_text(
    widget: Callable[..., Any],
    label: str,
    key: str,
    value: str,
    to_change: ToChange,
    **options: Any,
) -> None:
    _draw(
        widget,
        label,
        key,
        value,
        lambda text: to_change(text or ""),
        {"value": value},
        {"value": ""},
        **options,
    )
    if value and (signs := patient_signs(value)):
        st.warning(
            f"Ce texte semble contenir {' et '.join(signs)}. Retirez-le : ce dossier est celui de "
            "l’équipe, aucune donnée de patient ne doit s’y trouver.",
            icon=":material/privacy_tip:",
        )


def name(label: str, key: str, value: str, to_change: ToChange, **options: Any) -> None:
    """A short text on one line; warns when it seems to speak of a patient."""
    options |= {"max_chars": NAME_LENGTH, "autocomplete": "off"}
    _draw_text(st.text_input, label, key, value, to_change, **options)


def note(label: str, key: str, value: str, to_change: ToChange, **options: Any) -> None:
    """A free text; warns when it seems to speak of a patient."""
    options = {"height": "content", "max_chars": NOTE_LENGTH} | options
    _draw_text(st.text_area, label, key, value, to_change, **options)


def number(
    label: str,
    key: str,
    value: float | None,
    to_change: ToChange,
    check: Check | None = None,
    save: Save | None = None,
    **options: Any,
) -> None:
    """A number; empty means not said. One that cannot be is refused under the field, with the reason:
    the dossier's own, or what ``check`` says of it."""
    start, empty = {"value": value}, {"value": None}
    if value is not None and isinstance(options.get("step"), float):
        value = float(value)
        start = {"value": value}
    _draw(
        st.number_input,
        label,
        key,
        value,
        to_change,
        start,
        empty,
        save=save or _Checked(check),
        **options,
    )
    _say_refused(key)


def _say_refused(key: str) -> None:
    if reason := st.session_state.pop(f"{key}-refused", ""):
        st.error(f"▲ {reason}")


def slider(
    label: str,
    key: str,
    value: float,
    to_change: ToChange,
    check: Check | None = None,
    *,
    least: float,
    most: float,
    **options: Any,
) -> None:
    """A number to slide from ``least`` to ``most``; never empty, refused as a number is."""
    start = {"value": value}
    options |= {"min_value": least, "max_value": most}
    _draw(st.slider, label, key, value, to_change, start, {}, save=_Checked(check), **options)
    _say_refused(key)


def day(label: str, key: str, value: date | None, to_change: ToChange, **options: Any) -> None:
    """A date; empty means not said."""
    options |= {
        "format": "DD/MM/YYYY", "min_value": date(2000, 1, 1), "max_value": date(2100, 12, 31),
    }  # fmt: skip
    start, empty = {"value": value}, {"value": None}
    _draw(st.date_input, label, key, value, to_change, start, empty, **options)


def tick(label: str, key: str, value: bool, to_change: ToChange, **options: Any) -> None:
    """A box to tick."""
    start, empty = {"value": value}, {"value": False}
    _draw(st.checkbox, label, key, value, to_change, start, empty, **options)


def choice(
    label: str,
    key: str,
    value: Any,
    options: Sequence[Any],
    words: Callable[[Any], str],
    to_change: ToChange,
    *,
    as_heading: bool = False,
    **more: Any,
) -> None:
    """One of several answers, one under the other; ``horizontal=True`` for a few short words.

    ``as_heading`` shows the label in bold (a label with Markdown in it is read aloud with its
    asterisks). A value that is no longer offered shows as unanswered, and stays until another is
    chosen.
    """
    shown = value if value in options else None
    if as_heading:
        st.markdown(f"**{label}**", help=more.pop("help", None))
        more["label_visibility"] = "collapsed"
    start = {"index": None if shown is None else list(options).index(shown)}
    more |= {"options": options, "format_func": words}
    _draw(st.radio, label, key, shown, to_change, start, {"index": None}, **more)


def part_of_page(label: str, key: str, options: Sequence[str], words: Callable[[str], str]) -> str:
    """Which part of a long page is shown: remembered while the user works and in the address, never
    in the dossier."""
    if not state.is_waking():  # a page that wakes knows which part it was showing
        # Said each time: the browser remembers the words of the answer, which change if they count.
        shown = st.session_state.get(key, st.query_params.get(key))
        st.session_state[key] = shown if shown in options else options[0]
    chosen: str = st.radio(
        label,
        options,
        format_func=words,
        key=key,
        horizontal=True,
        persist_state="session",
    )
    write_address(key, "" if chosen == options[0] else chosen)
    return chosen


def write_address(name: str, value: str) -> None:
    """The address opens what is on screen, for whoever reloads or is sent it; empty: as usual."""
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


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
            on_click=show_part,
            args=(key, following),
        )
    to_top_when_changed(f"{key}:{shown}")


def show_part(key: str, part: str) -> None:
    """Show ``part`` of the page whose parts are chosen under ``key``, at the next run."""
    st.session_state[key] = part
