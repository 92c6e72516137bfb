"""Home: what the tool is, the way and how far we are, start, resume."""

import streamlit as st

from premierspas.progress import next_page, stations
from ui import page, resume, state

page.header("accueil")

dossier, catalog = state.dossier(), state.catalog()
following = next_page(catalog, dossier)
label = "Commencer" if dossier.is_empty else "Continuer"
if st.button(
    f"{label} : {catalog.page[following].label}",
    type="primary",
    icon=":material/arrow_forward:",
    icon_position="right",
):
    st.switch_page(page.path(following))

st.header("Le chemin", anchor=False)
for number, station in enumerate(stations(catalog, dossier), start=1):
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{number}. {station.label}** · {station.standing}")
        for part in station.pages:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.page_link(page.path(part.page), label=catalog.page[part.page].label)
                st.caption(part.missing or "✓ fait", width="content")

resume.your_dossier()
resume.come_back()
resume.example()
resume.notice()
