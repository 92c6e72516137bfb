"""What a coordinator costs, who pays, and when: the answer first, then everything behind it."""

from premierspas.budget import budget
from premierspas.dossier.changes import set_in_part
from ui import budget as shown_as
from ui import fields, page, scenarios, st, state, visitor
from ui.budget_inputs import Inputs
from ui.downloads import budget_download

PARTS = {
    "resultat": "Résultat",
    "tresorerie": "Mois par mois",
    "statuts": "Statuts côte à côte",
    "choix": "Nos choix",
    "scenarios": "Scénarios",
}

page.header("budget")
catalog, dossier = state.catalog(), state.dossier()
key = scenarios.shown_key()
shown = budget(catalog, dossier, visitor.today(), key)
inputs = Inputs(shown)
inputs.essential()
above = st.container()  # the answer stands above the parts, and says more in the first one
part = fields.part_of_page("Sur cette page", "budget-part", list(PARTS), PARTS.__getitem__)
with above:
    shown_as.answer(shown)
    if part != "tresorerie":  # whose chart says it
        shown_as.when_money_lacks(shown)
    if part == "resultat":
        shown_as.meaning(shown)
match part:
    case "resultat":
        shown_as.result(shown)
    case "tresorerie":
        inputs.sliders()
        shown_as.account(shown)
    case "statuts":
        shown_as.side_by_side(shown)
    case "choix":
        inputs.all()
        st.page_link(
            page.path("chiffres"), label="Les chiffres que nous utilisons", icon=":material/table:"
        )
    case "scenarios":
        scenarios.manage(key, shown.situation.scenario)
        scenarios.compare(key)
        budget_download()
        fields.note(
            "Vos remarques sur le budget", "budget-note", dossier.budget.note,
            lambda value: set_in_part("budget", "note", value),
        )  # fmt: skip
fields.next_part("budget-part", part, list(PARTS), PARTS.__getitem__)
page.footer("budget")
