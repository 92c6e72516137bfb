"""What the team says of a scenario: every field has a default, said under it or in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from premierspas.budget import Budget
from premierspas.budget.aci import READINGS
from premierspas.budget.situation import FIGURES_WORDS, Situation
from premierspas.dossier import Scenario
from premierspas.dossier.changes import Change, set_extra, set_in_part, set_in_scenario
from premierspas.french import euros, number
from ui import fields, st, state, visitor

_AMOUNT: dict[str, Any] = {"step": 100.0, "format": "%.0f"}
_PERIODS = {"mois": "€ par mois", "an": "€ par an", "une-fois": "€, une fois"}
_READINGS = {
    "pro-rata": "Au prorata des patients (guide de l’Assurance Maladie)",
    "tranches": "Par tranche entière (lecture du Diaporama)",
}
_PAYS = {
    "position": "Par la grille de la convention",
    "gross": "Par le brut à temps plein",
    "net": "Par le net que la personne recevra",
}
_EMPLOYERS = {"association": "L’association", "sisa": "La SISA"}
_BY_THE_YEAR = "annee"
_LEAST_SHARE = 0.1  # of a full time: half a day a week


class Inputs:
    """The fields of the scenario on screen."""

    def __init__(self, shown: Budget) -> None:
        self.key, self.shown = shown.key, shown
        self.scenario: Scenario = shown.situation.scenario
        self.catalog = state.catalog()

    def _to(self, name: str) -> Callable[[Any], Change]:
        return lambda value: set_in_scenario(self.key, name, value)

    def _id(self, name: str) -> str:
        return f"budget-{self.key}-{name}"

    def _number(
        self, label: str, name: str, check: fields.Check | None = None, **options: Any
    ) -> None:
        value = getattr(self.scenario, name)
        fields.number(label, self._id(name), value, self._to(name), check, **options)

    def _choice(self, label: str, name: str, words: dict[Any, str], **options: Any) -> None:
        value = getattr(self.scenario, name)
        fields.choice(
            label, self._id(name), value, list(words), words.__getitem__, self._to(name), **options
        )

    def _with(self, name: str, value: float) -> Situation:
        """With another number in one field, not yet accepted by the dossier."""
        scenario = self.scenario.model_copy(update={name: value})
        return Situation.of(self.catalog, state.dossier(), scenario, visitor.today())

    def _check_pay(self, name: str) -> fields.Check:
        """Why the pay cannot be counted with this number; empty when it can."""
        return lambda value: self._with(name, value).pay_problem

    def _check_time(self, name: str) -> fields.Check:
        """Why our time and the shared post cannot go together with this number; empty when they can."""
        return lambda value: self._with(name, value).shared_problem

    # --- the three that matter --------------------------------------------------------------------
    def essential(self) -> None:
        """Patients, days a week, statut: enough for a first result."""
        team = state.dossier().team
        left, right = st.columns(2)
        with left:
            fields.number(
                "Patientèle", "budget-patients", team.patients,
                lambda value: set_in_part("team", "patients", value), step=100,
                help="Patients de tout âge ayant déclaré un médecin de l’équipe comme médecin traitant.",
            )  # fmt: skip
        with right:
            self._number(
                "Jours payés par semaine", "days_per_week", self._check_time("days_per_week"),
                step=0.5, format="%.1f",
                placeholder="1 jour, à défaut", help="De 0,5 à 5 jours. Un jour compte 7 heures.",
            )  # fmt: skip
        known = {s.status.id: s.status.label for s in self.shown.statuses}
        self._choice("Statut", "status", known, horizontal=True)

    # --- everything else --------------------------------------------------------------------------
    def all(self) -> None:
        """Every other field, by subject."""
        self._choice("Chiffres utilisés", "figures", FIGURES_WORDS, horizontal=True)
        with st.expander("Le poste et le calendrier"):
            self._post()
        with st.expander("La paie, si vous embauchez"):
            self._pay()
        with st.expander("Les prix, si la personne facture"):
            self._prices()
        with st.expander("Les autres frais"):
            self._extras()
        with st.expander("L’ACI : règle, signature, avance"):
            self._aci()
        with st.expander("Les aides et les autres recettes"):
            self._funding()

    def _post(self) -> None:
        fields.day(
            "Premier mois payé (à défaut, l’arrivée souhaitée)", self._id("start"),
            self.scenario.start, self._to("start"),
        )  # fmt: skip
        self._full_time_share()
        left, right = st.columns(2)
        with left:
            self._number(
                "Plus tard : jours payés par semaine", "later_days_per_week",
                self._check_time("later_days_per_week"),
                step=0.5, format="%.1f", placeholder="le même temps",
            )  # fmt: skip
        with right:
            self._number("À partir de quel mois ?", "later_from_month", step=1, placeholder="13",
                         help="13 : au début de la deuxième année.")  # fmt: skip
        self._number(
            "Poste partagé : jours par semaine en tout", "shared_days_per_week",
            self._check_time("shared_days_per_week"),
            step=0.5, format="%.1f", placeholder="non partagé",
            help="Le temps de tout le poste, quand d’autres équipes paient le reste.",
        )  # fmt: skip
        self._number("Jours facturés par an, pour 1 jour par semaine", "days_per_year", step=1,
                     placeholder="48", help="48 : quatre par mois. 52 : toutes les semaines.")  # fmt: skip
        self._choice("Durée regardée", "horizon_years", {n: f"{n} ans" for n in (3, 4, 5)},
                     horizontal=True)  # fmt: skip

    def _full_time_share(self) -> None:
        """The days paid, for those who count in ETP."""
        paid, full = self.scenario.days_per_week, self.shown.situation.time(1)

        def check(share: float) -> str:
            if not _LEAST_SHARE <= share <= 1:
                return f"Il faut entre {number(_LEAST_SHARE)} et 1 ETP. Rien n’est changé."
            return self._check_time("days_per_week")(share / full)

        fields.number(
            "Temps payé en ETP (1 : un temps plein)", self._id("etp"),
            None if paid is None else round(paid * full, 4),
            lambda share: set_in_scenario(
                self.key, "days_per_week", None if share is None else round(share / full, 4)
            ),
            check, step=0.1, format="%.2f", placeholder="0,2, à défaut",
            help="Le même choix que « Jours payés par semaine » : un jour fait 0,2 ETP.",
        )  # fmt: skip

    def _pay(self) -> None:
        figures = self.shown.situation.figures
        self._choice("Comment fixez-vous le salaire ?", "pay", _PAYS)
        if self.scenario.pay == "position":
            self._choice(
                "Positionnement", "position",
                {n: f"{n} : {euros(figures[f'position-{n}'])}" for n in (11, 12, 13, 14, 15)},
                help="Brut minimum par mois à temps plein, dernière grille connue (1er janvier 2024).",
            )  # fmt: skip
        elif self.scenario.pay == "gross":
            self._number(
                "Brut par mois, à temps plein (€)", "gross_full_time",
                self._check_pay("gross_full_time"), **_AMOUNT,
            )  # fmt: skip
        else:
            self._number(
                "Net par mois, pour le temps payé (€)", "net_wanted",
                self._check_pay("net_wanted"), **_AMOUNT,
            )  # fmt: skip
        fields.tick("Contrat de cadre", self._id("executive"), self.scenario.executive,
                    self._to("executive"))  # fmt: skip
        self._choice("Qui est l’employeur ?", "employer", _EMPLOYERS, horizontal=True)
        self._number(
            "Taxe sur les salaires de vos autres salariés (€ par an)", "other_payroll_tax",
            placeholder="0", help="Avant franchise, décote et abattement.", **_AMOUNT,
        )  # fmt: skip

    def _prices(self) -> None:
        figures = self.shown.situation.figures
        self._number(
            "Journée d’auto-entrepreneur (€ HT)", "micro_day_price", step=10.0, format="%.0f",
            placeholder=f"de {number(figures['micro-jour-bas'])} à {number(figures['micro-jour-haut'])}",
        )  # fmt: skip
        fields.tick("Il facture la TVA", self._id("micro_charges_vat"),
                    self.scenario.micro_charges_vat, self._to("micro_charges_vat"))  # fmt: skip
        self._number("Journée de prestataire (€ HT)", "provider_day_price", step=10.0, format="%.0f",
                     placeholder=number(figures["prestataire-jour"]))  # fmt: skip
        self._number("Indemnité d’un membre de l’équipe (€ de l’heure)", "hourly_indemnity",
                     step=1.0, format="%.0f", placeholder=number(figures["indemnite-heure"]))  # fmt: skip
        st.caption("Les prix de la journée datent de 2018-2019 : demandez des devis.")

    def _extras(self) -> None:
        for extra in self.catalog.statuses.extras:
            fields.number(
                f"{extra.label} ({_PERIODS[extra.period]})", self._id(extra.id),
                self.scenario.extras.get(extra.id),
                lambda value, extra=extra: set_extra(self.key, extra.id, value),
                placeholder="0", help=extra.explanation, **_AMOUNT,
            )  # fmt: skip

    def _aci(self) -> None:
        minimum = self.shown.situation.figures["aci-avance-minimum"]
        versions = {_BY_THE_YEAR: "Celle de l’année"}
        versions |= {version.id: version.label for version in self.catalog.statuses.aci_versions}
        fields.choice(
            "Version de l’ACI", self._id("aci_version"), self.scenario.aci_version or _BY_THE_YEAR,
            list(versions), versions.__getitem__,
            lambda value: set_in_scenario(
                self.key, "aci_version", None if value == _BY_THE_YEAR else value
            ),
        )  # fmt: skip
        fields.choice(
            "Lecture de la règle", self._id("reading"), self.shown.situation.reading, list(READINGS),
            _READINGS.__getitem__, self._to("reading"),
        )  # fmt: skip
        fields.day(
            "Signature de l’ACI (à défaut, celle de la page Équipe)", self._id("aci_signature"),
            self.scenario.aci_signature, self._to("aci_signature"),
        )  # fmt: skip
        self._number(
            "Mois comptés l’année de la signature (vide : année entière)", "months_in_year", step=1,
            help="La règle exacte de la première année n’est pas connue : c’est votre hypothèse.",
        )  # fmt: skip
        fields.tick(
            f"Compter le minimum de l’avance ({euros(minimum)})", self._id("advance_minimum"),
            self.scenario.advance_minimum, self._to("advance_minimum"),
            help="Il porte sur tout le socle : ne le comptez que si l’équipe l’affecte au coordinateur.",
        )  # fmt: skip
        self._number("Patients de plus chaque année", "patients_growth", step=50, placeholder="0",
                     help="Un nombre négatif si la patientèle baisse.")  # fmt: skip
        self._number(
            "Montant donné par la CPAM, à la place du calcul (€ par an)", "free_amount", **_AMOUNT
        )

    def _funding(self) -> None:
        left, right = st.columns(2)
        with left:
            self._number("Aide au démarrage FIR / ARS (€, une fois)", "startup_aid",
                         placeholder="0 tant que rien n’est écrit", **_AMOUNT,
                         help=self.catalog.parameter["fir-aide"].to_check)  # fmt: skip
        with right:
            fields.day("Versée en (à défaut, le premier mois)", self._id("startup_aid_on"),
                       self.scenario.startup_aid_on, self._to("startup_aid_on"))  # fmt: skip
        with left:
            self._number("Participation par professionnel (€ par mois)", "contribution", step=5.0,
                         format="%.0f", placeholder="0",
                         help="Multipliée par le nombre de professionnels.")  # fmt: skip
        with right:
            self._number(
                "Pendant combien de mois ? (vide : toujours)", "contribution_months", step=1
            )
        self._professionals()
        left, right = st.columns(2)
        with left:
            self._number(
                "Autre financement (€ par an)", "other_funding", placeholder="0", **_AMOUNT
            )
        with right:
            self._number(
                "Argent en caisse au départ (€)", "opening_cash", placeholder="0", **_AMOUNT
            )

    def _professionals(self) -> None:
        fields.number(
            "Professionnels de l’équipe", "budget-professionals", state.dossier().team.professionals,
            lambda value: set_in_part("team", "professionals", value), step=1, width=320,
            help="Le même nombre que sur la page Équipe.",
        )  # fmt: skip

    # --- moved while looking at the curve ---------------------------------------------------------
    def sliders(self) -> None:
        """What moves the account most, to slide."""
        situation = self.shown.situation
        left, right = st.columns(2)
        with left:
            fields.slider(
                "Jours payés par semaine", self._id("slide-days"), situation.days_per_week,
                self._to("days_per_week"), self._check_time("days_per_week"),
                least=0.5, most=5.0, step=0.5, format="localized",
            )  # fmt: skip
            fields.slider(
                "Aide au démarrage (€)", self._id("slide-aid"), int(situation.startup_aid),
                lambda value: set_in_scenario(self.key, "startup_aid", float(value)),
                least=0, most=max(50_000, int(situation.startup_aid)), step=500,
                format="localized",
            )  # fmt: skip
        with right:
            fields.slider(
                "Participation par professionnel (€ par mois)", self._id("slide-contribution"),
                int(self.scenario.contribution or 0),
                lambda value: set_in_scenario(self.key, "contribution", float(value)),
                least=0, most=max(200, int(self.scenario.contribution or 0)), step=5,
            )  # fmt: skip
            fields.slider(
                "Argent en caisse au départ (€)", self._id("slide-opening"),
                int(self.scenario.opening_cash or 0),
                lambda value: set_in_scenario(self.key, "opening_cash", float(value)),
                least=min(0, int(self.scenario.opening_cash or 0)),
                most=max(30_000, int(self.scenario.opening_cash or 0)), step=500,
                format="localized",
            )  # fmt: skip
        if self.scenario.contribution and not situation.professionals:
            self._professionals()
