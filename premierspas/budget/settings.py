"""What the figures of a scenario rest on, in words: what the team said, and what is counted instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from premierspas.budget.aci import READING_WORDS
from premierspas.budget.situation import FIGURES_WORDS, INVOICED, SALARIED, STATUSES, Situation
from premierspas.content.models import StatusId
from premierspas.french import count, days, euros, long_date, lower_first, month, number

_PERIODS = {"mois": "par mois", "an": "par an", "une-fois": "une fois"}
_OLD_PRICE = "Le prix du Diaporama (2018-2019), à remplacer par un devis."


@dataclass(frozen=True)
class Setting:
    """Something that the figures rest on. ``why``: why this is counted, where the team did not say
    it; empty where it did. ``statuses``: those whose figures it changes."""

    label: str
    value: str
    why: str = ""
    statuses: tuple[StatusId, ...] = STATUSES

    @property
    def assumed(self) -> bool:
        """The team did not say it."""
        return bool(self.why)


def settings(situation: Situation) -> tuple[Setting, ...]:
    """Everything that the figures rest on, said or not, in the order of the page."""
    ours = not situation.of_the_origin  # the Diaporama's costs rest on neither pay nor prices
    return (
        *_team(situation),
        *_post(situation),
        *(_pay(situation) if ours else ()),
        *(_prices(situation) if ours else ()),
        *_aci(situation),
        *_funding(situation),
    )


def _why(assumed: bool, why: str) -> str:
    return why if assumed else ""


def _beyond(situation: Situation, first: date) -> str:
    """What to add to the name of a month that the account does not reach; empty when it does."""
    reached = first < situation.start + relativedelta(months=situation.horizon)
    return "" if reached else f", au-delà des {situation.years_words}"


def _team(situation: Situation) -> Iterator[Setting]:
    unknown, why = "non indiqué", "Votre équipe ne l’a pas encore dit."
    patients, people = situation.patients, situation.professionals
    if patients is None:
        yield Setting("Patientèle", unknown, why)
    else:
        yield Setting("Patientèle", count(patients, "patient"))
    if people is None:
        yield Setting("Équipe", unknown, why)
    else:
        yield Setting("Équipe", count(people, "professionnel"))


def _post(situation: Situation) -> Iterator[Setting]:
    s = situation.scenario
    references = f"Les valeurs en vigueur le {long_date(situation.today)}."
    yield Setting(
        "Jeu de chiffres",
        FIGURES_WORDS[s.figures],
        _why(s.figures == "references-2026", references),
    )
    if s.status:
        yield Setting("Statut", situation.catalog.status[s.status].label)
    share = number(situation.time(situation.days_per_week), 3)
    yield Setting(
        "Temps payé",
        f"{days(situation.days_per_week)} par semaine ({share} ETP)",
        _why(s.days_per_week is None, "Le temps du Diaporama."),
    )
    if not situation.of_the_origin:
        yield Setting(
            "Jours facturés",
            f"{number(situation.days_per_year)} jours par an pour 1 jour par semaine",
            _why(s.days_per_year is None, "Quatre jours par mois, ce que suppose le Diaporama."),
            INVOICED,
        )
    first = month(situation.start)
    if s.start is None and situation.arrival:
        yield Setting("Premier mois payé", f"{first}, l’arrivée souhaitée")
    else:
        why = "Le mois prochain, faute de date d’arrivée."
        yield Setting("Premier mois payé", first, _why(s.start is None, why))
    if s.later_days_per_week is None:
        yield Setting("Temps payé ensuite", "le même", "Rien n’est prévu de plus.")
    else:
        later = (
            f"{days(s.later_days_per_week)} par semaine à partir du {situation.later_from_month}e mois"
            f"{'' if situation.later_counts else f', au-delà des {situation.years_words}'}"
        )
        why = "Le mois du changement n’est pas dit : le début de la deuxième année."
        yield Setting("Temps payé ensuite", later, _why(s.later_from_month is None, why))
    if situation.of_the_origin:
        return
    if s.shared_days_per_week is None:
        yield Setting("Poste partagé", "non", "Vous n’avez pas indiqué d’autre équipe.", SALARIED)
    else:
        whole = f"{days(s.shared_days_per_week)} par semaine en tout"
        yield Setting("Poste partagé", whole, statuses=SALARIED)


def _pay(situation: Situation) -> Iterator[Setting]:
    s = situation.scenario
    least = situation.paid_by_position and s.position == 11
    yield Setting(
        "Salaire",
        _pay_words(situation),
        _why(least, "Le minimum de la fiche métier citée par le Rapport."),
        SALARIED,
    )
    executive = "oui" if s.executive else "non"
    yield Setting(
        "Cadre", executive, _why(not s.executive, "Non, tant que vous ne le cochez pas."), SALARIED
    )
    if s.employer == "association":
        why = "Avant la SISA, c’est elle qui embauche le plus souvent."
        yield Setting("Employeur", "une association", why, SALARIED)
    else:
        yield Setting("Employeur", "une SISA", statuses=SALARIED)
    if s.other_payroll_tax is not None or s.employer == "sisa":
        yield Setting(
            "Taxe sur les salaires des autres salariés", f"{euros(s.other_payroll_tax or 0)} par an",
            _why(s.other_payroll_tax is None, "Rien n’est saisi."), SALARIED,
        )  # fmt: skip


def _pay_words(situation: Situation) -> str:
    scenario = situation.scenario
    gross = f"{euros(round(situation.gross_full_time, 2))} brut par mois à temps plein"
    if situation.paid_by_position:
        return f"positionnement {scenario.position}, {gross}"
    if scenario.pay == "net":
        return f"{euros(scenario.net_wanted or 0)} net par mois pour le temps payé, soit {gross}"
    return gross


def _prices(situation: Situation) -> Iterator[Setting]:
    s, figures = situation.scenario, situation.figures
    if s.micro_day_price is None:
        price = f"{number(figures['micro-jour-bas'])} à {euros(figures['micro-jour-haut'])}"
    else:
        price = euros(s.micro_day_price)
    yield Setting(
        "Journée d’auto-entrepreneur",
        price + (" HT, TVA en plus" if s.micro_charges_vat else " HT"),
        _why(s.micro_day_price is None, _OLD_PRICE),
        ("auto-entrepreneur",),
    )
    yield Setting(
        "Journée de prestataire",
        f"{euros(s.provider_day_price or figures['prestataire-jour'])} HT",
        _why(s.provider_day_price is None, _OLD_PRICE),
        ("prestataire",),
    )
    yield Setting(
        "Indemnité",
        f"{euros(s.hourly_indemnity or figures['indemnite-heure'])} de l’heure",
        _why(s.hourly_indemnity is None, "Le seul repère public trouvé (mars 2023)."),
        ("indemnite",),
    )
    typed = [
        f"{lower_first(extra.label)} {euros(s.extras[extra.id])} {_PERIODS[extra.period]}"
        for extra in situation.catalog.statuses.extras
        if s.extras.get(extra.id)
    ]
    yield Setting(
        "Autres frais",
        " ; ".join(typed) or "0 €",
        _why(not typed, "Rien n’est compté tant que vous n’avez rien saisi."),
    )


def _aci(situation: Situation) -> Iterator[Setting]:
    s, figures = situation.scenario, situation.figures
    of_the_origin = situation.of_the_origin
    if version := situation.catalog.aci_version.get(s.aci_version or ""):
        yield Setting("Version de l’ACI", version.label)
    else:
        why = "Celle du Diaporama." if of_the_origin else "La dernière que nous connaissons."
        yield Setting("Version de l’ACI", "celle de l’année", why)
    why = "La lecture du Diaporama." if of_the_origin else "Celle du guide de l’Assurance Maladie."
    yield Setting(
        "Lecture de la règle", READING_WORDS[situation.reading], _why(s.reading is None, why)
    )
    if s.free_amount is not None:
        yield Setting("Montant à la place du calcul", f"{euros(s.free_amount)} par an")
    why = f"Hypothèse : {number(figures['aci-attente-signature'])} mois après l’arrivée."
    signed = month(situation.signature)
    yield Setting("Signature de l’ACI", signed, _why(situation.signature_assumed, why))
    if s.months_in_year is None:
        why = "La règle exacte n’est pas connue : choisissez un nombre de mois pour être prudents."
        yield Setting("Année de la signature", "comptée entière", why)
    else:
        yield Setting("Année de la signature", f"{s.months_in_year} mois comptés")
    if s.advance_minimum:
        yield Setting("Minimum de l’avance", f"compté ({euros(figures['aci-avance-minimum'])})")
    if s.patients_growth:
        more = "de plus" if s.patients_growth > 0 else "de moins"
        growth = f"{count(abs(s.patients_growth), 'patient')} {more} par an"
        yield Setting("Évolution de la patientèle", growth)
    else:
        yield Setting("Évolution de la patientèle", "aucune", "La patientèle d’aujourd’hui.")


def _funding(situation: Situation) -> Iterator[Setting]:
    s = situation.scenario
    why = "Rien tant que l’ARS n’a rien écrit."
    aid = euros(situation.startup_aid)
    yield Setting("Aide au démarrage (FIR)", aid, _why(s.startup_aid is None, why))
    if situation.startup_aid:
        paid = month(situation.aid_month) + _beyond(situation, situation.aid_month)
        why = "Le premier mois payé, faute de date."
        yield Setting("Versement de l’aide", paid, _why(s.startup_aid_on is None, why))
    contribution = "0 €"
    if s.contribution and situation.professionals is None:
        contribution = (
            f"{euros(s.contribution)} par mois et par personne, pas comptée : équipe non indiquée"
        )
    elif s.contribution:
        contribution = f"{euros(s.contribution)} par mois et par personne"
        if s.contribution_months:
            contribution += f" pendant {s.contribution_months} mois"
    yield Setting(
        "Participation des professionnels",
        contribution,
        _why(s.contribution is None, "Rien n’est décidé."),
    )
    yield Setting(
        "Autre financement",
        f"{euros(s.other_funding or 0)} par an",
        _why(s.other_funding is None, "Rien n’est écrit."),
    )
    yield Setting(
        "Argent en caisse au départ",
        euros(s.opening_cash or 0),
        _why(s.opening_cash is None, "À remplacer par votre solde."),
    )
    why = "Jusqu’au solde de la deuxième année d’ACI."
    yield Setting("Durée regardée", count(s.horizon_years, "an"), _why(s.horizon_years == 3, why))
