"""The four parts of the page on roles: sort the cards, compare and decide, who does it, the charter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from premierspas.charter import Charter, CharterLine
from premierspas.content.models import Quote, Way
from premierspas.dossier.changes import Change, set_in_entry
from premierspas.expectations import CardResult, Debate, Expectations
from premierspas.french import count, listing
from premierspas.members import WayDistribution, members
from ui import fields, page, st, state

_CARDS = ("carte", "cartes")
_OTHERS = "Les autres cartes"


def _in_card(card: CardResult, name: str) -> fields.ToChange:
    def to_change(value: Any) -> Change:
        return set_in_entry("expectations", card.card.id, name, value)

    return to_change


# --- sort -----------------------------------------------------------------------------------------
def sort_in_a_list(placed: Expectations) -> bool:
    """The cards of one theme under each other. Nothing tells what the sources say. True on the last
    theme."""
    by_theme = {theme.id: theme for theme in state.catalog().expectations.themes}

    def words(theme: str) -> str:
        cards = [r for r in placed.cards if r.card.theme == theme]
        return f"{by_theme[theme].label} ({sum(r.way is not None for r in cards)}/{len(cards)})"

    chosen = fields.part_of_page("Thème", "card-theme", list(by_theme), words)
    st.header(by_theme[chosen].label, anchor=False)
    for result in placed.cards:
        if result.card.theme == chosen:
            with st.container(border=True):
                fields.choice(
                    result.card.task,
                    f"card-{result.card.id}",
                    result.way,
                    list(Way),
                    _label,
                    _in_card(result, "way"),
                    as_heading=True,
                    horizontal=True,
                )
    explain_ways()
    last = chosen == list(by_theme)[-1]
    if not last:
        fields.next_part("card-theme", chosen, list(by_theme), lambda theme: by_theme[theme].label)
    return last


def explain_ways() -> None:
    """What each of the ways means."""
    with st.expander("Que veut dire chaque choix ?"):
        st.markdown(
            "\n".join(
                f"- **{way.label}.** {way.explanation}"
                for way in state.catalog().expectations.positions
            )
        )


def _label(way: Way | None) -> str:
    return state.catalog().way[way].label if way else ""


# --- compare --------------------------------------------------------------------------------------
def compare(placed: Expectations) -> bool:
    """Each card to talk about beside what the sources say of it, then the sentence of the team: one
    topic at a time. True on the last one."""
    if not placed.placed:
        st.markdown("○ Placez d’abord vos cartes : ce que disent les documents apparaîtra ici.")
        return True
    st.markdown(
        f"▲ {count(len(placed.to_debate), 'carte attend', 'cartes attendent')} votre décision."
        if placed.to_debate
        else "✓ Chaque carte à débattre a sa décision."
    )
    agreeing = tuple(r for r in placed.placed if not r.debatable)
    others = tuple(r for r in placed.to_compare if r.frontier is None)
    topics = {debate.frontier.topic: debate.cards for debate in placed.debates}
    if others:
        topics[_OTHERS] = others
    if not topics:
        _agreeing(agreeing)
        return True
    to_debate = {r.card.id for r in placed.to_debate}
    waiting = {debate.frontier.topic for debate in placed.debates if debate.unplaced}
    marks = {
        topic: "▲"
        if any(r.card.id in to_debate for r in cards)
        else "○"
        if topic in waiting
        else "✓"
        for topic, cards in topics.items()
    }
    chosen = fields.part_of_page(
        "Sujet", "card-topic", list(topics), lambda topic: f"{marks[topic]} {topic}"
    )
    st.header(chosen, anchor=False)
    for debate in placed.debates:
        if debate.frontier.topic == chosen:
            _both_sides(debate)
    people = members(state.catalog(), state.dossier())
    for result in topics[chosen]:
        _card(result, people.card(result.card.id))
    _agreeing(agreeing)
    if chosen == list(topics)[-1]:
        return True
    fields.next_part("card-topic", chosen, list(topics), str)
    return False


def _both_sides(debate: Debate) -> None:
    """A point on which the documents pull both ways, once its cards are placed."""
    if debate.unplaced:
        st.markdown(
            f"○ Placez encore {count(debate.unplaced, *_CARDS)} sur ce sujet : vous verrez alors "
            "comment les documents tirent dans les deux sens."
        )
        return
    frontier = debate.frontier
    one, other = st.columns(2)
    with one:
        _side("D’un côté", frontier.one_side)
    with other:
        _side("De l’autre côté", frontier.other_side)
    st.info(f"**À débattre.** {frontier.question}", icon=":material/forum:")


def _side(title: str, quote: Quote) -> None:
    st.markdown(f"**{title}.** {quote.text}")
    page.sources(quote.sources)


def _card(result: CardResult, spread: WayDistribution) -> None:
    """One card: what we say, the difference, what the documents say, how the members placed it, what
    we decide."""
    card = result.card
    with st.container(border=True):
        st.subheader(card.task, anchor=False)
        ours, difference, theirs = st.columns([2, 3, 5])
        with ours:
            st.markdown(f"**Nous disons**\n\n{_label(result.way)}")
        with difference:
            st.markdown(f"**Différence**\n\n{_difference(result)}")
        with theirs:
            st.markdown(f"**Les documents disent**\n\n{card.source_view}")
            page.sources(card.sources)
        if spread.shown:
            st.caption(_spread_in_words(spread))
        st.markdown(f"**Notre conseil.** {card.explanation}")
        fields.choice(
            "Après discussion, qui s’en charge ?",
            f"card-{card.id}",
            result.way,
            list(Way),
            _label,
            _in_card(result, "way"),
            horizontal=True,
        )
        fields.note(
            "Notre décision, en une phrase",
            f"card-decision-{card.id}",
            result.decision,
            _in_card(result, "decision"),
        )
        fields.note(
            "L’avis minoritaire, s’il y en a un",
            f"card-minority-{card.id}",
            result.minority,
            _in_card(result, "minority"),
        )


def _spread_in_words(spread: WayDistribution) -> str:
    """« Vos membres : ▲ clivé (Coordinateur : 3 · Leader(s) : 4) »."""
    word = spread.dispersion.value if spread.dispersion else "trop peu d’avis pour conclure"
    counts = " · ".join(f"{_label(way)} : {number}" for way, number in spread.ways.items())
    return f"Vos membres : {spread.symbol} {word} ({counts})"


def _difference(result: CardResult) -> str:
    """Whether the documents see it otherwise, and how we read them."""
    ways = [_label(way).lower() for way in result.card.agreeing]
    theirs = " ou ".join(filter(None, [", ".join(ways[:-1]), ways[-1]]))
    if result.differs is None:
        return f"? Pas encore d’avis. Selon notre lecture des documents : {theirs}."
    if result.differs:
        return f"▲ Oui. Selon notre lecture des documents : {theirs}."
    return "✓ Non. Comme les documents."


def _agreeing(cards: Sequence[CardResult]) -> None:
    if not cards:
        return
    with st.expander(f"✓ Comme les documents : {count(len(cards), *_CARDS)}"):
        for result in cards:
            st.markdown(f"**{result.card.task}** : {_label(result.way)}. {result.card.source_view}")
            page.sources(result.card.sources)


# --- who does it ----------------------------------------------------------------------------------
def name_who(placed: Expectations) -> None:
    """Somebody for every task that is not the coordinator's, or nobody and the team says so."""
    if not placed.for_others:
        st.markdown(
            "○ Aucune carte n’est confiée à un leader ou à un expert extérieur pour l’instant."
        )
        return
    _orphans(placed)
    for result in placed.for_others:
        with st.container(border=True):
            st.markdown(f"**{result.card.task}**")
            st.caption(f"Vous avez dit : {_label(result.way)}")
            who, nobody = st.columns([3, 2], vertical_alignment="bottom")
            with who:
                fields.name(
                    "Qui le fait ?",
                    f"card-instead-{result.card.id}",
                    result.instead,
                    _in_card(result, "instead"),
                    placeholder="Prénom, fonction ou structure",
                )
            with nobody:
                fields.tick(
                    "Personne, et nous l’assumons",
                    f"card-assumed-{result.card.id}",
                    result.assumed,
                    _in_card(result, "assumed"),
                    disabled=bool(result.instead),
                )


