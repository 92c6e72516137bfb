"""What we do on Monday: the actions drawn from the answers, edited by the team, and the PDF."""

from premierspas.dossier.changes import set_entry
from premierspas.dossier.file import FILE_NAME, to_json
from premierspas.member_files import forget_members
from premierspas.roadmap import roadmap
from ui import fields, page, roadmap_files, st, state, visitor
from ui.actions import add_own_action, edit_action, edit_in_a_table, table
from ui.charts import gantt_chart
from ui.downloads import PDF_NAME, pdf, pdf_options

page.header("feuille-de-route")
catalog, dossier, today = state.catalog(), state.dossier(), visitor.today()
plan = roadmap(catalog, dossier, today)

st.info(plan.message, icon=":material/event:")

st.header("Emporter", anchor=False)
options = pdf_options()
with st.container(horizontal=True):
    st.download_button(
        "Télécharger la feuille de route (PDF)",
        data=pdf(options),
        file_name=PDF_NAME,
        mime="application/pdf",
        type="primary",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )
    st.download_button(
        "Télécharger le fichier du dossier",
        data=to_json(forget_members(dossier)),
        file_name=FILE_NAME,
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )
st.caption(
    "Le fichier du dossier est aussi joint au PDF. Ici, il ne contient pas les réponses individuelles des "
    "membres : pour tout garder, téléchargez-le sur l’accueil."
    if dossier.members
    else "Le fichier du dossier est aussi joint au PDF."
)

with st.expander("L’agenda, le tableur", icon=":material/calendar_month:"):
    roadmap_files.exports()
with st.expander("Rapporter le tableur rempli", icon=":material/upload_file:"):
    roadmap_files.bring_back()

st.header("Les actions", anchor=False)
VIEWS = {
    "À commencer": plan.priorities,
    "Avant l’arrivée": tuple(a for a in plan.actions if not a.after_arrival and not a.done),
    "Après l’arrivée": tuple(a for a in plan.actions if a.after_arrival and not a.done),
    "Faites": tuple(a for a in plan.actions if a.done),
    "Écartées": plan.dropped,
}
shown = {name: actions for name, actions in VIEWS.items() if actions or name == "À commencer"}
view = fields.part_of_page(
    "Lesquelles ?", "roadmap-view", list(shown), lambda name: f"{name} ({len(shown[name])})"
)
if not shown[view]:
    st.markdown("Aucune action ici.")
elif st.toggle("Modifier dans un tableau", key="roadmap-table", persist_state="session"):
    edit_in_a_table(shown[view], dossier)
else:
    for action in shown[view]:
        edit_action(action, dossier.actions.get(action.id), today)
add_own_action(dossier)

st.header("Le calendrier", anchor=False)
if plan.until_arrival:
    gantt_chart(plan, today)
with st.expander("Voir les dates dans un tableau"):
    table(plan.actions, today)

st.header("Avant de signer : le contrat", anchor=False)
st.markdown("Cochez ce qui est réglé.")
st.page_link(page.path("documents"), label="La même liste à imprimer, et la fiche de poste")
for point in catalog.contract.points:
    fields.tick(
        f"{point.label}. {point.explanation}",
        f"contract-{point.id}",
        dossier.contract.get(point.id, False),
        lambda ticked, key=point.id: set_entry("contract", key, ticked or None),
    )
with st.expander("D’où vient cette liste"):
    for point in catalog.contract.points:
        st.caption(f"{point.label} : {catalog.cite(point.sources)}")
page.footer("feuille-de-route")
