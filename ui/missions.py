"""The page of the missions: what one mission offers, and whether all of them fit."""

from __future__ import annotations

from collections.abc import Iterable

from premierspas.content.models import Mission
from premierspas.dossier.changes import set_in_entry
from premierspas.fitting import ways_out
from premierspas.french import hours
from premierspas.missions import GOING_ON, WHEN, MissionResult, Missions
from premierspas.typography import typeset
from ui import fields, st, state

_OURS, _THEIRS = "notre estimation, à corriger", "votre chiffre"


def keep(result: MissionResult) -> None:
    """The box that keeps a mission, and why the answers suggest it."""
    mission = result.mission
    fields.tick(
        mission.label,
        f"mission-{mission.id}",
        result.kept,
        lambda kept: set_in_entry("missions", mission.id, "kept", kept),
        help=mission.explanation,
    )
    if result.asked_by:
        st.caption(f"→ {result.asked_in_words}")


def offer(result: MissionResult) -> None:
    """One mission: kept or not; when it is, its hours a week and when it starts."""
    mission = result.mission
    with st.container(border=result.kept):
        keep(result)
        if not result.kept:
            return
        with st.container(horizontal=True):
            fields.number(
                f"Heures par semaine ({_OURS if result.guessed else _THEIRS})",
                f"mission-hours-{mission.id}",
                result.hours_per_week,
                lambda value: set_in_entry("missions", mission.id, "hours_per_week", value),
                step=0.5,
                format="%.1f",
                width=330,
            )
            fields.choice(
                f"Quand commencer ({'notre proposition' if result.when_is_ours else 'votre choix'})",
                f"mission-when-{mission.id}",
                result.when,
                list(WHEN),
                WHEN.__getitem__,
                lambda when: set_in_entry("missions", mission.id, "when", when),
                horizontal=True,
                width=300,
            )


def origins(missions: Iterable[Mission]) -> None:
    """Where missions come from, in the words of the documents."""
    document = state.catalog().document
    with st.expander("D’où viennent ces missions"):
        for mission in missions:
            quotes = " ; ".join(
                f"« {o.quote} » ({document[o.document].title}, {o.section})"
                for o in mission.origins
            )
            st.caption(f"{mission.label} : {quotes}")


def gauge(chosen: Missions) -> None:
    """Hours paid and asked, on one scale: a bar that is longer than the first one goes over."""
    longest = max(chosen.paid_hours, chosen.hours_asked)
    st.progress(chosen.paid_hours / longest, text=chosen.paid_in_words)
    for phase, words in zip(
        chosen.phases, ("demandées les six premiers mois", "demandées ensuite"), strict=True
    ):
        st.progress(
            phase.hours_asked / longest,
            text=f"{phase.symbol} {hours(phase.hours_asked)} {words}",
        )


def verdict(chosen: Missions) -> None:
    """Whether each phase fits, in a sentence."""
    say = st.warning if chosen.exceeded else st.success
    say("\n\n".join(f"{phase.in_words}." for phase in chosen.phases), icon=None)
    st.caption(GOING_ON)


def figures(chosen: Missions) -> None:
    """The same as tables."""
    st.table(
        [
            {
                "Mission": m.mission.label,
                "Heures par semaine": hours(m.hours_per_week),
                "Ce chiffre est": "notre estimation" if m.guessed else "le vôtre",
                "Quand commencer": WHEN[m.when],
            }
            for m in chosen.kept
        ],
        hide_index=True,
        alt="Heures par semaine de chaque mission gardée",
    )
    st.table(
        [
            {
                "Période": phase.label,
                "Demandées": hours(phase.hours_asked),
                "Payées": hours(phase.paid_hours),
                "De trop": hours(phase.hours_over) if phase.exceeded else "rien",
                "Il faudrait": phase.days_needed_in_words,
            }
            for phase in chosen.phases
        ],
        hide_index=True,
        alt="Heures par semaine demandées et payées, par période",
    )


def advise(chosen: Missions) -> None:
    """What could make it fit; the team chooses."""
    ways = ways_out(chosen)
    if not ways:
        return
    st.subheader("Pour que cela tienne : à vous de choisir", anchor=False)
    for way in ways:
        st.markdown(f"**{way.title}.** {way.text}")
        if way.cuts:
            st.markdown("\n".join(f"- {cut.label} ({cut.reason})" for cut in way.cuts))
        if way.then:
            st.markdown(way.then)
    if not chosen.tasks_answered:
        st.caption(
            "Vous n’avez pas encore parlé de vos tâches : ces propositions en tiendront compte."
        )
    st.caption("Ce sont des pistes de calcul, pas une décision.")


def functions(chosen: Missions) -> None:
    """What the ACI line pays for, and our mapping of the kept missions to it."""
    st.table(
        [
            {
                "Ce que paie la ligne de l’ACI": f"**{function.label}.** {function.explanation}",
                "Vos missions": typeset(words),
            }
            for function, words in chosen.functions_in_words
        ],
        hide_index=True,
        alt="Vos missions dans les quatre fonctions que paie la ligne de l’ACI",
    )
