"""The budget's scenarios: which one is shown, kept, set aside as a fallback, compared."""

from __future__ import annotations

import re
from itertools import count

from premierspas.budget import Budget, budgets
from premierspas.budget.balance import differences
from premierspas.budget.statuses import compared
from premierspas.dossier import Scenario
from premierspas.dossier.changes import (
    Change,
    duplicate_scenario,
    keep_scenario,
    remove_scenario,
    set_fallback,
    set_in_scenario,
)
from premierspas.dossier.model import MAX_SCENARIOS
from ui import fields, st, state, visitor

_SHOWN = "budget-scenario"
_COPY_LENGTH = 110  # leaves room for « (2) » in a name
PARAMETER = "scenario"


def shown_key() -> str:
    """The letter of the scenario on screen: that of the buttons, of the address, or the kept one."""
    budget = state.dossier().budget
    names = _names()
    shown = st.session_state.get(_SHOWN, st.query_params.get(PARAMETER, ""))
    # Said each time: the browser remembers the words of the answer, and a name may change.
    st.session_state[_SHOWN] = shown if shown in names else budget.kept
    if shown and shown not in names:
        st.warning("Ce scénario n’est plus là : voici celui que vous gardez.", icon=None)
    if len(names) == 1:
        return budget.kept
    typed = {key: st.plain(name) for key, name in names.items()}  # a radio reads Markdown
    chosen: str = st.radio(
        "Scénario affiché", list(names), format_func=typed.__getitem__, key=_SHOWN,
        horizontal=True, persist_state="session",
    )  # fmt: skip
    fields.write_address(PARAMETER, "" if chosen == budget.kept else chosen)
    return chosen


def _names() -> dict[str, str]:
    budget = state.dossier().budget
    return {key: name_of(key) for key in sorted({*budget.scenarios, budget.kept})}


def current_key() -> str:
    """The letter of the scenario that the budget page last showed."""
    budget = state.dossier().budget
    shown = st.session_state.get(_SHOWN, "")
    return shown if shown in budget.scenarios else budget.kept


def name_of(key: str) -> str:
    """« A · Avec le FIR (gardé) »."""
    budget = state.dossier().budget
    typed = budget.scenario(key).name
    role = " (gardé)" if key == budget.kept else " (repli)" if key == budget.fallback else ""
    return (f"{key.upper()} · {typed}" if typed else f"Scénario {key.upper()}") + role


def manage(key: str, scenario: Scenario) -> None:
    """Name, duplicate, keep, set aside, remove the scenario on screen."""
    budget = state.dossier().budget
    fields.name(
        f"Nom du scénario {key.upper()}", f"scenario-{key}-name", scenario.name,
        lambda value: set_in_scenario(key, "name", value), width=420,
    )  # fmt: skip
    full = len(budget.scenarios) >= MAX_SCENARIOS
    with st.container(horizontal=True):
        st.button(
            "Dupliquer", key="scenario-duplicate", icon=":material/content_copy:", disabled=full,
            on_click=_duplicate, args=(key,),
        )  # fmt: skip
        if key != budget.kept:
            _button("Garder celui-ci", "keep", keep_scenario(key))
            if budget.fallback == key:
                _button("Ne plus en faire le repli", "unfall", set_fallback(None))
            else:
                _button("En faire le repli", "fall", set_fallback(key))
            if st.button("Retirer", key="scenario-remove", icon=":material/delete:"):
                _confirm_removal(key)
    if full:
        st.caption(f"{MAX_SCENARIOS} scénarios au plus : retirez-en un pour en dupliquer un autre.")
    if key != budget.kept:
        st.caption("L’adresse de cette page ouvre ce scénario : envoyez-la à qui doit le voir.")
    if len(budget.scenarios) < 2:
        st.markdown(
            "Dupliquez ce scénario pour en essayer un autre, puis comparez-les. Gardez-en un, et un "
            "autre comme repli si le premier échoue."
        )


def _button(label: str, key: str, change: Change) -> None:
    st.button(label, key=f"scenario-{key}", on_click=state.change, args=(change,))


def _duplicate(key: str) -> None:
    before = set(state.dossier().budget.scenarios) | {key}
    if state.change(duplicate_scenario(key, _copy_name(key))):
        new = set(state.dossier().budget.scenarios) - before
        st.session_state[_SHOWN] = min(new, default=key)


def _copy_name(key: str) -> str:
    """« Copie de Seuls », « Copie de Seuls (2) »: a copy of a copy is named after the first one."""
    scenarios = state.dossier().budget.scenarios
    typed = state.dossier().budget.scenario(key).name or key.upper()
    copied = re.fullmatch(r"Copie de (.+?)(?: \(\d+\))?", typed)
    base = f"Copie de {copied[1] if copied else typed}"[:_COPY_LENGTH]
    taken = {scenario.name for scenario in scenarios.values()}
    names = (base if rank == 1 else f"{base} ({rank})" for rank in count(1))
    return next(name for name in names if name not in taken)


@st.dialog("Retirer ce scénario ?")
def _confirm_removal(key: str) -> None:
    st.markdown(f"{st.plain(name_of(key))} sera effacé. Les autres scénarios ne changent pas.")
    with st.container(horizontal=True):
        if st.button("Oui, le retirer", type="primary", on_click=_remove, args=(key,)):
            st.rerun()
        if st.button("Non, le garder"):
            st.rerun()


def _remove(key: str) -> None:
    if state.change(remove_scenario(key)):
        st.session_state[_SHOWN] = state.dossier().budget.kept


def compare(key: str) -> None:
    """The scenario on screen beside any other: their figures, and what differs in their choices."""
    found = {b.key: b for b in budgets(state.catalog(), state.dossier(), visitor.today())}
    if len(found) < 2:
        return
    names, budget = _names(), state.dossier().budget
    st.header(f"Comparer {st.plain(names.pop(key))}", anchor=False)
    usual = budget.kept if key != budget.kept else budget.fallback
    field = f"budget-compared-{key}"
    shown = st.session_state.get(field, usual)
    st.session_state[field] = shown if shown in names else usual or next(iter(names))
    other = st.selectbox("avec", list(names), format_func=names.__getitem__, key=field)
    _side_by_side(found[key], found[other])


def _side_by_side(one: Budget, other: Budget) -> None:
    names = (st.plain(name_of(one.key)), st.plain(name_of(other.key)))
    rows = [
        {"Chiffre": "Statut", names[0]: one.shown.status.label, names[1]: other.shown.status.label}
    ]
    rows += [
        {"Chiffre": label, names[0]: values[0], names[1]: values[1]}
        for label, values in compared((one.shown, other.shown))
    ]
    st.table(rows, hide_index=True, alt="Les deux scénarios, chiffre par chiffre")
    different = differences(one, other)
    if not different:
        st.markdown("Rien ne diffère dans leurs choix.")
        return
    st.markdown("**Ce qui diffère dans leurs choix**")
    st.table(
        [{"Choix": label, names[0]: a, names[1]: b} for label, a, b in different],
        hide_index=True,
        alt="Les choix qui diffèrent",
    )
