"""Who we are: the few facts that the budget and the roadmap need."""

from premierspas.dossier.changes import set_field, set_in_part
from ui import fields, page, st, state

page.header("equipe")
team = state.dossier().team


def in_team(name):
    return lambda value: set_in_part("team", name, value)


st.header("L’équipe", anchor=False)
fields.name("Nom de l’équipe", "team-name", team.name, in_team("name"))
fields.name(
    "Territoire",
    "team-territory",
    team.territory,
    in_team("territory"),
    placeholder="Commune, canton ou quartier",
)
left, right = st.columns(2)
with left:
    fields.number(
        "Professionnels de santé (PS) dans l’équipe",
        "team-professionals",
        team.professionals,
        in_team("professionals"),
        step=1,
    )
with right:
    fields.number(
        "Patientèle",
        "team-patients",
        team.patients,
        in_team("patients"),
        step=100,
        help=(
            "Patients de tout âge qui ont déclaré comme médecin traitant un médecin de l’équipe. "
            "C’est ce nombre qui compte pour l’ACI."
        ),
    )

st.header("Les dates", anchor=False)
left, right = st.columns(2)
with left:
    fields.day(
        "Arrivée souhaitée du coordinateur", "team-arrival", team.arrival, in_team("arrival"),
        help="La feuille de route est datée à rebours de ce jour.",
    )  # fmt: skip
with right:
    fields.day(
        "Signature de l’ACI, prévue ou faite", "team-aci", team.aci_signature,
        in_team("aci_signature"),
        help="ACI : accord conventionnel interprofessionnel, le contrat avec la CPAM et l’ARS.",
    )  # fmt: skip

st.header("Les personnes", anchor=False)
st.markdown("Un prénom ou une fonction suffit.")
fields.name(
    "Votre personne « ancre »", "team-anchor", team.anchor, in_team("anchor"),
    help="Celle qui garde la feuille de route vivante et relance l’équipe. Une seule personne.",
)  # fmt: skip
fields.name(
    "Votre contact à la fédération régionale", "team-federation", team.federation_contact,
    in_team("federation_contact"),
)  # fmt: skip
fields.note("Autre chose à savoir sur votre équipe", "note", state.dossier().note,
            lambda value: set_field("note", value))  # fmt: skip

page.footer("equipe")
