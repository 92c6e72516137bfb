"""The coordination line of the ACI: what the Assurance Maladie pays for coordination, and when.

Rule (guide CNAM, October 2022, p. 20-22; Diaporama, « Financement »): fixed points, plus points for
each 4 000 patients up to 8 000, plus fewer points for each 4 000 patients beyond. Two readings:
pro rata of the patients (guide CNAM), or full tranches only (Diaporama). 60 % is paid in advance, the
balance around April of the next year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal

from dateutil.relativedelta import relativedelta

from premierspas.budget.figures import Figures
from premierspas.budget.money import Amount, Explained, Phrase, Quantity, Step, plain

Reading = Literal["pro-rata", "tranches"]
READINGS: tuple[Reading, ...] = ("pro-rata", "tranches")
READING_WORDS: dict[Reading, str] = {
    "pro-rata": "au prorata des patients",
    "tranches": "par tranche entière",
}
POINTS = (
    "aci-points-fixes",
    "aci-points-par-tranche",
    "aci-points-au-dela",
    "aci-patients-par-tranche",
    "aci-seuil",
    "aci-valeur-du-point",
)
PAYMENTS = (
    "aci-avance",
    "aci-avance-minimum",
    "aci-delai-avance",
    "aci-mois-avance",
    "aci-mois-solde",
)
TITLE = "Ligne « coordination » de l’ACI"


@dataclass(frozen=True, slots=True)
class AciRule:
    """Points a year of one version: ``fixed``, and per tranche of ``tranche`` patients, ``below`` and
    ``beyond`` the ``threshold``; ``point``: € a point."""

    fixed: float
    below: float
    beyond: float
    tranche: int
    threshold: int
    point: float

    @classmethod
    def of(cls, figures: Figures) -> AciRule:
        """The rule in force on the day of ``figures``."""
        fixed, below, beyond, tranche, threshold, point = (figures[name] for name in POINTS)
        return cls(fixed, below, beyond, int(tranche), int(threshold), point)

    def tranches(self, patients: int, reading: Reading) -> tuple[float, float]:
        """Tranches up to the threshold, and beyond: whole numbers when only full ones count."""
        if patients < 0:
            raise ValueError("patients cannot be negative")
        below, beyond = min(patients, self.threshold), max(patients - self.threshold, 0)
        if reading == "tranches":
            return float(below // self.tranche), float(beyond // self.tranche)
        return below / self.tranche, beyond / self.tranche

    def yearly(self, patients: int, reading: Reading) -> float:
        """€ a year for ``patients`` patients of any age whose declared doctor belongs to the SISA.

        avenant 1, 6 000 patients, pro rata: (1 000 + 1 700 × 6 000/4 000) × 7 € = 24 850 €
        """
        below, beyond = self.tranches(patients, reading)
        return (self.fixed + self.below * below + self.beyond * beyond) * self.point

    def patients_for(self, yearly: float, reading: Reading) -> int | None:
        """The fewest patients for which the line reaches ``yearly`` €; None if none ever do."""
        missing = yearly / self.point - self.fixed
        if missing <= 0:
            return 0
        step = self.tranche if reading == "tranches" else 1  # patients count by so many
        below, beyond = (points * step / self.tranche for points in (self.below, self.beyond))
        most = self.threshold // step * below
        if missing <= most:
            found = ceil(missing / below - 1e-6) * step
        elif beyond:
            found = self.threshold + ceil((missing - most) / beyond - 1e-6) * step
        else:
            return None
        while self.yearly(found, reading) < yearly - 0.005:  # what rounding left out
            found += step
        return found


def explain_line(figures: Figures, patients: int, reading: Reading) -> Explained:
    """The line of a full year, with its steps in € a year."""
    rule = AciRule.of(figures)
    steps = [Step("Part fixe", _points(rule.fixed, rule), rule.fixed * rule.point)]
    below, beyond = rule.tranches(patients, reading)
    counted = (
        (
            f"Patients jusqu’à {plain(rule.threshold)}",
            min(patients, rule.threshold),
            rule.below,
            below,
        ),
        (
            f"Patients au-delà de {plain(rule.threshold)}",
            patients - rule.threshold,
            rule.beyond,
            beyond,
        ),
    )
    for label, people, points, tranches in counted:
        if people > 0:
            how: Phrase = (
                (plain(tranches), " tranche(s) entière(s) de ", plain(rule.tranche))
                if reading == "tranches"
                else (plain(people), " / ", plain(rule.tranche))
            )
            how = (*how, " × ", *_points(points, rule))
            steps.append(Step(label, how, points * tranches * rule.point))
    return Explained(
        title=TITLE,
        period="an",
        amount=Amount.per_year(rule.yearly(patients, reading)),
        steps=tuple(steps),
        parameters=POINTS,
        sources=figures.sources(POINTS),
    )


def _points(points: float, rule: AciRule) -> Phrase:
    return (plain(points), " points × ", Quantity(rule.point))


@dataclass(frozen=True, slots=True)
class AciPayment:
    """Something that the CPAM pays: ``month`` (its first day), ``euros``, for which ``year``."""

    month: date
    euros: float
    what: Literal["avance", "solde"]
    year: int


def payments(
    figures: Figures, signature: date, amounts: dict[int, float], *, with_minimum: bool
) -> Iterator[AciPayment]:
    """The advance and the balance of each year of ``amounts`` (€ by year), from the signature on.

    ``figures``: those of the day (delays and months, not points). ``with_minimum``: the advance
    reaches its minimum, but never more than the year's line.
    """
    share, minimum = figures.share("aci-avance"), figures["aci-avance-minimum"]
    first = month_of(signature) + relativedelta(months=int(figures["aci-delai-avance"]))
    for year, amount in sorted(amounts.items()):
        advance = amount * share
        if with_minimum:
            advance = min(max(advance, minimum), amount)
        paid = first if year == signature.year else date(year, int(figures["aci-mois-avance"]), 1)
        paid = max(paid, first)
        yield AciPayment(paid, advance, "avance", year)
        balance = date(year + 1, int(figures["aci-mois-solde"]), 1)
        yield AciPayment(max(balance, paid), amount - advance, "solde", year)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)
