"""What a coordinator costs, who pays, and when: amounts that carry their explanation and source."""

from premierspas.budget.balance import Budget, budget, budgets
from premierspas.budget.money import Amount, Explained
from premierspas.budget.statuses import StatusBalance

__all__ = ["Amount", "Budget", "Explained", "StatusBalance", "budget", "budgets"]
