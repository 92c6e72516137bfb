"""What will, what won't the coordinator do: place the cards, then see what the sources say."""

from premierspas.content.models import Way
from premierspas.dossier.changes import set_in_entry
from premierspas.expectations import CardResult, expectations
from premierspas.french import count
from ui import fields, page, st, state

page.header("attentes")
catalog, dossier = state.catalog(), state.dossier()
placed = expectations(catalog, dossier)
WAYS = list(Way)
VERDICTS = {
    True: "▲ **Les documents voient autrement.**",
    False: "✓ **Comme les documents.**",
    None: "? **À décider.**",
}


def place(result: CardResult) -> None:
    """One card; the sources answer once the team has."""
    card = result.card
    with st.container(border=True):
        fields.choice(
            card.task,
            f"card-{card.id}",
            result.way,
            WAYS,
            lambda way: catalog.way[way].label,
            lambda way: set_in_entry("expectations", card.id, "way", way),
            help=card.explanation,
            as_heading=True,
            horizontal=True,
        )
        if result.way is None:
            return
        said = VERDICTS[result.differs]
        st.markdown(f"{said} {card.source_view}")
        page.sources(card.sources)
        if result.differs is not False or result.decision:
            decide(result)


def decide(result: CardResult) -> None:
    """The sentence that the team agrees on; both sides where the documents pull both ways."""
    card = result.card
    if result.frontier:
        st.markdown(
            f"⇄ *{result.frontier.topic}* : {result.frontier.one_side.text} "
            f"Mais : {result.frontier.other_side.text}"
        )
        st.markdown(f"**À débattre.** {result.frontier.question}")
    fields.note(
        "Votre décision, en une phrase",
        f"card-decision-{card.id}",
        result.decision,
        lambda text: set_in_entry("expectations", card.id, "decision", text),
        height="content",
    )


with st.expander("Que veut dire chaque choix ?"):
    st.markdown(
        "\n".join(f"- **{w.label}.** {w.explanation}" for w in catalog.expectations.positions)
    )
by_theme = {theme.id: theme for theme in catalog.expectations.themes}
done = {
    theme: sum(r.way is not None for r in placed.cards if r.card.theme == theme)
    for theme in by_theme
}
chosen = fields.part_of_page(
    "Thème",
    "card-theme",
    list(by_theme),
    lambda key: f"{by_theme[key].label} ({done[key]}/{len(catalog.cards_of(key))})",
)
st.header(by_theme[chosen].label, anchor=False)
for result in placed.cards:
    if result.card.theme == chosen:
        place(result)
fields.next_part("card-theme", chosen, list(by_theme), lambda key: by_theme[key].label)

st.header("Ce que cela donne", anchor=False)
st.markdown(
    f"{count(len(placed.placed), 'carte placée', 'cartes placées')} sur {len(placed.cards)}."
)
if not placed.placed:
    st.markdown("Placez vos premières cartes : le partage des rôles apparaîtra ici.")
for way in WAYS:
    given = placed.given_to(way)
    if given:
        with st.expander(f"{catalog.way[way].label} : {count(len(given), 'carte')}"):
            st.markdown("\n".join(f"- {r.card.task}" for r in given))
if placed.differences:
    st.subheader(
        f"▲ {count(len(placed.differences), 'différence')} avec les documents", anchor=False
    )
    st.table(
        [
            {
                "Tâche": r.card.task,
                "Pour vous": catalog.way[r.way].label if r.way else "",
                "Dans les documents": " ou ".join(catalog.way[w].label for w in r.card.agreeing),
                "Votre décision": st.plain(r.decision) or "à débattre",
            }
            for r in placed.differences
        ],
        hide_index=True,
        alt="Différences entre votre partage des rôles et celui des documents",
    )
    st.caption("« Dans les documents » est notre lecture des deux textes, pas une règle.")
page.footer("attentes")
