"""What weighs on us, which missions to give, and whether they fit in the time that is paid."""

from premierspas.dossier.changes import set_entry, set_in_entry, set_in_part
from premierspas.french import days, hours, listing, number
from premierspas.missions import HOURS_PER_DAY, MissionResult, missions
from ui import fields, page, st, state

EASE = {
    "at-ease": "À l’aise",
    "not-at-ease": "Peu à l’aise",
    "nobody": "Personne ne le fait",
}

page.header("missions")
catalog, dossier = state.catalog(), state.dossier()
chosen = missions(catalog, dossier)

st.header("Les tâches d’aujourd’hui", anchor=False)
st.markdown("Ces tâches, les faites-vous aujourd’hui, et vous y sentez-vous à l’aise ?")
st.caption("Source : Diaporama d’atelier, Travail en atelier")
for task in catalog.mission_texts.tasks:
    fields.choice(
        task.label,
        f"task-{task.id}",
        dossier.tasks.get(task.id),
        list(EASE),
        EASE.__getitem__,
        lambda ease, key=task.id: set_entry("tasks", key, ease),
        horizontal=True,
    )
with st.expander("Les limites d’une équipe qui se coordonne seule"):
    for limit in catalog.mission_texts.limits:
        st.markdown(f"**{limit.label}.** {limit.explanation}")
    page.sources(catalog.mission_texts.limits[0].sources)


def offer(result: MissionResult) -> None:
    """One mission: kept or not, and its hours a week."""
    mission = result.mission
    fields.tick(
        mission.label,
        f"mission-{mission.id}",
        result.kept,
        lambda kept: set_in_entry("missions", mission.id, "kept", kept),
        help=mission.explanation,
    )
    if result.asked_by:
        st.caption("→ Vous aiderait pour : " + listing(t.label.lower() for t in result.asked_by))
    if result.kept:
        fields.number(
            f"Heures par semaine ({'notre estimation, à corriger' if result.guessed else 'votre chiffre'})",
            f"mission-hours-{mission.id}",
            result.hours_per_week,
            lambda value: set_in_entry("missions", mission.id, "hours_per_week", value),
            min_value=0.0,
            max_value=35.0,
            step=0.5,
            format="%.1f",
            width=320,
        )
        origins = " ; ".join(
            f"« {o.quote} » ({catalog.document[o.document].title}, {o.section})"
            for o in mission.origins
        )
        st.caption("D’où elle vient : " + origins)


st.header("Les missions à confier", anchor=False)
st.markdown("Cochez celles que vous voulez. Les heures sont nos estimations : corrigez-les.")
for family in catalog.mission_texts.families:
    with st.container(border=True):
        st.subheader(family.label, anchor=False)
        st.markdown(family.explanation)
        for result in chosen.all:
            if result.mission.family == family.id:
                offer(result)

st.header("Est-ce que cela tient ?", anchor=False)
fields.number(
    "Jours payés par semaine",
    "missions-days",
    dossier.budget.days_per_week,
    lambda value: set_in_part("budget", "days_per_week", value),
    min_value=0.5,
    max_value=5.0,
    step=0.5,
    format="%.1f",
    placeholder="1 jour, à défaut",
    help=f"Un jour compte {number(HOURS_PER_DAY)} heures. Ce chiffre sert aussi au budget.",
    width=320,
)
if not chosen.kept:
    st.markdown("Cochez des missions : le temps qu’elles demandent apparaîtra ici.")
else:
    asked, paid = chosen.hours_asked, chosen.paid_hours
    summary = f"{days(chosen.days_per_week)} par semaine = {hours(paid)} : vous en demandez {hours(asked)}"
    st.progress(min(asked / paid, 1.0), text=summary)
    if chosen.exceeded:
        st.warning(
            f"▲ C’est {hours(chosen.hours_over)} de trop par semaine. Retirez des missions, ou "
            f"comptez {days(chosen.days_needed)} par semaine.",
            icon=None,
        )
    else:
        st.success(f"✓ Cela tient : il reste {hours(-chosen.hours_over)} par semaine.", icon=None)
    st.subheader("Ce que la ligne de l’ACI paie dans ces missions", anchor=False)
    for function in catalog.mission_texts.functions:
        covered = function in chosen.functions
        st.markdown(f"{'✓' if covered else '○'} **{function.label}.** {function.explanation}")
    page.sources(catalog.mission_texts.functions[0].sources)
    st.caption("Le rapprochement avec vos missions est le nôtre : à relire avec la CPAM.")
page.footer("missions")
