"""What a coordinator costs, and who pays: amounts that carry their explanation and source."""

from premierspas.budget.balance import Budget, StatusBalance, budget
from premierspas.budget.money import Amount, Explained

__all__ = ["Amount", "Budget", "Explained", "StatusBalance", "budget"]
