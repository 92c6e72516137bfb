"""What the person who hosts the tool meets: settings, logs, the command line, the start script."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import structlog
from pydantic import ValidationError

from premierspas import logs
from premierspas.__main__ import main
from premierspas.dossier import Dossier
from premierspas.dossier import changes as c
from premierspas.dossier.file import to_json
from premierspas.settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
START = ROOT / "scripts" / "start.py"


# --- settings -------------------------------------------------------------------------------------
def test_by_default_a_file_in_the_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "un dossier" / "données"
    settings = Settings.from_environment({"PREMIERS_PAS_DONNEES": str(folder)})
    assert settings.retention_months == 12
    assert settings.database_url.startswith("sqlite:///")
    assert Path(settings.database_url.removeprefix("sqlite:///")).parent == folder
    assert folder.is_dir()
    assert list(folder.iterdir()) == []  # the probe is gone


def test_a_database_url_is_taken_as_it_is_and_makes_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "rien"
    url = "postgresql+psycopg://u:p@h/base"
    settings = Settings.from_environment(
        {"PREMIERS_PAS_BASE": url, "PREMIERS_PAS_DONNEES": str(folder)}
    )
    assert settings.database_url == url
    assert not folder.exists()


@pytest.mark.parametrize("months", ["1", "24", "120"])
def test_retention(months: str) -> None:
    settings = Settings.from_environment(
        {"PREMIERS_PAS_BASE": "sqlite://", "PREMIERS_PAS_CONSERVATION_MOIS": months}
    )
    assert settings.retention_months == int(months)


@pytest.mark.parametrize("months", ["0", "-1", "121", "douze", "12.5", "²", "9" * 50])
def test_a_retention_that_cannot_be_is_refused(months: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(
            {"PREMIERS_PAS_BASE": "sqlite://", "PREMIERS_PAS_CONSERVATION_MOIS": months}
        )
    assert "PREMIERS_PAS_CONSERVATION_MOIS" in str(refused.value)
    assert "entre 1 et 120" in str(refused.value)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    file.touch()
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"PREMIERS_PAS_DONNEES": str(file)})
    assert str(file) in str(refused.value)
    assert "PREMIERS_PAS_DONNEES" in str(refused.value)


# --- the command line -----------------------------------------------------------------------------
def test_a_dossier_that_cannot_be_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged, target = tmp_path / "abime.json", tmp_path / "sortie.pdf"
    damaged.write_text(to_json(Dossier())[:-5], encoding="utf-8")
    assert main(["pdf", str(tmp_path / "absent.json"), str(target)]) == 1
    assert "Impossible de lire" in capsys.readouterr().err
    assert main(["pdf", str(damaged), str(target)]) == 1
    assert "abîmé" in capsys.readouterr().err
    assert not target.exists()


def test_purge_says_how_many_were_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PREMIERS_PAS_BASE", raising=False)
    monkeypatch.setenv("PREMIERS_PAS_DONNEES", str(tmp_path))
    assert main(["purger"]) == 0
    assert capsys.readouterr().out == "0 dossier(s) effacé(s).\n"


def test_purge_says_that_the_database_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREMIERS_PAS_BASE", f"sqlite:///{tmp_path}/absent/base.db")
    assert main(["purger"]) == 1
    assert "ne répond pas" in capsys.readouterr().err


# --- logs -----------------------------------------------------------------------------------------
@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What the tool has logged since the last call."""
    structlog.reset_defaults()
    yield lambda: capsys.readouterr().err
    structlog.reset_defaults()


def test_an_event_is_one_line_of_json_without_what_is_not_allowed(
    logged: Callable[[], str],
) -> None:
    logs.get_logger().warning(
        "save-failed", count=2, key="SECRET-KEY", text="Nadia", name="Nadia", code="ABCD"
    )
    (line,) = logged().splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["count"]) == ("save-failed", "warning", 2)
    assert event.keys() == {"event", "level", "count", "timestamp"}


def test_an_error_is_logged_without_the_words_of_the_user(logged: Callable[[], str]) -> None:
    words = "Mme Durand est hospitalisée " * 100  # too long: pydantic's message quotes it
    try:
        try:
            c.set_field("note", words)(Dossier())
        except ValidationError as error:
            raise RuntimeError(words) from error
    except RuntimeError as error:
        number = logs.log_error(error, page="equipe")
    text = logged()
    event = json.loads(text)
    assert "Durand" not in text
    assert event["error_number"] == number
    assert event["page"] == "equipe"
    assert event["kind"] == "builtins.RuntimeError"
    assert "test_hosting.py" in "".join(event["exception"])


def test_each_error_has_its_own_number(logged: Callable[[], str]) -> None:
    assert logs.log_error(ValueError()) != logs.log_error(ValueError())
    assert len(logged().splitlines()) == 2


# --- the start script -----------------------------------------------------------------------------
@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", START)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_start_script_is_readable_by_an_old_python() -> None:
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_said(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start.check_python()
    monkeypatch.setattr(start.sys, "version_info", (3, 8, 10))
    with pytest.raises(SystemExit) as stopped:
        start.check_python()
    assert stopped.value.code == 1
    assert "demande Python 3.11 ou plus récent ; celui-ci est le 3.8" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_cannot_be_is_said(
    start: ModuleType, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        start.check_port(port)
    assert "entre 1 et 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_and_nothing_is_installed(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {**os.environ, "PORT": port, "PREMIERS_PAS_VENV": str(tmp_path / "venv")}
        run = subprocess.run(
            [sys.executable, START, "run"], env=environment, capture_output=True, timeout=60
        )
    errors = run.stderr.decode()
    assert run.returncode == 1
    assert f"Le port {port} est déjà pris" in errors
    assert "make run PORT=" in errors
    assert "Traceback" not in errors
    assert not (tmp_path / "venv").exists()


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {
        **os.environ,
        "PORT": port,
        "PREMIERS_PAS_VENV": str(tmp_path / "venv"),
        "PREMIERS_PAS_DONNEES": str(tmp_path / "fichier"),
    }
    environment.pop("PREMIERS_PAS_BASE", None)
    run = subprocess.run(
        [sys.executable, START, "run"], env=environment, capture_output=True, timeout=60
    )
    errors = run.stderr.decode()
    assert run.returncode == 1
    assert f"Impossible d’écrire dans « {tmp_path / 'fichier'} »" in errors
    assert "PREMIERS_PAS_DONNEES" in errors
    assert not (tmp_path / "venv").exists()


def test_the_usage_is_said() -> None:
    run = subprocess.run([sys.executable, START], capture_output=True, timeout=60)
    assert run.returncode == 1
    assert "Usage" in run.stderr.decode()


def test_two_errors_that_cause_each_other_are_logged(logged: Callable[[], str]) -> None:
    one, other = ValueError(), ValueError()
    one.__cause__, other.__cause__ = other, one
    logs.log_error(one)
    assert "script-error" in logged()


@pytest.mark.parametrize("months", ["", "6"])
def test_an_empty_setting_is_a_setting_that_was_not_made(months: str, tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"PREMIERS_PAS_CONSERVATION_MOIS": months, "PREMIERS_PAS_DONNEES": str(tmp_path)}
    )
    assert settings.retention_months == int(months or 12)
