"""The profile: exact sensitivity, the team's own readings, statuts, support; on screen and in the PDF."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from premierspas.content import Catalog, ContentError, load_catalog, shipped_catalog
from premierspas.content.files import CONTENT_FOLDER
from premierspas.content.models import SupportItem
from premierspas.dossier import Dossier
from premierspas.profile import ProfileChoice, profile_choice
from premierspas.profile.sensitivity import (
    Flip,
    Takeover,
    fits,
    flips,
    leaders,
    with_share,
)
from premierspas.profile.sentences import flip_in_words
from premierspas.profile.support import support_in_words
from premierspas.report import roadmap_pdf
from premierspas.report.views.profile import profile_view
from premierspas.results import results
from tests.unit.cases import cases, one_scenario, plain

PROFILES = ("interne", "experimente", "externe")
CRITERIA = tuple(c.id for c in shipped_catalog().profile_texts.criteria)
EPSILON = Fraction(1, 10**9)  # far under the distance between two crossings


def chosen(catalog: Catalog, **fields: Any) -> ProfileChoice:
    return profile_choice(catalog, Dossier.model_validate(fields))


def weighted(catalog: Catalog, weights: dict[str, int], **profile: Any) -> ProfileChoice:
    return chosen(catalog, profile={"weights": weights, **profile})


# --- cases ----------------------------------------------------------------------------------------
@cases("profil", "points lectures niveaux en_tete seuils fixes plus_proche conseil message")
def test_sensitivity(case: dict[str, Any], catalog: Catalog) -> None:
    assert {*case["points"], *case.get("fixes", [])} <= catalog.profile_criterion.keys()
    choice = weighted(catalog, case["points"], scores=case.get("lectures", {}))
    assert [p.id for p in choice.leading] == case["en_tete"]
    for profile, level in case.get("niveaux", {}).items():
        assert choice.fit(catalog.profile[profile]) == Fraction(level)
    found = {(flip.criterion, flip.below): flip for flip in choice.flips}
    for expected in case.get("seuils", []):
        flip = found[expected["critere"], expected["sens"] == "moins"]
        assert [t.share for t in flip.takeovers] == [Fraction(part) for part in expected["parts"]]
        assert [list(t.profiles) for t in flip.takeovers] == expected["pour"]
        sentence = choice.sensitivity[choice.flips.index(flip)]
        assert plain(sentence) == expected.get("phrase", plain(sentence))
    assert {criterion for criterion, _ in found}.isdisjoint(case.get("fixes", []))
    if "plus_proche" in case:
        assert choice.flips[0].criterion == case["plus_proche"]
    if "conseil" in case:
        assert plain(choice.advice) == case["conseil"]
    if "message" in case:
        assert plain(choice.solidity) == case["message"]


# --- properties of the sensitivity ----------------------------------------------------------------
level = st.integers(0, 3)
levels = st.fixed_dictionaries(dict.fromkeys(PROFILES, level))
points = st.integers(0, 100)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Points and levels of two to seven criteria, at least one with points."""
    names = [f"c{n}" for n in range(draw(st.integers(2, 7)))]
    weights = {name: draw(points) for name in names}
    if not any(weights.values()):
        weights[names[0]] = 1
    return weights, {name: draw(levels) for name in names}


def at(table: Any, criterion: str, share: Fraction) -> tuple[str, ...]:
    """Who leads once ``criterion`` counts for ``share``."""
    weights, readings = table
    return leaders(with_share(weights, criterion, share), readings)


def crossings(table: Any, criterion: str) -> set[Fraction]:
    """Every share in [0, 1] where two profiles are equal, and both ends."""
    weights, readings = table
    ends = [fits(with_share(weights, criterion, Fraction(x)), readings) for x in (0, 1)]
    found = {Fraction(0), Fraction(1)}
    for one, other in combinations(PROFILES, 2):
        gap0, gap1 = (end[one] - end[other] for end in ends)
        if gap0 * gap1 < 0:
            found.add(gap0 / (gap0 - gap1))
    return found


