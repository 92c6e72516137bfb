"""Glossary, documents cited, what nobody knows yet."""

from ui import page, st, state

page.header("ressources")
catalog = state.catalog()

st.header("Glossaire", anchor=False)
for term in catalog.glossary.terms:
    also = f" **Attention, aussi :** {term.also}" if term.also else ""
    st.markdown(f"**{term.abbreviation}** · {term.label}. {term.explanation}{also}")

NATURES = {
    "source": "Les deux documents de départ",
    "public": "Les textes publics cités",
    "conseil": "Notre avis",
}
for nature, title in NATURES.items():
    st.header(title, anchor=False)
    for document in catalog.documents.documents:
        if document.nature == nature:
            st.markdown(
                f"**{document.title}** · {document.author}, {document.date}. {document.note}"
            )

st.header("Ce que nous ne savons pas", anchor=False)
for question in catalog.open_questions.questions:
    st.markdown(f"**? {question.title}.** {question.explanation}")
page.footer("ressources")
