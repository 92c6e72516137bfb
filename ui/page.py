"""What every page has: its question, its purpose, where we are on the way, and the way on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from premierspas.content.models import SourceRef
from premierspas.french import clock
from premierspas.progress import WAY
from ui import st, state, visitor
from ui.browser import version_shown_before_reconnecting
from ui.decided import decided_here
from ui.errors import attempt

PAGES = Path(__file__).resolve().parents[1] / "pages"


def path(page: str) -> Path:
    """File of a page."""
    return PAGES / f"{page.replace('-', '_')}.py"


def header(page: str, title: str = "") -> None:
    """Title, purpose, duration, place on the way, what is to be said, and when it was saved.

    ``title``: what is going on, instead of the page's own title and purpose.
    """
    saved = state.saved()
    state.wake(version_shown_before_reconnecting(saved.version if saved else 0))
    text = state.catalog().page[page]
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if page in WAY:
            st.caption(f"Page {WAY.index(page) + 1} sur {len(WAY)}", width="content")
        else:
            st.caption(text.label, width="content")
        _saved_at()
    st.title(title or text.title, anchor=False)
    if not title:
        minutes = f" Comptez {text.duration_minutes} minutes." if text.duration_minutes else ""
        st.markdown(text.purpose + minutes)
    _demonstration()
    for notice in state.take_notices():
        st.warning(notice, icon=":material/info:")
    decided_here(page)
    _landmarks(page)
    _terms(page)


def footer(page: str) -> None:
    """« Retour » and « Continuer »."""
    pages = state.catalog().page
    place = WAY.index(page) if page in WAY else len(WAY)
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        before = WAY[place - 1] if place else "accueil"
        if st.button(f"Retour : {pages[before].label}", icon=":material/arrow_back:"):
            st.switch_page(path(before))
        after = WAY[place + 1] if place + 1 < len(WAY) else "accueil"
        if st.button(
            f"Continuer : {pages[after].label}",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
        ):
            st.switch_page(path(after))


def sources(cited: Iterable[SourceRef]) -> None:
    """Where a statement comes from, one click away from nothing: said under it."""
    st.caption("Source : " + state.catalog().cite(cited))


def _landmarks(page: str) -> None:
    """What the documents say that frames the page, folded so that the work comes first."""
    landmarks = state.catalog().landmarks_of(page)
    if not landmarks:
        return
    titles = " · ".join(landmark.title for landmark in landmarks)
    with st.expander(f"Repères : {titles}", icon=":material/format_quote:"):
        for landmark in landmarks:
            st.markdown(f"**{landmark.title}.** {landmark.text}")
            sources(landmark.sources)


def _terms(page: str) -> None:
    """The acronyms of the page, explained before they are met."""
    terms = [state.catalog().term[term] for term in state.catalog().page[page].terms]
    if terms:
        names = ", ".join(term.abbreviation for term in terms)
        with st.expander(f"Les sigles de cette page : {names}", icon=":material/menu_book:"):
            st.markdown(
                "\n".join(f"- **{t.abbreviation}** · {t.label}. {t.explanation}" for t in terms)
            )


def _saved_at() -> None:
    saved = state.saved()
    if not state.is_saved():
        st.caption(
            ":orange[▲ Pas encore enregistré : nouvel essai à votre prochaine réponse]",
            width="content",
        )
    elif saved is None:
        st.caption("Rien à enregistrer pour l’instant", width="content")
    else:
        st.caption(f"✓ Enregistré à {clock(visitor.local(saved.saved_at))}", width="content")


def _demonstration() -> None:
    if not state.dossier().demonstration:
        return
    with st.container(border=True):
        st.markdown(
            "**Vous explorez un exemple** : une équipe inventée. Modifiez ce que vous voulez, rien "
            "n’est à vous."
        )
        label = "Revenir à notre dossier" if state.can_go_back() else "Quitter l’exemple"
        if st.button(label, key="leave-example") and attempt(state.leave_example):
            st.switch_page(path("accueil"))
