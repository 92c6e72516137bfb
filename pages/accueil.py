"""Home: what the tool is, the way and how far we are, start, resume."""

from premierspas.progress import next_page, stations
from ui import page, resume, st, state

page.header("accueil")

dossier, catalog = state.dossier(), state.catalog()
following = next_page(catalog, dossier)
verb = "Commencer" if dossier.is_empty else "Continuer"
if st.button(
    f"{verb} : {catalog.page[following].label}",
    type="primary",
    icon=":material/arrow_forward:",
    icon_position="right",
):
    st.switch_page(page.path(following))

st.header("Le chemin", anchor=False)
way = stations(catalog, dossier)
for first in range(0, len(way), 2):
    for column, number in zip(st.columns(2, border=True), (first, first + 1), strict=True):
        with column:
            st.markdown(f"**{number + 1}. {way[number].label}** · {way[number].standing}")
            for part in way[number].pages:
                label = catalog.page[part.page].label
                st.page_link(page.path(part.page), label=f"{label} : {part.missing or '✓ fait'}")

st.page_link(
    page.path("atelier"),
    label="Animer un atelier : un projecteur, et les téléphones de la salle",
    icon=":material/groups:",
)

resume.your_dossier()
resume.come_back()
resume.example()
resume.notice()
