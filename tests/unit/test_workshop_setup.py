"""What stands around a workshop: its agenda as a file, addresses, checks, decisions in words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from premierspas import checks
from premierspas.addresses import address_for_phones, is_local
from premierspas.content import Catalog
from premierspas.decisions import decided_on, decisions
from premierspas.dossier import Dossier
from premierspas.settings import Settings, SettingsError
from premierspas.storage import DossierStore
from premierspas.workshop.plan_file import MAX_BYTES, PlanFileError, from_json, to_json
from premierspas.workshop.running import plan_of


# --- the agenda as a file -------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["quarante-cinq-minutes", "deux-heures", "demi-journee"])
def test_an_agenda_goes_out_and_comes_back(catalog: Catalog, name: str) -> None:
    plan = plan_of(catalog.workshop_template[name])
    mine = plan.changed(stages=plan.stages[1:], complete=True, name="Le mien")
    assert from_json(to_json(mine).encode(), catalog) == mine


@pytest.mark.parametrize(
    ("name", "minutes"),
    [("quarante-cinq-minutes", 45), ("deux-heures", 120), ("demi-journee", 210)],
)
def test_a_template_lasts_what_it_says(catalog: Catalog, name: str, minutes: int) -> None:
    assert plan_of(catalog.workshop_template[name]).minutes == minutes


def agenda(**changed: object) -> bytes:
    document = {"format": "premiers-pas/deroule", "stages": [{"stage": "accueil", "minutes": 5}]}
    return json.dumps(document | changed).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "n’est pas un déroulé"),
        (b"\xff\xfe", "n’est pas un déroulé"),
        (b"[" * 100_000, "n’est pas un déroulé"),
        (b" " * (MAX_BYTES + 1), "n’est pas un déroulé"),
        (b'{"format": "premiers-pas/dossier"}', "n’est pas un déroulé"),
        (agenda(stages=[]), "ne comprend pas"),
        (agenda(stages=[{"stage": "accueil", "minutes": 0}]), "stages[1].minutes"),
        (agenda(stages=[{"stage": "inconnu", "minutes": 5}]), "ne connaît pas : inconnu"),
        (agenda(stages=[{"stage": "accueil", "minutes": 5}] * 2), "deux fois le même temps"),
        (agenda(secret="x"), "ne comprend pas"),
    ],
)  # fmt: skip
def test_another_file_is_refused_in_french(catalog: Catalog, content: bytes, says: str) -> None:
    with pytest.raises(PlanFileError, match=says.replace("[", r"\[").replace("]", r"\]")):
        from_json(content, catalog)


# --- addresses ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("public", "seen", "typed", "expected"),
    [
        ("", "https://atelier.exemple.fr/atelier?x=1", "", "https://atelier.exemple.fr"),
        ("https://a.fr/", "http://localhost:8501/atelier", "", "https://a.fr"),
        ("https://a.fr", "http://localhost:8501", "192.168.1.20:8501", "http://192.168.1.20:8501"),
        ("", "http://192.168.1.20:8501/atelier", "", "http://192.168.1.20:8501"),
    ],
)
def test_the_address_that_phones_type(public: str, seen: str, typed: str, expected: str) -> None:
    assert address_for_phones(public, seen, typed) == expected


@pytest.mark.parametrize(
    ("local", "expected"),
    [("192.168.1.20", "http://192.168.1.20:8501"), ("", "http://localhost:8501")],
)
def test_on_this_machine_the_network_s_address_is_given(
    monkeypatch: pytest.MonkeyPatch, local: str, expected: str
) -> None:
    monkeypatch.setattr("premierspas.addresses.local_address", lambda: local)
    found = address_for_phones("", "http://localhost:8501/atelier")
    assert found == expected
    assert is_local(found) is not bool(local)


def test_a_public_address_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="PREMIERS_PAS_ADRESSE"):
        Settings.from_environment(
            {"PREMIERS_PAS_BASE": "sqlite://", "PREMIERS_PAS_ADRESSE": "atelier.fr"}
        )


# --- « tout va bien ? » ---------------------------------------------------------------------------
@pytest.fixture
def store(tmp_path: Path) -> DossierStore:
    return DossierStore.at(f"sqlite:///{tmp_path / 'premiers_pas.db'}")


def test_a_database_that_answers_is_fine_and_one_that_does_not_is_not(
    store: DossierStore, tmp_path: Path
) -> None:
    assert checks.database(store).fine
    store.engine.dispose()
    for file in tmp_path.glob("premiers_pas.db*"):
        file.write_bytes(b"this is not a database" * 1000)
    broken = checks.database(store)
    assert (broken.fine, broken.symbol) == (False, "▲")
    assert broken.advice


def test_a_full_disk_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    found = checks.disk(url)
    assert found is not None
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=0))
    full = checks.disk(url)
    assert full is not None
    assert not full.fine
    assert checks.disk("postgresql+psycopg://ailleurs/base") is None


def test_a_clock_that_went_back_is_seen(store: DossierStore) -> None:
    store.create(Dossier())
    now = datetime.now(UTC)
    assert checks.clock(store, now, "19 h 42").fine
    assert not checks.clock(store, now - timedelta(hours=2), "17 h 42").fine


def test_an_address_that_answers_and_others(monkeypatch: pytest.MonkeyPatch) -> None:
    class Alive(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/j/-/sante" else 404)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Alive)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    assert not checks.reachable(address).fine  # this machine alone can open it
    monkeypatch.setattr("premierspas.checks.is_local", lambda _address: False)
    assert checks.reachable(address).fine
    assert not checks.reachable(f"{address}/ailleurs").fine
    assert not checks.reachable("http://192.0.2.99:1", timeout=0.1).fine
    server.shutdown()


def test_a_pdf_that_cannot_be_made_is_said() -> None:
    def fails() -> bytes:
        raise RuntimeError

    assert checks.fonts().fine
    assert checks.pdf(lambda: b"%PDF" * 1000).fine
    assert not checks.pdf(fails).fine


# --- decisions in words ---------------------------------------------------------------------------
def test_a_decision_in_words() -> None:
    dossier = Dossier.model_validate(
        {
            "decisions": {
                "profil": {
                    "question": "Quel profil ?", "value": "Interne", "decided_at": "2026-11-03T20:00:00Z",
                    "votes": [
                        {"round": 1, "people": 9, "word": "clivé",
                         "answers": [{"answer": "Interne", "number": 5}, {"answer": "Externe", "number": 0}]},
                        {"round": 2, "people": 8},
                    ],
                },
                "attentes.regler-conflit": {
                    "question": "Un conflit ?", "value": "Leader(s)", "who": "Hélène",
                    "sentence": "Elle écoute.", "decided_at": "2026-11-03T19:00:00Z",
                },
            }
        }
    )  # fmt: skip
    first, second = decisions(dossier)
    assert (first.key, first.in_words) == (
        "attentes.regler-conflit",
        "Leader(s) : Hélène. Elle écoute.",
    )
    assert first.votes_in_words == ""
    said = second.votes_in_words.replace("\u00a0", " ")
    assert said == "Tour 1, 9 réponses, clivé : Interne 5. Tour 2, 8 réponses."
    assert decided_on(dossier, "profil") == second
    assert decided_on(dossier, "mot") is None
