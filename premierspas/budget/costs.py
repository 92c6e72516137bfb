"""What each way of paying the coordinator costs, as the Diaporama says it (2018-2019)."""

from __future__ import annotations

from premierspas.budget.money import MONTHS, Amount, Explained
from premierspas.content.models import Status, StatusesFile
from premierspas.french import days, number

MINIMUM_HOURS_CONTRACT = 16.0  # hours a week; IDCC 1147, avenant 64
VAT = 1.20  # the prestataire's price is VAT included


def status_cost(table: StatusesFile, status: Status, days_per_week: float) -> Explained:
    """Cost for the team at ``days_per_week``, in proportion of the Diaporama's one day a week."""
    one_day = Amount.per_month(status.cost_low, status.cost_high)
    amount = one_day * days_per_week
    steps = [f"Pour 1 jour par semaine : {one_day.words}"]
    if status.id == "prestataire":
        before_tax = status.cost_low / VAT
        days_a_month = table.days_per_year / MONTHS
        steps.append(
            f"{number(status.cost_low)} € TTC = {number(before_tax)} € HT × 1,2, soit "
            f"{number(before_tax / days_a_month)} € HT par jour à {number(days_a_month)} jours par mois"
        )
    if days_per_week != 1:
        steps.append(f"Pour {days(days_per_week)} par semaine : × {number(days_per_week)}")
    return Explained(
        title=status.label,
        amount=amount,
        sentence=(
            f"{status.label}, {days(days_per_week)} par semaine "
            f"({number(days_per_week * table.days_per_year)} jours par an) : {amount.words}."
        ),
        steps=tuple(steps),
        sources=status.sources,
        to_check=f"Chiffres du document d’origine ({table.date}) : demandez des devis à jour.",
    )
