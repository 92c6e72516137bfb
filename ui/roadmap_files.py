"""The roadmap taken to other programs, and back from the spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.french import count, listing
from premierspas.logs import log_error
from ui import st, state, visitor

if TYPE_CHECKING:
    from premierspas.roadmap_file import Differences

Make = Callable[[Catalog, Dossier, date], bytes]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_TITLES = 5
_ROUND = "roadmap-file-round"  # a new one empties the uploader
_APPLY, _LEAVE = "Appliquer ces changements", "Ne rien changer"


def exports() -> None:
    """The agenda, the spreadsheet, and the two files for other programs."""
    st.markdown("**Dans votre agenda**")
    with_names = st.checkbox("Avec les noms et les textes de l’équipe", key="calendar-with-names")
    _button(
        "Télécharger l’agenda (.ics)", "agenda-feuille-de-route.ics", "text/calendar",
        _calendar(with_names), ":material/calendar_month:",
    )  # fmt: skip
    st.caption(
        "Pour Google Agenda, Outlook, Apple ou Thunderbird : ouvrez-le, ou importez-le. Chaque échéance "
        "est sur son jour, avec un rappel une semaine avant (Google met ses propres rappels). Importé de "
        "nouveau plus tard, il met à jour ; une action écartée ou sans date reste à effacer à la main."
    )
    st.markdown("**Dans un tableur**")
    with st.container(horizontal=True):
        _button(
            "Télécharger les actions (tableur)", "actions-feuille-de-route.xlsx", _XLSX,
            _maker("roadmap_xlsx", "roadmap_workbook"), ":material/table:",
        )  # fmt: skip
        _button(
            "En texte (.csv)", "actions-feuille-de-route.csv", "text/csv",
            _maker("roadmap_csv", "roadmap_csv"),
        )  # fmt: skip
        _button(
            "Pour un logiciel (.json)", "actions-feuille-de-route.json", "application/json",
            _maker("roadmap_json", "roadmap_json"),
        )  # fmt: skip
    st.caption(
        "Le tableur est prêt à remplir et à imprimer, et revient dans l’outil juste en dessous. Ces trois "
        "fichiers contiennent les noms que vous avez écrits."
    )


def _maker(module: str, name: str) -> Make:
    """What makes a file; what it needs is loaded when somebody asks."""

    def make(catalog: Catalog, dossier: Dossier, today: date) -> bytes:
        write: Make = getattr(import_module(f"premierspas.exports.{module}"), name)
        return write(catalog, dossier, today)

    return make


def _calendar(with_names: bool) -> Make:
    def make(catalog: Catalog, dossier: Dossier, today: date) -> bytes:
        from premierspas.exports.roadmap_ics import roadmap_calendar

        return roadmap_calendar(catalog, dossier, today, with_names=with_names)

    return make


def _button(label: str, file_name: str, mime: str, make: Make, icon: str | None = None) -> None:
    """A download made on click, outside of any session: what it needs is taken now."""
    catalog, dossier, today = state.catalog(), state.dossier(), visitor.today()

    def build() -> bytes:
        try:
            return make(catalog, dossier, today)
        except Exception as error:
            log_error(error, page=file_name)  # out of reach of the server's own handler
            raise

    st.download_button(label, build, file_name=file_name, mime=mime, icon=icon, on_click="ignore")


def bring_back() -> None:
    """The edited spreadsheet: what it changes, what is wrong in it, and the choice."""
    round_ = st.session_state.setdefault(_ROUND, 0)
    brought = st.file_uploader(
        "Le tableur que vous avez rempli (.xlsx)", key=f"roadmap-file-{round_}", type=None
    )
    if brought is None:
        return
    from premierspas.roadmap_file import RoadmapFileError, differences

    try:
        found = differences(state.catalog(), state.dossier(), visitor.today(), brought.getvalue())
    except RoadmapFileError as refusal:
        st.error(st.plain(str(refusal)))
        return
    if found.changes:
        st.markdown(f"**Ce qui va changer : {count(len(found.changes), 'case')}**")
        st.table(
            [
                {
                    "Ligne": str(change.line),
                    "Action": st.plain(change.action) + ("" if change.key else " (nouvelle)"),
                    "Quoi": change.field,
                    "Avant": st.plain(change.before),
                    "Après": st.plain(change.after),
                }
                for change in found.changes
            ],
            hide_index=True,
            alt="Ce que le tableur change, ligne par ligne : avant et après",
        )
    elif not found.errors:
        st.info("Ce tableur ne change rien : il dit la même chose que votre feuille de route.")
    if found.errors:
        st.warning(
            f"▲ {count(len(found.errors), 'case')} à revoir. Une ligne à revoir ne change rien : "
            "corrigez-la dans le tableur et rapportez-le, ou continuez sans elle."
        )
        st.table(
            [
                {
                    "Ligne": str(error.line),
                    "Colonne": error.column or "–",
                    "Écrit": st.plain(error.value),
                    "Que faire": st.plain(error.advice),
                }
                for error in found.errors
            ],
            hide_index=True,
            alt="Ce qui n’a pas été compris dans le tableur, et que faire",
        )
    if found.absent:
        st.caption(
            "Absentes du tableur, ces actions restent comme elles sont : "
            f"{st.plain(_few(found.absent))}."
        )
    with st.container(horizontal=True):
        if found.changes:
            st.button(_APPLY, type="primary", on_click=_apply, args=(found,))
        st.button(_LEAVE if found.changes else "Retirer ce fichier", on_click=_leave)


def _few(titles: Sequence[str]) -> str:
    others = len(titles) - _MOST_TITLES
    more = [count(others, "autre")] if others > 0 else []
    return listing([*titles[:_MOST_TITLES], *more])


def _apply(found: Differences) -> None:
    from premierspas.roadmap_file import to_change

    if state.change(to_change(found)):
        _leave()
        state.notify(f"C’est pris : {count(len(found.changes), 'case')} du tableur.")


def _leave() -> None:
    st.session_state[_ROUND] += 1
