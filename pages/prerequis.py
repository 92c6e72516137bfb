"""Where do we stand? The questions of the four steps, and what they say step by step."""

from premierspas.dossier.changes import set_field
from premierspas.members import members
from premierspas.readiness import readiness
from ui import fields, page, st, state
from ui.comparison import before_and_after
from ui.members import together
from ui.readiness import announce, ask, conclude, conclude_all, one_by_one

PARTS = {
    "repondre": "Répondre",
    "resultat": "Ce que cela donne",
    "plusieurs": "À plusieurs",
    "avant-apres": "Avant et après",
}
VIEWS = {"liste": "En liste, étape par étape", "une": "Une question à la fois"}

page.header("prerequis")
catalog, dossier = state.catalog(), state.dossier()
standing, people = readiness(catalog, dossier), members(catalog, dossier)


def choose_questionnaire() -> str:
    """Short or long, in a list or one by one; the answers are the same."""
    questions = catalog.questionnaire.criteria
    minutes = catalog.page["prerequis"].duration_minutes
    words = {
        "essential": f"Essentiel : {sum(c.essential for c in questions)} questions, 8 minutes",
        "complete": f"Complet : {len(questions)} questions, {minutes} minutes",
    }
    left, right = st.columns(2)
    with left:
        fields.choice(
            "Questionnaire", "readiness-variant", dossier.variant, list(words), words.__getitem__,
            lambda variant: set_field("variant", variant),
            help="Vous pouvez changer à tout moment : vos réponses restent.",
        )  # fmt: skip
    with right:
        return fields.part_of_page("Affichage", "readiness-view", list(VIEWS), VIEWS.__getitem__)


def answer_in_a_list() -> None:
    """The questions of one step, then what they say."""
    steps = list(catalog.step)
    chosen = fields.part_of_page(
        "Étape à remplir", "readiness-step", steps, lambda key: catalog.step[key].label
    )
    current = next(step for step in standing.steps if step.step.id == chosen)
    st.header(current.step.question, anchor=False)
    st.markdown(current.step.explanation)
    st.markdown(f"**Qui s’en charge.** {current.step.who}")
    page.sources(current.step.sources)
    for result in current.criteria:
        ask(result, people)
    if current.answered:
        with st.container(border=True):
            conclude(current)
            if current.next_step:
                announce(current.next_step)
    fields.next_part("readiness-step", chosen, steps, lambda key: catalog.step[key].label)


part = fields.part_of_page("Sur cette page", "readiness-part", list(PARTS), PARTS.__getitem__)
if part == "repondre":
    if choose_questionnaire() == "une":
        one_by_one(standing, people)
    else:
        answer_in_a_list()
elif part == "resultat":
    conclude_all(standing, people)
elif part == "plusieurs":
    together(people)
else:
    before_and_after()
page.footer("prerequis")
