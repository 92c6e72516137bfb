"""Three profiles side by side, what counts for us, how solid the advice is, our own verdict."""

from premierspas.dossier.changes import set_in_part, set_weight
from premierspas.profile import POINTS, profile_choice
from ui import fields, page, profile, st, state

COLUMNS = 3
PARTS = {
    "comparer": "Comparer les profils",
    "peser": "Dire ce qui compte",
    "decider": "Décider",
}

page.header("profil")
catalog, dossier = state.catalog(), state.dossier()
choice = profile_choice(catalog, dossier)


def weigh() -> None:
    """The points, what they say, and the readings behind it."""
    st.header("Ce qui compte pour vous", anchor=False)
    st.markdown(f"Répartissez {POINTS} points entre les sept critères.")
    for first in range(0, len(choice.criteria), COLUMNS):
        row = choice.criteria[first : first + COLUMNS]
        for column, weighted in zip(st.columns(COLUMNS), row, strict=False):
            criterion = weighted.criterion
            with column:
                fields.number(
                    criterion.label,
                    f"weight-{criterion.id}",
                    weighted.points_typed,
                    lambda points, key=criterion.id: set_weight(key, points),
                    step=5,
                    help=criterion.question,
                    placeholder="0",
                )
    profile.points_left(choice)
    profile.advice(choice)
    st.subheader("Comment chaque profil y répond", anchor=False)
    profile.readings_table(choice)
    with st.expander("Pourquoi ces mots, et comment les corriger"):
        profile.correct_readings(choice)


def decide() -> None:
    """The team's own choice, then what goes with it: statut and support."""
    st.header("Votre décision", anchor=False)
    st.markdown(f"L’outil conseille, l’équipe décide. {choice.advice}")
    ids = [p.id for p in choice.profiles]
    left, right = st.columns(2)
    for column, label, name in (
        (left, "Le profil que nous choisissons", "verdict"),
        (right, "Si nous ne le trouvons pas", "fallback"),
    ):
        with column:
            fields.choice(
                label,
                f"profile-{name}",
                getattr(dossier.profile, name),
                # A second choice is another one.
                [i for i in ids if name == "verdict" or i != dossier.profile.verdict],
                lambda key: catalog.profile[key].label,
                lambda key, name=name: set_in_part("profile", name, key),
            )
    fields.note(
        "Pourquoi, avec vos mots",
        "profile-reason",
        dossier.profile.reason,
        lambda text: set_in_part("profile", "reason", text),
    )
    st.header("Avec quel statut ?", anchor=False)
    profile.statuses(choice)
    st.header("L’accompagnement à prévoir", anchor=False)
    profile.support(choice)


part = fields.part_of_page("Sur cette page", "profile-part", list(PARTS), PARTS.__getitem__)
if part == "comparer":
    st.header("Trois profils", anchor=False)
    for column, described in zip(st.columns(COLUMNS, border=True), choice.profiles, strict=True):
        with column:
            profile.describe(described)
elif part == "peser":
    weigh()
else:
    decide()
fields.next_part("profile-part", part, list(PARTS), PARTS.__getitem__)
page.footer("profil")
