"""What changes the result most: one thing moved at a time, everything else kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from premierspas.budget.aci import POINTS
from premierspas.budget.cash import aci_year, cash, incomes
from premierspas.budget.costs import cost_of, micro_prices
from premierspas.budget.figures import Figure, in_whole_months
from premierspas.budget.money import MONTHS
from premierspas.budget.situation import SALARIED, Situation
from premierspas.content.models import StatusId
from premierspas.french import days, euros_rounded, signed_euros

_STEP_DAYS = 0.5
_LEAST_DAYS, _MOST_DAYS = 0.5, 5.0
_PATIENTS = 0.10
_PRICE = 0.10
_PAY = 0.05
_LATER_MONTHS = 3
_NOTICEABLE = 1.0  # euros


@dataclass(frozen=True)
class Effect:
    """``label``: what is moved; ``yearly``: what it adds to the balance of a full year, in €;
    ``to_ask``: what it adds to the amount missing at the worst moment, in €."""

    label: str
    yearly: float
    to_ask: float

    @property
    def in_words(self) -> str:
        """« Dix pour cent de patients en moins : − 1 190 € par an, 1 400 € de plus à prévoir »."""
        parts = []
        if abs(self.yearly) >= _NOTICEABLE:
            parts.append(f"{signed_euros(self.yearly)} par an")
        if abs(self.to_ask) >= _NOTICEABLE:
            more = "de plus" if self.to_ask > 0 else "de moins"
            parts.append(f"{euros_rounded(abs(self.to_ask))} {more} à prévoir")
        return f"{self.label} : {', '.join(parts) or 'aucun effet'}"


def effects(situation: Situation, status: StatusId) -> tuple[Effect, ...]:
    """Every change that moves something, the strongest first."""
    to_ask = _to_ask(situation, status)
    found = []
    for label, moved in _moves(situation, status):
        yearly = _balance_change(situation, moved, status)
        effect = Effect(label, yearly, _to_ask(moved, status) - to_ask)
        if max(abs(effect.yearly), abs(effect.to_ask)) >= _NOTICEABLE:
            found.append(effect)
    return tuple(sorted(found, key=lambda e: -max(abs(e.yearly), abs(e.to_ask))))


def effect_of_figure(situation: Situation, status: StatusId, figure: Figure) -> Effect | None:
    """What the team's value of ``figure`` does, against its reference; what a little more would do
    when the team has none. None when there is nothing to try."""
    name, own, scenario = figure.parameter.id, figure.own, situation.scenario
    if not figure.value and own is None:
        return None
    # The others count only in a scenario that counts the team's own values.
    others = {k: v for k, v in situation.own_values.items() if k != name}
    if scenario.figures == "references-2026":
        others, scenario = {}, scenario.changed(figures="mes-valeurs")
    without = replace(situation, own_values=others, scenario=scenario)
    # The reference is that of the scenario's version of the ACI, not always that of today.
    in_force = without.points_on(without.start.year) if name in POINTS else without.figures
    if own is not None:
        value, label = own, "Votre valeur"
    elif in_whole_months(figure.parameter):
        value, label = in_force[name] + 1, "Un mois de plus"
    else:
        value, label = in_force[name] * (1 + _PRICE), "10 % de plus"
    with_it = replace(without, own_values={**others, name: value})
    return Effect(
        label,
        _balance_change(without, with_it, status),
        _to_ask(with_it, status) - _to_ask(without, status),
    )


def _balance_change(situation: Situation, moved: Situation, status: StatusId) -> float:
    """What a move adds to the balance of the first year that both spend under the ACI, in €."""
    year = max(situation.signature.year, moved.signature.year) + 1
    return _balance(moved, status, year) - _balance(situation, status, year)


def _balance(situation: Situation, status: StatusId, year: int) -> float:
    cost = cost_of(situation, status, situation.days_per_week).amount.central
    return aci_year(situation, year) + situation.other_income - cost


def _to_ask(situation: Situation, status: StatusId) -> float:
    """Amount missing at the worst moment, in €."""
    return cash(situation, status, incomes(situation)).to_ask


def _months_left(situation: Situation, signature: date) -> int | None:
    """The months that the team would count in the year of a later ``signature``: all of them if it
    counts the whole year, else no more than the contract leaves."""
    months = situation.scenario.months_in_year
    if months in (None, MONTHS):
        return months
    left = MONTHS + 1 - signature.month
    return min(months, left) if signature.year == situation.signature.year else left


def _moves(situation: Situation, status: StatusId) -> Iterator[tuple[str, Situation]]:
    scenario, figures = situation.scenario, situation.figures

    def changed(**fields: object) -> Situation:
        # Not validated: a move may step over what a field lets a person type.
        return replace(situation, scenario=scenario.model_copy(update=fields))

    if situation.patients and scenario.free_amount is None:
        fewer = round(situation.patients * (1 - _PATIENTS))
        yield "10 % de patients en moins", replace(situation, patients=fewer)
        other = "tranches" if situation.reading == "pro-rata" else "pro-rata"
        words = "par tranche entière" if other == "tranches" else "au prorata"
        yield f"La CPAM compte les patients {words}", changed(reading=other)
    paid = situation.days_per_week
    # More time at the same rate: a net wanted is for the time paid, not for any time.
    rate = (
        {"pay": "gross", "gross_full_time": situation.gross_full_time}
        if scenario.pay == "net"
        else {}
    )
    if paid + _STEP_DAYS <= _MOST_DAYS:
        more = paid + _STEP_DAYS
        yield (
            f"{days(more)} par semaine au lieu de {days(paid)}",
            changed(days_per_week=more, **rate),
        )
    if paid - _STEP_DAYS >= _LEAST_DAYS:
        less = paid - _STEP_DAYS
        yield (
            f"{days(less)} par semaine au lieu de {days(paid)}",
            changed(days_per_week=less, **rate),
        )
    if not situation.of_the_origin:
        if status in SALARIED and situation.paid_by_position and scenario.position < 15:
            higher = scenario.position + 1
            yield f"Positionnement {higher} au lieu de {higher - 1}", changed(position=higher)
        elif status in SALARIED:
            dearer = situation.gross_full_time * (1 + _PAY)
            yield "Salaire brut 5 % plus haut", changed(pay="gross", gross_full_time=dearer)
        if status == "auto-entrepreneur":
            _, price, _ = micro_prices(situation)
            yield "Journée 10 % plus chère", changed(micro_day_price=price * (1 + _PRICE))
            if not scenario.micro_charges_vat:
                yield "La personne facture la TVA", changed(micro_charges_vat=True)
        if status == "prestataire":
            price = scenario.provider_day_price or figures["prestataire-jour"]
            yield "Journée 10 % plus chère", changed(provider_day_price=price * (1 + _PRICE))
        if status == "indemnite":
            price = scenario.hourly_indemnity or figures["indemnite-heure"]
            yield "Heure 10 % plus chère", changed(hourly_indemnity=price * (1 + _PRICE))
    if situation.line_known:
        later = situation.signature + relativedelta(months=_LATER_MONTHS)
        yield (
            f"L’ACI signé {_LATER_MONTHS} mois plus tard",
            changed(aci_signature=later, months_in_year=_months_left(situation, later)),
        )
        if scenario.months_in_year is None and situation.signature.month > 1:
            months = MONTHS + 1 - situation.signature.month
            yield (
                f"L’année de la signature comptée sur {months} mois",
                changed(months_in_year=months),
            )
    if scenario.patients_growth and scenario.free_amount is None:
        yield "Le nombre de patients ne change pas", changed(patients_growth=None)
    if situation.startup_aid:
        yield "L’aide au démarrage n’arrive pas", changed(startup_aid=0.0)
    if situation.contributions:
        yield "Les professionnels ne participent pas", changed(contribution=None)
    if scenario.other_funding:
        yield "L’autre financement n’arrive pas", changed(other_funding=None)