@given(tables())
def test_the_leader_changes_just_beyond_each_threshold_and_not_before(table: Any) -> None:
    weights, readings = table
    before = leaders(weights, readings)
    for flip in flips(weights, readings):
        away = -EPSILON if flip.below else EPSILON
        ahead = before
        for takeover in flip.takeovers:
            assert at(table, flip.criterion, takeover.share - away) == ahead
            assert at(table, flip.criterion, takeover.share + away) == takeover.profiles
            assert {*ahead, *takeover.profiles} <= {*at(table, flip.criterion, takeover.share)}
            assert 0 < takeover.share < 1
            ahead = takeover.profiles


@given(tables())
def test_nobody_else_leads_where_no_threshold_is_stated(table: Any) -> None:
    weights, readings = table
    first = leaders(weights, readings)
    if len(first) > 1:
        assert flips(weights, readings) == ()
        return
    total = sum(weights.values())
    stated = {(f.criterion, f.below): f for f in flips(weights, readings)}
    for criterion, weight in weights.items():
        today = Fraction(weight, total)
        low = stated.get((criterion, True))
        high = stated.get((criterion, False))
        left = low.takeovers[0].share if low else Fraction(0)
        right = high.takeovers[0].share if high else Fraction(1)
        assert left < today or (left == today == 0)
        assert today < right or (right == today == 1)
        marks = sorted(crossings(table, criterion) | {Fraction(n, 100) for n in range(101)})
        between = [(a + b) / 2 for a, b in pairwise(marks)]
        for share in (*marks, *between):
            if left <= share <= right:
                assert first[0] in at(table, criterion, share)


@given(tables())
def test_what_is_printed_is_on_the_safe_side(table: Any) -> None:
    weights, readings = table
    (today, *tied) = leaders(weights, readings)
    for flip in flips(weights, readings):
        for takeover in flip.takeovers:
            printed = flip.safe_percent(takeover) / 100
            assert (printed * 1000).denominator == 1
            gap = takeover.share - printed if flip.below else printed - takeover.share
            assert 0 <= gap < Fraction(1, 1000)
        # From just beyond the last printed limit to the end, what the sentence promises holds.
        beyond = max(printed - EPSILON, Fraction(0)) if flip.below else printed + EPSILON
        end = Fraction(0) if flip.below else Fraction(1)
        last = flip.takeovers[-1].profiles
        for n in range(20):
            share = beyond + (end - beyond) * n / 20
            assert at(table, flip.criterion, share) == last or share == end
        assert {*last} <= {
            *at(table, flip.criterion, end)
        }  # somebody may join them at the very end
        assert today not in at(table, flip.criterion, end)
    assert not tied or flips(weights, readings) == ()


@given(tables())
def test_the_nearest_threshold_comes_first(table: Any) -> None:
    distances = [flip.distance for flip in flips(*table)]
    assert distances == sorted(distances)
    assert all(distance > 0 for distance in distances)


@given(tables(), st.fractions(0, 1))
def test_the_others_keep_their_proportions(table: Any, share: Fraction) -> None:
    weights, _ = table
    for criterion in weights:
        moved = with_share(weights, criterion, share)
        assert moved[criterion] == share
        others = [c for c in weights if c != criterion]
        if others:
            assert sum(moved.values()) == 1
        silent = not any(weights[c] for c in others)
        for one, other in combinations(others, 2):
            if silent:
                assert moved[one] == moved[other]
            else:
                assert moved[one] * weights[other] == moved[other] * weights[one]


scores = st.dictionaries(
    st.sampled_from(CRITERIA), st.dictionaries(st.sampled_from(PROFILES), level), max_size=7
)


