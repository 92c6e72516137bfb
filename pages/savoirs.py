"""What to look for in a candidate, and five questions that the team asks itself before hiring."""

from premierspas.content.models import Skill
from premierspas.dossier.changes import set_entry, set_field
from premierspas.french import listing
from premierspas.skills import skills
from ui import fields, page, st, state

KINDS = {
    "Savoir-être": ("savoir-etre", "savoir-s-adapter"),
    "Savoir-faire": ("savoir-faire", "savoir-readapter"),
}

page.header("savoirs")
catalog, dossier = state.catalog(), state.dossier()
texts = catalog.skill_texts
assessed = skills(catalog, dossier)

st.header("Un candidat se situe", anchor=False)
st.markdown("À remplir par la personne elle-même, ou avec elle. Ce n’est pas un examen.")
fields.name(
    "Qui se situe ?",
    "candidate",
    dossier.candidate,
    lambda value: set_field("candidate", value),
    placeholder="Prénom ou initiales",
)
kind = fields.part_of_page("Qualités à situer", "skill-kind", list(KINDS), str)
levels = {rung.level: rung.label for rung in texts.levels}


def situate(skill: Skill) -> None:
    """One skill: what shows it, where the candidate stands, how to ask."""
    with st.container(border=True):
        st.markdown(f"**{skill.label}**")
        st.caption(f"On le voit : {skill.observable}")
        fields.choice(
            skill.label,
            f"skill-{skill.id}",
            dossier.skills.get(skill.id),
            list(levels),
            levels.__getitem__,
            lambda level: set_entry("skills", skill.id, level),
            label_visibility="collapsed",
            horizontal=True,
        )
        st.caption(f"En entretien : {skill.interview_question}")


for skill in texts.skills:
    if skill.kind in KINDS[kind]:
        situate(skill)
page.sources(next(s for s in texts.skills if s.kind in KINDS[kind]).sources)
fields.next_part("skill-kind", kind, list(KINDS), str)

if assessed.assessed:
    st.subheader("Ce que cela donne", anchor=False)
    if assessed.strengths:
        st.markdown(
            f"✓ **Points d’appui** : {listing(s.label.lower() for s in assessed.strengths)}."
        )
    if assessed.to_learn:
        st.markdown(f"→ **À apprendre** : {listing(s.label.lower() for s in assessed.to_learn)}.")

st.header("Six activités clés", anchor=False)
st.markdown(
    "Cochez celles qui comptent le plus pour vous : elles guideront l’annonce et l’entretien."
)
for activity in texts.key_activities:
    fields.tick(
        f"{activity.label}. {activity.explanation}",
        f"activity-{activity.id}",
        dossier.activities.get(activity.id, False),
        lambda ticked, key=activity.id: set_entry("activities", key, ticked or None),
    )
page.sources(texts.key_activities[0].sources)

st.header("Cinq questions à se poser avant d’embaucher", anchor=False)
for question in texts.everyday_questions:
    fields.note(
        question.question,
        f"everyday-{question.id}",
        dossier.everyday.get(question.id, ""),
        lambda text, key=question.id: set_entry("everyday", key, text or None),
    )
    st.caption(question.aid)
page.sources(texts.everyday_questions[0].sources)
page.footer("savoirs")
