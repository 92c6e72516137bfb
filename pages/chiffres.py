"""Every dated figure: its value, its history, its source, and what changing it would do."""

from ui import figures, page, st, state

page.header("chiffres")
files = state.catalog().figures
topics = {str(place): file.topic for place, file in enumerate(files)}
chosen = st.selectbox(
    "Sujet", list(topics), format_func=topics.__getitem__, key="figures-topic",
    persist_state="session",
)  # fmt: skip
figures.own_values()
figures.topic(files[int(chosen)])
page.footer("chiffres")
