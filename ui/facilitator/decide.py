"""« Acter »: the decision on a question, typed while the room speaks, then written in the dossier."""

from __future__ import annotations

from collections.abc import Callable

from premierspas.content.models import VoteKind, Way
from premierspas.storage import Held
from premierspas.workshop import running
from premierspas.workshop.acting import act, in_words, to_hundred
from premierspas.workshop.model import Outcome, Question
from premierspas.workshop.tally import Result, result
from ui import fields, live, st, state

_MISSIONS_KEPT = 6
NOTHING_TO_DECIDE = {VoteKind.TIME, VoteKind.WORD}
_WITHOUT_SENTENCE = {VoteKind.WEIGHTS, VoteKind.TIME}


def form(held: Held, key: str, found: Result, keyboard: bool) -> None:
    """The fields that this question needs, each saved as it is typed; and the button, with a shortcut
    if ``keyboard``."""
    question = held.workshop.asked[key]
    if question.kind in NOTHING_TO_DECIDE:
        return
    draft = held.workshop.drafts.get(key) or _first(question, found)
    st.markdown("**La décision**")
    _what(key, question, draft)
    if question.kind is VoteKind.ACTIONS:
        fields.name(
            "Qui ?", f"draft-{key}-who", draft.who, _set(key, draft, "who"), save=live.field_saver
        )
        fields.day(
            "Pour quand ?",
            f"draft-{key}-deadline",
            draft.deadline,
            _set(key, draft, "deadline"),
            save=live.field_saver,
        )
    elif question.kind is VoteKind.EXPECTATIONS and draft.option in (Way.LEADERS, Way.EXPERT):
        fields.name(
            "Qui le fait alors ?",
            f"draft-{key}-who",
            draft.who,
            _set(key, draft, "who"),
            save=live.field_saver,
            placeholder="Prénom, fonction ou structure",
        )
    if question.kind not in _WITHOUT_SENTENCE:
        fields.note(
            "En une phrase",
            f"draft-{key}-sentence",
            draft.sentence,
            _set(key, draft, "sentence"),
            save=live.field_saver,
        )
        fields.note(
            "L’avis minoritaire, s’il y en a un",
            f"draft-{key}-minority",
            draft.minority,
            _set(key, draft, "minority"),
            save=live.field_saver,
        )
    said = in_words(question, draft)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            "Acter" if not question.acted else "Acter de nouveau",
            key=f"act-{question.kind}",
            type="primary",
            icon=":material/gavel:",
            disabled=not (said or draft.who or draft.sentence),
            shortcut="Alt+A" if keyboard else None,
        ):
            _act(held, key, question, draft)
        if question.acted:
            st.markdown("✓ Actée, dans le dossier.", width="content")


def _first(question: Question, found: Result) -> Outcome:
    """What the vote suggests, until the facilitator types something else."""
    if question.kind is VoteKind.WEIGHTS:
        return Outcome(points=to_hundred({s.id: s.number for s in found.shares}))
    if question.kind is VoteKind.MISSIONS:
        kept = [p.share.id for p in found.points[:_MISSIONS_KEPT] if p.share.number]
        return Outcome(options=tuple(kept))
    if question.kind is VoteKind.ACTIONS or not found.visible or len(found.leading) != 1:
        return Outcome()
    return Outcome(option=found.leading[0].id)


def _set(key: str, draft: Outcome, name: str) -> Callable[[object], running.Step]:
    """A step that keeps the whole draft, what the vote suggested included."""

    def to_step(value: object) -> running.Step:
        return running.set_draft(key, name, value, draft)

    return to_step


def _what(key: str, question: Question, draft: Outcome) -> None:
    """The answer that is kept."""
    ids = [option.id for option in question.options]
    if question.kind is VoteKind.WEIGHTS:
        st.markdown(in_words(question, draft))
    elif question.kind is VoteKind.MISSIONS:
        for option in question.options:
            fields.tick(
                option.label,
                f"draft-{key}-{option.id}",
                option.id in draft.options,
                lambda kept, o=option.id: _with_option(key, draft, o, kept),
                save=live.field_saver,
            )
    elif question.kind is not VoteKind.ACTIONS:
        fields.choice(
            "Nous retenons",
            f"draft-{key}-option",
            draft.option or None,
            ids,
            question.label,
            _set(key, draft, "option"),
            save=live.field_saver,
        )
        others = [i for i in ids if i not in (draft.option, Way.UNKNOWN)]
        if question.kind is VoteKind.PROFILE and draft.option:
            fields.choice(
                "À défaut",
                f"draft-{key}-fallback",
                draft.fallback or None,
                others,
                question.label,
                _set(key, draft, "fallback"),
                save=live.field_saver,
            )


def _with_option(key: str, draft: Outcome, option: str, kept: bool) -> running.Step:
    chosen = tuple(o for o in draft.options if o != option) + ((option,) if kept else ())
    return running.set_draft(key, "options", chosen, draft)


def _act(held: Held, key: str, question: Question, draft: Outcome) -> None:
    given = live.tallies()
    rounds = [result(held.workshop, given, key, n) for n in range(1, question.revealed + 1)]
    if state.change(act(key, question, draft, rounds, live.now())):
        live.change(running.mark_acted(key))
        st.rerun()
