"""Five ways on, once the first mission ends."""

from premierspas.dossier.changes import set_entry
from ui import fields, page, st, state

page.header("perspectives")
dossier = state.dossier()
for perspective in state.catalog().perspective_texts.perspectives:
    with st.container(border=True):
        st.header(perspective.title, anchor=False)
        st.markdown(f"**Quand.** {perspective.when}")
        st.markdown(perspective.explanation)
        st.markdown("\n".join(f"- {question}" for question in perspective.questions))
        fields.note(
            "Ce que nous en pensons aujourd’hui",
            f"perspective-{perspective.id}",
            dossier.perspectives.get(perspective.id, ""),
            lambda text, key=perspective.id: set_entry("perspectives", key, text or None),
            height="content",
        )
        page.sources(perspective.sources)
page.footer("perspectives")
