"""The questionnaire on screen: a question, the conclusion of a step, where the team stands."""

from __future__ import annotations

from premierspas.dossier.changes import Change, set_in_entry
from premierspas.french import count, lower_first
from premierspas.members import Distribution, Members
from premierspas.readiness import CriterionResult, CriterionState, NextStep, Readiness, StepResult
from ui import fields, page, st
from ui.browser import to_top_when_changed

LEVELS = (0, 1, 2, 3, "unknown", "not-concerned")
_SHOWN_QUESTION = "readiness-question"
_ONE = "readiness-one"  # where one question begins


def ask(result: CriterionResult, people: Members) -> None:
    """One question, its four facts, how the members answered it, and what helps to answer."""
    criterion = result.criterion
    words = dict(zip(LEVELS, (*criterion.levels, "Je ne sais pas", "Non concerné"), strict=True))
    # Nobody is exempt from a prerequisite.
    offered = LEVELS[:-1] if criterion.blocking else LEVELS
    with st.container(border=True):
        if criterion.blocking:
            st.caption("▲ Prérequis : bloque la suite tant qu’il n’est pas rempli")
        fields.choice(
            criterion.question,
            f"readiness-{criterion.id}",
            result.answer,
            offered,
            words.__getitem__,
            _in_answer(criterion.id, "level"),
            as_heading=True,
        )
        if people.question(criterion.id).people:
            st.caption(spread_in_words(people.question(criterion.id)))
        with st.expander(
            "Pourquoi, comment, avec qui", key=f"help-{criterion.id}", on_change="rerun"
        ) as details:
            if details.open or result.comment:
                _details(result)


def _details(result: CriterionResult) -> None:
    criterion = result.criterion
    st.markdown(f"**Pourquoi.** {criterion.why}")
    st.markdown(f"**Comment.** {criterion.how}")
    st.markdown(f"**Qui peut aider.** {criterion.who_helps}")
    page.sources(criterion.sources)
    lowest = criterion.expected_level if criterion.blocking else 1
    goals = range(lowest, len(criterion.levels))
    if len(goals) > 1:
        fields.choice(
            "Le niveau que vous visez",
            f"readiness-target-{criterion.id}",
            result.goal,
            list(goals),
            lambda level: (
                criterion.levels[level]
                + (" (conseillé)" if level == criterion.expected_level else "")
            ),
            _in_answer(criterion.id, "target"),
        )
    fields.note(
        "Votre commentaire",
        f"readiness-comment-{criterion.id}",
        result.comment,
        _in_answer(criterion.id, "comment"),
    )


def _in_answer(criterion: str, name: str) -> fields.ToChange:
    def to_change(value: object) -> Change:
        return set_in_entry("readiness", criterion, name, value)

    return to_change


def one_by_one(standing: Readiness, people: Members) -> None:
    """One question a screen, with the way back and the way on."""
    questions = {c.criterion.id: c for c in standing.criteria}
    ids = list(questions)
    if st.session_state.get(_SHOWN_QUESTION) not in ids:
        unanswered = [c.criterion.id for c in standing.criteria if c.answer is None]
        st.session_state[_SHOWN_QUESTION] = (unanswered or ids)[0]
    shown = st.session_state[_SHOWN_QUESTION]
    place = ids.index(shown)
    step = next(s for s in standing.steps if questions[shown] in s.criteria)
    with st.container(key=_ONE):
        st.markdown(f"Question {place + 1} sur {len(ids)} · {step.step.label}")
    ask(questions[shown], people)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if place:
            st.button(
                "Question précédente", icon=":material/arrow_back:",
                on_click=_show_question, args=(ids[place - 1],),
            )  # fmt: skip
        if place + 1 < len(ids):
            st.button(
                "Question suivante", type="primary", icon=":material/arrow_forward:",
                icon_position="right", on_click=_show_question, args=(ids[place + 1],),
            )  # fmt: skip
        else:
            st.button(
                "Voir ce que cela donne", type="primary", icon=":material/arrow_forward:",
                icon_position="right", on_click=fields.show_part, args=("readiness-part", "resultat"),
            )  # fmt: skip
    to_top_when_changed(f"{_SHOWN_QUESTION}:{shown}", _ONE)


def _show_question(criterion: str) -> None:
    st.session_state[_SHOWN_QUESTION] = criterion


# --- what the answers say -------------------------------------------------------------------------
def conclude(step: StepResult) -> None:
    """What the answers of one step say, and what holds it."""
    st.subheader(f"{step.symbol} {step.step.label} : étape {step.in_words}", anchor=False)
    st.caption(f"{count(step.answered, 'réponse')} sur {len(step.criteria)}{_left_out(step)}.")
    _list("À régler d’abord, dans les étapes précédentes", step.earlier_locks)
    _list("Prérequis à remplir", step.locks)
    others = tuple(c for c in step.missing if not c.locks)
    _list("Ce qui manque encore", others)


def _left_out(step: StepResult) -> str:
    if not step.not_asked:
        return ""
    left = count(step.not_asked, "autre", "autres")
    return f" ({left} dans le questionnaire complet)"


def _list(title: str, criteria: tuple[CriterionResult, ...]) -> None:
    if criteria:
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {_line(c)}" for c in criteria))


def _line(result: CriterionResult) -> str:
    line = f"{result.symbol} **{result.criterion.label}** : {lower_first(result.answer_in_words)}"
    if result.state is CriterionState.TO_CHECK:
        line += f", auprès de : {lower_first(result.criterion.who_helps)}"
    elif result.own_goal and result.state is CriterionState.GAP:
        line += f". Vous visez : {lower_first(result.goal_in_words)}"
    return line


def announce(step: NextStep) -> None:
    """The single next thing to do."""
    st.info(f"**La prochaine chose à faire : {step.title}.** {step.how}", icon=":material/flag:")


def conclude_all(standing: Readiness, people: Members) -> None:
    """Where the team stands: locks in order, the next thing to do, step by step. No global mark."""
    if not standing.answered:
        st.markdown("Répondez à quelques questions : ce qu’elles disent apparaîtra ici.")
        return
    st.markdown(
        "✓ Les trois premières étapes sont prêtes : vous pouvez recruter."
        if standing.can_recruit
        else "▲ Pas encore prêts à recruter : sensibiliser, informer et valider d’abord."
    )
    if not standing.can_arrive:
        st.markdown(
            "▲ Pas d’arrivée pour l’instant : chaque prérequis doit être rempli, contrat signé compris."
        )
    if standing.next_step:
        announce(standing.next_step)
    st.header("Les prérequis, dans l’ordre", anchor=False)
    st.markdown("\n".join(f"1. {_line(lock)}" for lock in standing.prerequisites))
    st.header("Étape par étape", anchor=False)
    for step in standing.steps:
        with st.container(border=True):
            conclude(step)
            if step.next_step:
                st.markdown(f"**Ensuite :** {step.next_step.title}")
            spreads = [people.question(c.criterion.id) for c in step.criteria]
            if any(spread.shown for spread in spreads):
                with st.expander("Ce que les membres ont répondu"):
                    for spread in spreads:
                        st.caption(f"{spread.criterion.label}. {spread_in_words(spread)}")


def spread_in_words(distribution: Distribution) -> str:
    """How the members answered: number at each level, and how far apart they are."""
    if not distribution.shown:
        return f"Vos membres : {distribution.in_words}"
    counts = " · ".join(map(str, distribution.levels))
    return (
        f"Vos membres : {distribution.symbol} {distribution.in_words} "
        f"(du premier au dernier choix : {counts})"
    )
