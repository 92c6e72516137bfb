"""While the workshop runs: where we are, what is asked, what the wall shows, what comes next."""

from __future__ import annotations

from premierspas.content.models import Screen, Stage, VoteKind
from premierspas.dossier.changes import Change
from premierspas.french import clock as at
from premierspas.french import count, number
from premierspas.storage import Held
from premierspas.workshop import running
from premierspas.workshop.clock import Clock, clock
from premierspas.workshop.model import Workshop
from ui import live, page, st, state, visitor
from ui.facilitator import invented, prepare, votes
from ui.invitation import invitation, projector_link
from ui.wall.screens import LINES, TWO_LINE_ROWS

SCREENS: dict[Screen, str] = {
    Screen.HOME: "Accueil et QR code",
    Screen.QUESTION: "Une question",
    Screen.WORDS: "Les mots",
    Screen.STEPS: "Les quatre étapes",
    Screen.ABAQUE: "Toutes les réponses",
    Screen.SOURCES: "Ce que disent les documents",
    Screen.MISSIONS: "Missions et heures",
    Screen.PROFILES: "Les trois profils",
    Screen.BUDGET: "Le budget",
    Screen.CASH: "La trésorerie",
    Screen.ACTIONS: "Les premières actions",
    Screen.DECISIONS: "Nos décisions",
    Screen.TIMER: "Minuteur et frigo",
    Screen.CLOSING: "Feuille de route à emporter",
}
_PAGED = {Screen.ABAQUE: TWO_LINE_ROWS, Screen.DECISIONS: LINES}  # rows turned at once
_ALWAYS = (Screen.HOME, Screen.TIMER, Screen.DECISIONS)


def running_stage(held: Held) -> None:
    """One stage of the workshop."""
    workshop = held.workshop
    assert workshop.current is not None
    text = state.catalog().stage[workshop.current.stage]
    pulse(held)
    work, wall = st.columns([5, 3], gap="large")
    with work:
        _stage(workshop, text)
        main = votes.main_vote(held, text.votes)
        for kind in text.votes:
            votes.vote(held, kind, keyboard=kind is main)
    with wall:
        _moves(workshop)
        _wall(workshop, text)
        _frigo(workshop)
        _agenda(workshop)
        with st.expander("Inviter, projecteur, lien", icon=":material/qr_code:"):
            invitation(held)
            projector_link(held)
        _end()


# --- where we are ---------------------------------------------------------------------------------
@st.fragment(run_every=2)
def pulse(held: Held) -> None:
    """What changes by itself: the clock, who is there, who has answered."""
    workshop = live.workshop()
    if live.moved(held) and live.is_saved():
        st.rerun(scope="app")
    if workshop.rehearsal:
        invented.answer_some(held)
    asked = workshop.waited_for
    found = live.turnout(held, asked)
    parts = []
    if found is None:
        parts.append("▲ L’enregistrement ne répond pas : les réponses attendent sur les téléphones")
    else:
        parts.append(count(found.connected, "connecté"))
        if len(asked) == 1:
            parts.append(f"{found.answered} ont répondu")
        elif asked:
            parts.append(f"{found.answered} ont répondu")
            parts.append(f"{found.finished} ont fini")
    times = clock(state.catalog(), workshop, live.now())
    if times is not None:
        parts.append(_times(workshop, times))
    with st.container(border=True):
        st.markdown("**" + " · ".join(parts) + "**")
        if times is not None and times.late:
            _shorten(times)


