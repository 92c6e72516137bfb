"""Five ways on, once the first mission ends."""

from premierspas.dossier.changes import set_entry, set_in_entry
from premierspas.dossier.model import PerspectiveChoice
from premierspas.french import short_date
from premierspas.roadmap import perspective_date
from ui import fields, page, st, state

page.header("perspectives")
dossier = state.dossier()
st.markdown(
    "Ce que vous prévoyez, ou ce à quoi vous donnez une date, entre dans la feuille de route."
)
for perspective in state.catalog().perspective_texts.perspectives:
    with st.container(border=True):
        st.header(perspective.title, anchor=False)
        st.markdown(f"**Quand.** {perspective.when}")
        st.markdown(perspective.explanation)
        st.markdown("\n".join(f"- {question}" for question in perspective.questions))
        choice = dossier.perspective_choices.get(perspective.id, PerspectiveChoice())
        usual = perspective_date(perspective, dossier)
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        with left:
            fields.tick(
                "Nous prévoyons cette suite", f"perspective-{perspective.id}-kept", choice.kept,
                lambda kept, key=perspective.id: set_in_entry("perspective_choices", key, "kept", kept),
            )  # fmt: skip
        with right:
            fields.day(
                "Nous en décidons le" + (f" (proposé : {short_date(usual)})" if usual else ""),
                f"perspective-{perspective.id}-on", choice.on,
                lambda day, key=perspective.id: set_in_entry("perspective_choices", key, "on", day),
            )  # fmt: skip
        fields.note(
            "Ce que nous en pensons aujourd’hui",
            f"perspective-{perspective.id}",
            dossier.perspectives.get(perspective.id, ""),
            lambda text, key=perspective.id: set_entry("perspectives", key, text or None),
            height="content",
        )
        page.sources(perspective.sources)
page.footer("perspectives")
