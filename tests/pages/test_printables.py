"""The documents page gives the sheets to print; the choices of the PDF say what they leave."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from premierspas.report.printables import PRINTABLES
from tests.pages.visit import Visit, plain


def test_every_sheet_has_its_button_and_what_it_is_for() -> None:
    visit = Visit(page="documents")
    labels = [plain(b.label) for b in visit.at.get("download_button")]
    for sheet in PRINTABLES.values():
        assert f"{sheet.label} (PDF)" in labels
        assert plain(sheet.purpose) in visit.text


def _choices() -> None:
    from ui.downloads import pdf_options

    pdf_options()


def test_leaving_names_out_says_what_may_still_hold_one() -> None:
    at = AppTest.from_function(_choices).run()
    assert "nom" not in _read(at)
    at.checkbox(key="pdf-names").uncheck().run()
    assert "peut encore contenir un nom" in _read(at)
    at.checkbox(key="pdf-comments").uncheck().run()
    assert "titres de vos actions" in _read(at)
    assert not at.exception


def _read(at: AppTest) -> str:
    return plain(" ".join(str(getattr(element, "value", "")) for element in at._tree))
