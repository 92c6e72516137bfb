"""How long a budget takes, next to pandas doing only its month-by-month part, in the same run.

``python -m tests.load.budget``; ``make bench`` prints it too. Nothing here is a test.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

import pandas as pd

from premierspas.budget import Budget, budget
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.changes import set_in_kept_scenario
from premierspas.example import example_dossier

TODAY = date(2026, 11, 23)
TIMES = 200


def in_ms(work: Callable[[], object]) -> float:
    """Median time of ``work``, once warm."""
    work()
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def accounts(dossier: Dossier) -> Budget:
    """Costs and sixty months of account of every statut."""
    found = budget(shipped_catalog(), dossier, TODAY)
    for status in found.statuses:
        assert status.cash.lowest
    return found


def prudent_accounts(dossier: Dossier) -> None:
    """The same, with the prudent account of every statut too."""
    for status in accounts(dossier).statuses:
        assert status.prudent_cash.lowest


def explanations(dossier: Dossier) -> None:
    """The same, with every word of the page's first part."""
    found = accounts(dossier)
    for status in found.statuses:
        assert status.cash_message
        assert status.balance_in_words
        assert status.cost.explained.steps_in_words
    assert found.shown.effects
    assert found.settings


def with_pandas(found: Budget) -> list[float]:
    """The lowest balance of every statut, the flows being given: pandas' part of the work only."""
    lowest = []
    for status in found.statuses:
        months = status.cash.months
        table = pd.DataFrame(
            {
                "out": [m.out for m in months],
                "aci": [m.aci for m in months],
                "aid": [m.aid for m in months],
                "contributions": [m.contributions for m in months],
                "other": [m.other for m in months],
            },
            index=[m.month for m in months],
        )
        income = table[["aci", "aid", "contributions", "other"]].sum(axis=1)
        lowest.append(float((income - table["out"]).cumsum().min()))
    return lowest


def main() -> None:
    """Print a Markdown table."""
    dossier = set_in_kept_scenario("horizon_years", 5)(example_dossier())
    found = accounts(dossier)
    rows = {
        "Coûts et 60 mois de trésorerie des cinq statuts": lambda: accounts(dossier),
        "Le même, et le calcul prudent des cinq": lambda: prudent_accounts(dossier),
        "Le même, avec toutes les phrases": lambda: explanations(dossier),
        "pandas, la trésorerie seule, flux déjà connus": lambda: with_pandas(found),
    }
    print(f"\n| Budget (médiane de {TIMES}) | ms |")
    print("|---|---|")
    for label, work in rows.items():
        print(f"| {label} | {in_ms(work):.1f} |".replace(".", ","))


if __name__ == "__main__":
    main()
