"""One vote on the facilitator's page: open, close, reveal, ask again, decide."""

from __future__ import annotations

from collections.abc import Mapping

from premierspas.content.models import Screen, VoteKind
from premierspas.french import count
from premierspas.storage import Held
from premierspas.workshop import running
from premierspas.workshop.model import Form, Question
from premierspas.workshop.questions import questions_of
from premierspas.workshop.tally import (
    Result,
    Tallies,
    most_split_first,
    movement,
    result,
)
from ui import fields, live, st, state, visitor
from ui.facilitator import decide, hands
from ui.results import result_table

TITLES: dict[VoteKind, str] = {
    VoteKind.WORD: "Un mot chacun",
    VoteKind.READINESS: "Les prérequis",
    VoteKind.EXPECTATIONS: "Qui s’en charge ?",
    VoteKind.TASKS: "À l’aise ou non",
    VoteKind.MISSIONS: "100 points sur les missions",
    VoteKind.WEIGHTS: "Ce qui compte pour nous",
    VoteKind.PROFILE: "Le profil",
    VoteKind.BUDGET: "Le budget, acceptable ou non",
    VoteKind.ACTIONS: "Je prends",
    VoteKind.CONSENT: "Le consentement",
    VoteKind.TIME: "Le temps investi",
}


def main_vote(held: Held, kinds: tuple[VoteKind, ...]) -> VoteKind | None:
    """The vote that the keyboard works on: the first that was not shown and decided, else the
    last."""
    workshop = held.workshop
    for kind in kinds:
        asked = workshop.of_kind(kind)
        shown = bool(asked) and all(question.shown for question in asked.values())
        acted = kind in decide.NOTHING_TO_DECIDE or any(q.acted for q in asked.values())
        if not (shown and acted):
            return kind
    return kinds[-1] if kinds else None


def vote(held: Held, kind: VoteKind, *, keyboard: bool = True) -> None:
    """The whole vote of a kind; ``keyboard``: its buttons have shortcuts."""
    workshop = held.workshop
    asked = workshop.of_kind(kind)
    st.header(TITLES[kind], anchor=False)
    _buttons(kind, asked, keyboard)
    if not asked:
        return
    given = live.tallies()
    shown = {key: question for key, question in asked.items() if question.revealed}
    if not shown:
        hands.count(held, asked)
        return
    found = most_split_first([result(workshop, given, k, q.revealed) for k, q in shown.items()])
    if len(found) > 1:
        _overview(found)
    _one(held, kind, found, given, keyboard)
    hands.count(held, asked)


def _buttons(kind: VoteKind, asked: Mapping[str, Question], keyboard: bool) -> None:
    """What may be done now, and only that."""

    def button(words: str, name: str, icon: str, letter: str, *, first: bool = False) -> bool:
        pressed: bool = st.button(
            words,
            key=f"{name}-{kind}",
            icon=f":material/{icon}:",
            type="primary" if first else "secondary",
            shortcut=f"Alt+{letter}" if keyboard else None,
        )
        return pressed

    opened = any(question.open for question in asked.values())
    revealed = bool(asked) and all(question.shown for question in asked.values())
    with st.container(horizontal=True):
        if not opened and not revealed:
            words = "Rouvrir le vote" if asked else "Ouvrir le vote"
            if button(words, "open", "how_to_vote", "O", first=True):
                _open(kind)
        if opened and button("Fermer", "close", "lock", "F"):
            live.change(running.close(asked))
            st.rerun()
        if asked and not revealed and button("Lever le rideau", "reveal", "visibility", "M"):
            _reveal(kind, asked)
    if opened:
        st.caption("→ Ouvert : les téléphones répondent. Rien ne se voit avant le rideau.")
    elif asked and not revealed:
        st.caption("○ Fermé, pas encore montré.")


def _open(kind: VoteKind) -> None:
    workshop = live.workshop()
    questions = questions_of(kind, state.catalog(), state.dossier(), workshop.plan, visitor.today())
    if not questions:
        state.notify("Il n’y a rien à demander ici pour l’instant : complétez d’abord le dossier.")
    live.change(running.open_vote(questions))
    if len(questions) == 1:
        live.change(running.show(Screen.QUESTION, next(iter(questions))))
    st.rerun()