def _times(workshop: Workshop, times: Clock) -> str:
    assert workshop.current is not None
    spent = int(times.in_stage.total_seconds() // 60)
    return (
        f"{spent} min sur {workshop.current.minutes} · fin vers {at(visitor.local(times.ends_at))} · "
        f"{times.in_words}"
    )


def _shorten(times: Clock) -> None:
    """How to catch up, one click away."""
    if not times.savings:
        st.markdown(
            f"▲ {times.in_words.capitalize()} : plus rien ne se raccourcit sans perdre l’essentiel."
        )
        return
    with st.popover(f"▲ {times.in_words.capitalize()} : quoi raccourcir ?"):
        st.markdown("\n".join(f"- {saving.in_words}" for saving in times.savings))
        if times.beyond.total_seconds() >= 60:
            beyond = number(times.beyond.total_seconds() / 60, 0)
            st.markdown(f"Il manquera encore {beyond} min : prévenez la salle, ou passez un temps.")
        if st.button("Raccourcir ainsi"):
            minutes = {s.planned.stage: s.shorter.minutes for s in times.savings}
            live.change(running.shorten(minutes))
            st.rerun(scope="app")


def _stage(workshop: Workshop, text: Stage) -> None:
    st.markdown(f"**Les participants lisent :** {text.instruction}")
    shown = any(q.revealed for kind in text.votes for q in workshop.of_kind(kind).values())
    with st.expander("Vos notes", expanded=not shown, key=f"notes-{text.id}-{shown}"):
        st.markdown("\n".join(f"- {note}" for note in text.notes))
        if text.prompts:
            st.markdown("**Pour relancer**\n" + "\n".join(f"- {prompt}" for prompt in text.prompts))
        if text.decides:
            st.markdown(f"**À décider :** {text.decides}")
    if text.page:
        st.page_link(
            page.path(text.page),
            label=f"La page « {state.catalog().page[text.page].label} » du dossier",
            icon=":material/open_in_new:",
        )


# --- what comes next ------------------------------------------------------------------------------
def _moves(workshop: Workshop) -> None:
    stages, labels = workshop.plan.stages, state.catalog().stage
    here = workshop.stage or 0
    catalog, now = state.catalog(), live.now()
    if here + 1 < len(stages):
        following = labels[stages[here + 1].stage].label
        if st.button(
            f"Suite : {following}", type="primary", icon=":material/arrow_forward:", shortcut="Alt+S",
            width="stretch",
        ):  # fmt: skip
            live.change(running.go_to(catalog, here + 1, now))
            st.rerun()
    with st.container(horizontal=True):
        if here and st.button("Revenir", icon=":material/arrow_back:", shortcut="Alt+B"):
            live.change(running.go_to(catalog, here - 1, now))
            st.rerun()
        if here + 1 < len(stages) and st.button("Passer ce temps", icon=":material/skip_next:"):
            live.change(running.skip(catalog, here, now))
            st.rerun()


def _wall(workshop: Workshop, text: Stage) -> None:
    """What the projector shows."""
    offered = list(dict.fromkeys((*text.screens, *_ALWAYS, workshop.screen)))
    st.header("Au mur", anchor=False)
    key = "wall-screen"
    if st.session_state.get(key) != workshop.screen:
        st.session_state[key] = workshop.screen
    st.radio(
        "L’écran projeté",
        offered,
        format_func=SCREENS.__getitem__,
        key=key,
        on_change=_project,
        label_visibility="collapsed",
    )
    if workshop.screen in _PAGED and st.button("Lignes suivantes", icon=":material/expand_more:"):
        live.change(
            running.show(
                workshop.screen, workshop.on_screen, workshop.row + _PAGED[workshop.screen]
            )
        )
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        minutes = st.number_input("Minuteur, en minutes", 1, 60, 5, key="timer-minutes", width=150)
        if st.button("Lancer", icon=":material/timer:"):
            live.change(running.start_timer(int(minutes), live.now()))
            st.rerun()
        if workshop.timer_ends_at and st.button("Arrêter"):
            live.change(running.set_field("timer_ends_at", None))
            st.rerun()


def _project() -> None:
    wanted = Screen(st.session_state["wall-screen"])
    question = live.workshop().on_screen
    if wanted is Screen.QUESTION and question is None:
        question = next(iter(live.workshop().open_questions or live.workshop().asked), None)
    live.change(running.show(wanted, question))


def _frigo(workshop: Workshop) -> None:
    with st.expander(f"Frigo ({len(workshop.parked)})", icon=":material/kitchen:"):
        with st.form("frigo", clear_on_submit=True, border=False):
            text = st.text_input("À reprendre plus tard", max_chars=120)
            if st.form_submit_button("Mettre au frigo") and text.strip():
                live.change(running.park(text))
                state.change(_parked(text))
                st.rerun()
        for parked in workshop.parked:
            st.button(
                f"Retirer : {st.plain(parked)}",
                key=f"unpark-{parked}",
                on_click=_unpark,
                args=(parked,),
                type="tertiary",
            )


def _parked(text: str) -> Change:
    wanted = running.parked_text(text)
    return lambda dossier: dossier.changed(parked=tuple(dict.fromkeys((*dossier.parked, wanted))))


def _unpark(text: str) -> None:
    live.change(running.unpark(text))
    state.change(
        lambda dossier: dossier.changed(parked=tuple(p for p in dossier.parked if p != text))
    )


def _agenda(workshop: Workshop) -> None:
    labels = state.catalog().stage
    with st.expander("Le déroulé", icon=":material/event_note:"):
        st.table(
            [
                {
                    "Temps": _mark(workshop, place) + labels[planned.stage].label,
                    "Minutes": planned.minutes,
                }
                for place, planned in enumerate(workshop.plan.stages)
            ],
            hide_index=True,
            alt="Le déroulé de l’atelier et le temps prévu",
        )
        target = st.selectbox(
            "Aller à",
            range(len(workshop.plan.stages)),
            index=None,
            format_func=lambda place: labels[workshop.plan.stages[place].stage].label,
            placeholder="Choisissez un temps",
            key=f"go-to-{workshop.stage}",
        )
        if target is not None and target != workshop.stage:
            live.change(running.go_to(state.catalog(), target, live.now()))
            st.rerun()


def _mark(workshop: Workshop, place: int) -> str:
    stage = workshop.plan.stages[place].stage
    if stage in workshop.skipped:
        return "– "
    if place == workshop.stage:
        return "→ "
    return "✓ " if stage in workshop.began else "○ "


def _end() -> None:
    if st.button("Terminer l’atelier", icon=":material/flag:"):
        _confirm_end()


@st.dialog("Terminer l’atelier ?")
def _confirm_end() -> None:
    st.markdown("Les votes encore ouverts se ferment. Vous pourrez rouvrir l’atelier.")
    with st.container(horizontal=True):
        if st.button("Oui, terminer", type="primary"):
            live.change(running.finish(live.now()))
            st.rerun()
        if st.button("Non, continuer"):
            st.rerun()


# --- afterwards -----------------------------------------------------------------------------------
def ended(held: Held) -> None:
    """The decisions, the roadmap to share, and the way back."""
    workshop = held.workshop
    decisions = state.dossier().decisions
    st.markdown(
        f"{count(len(decisions), 'décision actée', 'décisions actées')} dans le dossier. Les réponses de "
        "chacun restent anonymes, et sont effacées deux mois après."
    )
    share(workshop)
    if VoteKind.TIME in {question.kind for question in workshop.asked.values()}:
        votes.vote(held, VoteKind.TIME)
    st.page_link(
        page.path("feuille-de-route"), label="Ouvrir la feuille de route", icon=":material/route:"
    )
    projector_link(held)
    if st.button("Rouvrir l’atelier", icon=":material/undo:"):
        live.change(running.reopen)
        st.rerun()
    prepare.erase_button()


def share(workshop: Workshop) -> None:
    """Let the phones take the PDF, or not any more."""
    shared = st.toggle(
        "Partager la feuille de route (PDF) avec les téléphones",
        value=workshop.published,
        key=f"share-{workshop.published}",
    )
    if shared != workshop.published:
        live.change(running.set_field("published", shared))
        st.rerun()
    st.caption(
        "Elle contient tout le dossier : noms, décisions, budget. Qui a le code de l’atelier l’ouvre."
    )
