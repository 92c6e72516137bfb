"""The script that Streamlit runs: page settings, navigation, the page asked for."""

from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from ui import state
from ui.page import path

GROUPS: dict[str, tuple[str, ...]] = {
    "": ("accueil",),
    "Se situer": ("equipe", "prerequis"),
    "Définir le rôle": ("attentes", "missions", "savoirs"),
    "Décider": ("profil", "budget"),
    "Agir": ("feuille-de-route", "documents", "perspectives"),
    "Atelier": ("atelier", "verification", "projecteur"),
    "Ressources": ("chiffres", "ressources"),
}


WIDE = ("atelier", "projecteur")
PROJECTED = "projecteur"  # in no menu, and without one: it is on the wall


def _pages() -> dict[str, list]:
    labels = state.catalog().page
    return {
        group: [
            st.Page(
                path(page),
                title=labels[page].label,
                url_path=page,
                default=page == "accueil",
                visibility="hidden" if page == PROJECTED else "visible",
            )
            for page in pages
        ]
        for group, pages in GROUPS.items()
    }


def _is_projected() -> bool:
    return urlsplit(st.context.url or "").path.rstrip("/").endswith("/" + PROJECTED)


page = st.navigation(_pages(), position="hidden" if _is_projected() else "top")
st.set_page_config(
    page_title="Premiers pas", page_icon=str(Path(__file__).with_name("favicon.png")),
    layout="wide" if page.url_path in WIDE else "centered",
    menu_items={"About": None, "Get help": None, "Report a bug": None},
)  # fmt: skip
state.begin()
page.run()
state.settle()
