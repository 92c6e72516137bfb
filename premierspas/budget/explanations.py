"""Where a result comes from, step by step: the net, the balance of a year, what is missing."""

from __future__ import annotations

from premierspas.budget.aci import TITLE
from premierspas.budget.cash import CENTS, Cash
from premierspas.budget.costs import MICRO, MICRO_NET, Cost, employee_of, micro_prices
from premierspas.budget.money import MONTHS, Amount, Explained, Quantity, Step, percent, plain
from premierspas.budget.salary import EMPLOYEE, EMPLOYER_EXECUTIVE
from premierspas.budget.situation import SALARIED, Situation
from premierspas.content.models import SourceRef
from premierspas.french import days, month

_CALCULATION = (
    SourceRef.model_validate({"document": "notre-conseil", "section": "Calcul à partir de vos choix"}),
)  # fmt: skip
_HEALTH = ("mutuelle", "mutuelle-part-employeur", "csg-crds", "csg-assiette")


def explain_net(situation: Situation, cost: Cost) -> Explained | None:
    """What the person receives, before income tax; None where we do not work it out (the Diaporama
    gives its own, a company pays its own way)."""
    if situation.of_the_origin or cost.net is None:
        return None
    return _employee_net(situation, cost, cost.net) if cost.status in SALARIED else _micro_net(
        situation, cost, cost.net
    )  # fmt: skip


def _employee_net(situation: Situation, cost: Cost, net: Amount) -> Explained:
    rules, post = situation.pay_rules, situation.post_days(cost.days_per_week)
    found = employee_of(situation, cost.status, cost.days_per_week)
    gross, whole = found.month.gross, found.month.net
    time = percent(situation.time(post) * 100)
    steps = [
        Step("Salaire brut",
             (Quantity(situation.gross_full_time), " × ", time, " d’un temps plein"), gross),
        Step("Cotisations du salarié, CSG et CRDS",
             (Quantity(gross), " × ", percent(rules.employee * 100), " du brut"), -gross * rules.employee),
        Step("Sa part de complémentaire santé", (), -rules.health_employee),
        Step("CSG et CRDS sur la part de l’employeur",
             (Quantity(rules.health_employer), " × ", percent(rules.csg * 100)),
             -rules.csg * rules.health_employer),
    ]  # fmt: skip
    if found.share < 1:
        how = ("votre part : ", days(cost.days_per_week), " sur ", days(post))
        steps.append(Step("Reçu des autres équipes", how, -whole * (1 - found.share)))
    parameters: tuple[str, ...] = (*EMPLOYEE, *_HEALTH, "temps-plein")
    if situation.scenario.executive:
        parameters = (*parameters, *EMPLOYER_EXECUTIVE, "sal-apec")
    remark = "Avant impôt sur le revenu."
    if cost.status == "cdd":
        remark += " L’indemnité de fin de contrat s’y ajoute à la fin, moins ses cotisations."
    return Explained(
        title="Net pour la personne",
        period="mois",
        amount=net,
        steps=tuple(steps),
        parameters=parameters,
        sources=situation.figures.sources(parameters),
        remark=remark,
    )


def _micro_net(situation: Situation, cost: Cost, net: Amount) -> Explained:
    figures, (_, price, _) = situation.figures, micro_prices(situation)
    worked = cost.days_per_week * situation.days_per_year
    turnover = price * worked
    charged = (("Cotisations", "micro-cotisations"), ("Contribution formation", "micro-formation"))
    return Explained(
        title="Net pour la personne",
        period="an",
        amount=net,
        steps=(
            Step("Journées", (plain(worked), " jours × ", Quantity(price), " HT"), turnover),
            *(
                Step(
                    label,
                    (Quantity(turnover), " × ", percent(figures[name])),
                    -turnover * figures.share(name),
                )
                for label, name in charged
            ),
        ),
        parameters=(*MICRO, *MICRO_NET),
        sources=figures.sources((*MICRO, *MICRO_NET)),
        remark="Avant impôt et avant les frais professionnels de la personne.",
    )


def explain_balance(situation: Situation, cost: Cost, balance: Amount, line: float) -> Explained:
    """What is left (or missing) of a full year; ``line``: the ACI's, in €."""
    other = situation.scenario.other_funding or 0.0
    steps = (
        Step(TITLE, (), line),
        Step("Participation des professionnels", (), situation.lasting_contributions * MONTHS),
        Step("Autre financement", (), other),
        Step("Coût, au centre de la fourchette", (), -cost.amount.central),
    )
    return Explained(
        title="Solde d’une année pleine",
        period="an",
        amount=balance,
        steps=tuple(step for step in steps if step.amount),
        parameters=(),
        sources=_CALCULATION,
        remark="L’aide au démarrage n’arrive qu’une fois : elle est dans la trésorerie, pas ici.",
    )


def explain_lowest(cash: Cash) -> Explained:
    """What is on the account in the month when least is left: all that came in and out until then."""
    until = cash.months[: cash.months.index(cash.lowest) + 1]
    last = month(cash.lowest.month)

    def total(name: str) -> float:
        cents: int = sum(getattr(m, name) for m in until)
        return cents / CENTS

    steps = (
        Step("Argent en caisse au départ", (), cash.opening / CENTS),
        Step("ACI reçu", (), total("aci")),
        Step("Aide au démarrage", (), total("aid")),
        Step("Participation des professionnels", (), total("contributions")),
        Step("Autre financement", (), total("other")),
        Step("Dépenses", (), -total("out")),
    )
    balance = cash.lowest.balance / CENTS
    return Explained(
        title=f"Argent en caisse en {last}, au plus bas",
        period="une-fois",
        amount=Amount(balance, balance, balance),
        steps=tuple(step for step in steps if step.amount),
        parameters=(),
        sources=_CALCULATION,
        remark=f"De {month(cash.months[0].month)} à {last} compris.",
    )
