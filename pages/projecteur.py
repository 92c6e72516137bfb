"""The wall: what everyone in the room sees. It follows the facilitator by itself."""

from premierspas.storage import StorageError, TooManyAttempts, UnknownWorkshop
from ui import live, st, visitor
from ui.browser import as_a_wall
from ui.wall import draw
from ui.wall.pulse import pulse
from ui.wall.screens import Wall

typed = st.query_params.get("code", "")
st.query_params.pop("dossier", None)  # the wall shows its address to everybody
if not typed:
    st.title("L’écran de la salle", anchor=False)
    with st.form("code", border=False):
        typed = st.text_input("Le code de l’atelier")
        st.form_submit_button("Ouvrir")
    if not typed:
        st.stop()
try:
    code = live.store().code_typed(typed, visitor.address())
    held = live.store().by_code(code)
    counters = live.store().counters(held.id)
    dossier = live.store().dossier_of(held)[1]
except UnknownWorkshop:
    st.title("Ce code n’ouvre aucun atelier", anchor=False)
    st.markdown("Vérifiez-le sur la page de la personne qui anime.")
    st.stop()
except TooManyAttempts:
    st.title("Trop de codes faux", anchor=False)
    st.markdown("Attendez un quart d’heure.")
    st.stop()
except StorageError:
    st.title("L’enregistrement ne répond pas", anchor=False)
    st.markdown(
        "Les réponses attendent sur les téléphones. Cette page réessaie quand vous la rechargez."
    )
    st.stop()
st.query_params["code"] = code
address = live.address_of(held.workshop)
draw(Wall(held, dossier, live.tallies_of(held), address, visitor.today()))
pulse(held, counters)
as_a_wall()
