"""What the Assurance Maladie pays for coordination against what a coordinator costs."""

from premierspas.budget import Explained, StatusBalance, budget
from premierspas.budget.aci import READING_WORDS
from premierspas.dossier.changes import set_in_part
from premierspas.french import days
from premierspas.profile import profile_choice
from ui import fields, page, st, state
from ui.charts import cost_chart

page.header("budget")
catalog, dossier = state.catalog(), state.dossier()
choices = dossier.budget


def in_budget(name):
    return lambda value: set_in_part("budget", name, value)


def explain(figure: Explained) -> None:
    """A figure, the steps that lead to it, its source."""
    st.markdown(f"**{figure.sentence}**")
    with st.expander("Comment ce chiffre est calculé"):
        st.markdown("\n".join(f"1. {step}" for step in figure.steps))
        page.sources(figure.sources)
    if figure.to_check:
        st.caption(f"? À vérifier. {figure.to_check}")


st.header("Ce qui entre", anchor=False)
left, right = st.columns(2)
with left:
    fields.number(
        "Patientèle", "budget-patients", dossier.team.patients,
        lambda value: set_in_part("team", "patients", value),
        min_value=0, max_value=200_000, step=100,
        help="Patients de tout âge ayant déclaré un médecin de l’équipe comme médecin traitant.",
    )  # fmt: skip
with right:
    fields.number(
        "Ou un montant donné par la CPAM (€ par an)", "budget-free", choices.free_amount,
        in_budget("free_amount"), min_value=0.0, max_value=1_000_000.0, step=100.0, format="%.0f",
        help="S’il est rempli, il remplace le calcul de la ligne « coordination ».",
    )  # fmt: skip
with st.expander("Règle appliquée"):
    fields.choice(
        "Version de l’ACI", "budget-version", choices.aci_version,
        [rule.id for rule in catalog.aci.versions], lambda key: catalog.aci_rule[key].label,
        in_budget("aci_version"),
    )  # fmt: skip
    fields.choice(
        "Lecture", "budget-reading", choices.reading, list(READING_WORDS),
        {"pro-rata": "Au prorata des patients (guide de l’Assurance Maladie)",
         "tranches": "Par tranche entière de 4 000 patients (lecture du Diaporama)"}.__getitem__,
        in_budget("reading"),
    )  # fmt: skip
    fields.number(
        "Mois sous contrat la première année (vide : année pleine)", "budget-months",
        choices.months_in_year, in_budget("months_in_year"), min_value=1, max_value=12, step=1,
        help="La règle exacte de la première année n’est pas connue : c’est votre hypothèse.",
    )  # fmt: skip
left, right = st.columns(2)
with left:
    fields.number(
        "Aide au démarrage FIR / ARS (€ par an)", "budget-startup", choices.startup_aid,
        in_budget("startup_aid"), min_value=0.0, max_value=1_000_000.0, step=500.0, format="%.0f",
        placeholder="0 tant que rien n’est écrit",
        help="FIR : fonds d’intervention régional. Inégal selon les régions : voyez votre ARS.",
    )  # fmt: skip
with right:
    fields.number(
        "Autre financement (€ par an)", "budget-other", choices.other_funding,
        in_budget("other_funding"), min_value=0.0, max_value=1_000_000.0, step=500.0, format="%.0f",
    )  # fmt: skip

result = budget(catalog, state.dossier())
if result.line:
    explain(result.line)
    if result.advance:
        st.markdown(result.advance)
else:
    st.markdown("○ Indiquez la patientèle, ou un montant : le calcul de l’ACI apparaîtra ici.")
    if result.rule.to_check:
        st.caption(f"? À vérifier. {result.rule.to_check}")

st.header("Ce qui sort", anchor=False)
fields.number(
    "Jours payés par semaine", "budget-days", choices.days_per_week, in_budget("days_per_week"),
    min_value=0.5, max_value=5.0, step=0.5, format="%.1f", placeholder="1 jour, à défaut",
    help=f"1 jour par semaine = {catalog.statuses.days_per_year} jours par an ici.", width=320,
)  # fmt: skip


def row(status: StatusBalance) -> dict[str, str]:
    """A status in the table: month and year together."""
    return {
        "Statut": ("→ " if status is result.chosen else "") + status.status.label,
        "Coût par mois (par an)": status.cost.amount.words,
        "Solde par mois (par an)": status.balance_in_words,
        "Jours que les recettes paient": status.days_covered_in_words,
    }


cost_chart(result)
st.table(
    [row(s) for s in result.statuses],
    hide_index=True,
    alt="Coût et solde de chaque statut, par mois et par an",
)
st.caption(
    f"{catalog.statuses.label}, {days(result.days_per_week)} par semaine"
    + (" (à défaut d’un choix)." if result.days_assumed else ".")
    + " Les chiffres datent : demandez des devis et une simulation de paie."
)
if result.before_aci:
    st.warning(f"▲ {result.before_aci}", icon=None)
fields.choice(
    "Le statut que nous envisageons", "budget-status", choices.status,
    [s.id for s in catalog.statuses.statuses], lambda key: catalog.status[key].label,
    in_budget("status"),
)  # fmt: skip
if fit := profile_choice(catalog, state.dossier()).chosen_fit:
    st.markdown(f"**{fit.in_words}** {fit.reason}")
    page.sources(fit.sources)
for status in [result.chosen] if result.chosen else result.statuses:
    for alert in status.alerts:
        st.warning(f"▲ **{status.status.label}.** {alert.text}", icon=None)
        page.sources(alert.sources)

st.header("Ce que dit le document de chaque statut", anchor=False)
for status in result.statuses:
    with st.expander(status.status.label):
        st.markdown(status.status.explanation)
        explained = status.cost
        st.markdown("\n".join(f"- {step}" for step in explained.steps))
        for line in status.status.rows:
            note = f" *{line.note}*" if line.note else ""
            st.markdown(f"**{line.label}** : {line.text}.{note}")
        page.sources(status.status.sources)

st.header("Nos hypothèses", anchor=False)
st.markdown("\n".join(f"- {hypothesis}" for hypothesis in result.hypotheses))
st.markdown(
    "Pour l’ensemble de l’ACI, l’Assurance Maladie a son propre calculateur : "
    "calculette-maisondesante.ameli.fr."
)
fields.note("Vos remarques sur le budget", "budget-note", choices.note, in_budget("note"))
page.footer("budget")
