"""Numbers, money, dates and no-break spaces as French people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premierspas import french
from premierspas.budget.money import Amount
from premierspas.typography import NBSP, NNBSP, typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Est-ce clair ?", f"Est-ce clair{NNBSP}?"),
        ("Oui ! Non ; peut-être", f"Oui{NNBSP}! Non{NNBSP}; peut-être"),
        ("Voici : un mot", f"Voici{NBSP}: un mot"),
        ("« un mot »", f"«{NBSP}un mot{NBSP}»"),
        ("14 350 € par an", f"14{NNBSP}350{NBSP}€ par an"),
        ("1 234 567 patients", f"1{NNBSP}234{NNBSP}567 patients"),
        ("60 % en 6 mois", f"60{NBSP}% en 6{NBSP}mois"),
        ("1 jour, 2 jours, 16 heures", f"1{NBSP}jour, 2{NBSP}jours, 16{NBSP}heures"),
        ("le 1 janvier 2024", f"le 1{NBSP}janvier 2024"),
        ("n° 12", f"n°{NBSP}12"),
        ("sans rien", "sans rien"),
        ("https://ameli.fr", "https://ameli.fr"),
        ("19:42", "19:42"),
    ],
)
def test_no_break_spaces_are_put_in(typed: str, shown: str) -> None:
    assert typeset(typed) == shown


FRENCH = st.text(f"ab« »:;!?€%0123456789 {NBSP}{NNBSP}’n°hmoisjur\n", max_size=40)


@given(text=FRENCH | st.text(max_size=40))
def test_text_that_is_already_typeset_comes_back_unchanged(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(text=FRENCH)
def test_typesetting_changes_nothing_but_spaces(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(value.split())

    assert letters(typeset(text)) == letters(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (french.number(0), "0"),
        (french.number(1234.5), "1\u202f234,5"),
        (french.number(1234567), "1\u202f234\u202f567"),
        (french.number(0.275, 3), "0,275"),
        (french.number(2.0), "2"),
        (french.number(12.6, 0), "13"),
        (french.number(-3), "-3"),
        (french.euros(1234), "1\u202f234\xa0€"),
        (french.euros(1234.5), "1\u202f234,50\xa0€"),
        (french.euros(0.004), "0\xa0€"),
        (french.euros_rounded(1234.56), "1\u202f235\xa0€"),
        (french.euros_range(800, 1000), "800 à 1\u202f000\xa0€"),
        (french.euros_range(1680, 1680.2), "1\u202f680\xa0€"),
        (french.days(0.5), "0,5\xa0jour"),
        (french.days(1), "1\xa0jour"),
        (french.days(1.5), "1,5\xa0jour"),
        (french.days(2), "2\xa0jours"),
        (french.hours(7), "7\xa0h"),
        (french.hours(10.5), "10\xa0h\xa030"),
        (french.hours(0.1), "0\xa0h\xa006"),
        (french.hours(1.999), "2\xa0h"),
        (french.hours(-0.5), "−0\xa0h\xa030"),
        (french.count(0, "carte"), "0\xa0carte"),
        (french.count(1, "carte"), "1\xa0carte"),
        (french.count(3, "carte"), "3\xa0cartes"),
        (french.count(2, "choix", "choix"), "2\xa0choix"),
        (french.long_date(date(2026, 12, 1)), "1er\xa0décembre\xa02026"),
        (french.long_date(date(2026, 12, 21)), "21\xa0décembre\xa02026"),
        (french.short_date(date(2026, 2, 3)), "03/02/2026"),
        (french.month(date(2026, 8, 1)), "août 2026"),
        (french.clock(datetime(2026, 1, 1, 9, 5, tzinfo=UTC)), "9\xa0h\xa005"),
        (french.listing([]), ""),
        (french.listing(["a"]), "a"),
        (french.listing(["a", "b", "c"]), "a, b et c"),
    ],
)
def test_formats(value: str, shown: str) -> None:
    assert value == shown


def test_the_clock_is_the_one_of_the_time_zone_given() -> None:
    guyane = timezone(timedelta(hours=-3))
    moment = datetime(2026, 1, 1, 1, 30, tzinfo=UTC).astimezone(guyane)
    assert french.clock(moment) == "22\xa0h\xa030"


# --- money ----------------------------------------------------------------------------------------
def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NNBSP, " ")


def test_a_month_is_a_twelfth_of_a_year() -> None:
    amount = Amount.per_month(900, 800, 1000)
    assert (amount.low, amount.central, amount.high) == (9600, 10800, 12000)
    assert Amount.per_year(10800, 9600, 12000) == amount
    assert (amount.monthly_low, amount.monthly_central, amount.monthly_high) == (800, 900, 1000)
    assert Amount.per_year(1200) == Amount(1200, 1200, 1200)
    assert plain(amount.words) == "800 à 1 000 €/mois (9 600 à 12 000 €/an)"


def test_a_difference_keeps_its_worst_and_best_cases() -> None:
    assert Amount(100, 170, 200) - Amount(50, 90, 250) == Amount(-150, 80, 150)
    assert Amount.per_year(1) + Amount(2, 2.5, 3) == Amount(3, 3.5, 4)
    assert Amount(2, 3, 4) * 1.5 == Amount(3, 4.5, 6)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1440, 1440, "il reste 120 €/mois (1 440 €/an)"),
        (0, 0, "il reste 0 €/mois (0 €/an)"),
        (0, 1200, "il reste 0 à 100 €/mois (0 à 1 200 €/an)"),
        (-960, -960, "il manque 80 €/mois (960 €/an)"),
        (-1200, 0, "il manque 0 à 100 €/mois (0 à 1 200 €/an)"),
        (
            -600,
            1200,
            "il peut manquer 50 €/mois ou rester 100 €/mois (de − 600 € à + 1 200 €/an)",
        ),
    ],
)
def test_a_balance_says_what_is_left_or_missing(low: float, high: float, words: str) -> None:
    assert plain(Amount.per_year((low + high) / 2, low, high).signed_words) == words
