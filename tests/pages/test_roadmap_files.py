"""The edited spreadsheet on the page: preview, refusal, the choice."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.visit import Visit, plain, store
from tests.unit.test_roadmap_back import EDITED, edited, set_cells
from ui import state

# The two parts alone, whatever page they are on.
PAGE = """
from ui import state
from ui.roadmap_files import bring_back, exports
state.begin()
exports()
bring_back()
state.settle()
"""
PAUL = edited(set_cells(("nommer-ancre", "Qui", "Paul"), ("equipe-2", "Échéance", "bientôt")))


class Parts(Visit):
    """A browser on the two parts, with the dossier of the file."""

    def __init__(self) -> None:
        self.at = AppTest.from_string(PAGE, default_timeout=60)
        self.at.context = {"timezone": "Europe/Paris", "theme": "light", "locale": "fr-FR"}
        self.at.query_params[state.KEY_PARAMETER] = store().create(EDITED).key
        self.run()

    def bring(self, content: bytes) -> Parts:
        self.at.file_uploader[0].set_value(("retour.xlsx", content, ""))
        self.run()
        return self

    @property
    def tables(self) -> str:
        return plain("\n".join(t.value.to_string() for t in self.at.table))


def test_nothing_changes_before_the_team_says_so() -> None:
    visit = Parts().bring(PAUL)
    assert "Nadia Bérard" in visit.tables
    assert "Paul" in visit.tables
    assert "Ce n’est pas une date" in visit.tables
    assert "1 case à revoir" in visit.alerts
    assert visit.dossier == EDITED
    visit.click("Appliquer ces changements")
    assert visit.dossier.actions["nommer-ancre"].owner == "Paul"
    assert visit.dossier.actions["equipe-2"] == EDITED.actions["equipe-2"]
    assert not visit.at.table


def test_the_team_may_change_nothing() -> None:
    visit = Parts().bring(PAUL).click("Ne rien changer")
    assert visit.dossier == EDITED
    assert not visit.at.table


def test_a_file_that_says_the_same_and_one_that_cannot_be_read() -> None:
    visit = Parts().bring(edited(lambda _: None))
    assert "Ce tableur ne change rien" in plain(visit.at.info[0].value)
    assert "ancien tableur" in Parts().bring(b"\xd0\xcf\x11\xe0").alerts