def _orphans(placed: Expectations) -> None:
    if placed.orphans:
        lines = "\n".join(f"- {r.card.task}" for r in placed.orphans)
        title = count(len(placed.orphans), "tâche sans personne", "tâches sans personne")
        st.warning(f"**▲ {title}**\n\n{lines}", icon=None)
    elif len(placed.placed) < len(placed.cards):
        number = count(len(placed.placed), "carte placée", "cartes placées")
        st.success(f"✓ Aucune tâche orpheline sur {number}.", icon=None)
    else:
        st.success("✓ Aucune tâche orpheline.", icon=None)


# --- the charter ----------------------------------------------------------------------------------
def show(charter: Charter) -> None:
    """What the coordinator will do, what they will not and who does it, and what is left."""
    if not charter.begun:
        st.markdown("○ Placez vos premières cartes : la charte s’écrira ici.")
        return
    if charter.complete:
        st.success("✓ La charte est complète.", icon=None)
    else:
        st.warning(f"→ Pour la terminer : {listing(charter.left_to_do)}.", icon=None)
    for title, lines, with_who in (
        ("✓ Le coordinateur fera", charter.will, False),
        ("→ Il fera avec l’équipe", charter.together, False),
        ("✗ Il ne fera pas : qui le fait alors ?", charter.wont, True),
        ("? À décider", charter.undecided, False),
    ):
        if lines:
            st.header(title, anchor=False)
            st.markdown("\n".join(_line(line, with_who) for line in lines))
    st.page_link(page.path("documents"), label="Emporter la charte, en Word ou en PDF")


def _line(line: CharterLine, with_who: bool) -> str:
    """A task, who does it if asked, and under it what the team wrote of it."""
    lines = [f"- {line.task}" + (f" → **{_typed(line.who)}**" if with_who else "")]
    if line.decision:
        lines.append(f"    - *Décision.* {_typed(line.decision)}")
    if line.minority:
        lines.append(f"    - *Avis minoritaire.* {_typed(line.minority)}")
    if line.vote:
        lines.append(f"    - *Vote en atelier.* {line.vote}")
    return "\n".join(lines)


def _typed(text: str) -> str:
    return st.plain(" ".join(text.split()))