@given(st.dictionaries(st.sampled_from(CRITERIA), points), scores)
def test_each_sentence_is_true_of_the_dossier(weights: Any, scores: Any) -> None:
    """What a team reads, tried: beyond the printed figure the choice does change."""
    choice = weighted(shipped_catalog(), weights, scores=scores)
    table = (
        {c.criterion.id: c.points for c in choice.criteria},
        {
            c.criterion.id: {p: scores.get(c.criterion.id, {}).get(p, c.reading(p).ours.level)
                             for p in PROFILES}
            for c in choice.criteria
        },
    )  # fmt: skip
    labels = {c.criterion.label: c.criterion.id for c in choice.criteria}
    names = {p.label: p.id for p in choice.profiles}
    for sentence in map(plain, choice.sensitivity):
        criterion = labels[re.search(r"si « (.*?) »", sentence).group(1)]  # type: ignore[union-attr]
        limit = re.search(r"compte (moins|plus) de ([\d,]+) %", sentence)
        if limit is None:
            share = Fraction(0)
            assert "ne compte plus du tout" in sentence
        else:
            away = -EPSILON if limit[1] == "moins" else EPSILON
            share = Fraction(limit[2].replace(",", ".")) / 100 + away
        now = at(table, criterion, share)
        assert [p.id for p in choice.leading] != list(now)
        if "d’abord" not in sentence:
            promised = sentence.split(" si ")[0]
            assert set(now) == {names[name] for name in re.findall(r"« (.*?) »", promised)}


def test_two_takeovers_behind_the_same_printed_limit_are_one() -> None:
    near, far = Takeover(Fraction(1504, 10**4), ("b",)), Takeover(Fraction(1502, 10**4), ("c",))
    flip = Flip("x", Fraction(3, 10), True, (near, far), False)
    assert plain(flip_in_words(flip, "X", " et ".join)) == (
        "Le choix change pour c si « X » compte moins de 15 % (aujourd’hui 30 %)."
    )


# --- the team's own readings ----------------------------------------------------------------------
def test_a_reading_is_ours_until_the_team_says_otherwise(catalog: Catalog) -> None:
    ours = chosen(catalog).criteria[0].reading("interne")
    assert (ours.edited, ours.level, ours.word) == (False, ours.ours.level, "moyen")
    edited = weighted(catalog, {}, scores={"autonomie": {"interne": 3}}).criteria[0]
    reading = edited.reading("interne")
    assert (reading.edited, reading.word, reading.our_word) == (True, "fort", "moyen")
    assert reading.reason == ours.reason
    assert reading.sources
    assert not edited.reading("externe").edited
    assert edited.edited


def test_a_reading_equal_to_ours_is_not_an_edit(catalog: Catalog) -> None:
    choice = weighted(catalog, {}, scores={"autonomie": {"interne": 1}})
    assert not any(c.edited for c in choice.criteria)


def test_scores_that_the_content_no_longer_knows_change_nothing(catalog: Catalog) -> None:
    weights = {"rythme": 70, "accompagnement": 30}
    strange = {"disparu": {"interne": 3}, "rythme": {"robot": 3}}
    assert weighted(catalog, weights, scores=strange).flips == weighted(catalog, weights).flips


def test_the_advice_names_what_puts_the_leader_in_front(catalog: Catalog) -> None:
    # Coût : 60 points mais interne et expérimenté à égalité (1 et 1). Durée : 40 points, 3 contre 2 et 2.
    choice = weighted(
        catalog, {"cout": 60, "duree": 40}, scores={"cout": {"externe": 0, "interne": 1}}
    )
    assert [p.id for p in choice.leading] == ["interne"]
    assert "Reste dans la durée » (40 points)" in plain(choice.advice)


# --- points ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, [15, 15, 14, 14, 14, 14, 14]),
        ({"rythme": 40, "cout": 28}, [7, 7, 6, 6, 6]),
        ({"rythme": 40, "cout": 0}, [12, 12, 12, 12, 12]),  # 0 is an answer
        ({"rythme": 100}, []),
        ({"rythme": 100, "cout": 20}, []),
        (dict.fromkeys(CRITERIA, 10), []),
    ],
)
def test_what_is_left_is_shared_between_the_empty_criteria(
    catalog: Catalog, typed: dict[str, int], expected: list[int]
) -> None:
    spread = weighted(catalog, typed).rest_spread
    assert list(spread.values()) == expected
    assert spread.keys().isdisjoint(typed)
    assert not spread or sum(spread.values()) + sum(typed.values()) == 100


