"""LibreOffice opens the roadmap's spreadsheet, and what it saves again comes back unchanged."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader

from premierspas.exports.roadmap_xlsx import roadmap_workbook
from premierspas.roadmap import roadmap
from premierspas.roadmap_file import Differences, differences
from tests.libreoffice.conftest import Convert
from tests.unit.cases import TODAY, plain
from tests.unit.test_roadmap_exports import CATALOG, EDITED, TEAMS


def test_what_libreoffice_saves_again_comes_back(convert: Convert, tmp_path: Path) -> None:
    for name, dossier in TEAMS.items():
        (tmp_path / f"{name}.xlsx").write_bytes(roadmap_workbook(CATALOG, dossier, TODAY))
    (tmp_path / "ods").mkdir()
    for name, content in convert(tmp_path, "xlsx", "ods").items():
        (tmp_path / "ods" / f"{name}.ods").write_bytes(content)
    for name, content in convert(tmp_path / "ods", "ods", "xlsx").items():
        assert differences(CATALOG, TEAMS[name], TODAY, content) == Differences((), (), ()), name
        book = load_workbook(io.BytesIO(content))
        assert book["Origine"].sheet_state != "visible"
        sheet = book["Actions"]
        assert len(sheet.data_validations.dataValidation) == 2


def test_it_prints_on_wide_pages_with_the_titles_on_each(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "actions.xlsx").write_bytes(roadmap_workbook(CATALOG, EDITED, TODAY))
    reader = PdfReader(io.BytesIO(convert(tmp_path, "xlsx", "pdf")["actions"]))
    texts = [plain(page.extract_text()) for page in reader.pages]
    actions = [
        (p, t) for p, t in zip(reader.pages, texts, strict=True) if "Premiers pas · Actions" in t
    ]
    assert len(actions) > 1
    for page, text in actions:
        assert page.mediabox.width > page.mediabox.height
        assert "Signe de réussite" in text
        assert "Identifiant" not in text
    whole = "".join("".join(texts).split())
    for action in roadmap(CATALOG, EDITED, TODAY).actions:
        assert "".join(plain(action.title).split()) in whole
