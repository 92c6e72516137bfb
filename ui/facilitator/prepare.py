"""Before the workshop: choose an agenda, make it one's own, invite."""

from __future__ import annotations

from typing import Any

from premierspas.addresses import is_local
from premierspas.content.models import WorkshopTemplate
from premierspas.french import count, long_date
from premierspas.storage import Held
from premierspas.workshop import running
from premierspas.workshop.model import Plan, PlannedStage, Workshop
from premierspas.workshop.plan_file import FILE_NAME, PlanFileError, from_json, to_json
from premierspas.workshop.questions import Questions, questions_of
from ui import fields, live, page, st, state, visitor
from ui.errors import attempt
from ui.invitation import invitation, projector_link

_OWN = "mon-deroule"


# --- choose ---------------------------------------------------------------------------------------
def choose() -> None:
    """No workshop yet: those of this dossier, and a new one."""
    _existing()
    st.header("Préparer un atelier", anchor=False)
    templates = state.catalog().workshop_template
    chosen = st.radio(
        "Combien de temps avez-vous ?",
        [*templates, _OWN],
        format_func=lambda key: templates[key].label if key in templates else "Mon propre déroulé",
        index=1,
        key="workshop-template",
    )
    if chosen == _OWN:
        plan = _brought()
    else:
        plan = running.plan_of(templates[chosen])
        _describe(templates[chosen])
    if plan is None:
        return
    with st.container(horizontal=True):
        if st.button("Créer l’atelier", type="primary", icon=":material/groups:"):
            _create(plan, rehearsal=False)
        if st.button(
            "Répéter seul, avec des participants inventés", icon=":material/theater_comedy:"
        ):
            _create(plan, rehearsal=True)
    st.caption("Une répétition travaille sur une copie : votre dossier ne change pas.")


def _describe(template: WorkshopTemplate) -> None:
    st.markdown(template.for_whom)
    stages = state.catalog().stage
    st.table(
        [
            {
                "Temps": stages[s.stage].label,
                "Minutes": s.minutes,
                "Ce qui se décide": stages[s.stage].decides,
            }
            for s in template.stages
        ],
        hide_index=True,
        alt=f"Déroulé de l’atelier « {template.label} »",
    )


def _brought() -> Plan | None:
    file = st.file_uploader(f"Votre déroulé (« {FILE_NAME} »)", key="workshop-plan")
    if file is None:
        st.caption("Vous l’obtenez en préparant un atelier, sur cette page.")
        return None
    try:
        plan = from_json(file.getvalue(), state.catalog())
    except PlanFileError as refusal:
        st.error(st.plain(str(refusal)))
        return None
    st.markdown(
        f"✓ Déroulé lu : {count(len(plan.stages), 'temps', 'temps')}, {plan.minutes} minutes."
    )
    return plan


def _create(plan: Plan, *, rehearsal: bool) -> None:
    def make() -> None:
        if rehearsal:
            state.start_example(state.dossier())
        dossier = state.dossier()
        workshop = Workshop(
            team=dossier.team.name, plan=plan, rehearsal=rehearsal, created_at=live.now()
        )
        live.create(workshop, _beforehand(plan))

    if attempt(make):
        st.rerun()


def _beforehand(plan: Plan) -> Questions:
    return {
        key: question
        for kind in plan.beforehand
        for key, question in questions_of(
            kind, state.catalog(), state.dossier(), plan, visitor.today()
        ).items()
    }


def _existing() -> None:
    found = live.existing()
    if not found:
        return
    st.header("Vos ateliers", anchor=False)
    for held, secret in found:
        with st.container(border=True):
            st.markdown(f"**{_title(held)}** · {_standing(held.workshop)}")
            st.button(
                "Reprendre cet atelier",
                key=f"resume-{held.id}",
                on_click=live.open_with,
                args=(secret,),
                icon=":material/play_arrow:",
            )


def _title(held: Held) -> str:
    day = long_date(visitor.local(held.created_at).date())
    return f"{held.workshop.plan.name or 'Atelier'}, préparé le {day} (code {held.code})"


def _standing(workshop: Workshop) -> str:
    if workshop.ended_at is not None:
        return "✓ terminé"
    return "○ pas commencé" if workshop.started_at is None else "→ en cours"


# --- ready ----------------------------------------------------------------------------------------
def ready(held: Held) -> None:
    """The workshop exists and has not begun."""
    workshop = held.workshop
    if workshop.rehearsal:
        st.info(
            "C’est une répétition : douze participants inventés répondront. Rien n’entre dans le dossier de "
            "l’équipe.",
            icon=":material/theater_comedy:",
        )
    invite, begin = st.columns([3, 2])
    with invite:
        invitation(held)
        _address()
    with begin:
        st.header("Le jour venu", anchor=False)
        st.markdown(
            "1. Ouvrez le projecteur dans une autre fenêtre, et mettez-la sur le mur.\n"
            "2. Regardez la page « Tout va bien ? ».\n"
            "3. Commencez quand la salle est là."
        )
        projector_link(held)
        st.page_link(page.path("verification"), label="Tout va bien ?", icon=":material/checklist:")
        if st.button("Commencer l’atelier", type="primary", icon=":material/play_arrow:"):
            live.change(running.start(state.catalog(), live.now()))
            st.rerun()
    alone(held)
    with st.expander("Changer le déroulé", icon=":material/edit_calendar:"):
        _edit_plan(workshop.plan)
    with st.expander("Garder votre lien d’animation", icon=":material/key:"):
        st.markdown(
            "L’adresse de cette page vous donne la main sur l’atelier. Enregistrez-la dans vos favoris. Si "
            "vous la perdez, rouvrez le dossier de l’équipe : cet atelier y est."
        )
    erase_button()


