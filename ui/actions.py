"""The actions of the roadmap, as the team edits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change, set_in_entry
from premierspas.dossier.model import NAME_LENGTH, NOTE_LENGTH, ActionEdit
from premierspas.french import short_date
from premierspas.roadmap import OWN_ACTION_PREFIX, RoadmapAction
from ui import fields, page, st, state


def _in_action(action: str, name: str) -> fields.ToChange:
    def to_change(value: Any) -> Change:
        return set_in_entry("actions", action, name, value)

    return to_change


def edit_action(action: RoadmapAction, edit: ActionEdit | None, today: date) -> None:
    """One action: done or not, who, by when; why and how one click away."""
    edit = edit or ActionEdit()
    key = f"action-{action.id}"
    with st.container(border=True):
        fields.tick(st.plain(action.title), f"{key}-done", edit.done, _in_action(action.id, "done"))
        st.caption(_state(action, today))
        if action.conflict:
            st.warning(f"▲ {action.conflict}", icon=None)
        who, when = st.columns([3, 2])
        with who:
            fields.name(
                "Qui", f"{key}-owner", edit.owner, _in_action(action.id, "owner"),
                placeholder=action.usual_owner or "Prénom ou fonction",
            )  # fmt: skip
        with when:
            suggested = f" (proposé : {short_date(action.deadline)})" if action.deadline else ""
            fields.day(
                "Pour quand" + ("" if edit.deadline else suggested),
                f"{key}-deadline", edit.deadline, _in_action(action.id, "deadline"),
            )  # fmt: skip
        with st.expander(
            "Pourquoi, comment, moyens", key=f"{key}-details", on_change="rerun"
        ) as details:
            if details.open:
                _details(action, edit, key)


def _details(action: RoadmapAction, edit: ActionEdit, key: str) -> None:
    if action.own:
        fields.name("Action", f"{key}-title", edit.title, _in_action(action.id, "title"))
    else:
        st.markdown(f"**Pourquoi.** {action.why}")
        st.markdown(f"**Comment.** {action.how}")
        page.sources(action.sources)
    if action.waits_for:
        st.markdown(f"**Attend.** {' ; '.join(action.waits_for)}.")
    for linked in dict.fromkeys(reason.page for reason in action.reasons):
        if linked:
            st.page_link(
                page.path(linked), label=f"Revoir la réponse : {state.catalog().page[linked].label}"
            )
    fields.note("Moyens", f"{key}-means", edit.means, _in_action(action.id, "means"))
    fields.note(
        "À quoi verra-t-on que c’est réussi ?", f"{key}-success", edit.success,
        _in_action(action.id, "success"), placeholder=action.success,
    )  # fmt: skip
    fields.tick(
        "Écarter cette action (elle reste dans « Écartées »)", f"{key}-dropped", edit.dropped,
        _in_action(action.id, "dropped"),
    )  # fmt: skip
    if edit.dropped:
        fields.note(
            "Pourquoi ne la faites-vous pas ?", f"{key}-refusal", edit.refusal,
            _in_action(action.id, "refusal"),
        )  # fmt: skip


def _state(action: RoadmapAction, today: date) -> str:
    return f"{action.state(today)} · {' ; '.join(action.because)}"


_NEVER = object()
# The field that a column edits, and what a cell says.
_COLUMNS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "Faite": ("done", bool),
    "Qui": ("owner", lambda text: text or ""),
    "Pour quand": ("deadline", lambda day: date.fromisoformat(day[:10]) if day else None),
    "Moyens": ("means", lambda text: text or ""),
}


def edit_in_a_table(actions: Sequence[RoadmapAction], dossier: Dossier) -> None:
    """Who, by when, done or not, for many actions: cells to go through with the keyboard, each saved
    at once."""
    import pandas as pd  # only a data frame tells the grid which cells are dates

    rows = sorted(actions, key=lambda a: a.id)  # an order that no answer changes while one types
    edits = [dossier.actions.get(action.id) or ActionEdit() for action in rows]
    table = pd.DataFrame(
        {
            "Action": [action.title for action in rows],
            "Faite": [edit.done for edit in edits],
            "Qui": [edit.owner for edit in edits],
            "Proposé": [short_date(a.deadline) if a.deadline else "" for a in rows],
            "Pour quand": pd.to_datetime([edit.deadline for edit in edits]),
            "Moyens": [edit.means for edit in edits],
        }
    )
    key = f"actions-table-{hash(tuple(action.id for action in rows))}"  # the rows that edits are of
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        num_rows="fixed",
        height="content",
        disabled=["Action", "Proposé"],
        placeholder="",
        column_config={
            "Action": st.column_config.TextColumn(width=230, pinned=True),
            "Faite": st.column_config.CheckboxColumn(width=60),
            "Qui": st.column_config.TextColumn(width=140, max_chars=NAME_LENGTH),
            "Proposé": st.column_config.TextColumn(width=95),
            "Pour quand": st.column_config.DateColumn(width=110, format="DD/MM/YYYY"),
            "Moyens": st.column_config.TextColumn(max_chars=NOTE_LENGTH),
        },
        on_change=_save_cells,
        args=(key, [action.id for action in rows]),
    )
    st.caption(
        "Au clavier : flèches pour aller d’une case à l’autre, Entrée pour écrire, Espace pour cocher."
    )


def _save_cells(key: str, ids: list[str]) -> None:
    """Save the cells that were typed since last time: the grid keeps telling all of them, and what
    somebody else changed in between must stay."""
    typed: dict[tuple[str, str], Any] = {
        (ids[int(row)], column): value
        for row, cells in st.session_state[key]["edited_rows"].items()
        for column, value in cells.items()
    }
    known = st.session_state.get(f"{key}-saved", {})
    for (action, column), value in typed.items():
        if known.get((action, column), _NEVER) != value:
            name, read = _COLUMNS[column]
            state.change(set_in_entry("actions", action, name, read(value)))
    st.session_state[f"{key}-saved"] = typed


def add_own_action(dossier: Dossier) -> None:
    """An action of the team's own."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            "Une action à vous", key="own-action", max_chars=100, autocomplete="off"
        )
        if st.button("Ajouter"):
            if not title or not title.strip():
                st.warning("Écrivez d’abord l’action, puis « Ajouter ».")
                return
            key = _free_key(dossier)
            if state.change(set_in_entry("actions", key, "title", title)):
                del st.session_state["own-action"]
                state.notify("Action ajoutée : elle est dans « Avant l’arrivée ».")
                st.rerun()


def _free_key(dossier: Dossier) -> str:
    number = 1
    while f"{OWN_ACTION_PREFIX}{number}" in dossier.actions:
        number += 1
    return f"{OWN_ACTION_PREFIX}{number}"


def table(actions: Sequence[RoadmapAction], today: date) -> None:
    """All actions in words."""
    st.table(
        [
            {
                "État": _state(a, today).split(" · ")[0],
                "Action": st.plain(a.title),
                "Qui": st.plain(a.owner)
                or (f"{a.usual_owner} (proposé)" if a.usual_owner else "–"),
                "Du": short_date(a.start) if a.start else "–",
                "Au": short_date(a.deadline) if a.deadline else "date à fixer",
            }
            for a in actions
        ],
        hide_index=True,
        alt="Toutes les actions avec leur état, leur responsable et leurs dates",
    )
