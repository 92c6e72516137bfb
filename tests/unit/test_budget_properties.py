"""What holds of every budget, whatever a team types."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from premierspas.budget import Budget, budget, budgets
from premierspas.budget.aci import READINGS, AciRule
from premierspas.budget.balance import differences
from premierspas.budget.cash import CENTS, CashMonth, spread
from premierspas.budget.costs import cost_of
from premierspas.budget.figures import Figures, acceptable, own_value_range
from premierspas.budget.money import MONTHS, Amount, Step
from premierspas.budget.salary import PayRules, payroll_tax, payroll_tax_due
from premierspas.budget.sensitivity import effect_of_figure
from premierspas.budget.statuses import StatusBalance, compared
from premierspas.content import shipped_catalog
from premierspas.dossier import Dossier
from premierspas.dossier.model import Scenario
from tests.unit.cases import TODAY, plain

CATALOG = shipped_catalog()
# Shrinking a whole budget takes minutes: the first failing example is shown as it is.
WHOLE = settings(phases=[Phase.generate], max_examples=80)
EXTRAS = [extra.id for extra in CATALOG.statuses.extras]
PATIENTS = st.sampled_from([0, 1, 3999, 4000, 7999, 8000, 8001, 200_000]) | st.integers(0, 200_000)
DAYS = st.integers(1, 10).map(lambda halves: halves / 2) | st.floats(0.5, 5)
DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31)) | st.dates(
    date(2025, 1, 1), date(2031, 12, 31)
)
EUROS = st.sampled_from([0.0, 0.01, 1_000_000.0]) | st.floats(0, 1_000_000)
OWN = st.sampled_from(list(CATALOG.parameter)).flatmap(
    lambda name: st.tuples(
        st.just(name), st.sampled_from(own_value_range(CATALOG.parameter[name])) | EUROS
    )
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "figures": st.sampled_from(["support-origine", "references-2026", "mes-valeurs"]),
    "status": st.sampled_from(["cdi", "cdd", "auto-entrepreneur", "prestataire", "indemnite"]),
    "days_per_week": DAYS,
    "days_per_year": st.integers(40, 52),
    "start": DATES,
    "later_days_per_week": DAYS,
    "later_from_month": st.integers(2, 60),
    "shared_days_per_week": DAYS,
    "pay": st.sampled_from(["position", "gross", "net"]),
    "position": st.integers(11, 15),
    "gross_full_time": EUROS,
    "net_wanted": EUROS,
    "executive": st.booleans(),
    "employer": st.sampled_from(["association", "sisa"]),
    "other_payroll_tax": EUROS,
    "micro_day_price": st.sampled_from([1.0, 3000.0]) | st.floats(1, 3000),
    "micro_charges_vat": st.booleans(),
    "provider_day_price": st.sampled_from([1.0, 3000.0]) | st.floats(1, 3000),
    "hourly_indemnity": st.sampled_from([1.0, 500.0]) | st.floats(1, 500),
    "extras": st.dictionaries(st.sampled_from([*EXTRAS, "inconnu"]), EUROS, max_size=5),
    "aci_version": st.sampled_from(["aci-2017", "avenant-1", "inconnue"]),
    "reading": st.sampled_from(READINGS),
    "aci_signature": DATES,
    "free_amount": EUROS,
    "months_in_year": st.integers(1, 12),
    "patients_growth": st.integers(-20_000, 20_000),
    "advance_minimum": st.booleans(),
    "startup_aid": EUROS,
    "startup_aid_on": DATES,
    "contribution": st.floats(0, 5000),
    "contribution_months": st.integers(1, 60),
    "other_funding": EUROS,
    "opening_cash": st.floats(-1_000_000, 1_000_000),
    "horizon_years": st.sampled_from([3, 4, 5]),
}
SCENARIOS = st.fixed_dictionaries({}, optional=FIELDS)
TEAMS = st.fixed_dictionaries(
    {},
    optional={
        "patients": PATIENTS, "professionals": st.integers(0, 500), "arrival": DATES,
        "aci_signature": DATES,
    },
)  # fmt: skip
DOSSIERS = st.builds(
    lambda team, one, other, own, signed: Dossier.model_validate(
        {
            "team": team,
            "readiness": {"recruter-contrat": {"level": 3 if signed else 0}},
            "budget": {"scenarios": {"a": one, "b": other}, "own_values": own},
        }
    ),
    TEAMS, SCENARIOS, SCENARIOS, st.lists(OWN, max_size=4).map(dict), st.booleans(),
)  # fmt: skip


def test_every_field_of_a_scenario_is_tried() -> None:
    assert FIELDS.keys() == Scenario.model_fields.keys() - {"name"}


def found_of(dossier: Dossier) -> Budget:
    return budget(CATALOG, dossier, TODAY)


# --- nothing that can be typed breaks it ----------------------------------------------------------
@cache
def names_of(kind: type) -> tuple[str, ...]:
    """What an object of ``kind`` holds and what it computes."""
    computed = {
        name
        for base in kind.__mro__[:-1]
        for name, member in vars(base).items()
        if not name.startswith("_") and isinstance(member, property | cached_property)
    }
    held = {field.name for field in fields(kind)} - {"status", "how", "situation"}
    return tuple(sorted(computed | held))


def everything(value: object, seen: set[int]) -> Iterator[object]:
    """``value``, what it computes, and all that they hold, each once."""
    yield value
    if isinstance(value, str | float | int | date | CashMonth) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, tuple | list):
        for item in value:
            yield from everything(item, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in names_of(type(value)):
            found = getattr(value, name)
            if type(found) is not type(value):  # an amount that makes another amount
                yield from everything(found, seen)


@WHOLE
@given(dossier=DOSSIERS)
def test_any_scenario_gives_a_budget_in_words(dossier: Dossier) -> None:
    found = budgets(CATALOG, dossier, TODAY)
    assert [b.key for b in found] == ["a", "b"]
    for item in everything(list(found), set()):
        if isinstance(item, float):
            assert math.isfinite(item)
        if isinstance(item, str):
            assert not re.search(r"\b(nan|inf|None)\b|∞", item, re.IGNORECASE), item
    for one in found:
        for _, values in compared(one.statuses):
            assert len(values) == len(one.statuses)
            assert all(values)
        for status in one.statuses:
            for reading in READINGS:
                needed = status.patients_needed(reading)
                assert needed is None or needed >= 0
                possible = status.days_needed(reading)
                assert possible is None or 0 <= possible <= 5
    assert differences(found[0], found[0]) == ()
    assert len(differences(*found)) == len(differences(*reversed(found)))


@WHOLE
@given(dossier=DOSSIERS, name=st.sampled_from(list(CATALOG.parameter)))
def test_any_figure_can_be_tried_in_any_scenario(dossier: Dossier, name: str) -> None:
    situation = found_of(dossier).situation
    own = acceptable(CATALOG, dossier.budget.own_values)
    figure = Figures(CATALOG, TODAY, own).figure(name, TODAY)
    effect = effect_of_figure(situation, found_of(dossier).shown.status.id, figure)
    assert effect is None or (math.isfinite(effect.yearly) and effect.in_words)


# --- figures add up -------------------------------------------------------------------------------
def close(amount: float) -> Any:
    return pytest.approx(amount, rel=1e-9, abs=1e-6)


@WHOLE
@given(dossier=DOSSIERS)
def test_the_steps_add_up_to_the_figure(dossier: Dossier) -> None:
    found = found_of(dossier)
    explained = [
        figure
        for s in found.statuses
        for figure in (s.cost.explained, s.explained_net, s.explained_balance, s.explained_lowest)
        if figure
    ]
    if found.line:
        explained.append(found.line)
    for figure in explained:
        periods = MONTHS if figure.period == "mois" else 1
        total = sum(step.amount for step in figure.steps) * periods
        size = max(abs(step.amount) for step in figure.steps) * periods
        assert total == pytest.approx(figure.amount.central, rel=1e-9, abs=1e-9 * size + 1e-6)
        assert len(figure.steps_in_words) == len(figure.steps) + 1
        assert set(figure.parameters) <= CATALOG.parameter.keys()
        assert {source.document for source in figure.sources} <= CATALOG.document.keys()


@WHOLE
@given(dossier=DOSSIERS)
def test_the_range_contains_the_figure(dossier: Dossier) -> None:
    found = found_of(dossier)
    for status in found.statuses:
        for amount in (status.cost.amount, status.cost.net, status.balance, status.missing):
            if amount:
                slack = 1e-9 * max(map(abs, (amount.low, amount.high)))
                assert amount.low <= amount.central + slack
                assert amount.central <= amount.high + slack
        if status.missing:
            assert status.missing.low >= 0
            assert status.missing.high > 0


@WHOLE
@given(dossier=DOSSIERS)
def test_the_account_is_what_came_in_less_what_went_out(dossier: Dossier) -> None:
    for status in found_of(dossier).statuses:
        for cash in (status.cash, status.prudent_cash):
            assert cash.opening == round((status.situation.scenario.opening_cash or 0) * CENTS)
            balance = cash.opening
            for month in cash.months:
                balance += month.aci + month.aid + month.contributions + month.other - month.out
                assert month.balance == balance
                assert isinstance(month.balance, int)
            last = cash.opening
            for year in cash.years:
                assert len(year.months) == MONTHS
                for name in ("out", "aci", "aid", "contributions", "other", "income"):
                    assert year.total(name) == sum(getattr(m, name) for m in year.months)
                last += year.total("income") - year.total("out")
                assert year.balance == last
            assert [m for year in cash.years for m in year.months] == list(cash.months)
            assert cash.lowest.balance == min(m.balance for m in cash.months)
            assert (cash.first_below is None) == (cash.months_below == 0) == (cash.to_ask == 0)


@WHOLE
@given(dossier=DOSSIERS)
def test_a_year_at_one_cost_is_paid_to_the_cent(dossier: Dossier) -> None:
    for status in found_of(dossier).statuses:
        if status.situation.scenario.later_days_per_week is None:
            first, *others = status.cash.years
            due = status.cost.amount.central
            assert first.total("out") == pytest.approx(
                round((due + status.cost.once) * CENTS), abs=1
            )
            for year in others:
                assert year.total("out") == pytest.approx(round(due * CENTS), abs=1)


@given(amounts=st.lists(st.floats(0, 100_000), min_size=1, max_size=60))
def test_rounding_never_adds_up(amounts: list[float]) -> None:
    cents = spread(amounts)
    assert len(cents) == len(amounts)
    for start in range(0, len(amounts), MONTHS):
        for end in range(start + 1, min(start + MONTHS, len(amounts)) + 1):
            due = math.fsum(amounts[start:end]) * CENTS
            assert abs(sum(cents[start:end]) - due) <= 0.5 + 1e-6


# --- more of one thing ----------------------------------------------------------------------------
@WHOLE
@given(team=TEAMS, scenario=SCENARIOS, first=PATIENTS, second=PATIENTS)
def test_more_patients_never_bring_less(
    team: dict[str, Any], scenario: dict[str, Any], first: int, second: int
) -> None:
    fewer, more = (
        found_of(Dossier.model_validate(
            {"team": team | {"patients": patients}, "budget": {"scenarios": {"a": scenario}}}
        ))
        for patients in sorted((first, second))
    )  # fmt: skip
    assert fewer.line is not None
    assert more.line is not None
    assert fewer.line.amount.central <= more.line.amount.central
    for before, after in zip(fewer.shown.cash.months, more.shown.cash.months, strict=True):
        assert before.balance <= after.balance + 120  # a cent a payment
    assert fewer.shown.to_ask[0] >= more.shown.to_ask[0] - 1.2
    assert fewer.shown.cost.amount == more.shown.cost.amount


@WHOLE
@given(dossier=DOSSIERS, first=DAYS, second=DAYS)
def test_more_days_never_cost_less(dossier: Dossier, first: float, second: float) -> None:
    situation = found_of(dossier).situation
    less, more = sorted((first, second))
    for status in (s.status.id for s in found_of(dossier).statuses):
        one, other = (cost_of(situation, status, days).amount for days in (less, more))
        for before, after in (
            (one.low, other.low), (one.central, other.central), (one.high, other.high),
        ):  # fmt: skip
            assert before <= after * (1 + 1e-9) + 1e-6


@WHOLE
@given(dossier=DOSSIERS)
def test_the_days_that_are_paid_are_the_most(dossier: Dossier) -> None:
    found = found_of(dossier)
    assume(found.income is not None)
    for status in found.statuses:
        if status.problem:
            assert status.days_covered is None
            continue
        assert status.days_covered is not None
        low, high = status.days_covered
        assert 0 <= low <= high + 1e-9
        assert status.income is not None
        for days, of in ((low, "high"), (high, "low")):

            def cost(days: float, of: str = of, status: StatusBalance = status) -> float:
                amount = cost_of(found.situation, status.status.id, days).amount
                return float(getattr(amount, of))

            income = status.income.central
            if days > 1e-6:
                assert cost(days) <= income + 1e-6 * (1 + income)
            if days < 5 - 1e-6:
                assert cost(days + 1e-6) > income - 1e-3 * (1 + income)


# --- break-even and net ---------------------------------------------------------------------------
RULES = st.sampled_from([
    AciRule.of(Figures(CATALOG, version.since)) for version in CATALOG.statuses.aci_versions
]) | st.builds(
    AciRule, st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000),
    st.just(4000), st.sampled_from([0, 4000, 8000, 12000]), st.floats(0.7, 70),
)  # fmt: skip


@settings(max_examples=300)
@given(rule=RULES, reading=st.sampled_from(READINGS),
       yearly=st.floats(-10_000, 1_000_000) | st.integers(0, 100_000))  # fmt: skip
def test_the_break_even_is_the_fewest_patients(rule: AciRule, reading: Any, yearly: float) -> None:
    found = rule.patients_for(yearly, reading)
    if found is None:
        assert rule.yearly(10_000_000, reading) < yearly
        return
    assert rule.yearly(found, reading) >= yearly - 0.005
    if found:
        assert rule.yearly(found - 1, reading) < yearly


@given(rule=RULES, patients=PATIENTS)
def test_a_whole_tranche_never_brings_more_than_its_patients(rule: AciRule, patients: int) -> None:
    whole, each = (rule.yearly(patients, reading) for reading in ("tranches", "pro-rata"))
    assert whole <= each * (1 + 1e-12)
    with pytest.raises(ValueError, match="negative"):
        rule.yearly(-1, "pro-rata")


@given(executive=st.booleans(), net=st.floats(0, 10_000))
def test_the_net_of_the_gross_of_a_net_is_that_net(executive: bool, net: float) -> None:
    rules = PayRules.of(Figures(CATALOG, TODAY), executive=executive)
    assert rules.net(rules.gross_for(net)) == pytest.approx(net, abs=1e-6)


@given(days=DAYS, share=st.floats(0, 1), executive=st.booleans())
def test_the_net_that_was_asked_for_is_the_net_that_is_shown(
    days: float, share: float, executive: bool
) -> None:
    net = (270 + share * 300) * days  # from the SMIC to the ceiling, more or less
    scenario = {"days_per_week": days, "pay": "net", "net_wanted": net, "executive": executive}
    dossier = Dossier.model_validate({"budget": {"scenarios": {"a": scenario | {"status": "cdi"}}}})
    shown = found_of(dossier).shown.cost.net
    assert shown is not None
    assert shown.monthly_central == pytest.approx(net, abs=1e-6)


@given(first=st.floats(1000, 8000), second=st.floats(1000, 8000))
def test_the_reduction_shrinks_as_the_pay_grows(first: float, second: float) -> None:
    rules = PayRules.of(Figures(CATALOG, TODAY), executive=False)
    low, high = sorted((first, second))
    assert rules.reduction(low) >= rules.reduction(high) >= 0
    assert rules.reduction(low) <= 0.3981
    assert rules.reduction(3 * rules.smic) == 0
    # At one SMIC the whole of it, and none of the variable part just under three.
    assert rules.reduction(rules.smic) == 0.3981
    assert rules.reduction(3 * rules.smic - 0.01) == 0.02


@given(first=st.floats(0, 200_000), second=st.floats(0, 200_000), association=st.booleans())
def test_more_pay_never_means_less_tax(first: float, second: float, association: bool) -> None:
    figures = Figures(CATALOG, TODAY)
    low, high = sorted((first, second))
    assert 0 <= payroll_tax(figures, low) <= payroll_tax(figures, high) <= high * 0.136
    less, more = (payroll_tax_due(figures, total, association=association) for total in (low, high))
    assert 0 <= less <= more <= high


# --- words ----------------------------------------------------------------------------------------
@given(low=st.floats(-1e6, 1e6), width=st.floats(0, 1e5))
def test_a_balance_in_words_says_the_right_side(low: float, width: float) -> None:
    words = plain(Amount(low, low + width / 2, low + width).signed_words)
    if low >= 0:
        assert words.startswith("il reste")
    elif low + width < -0.5:
        assert words.startswith("il manque")
    assert "-" not in words


def test_a_step_that_takes_off_is_written_with_a_true_minus() -> None:
    assert plain(Step("Réduction", (), -92.7).words) == "Réduction : −92,70 €"
