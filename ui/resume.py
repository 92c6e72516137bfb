"""Come back to a dossier, keep it, look at the example, erase it."""

from __future__ import annotations

from premierspas.dossier.file import FILE_NAME, DossierFileError, to_json
from premierspas.dossier.from_pdf import from_file
from premierspas.example import example_dossier
from premierspas.settings import Settings
from premierspas.storage import TooManyAttempts
from ui import st, state, visitor
from ui.errors import attempt
from ui.page import path


def your_dossier() -> None:
    """The link, the code, the file: three ways back to the answers."""
    saved = state.saved()
    if saved is None:
        return
    st.header("Votre dossier", anchor=False)
    st.markdown(
        "Trois façons d’y revenir, sur n’importe quel ordinateur : l’adresse de cette page (gardez-la "
        "en favori), ce code, ou le fichier."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Votre code :", width="content")
        st.code(saved.readable_code, language=None, width="content")
        st.download_button(
            "Télécharger le fichier du dossier",
            data=to_json(state.dossier()),
            file_name=FILE_NAME,
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        if not saved.dossier.demonstration and st.button(
            "Effacer ce dossier", icon=":material/delete:"
        ):
            _confirm_erasure()
    if saved.dossier.members:
        st.caption(
            "Le fichier contient aussi les réponses individuelles des membres, sans nom. Ne le donnez "
            "qu’à votre équipe."
        )


@st.dialog("Effacer ce dossier ?")
def _confirm_erasure() -> None:
    st.markdown(
        "Toutes les réponses seront effacées pour toute l’équipe, sans retour possible. "
        "Téléchargez d’abord le fichier si vous voulez en garder une copie."
    )
    with st.container(horizontal=True):
        if st.button("Oui, tout effacer", type="primary") and attempt(state.erase):
            state.notify("Le dossier est effacé.")
            st.rerun()
        if st.button("Non, le garder"):
            st.rerun()


def come_back() -> None:
    """Resume by code or by file."""
    st.header("Reprendre un dossier", anchor=False)
    with st.form("resume-by-code", border=False):
        code = st.text_input(
            "Votre code",
            max_chars=40,
            placeholder="ABCD-EFGH-JKLM",
            autocomplete="off",
            key="resume-code",
        )
        asked = st.form_submit_button("Reprendre avec ce code")
    if asked:
        attempt(lambda: _resume_by_code(code or ""))
    file = st.file_uploader(
        f"Ou un fichier : « {FILE_NAME} », ou le PDF de la feuille de route",
        key="resume-file",
        type=None,
    )
    if file is not None and st.button("Ouvrir ce fichier", type="primary"):
        attempt(lambda: _resume_by_file(file.getvalue()))


def _resume_by_code(code: str) -> None:
    if not code.strip():
        st.warning("Tapez d’abord votre code : trois groupes de quatre lettres ou chiffres.")
        return
    try:
        key = state.store().key_of_code(code, visitor.address())
    except TooManyAttempts:
        st.error(
            "Trop d’essais avec un code inconnu. Attendez un quart d’heure, ou reprenez avec "
            "l’adresse ou le fichier de votre dossier."
        )
        return
    if key is None:
        st.error(
            "Ce code n’ouvre aucun dossier. Vérifiez chaque lettre : le code ne contient ni I, ni O, "
            "ni 0, ni 1."
        )
        return
    state.resume(key)
    state.notify("Votre dossier est ouvert.")
    st.rerun()


def _resume_by_file(content: bytes) -> None:
    try:
        dossier = from_file(content)
    except DossierFileError as refusal:
        st.error(st.plain(str(refusal)))  # it may quote the file
        return
    state.start(dossier)
    state.notify("Le fichier est ouvert dans un nouveau dossier, avec son propre lien.")
    st.rerun()


def example() -> None:
    """« Explorer avec un exemple »."""
    if state.dossier().demonstration:
        return
    st.header("Voir un exemple rempli", anchor=False)
    st.markdown(
        "Une équipe inventée de dix professionnels, qui a tout répondu. Votre propre dossier n’est pas "
        "touché."
    )
    asked = st.button("Explorer avec un exemple", icon=":material/visibility:")
    if asked and attempt(lambda: state.start_example(example_dossier())):
        st.switch_page(path("accueil"))


def notice() -> None:
    """The five lines on what is kept."""
    months = Settings.from_environment().retention_months
    with st.expander("Ce que l’outil garde de vous", icon=":material/lock:"):
        st.markdown(
            "- Rien n’est obligatoire : ni nom, ni adresse, ni compte.\n"
            "- Vos réponses sont enregistrées sur le serveur qui héberge l’outil, et nulle part "
            "ailleurs. Aucun traceur, rien n’est envoyé à un tiers.\n"
            "- Qui connaît l’adresse ou le code peut lire et modifier le dossier : ne les donnez qu’à "
            "votre équipe.\n"
            f"- Un dossier que personne n’ouvre pendant {months} mois est effacé. Vous pouvez "
            "l’effacer vous-même, tout de suite.\n"
            "- N’écrivez jamais rien sur un patient."
        )
