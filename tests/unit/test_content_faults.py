"""A mistake in ``content/`` is refused or pointed at: file, line, field, what was expected."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from premierspas.__main__ import main
from premierspas.content import ContentError, Problem, load_catalog
from premierspas.content.files import CONTENT_FOLDER
from premierspas.content.linter import typography_problems

# Breaks one thing in a file; returns the line (from 1) where it did.
Break = Callable[[str, str, str], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


@pytest.fixture
def replace(folder: Path) -> Break:
    def change(file: str, old: str, new: str) -> int:
        path = folder / file
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
        (
            "contrat.yaml",
            "    libelle: Le contrat est signé avant son arrivée\n",
            "    titre: Le contrat est signé avant son arrivée\n",
            "points[1].titre",
            "ce champ n’existe pas ici (faute de frappe ?)",
        ),
        (
            "questionnaire.yaml",
            "niveau_attendu: 2",
            "niveau_attendu: beaucoup",
            "criteres[1].niveau_attendu",
            "un nombre entier",
        ),
        (
            "questionnaire.yaml",
            "niveau_attendu: 2",
            "niveau_attendu: 4",
            "criteres[1].niveau_attendu",
            "au plus égale à 3",
        ),
        (
            "baremes/aci.yaml",
            "verifie_le: 2026-11-22",
            "verifie_le: hier",
            "parametres[1].verifie_le",
            "une date de la forme 2026-11-22",
        ),
        (
            "actions.yaml",
            "declencheur: ancre-a-nommer",
            "declencheur: parfois",
            "actions[1].declencheur",
            "l’une de ces valeurs",
        ),
        (
            "contrat.yaml",
            "- id: signature-avant-arrivee",
            "- id: Signature avant arrivée",
            "points[1].id",
            "un texte de la forme",
        ),
        (
            "questionnaire.yaml",
            "action: organiser-rencontre-exercice-coordonne",
            "action: action-inconnue",
            "criteres[1].action",
            "un identifiant qui existe, pas « action-inconnue »",
        ),
        (
            "questionnaire.yaml",
            "    etape: sensibiliser\n",
            "    etape: rever\n",
            "criteres[1].etape",
            "un identifiant qui existe, pas « rever »",
        ),
        (
            "attentes.yaml",
            "document: rapport",
            "document: wikipedia",
            "frontieres[1].un_cote.sources[2].document",
            "un document de sources.yaml, pas « wikipedia »",
        ),
        (
            "missions.yaml",
            "        document: diaporama",
            "        document: wikipedia",
            "missions[1].origines[2].document",
            "un document de sources.yaml, pas « wikipedia »",
        ),
        (
            "missions.yaml",
            "    famille: communication\n",
            "    famille: cuisine\n",
            "missions[4].famille",
            "un identifiant qui existe, pas « cuisine »",
        ),
        (
            "reperes.yaml",
            "      - missions\n",
            "      - mission\n",
            "pages",
            "un identifiant qui existe, pas « mission »",
        ),
        (
            "contrat.yaml",
            "  - id: temps-et-remuneration",
            "  - id: signature-avant-arrivee",
            "points[2].id",
            "un identifiant unique, « signature-avant-arrivee » existe déjà",
        ),
    ],
    ids=[
        "unknown field", "not a number", "out of bounds", "not a date", "unknown choice",
        "id not an id", "orphan action", "orphan step", "unknown document", "unknown document of a "
        "mission", "orphan family", "orphan page", "repeated id",
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_place_and_what_was_expected(
    folder: Path, replace: Break, file: str, old: str, new: str, field: str, expected: str
) -> None:
    line = replace(file, old, new)
    found = problems(folder)
    shown = "\n".join(map(str, found))
    # The line of the field, or of the list that holds it.
    assert any(
        p.file == file and abs(p.line - line) <= 2 and field in p.field and expected in p.expected
        for p in found
    ), shown
    assert f"{file}, ligne " in shown


def test_the_line_is_exact(folder: Path, replace: Break) -> None:
    line = replace("actions.yaml", "delai_semaines: 5", "delai_semaines: 500")
    (problem,) = problems(folder)
    assert (problem.line, problem.field) == (line, "actions[22].delai_semaines")


def test_a_missing_field(folder: Path, replace: Break) -> None:
    line = replace("contrat.yaml", "    libelle: Le contrat est signé avant son arrivée\n", "")
    (problem,) = problems(folder)
    assert problem.field == "points[1].libelle"
    assert problem.line == line - 1  # where its item begins
    assert problem.expected == "ce champ est obligatoire"


def test_a_statement_without_source(folder: Path, replace: Break) -> None:
    replace("contrat.yaml", 'sources: [{document: rapport, section: "03 Recruter"}]', "sources: []")
    (problem,) = problems(folder)
    assert problem.field == "points[1].sources"
    assert "au moins 1 élément" in problem.expected


def test_actions_that_wait_for_each_other(folder: Path, replace: Break) -> None:
    replace(
        "actions.yaml",
        "    delai_semaines: 1\n    declencheur: ancre-a-nommer\n",
        "    delai_semaines: 1\n    depend_de: [contacter-federation]\n    declencheur: ancre-a-nommer\n",
    )
    found = problems(folder)
    assert [p.expected for p in found] == ["une dépendance qui ne tourne pas en rond"]
    assert "depend_de" in found[0].field


def test_an_action_that_nothing_leads_to(folder: Path, replace: Break) -> None:
    replace("questionnaire.yaml", "action: creer-association", "action: contacter-ars")
    (problem,) = problems(folder)
    assert (problem.file, problem.expected) == (
        "actions.yaml",
        "un critère qui mène à cette action",
    )


def test_a_frontier_without_card(folder: Path, replace: Break) -> None:
    replace("attentes.yaml", "    frontiere: conflits\n", "")
    (problem,) = problems(folder)
    assert problem.expected == "au moins une carte qui renvoie à cette frontière"


def test_a_repeated_key(folder: Path, replace: Break) -> None:
    line = replace(
        "sources.yaml", "    nature: source\n", "    titre: Encore\n    nature: source\n"
    )
    (problem,) = problems(folder)
    assert problem == Problem(
        "sources.yaml", line, "(tout le fichier)", "une seule fois le champ « titre » ici"
    )


def test_yaml_that_is_not_well_formed(folder: Path, replace: Break) -> None:
    line = replace("sources.yaml", "    nature: source\n", "    nature: source: encore\n")
    (problem,) = problems(folder)
    assert (problem.file, problem.line) == ("sources.yaml", line)
    assert "du YAML bien formé" in problem.expected


def test_a_missing_file(folder: Path) -> None:
    (folder / "glossaire.yaml").unlink()
    (problem,) = problems(folder)
    assert (problem.file, problem.expected) == ("glossaire.yaml", "ce fichier doit exister")


def test_an_empty_file(folder: Path) -> None:
    (folder / "glossaire.yaml").write_text("", encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.file, problem.line, problem.expected) == (
        "glossaire.yaml", 1, "un groupe de champs",
    )  # fmt: skip


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    path = folder / "glossaire.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace"))
    (problem,) = problems(folder)
    assert (problem.file, problem.expected) == (
        "glossaire.yaml",
        "un fichier enregistré en UTF-8",
    )


def test_a_character_that_yaml_forbids(folder: Path, replace: Break) -> None:
    replace("sources.yaml", "    nature: source\n", "    nature: source\x07\n")
    assert [p.file for p in problems(folder)] == ["sources.yaml"]


def test_a_day_that_does_not_exist(folder: Path, replace: Break) -> None:
    replace("baremes/aci.yaml", "verifie_le: 2026-11-22", "verifie_le: 2026-11-31")
    assert [p.file for p in problems(folder)] == ["baremes/aci.yaml"]


def test_all_mistakes_are_said_at_once(folder: Path, replace: Break) -> None:
    (folder / "glossaire.yaml").unlink()
    replace("actions.yaml", "delai_semaines: 5", "delai_semaines: 500")
    replace("contrat.yaml", "points:", "point:")
    assert {p.file for p in problems(folder)} == {"glossaire.yaml", "actions.yaml", "contrat.yaml"}


# --- typography -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("Voici l'équipe", "une apostrophe typographique"),
        ('Une "équipe" neuve', "des guillemets français"),
        ("Et ensuite...", "des points de suspension"),
        ("Est-ce clair?", "une espace avant"),
        ("Voici: rien", "une espace avant"),
        ("Attention! Lisez", "une espace avant"),
        ("Un; deux", "une espace avant"),
        ("« Un mot»", "une espace avant"),
        ("«Un mot »", "une espace après «"),
        ("Deux  espaces", "une seule espace"),
        ("Un mot , puis", "pas d’espace avant une virgule"),
        ("Une phrase .", "pas d’espace avant une virgule ou un point"),
        ("Un,deux", "une espace après une virgule"),
        ("Une oeuvre utile", "œ"),
        ("A vérifier bientôt", "avec son accent"),
        ("Un coût de 1234 € par an", "une espace dans les milliers"),
        ("Une équipe de 12000 patients", "une espace dans les milliers"),
        ("Un coût de 800€", "une espace avant € et %"),
        ("Une avance de 60%", "une espace avant € et %"),
    ],
)
def test_each_typographic_fault_is_caught(
    folder: Path, replace: Break, fault: str, expected: str
) -> None:
    line = replace(
        "contrat.yaml",
        "libelle: Le contrat est signé avant son arrivée",
        "libelle: >-\n      " + fault,
    )
    (problem,) = typography_problems(folder)
    assert (problem.file, problem.line, problem.field) == (
        "contrat.yaml", line, "points[1].libelle",
    )  # fmt: skip
    assert expected in problem.expected


@pytest.mark.parametrize(
    "text",
    [
        "Est-ce clair ? Oui : « très clair » ; on avance !",
        "L’équipe attend… 1 234 €, 60 %, et 1,5 jour par semaine",
        "Depuis 2026, le rendez-vous est à 19 h 30 (voir ameli.fr)",
        "Le Rapport, l’ACI et l’œuvre commune",
    ],
)
def test_good_french_is_left_alone(folder: Path, replace: Break, text: str) -> None:
    replace(
        "contrat.yaml",
        "libelle: Le contrat est signé avant son arrivée",
        "libelle: >-\n      " + text,
    )
    assert typography_problems(folder) == []


def test_a_quote_keeps_the_spelling_of_its_document(folder: Path, replace: Break) -> None:
    replace("attentes.yaml", "citation: Porter l’équipe", 'citation: "Porter l’équipe , etc:"')
    assert typography_problems(folder) == []
    replace("attentes.yaml", "Porter l’équipe , etc:", "Porter l'équipe")
    assert [p.field for p in typography_problems(folder)] == ["cartes[2].citation"]


# --- the command line -----------------------------------------------------------------------------
def test_the_command_accepts_our_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verifier-contenu"]) == 0
    assert "Contenu en ordre" in capsys.readouterr().out


def test_the_command_says_the_line_of_a_mistake(
    folder: Path, replace: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    line = replace("actions.yaml", "delai_semaines: 5", "delai_semaines: 500")
    assert main(["verifier-contenu", str(folder)]) == 1
    assert f"actions.yaml, ligne {line}, champ" in capsys.readouterr().err


def test_the_command_says_the_line_of_a_typographic_fault(
    folder: Path, replace: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    line = replace("contrat.yaml", "il ne commence pas", "il n'commence pas")
    assert main(["verifier-contenu", str(folder)]) == 1
    errors = capsys.readouterr().err
    assert f"contrat.yaml, ligne {line}, champ" in errors
    assert "1 faute(s) dans le contenu" in errors
