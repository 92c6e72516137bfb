"""The script that Streamlit runs: page settings, navigation, the page asked for."""

from pathlib import Path

import streamlit as st

from ui import state
from ui.page import path

st.set_page_config(
    page_title="Premiers pas", page_icon=str(Path(__file__).with_name("favicon.png")), layout="centered",
    menu_items={"About": None, "Get help": None, "Report a bug": None},
)  # fmt: skip

GROUPS: dict[str, tuple[str, ...]] = {
    "": ("accueil",),
    "Se situer": ("equipe", "prerequis"),
    "Définir le rôle": ("attentes", "missions", "savoirs"),
    "Décider": ("profil", "budget"),
    "Agir": ("feuille-de-route", "documents", "perspectives"),
    "Ressources": ("chiffres", "ressources"),
}


def _pages() -> dict[str, list]:
    labels = state.catalog().page
    return {
        group: [
            st.Page(path(page), title=labels[page].label, url_path=page, default=page == "accueil")
            for page in pages
        ]
        for group, pages in GROUPS.items()
    }


page = st.navigation(_pages(), position="top")
state.begin()
page.run()
state.settle()
