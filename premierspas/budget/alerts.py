"""What must be known before deciding, in plain words, with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from premierspas.budget.aci import month_of
from premierspas.budget.costs import Cost, micro_kept
from premierspas.budget.money import MONTHS
from premierspas.budget.situation import SALARIED, Situation
from premierspas.content.models import SourceRef
from premierspas.french import days, euros, euros_rounded, hours, long_date, month, number
from premierspas.missions import HOURS_PER_DAY

# The figures that alerts compare with, beside those that costs are worked out with.
CHECKED_ALWAYS = ("heures-minimum", "sisa-delai")
CHECKED = (
    "smic-horaire", "plafond-securite-sociale", "pacte-jours", "micro-plafond", "tva-franchise",
    "tva-franchise-majoree",
)  # fmt: skip


@dataclass(frozen=True)
class Alert:
    """Something to know, and where it comes from."""

    text: str
    sources: tuple[SourceRef, ...]


def _source(document: str, section: str) -> tuple[SourceRef, ...]:
    return (SourceRef.model_validate({"document": document, "section": section}),)


_ADVICE = _source("notre-conseil", "À vérifier")
_CONVENTION = _source("idcc-1147", "Avenant 64")
_MICRO = _source("css-d613-4", "Plafond 2026")
_VAT = _source("cgi-293-b", "Seuil")
_TABLE = _source("diaporama", "Comment embaucher")
_ACI = _source("guide-cnam", "p. 20-22")
_PAYROLL_TAX = _source("decret-2026-562", "Barème 2026")
_PACTE = _source("paps-pacte", "Durée")
_RATES = _source("taux-2026", "Plafond")
_SMIC = _source("decret-smic-2026", "SMIC au 1er juin 2026")


def status_alerts(situation: Situation, cost: Cost) -> Iterator[Alert]:
    """What one way of paying asks to know."""
    if cost.status in SALARIED:
        yield from _employee(situation, cost)
    elif cost.status == "auto-entrepreneur":
        yield from _micro(situation, cost)
    elif cost.status == "prestataire":
        yield Alert("La TVA ne se récupère pas : le prix TTC est votre coût.", _TABLE)
    else:
        yield Alert(
            "L’indemnité d’un associé est notre ajout au tableau du Diaporama : faites vérifier son "
            "montant, ses cotisations et sa TVA avant de la voter.",
            _ADVICE,
        )


def hours_alert(situation: Situation, cost: Cost) -> Alert | None:
    """A contract for fewer hours than the collective agreement asks for, None when there are enough."""
    worked, least = (
        situation.post_days(cost.days_per_week) * HOURS_PER_DAY,
        situation.figures["heures-minimum"],
    )
    if cost.status not in SALARIED or worked >= least:
        return None
    return Alert(
        f"{hours(worked)} par semaine : la convention collective des cabinets médicaux demande au moins "
        f"{hours(least)}, si elle s’applique à vous. Deux issues : une demande écrite et motivée du "
        "salarié, ou un poste partagé avec d’autres équipes.",
        _CONVENTION,
    )


def _employee(situation: Situation, cost: Cost) -> Iterator[Alert]:
    figures, scenario = situation.figures, situation.scenario
    post = situation.post_days(cost.days_per_week)
    if below := hours_alert(situation, cost):
        yield below
    if problem := situation.shared_problem:
        yield Alert(problem, _ADVICE)
    if post > cost.days_per_week:
        yield Alert(
            f"Poste partagé : {days(cost.days_per_week)} pour vous sur {days(post)}. Écrivez qui est "
            "l’employeur et comment il refacture : la TVA de cette refacturation est à vérifier.",
            _ADVICE,
        )
    if situation.of_the_origin:
        return
    if problem := situation.pay_problem:
        yield Alert(problem, _SMIC if "SMIC" in problem else _RATES)
        return
    if scenario.employer == "sisa" and not scenario.other_payroll_tax:
        yield Alert(
            "Taxe sur les salaires : rien n’est dû si ce salarié est le seul et que la taxe reste sous "
            f"{euros(figures['ts-franchise'])} par an. Une SISA qui a déjà des salariés doit indiquer "
            "leur taxe : ce poste s’y ajoute en entier.",
            _PAYROLL_TAX,
        )
    if cost.status == "cdd":
        yield Alert(
            "Un CDD demande un motif prévu par la loi et sa durée est limitée : nous le comptons pourtant "
            "sur toute la durée regardée. L’indemnité de fin de contrat se verse d’un coup : mettez-la de "
            "côté chaque mois.",
            _ADVICE,
        )
    training = figures["pacte-jours"]
    daily = cost.amount.central / (52 * cost.days_per_week)
    yield Alert(
        f"La formation PACTE prend environ {number(training)} jours sur 12 à 18 mois : elle est "
        f"gratuite, mais ce temps est payé, environ {euros_rounded(training * daily)} en tout.",
        _PACTE,
    )


def _micro(situation: Situation, cost: Cost) -> Iterator[Alert]:
    yield Alert(
        "Un seul client, des horaires imposés, des consignes : le contrat peut être requalifié en "
        "salariat.",
        _ADVICE,
    )
    if situation.of_the_origin:
        yield from _micro_of_the_origin(situation, cost)
        return
    assert cost.net is not None
    figures = situation.figures
    turnover = cost.net.high / micro_kept(figures)
    ceiling = figures["micro-plafond"]
    franchise, raised = figures["tva-franchise"], figures["tva-franchise-majoree"]
    at_most = " au prix le plus haut" if cost.net.low < cost.net.high else ""
    if turnover > ceiling:
        yield Alert(
            f"Votre mission fait à elle seule {euros_rounded(turnover)} par an{at_most} : plus que le "
            f"plafond de la micro-entreprise ({euros(ceiling)}). Ce statut n’est pas possible à ce prix.",
            _MICRO,
        )
    if turnover > raised:
        yield Alert(
            f"Votre mission dépasse à elle seule le seuil de TVA ({euros(raised)}){at_most} : la TVA est "
            "alors comptée dans le coût, et ne se récupère pas.",
            _VAT,
        )
    elif turnover > franchise and not situation.scenario.micro_charges_vat:
        yield Alert(
            f"Votre mission dépasse à elle seule {euros(franchise)} par an{at_most} : la TVA est due au "
            "plus tard l’année suivante. Elle est comptée dans le coût dès le départ, et ne se récupère pas.",
            _VAT,
        )
    else:
        yield Alert(
            f"Le plafond ({euros(ceiling)}) et le seuil de TVA ({euros(franchise)}) comptent tous les "
            "clients de la personne, pas seulement vous. Si elle facture la TVA, elle ne se récupère pas.",
            _VAT,
        )


def _micro_of_the_origin(situation: Situation, cost: Cost) -> Iterator[Alert]:
    """The ceiling of the Diaporama's own table, by what the team pays."""
    ceiling = situation.figures["so-auto-plafond"]
    if cost.amount.high > ceiling:
        yield Alert(
            f"Au prix le plus haut, vous payez {euros_rounded(cost.amount.high)} par an : plus que le "
            f"plafond du support ({euros(ceiling)}). Ce statut n’est pas possible à ce prix.",
            _TABLE,
        )


