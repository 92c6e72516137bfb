"""The budget of a scenario: what comes in, and every way of paying against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from premierspas.budget.aci import (
    PAYMENTS,
    POINTS,
    READING_WORDS,
    TITLE,
    explain_line,
)
from premierspas.budget.alerts import (
    CHECKED,
    CHECKED_ALWAYS,
    Alert,
    budget_alerts,
)
from premierspas.budget.cash import CENTS, aci_payments, incomes
from premierspas.budget.costs import cost_of, known_statuses
from premierspas.budget.figures import Figure
from premierspas.budget.money import MONTHS, Amount, Explained, Step
from premierspas.budget.settings import Setting, settings
from premierspas.budget.situation import FIGURES_WORDS, Situation
from premierspas.budget.statuses import StatusBalance
from premierspas.content import Catalog
from premierspas.content.models import SourceRef
from premierspas.dossier import Dossier
from premierspas.french import (
    count,
    days,
    euros,
    euros_range,
    euros_rounded,
    listing,
    lower_first,
    month,
    month_name,
    number,
)

_OWN_AMOUNT = SourceRef.model_validate(
    {"document": "notre-conseil", "section": "Montant saisi par l’équipe"}
)


@dataclass(frozen=True)
class Budget:
    """The budget of one scenario. ``chosen``: its statut, None while it has none."""

    key: str
    situation: Situation
    contract_signed: bool
    statuses: tuple[StatusBalance, ...]
    chosen: StatusBalance | None

    # --- what it is counted with ------------------------------------------------------------------
    @property
    def name(self) -> str:
        """« A · Avec le FIR »."""
        typed = self.situation.scenario.name
        return f"{self.key.upper()} · {typed}" if typed else f"Scénario {self.key.upper()}"

    @property
    def days_per_week(self) -> float:
        return self.situation.days_per_week

    @property
    def days_assumed(self) -> bool:
        """The team did not say how many days: one is counted."""
        return self.situation.days_assumed

    @property
    def days_note(self) -> str:
        """« 1 jour par semaine, 48 jours facturés par an »."""
        return f"{days(self.days_per_week)} par semaine" + (
            " (à défaut d’un choix)" if self.days_assumed else ""
        )

    @cached_property
    def line(self) -> Explained | None:
        """The ACI line of a full year, None when neither patients nor an amount are known."""
        situation = self.situation
        if situation.scenario.free_amount is not None:
            amount = Amount.per_year(situation.scenario.free_amount)
            step = Step("Montant saisi par l’équipe, à la place du calcul", (), amount.central)
            return Explained(TITLE, "an", amount, (step,), (), (_OWN_AMOUNT,))
        if situation.patients is None:
            return None
        figures = situation.points_on(situation.start.year)
        return explain_line(figures, situation.patients, situation.reading)

    @property
    def line_sentence(self) -> str:
        """The ACI line in a sentence; empty when it is not known."""
        if self.line is None:
            return ""
        situation, amount = self.situation, self.line.amount
        if situation.patients is None or situation.scenario.free_amount is not None:
            return f"Montant saisi par l’équipe : {amount.words}."
        return (
            f"{self.version_words} : pour {count(situation.patients, 'patient')}, la ligne "
            f"« coordination » de l’ACI vaut {euros_rounded(amount.central)} par an, lecture "
            f"{READING_WORDS[situation.reading]}."
        )

    @property
    def version_words(self) -> str:
        """« Avenant 1 de l’ACI (depuis 2022) »."""
        day = self.situation.points_on(self.situation.start.year).day
        versions = self.situation.catalog.statuses.aci_versions
        return next(v.label for v in reversed(versions) if v.since <= day)

    @property
    def contributions(self) -> Amount:
        """Of the professionals, in a year where they pay all twelve months; none when they stop."""
        return Amount.per_year(self.situation.lasting_contributions * MONTHS)

    @property
    def other_funding(self) -> Amount:
        return Amount.per_year(self.situation.scenario.other_funding or 0.0)

    @property
    def startup_aid_in_words(self) -> str:
        """« 5 000 €, une fois, en mars 2027 »."""
        paid_in = next((m.month for m in self.shown.cash.months if m.aid), None)
        amount = euros(self.situation.startup_aid)
        return f"{amount}, une fois, en {month(paid_in)}" if paid_in else amount

    @property
    def income(self) -> Amount | None:
        """What comes in every full year; None when the ACI line is not known. A start-up aid comes
        once: it is in the cash, not here."""
        if self.line is None:
            return None
        return self.line.amount + Amount.per_year(self.situation.other_income)

    @property
    def may_lack(self) -> bool:
        """The chosen way (or every way, when none is chosen) may cost more than comes in."""
        considered = (self.chosen,) if self.chosen else self.statuses
        return all(status.may_lack for status in considered)

    @property
    def cost_message(self) -> str:
        """What the costs of the statuts say against the income, as the title of a chart."""
        figures = FIGURES_WORDS[self.situation.scenario.figures]
        if self.income is None:
            return f"{figures} : coût de chaque statut, en € par mois (recettes à calculer)"
        paid = [lower_first(s.status.label) for s in self.statuses if s.covered]
        if len(paid) == len(self.statuses):
            return f"{figures} : les recettes d’une année pleine couvrent tous les statuts (€ par mois)"
        if not paid:
            return f"{figures} : aucun statut n’est couvert quel que soit le prix (€ par mois)"
        return f"{figures} : une année pleine ne paie que : {listing(paid)} (€ par mois)"

    @property
    def shown(self) -> StatusBalance:
        """The statut that results speak of: the chosen one, or the first."""
        return self.chosen or self.statuses[0]

    @property
    def without_status(self) -> str:
        """Why results speak of a statut that the team did not choose; empty when it did."""
        wanted = self.situation.scenario.status
        if self.chosen:
            return ""
        if wanted is None:
            return "Choisissez un statut"
        label = lower_first(self.situation.catalog.status[wanted].label)
        return (
            f"Le Diaporama ne chiffre pas le statut « {label} » : choisissez-en un autre, ou les "
            "« Références 2026 »"
        )

    # --- in words ---------------------------------------------------------------------------------
    @property
    def advance(self) -> str:
        """What is paid first, in words; empty when there is no line."""
        if self.line is None:
            return ""
        figures, line = self.situation.figures, self.line.amount.central
        share, minimum = line * figures.share("aci-avance"), figures["aci-avance-minimum"]
        counted = min(max(share, minimum), line)
        if self.situation.scenario.advance_minimum and counted > share:
            least = f"vous comptez ici ce minimum, {euros_rounded(counted)}"
        else:
            least = "il n’est pas compté ici"
        return (
            f"{number(figures['aci-avance'])} % de cette ligne est versé en avance, soit "
            f"{euros_rounded(share)}. Le solde arrive vers {month_name(int(figures['aci-mois-solde']))} "
            f"de l’année suivante. Pour l’ensemble du socle, l’avance est d’au moins {euros(minimum)} : "
            f"{least}."
        )

    @property
    def before_aci(self) -> str:
        """What is to be paid before the ACI pays anything, in words; empty when there is nothing."""
        situation, shown = self.situation, self.shown
        if not situation.line_known:
            return "La patientèle n’est pas indiquée : aucun versement de l’ACI n’est compté."
        assumed = (
            " La date de signature de l’ACI n’est pas indiquée : nous comptons "
            f"{month(situation.signature)}."
            if situation.signature_assumed
            else ""
        )
        before: list[date] = []
        for cash_month in shown.cash.months:
            if cash_month.aci:
                break
            before.append(cash_month.month)
        paid = sum(p.euros for p in aci_payments(situation) if p.month < situation.start)
        if paid:
            return (
                f"L’ACI a versé {euros_rounded(paid)} avant {month(situation.start)} : mettez ce qu’il en "
                "reste dans « Argent en caisse au départ », nous ne le comptons pas."
            )
        if not before:
            return ""
        aided = sum(m.aid for m in shown.cash.months[: len(before)]) / CENTS
        if situation.startup_aid and not aided:
            aid = " L’aide au démarrage n’arrive qu’ensuite."
        else:
            aid = f" Aide au démarrage comptée : {euros_rounded(aided)}."
        to_pay = [sum(m.out for m in c.months[: len(before)]) / 100
                  for c in (shown.cash, shown.prudent_cash)]  # fmt: skip
        if len(before) == situation.horizon:
            return f"Sur toute la durée regardée, l’ACI ne verse rien.{aid}{assumed}"
        first = shown.cash.months[len(before)].month
        return (
            f"De {month(before[0])} au premier versement de l’ACI ({month(first)}), "
            f"{count(len(before), 'mois', 'mois')} à payer : {euros_range(*to_pay)}.{aid}{assumed}"
        )

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """To know whatever the statut."""
        return tuple(budget_alerts(self.situation, contract_signed=self.contract_signed))

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Everything that the figures rest on, said by the team or not."""
        return settings(self.situation)

    @property
    def defaults(self) -> tuple[Setting, ...]:
        """What the team did not say."""
        return tuple(setting for setting in self.settings if setting.assumed)

    @property
    def own_values_in_words(self) -> str:
        """The team's own figures that count here; empty when there are none."""
        situation = self.situation
        named = [
            f"{lower_first(f.parameter.label)} = {f.value_in_words}"
            for name in situation.figures.own
            for f in (situation.figures.figure(name, situation.today),)
        ]
        return f"Vos valeurs comptées ici : {' ; '.join(named)}." if named else ""

    @cached_property
    def figures_used(self) -> tuple[Figure, ...]:
        """Every dated figure behind what is shown, in the order of the files."""
        situation = self.situation
        names = {*PAYMENTS, "aci-attente-signature", *CHECKED_ALWAYS}
        if not situation.of_the_origin:
            names.update(CHECKED)
        for status in self.statuses:
            names.update(status.cost.explained.parameters)
        today = situation.today
        points = situation.points_on(situation.start.year)
        return tuple(
            (points if p.id in POINTS else situation.figures).figure(p.id, today)
            for p in situation.catalog.parameter.values()
            if p.id in names or (p.id in POINTS and situation.scenario.free_amount is None)
        )


