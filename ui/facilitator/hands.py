"""A room without phones, or a mixed one: the facilitator types what she counts."""

from __future__ import annotations

from collections.abc import Mapping

from premierspas.storage import Held
from premierspas.workshop import running
from premierspas.workshop.model import Form, Hands, Question, Workshop
from ui import fields, live, st


def count(held: Held, asked: Mapping[str, Question]) -> None:
    """Number of hands (or cards, or dots) for each answer of one question."""
    countable = {key: q for key, q in asked.items() if q.form is not Form.TEXT and not q.shown}
    if not countable:
        return
    with st.expander(
        "Compter à la main (mains levées, cartes, gommettes)", icon=":material/back_hand:"
    ):
        key = st.selectbox(
            "Question",
            list(countable),
            format_func=lambda k: countable[k].text,
            key=f"hands-{next(iter(asked))}",
        )
        question = countable[key]
        st.caption(
            "Ces nombres s’ajoutent aux réponses des téléphones : ne comptez que les personnes sans "
            "téléphone."
        )
        counted = held.workshop.counted(key, question.round)
        for option in question.options:
            fields.number(
                option.label,
                f"hands-{key}-{question.round}-{option.id}",
                counted.counts.get(option.id),
                lambda number, option=option.id: _with(key, question.round, option, number),
                save=live.field_saver,
                min_value=0,
                max_value=500,
                step=1,
                width=300,
            )
        if question.form is Form.POINTS:
            fields.number(
                "Nombre de personnes qui ont donné ces points",
                f"hands-{key}-{question.round}",
                counted.people or None,
                lambda number: _with_people(key, question.round, number),
                save=live.field_saver,
                min_value=0,
                max_value=500,
                step=1,
                width=300,
            )


def _with(key: str, round_: int, option: str, number: int | None) -> running.Step:
    def step(workshop: Workshop) -> Workshop:
        counted = workshop.counted(key, round_)
        counts = {**counted.counts, option: number or 0}
        return running.count_hands(key, round_, counts, counted.people)(workshop)

    return step


def _with_people(key: str, round_: int, number: int | None) -> running.Step:
    def step(workshop: Workshop) -> Workshop:
        counted: Hands = workshop.counted(key, round_)
        return running.count_hands(key, round_, counted.counts, number or 0)(workshop)

    return step
