"""What weighs on us, which missions to give, and whether they fit in the time that is paid."""

from premierspas.dossier.changes import set_entry, set_in_kept_scenario
from premierspas.french import count, hours, number
from premierspas.missions import HOURS_PER_DAY, missions
from ui import fields, page, st, state
from ui import missions as shown

EASE = {
    "at-ease": "À l’aise",
    "not-at-ease": "Peu à l’aise",
    "nobody": "Personne ne le fait",
}
page.header("missions")
catalog, dossier = state.catalog(), state.dossier()
chosen = missions(catalog, dossier)
texts = catalog.mission_texts
PARTS = {
    "tasks": "Nos tâches d’aujourd’hui",
    "missions": "Missions à confier",
    "time": "Est-ce que cela tient ?",
}


def tasks() -> None:
    """What the team does today, and the missions that its answers suggest."""
    st.header("Nos tâches d’aujourd’hui", anchor=False)
    st.markdown("Ces tâches, les faites-vous aujourd’hui, et vous y sentez-vous à l’aise ?")
    st.caption("Source : Diaporama d’atelier, Travail en atelier")
    for task in texts.tasks:
        fields.choice(
            task.label,
            f"task-{task.id}",
            dossier.tasks.get(task.id),
            list(EASE),
            EASE.__getitem__,
            lambda ease, key=task.id: set_entry("tasks", key, ease),
            horizontal=True,
        )
    st.caption(f"{count(chosen.tasks_answered, 'réponse')} sur {len(texts.tasks)}.")
    if chosen.asked_for:
        with st.container(border=True):
            st.subheader("Missions que vos réponses suggèrent", anchor=False)
            st.markdown("Cochez celles que vous voulez confier.")
            for result in chosen.asked_for:
                shown.keep(result)
    with st.expander("Les limites d’une équipe qui se coordonne seule"):
        for limit in texts.limits:
            st.markdown(f"**{limit.label}.** {limit.explanation}")
        page.sources(texts.limits[0].sources)


def offers() -> None:
    """All missions, family by family."""
    st.header("Missions à confier", anchor=False)
    st.markdown(
        "Cochez celles que vous voulez. Les heures sont nos estimations : corrigez-les. Une case vidée "
        "reprend notre estimation."
    )
    for family in texts.families:
        st.subheader(family.label, anchor=False)
        st.markdown(family.explanation)
        offered = [result for result in chosen.all if result.mission.family == family.id]
        for result in offered:
            shown.offer(result)
        shown.origins(result.mission for result in offered)
    if chosen.kept:
        st.markdown(
            f"{chosen.later.symbol} {count(len(chosen.kept), 'mission')} : "
            f"{hours(chosen.hours_asked)} demandées pour {hours(chosen.paid_hours)} payées."
        )


def time() -> None:
    """The hours asked against the hours paid, what to do, and what the ACI pays for."""
    st.header("Est-ce que cela tient ?", anchor=False)
    fields.number(
        "Jours payés par semaine",
        "missions-days",
        dossier.budget.main.days_per_week,
        lambda value: set_in_kept_scenario("days_per_week", value),
        step=0.5,
        format="%.1f",
        placeholder="1 jour, à défaut",
        help=f"Un jour compte {number(HOURS_PER_DAY)} heures. Ce chiffre sert aussi au budget.",
        width=320,
    )
    if not chosen.kept:
        st.markdown("Gardez des missions : le temps qu’elles demandent apparaîtra ici.")
        return
    shown.gauge(chosen)
    shown.verdict(chosen)
    with st.expander("Voir les chiffres"):
        shown.figures(chosen)
    shown.advise(chosen)
    st.header("Vos missions et l’ACI", anchor=False)
    st.markdown("Pour le justificatif à remettre à la CPAM.")
    shown.functions(chosen)
    page.sources(texts.functions[0].sources)
    st.caption("Le rapprochement avec vos missions est le nôtre : à relire avec la CPAM.")


part = fields.part_of_page("Sur cette page", "missions-part", list(PARTS), PARTS.__getitem__)
{"tasks": tasks, "missions": offers, "time": time}[part]()
fields.next_part("missions-part", part, list(PARTS), PARTS.__getitem__)
page.footer("missions")
