"""The server refuses to start on what is broken, and says why; a page that breaks says so too."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.screen import Screen
from tests.browser.tool import Server, copy_of_the_tool


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_of_the_tool(tmp_path / "outil")


def _replace(file: Path, old: str, new: str) -> int:
    """Replace ``old`` once in ``file``; the line where it stood."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def _refusal(server: Server) -> str:
    assert server.launch().stopped() != 0
    assert "Premiers pas ne peut pas démarrer" in server.log
    return server.log


def test_refusal_is_a_sentence_without_a_trace(tmp_path: Path) -> None:
    said = _refusal(Server(tmp_path / "donnees", PREMIERS_PAS_CONSERVATION_MOIS="zéro"))
    assert "Traceback" not in said


def test_broken_value_in_the_content(copy: Path, tmp_path: Path) -> None:
    line = _replace(
        copy / "content" / "questionnaire.yaml", "niveau_attendu: 2", "niveau_attendu: beaucoup"
    )
    said = _refusal(Server(tmp_path / "donnees", copy))
    assert f"questionnaire.yaml, ligne {line}" in said
    assert "niveau_attendu" in said
    assert "un nombre entier" in said


def test_content_that_is_not_yaml(copy: Path, tmp_path: Path) -> None:
    _replace(copy / "content" / "missions.yaml", "\n", "\n\t- [\n")
    assert "missions.yaml, ligne 2" in _refusal(Server(tmp_path / "donnees", copy))


def test_content_file_missing(copy: Path, tmp_path: Path) -> None:
    (copy / "content" / "glossaire.yaml").unlink()
    said = _refusal(Server(tmp_path / "donnees", copy))
    assert "glossaire.yaml" in said
    assert "ce fichier doit exister" in said


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("pas un dossier")
    said = _refusal(Server(tmp_path / "donnees", PREMIERS_PAS_DONNEES=str(tmp_path / "fichier")))
    assert "Impossible d’écrire dans le dossier" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_the_right_to_write(tmp_path: Path) -> None:
    (tmp_path / "donnees").mkdir(mode=0o500)
    assert "Impossible d’écrire dans le dossier" in _refusal(Server(tmp_path / "donnees"))


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////absent/absent/base.db",
        "postgresql+psycopg://localhost:1/absente",
        "n'importe quoi",
    ],
)
def test_database_out_of_reach(tmp_path: Path, url: str) -> None:
    said = _refusal(Server(tmp_path / "donnees", PREMIERS_PAS_BASE=url))
    assert "PREMIERS_PAS_BASE" in said


def test_database_file_that_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "donnees").mkdir()
    (tmp_path / "donnees" / "premiers_pas.db").write_bytes(b"pas une base" * 1000)
    assert "base de données" in _refusal(Server(tmp_path / "donnees"))


def test_setting_that_cannot_be(tmp_path: Path) -> None:
    said = _refusal(Server(tmp_path / "donnees", PREMIERS_PAS_CONSERVATION_MOIS="zéro"))
    assert "PREMIERS_PAS_CONSERVATION_MOIS doit être un nombre" in said


def test_page_that_breaks_says_a_sentence_and_a_number(
    copy: Path, tmp_path: Path, visitor: Callable[..., Screen]
) -> None:
    with (copy / "pages" / "ressources.py").open("a", encoding="utf-8") as page:
        page.write('\nraise RuntimeError("secret de la page")\n')
    server = Server(tmp_path / "donnees", copy).start()
    try:
        screen = visitor(on=server).open("ressources")
        screen.expect_text("Cette page n’a pas pu s’afficher")
        number = re.search(r"l’outil : ([0-9A-F]{6})", screen.text)
        assert number
        assert f'"error_number": "{number[1]}"' in server.log
        assert "RuntimeError" in server.log
        assert "secret de la page" not in screen.text
        assert "secret de la page" not in server.log
        screen.open("equipe").write("team-name", "Les Érables").expect_saved()  # the rest works
    finally:
        server.kill()
        shutil.rmtree(copy)
