"""An employee: from the gross to what the employer pays and what the person receives, and back.

Law of 2026, fewer than 50 employees, under the social-security ceiling (``domain`` of the formula:
docs/decisions). All amounts are euros a month unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.budget.figures import Figures
from premierspas.budget.money import MONTHS

WEEKS_A_MONTH = 52 / MONTHS

EMPLOYER = (
    "cot-maladie", "cot-autonomie", "cot-vieillesse", "cot-vieillesse-totalite", "cot-famille",
    "cot-accidents", "cot-logement", "cot-chomage", "cot-ags", "cot-dialogue", "cot-formation",
    "cot-apprentissage", "cot-retraite", "cot-equilibre",
)  # fmt: skip
EMPLOYER_EXECUTIVE = ("cadre-prevoyance", "cadre-apec")
EMPLOYEE = ("sal-vieillesse", "sal-vieillesse-totalite", "sal-retraite", "sal-equilibre")
REDUCTION = (
    "smic-reduction", "reduction-minimum", "reduction-ecart", "reduction-puissance", "reduction-limite",
)  # fmt: skip
OTHERS = ("csg-crds", "csg-assiette", "mutuelle", "mutuelle-part-employeur")
FIXED_TERM = ("cdd-precarite", "cdd-formation")
PAYROLL_TAX = (
    "ts-taux-1", "ts-seuil-1", "ts-taux-2", "ts-seuil-2", "ts-taux-3", "ts-franchise", "ts-decote",
    "ts-decote-part", "ts-abattement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PayRules:
    """The rates of one employee. ``employer``, ``employee``, ``welfare`` (prévoyance of a cadre, within
    ``employer``): factors of the gross; ``health_…``: both shares of the mutuelle, € a month; ``smic``:
    of the reduction, € a month for a full time."""

    employer: float
    employee: float
    health_employer: float
    health_employee: float
    welfare: float
    csg: float
    smic: float
    least: float
    spread: float
    power: float
    limit: float
    precarity: float
    fixed_term_training: float

    @classmethod
    def of(cls, figures: Figures, *, executive: bool) -> PayRules:
        """From the figures of the day."""
        csg = figures.share("csg-crds")
        employer = figures.total(EMPLOYER)
        employee = figures.total(EMPLOYEE) + figures["csg-crds"] * figures.share("csg-assiette")
        if executive:
            employer += figures.total(EMPLOYER_EXECUTIVE)
            employee += figures["sal-apec"] + figures["csg-crds"] * figures.share(
                "cadre-prevoyance"
            )
        health = figures["mutuelle"]
        ours = health * figures.share("mutuelle-part-employeur")
        return cls(
            employer=employer / 100,
            employee=employee / 100,
            health_employer=ours,
            health_employee=health - ours,
            welfare=figures.share("cadre-prevoyance") if executive else 0.0,
            csg=csg,
            smic=monthly(figures["smic-reduction"], figures["temps-plein"]),
            least=figures.share("reduction-minimum"),
            spread=figures.share("reduction-ecart"),
            power=figures["reduction-puissance"],
            limit=figures["reduction-limite"],
            precarity=figures.share("cdd-precarite"),
            fixed_term_training=figures.share("cdd-formation"),
        )

    def reduction(self, gross_full_time: float) -> float:
        """The general reduction of contributions, as a share of the gross: it shrinks as the pay
        grows, and there is none from 3 SMIC on (CSS D241-7)."""
        above = self.limit * self.smic / gross_full_time - 1 if gross_full_time > 0 else 0.0
        if above <= 0:
            return 0.0
        reach = self.limit - 1  # at the SMIC itself, the whole spread
        variable: float = self.spread * min(above / reach, 1.0) ** self.power
        return round(self.least + variable, 4)

    def net(self, gross: float) -> float:
        """What the person receives before income tax, for a ``gross`` of the time paid."""
        return gross * (1 - self.employee) - self.health_employee - self.csg * self.health_employer

    def gross_for(self, net: float) -> float:
        """The gross of the time paid that leaves ``net``: the inverse of ``net``."""
        return (net + self.health_employee + self.csg * self.health_employer) / (1 - self.employee)


@dataclass(frozen=True, slots=True)
class Pay:
    """One month of an employee. ``bonus``: the end-of-contract indemnity of a CDD, set aside each
    month; ``reduction``: what is taken off them; ``welfare``: the prévoyance of a cadre, within them."""

    gross: float
    bonus: float
    contributions: float
    reduction: float
    health: float
    fixed_term_training: float
    net: float
    reduction_rate: float
    welfare: float

    @property
    def taxed(self) -> float:
        """What the taxe sur les salaires is counted on: the gross, and the employer's share of the
        mutuelle and of the prévoyance."""
        return self.gross + self.bonus + self.health + self.welfare

    @property
    def cost(self) -> float:
        """What the employer pays, without taxe sur les salaires."""
        return (
            self.gross + self.bonus + self.contributions - self.reduction
            + self.health + self.fixed_term_training
        )  # fmt: skip


def pay(rules: PayRules, gross_full_time: float, time: float, *, fixed_term: bool = False) -> Pay:
    """An employee paid ``gross_full_time`` for a full time, who works ``time`` (1: full time)."""
    gross = gross_full_time * time
    bonus = gross * rules.precarity if fixed_term else 0.0
    paid = gross + bonus
    rate = rules.reduction(gross_full_time * (1 + rules.precarity if fixed_term else 1))
    return Pay(
        gross=gross,
        bonus=bonus,
        contributions=paid * rules.employer,
        reduction=paid * rate,
        health=rules.health_employer,
        fixed_term_training=paid * rules.fixed_term_training if fixed_term else 0.0,
        net=rules.net(gross),
        reduction_rate=rate,
        welfare=paid * rules.welfare,
    )


def payroll_tax(figures: Figures, yearly: float) -> float:
    """Taxe sur les salaires of one employee, € a year on ``yearly`` (see ``Pay.taxed``), before what
    the employer's total takes off."""
    first, second = figures["ts-seuil-1"], figures["ts-seuil-2"]
    return (
        min(yearly, first) * figures.share("ts-taux-1")
        + max(min(yearly, second) - first, 0) * figures.share("ts-taux-2")
        + max(yearly - second, 0) * figures.share("ts-taux-3")
    )


def payroll_tax_due(figures: Figures, total: float, *, association: bool) -> float:
    """What an employer pays, € a year, out of a ``total`` for all its employees: nothing up to the
    franchise, less up to the end of the décote, and an abatement for associations."""
    if total <= figures["ts-franchise"]:
        return 0.0
    due = total - figures.share("ts-decote-part") * max(figures["ts-decote"] - total, 0)
    if association:
        due -= figures["ts-abattement"]
    return max(due, 0.0)


def monthly(hourly: float, weekly_hours: float) -> float:
    """€ a month from € an hour."""
    return hourly * weekly_hours * WEEKS_A_MONTH


def smic_in_force(figures: Figures) -> float:
    """The least gross that a full time may be paid, € a month."""
    return round(monthly(figures["smic-horaire"], figures["temps-plein"]), 2)
