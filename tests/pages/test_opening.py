"""Every page opens, on an empty dossier, on one that has begun, on a complete one."""

from __future__ import annotations

import pytest

from premierspas.content import shipped_catalog
from premierspas.progress import WAY
from tests.pages.visit import PAGES, Visit, plain

DOSSIERS = ("equipe_partielle", "equipe_complete")


WORKING = tuple(page for page in PAGES if page != "projecteur")  # the wall saves nothing


@pytest.mark.parametrize("page", WORKING)
def test_page_opens_on_an_empty_dossier(page: str) -> None:
    visit = Visit(page=page)
    assert visit.title == plain(shipped_catalog().page[page].title)
    assert "Rien à enregistrer pour l’instant" in visit.text
    assert visit.key == ""


@pytest.mark.parametrize("page", WORKING)
@pytest.mark.parametrize("name", DOSSIERS)
def test_page_opens_on_a_dossier(page: str, name: str, key_of) -> None:
    key = key_of(name)
    visit = Visit(key, page)
    assert visit.title == plain(shipped_catalog().page[page].title)
    assert visit.says_saved
    assert visit.key == key
    assert not visit.at.error


@pytest.mark.parametrize("name", DOSSIERS)
def test_looking_changes_nothing(name: str, key_of) -> None:
    key = key_of(name)
    visit = Visit(key)
    before = visit.dossier
    for page in PAGES:
        visit.open(page)
    assert visit.dossier == before


def test_the_way_leads_from_page_to_page_and_back() -> None:
    visit = Visit()
    titles = {page: plain(shipped_catalog().page[page].title) for page in PAGES}
    visit.click("Commencer")
    for page in WAY:
        assert visit.title == titles[page]
        visit.click("Continuer")
    assert visit.title == titles["accueil"]
    visit.open(WAY[-1])
    for page in reversed(WAY):
        assert visit.title == titles[page]
        visit.click("Retour")
    assert visit.title == titles["accueil"]


def test_home_continues_where_the_team_stopped(key_of) -> None:
    visit = Visit(key_of("equipe_partielle"))
    assert "Continuer : Notre équipe" in visit.text
    visit = Visit(key_of("equipe_complete"))
    label = next(plain(b.label) for b in visit.at.button if b.label.startswith("Continuer"))
    page = next(p for p in PAGES if label.endswith(plain(shipped_catalog().page[p].label)))
    visit.click("Continuer")
    assert visit.title == plain(shipped_catalog().page[page].title)


@pytest.mark.parametrize("page", PAGES)
def test_every_field_has_a_label(page: str, key_of) -> None:
    visit = Visit(key_of("equipe_complete"), page)
    at = visit.at
    for field in (*at.text_input, *at.text_area, *at.number_input, *at.radio, *at.checkbox,
                  *at.segmented_control, *at.date_input, *at.selectbox):  # fmt: skip
        assert field.label.strip(), field
