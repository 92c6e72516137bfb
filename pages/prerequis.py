"""Where do we stand? The questions of the four steps, and what they say step by step."""

from premierspas.content.models import Criterion
from premierspas.dossier.changes import set_in_entry
from premierspas.dossier.model import CriterionAnswer
from premierspas.french import count
from premierspas.readiness import CriterionState, StepResult, readiness
from ui import fields, page, st, state
from ui.results import STEP_SYMBOLS

LEVELS = (0, 1, 2, 3, "unknown", "not-concerned")


def ask(criterion: Criterion, answer: CriterionAnswer) -> None:
    """One question, its four facts, and what helps to answer."""
    words = dict(zip(LEVELS, (*criterion.levels, "Je ne sais pas", "Non concerné"), strict=True))
    # Nobody is exempt from a prerequisite.
    offered = LEVELS[:-1] if criterion.blocking else LEVELS
    with st.container(border=True):
        if criterion.blocking:
            st.caption("▲ Prérequis : bloque la suite tant qu’il n’est pas rempli")
        fields.choice(
            criterion.question,
            f"readiness-{criterion.id}",
            answer.level,
            offered,
            words.__getitem__,
            lambda level: set_in_entry("readiness", criterion.id, "level", level),
            as_heading=True,
        )
        with st.expander(
            "Pourquoi, comment, avec qui", key=f"help-{criterion.id}", on_change="rerun"
        ) as help_:
            if help_.open or answer.comment:
                st.markdown(f"**Pourquoi.** {criterion.why}")
                st.markdown(f"**Comment.** {criterion.how}")
                st.markdown(f"**Qui peut aider.** {criterion.who_helps}")
                page.sources(criterion.sources)
                fields.note(
                    "Votre commentaire",
                    f"readiness-comment-{criterion.id}",
                    answer.comment,
                    lambda text: set_in_entry("readiness", criterion.id, "comment", text),
                )


def conclude(step: StepResult) -> None:
    """What the answers of one step say, what holds it, and the next thing to do."""
    st.subheader(
        f"{STEP_SYMBOLS[step.state]} {step.step.label} : étape {step.in_words}", anchor=False
    )
    if step.earlier_locks:
        st.markdown("**À régler d’abord, dans les étapes précédentes**")
        st.markdown(
            "\n".join(
                f"- ▲ {lock.criterion.label} ({lock.answer_in_words})"
                for lock in step.earlier_locks
            )
        )
    if step.locks:
        st.markdown("**Prérequis à remplir**")
        st.markdown(
            "\n".join(f"- ▲ {lock.criterion.label} ({lock.answer_in_words})" for lock in step.locks)
        )
    others = [c for c in step.missing if not c.locks]
    if others:
        st.markdown("**Ce qui manque encore**")
        st.markdown(
            "\n".join(
                f"- {'?' if c.state is CriterionState.TO_CHECK else '→'} "
                f"{c.criterion.label} ({c.answer_in_words})"
                + (f" Qui peut aider : {c.criterion.who_helps}" if c.level is None else "")
                for c in others
            )
        )
    if step.next_action:
        st.info(
            f"**La prochaine chose à faire : {step.next_action.title}.** {step.next_action.how}",
            icon=":material/flag:",
        )
    elif step.answered < len(step.criteria):
        st.markdown(f"{count(step.answered, 'réponse')} sur {len(step.criteria)} pour l’instant.")


page.header("prerequis")
catalog, dossier = state.catalog(), state.dossier()
standing = readiness(catalog, dossier)

steps = list(catalog.step)
chosen = fields.part_of_page(
    "Étape à remplir", "readiness-step", steps, lambda key: catalog.step[key].label
)
current = next(step for step in standing.steps if step.step.id == chosen)

st.header(current.step.question, anchor=False)
st.markdown(current.step.explanation)
st.markdown(f"**Qui s’en charge.** {current.step.who}")
page.sources(current.step.sources)
for result in current.criteria:
    ask(result.criterion, dossier.readiness.get(result.criterion.id) or CriterionAnswer())

if current.answered:
    with st.container(border=True):
        conclude(current)
fields.next_part("readiness-step", chosen, steps, lambda key: catalog.step[key].label)

st.header("Les quatre étapes", anchor=False)
for step in standing.steps:
    st.markdown(
        f"{STEP_SYMBOLS[step.state]} **{step.step.label}** : {step.in_words} "
        f"({count(step.answered, 'réponse')} sur {len(step.criteria)})"
    )
if standing.answered:
    st.markdown(
        "✓ Les trois premières étapes sont prêtes : vous pouvez recruter."
        if standing.can_recruit
        else "▲ Pas encore prêts à recruter : sensibiliser, informer et valider d’abord."
    )
page.footer("prerequis")