# --- statuts --------------------------------------------------------------------------------------
def test_each_profile_has_an_opinion_for_each_statut(catalog: Catalog) -> None:
    statuses = ["cdi", "auto-entrepreneur", "prestataire", "indemnite"]
    fits = chosen(catalog).status_fits
    assert [(f.profile.id, f.status) for f in fits] == list(product(PROFILES, statuses))
    assert all(f.reason and f.sources for f in fits)
    assert {f.opinion for f in fits} == {"✓ compatible", "→ avec prudence", "▲ risqué"}


def test_no_opinion_promises_what_only_a_lawyer_knows(catalog: Catalog) -> None:
    """A risk always says what to check, or why it is one."""
    for fit in chosen(catalog).status_fits:
        if fit.entry.opinion != "compatible":
            assert re.search("juriste|requalifié|[Dd]emandez", fit.reason), fit.reason


def test_an_opinion_says_no_more_than_its_sources(catalog: Catalog) -> None:
    """The minimum of 16 h holds where the convention does; the Diaporama lists isolation for a CDI as
    for an auto-entrepreneur; our added statut is for the federation or a lawyer to check."""
    reasons = {(f.profile.id, f.status): plain(f.reason) for f in chosen(catalog).status_fits}
    under_16_hours = {pair for pair, reason in reasons.items() if "16 h" in reason}
    assert under_16_hours == {(profile, "cdi") for profile in PROFILES}
    assert all("si elle s’applique à vous" in reasons[pair] for pair in under_16_hours)
    isolated = {pair for pair, reason in reasons.items() if re.search("isole", reason)}
    assert isolated == {("externe", "cdi"), ("externe", "auto-entrepreneur")}
    added = [f for f in chosen(catalog).status_fits if f.status == "indemnite"]
    assert all(not f.safe and "juriste" in f.reason for f in added)


def test_who_pays_pacte_is_to_check_in_each_region(catalog: Catalog) -> None:
    said = [
        (plain(text), sources)
        for text, sources in (
            *(
                (i.explanation, i.sources)
                for p in catalog.profile_texts.profiles
                for i in p.support
            ),
            *((a.how, a.sources) for a in catalog.action_texts.actions),
        )
        if re.search("payée par l’ARS|L’ARS paie", text)
    ]
    assert len(said) == 3
    for text, sources in said:
        assert "à vérifier dans votre région" in text.lower()
        assert ("paps-pacte", "Une formation diplômante") in {
            (s.document, s.section) for s in sources
        }
        assert "à distance" not in text  # no document says how the other hours are spent


def test_the_verdict_with_its_statut(catalog: Catalog) -> None:
    fit = chosen(
        catalog, profile={"verdict": "interne"}, budget=one_scenario(status="cdi")
    ).chosen_fit
    assert fit is not None
    assert (fit.profile.id, fit.status) == ("interne", "cdi")
    assert plain(fit.in_words) == (
        "→ Professionnel de santé interne, salarié en CDI : avec prudence."
    )
    assert chosen(catalog, profile={"verdict": "interne"}).chosen_fit is None
    assert chosen(catalog, budget=one_scenario(status="cdi")).chosen_fit is None


