"""The walls of the house: what may import what, and how long a page may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOMAIN = sorted((ROOT / "premierspas").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
ABOVE = {"streamlit", "ui", "pages", "phone", "app"}
MODULES = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in DOMAIN]


def imported(path: Path) -> Iterator[str]:
    """First names of the modules that ``path`` imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


def loaded_by(code: str) -> set[str]:
    """First names of the modules that a new Python has loaded after ``code``."""
    show = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_computes_never_imports_what_shows(path: Path) -> None:
    assert ABOVE.isdisjoint(imported(path))


@pytest.mark.parametrize("path", sorted((ROOT / "phone").glob("*.py")), ids=lambda path: path.stem)
def test_phones_do_without_streamlit(path: Path) -> None:
    assert {"streamlit", "ui", "pages", "app"}.isdisjoint(imported(path))


def test_the_whole_domain_runs_without_what_shows() -> None:
    names = [name.removesuffix(".__init__") for name in MODULES if not name.endswith("__main__")]
    assert len(names) > 20
    loaded = loaded_by(f"import {', '.join(names)}")
    assert "premierspas" in loaded
    assert ABOVE.isdisjoint(loaded)


def test_results_do_not_load_what_draws_nor_what_stores() -> None:
    loaded = loaded_by("import premierspas.results")
    assert loaded.isdisjoint({"fpdf", "plotly", "pandas", "numpy", "sqlalchemy", *ABOVE})


def test_documents_do_not_speak_through_the_report() -> None:
    """They share how it is drawn, never what its sections say."""
    for path in (ROOT / "premierspas" / "documents").glob("*.py"):
        assert "report.views" not in path.read_text(encoding="utf-8"), path


def test_the_session_is_touched_in_one_place() -> None:
    """``st.session_state`` is read by ui/ alone, never by pages."""
    for path in [*PAGES, ROOT / "app.py"]:
        assert "session_state" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_stays_thin(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 150


@pytest.mark.parametrize(
    "path", [*PAGES, *sorted((ROOT / "ui").rglob("*.py"))], ids=lambda p: p.stem
)
def test_no_page_writes_html_by_hand(path: Path) -> None:
    assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")