@st.fragment(run_every=5)
def alone(held: Held) -> None:
    """How many answered alone before the start."""
    found = live.turnout(held, live.workshop().open_questions)
    if found is not None and held.workshop.plan.beforehand:
        st.markdown(
            f"**Réponses données avant l’atelier** : {count(found.answered, 'personne')}, dont "
            f"{found.finished} ont fini."
        )


def _address() -> None:
    if is_local(live.address()):
        st.warning(
            "Cet ordinateur n’est sur aucun réseau : les téléphones ne peuvent pas le joindre. Connectez-le "
            "au Wi-Fi de la salle, ou animez à main levée.",
            icon=None,
        )
    fields.name(
        "Adresse pour les téléphones, si celle-ci ne marche pas",
        "workshop-address",
        live.workshop().address,
        lambda typed: running.set_field("address", typed),
        save=live.field_saver,
        placeholder=live.address(),
    )


def _edit_plan(plan: Plan) -> None:
    stages = state.catalog().stage
    st.markdown(f"**{plan.minutes} minutes en tout.** Zéro minute : ce temps n’a pas lieu.")
    for planned in plan.stages:
        fields.number(
            f"{stages[planned.stage].label}, en minutes",
            f"plan-{planned.stage}",
            planned.minutes,
            lambda minutes, stage=planned.stage: _with_minutes(stage, minutes),
            save=live.field_saver,
            min_value=0,
            max_value=240,
            step=1,
            width=330,
        )
    left_out = [key for key in stages if all(p.stage != key for p in plan.stages)]
    if left_out:
        added = st.selectbox(
            "Ajouter un temps",
            left_out,
            index=None,
            format_func=lambda key: stages[key].label,
            placeholder="Choisissez",
            key="plan-add",
        )
        if added and st.button("Ajouter"):
            live.change(_with_stage(added))
            st.rerun()
    cards = state.catalog().card
    chosen = st.multiselect(
        "Les tâches à trier",
        list(cards),
        default=[card for card in plan.cards if card in cards],
        format_func=lambda key: cards[key].task,
        key="plan-cards",
        placeholder="Choisissez des tâches",
    )
    if tuple(chosen) != plan.cards and live.change(_with(cards=tuple(chosen))):
        st.rerun()
    complete = st.checkbox("Poser le questionnaire entier (31 questions)", value=plan.complete)
    if complete != plan.complete:
        wanted = plan.changed(complete=complete)
        live.change(_with(complete=complete))
        live.change(running.open_vote(_beforehand(wanted)))
        st.rerun()
    st.download_button(
        "Garder ce déroulé pour une autre équipe",
        data=to_json(plan),
        file_name=FILE_NAME,
        mime="application/json",
        on_click="ignore",
        icon=":material/download:",
    )


def _with(**changed: Any) -> running.Step:
    return lambda workshop: workshop.changed(plan=workshop.plan.changed(**changed))


def _with_minutes(stage: str, minutes: int | None) -> running.Step:
    """Zero takes the stage out; the last one stays."""

    def step(workshop: Workshop) -> Workshop:
        stages = workshop.plan.stages
        if minutes:
            stages = tuple(s.changed(minutes=minutes) if s.stage == stage else s for s in stages)
        elif len(stages) > 1 and minutes == 0:
            stages = tuple(s for s in stages if s.stage != stage)
        return workshop.changed(plan=workshop.plan.changed(stages=stages))

    return step


def _with_stage(stage: str) -> running.Step:
    """Add a stage where the content puts it, for ten minutes."""
    order = list(state.catalog().stage)

    def step(workshop: Workshop) -> Workshop:
        stages = (*workshop.plan.stages, PlannedStage(stage=stage, minutes=10))
        ordered = tuple(sorted(stages, key=lambda s: order.index(s.stage)))
        return workshop.changed(plan=workshop.plan.changed(stages=ordered))

    return step


def another_dossier() -> None:
    """The workshop is not of the dossier that is open: nothing may be decided here."""
    st.warning(
        "L’atelier que vous animez est celui d’un autre dossier. Ses décisions iraient au mauvais endroit : "
        "ouvrez son dossier, ou fermez l’atelier.",
        icon=None,
    )
    with st.container(horizontal=True):
        if st.button("Ouvrir son dossier", type="primary", icon=":material/folder_open:"):
            live.open_its_dossier()
            st.rerun()
        if st.button("Fermer cet atelier", icon=":material/close:"):
            live.leave()
            st.rerun()


def erase_button() -> None:
    """Erase the workshop, after asking."""
    with st.container(horizontal=True):
        if st.button("Fermer cet atelier", icon=":material/close:"):
            live.leave()
            st.rerun()
        if st.button("Effacer l’atelier et ses réponses", icon=":material/delete:"):
            _confirm_erasure()


@st.dialog("Effacer l’atelier ?")
def _confirm_erasure() -> None:
    st.markdown(
        "Les réponses des téléphones seront effacées pour de bon. Les décisions déjà actées restent dans le "
        "dossier."
    )
    with st.container(horizontal=True):
        if st.button("Oui, effacer", type="primary") and attempt(live.erase):
            st.rerun()
        if st.button("Non, garder"):
            st.rerun()
