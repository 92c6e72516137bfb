"""What happens in a workshop: its stages, its votes, what phones see and send, where decisions land."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premierspas.content import Catalog, load_catalog
from premierspas.content.models import Screen, VoteKind, Way
from premierspas.dossier import Dossier
from premierspas.dossier.file import from_json, to_json
from premierspas.workshop import running
from premierspas.workshop.acting import act, to_hundred
from premierspas.workshop.answers import (
    NO_ANSWER,
    AnswerRefused,
    answer,
    points_of,
    spread,
    written,
)
from premierspas.workshop.clock import clock
from premierspas.workshop.model import POINTS, Form, Hands, Option, Outcome, Question, Workshop
from premierspas.workshop.participant import TooLate, accepted, phone_page
from premierspas.workshop.questions import DONT_KNOW, questions_of, reference
from premierspas.workshop.rehearsal import PARTICIPANTS, invented
from premierspas.workshop.road import road
from premierspas.workshop.tally import Result, movement, result
from tests.unit.cases import TODAY

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
COMPLETE = from_json((Path(__file__).parents[1] / "dossiers" / "equipe_complete.json").read_bytes())
CARD = "attentes.regler-conflit"
TEMPLATES = ("quarante-cinq-minutes", "deux-heures", "demi-journee")


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def planned(catalog: Catalog, template: str = "deux-heures") -> Workshop:
    found = next(t for t in catalog.workshops.templates if t.id == template)
    return Workshop(plan=running.plan_of(found), created_at=NINE)


def asked(
    catalog: Catalog, kind: VoteKind, dossier: Dossier | None = None, template: str = "deux-heures"
) -> Mapping[str, Question]:
    plan = planned(catalog, template).plan
    return questions_of(kind, catalog, dossier or Dossier(), plan, TODAY)


@pytest.fixture
def begun(catalog: Catalog) -> Workshop:
    return running.start(catalog, at(1))(planned(catalog))


@pytest.fixture
def sorting(catalog: Catalog, begun: Workshop) -> Workshop:
    """The silent sort (fourth stage), its vote open."""
    there = running.go_to(catalog, 3, at(27))(begun)
    return running.open_vote(asked(catalog, VoteKind.EXPECTATIONS))(there)


# --- the agenda -----------------------------------------------------------------------------------
def test_starting_twice_is_starting_once(catalog: Catalog, begun: Workshop) -> None:
    assert (begun.started_at, begun.stage, begun.screen) == (at(1), 0, Screen.HOME)
    assert running.start(catalog, at(5))(begun) == begun
    assert planned(catalog).current is None
    assert running.go_to(catalog, 2, at(1))(planned(catalog)) == planned(catalog)
    assert clock(catalog, planned(catalog), at(1)) is None


def test_moving_on_closes_the_votes_of_earlier_stages_only(
    catalog: Catalog, begun: Workshop
) -> None:
    both = {**asked(catalog, VoteKind.WORD), **asked(catalog, VoteKind.READINESS)}
    voting = running.open_vote(both)(begun)
    there = running.go_to(catalog, 2, at(10))(voting)
    assert {q.kind for q in there.open_questions.values()} == {VoteKind.READINESS}
    later = running.go_to(catalog, 3, at(27))(there)
    assert not later.open_questions
    assert later.asked.keys() == both.keys()
    assert (later.screen, later.timer_ends_at) == (Screen.TIMER, at(37))
    assert running.go_to(catalog, 4, at(37))(later).timer_ends_at is None


def test_moving_to_the_stage_under_way_changes_nothing(catalog: Catalog, sorting: Workshop) -> None:
    assert running.go_to(catalog, 3, at(30))(sorting) == sorting  # clicked twice
    abaque = running.go_to(catalog, 4, at(37))(sorting)
    voting = running.revote([CARD])(running.reveal([CARD])(abaque))
    assert running.go_to(catalog, 4, at(39))(voting) == voting  # the revote stays open


@pytest.mark.parametrize("stage", [-1, 11, 999])
def test_there_is_no_stage_beyond_the_plan(catalog: Catalog, begun: Workshop, stage: int) -> None:
    assert running.go_to(catalog, stage, at(5))(begun) == begun


def test_back_to_a_stage_keeps_when_it_began(catalog: Catalog, sorting: Workshop) -> None:
    shown = running.reveal([CARD])(sorting)
    back = running.go_to(catalog, 2, at(30))(shown)
    again = running.go_to(catalog, 3, at(32))(back)
    assert again.began["tri"] == at(27)
    assert again.asked[CARD].shown
    found = clock(catalog, again, at(32))
    assert found is not None
    assert found.in_stage == timedelta(minutes=5)


def test_a_stage_is_skipped_and_taken_again(catalog: Catalog, begun: Workshop) -> None:
    skipped = running.skip(catalog, 0, at(3))(begun)
    assert running.skip(catalog, 0, at(3))(skipped) == skipped  # a second click
    assert (skipped.stage, skipped.skipped) == (1, ("accueil",))
    assert running.go_to(catalog, 0, at(4))(skipped).skipped == ()
    last = running.go_to(catalog, 10, at(4))(begun)
    assert running.skip(catalog, 10, at(5))(last) == last
    assert running.skip(catalog, 0, at(5))(planned(catalog)) == planned(catalog)


def test_shortening_a_stage_is_catching_up(catalog: Catalog, begun: Workshop) -> None:
    late = running.go_to(catalog, 5, at(76))(begun)
    before, after = (
        clock(catalog, w, at(81))
        for w in (late, running.shorten({"missions": 6, "absent": 1})(late))
    )
    assert before is not None
    assert after is not None
    assert (before.delay, after.delay) == (timedelta(minutes=20), timedelta(minutes=14))
    assert [s.planned.stage for s in after.savings] == ["profil", "budget"]


def test_the_end_closes_everything_and_can_be_taken_back(
    catalog: Catalog, sorting: Workshop
) -> None:
    ended = running.finish(at(40))(sorting)
    assert (ended.ended_at, ended.screen, ended.current) == (at(40), Screen.CLOSING, None)
    assert not ended.open_questions
    assert running.finish(at(50))(ended) == ended
    shown = running.reveal([CARD])(ended)
    assert not running.revote([CARD])(shown).open_questions
    assert not running.open_vote(asked(catalog, VoteKind.WORD))(ended).open_questions
    assert clock(catalog, ended, at(50)) is None
    back = running.reopen(ended)
    assert back.current is not None
    assert running.open_vote({CARD: ended.asked[CARD]})(back).open_questions.keys() == {CARD}


def test_a_clock_that_goes_back_makes_no_negative_duration(
    catalog: Catalog, sorting: Workshop
) -> None:
    moved = running.go_to(catalog, 4, at(-60))(sorting)
    assert moved.began["abaque"] == at(27)
    assert running.finish(at(-60))(moved).ended_at == at(27)
    assert running.start(catalog, at(-60))(planned(catalog)).started_at == NINE
    assert running.start_timer(5, at(0))(sorting).timer_ends_at == at(32)
    assert sorting.timer(at(99)) == timedelta(0)


# --- votes ----------------------------------------------------------------------------------------
def test_a_vote_is_opened_closed_shown_and_asked_again(sorting: Workshop) -> None:
    closed = running.close([CARD])(sorting)
    assert CARD not in closed.open_questions
    assert len(closed.open_questions) == len(sorting.open_questions) - 1
    assert running.open_vote({CARD: closed.asked[CARD]})(closed) == sorting
    shown = running.reveal([CARD])(sorting)
    assert (shown.asked[CARD].open, shown.asked[CARD].revealed) == (False, 1)
    assert running.reveal([CARD])(shown) == shown
    assert not running.open_vote({CARD: sorting.asked[CARD]})(shown).asked[CARD].open
    again = running.revote([CARD])(shown)
    assert (again.asked[CARD].open, again.asked[CARD].round) == (True, 2)
    assert running.revote([CARD])(again) == again  # clicked twice: the second round, not the third
    assert running.revote([CARD, "attentes.absente"])(sorting).asked == sorting.asked


def test_a_question_keeps_its_words_while_it_is_asked(sorting: Workshop) -> None:
    other = sorting.asked[CARD].changed(text="Autrement dit")
    assert running.open_vote({CARD: other})(sorting).asked[CARD] == sorting.asked[CARD]


def test_there_is_a_last_round(sorting: Workshop) -> None:
    for _ in range(running.MOST_ROUNDS + 5):
        sorting = running.revote([CARD])(running.reveal([CARD])(sorting))
    assert sorting.asked[CARD].round == running.MOST_ROUNDS
    assert not sorting.asked[CARD].open


def test_what_is_decided_is_closed(sorting: Workshop) -> None:
    acted = running.mark_acted(CARD)(sorting)
    assert (acted.asked[CARD].acted, acted.asked[CARD].open) == (True, False)


def test_hands_count_only_what_is_offered(sorting: Workshop) -> None:
    counted = running.count_hands(CARD, 1, {"leaders": 5, "expert": 0, "absent": 9})(sorting)
    assert counted.counted(CARD, 1) == Hands(counts={"leaders": 5})
    assert counted.counted(CARD, 2) == Hands()
    assert running.count_hands(CARD, 1, {"leaders": 0})(counted) == sorting
    assert running.count_hands("attentes.absente", 1, {"leaders": 5})(sorting) == sorting


def test_the_frigo_keeps_a_subject_once(begun: Workshop) -> None:
    kept = running.park("  La   salle ")(begun)
    assert kept.parked == ("La salle",)
    assert running.park("La salle")(kept) == running.park("   ")(kept) == kept
    assert running.unpark("La salle")(kept) == begun


def test_only_chosen_words_are_projected(begun: Workshop) -> None:
    chosen = running.approve_words(["du lien", "du temps"])(begun)
    assert running.approve_words(["du lien"])(chosen).words.count("du lien") == 1
    assert running.approve_words(["du lien"], shown=False)(chosen).words == ("du temps",)


def test_a_draft_begins_with_what_is_suggested(begun: Workshop) -> None:
    suggested = Outcome(option="leaders")
    typed = running.set_draft(CARD, "sentence", "Un an.", suggested)(begun)
    typed = running.set_draft(CARD, "minority", "Non.", Outcome())(typed)
    assert typed.drafts[CARD] == Outcome(option="leaders", sentence="Un an.", minority="Non.")


# --- questions ------------------------------------------------------------------------------------
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("dossier", [Dossier(), COMPLETE], ids=["vide", "complet"])
@pytest.mark.parametrize("kind", list(VoteKind))
def test_every_vote_can_be_asked(
    catalog: Catalog, kind: VoteKind, dossier: Dossier, template: str
) -> None:
    questions = asked(catalog, kind, dossier, template)
    assert questions
    opened = running.open_vote(questions)(planned(catalog, template))  # keys and options are valid
    assert opened.of_kind(kind).keys() == questions.keys()
    for question in questions.values():
        named = [o for o in question.options if not o.apart]
        assert question.text.strip()
        assert all(o.label.strip() for o in question.options)
        assert len({o.id for o in question.options}) == len(question.options)
        if question.form is Form.TEXT:
            assert question.most > 0
        else:
            assert len(named) >= 2
            assert named == list(question.options[: len(named)])  # « ne sait pas » comes last


def test_questions_say_what_the_content_says(catalog: Catalog) -> None:
    criteria = catalog.questionnaire.criteria
    short, whole = (asked(catalog, VoteKind.READINESS, template=t) for t in TEMPLATES[1:])
    assert [reference(key) for key in whole] == [c.id for c in criteria]
    assert [reference(key) for key in short] == [c.id for c in criteria if c.essential]
    for criterion in criteria:
        question = whole[f"prerequis.{criterion.id}"]
        assert question.text == criterion.question
        assert [o.label for o in question.options if not o.apart] == list(criterion.levels)
    plan = planned(catalog).plan
    cards = asked(catalog, VoteKind.EXPECTATIONS)
    assert [reference(key) for key in cards] == list(plan.cards)
    assert cards[CARD].text == catalog.card["regler-conflit"].task
    ways = {way.id.value: way.label for way in catalog.expectations.positions}
    assert {o.id for o in cards[CARD].options} == ways.keys()
    assert cards[CARD].options[-1] == DONT_KNOW
    stale = plan.changed(cards=("carte-disparue", *plan.cards))
    found = questions_of(VoteKind.EXPECTATIONS, catalog, Dossier(), stale, TODAY)
    assert found.keys() == cards.keys()


def test_nothing_is_asked_without_anything_to_choose(catalog: Catalog) -> None:
    plan = planned(catalog).plan.changed(cards=())
    assert questions_of(VoteKind.EXPECTATIONS, catalog, Dossier(), plan, TODAY) == {}


def test_each_scenario_has_its_own_vote(catalog: Catalog) -> None:
    budgets = asked(catalog, VoteKind.BUDGET, COMPLETE)
    assert [reference(key) for key in budgets] == list(COMPLETE.budget.scenarios)
    assert len({question.help for question in budgets.values()}) == len(budgets)


# --- what a phone shows ---------------------------------------------------------------------------
def test_before_the_start_a_phone_shows_what_is_open(catalog: Catalog) -> None:
    waiting = planned(catalog, "demi-journee")
    page = phone_page(catalog, waiting, {})
    assert (page.beforehand, page.asked) == (True, ())
    assert "pas commencé" in page.message
    questions = asked(catalog, VoteKind.READINESS, template="demi-journee")
    opened = running.open_vote(questions)(waiting)
    page = phone_page(catalog, opened, {(next(iter(questions)), 1): "2"})
    assert (page.message, len(page.asked), page.answered) == ("", len(questions), 1)
    assert [s.title for s in page.sheets] == [s.label for s in catalog.questionnaire.steps]


def test_late_comers_answer_the_essentials_and_keep_what_they_answered(catalog: Catalog) -> None:
    questions = asked(catalog, VoteKind.READINESS, template="demi-journee")
    opened = running.open_vote(questions)(planned(catalog, "demi-journee"))
    begun = running.go_to(catalog, 2, at(20))(running.start(catalog, at(0))(opened))
    essential = {key for key, question in questions.items() if question.essential}
    page = phone_page(catalog, begun, {})
    assert {a.key for a in page.asked} == essential
    assert page.title == catalog.stage["prerequis"].label
    assert page.instruction
    other = next(key for key in questions if key not in essential)
    page = phone_page(catalog, begun, {(other, 1): "3"})
    assert {a.key for a in page.asked} == essential | {other}
    assert {a.key: a.answer for a in page.asked}[other] == "3"


def test_an_answer_to_another_round_is_not_shown_as_one_to_this_round(
    catalog: Catalog, sorting: Workshop
) -> None:
    again = running.revote([CARD])(running.reveal([CARD])(sorting))
    page = phone_page(catalog, again, {(CARD, 1): "leaders"})
    assert {a.field: a.answer for a in page.asked}[f"{CARD}~2"] == ""
    assert phone_page(catalog, sorting, {}).what != page.what


def test_waiting_and_the_end_are_said(catalog: Catalog, sorting: Workshop) -> None:
    waiting = phone_page(catalog, running.close(sorting.asked)(sorting), {})
    assert (waiting.asked, waiting.instruction) == ((), "")
    assert "Rien à répondre" in waiting.message
    ended = running.set_field("published", True)(running.finish(at(120))(sorting))
    page = phone_page(catalog, ended, {(CARD, 1): "leaders"})
    assert (page.asked, page.roadmap) == ((), True)
    assert "terminé" in page.message
    assert page.what != waiting.what


# --- what a phone sends ---------------------------------------------------------------------------
def test_an_answer_is_accepted_in_its_round(sorting: Workshop) -> None:
    assert accepted(sorting, f"{CARD}~1", {"": "leaders"}) == (CARD, 1, "leaders")
    assert accepted(sorting, f"{CARD}~1", {"": ""}) == (CARD, 1, NO_ANSWER)
    assert accepted(sorting, f"{CARD}~1", {}) == (CARD, 1, NO_ANSWER)


@pytest.mark.parametrize(
    "field",
    [f"{CARD}~2", f"{CARD}~0", f"{CARD}~01", CARD, "", "~", "~1", "attentes.x~1", "é\x00~1"],
)
def test_another_round_or_question_is_too_late(sorting: Workshop, field: str) -> None:
    with pytest.raises(TooLate):
        accepted(sorting, field, {"": "leaders"})


def test_a_closed_question_is_too_late(catalog: Catalog, sorting: Workshop) -> None:
    for closed in (
        running.close([CARD])(sorting),
        running.reveal([CARD])(sorting),
        running.mark_acted(CARD)(sorting),
        running.go_to(catalog, 4, at(40))(sorting),
        running.finish(at(40))(sorting),
    ):
        with pytest.raises(TooLate):
            accepted(closed, f"{CARD}~1", {"": "leaders"})


@pytest.mark.parametrize(
    "option", ["absent", "Leaders", " leaders", "leaders\x00", "<b>", "x" * 9999]
)
def test_what_is_not_offered_is_refused(sorting: Workshop, option: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        accepted(sorting, f"{CARD}~1", {"": option})
    assert not isinstance(refused.value, TooLate)


def points_question() -> Question:
    options = tuple(Option(id=o, label=o) for o in ("a", "b", "c"))
    return Question(kind=VoteKind.MISSIONS, form=Form.POINTS, text="?", options=options)


def test_points_are_whole_and_at_most_100() -> None:
    question = points_question()
    assert spread(question, {"b": "60", "a": " 40 ", "c": ""}) == "a:40 b:60"
    assert spread(question, {"a": "0", "b": "", "hors": "99"}) == NO_ANSWER
    assert points_of("a:40 b:60") == {"a": 40, "b": 60}
    with pytest.raises(AnswerRefused, match="retirez-en 1,"):
        spread(question, {"a": "60", "b": "41"})
    for typed in ("-1", "1.5", "1,5", "abc", "1e2", "٣", "²", "1000", "0x1", "1 0", "+5"):
        with pytest.raises(AnswerRefused, match="nombres entiers"):
            spread(question, {"a": typed})


def word() -> Question:
    return Question(kind=VoteKind.WORD, form=Form.TEXT, text="?", most=30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  du\n lien\t", "du lien"),
        ("du\x00\ud800 lien", "du lien"),
        ("\u202edu lien", "du lien"),
        ("   \n ", NO_ANSWER),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # shown as text, never as HTML
        ("x" * 5000, "x" * 30),
        ("🩺" * 40, "🩺" * 30),
    ],
)
def test_words_are_one_short_line(typed: str, kept: str) -> None:
    assert written(word(), typed) == kept


@given(st.text(max_size=80))
def test_any_text_is_one_short_line_that_can_be_kept(typed: str) -> None:
    kept = answer(word(), {"": typed})
    assert len(kept) <= 30
    assert kept == kept.strip()
    assert not set(kept) & {"\n", "\r", "\t", "\x00"}
    kept.encode()  # no lone surrogate: a database can keep it
    assert written(word(), f" {typed}\n") == kept


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 33)), st.randoms(use_true_random=False)
)
def test_the_same_points_are_always_the_same_text(points: dict[str, int], random: Any) -> None:
    question, shuffled = points_question(), list(points.items())
    random.shuffle(shuffled)
    text = spread(question, points)
    assert spread(question, {o: f" {n} " for o, n in shuffled}) == text
    assert spread(question, points_of(text)) == text
    assert points_of(text) == {option: n for option, n in points.items() if n}


# --- nothing under four ---------------------------------------------------------------------------
QUESTIONS: dict[str, Question] = {}
for _kind in VoteKind:
    QUESTIONS |= asked(load_catalog(), _kind)


@st.composite
def few_answers(draw: st.DrawFn) -> tuple[Question, Counter[str], Hands]:
    """A question, and the answers of at most three people who say something, phones and hands."""
    question = draw(st.sampled_from(list(QUESTIONS.values())))
    people = draw(st.integers(0, 3))
    tally: Counter[str] = Counter()
    hands: Counter[str] = Counter()
    named = [o.id for o in question.options if not o.apart]
    for _ in range(people):
        if question.form is Form.TEXT:
            tally[draw(st.sampled_from(["du lien", "Du lien", "du temps"]))] += 1
        elif question.form is Form.POINTS:
            tally[spread(question, {draw(st.sampled_from(named)): 60})] += 1
        else:
            draw(st.sampled_from([tally, hands]))[draw(st.sampled_from(named))] += 1
    for option in question.options:
        if option.apart:  # any number who do not know: they hide nobody
            tally[option.id] += draw(st.integers(0, 9))
    return question, +tally, Hands(counts=hands)


@given(few_answers(), st.integers(1, 3))
def test_nothing_is_visible_under_four(
    found: tuple[Question, Counter[str], Hands], revealed: int
) -> None:
    question, tally, hands = found
    shown = question.changed(round=revealed, revealed=revealed)
    told = Result("x", shown, revealed, tally, hands)
    assert not told.visible
    assert told.why_hidden
    assert told.vote is None
    assert told.dispersion is None
    if question.form is Form.TEXT:
        assert told.texts == ()
    if question.form is Form.POINTS:
        assert all(p.low is None and p.high is None for p in told.points)
    workshop = Workshop(
        plan=planned(load_catalog()).plan,
        created_at=NINE,
        asked={"profil": question.changed(round=2, revealed=2)},
        hands={"profil~1": hands},
    )
    many = Counter({o.id: 9 for o in question.options if question.form is not Form.POINTS})
    assert movement(workshop, {("profil", 1): tally, ("profil", 2): many}, "profil") is None


@given(
    st.integers(0, 12),
    st.integers(0, 12),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 8)),
)
def test_phones_are_never_told_by_difference(a: int, b: int, hands: dict[str, int]) -> None:
    """With hands that everyone saw, either no phone answered or four did."""
    question = points_question().changed(form=Form.CHOICE, revealed=1)
    counts = {option: n for option, n in hands.items() if n}
    told = Result("x", question, 1, +Counter({"a": a, "b": b}), Hands(counts=counts))
    assert told.people == a + b + sum(hands.values())
    if told.visible:
        assert told.people >= 4
        assert a + b == 0 or a + b >= 4


def test_the_road_shows_only_what_may_be_shown(catalog: Catalog) -> None:
    questions = {k: q.changed(revealed=1) for k, q in asked(catalog, VoteKind.READINESS).items()}
    few = [Result(k, q, 1, Counter({"0": 3, "unknown": 9})) for k, q in questions.items()]
    assert all(not step.results and not step.locks for step in road(catalog, few))
    many = [Result(k, q, 1, Counter({"0": 4})) for k, q in questions.items()]
    steps = road(catalog, many)
    assert sum(len(step.results) for step in steps) == len(questions)
    blocking = {c.id for c in catalog.questionnaire.criteria if c.blocking and c.essential}
    assert {c.id for step in steps for c in step.locks} == blocking


# --- where decisions land -------------------------------------------------------------------------
def decide(
    catalog: Catalog,
    key: str,
    outcome: Outcome,
    dossier: Dossier | None = None,
    tallies: tuple[Mapping[str, int], ...] = (),
) -> Dossier:
    kind = VoteKind(key.partition(".")[0])
    before = dossier or Dossier()
    question = asked(catalog, kind, before)[key]
    shown = question.changed(round=max(len(tallies), 1), revealed=len(tallies))
    rounds = [Result(key, shown, n + 1, Counter(t)) for n, t in enumerate(tallies)]
    after = act(key, question, outcome, rounds, NINE)(before)
    assert from_json(to_json(after).encode()) == after
    assert after.decisions[key].question == question.text
    assert after.decisions[key].decided_at == NINE
    assert act(key, question, outcome, rounds, NINE)(after) == after  # decided twice: the same
    return after


def test_a_level_lands_in_the_readiness(catalog: Catalog) -> None:
    key = next(iter(asked(catalog, VoteKind.READINESS)))
    said = decide(catalog, key, Outcome(option="2", sentence="Vu en juin."))
    entry = said.readiness[reference(key)]
    assert (entry.level, entry.comment) == (2, "Vu en juin.")
    assert (
        decide(catalog, key, Outcome(option="unknown")).readiness[reference(key)].level == "unknown"
    )
    assert decide(catalog, key, Outcome()).readiness == {}


def test_a_way_lands_in_the_charter(catalog: Catalog) -> None:
    outcome = Outcome(option="leaders", sentence="Un an.", minority="Pas moi.", who="Hélène")
    said = decide(catalog, CARD, outcome, COMPLETE)
    card = said.expectations["regler-conflit"]
    assert (card.way, card.decision, card.minority, card.instead) == (
        Way.LEADERS, "Un an.", "Pas moi.", "Hélène",
    )  # fmt: skip
    assert said.decisions[CARD].value == "Leader(s)"
    kept = COMPLETE.expectations["regler-conflit"]
    unsaid = decide(catalog, CARD, Outcome(option="expert"), COMPLETE)
    assert unsaid.expectations["regler-conflit"] == kept.changed(way=Way.EXPERT)


def test_a_task_lands_in_the_tasks(catalog: Catalog) -> None:
    key = next(iter(asked(catalog, VoteKind.TASKS)))
    assert decide(catalog, key, Outcome(option="nobody")).tasks == {reference(key): "nobody"}
    assert decide(catalog, key, Outcome(option=DONT_KNOW.id)).tasks == {}


def test_missions_chosen_come_first_and_the_others_wait(catalog: Catalog) -> None:
    before = Dossier.model_validate(
        {
            "missions": {
                "suivre-budget": {"kept": True, "when": "six-premiers-mois", "hours_per_week": 2}
            }
        }
    )
    said = decide(
        catalog, "missions", Outcome(options=("organiser-reunions", "tenir-calendrier")), before
    )
    for mission in ("organiser-reunions", "tenir-calendrier"):
        assert (said.missions[mission].kept, said.missions[mission].when) == (
            True,
            "six-premiers-mois",
        )
    waits = said.missions["suivre-budget"]
    assert (waits.kept, waits.when, waits.hours_per_week) == (True, "plus-tard", 2)
    assert said.missions.keys() == {"organiser-reunions", "tenir-calendrier", "suivre-budget"}
    assert decide(catalog, "missions", Outcome(), before).missions == before.missions


def test_points_land_in_the_weights(catalog: Catalog) -> None:
    points = to_hundred({"autonomie": 300, "rythme": 100})
    said = decide(catalog, "poids", Outcome(points=points))
    assert {k: v for k, v in said.profile.weights.items() if v} == {"autonomie": 75, "rythme": 25}
    assert said.profile.weights.keys() == {c.id for c in catalog.profile_texts.criteria}
    assert decide(catalog, "poids", Outcome()).profile == Dossier().profile


def test_a_profile_lands_in_the_verdict(catalog: Catalog) -> None:
    outcome = Outcome(option="interne", fallback="externe", sentence="Elle connaît l’équipe.")
    said = decide(catalog, "profil", outcome).profile
    assert (said.verdict, said.fallback, said.reason) == (
        "interne", "externe", "Elle connaît l’équipe.",
    )  # fmt: skip
    assert decide(catalog, "profil", Outcome(option=DONT_KNOW.id)).profile.verdict is None


@pytest.mark.parametrize(
    ("option", "kept"), [("acceptable", "b"), ("acceptable-si", "b"), ("pas-acceptable", "a")]
)
def test_a_scenario_is_kept_when_it_is_acceptable(catalog: Catalog, option: str, kept: str) -> None:
    outcome = Outcome(option=option, sentence="Si l’ARS suit.")
    said = decide(catalog, "budget.b", outcome, COMPLETE).budget
    assert (COMPLETE.budget.kept, said.kept, said.note) == ("a", kept, "Si l’ARS suit.")
    assert said.scenarios == COMPLETE.budget.scenarios


def test_an_action_gets_its_owner_and_its_date(catalog: Catalog) -> None:
    key = next(iter(asked(catalog, VoteKind.ACTIONS)))
    said = decide(catalog, key, Outcome(who="Nadia", deadline=date(2026, 12, 1)))
    edit = said.actions[reference(key)]
    assert (edit.owner, edit.deadline) == ("Nadia", date(2026, 12, 1))
    assert said.decisions[key].who == "Nadia"


def test_a_consent_is_remembered_and_lands_nowhere_else(catalog: Catalog) -> None:
    said = decide(
        catalog,
        "consentement",
        Outcome(option="d-accord"),
        COMPLETE,
        ({"d-accord": 9, "reserve": 3},),
    )
    assert said.changed(decisions={}) == COMPLETE.changed(decisions={})
    vote = said.decisions["consentement"].votes[0]
    assert (vote.round, vote.people, vote.word) == (1, 12, "accord")
    assert {a.answer: a.number for a in vote.answers} == {"Oui": 9, "Oui, avec une réserve": 3}


def test_only_rounds_of_four_or_more_are_remembered(catalog: Catalog) -> None:
    rounds = ({"leaders": 3}, {"leaders": 3, "expert": 1}, {"leaders": 2, DONT_KNOW.id: 8})
    votes = decide(catalog, CARD, Outcome(option="leaders"), None, rounds).decisions[CARD].votes
    assert [(v.round, v.people) for v in votes] == [(2, 4)]


def test_nothing_that_a_person_wrote_is_in_the_decision(catalog: Catalog) -> None:
    question = asked(catalog, VoteKind.WORD)["mot"].changed(revealed=1)
    words = Counter({f"secret-{n}": 1 for n in range(9)})
    said = act("mot", question, Outcome(), [Result("mot", question, 1, words)], NINE)(Dossier())
    assert "secret" not in to_json(said)
    assert said.decisions["mot"].votes[0].people == 9


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 50_000)))
def test_points_to_hundred_add_up(totals: dict[str, int]) -> None:
    points = to_hundred(totals)
    if not sum(totals.values()):
        assert points == {}
        return
    assert sum(points.values()) == POINTS
    for option, total in totals.items():
        assert abs(points[option] - total * 100 / sum(totals.values())) < 1


# --- kept and read again --------------------------------------------------------------------------
CATALOG = load_catalog()
KEYS = st.lists(st.sampled_from(list(QUESTIONS)), max_size=4)
MOMENTS = st.floats(-100, 300).map(at)
TEXTS = st.text(max_size=20)
STEPS = st.one_of(
    st.builds(running.start, st.just(CATALOG), MOMENTS),
    st.builds(running.go_to, st.just(CATALOG), st.integers(-1, 12), MOMENTS),
    st.builds(running.skip, st.just(CATALOG), MOMENTS),
    st.builds(running.finish, MOMENTS),
    st.just(running.reopen),
    st.builds(lambda keys: running.open_vote({k: QUESTIONS[k] for k in keys}), KEYS),
    st.builds(running.close, KEYS),
    st.builds(running.reveal, KEYS),
    st.builds(running.revote, KEYS),
    st.builds(running.count_hands, st.just(CARD), st.integers(1, 3), st.just({"leaders": 3})),
    st.builds(running.show, st.sampled_from(Screen), st.just(CARD), st.integers(0, 40)),
    st.builds(lambda words: running.approve_words(words), st.lists(TEXTS, max_size=4)),
    st.builds(running.park, TEXTS),
    st.builds(running.start_timer, st.integers(1, 30), MOMENTS),
    st.builds(running.set_draft, st.just(CARD), st.just("sentence"), TEXTS, st.just(Outcome())),
)


@given(st.lists(STEPS, max_size=15), st.floats(-200, 400).map(at))
def test_whatever_happens_a_workshop_is_kept_and_read_again(
    steps: list[running.Step], now: datetime
) -> None:
    workshop = planned(CATALOG)
    for step in steps:
        workshop = step(workshop)
    text = workshop.model_dump_json(exclude_defaults=True)
    assert Workshop.model_validate_json(text) == workshop
    text.encode()
    found = clock(CATALOG, workshop, now)
    assert found is None or (
        found.in_stage >= timedelta(0) and found.left_in_stage >= timedelta(0) <= found.beyond
    )
    assert not (workshop.ended_at and workshop.open_questions)
    page = phone_page(CATALOG, workshop, {})
    assert bool(page.message) is not bool(page.asked)
    for key, question in workshop.asked.items():
        assert not (question.open and question.shown)
        assert not result(workshop, {}, key).visible


# --- the rehearsal --------------------------------------------------------------------------------
def test_invented_answers_are_ones_that_a_phone_could_send(sorting: Workshop) -> None:
    everything = running.open_vote(QUESTIONS)(sorting)
    for participant in range(PARTICIPANTS):
        given_answers = invented(everything, "essai", participant)
        assert given_answers == invented(everything, "essai", participant)
        assert given_answers
        for (key, round_), text in given_answers.items():
            question = everything.asked[key]
            sent = points_of(text) if question.form is Form.POINTS else {"": text}
            found = accepted(everything, f"{key}~{round_}", {k: str(v) for k, v in sent.items()})
            assert found == (key, round_, text)
