"""The sheet of those who invoice: days or hours, price, VAT, and what is left to the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from premierspas.budget import Budget, StatusBalance
from premierspas.budget.costs import extras_of, micro_prices
from premierspas.budget.money import MONTHS, Amount
from premierspas.budget.situation import Situation
from premierspas.content.models import StatusId
from premierspas.exports.sheet import LEGEND, Cell, Input, Line, Live, Sheet
from premierspas.missions import HOURS_PER_DAY

_WIDTHS = (54, 19, 19, 19, 19, 19, 50)
_YES, _NO = "oui", "non"
_MICRO: StatusId = "auto-entrepreneur"
_PROVIDER: StatusId = "prestataire"
_INDEMNITY: StatusId = "indemnite"


@dataclass(frozen=True)
class _Column:
    """A price of a statut, a day or an hour. ``cost``: € a year; ``net``: € a month, None where we
    cannot know it."""

    status: StatusBalance
    header: str
    price: float
    cost: float
    net: float | None

    @property
    def by_the_hour(self) -> bool:
        return self.status.status.id == _INDEMNITY


def invoices_sheet(
    sheet: Sheet, kept: Budget, about: str, *, days: str
) -> dict[StatusId, dict[str, str]]:
    """The sheet; the cells that hold cost and net, by statut. ``days``: the cell of the days a week."""
    situation = kept.situation
    columns = _columns(kept)
    sheet.begin("Ceux qui facturent, pas à pas", (about, LEGEND), _WIDTHS)
    headers = ("En euros par an, sauf mention", *(c.header for c in columns), "D’où cela vient")
    sheet.header(headers, numbers=len(columns), rows=3)
    cells = sheet.lines(_lines(situation, columns, days), len(columns))
    found: dict[StatusId, dict[str, str]] = {}
    for status, ends in _ENDS.items():
        low, central, high = ends
        found[status] = {
            f"month_{name}": sheet.far(cells["month"][rank])
            for name, rank in (("low", low), ("central", central), ("high", high))
        }
        if status == _MICRO:
            found[status] |= {
                f"net_{name}": sheet.far(cells["net"][rank])
                for name, rank in (("low", low), ("high", high))
            }
    return found


# Which columns hold the lowest, the central and the highest cost of each statut.
_ENDS: Mapping[StatusId, tuple[int, int, int]] = {
    _MICRO: (0, 1, 2), _PROVIDER: (3, 3, 3), _INDEMNITY: (4, 4, 4),
}  # fmt: skip


def _columns(kept: Budget) -> tuple[_Column, ...]:
    situation = kept.situation
    scenario, figures = situation.scenario, situation.figures
    by_id = {status.status.id: status for status in kept.statuses}
    micro = by_id[_MICRO]
    assert micro.cost.net is not None
    label = micro.status.label

    def ends(amount: Amount) -> tuple[float, float, float]:
        return amount.low, amount.central, amount.high

    return (
        *(
            _Column(micro, f"{label}, {end}", price, cost, net / MONTHS)
            for end, price, cost, net in zip(
                ("au plus bas", "au milieu", "au plus haut"), micro_prices(situation),
                ends(micro.cost.amount), ends(micro.cost.net), strict=True,
            )
        ),
        _alone(by_id[_PROVIDER], scenario.provider_day_price or figures["prestataire-jour"]),
        _alone(by_id[_INDEMNITY], scenario.hourly_indemnity or figures["indemnite-heure"]),
    )  # fmt: skip


def _alone(status: StatusBalance, price: float) -> _Column:
    return _Column(status, status.status.label, price, status.cost.amount.central, None)


def _lines(situation: Situation, columns: tuple[_Column, ...], days: str) -> list[Line | str]:
    figures, scenario = situation.figures, situation.scenario
    worked = situation.days_per_week * situation.days_per_year
    extras = [extras_of(situation, c.status.status.id)[0].central for c in columns]
    quantities = [worked * (HOURS_PER_DAY if c.by_the_hour else 1) for c in columns]
    before = [quantity * c.price for quantity, c in zip(quantities, columns, strict=True)]
    vats = [c.cost - paid - more for c, paid, more in zip(columns, before, extras, strict=True)]

    def vat(column: _Column, value: float) -> Cell:
        match column.status.status.id:
            case "indemnite":
                return 0.0
            case "prestataire":
                return Live("{before}*{tva}", value)
            case _:
                due = f'OR({{charges}}="{_YES}",{{before}}>{{threshold}})'
                return Live(f"IF({due},{{before}}*{{tva}},0)", value)

    def net(column: _Column) -> Cell:
        if column.net is None:
            return column.status.net_in_words
        return Live("{before}*(1-{contributions}-{training})/12", column.net)

    return [
        Line("month", "Coût pour vous, par mois", "euros",
             tuple(Live("{year}/12", c.cost / MONTHS) for c in columns)),
        Line("year", "Coût pour vous, par an", "euros",
             tuple(Live("{before}+{vat}+{extras}", c.cost) for c in columns)),
        Line("net", "Net pour la personne, par mois, avant impôt", "euros",
             tuple(net(c) for c in columns), "Avant ses frais professionnels"),
        "À changer si besoin",
        Line("days", "Jours par semaine que vous payez", "number",
             (Live(days, situation.days_per_week),), "Ceux de la feuille « Salaire » : à changer là-bas"),
        Line("days_year", "Jours facturés par an, pour 1 jour par semaine", "number",
             (Input(situation.days_per_year),), "48 : quatre par mois. 52 : toutes les semaines"),
        Line("hours", "Heures d’une journée", "number", (Input(HOURS_PER_DAY),)),
        Line("price", "Prix d’une journée HT, ou d’une heure d’indemnité", "euros",
             tuple(Input(c.price) for c in columns)),
        Line("charges", "L’auto-entrepreneur facture la TVA", "word",
             (Input(_YES if scenario.micro_charges_vat else _NO, (_YES, _NO)),), "oui ou non"),
        Line("extras", "Vos autres frais, par an", "euros", tuple(map(Input, extras)),
             "Ce que vous avez saisi : transport, formation, remplacement…"),
        "Le calcul",
        Line("quantity", "Journées, ou heures d’indemnité", "number",
             tuple(Live("{days}*{days_year}" + ("*{hours}" if c.by_the_hour else ""), quantity)
                   for c, quantity in zip(columns, quantities, strict=True))),
        Line("before", "Avant TVA", "euros",
             tuple(Live("{quantity}*{price}", value) for value in before)),
        Line("vat", "TVA, que la maison de santé ne récupère pas", "euros",
             tuple(vat(c, value) for c, value in zip(columns, vats, strict=True)),
             "Auto-entrepreneur : s’il la facture, ou au-dessus du seuil"),
        "Les chiffres (à changer si besoin)",
        Line("tva", "Taux de TVA", "percent", (Input(figures.share("tva")),)),
        Line("threshold", "Seuil de TVA de l’auto-entrepreneur", "euros",
             (Input(figures["tva-franchise"]),), "Par an, tous ses clients confondus"),
        Line("contributions", "Cotisations de l’auto-entrepreneur", "percent",
             (Input(figures.share("micro-cotisations")),), "Du chiffre d’affaires"),
        Line("training", "Contribution formation de l’auto-entrepreneur", "percent",
             (Input(figures.share("micro-formation")),), "Du chiffre d’affaires"),
    ]  # fmt: skip
