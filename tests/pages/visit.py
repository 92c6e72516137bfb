"""A visitor of the tool, on Streamlit's AppTest: opens pages, answers, reads the screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pandas import DataFrame
from streamlit.testing.v1 import AppTest

from premierspas.dossier import Dossier
from premierspas.settings import Settings
from premierspas.storage import DossierStore
from ui import state

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "ui" / "shell.py"
PAGES = tuple(sorted(path.stem.replace("_", "-") for path in (ROOT / "pages").glob("*.py")))


def store() -> DossierStore:
    """The database that the pages write to, through a connection of our own."""
    return DossierStore.at(Settings.from_environment().database_url)


def plain(text: str) -> str:
    """``text`` with ordinary spaces and nothing escaped, as a test writes it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "")


class Visit:
    """One browser. ``key``: the dossier of its address, if any."""

    def __init__(self, key: str = "", page: str = "accueil", **parameters: str) -> None:
        self.at = AppTest.from_file(SHELL, default_timeout=60)
        self.at.context = {"timezone": "Europe/Paris", "theme": "light", "locale": "fr-FR"}
        if key:
            self.at.query_params[state.KEY_PARAMETER] = key
        self.at.query_params.update(parameters)
        self.run()
        if page != "accueil":
            self.open(page)

    # --- going about ------------------------------------------------------------------------------
    def run(self) -> Visit:
        """Let the page run; an error in it fails the test."""
        self.at.run()
        assert not self.at.exception, self.at.exception[0].stack_trace
        self.at._page_hash = ""  # so that what the page itself does (« Continuer ») holds next time
        return self

    def open(self, page: str) -> Visit:
        self.at.switch_page(f"../pages/{page.replace('-', '_')}.py")
        return self.run()

    def click(self, *labels: str) -> Visit:
        """Click the button whose label begins with ``labels[0]``.

        With more labels: then those of the dialog that it opens. AppTest runs the whole page where
        a browser runs the dialog alone, so the button that opens it counts as clicked too.
        """
        for place in range(1, len(labels) + 1):
            for label in labels[:place]:
                found = [b for b in self.at.button if plain(b.label).startswith(label)]
                assert found, f"no « {label} » in {[plain(b.label) for b in self.at.button]}"
                found[0].click()
            self.run()
        return self

    def answer(self, key: str, value: Any) -> Visit:
        """Give ``value`` to the field of ``key``, as a user does."""
        self.field(key).set_value(value)
        return self.run()

    def unfold(self, key: str) -> Visit:
        """Open the expander of ``key``."""
        self.at.session_state[key] = True
        return self.run()

    # --- looking ----------------------------------------------------------------------------------
    def field(self, key: str) -> Any:
        found = [e for e in self._elements() if getattr(e, "key", None) == key]
        assert found, f"no field « {key} » on this page"
        return found[0]

    def _elements(self) -> Iterable[Any]:
        yield from self.at._tree  # the page and, beside it, an open dialog

    @property
    def text(self) -> str:
        """Everything that can be read on the page."""
        words = []
        for element in self._elements():
            words.append(str(getattr(element, "label", None) or ""))
            value = getattr(element, "value", "")
            words.append(value.to_string() if isinstance(value, DataFrame) else str(value or ""))
        return plain("\n".join(words))

    @property
    def title(self) -> str:
        return plain(self.at.title[0].value)

    @property
    def alerts(self) -> str:
        """Warnings and errors."""
        return plain("\n".join(a.value for a in (*self.at.warning, *self.at.error)))

    @property
    def says_saved(self) -> bool:
        return "✓ Enregistré à" in self.text

    @property
    def key(self) -> str:
        """Key of the dossier in the address, « » when there is none."""
        return str(self.at.query_params.get(state.KEY_PARAMETER, ""))

    @property
    def dossier(self) -> Dossier:
        """What the database holds of this visitor's dossier."""
        return store().open(self.key).dossier