def _reveal(kind: VoteKind, asked: Mapping[str, Question]) -> None:
    hidden = [key for key, question in asked.items() if not question.shown]
    live.change(running.reveal(asked))
    if len(hidden) == 1:  # the only one, or the only one that was asked again
        live.change(running.show(Screen.QUESTION, hidden[0]))
    elif kind in (VoteKind.EXPECTATIONS, VoteKind.TASKS):
        live.change(running.show(Screen.ABAQUE))
    st.rerun()


def _overview(found: list[Result]) -> None:
    """Every question with its word, those to talk about first."""
    with st.expander(
        f"Les {count(len(found), 'question')}, les plus partagées d’abord", expanded=True
    ):
        st.table(
            [
                {
                    "Question": r.question.text,
                    "Réponses": str(r.people) if r.visible else "–",
                    "Accord": r.word if r.visible else "○ trop peu",
                    "Ce qui vient en tête": _leading(r),
                    "Actée": "✓" if r.question.acted else "",
                }
                for r in found
            ],
            hide_index=True,
            alt="Les questions du vote, des plus partagées aux plus proches",
        )


def _leading(found: Result) -> str:
    if not found.visible or not found.leading:
        return "–"
    return " ou ".join(f"{share.label} ({share.number})" for share in found.leading)


def _one(held: Held, kind: VoteKind, found: list[Result], given: Tallies, keyboard: bool) -> None:
    """The question in focus: its answers, the wall, again, the decision."""
    workshop = held.workshop
    by_key = {r.key: r for r in found}
    key = next(iter(by_key))
    if len(found) > 1:
        slot = f"focus-{kind}"
        if st.session_state.get(slot) not in by_key:
            st.session_state[slot] = workshop.on_screen if workshop.on_screen in by_key else key
        key = st.selectbox(
            "La question dont on parle",
            list(by_key),
            format_func=lambda k: by_key[k].question.text,
            key=slot,
        )
    shown = by_key[key]
    question = workshop.asked[key]
    if len(found) > 1:
        st.markdown(f"**{question.text}**")
    if shown.why_hidden:
        st.warning(f"○ {shown.why_hidden}", icon=None)
    elif question.form is Form.TEXT:
        _moderate(shown)
    else:
        result_table(shown, movement(workshop, given, key))
    with st.container(horizontal=True):
        if st.button("Projeter cette question", key=f"project-{kind}", icon=":material/cast:"):
            live.change(running.show(Screen.QUESTION, key))
            st.rerun()
        if question.shown and st.button(
            "Revoter",
            key=f"again-{kind}",
            icon=":material/replay:",
            shortcut="Alt+V" if keyboard else None,
        ):
            live.change(running.revote((key,)))
            live.change(running.show(Screen.QUESTION, key))
            st.rerun()
        if kind is VoteKind.EXPECTATIONS and st.button(
            "Montrer les documents", key=f"sources-{kind}", icon=":material/format_quote:"
        ):
            live.change(running.show(Screen.SOURCES, key))
            st.rerun()
    if question.form is not Form.TEXT:
        decide.form(held, key, shown, keyboard)


def _moderate(found: Result) -> None:
    """Words wait for the facilitator before they are on the wall."""
    st.caption("Cochez ce qui peut être projeté. Rien ne dit qui l’a écrit.")
    st.button(
        "Tout projeter",
        key=f"words-all-{found.key}",
        on_click=live.change,
        args=(running.approve_words(found.texts),),
    )
    approved = live.workshop().words
    for place, text in enumerate(found.texts):
        times = found.times(text)
        fields.tick(
            st.plain(text) + (f" ({times} fois)" if times > 1 else ""),
            f"word-{found.key}-{place}-{text}",
            text in approved,
            lambda shown, text=text: running.approve_words([text], shown=shown),
            save=live.field_saver,
        )
