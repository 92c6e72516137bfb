"""What each way of paying the coordinator costs the team in a year, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from premierspas.budget.figures import Figures
from premierspas.budget.money import (
    MONTHS,
    NOTHING,
    Amount,
    Explained,
    Phrase,
    Quantity,
    Step,
    percent,
    plain,
)
from premierspas.budget.salary import (
    EMPLOYEE,
    EMPLOYER,
    EMPLOYER_EXECUTIVE,
    FIXED_TERM,
    OTHERS,
    PAYROLL_TAX,
    REDUCTION,
    Pay,
    pay,
    payroll_tax,
    payroll_tax_due,
)
from premierspas.budget.situation import SALARIED, Situation
from premierspas.content.models import StatusId
from premierspas.french import days as in_days
from premierspas.missions import HOURS_PER_DAY

MICRO = ("micro-jour-bas", "micro-jour-haut", "jours-par-an", "tva", "tva-franchise")
MICRO_NET = ("micro-cotisations", "micro-formation")
PROVIDER = ("prestataire-jour", "jours-par-an", "tva")
INDEMNITY = ("indemnite-heure", "jours-par-an")


@dataclass(frozen=True)
class Cost:
    """``amount``: € a year that come back every year; ``once``: € at the start; ``net``: what the
    person receives, € a year before income tax, None when we cannot know. ``steps``: computed when
    somebody asks how."""

    status: StatusId
    days_per_week: float
    amount: Amount
    once: float
    net: Amount | None
    how: Callable[[], Explained]

    @cached_property
    def explained(self) -> Explained:
        """The cost with its steps, which add up to its central amount."""
        return self.how()


def cost_of(situation: Situation, status: StatusId, days_per_week: float) -> Cost:
    """The cost of ``status`` at ``days_per_week``.

    Raises KeyError for a statut that the Diaporama does not have, in its own set of figures.
    """
    if situation.of_the_origin:
        return _of_the_origin(situation, status, days_per_week)
    return _COSTS[status](situation, status, days_per_week)


def known_statuses(situation: Situation) -> tuple[StatusId, ...]:
    """The statuts that the set of figures knows."""
    every = (*SALARIED, *_INDEPENDENT)
    return tuple(s for s in every if not situation.of_the_origin or s in _ORIGIN)


# --- employees ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Employee:
    """A month of the whole post, and what part of it is ours. Taxe sur les salaires, € a year:
    ``alone``, on this pay before any reduction; ``due``, what the employer then pays for everyone;
    ``already_due``, what it would pay without this post."""

    month: Pay
    alone: float
    due: float
    already_due: float
    share: float

    @property
    def tax(self) -> float:
        """Taxe sur les salaires that this post adds, € a month."""
        return (self.due - self.already_due) / MONTHS


def employee_of(situation: Situation, status: StatusId, days_per_week: float) -> Employee:
    """The post of an employee whom this team pays ``days_per_week``."""
    figures, scenario = situation.figures, situation.scenario
    post = situation.post_days(days_per_week)
    month = pay(
        situation.pay_rules, situation.gross_full_time, situation.time(post),
        fixed_term=status == "cdd",
    )  # fmt: skip
    others = scenario.other_payroll_tax or 0.0
    association = scenario.employer == "association"
    alone = payroll_tax(figures, month.taxed * MONTHS)
    return Employee(
        month=month,
        alone=alone,
        due=payroll_tax_due(figures, others + alone, association=association),
        already_due=payroll_tax_due(figures, others, association=association),
        share=days_per_week / post,
    )


def _salaried(situation: Situation, status: StatusId, days_per_week: float) -> Cost:
    found = employee_of(situation, status, days_per_week)
    figures = situation.figures
    central = (found.month.cost + found.tax) * found.share
    ours = Amount.per_month(
        central,
        central * (1 - figures.share("ecart-bas")),
        central * (1 + figures.share("ecart-haut")),
    )
    extras, once = extras_of(situation, status)
    amount = ours + extras
    return Cost(
        status=status,
        days_per_week=days_per_week,
        amount=amount,
        once=once,
        net=Amount.per_month(found.month.net * found.share),
        how=lambda: _explain_salary(situation, status, days_per_week, found, amount),
    )


def _explain_salary(
    situation: Situation, status: StatusId, days_per_week: float, found: Employee, amount: Amount
) -> Explained:
    month, rules, scenario = found.month, situation.pay_rules, situation.scenario
    paid = month.gross + month.bonus
    time = situation.time(situation.post_days(days_per_week))
    gross: Phrase = (
        Quantity(situation.gross_full_time),
        " × ",
        percent(time * 100),
        " d’un temps plein",
    )
    steps = [Step("Salaire brut", gross, month.gross)]
    if status == "cdd":
        steps.append(
            Step(
                "Indemnité de fin de contrat, mise de côté chaque mois",
                (Quantity(month.gross), " × ", percent(rules.precarity * 100)), month.bonus,
            ),
        )  # fmt: skip
    steps += [
        Step("Cotisations de l’employeur",
             (Quantity(paid), " × ", percent(rules.employer * 100), " du brut"), month.contributions),
        Step("Réduction générale des cotisations",
             (Quantity(paid), " × ", percent(month.reduction_rate * 100), " du brut"), -month.reduction),
        Step("Complémentaire santé, part de l’employeur",
             (percent(situation.figures["mutuelle-part-employeur"]), " de ",
              Quantity(situation.figures["mutuelle"])), month.health),
    ]  # fmt: skip
    parameters = [
        *EMPLOYER,
        *EMPLOYEE,
        *REDUCTION,
        *OTHERS,
        "temps-plein",
        *PAYROLL_TAX,
        "ecart-bas",
        "ecart-haut",
    ]
    if scenario.executive:
        parameters += (*EMPLOYER_EXECUTIVE, "sal-apec")
    if status == "cdd":
        training = (Quantity(paid), " × ", percent(rules.fixed_term_training * 100))
        steps.append(Step("Contribution formation des CDD", training, month.fixed_term_training))
        parameters += FIXED_TERM
    steps.append(Step("Taxe sur les salaires", _payroll_tax_words(situation, found), found.tax))
    if found.share < 1:
        whole = month.cost + found.tax
        how: Phrase = ("votre part : ", in_days(days_per_week), " sur ",
                       in_days(situation.post_days(days_per_week)))  # fmt: skip
        steps.append(Step("Payé par les autres équipes", how, -whole * (1 - found.share)))
    if situation.paid_by_position:
        parameters.append(f"position-{scenario.position}")
    return Explained(
        title=situation.catalog.status[status].label,
        period="mois",
        amount=amount,
        steps=(*steps, *_extra_steps(situation, status, MONTHS)),
        parameters=tuple(parameters),
        sources=situation.figures.sources(parameters),
        remark=(
            f"C’est un ordre de grandeur, de − {percent(situation.figures['ecart-bas'])} à "
            f"+ {percent(situation.figures['ecart-haut'])}. L’ancienneté, les augmentations et les grilles à "
            "venir ne sont pas comptées."
        ),
    )


def _payroll_tax_words(situation: Situation, found: Employee) -> Phrase:
    """How the tax that this post adds in a month comes out of what is due in a year."""
    figures, others = situation.figures, situation.scenario.other_payroll_tax or 0.0
    total = found.alone + others
    words: list[str | Quantity] = [Quantity(total), " par an"]
    if total <= figures["ts-franchise"]:
        return (*words, ", sous la franchise de ", Quantity(figures["ts-franchise"]))
    if others:
        words.append(" avec vos autres salariés")
    reduced = figures.share("ts-decote-part") * max(figures["ts-decote"] - total, 0)
    if reduced:
        words += [", moins la décote de ", Quantity(reduced)]
    if situation.scenario.employer == "association":
        words += [", moins l’abattement des associations de ", Quantity(figures["ts-abattement"])]
    else:
        words.append(", sans abattement pour une SISA")
    if found.already_due:
        words += [", moins ", Quantity(found.already_due), " que vous payez déjà"]
    return (*words, ", soit par mois")


# --- people who invoice ---------------------------------------------------------------------------
def _micro(situation: Situation, status: StatusId, days_per_week: float) -> Cost:
    figures = situation.figures
    worked = days_per_week * situation.days_per_year
    prices = micro_prices(situation)
    taxed = [_with_vat(situation, price * worked) for price in prices]
    extras, once = extras_of(situation, status)
    amount = Amount(*taxed) + extras
    kept = micro_kept(figures)
    return Cost(
        status=status,
        days_per_week=days_per_week,
        amount=amount,
        once=once,
        net=Amount(*(price * worked * kept for price in prices)),
        how=lambda: Explained(
            title=situation.catalog.status[status].label,
            period="an",
            amount=amount,
            steps=(
                *_invoice_steps(situation, worked, prices[1], taxed[1]),
                *_extra_steps(situation, status, 1),
            ),
            parameters=(*MICRO, *MICRO_NET),
            sources=figures.sources((*MICRO, *MICRO_NET)),
            remark="Le net est avant impôt et avant les frais professionnels de la personne.",
        ),
    )


def micro_prices(situation: Situation) -> tuple[float, float, float]:
    """A day before VAT, in €: at the lowest, in the middle, at the highest."""
    typed = situation.scenario.micro_day_price
    if typed is not None:
        return typed, typed, typed
    low, high = situation.figures["micro-jour-bas"], situation.figures["micro-jour-haut"]
    return low, (low + high) / 2, high


def micro_kept(figures: Figures) -> float:
    """Share of the turnover that is left once contributions are paid."""
    return 1 - figures.share("micro-cotisations") - figures.share("micro-formation")


def _with_vat(situation: Situation, turnover: float) -> float:
    """What is paid for ``turnover``: VAT is due when the person says so, or when this team alone
    brings more than the threshold. (At once above the raised one; between both from the next year on
    only, but a full year is what we compare.)"""
    figures = situation.figures
    if situation.scenario.micro_charges_vat or turnover > figures["tva-franchise"]:
        return turnover * (1 + figures.share("tva"))
    return turnover


def _provider(situation: Situation, status: StatusId, days_per_week: float) -> Cost:
    figures = situation.figures
    worked = days_per_week * situation.days_per_year
    price = situation.scenario.provider_day_price or figures["prestataire-jour"]
    paid = price * worked * (1 + figures.share("tva"))
    extras, once = extras_of(situation, status)
    amount = Amount.per_year(paid) + extras
    return Cost(
        status=status,
        days_per_week=days_per_week,
        amount=amount,
        once=once,
        net=None,
        how=lambda: Explained(
            title=situation.catalog.status[status].label,
            period="an",
            amount=amount,
            steps=(
                *_invoice_steps(situation, worked, price, paid),
                *_extra_steps(situation, status, 1),
            ),
            parameters=PROVIDER,
            sources=figures.sources(PROVIDER),
            remark="Le salaire de la personne dépend de la société qui l’envoie.",
        ),
    )


def _invoice_steps(
    situation: Situation, worked: float, price: float, paid: float
) -> tuple[Step, ...]:
    before_tax = price * worked
    steps = [Step("Journées", (plain(worked), " jours × ", Quantity(price), " HT"), before_tax)]
    if paid > before_tax:
        rate = percent(situation.figures["tva"])
        vat: Phrase = (
            Quantity(before_tax),
            " × ",
            rate,
            ", que la maison de santé ne récupère pas",
        )
        steps.append(Step("TVA", vat, paid - before_tax))
    return tuple(steps)


def _indemnity(situation: Situation, status: StatusId, days_per_week: float) -> Cost:
    hourly = situation.scenario.hourly_indemnity or situation.figures["indemnite-heure"]
    hours = days_per_week * situation.days_per_year * HOURS_PER_DAY
    extras, once = extras_of(situation, status)
    amount = Amount.per_year(hourly * hours) + extras
    return Cost(
        status=status,
        days_per_week=days_per_week,
        amount=amount,
        once=once,
        net=None,
        how=lambda: Explained(
            title=situation.catalog.status[status].label,
            period="an",
            amount=amount,
            steps=(
                Step("Heures indemnisées", (plain(hours), " heures × ", Quantity(hourly)), hourly * hours),
                *_extra_steps(situation, status, 1),
            ),
            parameters=INDEMNITY,
            sources=situation.figures.sources(INDEMNITY),
            remark="Le professionnel paie ses cotisations sur cette somme : nous ne les calculons pas.",
        ),
    )  # fmt: skip


_INDEPENDENT: Mapping[StatusId, Callable[[Situation, StatusId, float], Cost]] = {
    "auto-entrepreneur": _micro,
    "prestataire": _provider,
    "indemnite": _indemnity,
}
_COSTS = {**dict.fromkeys(SALARIED, _salaried), **_INDEPENDENT}


# --- expenses beside the pay ----------------------------------------------------------------------
def extras_of(situation: Situation, status: StatusId) -> tuple[Amount, float]:
    """What the team typed for this statut: € a year, and € once."""
    typed = situation.scenario.extras
    if not typed:
        return NOTHING, 0.0
    yearly = once = 0.0
    for extra in situation.catalog.statuses.extras:
        if status in extra.statuses and (euros := typed.get(extra.id)):
            if extra.period == "une-fois":
                once += euros
            else:
                yearly += euros * (MONTHS if extra.period == "mois" else 1)
    return Amount.per_year(yearly), once


def _extra_steps(situation: Situation, status: StatusId, periods: int) -> tuple[Step, ...]:
    """A step an expense that comes back; ``periods``: of the figure explained, in a year."""
    steps = []
    for extra in situation.catalog.statuses.extras:
        euros = situation.scenario.extras.get(extra.id)
        if not euros or status not in extra.statuses or extra.period == "une-fois":
            continue
        yearly = euros * (MONTHS if extra.period == "mois" else 1)
        how: Phrase = (Quantity(euros), " par ", extra.period)
        steps.append(Step(extra.label, how, yearly / periods))
    return tuple(steps)


# --- the Diaporama's own figures ------------------------------------------------------------------
_ORIGIN: Mapping[StatusId, tuple[str, str, str, str]] = {
    "cdi": ("so-cdi-bas", "so-cdi-haut", "so-cdi-net-bas", "so-cdi-net-haut"),
    "cdd": ("so-cdi-bas", "so-cdi-haut", "so-cdi-net-bas", "so-cdi-net-haut"),
    "auto-entrepreneur": ("so-auto-bas", "so-auto-haut", "so-auto-net-bas", "so-auto-net-haut"),
    "prestataire": (
        "so-prestataire", "so-prestataire", "so-prestataire-net-bas", "so-prestataire-net-haut",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class _More:
    """What the table adds to a cost: ``rate``, when the year costs more than ``above`` (None: always)."""

    label: str
    words: str
    rate: str
    above: str | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        return (self.rate, self.above) if self.above else (self.rate,)


_ORIGIN_MORE: Mapping[StatusId, _More] = {
    "cdd": _More("Supplément", " de plus pour un CDD", "so-cdd"),
    "auto-entrepreneur": _More("TVA", " au-dessus du seuil du support", "tva", "so-auto-tva"),
}


def _of_the_origin(situation: Situation, status: StatusId, days_per_week: float) -> Cost:
    """The table's figures for one day a week, in proportion of the days, with what it adds itself:
    10 % for a CDD, VAT for an auto-entrepreneur above its threshold."""
    figures, names = situation.figures, _ORIGIN[status]
    low, high, net_low, net_high = (figures[name] for name in names)
    more = _ORIGIN_MORE.get(status)
    middle = (low + high) / 2

    def paid(monthly: float) -> float:
        """€ a year for ``monthly`` € a month for one day a week."""
        yearly = monthly * days_per_week * MONTHS
        if more and (more.above is None or yearly > figures[more.above]):
            yearly *= 1 + figures.share(more.rate)
        return yearly

    amount = Amount(paid(low), paid(middle), paid(high))
    net = Amount.per_month((net_low + net_high) / 2, net_low, net_high) * days_per_week
    parameters = tuple(dict.fromkeys((*names, *(more.parameters if more else ()))))

    def explained() -> Explained:
        range_words: Phrase = (
            (Quantity(low), " à ", Quantity(high)) if low < high else (Quantity(low),)
        )
        how = (
            *range_words, " pour 1 jour, au milieu ", Quantity(middle), ", × ", plain(days_per_week),
        )  # fmt: skip
        before = middle * days_per_week
        steps = [Step("Coût par mois du support", how, before)]
        added = amount.monthly_central - before
        if more and added:
            steps.append(Step(more.label, (percent(figures[more.rate]), more.words), added))
        return Explained(
            title=situation.catalog.status[status].label,
            period="mois",
            amount=amount,
            steps=tuple(steps),
            parameters=parameters,
            sources=figures.sources(parameters),
            remark=(
                "Chiffres de 2018-2019, tels que le document les donne. Vos autres frais ne sont pas "
                "ajoutés."
            ),
        )

    return Cost(status, days_per_week, amount, 0.0, net, explained)