def budget(catalog: Catalog, dossier: Dossier, today: date, key: str | None = None) -> Budget:
    """The budget of one scenario of ``dossier``: the one that the team keeps, or the one of ``key``."""
    key = key or dossier.budget.kept
    situation = Situation.of(catalog, dossier, dossier.budget.scenario(key), today)
    coming = incomes(situation)
    line = situation.aci_line(situation.start.year)
    income = None if line is None else Amount.per_year(line + situation.other_income)
    statuses = tuple(
        StatusBalance(
            situation=situation,
            status=catalog.status[status],
            cost=cost_of(situation, status, situation.days_per_week),
            income=income,
            coming=coming,
        )
        for status in known_statuses(situation)
    )
    contract = dossier.readiness.get("recruter-contrat")
    return Budget(
        key=key,
        situation=situation,
        contract_signed=contract is not None and contract.level == 3,
        statuses=statuses,
        chosen=next((s for s in statuses if s.status.id == situation.scenario.status), None),
    )


def budgets(catalog: Catalog, dossier: Dossier, today: date) -> tuple[Budget, ...]:
    """Every scenario of ``dossier``, in the order of their letters."""
    keys = sorted({*dossier.budget.scenarios, dossier.budget.kept})
    return tuple(budget(catalog, dossier, today, key) for key in keys)


def differences(one: Budget, other: Budget) -> tuple[tuple[str, str, str], ...]:
    """What two scenarios do not rest on alike: the setting, in the first, in the other; « – » where
    the scenario's statut has nothing to do with it."""
    firsts, others = _settings_that_count(one), _settings_that_count(other)
    return tuple(
        (label, firsts.get(label, "–"), others.get(label, "–"))
        for label in dict.fromkeys((*firsts, *others))
        if firsts.get(label) != others.get(label)
    )


def _settings_that_count(found: Budget) -> dict[str, str]:
    status = found.shown.status.id
    return {s.label: s.value for s in found.settings if status in s.statuses}
