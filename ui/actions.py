"""The actions of the roadmap, as the team edits them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change, set_in_entry
from premierspas.dossier.model import ActionEdit
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
    fields.note("Moyens", f"{key}-means", edit.means, _in_action(action.id, "means"))
    fields.note(
        "À quoi verra-t-on que c’est réussi ?", f"{key}-success", edit.success,
        _in_action(action.id, "success"), placeholder=action.success,
    )  # fmt: skip
    fields.tick(
        "Écarter cette action (elle reste dans « Écartées »)", f"{key}-dropped", edit.dropped,
        _in_action(action.id, "dropped"),
    )  # fmt: skip


def _state(action: RoadmapAction, today: date) -> str:
    if action.done:
        state_words = "✓ fait"
    elif action.late(today):
        state_words = "▲ en retard"
    elif action.start and action.start <= today:
        state_words = "→ à faire maintenant"
    else:
        state_words = "○ à venir"
    return f"{state_words} · {' ; '.join(action.because)}"


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
