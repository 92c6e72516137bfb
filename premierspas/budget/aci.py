"""The coordination line of the ACI: what the Assurance Maladie pays for coordination in a year.

Rule (guide CNAM, October 2022, p. 20-22; Diaporama, « Financement »): fixed points, plus points for
each 4 000 patients up to 8 000, plus fewer points for each 4 000 patients beyond. Two readings:
pro rata of the patients (guide CNAM), or full tranches only (Diaporama).
"""

from __future__ import annotations

from typing import Literal

from premierspas.budget.money import Amount, Explained
from premierspas.content.models import AciRule
from premierspas.french import count, euros, number

Reading = Literal["pro-rata", "tranches"]

READING_WORDS: dict[Reading, str] = {
    "pro-rata": "au prorata des patients",
    "tranches": "par tranche entière",
}


def points(rule: AciRule, patients: int, reading: Reading) -> float:
    """Points a year for ``patients`` patients of any age whose declared doctor belongs to the SISA.

    >>> # avenant 1, 6 000 patients, pro rata: 1 000 + 1 700 × 6 000/4 000 = 3 550
    """
    tranches_below, tranches_beyond = _tranches(rule, patients, reading)
    return (
        rule.fixed_points
        + rule.points_per_tranche * tranches_below
        + rule.points_per_tranche_beyond * tranches_beyond
    )


def coordination_line(
    rule: AciRule, patients: int, reading: Reading, months_in_year: int | None = None
) -> Explained:
    """The line in euros a year, explained. ``months_in_year``: months under contract (1 to 12) that
    the team chose to count in the first year; None: the full year."""
    total = points(rule, patients, reading)
    yearly = total * rule.point_value
    below, beyond = _tranches(rule, patients, reading)
    steps = [f"Part fixe : {number(rule.fixed_points)} points"]
    steps.append(
        f"Patients jusqu’à {number(rule.threshold_patients)} : {number(rule.points_per_tranche)} "
        f"points × {_tranche_words(min(patients, rule.threshold_patients), below, rule, reading)}"
    )
    if patients > rule.threshold_patients:
        excess = patients - rule.threshold_patients
        steps.append(
            f"Patients au-delà : {number(rule.points_per_tranche_beyond)} points × "
            f"{_tranche_words(excess, beyond, rule, reading)}"
        )
    steps.append(
        f"Total : {number(total)} points × {euros(rule.point_value)} = {euros(yearly)} par an"
    )
    sentence = (
        f"{rule.label} : pour {count(patients, 'patient')}, la ligne « coordination » de l’ACI vaut "
        f"{euros(yearly)} par an, lecture {READING_WORDS[reading]}."
    )
    if months_in_year is not None and months_in_year < 12:
        yearly = yearly * months_in_year / 12
        steps.append(
            f"Votre choix : {months_in_year} mois sous contrat dans l’année, soit "
            f"{months_in_year}/12 = {euros(yearly)}"
        )
        sentence = sentence.removesuffix(".") + f", et {euros(yearly)} pour {months_in_year} mois."
    return Explained(
        title="Ligne « coordination » de l’ACI",
        amount=Amount.per_year(yearly),
        sentence=sentence,
        steps=tuple(steps),
        sources=rule.sources,
        to_check=rule.to_check,
    )


def advance(rule: AciRule, line: Explained) -> str:
    """What is paid first, in words; empty when the rule says nothing of it."""
    if rule.advance_percent is None:
        return ""
    share = line.amount.low * rule.advance_percent / 100
    minimum = (
        f", avec un minimum de {euros(rule.advance_minimum)} pour l’ensemble du socle"
        if rule.advance_minimum
        else ""
    )
    return (
        f"{number(rule.advance_percent)} % du socle est versé en avance{minimum} : "
        f"{euros(round(share, 2))} pour cette ligne. Le solde arrive vers avril de l’année suivante."
    )


def _tranches(rule: AciRule, patients: int, reading: Reading) -> tuple[float, float]:
    """Tranches up to the threshold, and beyond: whole numbers when only full ones count."""
    if patients < 0:
        raise ValueError("patients cannot be negative")
    size = rule.patients_per_tranche
    below, beyond = (
        min(patients, rule.threshold_patients),
        max(patients - rule.threshold_patients, 0),
    )
    if reading == "tranches":
        return float(below // size), float(beyond // size)
    return below / size, beyond / size


def _tranche_words(patients: int, tranches: float, rule: AciRule, reading: Reading) -> str:
    if reading == "tranches":
        return f"{number(tranches)} tranche(s) entière(s) de {number(rule.patients_per_tranche)}"
    return f"{number(patients)} / {number(rule.patients_per_tranche)}"
