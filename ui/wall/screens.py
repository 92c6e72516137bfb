"""The screens of the projector, each drawn from the workshop and the team's dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from premierspas.budget import budget
from premierspas.content.models import Screen, VoteKind
from premierspas.decisions import decided_on
from premierspas.dossier import Dossier
from premierspas.french import count, hours, short_date
from premierspas.missions import missions
from premierspas.profile import profile_choice
from premierspas.roadmap import roadmap
from premierspas.storage import Held
from premierspas.workshop.model import Form, Question, Workshop
from premierspas.workshop.questions import PROFILE, reference
from premierspas.workshop.road import road
from premierspas.workshop.tally import (
    Result,
    Share,
    Tallies,
    most_split_first,
    movement,
    result,
)
from ui import st, state
from ui.invitation import qr, readable

LINES = 7
MOST_WORDS = 21  # about three a line
TWO_LINE_ROWS = 5  # of a table whose rows take two lines each
_CURTAIN = "Les réponses restent cachées jusqu’au rideau."


@dataclass(frozen=True)
class Wall:
    """What a screen is drawn from."""

    held: Held
    dossier: Dossier
    tallies: Tallies
    address: str
    today: date

    @property
    def workshop(self) -> Workshop:
        return self.held.workshop

    def results(self, kind: VoteKind) -> list[Result]:
        """Every question of a vote, in the last round that was shown."""
        return [
            result(self.workshop, self.tallies, key, question.revealed or question.round)
            for key, question in self.workshop.of_kind(kind).items()
        ]


def draw(wall: Wall) -> None:
    """The screen that the facilitator chose."""
    _SCREENS[wall.workshop.screen](wall)


def _stage_instruction(wall: Wall) -> str:
    current = wall.workshop.current
    return state.catalog().stage[current.stage].instruction if current else ""


def _some(wall: Wall, rows: Sequence[dict[str, str]], alt: str, most: int = LINES) -> None:
    """A table, a few rows at a time; the facilitator turns the pages."""
    first = wall.workshop.row if wall.workshop.row < len(rows) else 0
    st.table(list(rows[first : first + most]), hide_index=True, alt=alt)
    if len(rows) > most:
        st.markdown(f"{first + 1} à {min(first + most, len(rows))} sur {len(rows)}")


# --- joining --------------------------------------------------------------------------------------
def _home(wall: Wall) -> None:
    st.title(st.plain(wall.dossier.team.name) or "Notre atelier", anchor=False)
    address = f"{wall.address}/j/{wall.held.code}"
    code, words = st.columns([2, 3], vertical_alignment="center")
    with code:
        st.image(qr(address), width="stretch", alt=f"QR code qui ouvre {address}")
    with words:
        st.header(f"Code : {readable(wall.held.code)}", anchor=False)
        st.markdown(f"**{wall.address.partition('://')[2]}/j**")
        st.markdown("Anonyme. Pas un contrôle. On revote.")


def _closing(wall: Wall) -> None:
    st.title("Merci", anchor=False)
    if not wall.workshop.published:
        st.markdown(
            f"{count(len(wall.dossier.decisions), 'décision')} aujourd’hui. La suite est écrite."
        )
        return
    address = f"{wall.address}/j/{wall.held.code}/feuille-de-route.pdf"
    code, words = st.columns([2, 3], vertical_alignment="center")
    with code:
        st.image(qr(address), width="stretch", alt=f"QR code de la feuille de route : {address}")
    with words:
        st.header("Notre feuille de route", anchor=False)
        st.markdown("Scannez pour l’emporter (PDF).")


def _timer(wall: Wall) -> None:
    """The time left is drawn by the pulse of the page; here is what is said around it."""
    current = wall.workshop.current
    st.title(state.catalog().stage[current.stage].label if current else "Pause", anchor=False)
    st.markdown(_stage_instruction(wall))
    if wall.workshop.parked:
        st.markdown(
            "**Au frigo**\n" + "\n".join(f"- {st.plain(p)}" for p in wall.workshop.parked[:4])
        )


# --- votes ----------------------------------------------------------------------------------------
def _question(wall: Wall) -> None:
    key = wall.workshop.on_screen
    question = wall.workshop.asked.get(key) if key else None
    if key is None or question is None:
        st.title(_stage_instruction(wall) or "L’atelier", anchor=False)
        return
    st.title(question.text, anchor=False)
    if question.help:
        st.markdown(question.help)
    if question.form is Form.TEXT:
        _texts(wall, [result(wall.workshop, wall.tallies, key, question.revealed or 1)])
    elif not question.shown:
        _offered(question)
    else:
        _answers(wall, key)
    decided = decided_on(wall.dossier, key)
    if question.acted and decided:
        st.markdown(f"## ✓ Décidé : {st.plain(decided.in_words)}")


def _offered(question: Question) -> None:
    """What may be answered, while the curtain is down."""
    labels = [option.label for option in question.options][:LINES]
    if question.form is not Form.POINTS:
        st.markdown("\n".join(f"- {label}" for label in labels))
    again = f"Tour {question.round}. " if question.round > 1 else ""
    st.markdown(f"{again}{_CURTAIN}")


def _answers(wall: Wall, key: str) -> None:
    found = result(wall.workshop, wall.tallies, key)
    if not found.visible:
        st.markdown(f"○ {found.why_hidden}")
        return
    if found.question.form is Form.POINTS:
        shares: Iterable[Share] = (point.share for point in found.points[:LINES])
    else:
        shares = found.shares
    moved = movement(wall.workshop, wall.tallies, key)
    before = {share.id: was for share, was, _ in moved.changes} if moved else {}
    _bars(tuple(shares), before)
    words = [count(found.people, "réponse")]
    if found.spread is not None:
        words.append(f"**{found.word}**")
    st.markdown(" · ".join(words))


def _bars(shares: tuple[Share, ...], before: dict[str, int]) -> None:
    """A line an answer: its words, its bar, its number, and the number before if there was a vote."""
    most = max((share.number for share in shares), default=0) or 1
    for share in shares:
        words, bar, number = st.columns([5, 5, 2], vertical_alignment="center")
        words.markdown(("*À part :* " if share.apart else "") + share.label)
        bar.progress(share.number / most)
        moved = before.get(share.id, share.number) != share.number
        number.markdown(
            f"**{before[share.id]} → {share.number}**" if moved else f"**{share.number}**"
        )


def _words(wall: Wall) -> None:
    st.title(_stage_instruction(wall) or "En un mot", anchor=False)
    _texts(wall, wall.results(VoteKind.WORD))


def _texts(wall: Wall, found: list[Result]) -> None:
    """Only what the facilitator approved, and only once it is revealed."""
    for r in found:
        approved = [text for text in r.texts if text in wall.workshop.words] if r.visible else []
        if not approved:
            st.markdown(_CURTAIN)
        with st.container(horizontal=True, gap="large"):
            for text in approved[:MOST_WORDS]:
                times = f" × {r.times(text)}" if r.times(text) > 1 else ""
                st.markdown(f"## {st.plain(text)}{times}", width="content")


def _steps(wall: Wall) -> None:
    st.title("Où en sommes-nous ?", anchor=False)
    found = [r for r in wall.results(VoteKind.READINESS) if r.visible]
    if not found:
        st.markdown(_CURTAIN)
        return
    st.table(
        [
            {
                "Étape": f"**{m.step.label}**",
                "Au milieu": m.middle,
                "Vos avis": m.spread_in_words,
                "Verrous": m.locks_in_words,
            }
            for m in road(state.catalog(), found)
        ],
        hide_index=True,
        alt="Les quatre étapes : niveau au milieu, accord, verrous",
    )


def _abaque(wall: Wall) -> None:
    found = [
        r
        for r in (*wall.results(VoteKind.EXPECTATIONS), *wall.results(VoteKind.TASKS))
        if r.visible
    ]
    current = wall.workshop.current
    kinds = state.catalog().stage[current.stage].votes if current else ()
    found = [r for r in found if not kinds or r.question.kind in kinds]
    st.title("Qui s’en charge ?" if VoteKind.TASKS not in kinds else "Nos tâches", anchor=False)
    if not found:
        st.markdown(_CURTAIN)
        return
    rows = [_abaque_row(r) for r in most_split_first(found)]
    _some(wall, rows, "Chaque tâche et ses réponses", most=TWO_LINE_ROWS)


def _abaque_row(found: Result) -> dict[str, str]:
    leading = {share.id for share in found.leading}
    cells = {
        share.label: f"**■ {share.number} en tête**" if share.id in leading else _cell(share.number)
        for share in found.shares
    }
    return {"Tâche": found.question.text, "Accord": found.word} | cells


def _cell(number: int) -> str:
    """A symbol and a word: « □ 3 voix », « – personne »."""
    return f"□ {count(number, 'voix', 'voix')}" if number else "– personne"


def _sources(wall: Wall) -> None:
    key = wall.workshop.on_screen or ""
    card = state.catalog().card.get(reference(key))
    if card is None:
        st.title(_stage_instruction(wall), anchor=False)
        return
    st.title(card.task, anchor=False)
    st.markdown(f"**Les documents disent.** {card.source_view}")
    st.markdown(f"« {card.quote} »")
    st.markdown(state.catalog().cite(card.sources))


# --- decisions ------------------------------------------------------------------------------------
def _missions(wall: Wall) -> None:
    chosen = missions(state.catalog(), wall.dossier)
    st.title("Nos missions tiennent-elles dans le temps payé ?", anchor=False)
    if not chosen.kept:
        st.markdown("○ Aucune mission choisie pour l’instant.")
        return
    st.table(
        [
            {"Mission": m.mission.label, "Par semaine": hours(m.hours_per_week)}
            for m in sorted(chosen.kept, key=lambda m: not m.starts_first)[:LINES]
        ],
        hide_index=True,
        alt="Missions choisies et heures par semaine",
    )
    st.markdown(f"**{chosen.first.in_words}.**")


def _profiles(wall: Wall) -> None:
    choice = profile_choice(state.catalog(), wall.dossier)
    st.title("Qui cherchons-nous ?", anchor=False)
    shown = [r for r in wall.results(VoteKind.PROFILE) if r.key == PROFILE and r.visible]
    for column, profile in zip(st.columns(3, border=True), choice.profiles, strict=True):
        with column:
            mark = "✓ " if profile == choice.verdict else ""
            st.header(mark + profile.label, anchor=False)
            st.markdown(f"↗ {profile.speeds_up[0].text}")
            st.markdown(f"↘ {profile.slows[0].text}")
            if shown:
                st.markdown(f"**{count(shown[0].received(profile.id), 'voix', 'voix')}**")


def _budget(wall: Wall) -> None:
    found = budget(state.catalog(), wall.dossier, wall.today)
    st.title(f"Combien ? {found.days_note}", anchor=False)
    st.table(
        [
            {
                "Statut": ("✓ " if found.chosen is status else "") + status.status.label,
                "Coût": status.cost.amount.month_words,
                "Sur un an": status.balance_in_words,
                "Verdict": status.balance_symbol,
            }
            for status in found.statuses[:5]
        ],
        hide_index=True,
        alt="Coût mensuel et solde annuel de chaque statut",
    )
    if found.line_sentence:
        st.markdown(found.line_sentence)


def _cash(wall: Wall) -> None:
    from ui.charts import cash_chart  # Plotly is heavy: only when a curve is on the wall

    found = budget(state.catalog(), wall.dossier, wall.today)
    st.title("Quand l’argent manque-t-il ?", anchor=False)
    cash_chart(found.shown, letters=_WALL_LETTERS)


_WALL_LETTERS = 30  # pixels


def _actions(wall: Wall) -> None:
    plan = roadmap(state.catalog(), wall.dossier, wall.today)
    st.title("Que faisons-nous lundi ?", anchor=False)
    st.table(
        [
            {
                "Action": st.plain(a.title),
                "Qui": st.plain(a.owner) or "? à choisir",
                "Pour quand": short_date(a.deadline) if a.deadline else "–",
            }
            for a in plan.priorities
        ],
        hide_index=True,
        alt="Les premières actions, qui les prend et pour quand",
    )


def _decisions(wall: Wall) -> None:
    decided = wall.dossier.decisions
    st.title("Nos décisions", anchor=False)
    if not decided:
        st.markdown("○ Rien n’est encore acté.")
        return
    _some(
        wall,
        [
            {
                "Question": st.plain(d.question),
                "Décision": st.plain(d.sentence or d.value),
            }
            for d in decided.values()
        ],
        "Les décisions actées",
    )


_SCREENS: dict[Screen, Callable[[Wall], None]] = {
    Screen.HOME: _home,
    Screen.QUESTION: _question,
    Screen.WORDS: _words,
    Screen.STEPS: _steps,
    Screen.ABAQUE: _abaque,
    Screen.SOURCES: _sources,
    Screen.MISSIONS: _missions,
    Screen.PROFILES: _profiles,
    Screen.BUDGET: _budget,
    Screen.CASH: _cash,
    Screen.ACTIONS: _actions,
    Screen.DECISIONS: _decisions,
    Screen.TIMER: _timer,
    Screen.CLOSING: _closing,
}
