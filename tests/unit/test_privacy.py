"""A warning when a text seems to speak of a patient, and none for what teams ordinarily write."""

from __future__ import annotations

import pytest

from premierspas.privacy import patient_signs

NUMBER = "un numéro de sécurité sociale"
BIRTH = "une date de naissance"
NAMED = "un patient désigné par son nom"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("1 85 05 78 006 084 36", (NUMBER,)),
        ("Son numéro : 185057800608436.", (NUMBER,)),
        ("2 72 11 2A 006 084", (NUMBER,)),
        ("née le 12/03/1950", (BIRTH,)),
        ("né 3-4-52", (BIRTH,)),
        ("Née le 12 mars 1950", (BIRTH,)),
        ("née le 1er mars 1950", (BIRTH,)),
        ("date de naissance : 12/03/1950", (BIRTH,)),
        ("Le patient Martin ne vient plus", (NAMED,)),
        ("la patiente Mme Durand", (NAMED,)),
        ("M. Durand, suivi pour un diabète", (NAMED,)),
        ("PATIENT M. Dupont", (NAMED,)),
        ("Mme Durand est hospitalisée depuis lundi", (NAMED,)),
        ("M. Petit, diabétique, sans médecin", (NAMED,)),
        (
            "Patiente Durand, née le 12/03/1950, 2 50 03 78 006 084 36",
            (NUMBER, BIRTH, NAMED),
        ),
    ],
)
def test_signs_of_a_patient(text: str, signs: tuple[str, ...]) -> None:
    assert patient_signs(text) == signs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nadia relance la patientèle",
        "Mme Martin porte le projet diabète, suivi pour nous par la CPAM",
        "4 000 patients, 10 professionnels",
        "Dr Martin, médecin, anime la réunion",
        "Mme Durand, de la CPAM, vient le 12/03/2027",
        "M. Petit signe le contrat le 1er mars 2027",
        "Mme Martin est née dans le territoire",
        "Chaque patient compte. Nadia prépare la suite.",
        "Le parcours du patient est à revoir",
        "Nos patients diabétiques sont suivis à plusieurs",
        "Un protocole sur le diagnostic précoce, avec Mme Durand",
        "SIRET 123 456 789 00012, téléphone 06 12 34 56 78",
        "Appeler le 01 42 34 56 78 avant le 15 décembre 2026",
        "Naissance du projet : 2026",
        "12 000 € en 2026, 14 350 € en 2027",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "Le parcours patient MSP, le dossier patient ARS",
    ],
)
def test_ordinary_sentences_raise_nothing(text: str) -> None:
    assert patient_signs(text) == ()
