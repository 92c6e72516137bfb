"""The dated figures: the value of a day, the team's own, what is doubtful, and what may not change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from premierspas.__main__ import main
from premierspas.budget import budget
from premierspas.budget.figures import (
    Figures,
    acceptable,
    own_value_problem,
    own_value_range,
    value_on,
)
from premierspas.content import Catalog, ContentError, Problem, load_catalog, shipped_catalog
from premierspas.content.files import CONTENT_FOLDER
from premierspas.content.linter import check_date_problems
from premierspas.content.models import Parameter
from premierspas.dossier import Dossier
from tests.unit.cases import FOLDER, TODAY, plain

CATALOG = shipped_catalog()
PUBLISHED: dict[str, dict[date, float]] = yaml.safe_load(
    (FOLDER / "baremes_publies.yaml").read_text(encoding="utf-8")
)["publies"]


# --- in force on a day ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2019, 6, 30), None),
        (date(2019, 7, 1), 2169),
        (date(2021, 5, 31), 2169),
        (date(2021, 6, 1), 2216),
        (date(2023, 12, 31), 2350.95),
        (date(2024, 1, 1), 2397.97),
        (date(2100, 1, 1), 2397.97),
    ],
)
def test_the_value_in_force(day: date, value: float | None) -> None:
    """The grid of IDCC 1147, position 11."""
    found = value_on(CATALOG.parameter["position-11"], day)
    assert (found.value if found else None) == value


def test_a_figure_before_its_first_value_is_an_error() -> None:
    figures = Figures(CATALOG, date(2016, 12, 31))
    with pytest.raises(KeyError, match="aci-points-fixes"):
        figures["aci-points-fixes"]
    figure = figures.figure("aci-points-fixes", TODAY)
    assert (figure.value, figure.value_in_words) == (None, "–")
    assert figures.on(date(2017, 1, 1))["aci-points-fixes"] == 700


def test_a_percentage_is_a_share_and_percentages_add_up() -> None:
    figures = Figures(CATALOG, TODAY)
    assert (figures["tva"], figures.share("tva")) == (20, 0.2)
    assert figures.total(["micro-cotisations", "micro-formation"]) == pytest.approx(25.8)


def test_each_place_is_cited_once() -> None:
    cited = Figures(CATALOG, TODAY).sources(["ts-taux-1", "ts-taux-2", "tva"])
    assert [source.document for source in cited] == ["decret-2026-562", "diaporama"]


# --- the team's own -------------------------------------------------------------------------------
def of_the_team(figures: str) -> Dossier:
    return Dossier.model_validate(
        {
            "team": {"patients": 4000},
            "budget": {
                "scenarios": {
                    "a": {"figures": figures, "status": "prestataire", "days_per_week": 1}
                },
                "own_values": {
                    "prestataire-jour": 500,
                    "aci-points-fixes": 2000,
                    "so-prestataire": 1,
                },
            },
        }
    )


@pytest.mark.parametrize(
    ("figures", "cost", "line"),
    [
        ("references-2026", 20_160, 18_900),
        ("mes-valeurs", 28_800, 25_900),  # 48 × 500 × 1.2; (2 000 + 1 700) × 7
        ("support-origine", 20_160, 14_350),
    ],
)
def test_own_values_count_only_where_the_team_says_so(
    figures: str, cost: float, line: float
) -> None:
    found = budget(CATALOG, of_the_team(figures), TODAY)
    assert found.shown.cost.amount.central == pytest.approx(cost)
    assert found.line is not None
    assert found.line.amount.central == pytest.approx(line)
    own = {f.parameter.id for f in found.figures_used if f.own is not None}
    assert own == ({"prestataire-jour", "aci-points-fixes"} if figures == "mes-valeurs" else set())


def test_an_own_value_is_said_to_be_one() -> None:
    figures = Figures(CATALOG, TODAY, {"tva": 10})
    figure = figures.figure("tva", TODAY)
    assert (figures["tva"], figure.value, plain(figure.value_in_words)) == (10, 10, "10 %")
    assert (figure.why_check, figure.source.document) == (
        "Valeur saisie par l’équipe.",
        "notre-conseil",
    )
    assert figure.dated is not None
    assert figure.dated.value == 20
    assert [s.document for s in figures.sources(["tva"])] == ["notre-conseil"]
    assert figures.on(date(2017, 1, 1))["tva"] == 10


@pytest.mark.parametrize("own", [0, 0.0])
def test_zero_is_a_value(own: float) -> None:
    assert Figures(CATALOG, TODAY, {"mutuelle": own})["mutuelle"] == 0


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("aci-mois-solde", 1, True), ("aci-mois-solde", 12, True), ("aci-mois-solde", 13, False),
        ("aci-mois-solde", 0, False), ("aci-mois-solde", 4.5, False),
        ("aci-delai-avance", 0, True), ("aci-delai-avance", 1.5, False),
        ("aci-delai-avance", 61, False),
        ("aci-avance", 100, True), ("aci-avance", 101, False),
        ("temps-plein", 0, False), ("aci-patients-par-tranche", 0, False),
        ("aci-valeur-du-point", 0, False), ("reduction-limite", 1, False),
        ("mutuelle", 0, True), ("prestataire-jour", 800, True), ("inconnu", 1, False),
        ("jours-par-an", 40, True), ("jours-par-an", 52, True), ("jours-par-an", 53, False),
        ("temps-plein", 39, True), ("temps-plein", 40, False),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_not_counted(name: str, value: float, taken: bool) -> None:
    assert (name in acceptable(CATALOG, {name: value})) is taken
    if name in CATALOG.parameter:
        problem = own_value_problem(CATALOG.parameter[name], value)
        assert bool(problem) is not taken
        assert not problem or problem.startswith("Cette valeur n’a pas été prise")


@pytest.mark.parametrize("parameter", CATALOG.parameter.values(), ids=lambda p: p.id)
def test_every_published_value_could_be_the_teams_own(parameter: Parameter) -> None:
    least, most = own_value_range(parameter)
    assert 0 <= least < most
    for value in (*(dated.value for dated in parameter.values), least, most):
        if value == int(value) or parameter.unit != "mois":
            assert own_value_problem(parameter, value) == ""


# --- what must be confirmed -----------------------------------------------------------------------
def why(name: str, today: date = TODAY, **changes: Any) -> str:
    figure = Figures(CATALOG, today).figure(name, today)
    changed = figure.parameter.model_copy(update=changes)
    return plain(type(figure)(changed, figure.dated, figure.own, figure.today).why_check)


def test_a_figure_read_lately_in_a_text_is_sure() -> None:
    assert why("ts-franchise") == ""


def test_a_figure_that_nobody_read_for_a_year_is_to_check() -> None:
    read = CATALOG.parameter["ts-franchise"].checked_on
    assert why("ts-franchise", read + timedelta(days=365)) == ""
    late = why("ts-franchise", read + timedelta(days=366))
    assert late == f"Relu pour la dernière fois le {read:%d/%m/%Y}."


def test_what_is_doubtful_is_said() -> None:
    assert why("ts-franchise", to_check="Un avenant existe.") == "Un avenant existe."
    late = TODAY + timedelta(days=3650)
    assert why("ts-franchise", late, to_check="Un avenant existe.").startswith(
        "Un avenant existe. Relu"
    )


def test_a_hypothesis_is_said_to_be_one() -> None:
    assert why("ts-franchise", origin="hypothese") == "C’est une hypothèse de notre part."
    assert why("ts-franchise", origin="hypothese", to_check="Demandez.") == "Demandez."


def test_what_the_domain_says_is_unknown_is_marked() -> None:
    for name in (
        "aci-points-fixes", "position-11", "aci-delai-avance", "aci-mois-avance", "mutuelle",
        "cot-accidents", "fir-aide", "pacte-jours", "prestataire-jour", "indemnite-heure",
    ):  # fmt: skip
        assert why(name), name


# --- a published value never changes --------------------------------------------------------------
def test_no_published_value_was_changed_or_removed() -> None:
    for name, values in PUBLISHED.items():
        assert name in CATALOG.parameter, f"Le chiffre « {name} » a été publié : remettez-le."
        now = {dated.since: dated.value for dated in CATALOG.parameter[name].values}
        for since, value in values.items():
            assert now.get(since) == value, (
                f"« {name} » valait {value} depuis le {since:%d/%m/%Y} et vaut maintenant "
                f"{now.get(since, 'plus rien')} : un chiffre publié ne se corrige pas. Remettez-le, et "
                "ajoutez une valeur à sa propre date."
            )


def test_every_new_value_is_in_the_list() -> None:
    for parameter in CATALOG.parameter.values():
        for dated in parameter.values:
            assert dated.since in PUBLISHED.get(parameter.id, {}), (
                f"Nouveau chiffre « {parameter.id} » ({dated.value} depuis le {dated.since:%d/%m/%Y}) : "
                "ajoutez-le à tests/cas/baremes_publies.yaml."
            )


# --- a mistake in a file of figures ---------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


Break = Callable[[str, str, str], int]


@pytest.fixture
def replace(folder: Path) -> Break:
    def change(file: str, old: str, new: str) -> int:
        path = folder / "baremes" / file
        before, found, after = path.read_text(encoding="utf-8").partition(old)
        assert found, f"{old!r} is not in {file}"
        path.write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    return change


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(ContentError) as refused:
        load_catalog(folder)
    return refused.value.problems


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "expected"),
    [
        ("grille_idcc_1147.yaml", "2021-06-01", "2019-06-01", "valeurs[2].depuis",
         "une date après le 01/07/2019"),
        ("grille_idcc_1147.yaml", "2021-06-01", "2019-07-01", "valeurs[2].depuis",
         "une date après le 01/07/2019"),
        ("independants.yaml", ', reference: {document: cgi-293-b, section: "Seuil"}', "",
         "valeurs[1].reference", "ce champ est obligatoire"),
        ("independants.yaml", "document: cgi-293-b", "document: wikipedia",
         "valeurs[1].reference.document", "un document de sources.yaml"),
        ("independants.yaml", 'unite: "€/an"', 'unite: "$/an"', "unite", "l’une de ces valeurs"),
        ("independants.yaml", "origine: texte-officiel", "origine: rumeur", "origine",
         "l’une de ces valeurs"),
        ("independants.yaml", "valeur: 22,", "valeur: vingt,", "valeurs[1].valeur", "un nombre"),
        ("aci.yaml", "      bas: 3\n", "      bas: 7\n", "incertitude",
         "une fourchette qui contient la dernière valeur, 6"),
        ("aci.yaml", "      haut: 10\n", "      haut: 5\n", "incertitude",
         "une fourchette qui contient la dernière valeur, 6"),
        ("demarrage.yaml", "id: jours-par-an", "id: tva", "id",
         "un identifiant unique, « tva » existe dans un autre barème"),
        ("demarrage.yaml", "id: fir-aide", "id: jours-par-an", "id", "un identifiant unique"),
    ],
    ids=["out of order", "twice the same day", "no reference", "unknown document", "unknown unit",
         "unknown origin", "not a number", "range above", "range under",
         "same id in two files", "same id twice"],
)  # fmt: skip
def test_a_mistake_is_refused(
    folder: Path, replace: Break, file: str, old: str, new: str, field: str, expected: str
) -> None:
    line = replace(file, old, new)
    found = problems(folder)
    assert any(
        p.file == f"baremes/{file}" and abs(p.line - line) <= 2
        and field in p.field and expected in p.expected
        for p in found
    ), "\n".join(map(str, found))  # fmt: skip


def test_a_figure_cannot_have_been_read_tomorrow(folder: Path, replace: Break) -> None:
    line = replace("demarrage.yaml", "verifie_le: 2026-11-22", "verifie_le: 2026-11-24")
    catalog = load_catalog(folder)
    (problem,) = check_date_problems(catalog, folder, date(2026, 11, 23))
    assert (problem.file, problem.line) == ("baremes/demarrage.yaml", line)
    assert problem.field == "parametres[1].verifie_le"
    assert problem.expected == "une date déjà passée, ou aujourd’hui"
    assert check_date_problems(catalog, folder, date(2026, 11, 24)) == []


def test_the_command_says_it(
    folder: Path, replace: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    line = replace("demarrage.yaml", "verifie_le: 2026-11-22", "verifie_le: 2100-01-01")
    assert main(["verifier-contenu", str(folder)]) == 1
    assert f"baremes/demarrage.yaml, ligne {line}, champ" in capsys.readouterr().err


@given(day=st.dates(date(2026, 6, 1), date(2100, 1, 1)))
def test_every_figure_has_a_value_from_june_2026_on(catalog: Catalog, day: date) -> None:
    for parameter in catalog.parameter.values():
        assert value_on(parameter, day) is not None


def test_what_a_document_says_is_replaced_by_no_team() -> None:
    """The Diaporama's own table: a value of the team would be announced and never counted."""
    assert acceptable(CATALOG, {"so-cdi-bas": 900, "mutuelle": 50}) == {"mutuelle": 50}