@pytest.fixture
def profiles_file(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content")) / "profils.yaml"


def problems(folder: Path) -> set[tuple[str, str]]:
    with pytest.raises(ContentError) as refused:
        load_catalog(folder)
    return {(p.field, p.expected) for p in refused.value.problems}


def test_a_pair_twice_and_another_missing_are_refused(profiles_file: Path) -> None:
    text = profiles_file.read_text(encoding="utf-8")
    head, _, pairs = text.partition("compatibilites:\n")
    assert "    statut: prestataire\n" in pairs
    pairs = pairs.replace("    statut: prestataire\n", "    statut: cdi\n", 1)
    profiles_file.write_text(f"{head}compatibilites:\n{pairs}", encoding="utf-8")
    assert problems(profiles_file.parent) == {
        ("compatibilites[3].statut", "une seule ligne pour « interne » et « cdi »"),
        ("compatibilites", "une ligne pour « interne » et « prestataire », il n’y en a pas"),
    }


# --- support --------------------------------------------------------------------------------------
def test_the_plan_is_that_of_the_verdict(catalog: Catalog) -> None:
    assert chosen(catalog).support_plan == ()
    for profile in PROFILES:
        plan = chosen(catalog, profile={"verdict": profile}).support_plan
        assert plan == catalog.profile[profile].support
        assert all(item.label and item.explanation and item.when and item.sources for item in plan)
        assert any("PACTE" in item.label for item in plan)
        assert any("fédération" in item.label for item in plan)


@pytest.mark.parametrize(
    ("days_per_week", "words"),
    [
        (1, "14 jours de formation, soit 14 semaines de coordination à 1 jour par semaine."),
        (2, "14 jours de formation, soit 7 semaines de coordination à 2 jours par semaine."),
        # 14 / 1,5 = 9,33
        (1.5, "14 jours de formation, soit environ 9 semaines de coordination à 1,5 jour par semaine."),
        (None, "14 jours de formation, soit 14 semaines de coordination à 1 jour par semaine "
               "(à défaut d’un choix de votre part)."),
    ],
)  # fmt: skip
def test_training_days_against_the_days_paid(
    catalog: Catalog, days_per_week: float | None, words: str
) -> None:
    choice = chosen(catalog, budget=one_scenario(days_per_week=days_per_week))
    found = plain(choice.support_in_words(catalog.profile["interne"]))
    assert found == f"{words} Le reste est à chiffrer."


def test_days_that_nobody_knows_are_never_invented(catalog: Catalog) -> None:
    experienced = catalog.profile["experimente"]
    assert all(item.days is None for item in experienced.support)
    assert plain(chosen(catalog).support_in_words(experienced)) == (
        "? Aucun jour n’est connu : à chiffrer avec la fédération."
    )


def test_known_days_add_up() -> None:
    def item(days: float | None) -> SupportItem:
        return SupportItem.model_construct(days=days)

    words = support_in_words([item(2), item(3)], 1, days_assumed=False)
    assert plain(words) == (
        "5 jours de formation, soit 5 semaines de coordination à 1 jour par semaine."
    )


# --- the PDF --------------------------------------------------------------------------------------
def decided(**profile: Any) -> Dossier:
    return Dossier.model_validate(
        {
            "profile": {
                "weights": {"rythme": 70, "accompagnement": 30},
                "scores": {"autonomie": {"interne": 2}, "cout": {"externe": 2}},
                "verdict": "interne",
                "fallback": "externe",
                "reason": "Claire restera.",
            }
            | profile,
            "budget": one_scenario(status="cdi", days_per_week=2),
        }
    )


def test_the_pdf_says_what_the_screen_says(catalog: Catalog) -> None:
    found = results(catalog, decided(), date(2026, 11, 23))
    view = profile_view(found)
    assert view.sensitivity == found.profile.sensitivity[:3]
    assert len(found.profile.sensitivity) > len(view.sensitivity)
    assert [row.opinion for row in view.statuses] == [
        "→ avec prudence", "▲ risqué", "▲ risqué", "→ avec prudence",
    ]  # fmt: skip
    assert [row.considered for row in view.statuses] == [True, False, False, False]
    assert [row.days for row in view.support].count("à chiffrer") == len(view.support) - 1
    # Autonomie has no point, but the team reads it otherwise; the cost is read as we do.
    assert [row[0] for row in view.weights] == [
        catalog.profile_criterion[key].label for key in ("rythme", "accompagnement", "autonomie")
    ]
    assert plain(view.weights[2][2]) == "●●○ bon\nlecture de l’équipe (outil : moyen)"
    pages = PdfReader(io.BytesIO(roadmap_pdf(found))).pages
    text = " ".join(plain(" ".join(page.extract_text() for page in pages)).split())
    for words in (
        "compte moins de 50 % (aujourd’hui 70 %)",
        "lecture de l’équipe",
        "envisagé par l’équipe",
        "Un compagnon de route",
        "soit 7 semaines de coordination à 2 jours par semaine",
    ):
        assert words in text


def test_the_pdf_of_an_undecided_team_invents_nothing(catalog: Catalog) -> None:
    view = profile_view(results(catalog, Dossier(), date(2026, 11, 23)))
    assert (view.sensitivity, view.statuses, view.support, view.weights) == ((), (), (), ())
    assert (view.solidity, view.support_note, view.decided) == ("", "", False)
