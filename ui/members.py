"""Several people: their files come in, their answers are spread out, the team takes over what agrees."""

from __future__ import annotations

from premierspas.dispersion import MINIMUM, Dispersion
from premierspas.dossier.file import to_json
from premierspas.dossier.model import MAX_MEMBERS
from premierspas.french import count
from premierspas.member_files import (
    Arrival,
    MemberFile,
    add_files,
    answers_of,
    answers_only,
    forget_members,
    read_files,
)
from premierspas.members import Distribution, Members, adopt_agreement, agreed_levels
from ui import st, state

ANSWERS_NAME = "mes-reponses-premiers-pas.json"
_UPLOAD = "member-files"
_ARRIVALS = {
    Arrival.NEW: "✓ sera ajouté",
    Arrival.AGAIN: "✓ déjà ajouté : remplacera les réponses précédentes",
    Arrival.COPY: "? copie de ce dossier, ou du fichier d’un autre membre",
    Arrival.EMPTY: "○ aucune réponse : sera laissé de côté",
    Arrival.REFUSED: "▲ refusé",
}
_CHOICES = ("1er choix", "2e choix", "3e choix", "4e choix")
_ORDER = (Dispersion.SPLIT, Dispersion.NUANCED, Dispersion.AGREED, None)


def together(people: Members) -> None:
    """The whole part « À plusieurs »."""
    _explain()
    _bring()
    st.header("Les réponses des membres", anchor=False)
    if people.people < MINIMUM:
        st.markdown(
            f"{count(people.people, 'personne')} pour l’instant. Rien n’est montré en dessous de "
            f"{MINIMUM} réponses : on reconnaîtrait les gens."
        )
    else:
        _spread(people)
    if people.people and st.button("Retirer ces réponses", icon=":material/delete:"):
        _confirm_removal()


def _explain() -> None:
    st.markdown(
        "1. Chacun ouvre l’outil de son côté, sans votre lien ni votre code, et répond seul.\n"
        "2. Sur cette page, il télécharge ses réponses et vous les envoie.\n"
        "3. Vous les ajoutez ici, tous en une fois de préférence. Vous voyez où vous êtes d’accord, et où "
        "il faut parler."
    )
    answered = answers_of(state.dossier())
    if answered.readiness or answered.expectations:
        st.download_button(
            "Télécharger mes réponses, pour les envoyer",
            data=to_json(answers_only(state.dossier())),
            file_name=ANSWERS_NAME,
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        st.caption("Le fichier contient vos choix seulement : ni nom, ni commentaire.")


def _bring() -> None:
    st.header("Ajouter des réponses", anchor=False)
    round_ = st.session_state.setdefault("member-round", 0)  # a new one empties the uploader
    brought = st.file_uploader(
        f"Les fichiers reçus (« {ANSWERS_NAME} » ou un fichier de dossier)",
        key=f"{_UPLOAD}-{round_}",
        accept_multiple_files=True,
        type=None,
    )
    if not brought:
        return
    files = read_files(state.dossier(), [(f.name, f.getvalue()) for f in brought])
    st.table(
        [
            {
                "Fichier": st.plain(f.name),
                "Réponses": str(len(f.answers.readiness) + len(f.answers.expectations)),
                "Ce qui va se passer": _ARRIVALS[f.arrival]
                + (f" : {st.plain(f.reason)}" if f.reason else ""),
            }
            for f in files
        ],
        hide_index=True,
        alt="Les fichiers choisis et ce que chacun apporte",
    )
    kept = [f for f in files if f.arrival in (Arrival.NEW, Arrival.AGAIN)]
    copies = [f for f in files if f.arrival is Arrival.COPY]
    if copies and st.checkbox(
        "Compter chaque copie comme une personne de plus", key=f"member-copies-{round_}"
    ):
        kept += copies
    if copies:
        st.caption(
            "Une copie vient de quelqu’un qui a répondu dans un fichier déjà rempli : elle contient "
            "peut-être aussi les réponses d’un autre."
        )
    if kept:
        st.button(
            f"Ajouter {count(len(kept), 'fichier')}", type="primary", on_click=_add, args=(kept,)
        )


def _add(files: list[MemberFile]) -> None:
    if len({*state.dossier().members, *(f.key for f in files)}) > MAX_MEMBERS:
        state.notify(f"Un dossier tient les réponses de {MAX_MEMBERS} personnes au plus.")
    elif state.change(add_files(files)):
        st.session_state["member-round"] += 1
        state.notify(f"C’est ajouté : {count(len(state.dossier().members), 'personne')} en tout.")


def _spread(people: Members) -> None:
    st.markdown(
        f"{count(people.people, 'personne')}. « Accord » : au moins trois sur quatre à un choix près. "
        "« Clivé » : les deux extrêmes sont là, et moins de trois sur quatre se rejoignent."
    )
    if not any(q.people for q in people.questions):
        st.markdown("○ Personne n’a répondu au questionnaire : voyez la page « Attentes ».")
        return
    shown = sorted(
        (q for q in people.questions if q.people), key=lambda q: _ORDER.index(q.dispersion)
    )
    st.table(
        [_row(q) for q in shown],
        hide_index=True,
        alt="Réponses des membres à chaque question, des plus partagées aux plus proches",
    )
    for question in people.split:
        with st.expander(f"▲ À reparler : {question.criterion.label}"):
            st.markdown(f"**{question.criterion.question}**")
            st.markdown(
                "\n".join(
                    f"- {count(number, 'personne')} : {fact}"
                    for number, fact in zip(question.levels, question.criterion.levels, strict=True)
                )
            )
            st.markdown("Les deux extrêmes disent ce qu’ils ont vu, puis l’équipe répond.")
    ready = agreed_levels(state.catalog(), state.dossier())
    if ready:
        number = count(len(ready), "question")
        st.button(
            f"Reprendre l’accord comme réponse de l’équipe ({number})",
            on_click=_adopt,
            icon=":material/handshake:",
        )
        st.caption("Les réponses déjà données par l’équipe ne changent pas.")


def _row(question: Distribution) -> dict[str, str]:
    """The conclusion next to the question: on a phone the numbers may be off the screen."""
    word = question.dispersion.value if question.dispersion else "trop peu pour conclure"
    numbers = [str(number) if question.shown else "–" for number in question.levels]
    unknown, enough = question.unknown + question.not_concerned, question.people >= MINIMUM
    return {
        "Question": question.criterion.label,
        "Conclusion": f"{question.symbol} {word}",
        "Réponses": str(question.n) if enough else f"moins de {MINIMUM}",
        "Ne sait pas, non concerné": str(unknown) if enough else "–",
        **dict(zip(_CHOICES, numbers, strict=True)),
    }


def _adopt() -> None:
    if state.change(adopt_agreement(state.catalog())):
        state.notify(
            "Les réponses en accord sont devenues celles de l’équipe. Vous pouvez les corriger."
        )


@st.dialog("Retirer les réponses des membres ?")
def _confirm_removal() -> None:
    st.markdown(
        "Les réponses individuelles seront effacées de ce dossier. Les réponses de l’équipe restent."
    )
    with st.container(horizontal=True):
        if st.button("Oui, les retirer", type="primary") and state.change(forget_members):
            st.rerun()
        if st.button("Non, les garder"):
            st.rerun()
