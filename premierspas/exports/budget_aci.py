"""The sheet of the ACI: the coordination line by both readings of the rule, and what is paid when."""

from __future__ import annotations

from premierspas.budget import Budget
from premierspas.budget.aci import READING_WORDS, READINGS, TITLE, AciRule, Reading
from premierspas.budget.cash import aci_payments
from premierspas.exports.sheet import LEGEND, Cell, Input, Line, Live, Sheet

UNKNOWN = "à calculer"
_WIDTHS = (54, 26, 26, 62)
_PARAMETERS = {
    "fixed": "aci-points-fixes",
    "below": "aci-points-par-tranche",
    "beyond": "aci-points-au-dela",
    "tranche": "aci-patients-par-tranche",
    "threshold": "aci-seuil",
    "point": "aci-valeur-du-point",
}


def aci_sheet(sheet: Sheet, kept: Budget, about: str) -> str:
    """The sheet; the cell that holds the line of a full year."""
    sheet.begin(TITLE, (about, LEGEND, kept.version_words), _WIDTHS)
    sheet.header(("", *(READING_WORDS[r].capitalize() for r in READINGS), "D’où cela vient"),
                 numbers=len(READINGS))  # fmt: skip
    cells = sheet.lines(_lines(kept), len(READINGS))
    _calendar(sheet, kept)
    return sheet.far(cells["line"][0])


def _lines(kept: Budget) -> list[Line | str]:
    situation = kept.situation
    scenario, patients = situation.scenario, situation.patients
    rule = AciRule.of(situation.points_on(situation.start.year))
    parameter = situation.catalog.parameter
    counted = {r: rule.tranches(patients or 0, r) for r in READINGS}
    line: float | str = kept.line.amount.central if kept.line else UNKNOWN

    def tranches(people: str, rank: int) -> tuple[Cell, ...]:
        formula = {"pro-rata": f"{people}/{{tranche}}", "tranches": f"INT({people}/{{tranche}})"}
        return tuple(Live(formula[r], counted[r][rank]) for r in READINGS)

    def yearly(reading: Reading) -> float | str:
        return UNKNOWN if patients is None else rule.yearly(patients, reading)

    return [
        "Ce que l’ACI verse, une année pleine",
        Line("line", "Ligne comptée, par an", "euros", (Live(
             "IF(ISNUMBER({typed}),{typed},"
             f'IF({{reading}}="{READING_WORDS["tranches"]}",{{yearly_2}},{{yearly_1}}))', line),)),
        Line("month", "Ligne comptée, par mois", "euros", (Live(
             f'IF(ISNUMBER({{line}}),{{line}}/12,"{UNKNOWN}")',
             kept.line.amount.monthly_central if kept.line else UNKNOWN),)),
        "À changer si besoin",
        Line("patients", "Patients", "count", (Input(patients),),
             parameter["aci-seuil"].base),
        Line("reading", "Lecture de la règle", "word", (Input(
             READING_WORDS[situation.reading], tuple(READING_WORDS[r] for r in READINGS)),),
             "Au prorata : guide de l’Assurance Maladie. Par tranche entière : Diaporama."),
        Line("typed", "Montant par an, à la place du calcul", "euros", (Input(scenario.free_amount),),
             "Vide : le calcul compte"),
        *(Line(name, parameter[figure].label, "euros" if name == "point" else "count",
               (Input(getattr(rule, name)),), parameter[figure].base)
          for name, figure in _PARAMETERS.items()),
        "Le calcul",
        Line("people_below", "Patients jusqu’au seuil", "count", (Live(
             "MIN(N({patients}),{threshold})", min(patients or 0, rule.threshold)),)),
        Line("people_beyond", "Patients au-delà du seuil", "count", (Live(
             "MAX(N({patients})-{threshold},0)", max((patients or 0) - rule.threshold, 0)),)),
        Line("tranches_below", "Tranches jusqu’au seuil", "factor", tranches("{people_below}", 0)),
        Line("tranches_beyond", "Tranches au-delà du seuil", "factor", tranches("{people_beyond}", 1)),
        Line("points", "Points par an", "number",
             tuple(Live("{fixed}+{below}*{tranches_below}+{beyond}*{tranches_beyond}",
                        rule.yearly(patients or 0, r) / rule.point) for r in READINGS),
             "Points fixes + points de chaque tranche"),
        Line("yearly", "Ligne calculée, par an", "euros",
             tuple(Live(f'IF(ISNUMBER({{patients}}),{{points}}*{{point}},"{UNKNOWN}")', yearly(r))
                   for r in READINGS), "Points × valeur du point"),
    ]  # fmt: skip


def _calendar(sheet: Sheet, kept: Budget) -> None:
    """What the Assurance Maladie pays month by month, as the account counts it."""
    months = {month.month for month in kept.shown.cash.months}
    paid = sorted(
        (p for p in aci_payments(kept.situation) if p.month in months), key=lambda p: p.month
    )
    sheet.section("Les versements comptés dans la trésorerie", len(_WIDTHS))
    if not paid:
        sheet.paragraph("Aucun versement de l’ACI pendant la durée regardée.")
        return
    sheet.header(("Versement", "Mois", "Montant"), numbers=2, main=False)
    for payment in paid:
        what = f"{payment.what.capitalize()} de l’année {payment.year}"
        sheet.table_row((what, payment.month, payment.euros), ("text", "month", "euros"), "given")
