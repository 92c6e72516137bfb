"""What we write, with our own decisions: charter, job description, advert, grid, contract, letter."""

from premierspas.documents import DOCUMENTS, ready_document
from premierspas.results import results
from ui import fields, page, st, state, visitor
from ui.documents import details, downloads, left_to_decide, preview, to_print

page.header("documents")
catalog, dossier = state.catalog(), state.dossier()
texts = catalog.ready_document

st.header("Ce qu’ils ont besoin de savoir", anchor=False)
st.markdown("Ces réponses ne servent qu’à vos documents. Aucune n’est obligatoire.")
details(dossier.documents)

st.header("Vos documents", anchor=False)
chosen = fields.part_of_page(
    "Lequel ?", "document-shown", list(DOCUMENTS), lambda key: texts[key].label
)
text = texts[chosen]
st.markdown(f"**{text.purpose}** {text.who}")
page.sources(text.sources)
document = ready_document(text.id, results(catalog, dossier, visitor.today()))
downloads(text.id)

st.subheader("Ce qui reste à décider", anchor=False)
left_to_decide(document)

preview(document)

to_print()
page.footer("documents")