def budget_alerts(situation: Situation, *, contract_signed: bool) -> Iterator[Alert]:
    """What every way of paying asks to know."""
    if situation.patients is not None and situation.scenario.free_amount is None:
        yield Alert(
            "Seuls comptent les patients qui ont déclaré comme médecin traitant un médecin associé de "
            "la SISA. Demandez ce nombre à la CPAM.",
            _ACI,
        )
    signature = situation.signature
    yield from _dates(situation)
    if situation.scenario.contribution and not situation.professionals:
        yield Alert(
            f"La participation de {euros(situation.scenario.contribution)} par professionnel n’est pas "
            "comptée : indiquez combien vous êtes, sur la page Équipe.",
            _ADVICE,
        )
    if (situation.scenario.opening_cash or 0) < 0:
        yield Alert(
            f"Vous partez à découvert de {euros(-(situation.scenario.opening_cash or 0))} : voyez avec "
            "votre banque avant la première paie.",
            _ADVICE,
        )
    if situation.signature_assumed:
        yield Alert(
            f"La signature de l’ACI n’a pas de date : nous comptons {month(signature)}. Avant elle, "
            "l’Assurance Maladie ne verse rien pour la coordination.",
            _ACI,
        )
    delay = int(situation.figures["sisa-delai"])
    limit = signature + relativedelta(months=delay)
    date_words = month(limit) if situation.signature_assumed else f"le {long_date(limit)}"
    yield Alert(
        f"La SISA doit être constituée dans les {delay} mois qui suivent la signature de l’ACI : avant "
        f"{date_words}.",
        situation.figures.sources(["sisa-delai"]),
    )
    if not contract_signed:
        yield Alert(
            "Le contrat du coordinateur n’est pas signé : sans lui, personne n’arrive, et le premier "
            "paiement est dû à la fin du premier mois.",
            _source("rapport", "07 Rémunération"),
        )
    if not situation.of_the_origin:
        yield Alert(
            "Un avenant 2 de l’ACI existe peut-être déjà. Demandez à la CPAM quelles règles valent "
            "cette année ; vous pouvez saisir son montant à la place du calcul.",
            _ADVICE,
        )


def _dates(situation: Situation) -> Iterator[Alert]:
    """Dates that cannot go together, or that leave something out."""
    scenario, signature = situation.scenario, situation.signature
    if situation.start < month_of(situation.today):
        yield Alert(
            f"Le premier mois payé, {month(situation.start)}, est passé : les mois écoulés sont comptés "
            "comme s’ils restaient à payer. Mettez le mois prochain, et dans « Argent en caisse au "
            "départ » ce que vous avez.",
            _ADVICE,
        )
    left = MONTHS + 1 - signature.month
    if scenario.months_in_year and left < scenario.months_in_year < MONTHS:
        yield Alert(
            f"Vous comptez {scenario.months_in_year} mois l’année de la signature : de "
            f"{month(signature)} à décembre, il n’en reste que {left}.",
            _ADVICE,
        )
