"""Three profiles side by side, what counts for us, and our own verdict."""

from premierspas.content.models import Profile
from premierspas.dossier.changes import set_in_part, set_weight
from premierspas.french import count
from premierspas.profile import LEVEL_WORDS, POINTS, profile_choice
from ui import fields, page, st, state

PARTS = {
    "speeds_up": "Ce qui accélère",
    "slows": "Ce qui freine",
    "asks": "Ce que cela vous demande",
    "support": "L’accompagnement à prévoir",
}

page.header("profil")
catalog, dossier = state.catalog(), state.dossier()
choice = profile_choice(catalog, dossier)


def describe(profile: Profile) -> None:
    """What a profile speeds up, slows down, asks of the team, needs."""
    st.subheader(profile.label, anchor=False)
    st.markdown(profile.explanation)
    for part, title in PARTS.items():
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {point.text}" for point in getattr(profile, part)))
    cited = dict.fromkeys(
        source for part in PARTS for point in getattr(profile, part) for source in point.sources
    )
    with st.popover("Sources", type="tertiary"):
        page.sources(cited)


st.header("Trois profils", anchor=False)
for column, profile in zip(st.columns(3, border=True), choice.profiles, strict=True):
    with column:
        describe(profile)

st.header("Ce qui compte pour vous", anchor=False)
st.markdown(f"Répartissez {POINTS} points entre les sept critères.")
for left, right in zip(choice.criteria[::2], (*choice.criteria[1::2], None), strict=True):
    for column, weighted in zip(st.columns(2), (left, right), strict=True):
        if weighted is None:
            continue
        criterion = weighted.criterion
        with column:
            fields.number(
                criterion.label,
                f"weight-{criterion.id}",
                dossier.profile.weights.get(criterion.id),
                lambda points, key=criterion.id: set_weight(key, points),
                min_value=0,
                max_value=100,
                step=5,
                help=criterion.question,
                placeholder="0",
            )
left = choice.points_left
if left > 0:
    st.markdown(f"→ Il reste {count(left, 'point')} à répartir.")
elif left < 0:
    st.markdown(
        f"▲ Vous avez réparti {count(-left, 'point')} de trop : le calcul reste en proportion."
    )
else:
    st.markdown("✓ Vos 100 points sont répartis.")

st.subheader("Comment chaque profil y répond", anchor=False)
st.table(
    [
        {"Critère": c.criterion.label, "Vos points": str(c.points or "–")}
        | {p.label: LEVEL_WORDS[c.reading(p.id).level] for p in choice.profiles}
        for c in choice.criteria
    ],
    hide_index=True,
    alt="Réponse de chaque profil à chaque critère, en mots",
)
with st.expander("Pourquoi ces mots"):
    for weighted in choice.criteria:
        st.markdown(f"**{weighted.criterion.label}.** {weighted.criterion.question}")
        for profile in choice.profiles:
            reading = weighted.reading(profile.id)
            st.markdown(
                f"- {profile.label} : {LEVEL_WORDS[reading.level]}. {reading.reason} "
                f"({catalog.cite(reading.sources)})"
            )
st.info(choice.advice, icon=":material/balance:")

st.header("Votre décision", anchor=False)
st.markdown("L’outil conseille, l’équipe décide.")
ids = [p.id for p in choice.profiles]
fields.choice(
    "Le profil que nous choisissons", "profile-verdict", dossier.profile.verdict, ids,
    lambda key: catalog.profile[key].label, lambda key: set_in_part("profile", "verdict", key),
)  # fmt: skip
fields.choice(
    "Si nous ne le trouvons pas", "profile-fallback", dossier.profile.fallback, ids,
    lambda key: catalog.profile[key].label, lambda key: set_in_part("profile", "fallback", key),
)  # fmt: skip
fields.note("Pourquoi, avec vos mots", "profile-reason", dossier.profile.reason,
            lambda text: set_in_part("profile", "reason", text))  # fmt: skip
page.footer("profil")
