"""The cases of ``tests/cas/atelier.yaml``: votes, rounds and delays, computed by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from premierspas.content import Catalog
from premierspas.content.models import VoteKind
from premierspas.dispersion import Scale
from premierspas.dossier import Dossier
from premierspas.workshop import running
from premierspas.workshop.acting import to_hundred
from premierspas.workshop.answers import spread
from premierspas.workshop.clock import clock
from premierspas.workshop.model import Question, Workshop
from premierspas.workshop.questions import questions_of
from premierspas.workshop.tally import Result, Tallies, movement, result
from tests.unit.cases import TODAY, YES_NO, cases, plain

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
ASKED = {
    "tache": (VoteKind.EXPECTATIONS, "attentes.regler-conflit"),
    "prerequis": (VoteKind.READINESS, "prerequis.sensibiliser-exercice-coordonne"),
    "points": (VoteKind.MISSIONS, "missions"),
}


def planned(catalog: Catalog, template: str = "deux-heures") -> Workshop:
    """A workshop that has not begun, from a template of the content."""
    found = next(t for t in catalog.workshops.templates if t.id == template)
    return Workshop(plan=running.plan_of(found), created_at=NINE)


def asking(catalog: Catalog, what: str) -> tuple[str, Workshop]:
    """A workshop that asks one question; with its key."""
    kind, key = ASKED[what]
    workshop = running.start(catalog, NINE)(planned(catalog))
    question = questions_of(kind, catalog, Dossier(), workshop.plan, TODAY)[key]
    return key, running.open_vote({key: question})(workshop)


def after_one_round(case: dict[str, Any], catalog: Catalog, what: str) -> Result:
    """The result of the case, its answers given and shown."""
    key, workshop = asking(catalog, what)
    question: Question = workshop.asked[key]
    given = case["telephones"]
    if isinstance(given, list):
        given = Counter(spread(question, points) for points in given)
    assert what == "points" or given.keys() <= {o.id for o in question.options}
    workshop = running.count_hands(
        key, 1, case.get("mains", {}), case.get("personnes_comptees", 0)
    )(workshop)
    if YES_NO[case.get("devoile", "oui")]:
        workshop = running.reveal((key,))(workshop)
    return result(workshop, {(key, 1): Counter(given)}, key)


def votes(case: dict[str, Any], catalog: Catalog) -> None:
    found = after_one_round(case, catalog, case["question"])
    assert found.visible is YES_NO[case["montre"]]
    assert plain(found.word) == case["mot"]
    if "repartition" in case:
        assert {s.id: s.number for s in found.shares} == case["repartition"]
    if "personnes" in case:
        assert found.people == case["personnes"]
    if "en_tete" in case:
        assert [s.id for s in found.leading] == case["en_tete"]
    if "pourquoi" in case:
        assert plain(found.why_hidden) == case["pourquoi"]
    if "milieu" in case:
        assert isinstance(found.spread, Scale)
        assert sorted(set(found.spread.medians)) == case["milieu"]
        middle = [found.question.options[level].label for level in case["milieu"]]
        assert found.middle == " et ".join(f"« {label} »" for label in middle)
    if found.vote:
        kept = {answer.answer: answer.number for answer in found.vote.answers}
        assert kept == {s.label[:120]: s.number for s in found.shares if s.number}
        assert f"{found.dispersion.symbol} {found.vote.word}" == case["mot"]  # type: ignore[union-attr]


def points(case: dict[str, Any], catalog: Catalog) -> None:
    found = after_one_round(case, catalog, "points")
    assert found.visible is YES_NO[case["montre"]]
    assert found.spread is None
    received = {p.share.id: p for p in found.points if p.share.number}
    expected = case["resultat"]
    assert [key for key in received if key in expected] == list(expected)  # most points first
    for key, numbers in expected.items():
        told = received[key]
        assert told.share.number == numbers["total"]
        assert "moyenne" not in numbers or told.mean == numbers["moyenne"]
        half = numbers.get("moitie")
        assert (told.low, told.high) == (tuple(half) if half else (None, None))
        assert "mots" not in numbers or plain(told.in_words) == numbers["mots"]


def rounds(case: dict[str, Any], catalog: Catalog) -> None:
    key, workshop = asking(catalog, "tache")
    tallies: Tallies = {(key, n + 1): Counter(given) for n, given in enumerate(case["tours"])}
    for number in range(len(case["tours"])):
        if number:
            workshop = running.revote((key,))(workshop)
        workshop = running.reveal((key,))(workshop)
    found = movement(workshop, tallies, key)
    assert (plain(found.in_words) if found else "rien") == case["mots"]


def delay(case: dict[str, Any], catalog: Catalog) -> None:
    def at(minute: int) -> datetime:
        return NINE + timedelta(minutes=minute)

    workshop = running.start(catalog, NINE)(planned(catalog, case["modele"]))
    stages = [s.stage for s in workshop.plan.stages]
    workshop = running.go_to(catalog, stages.index(case["temps"]), at(case["commence"]))(workshop)
    workshop = workshop.changed(skipped=tuple(case.get("passes", ())))
    found = clock(catalog, workshop, at(case["minute"]))
    assert found is not None
    assert plain(found.in_words) == case["mots"]
    assert [s.planned.stage for s in found.savings] == case["raccourcir"]
    assert found.beyond == timedelta(minutes=case["manque"])
    if "gagne" in case:
        assert [s.minutes for s in found.savings] == case["gagne"]
    if "fin" in case:
        assert found.ends_at == at(case["fin"])
    if "reste_du_temps" in case:
        assert found.left_in_stage == timedelta(minutes=case["reste_du_temps"])
    assert found.in_stage >= timedelta(0)
    # Once shortened as proposed, only what is missing is still late.
    shorter = running.shorten({s.planned.stage: s.shorter.minutes for s in found.savings})(workshop)
    after = clock(catalog, shorter, at(case["minute"]))
    assert after is not None
    assert after.savings == ()
    if found.late:
        assert max(after.delay, timedelta(0)) == found.beyond


def hundred(case: dict[str, Any], _catalog: Catalog) -> None:
    assert to_hundred(case["totaux"]) == case["points"]
    assert sum(case["points"].values()) in (0, 100)


@cases(
    "atelier",
    "sujet question telephones mains personnes_comptees devoile montre repartition personnes mot "
    "en_tete pourquoi milieu resultat tours mots modele temps commence minute passes fin "
    "reste_du_temps raccourcir gagne manque totaux points",
)
def test_workshop(case: dict[str, Any], catalog: Catalog) -> None:
    checks = {
        "avis": votes,
        "points": points,
        "mouvement": rounds,
        "retard": delay,
        "cent": hundred,
    }
    checks[case["sujet"]](case, catalog)
