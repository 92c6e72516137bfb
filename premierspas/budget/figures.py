"""The dated figures as a computation uses them: in force on a day, or replaced by the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from premierspas.content import Catalog
from premierspas.content.models import DatedValue, Parameter, SourceRef
from premierspas.french import euros, month_name, number

CHECK_AFTER = timedelta(days=365)
NO_VALUES: Mapping[str, float] = MappingProxyType({})
_OWN = SourceRef.model_validate({"document": "notre-conseil", "section": "Valeur de l’équipe"})


def value_on(parameter: Parameter, day: date) -> DatedValue | None:
    """The value in force on ``day``, None before the first one."""
    found = None
    for dated in parameter.values:
        if dated.since > day:
            break
        found = dated
    return found


@dataclass(frozen=True)
class Figure:
    """A parameter with the value that counts. ``dated``: the reference behind it, None before its
    first date; ``own``: the team's value, None when it keeps the reference."""

    parameter: Parameter
    dated: DatedValue | None
    own: float | None
    today: date

    @property
    def value(self) -> float | None:
        """In the unit of the parameter."""
        if self.own is not None:
            return self.own
        return self.dated.value if self.dated else None

    @property
    def value_in_words(self) -> str:
        """« 12,31 €/heure »."""
        return in_unit(self.parameter, self.value)

    @property
    def source(self) -> SourceRef:
        if self.own is not None or self.dated is None:
            return _OWN
        return self.dated.reference

    @property
    def why_check(self) -> str:
        """Why this figure must be confirmed before it is relied on; empty when it need not be."""
        if self.own is not None:
            return "Valeur saisie par l’équipe."
        reasons = [self.parameter.to_check] if self.parameter.to_check else []
        if self.today - self.parameter.checked_on > CHECK_AFTER:
            reasons.append(f"Relu pour la dernière fois le {self.parameter.checked_on:%d/%m/%Y}.")
        if self.parameter.origin == "hypothese" and not reasons:
            reasons.append("C’est une hypothèse de notre part.")
        return " ".join(reasons)


def in_unit(parameter: Parameter, value: float | None) -> str:
    """« 12,31 €/heure », « 1 350 points »; « – » when there is no value."""
    if value is None:
        return "–"
    if parameter.unit.startswith("€"):
        return euros(round(value, 2)) + parameter.unit.removeprefix("€")
    match parameter.unit:
        case "nombre":
            return number(value, 4)
        case "mois de l’année":
            return f"{number(value)} ({month_name(int(value))})"
        case unit:
            return f"{number(value, 4)} {unit}"


_MOST_MONTHS = 60


def in_whole_months(parameter: Parameter) -> bool:
    """A month of the year, or a number of months: never a part of one."""
    return parameter.unit in ("mois", "mois de l’année")


def own_value_range(parameter: Parameter) -> tuple[float, float]:
    """Between what and what a team may put its own value: wide, but nothing that makes no sense."""
    if parameter.limits:
        return parameter.limits.low, parameter.limits.high
    reference = parameter.values[-1].value
    match parameter.unit:
        case "mois de l’année":
            return 1, 12
        case "mois":
            return 0, _MOST_MONTHS
        case "%":
            return 0, 100 if reference >= 50 else max(2 * reference, 5)
        case "nombre":
            return reference / 2, reference * 2
        case "€/mois" | "€/an" | "€/heure" | "€/jour" | "€":
            return 0, max(10 * reference, 100_000)
        case _:
            return reference / 10, reference * 10


def own_value_problem(parameter: Parameter, value: float) -> str:
    """Why ``value`` cannot replace the reference, empty when it can."""
    least, most = own_value_range(parameter)
    if not least <= value <= most:
        return (
            f"Cette valeur n’a pas été prise : il faut entre {in_unit(parameter, least)} et "
            f"{in_unit(parameter, most)}."
        )
    if in_whole_months(parameter) and value != int(value):
        return "Cette valeur n’a pas été prise : il faut un nombre entier."
    return ""


def acceptable(catalog: Catalog, own: Mapping[str, float]) -> Mapping[str, float]:
    """``own`` without what cannot be counted (a file may hold anything)."""
    free = {p.id: p for file in catalog.figures if not file.fixed for p in file.parameters}
    return {
        name: value
        for name, value in own.items()
        if name in free and not own_value_problem(free[name], value)
    }


class Figures:
    """The figures in force on ``day``, with the team's own ones in their place.

    ``figures["tva"]`` is the value in its unit, ``figures.share("tva")`` a percentage as a factor.
    Both raise KeyError for a figure that was not in force yet.
    """

    def __init__(self, catalog: Catalog, day: date, own: Mapping[str, float] = NO_VALUES) -> None:
        self.catalog, self.day, self.own = catalog, day, own
        self._values: dict[str, float] = {}

    def __getitem__(self, parameter: str) -> float:
        value = self._values.get(parameter)
        if value is None:
            value = self.own.get(parameter)
            if value is None:
                dated = value_on(self.catalog.parameter[parameter], self.day)
                if dated is None:
                    raise KeyError(parameter)
                value = dated.value
            self._values[parameter] = value
        return value

    def share(self, parameter: str) -> float:
        """A percentage as a factor: 20 % is 0.2."""
        return self[parameter] / 100

    def total(self, parameters: Iterable[str]) -> float:
        """Several percentages together, in percent."""
        return sum(self[parameter] for parameter in parameters)

    def sources(self, parameters: Iterable[str]) -> tuple[SourceRef, ...]:
        """Where the values of ``parameters`` are written, each place once."""
        found: dict[SourceRef, None] = {}
        for name in parameters:
            dated = value_on(self.catalog.parameter[name], self.day)
            found[_OWN if name in self.own or dated is None else dated.reference] = None
        return tuple(found)

    def on(self, day: date) -> Figures:
        """The same, on another day."""
        return Figures(self.catalog, day, self.own)

    def figure(self, parameter: str, today: date) -> Figure:
        """One figure with its reference and what is doubtful about it as of ``today``."""
        found = self.catalog.parameter[parameter]
        return Figure(found, value_on(found, self.day), self.own.get(parameter), today)
