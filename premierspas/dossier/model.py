"""The team's file: the one typed document that everything reads and writes.

Nothing in it is required. Everything that a person can change on its own is a field or a key of its
own, so that two people who change different things both keep their work. Answers are kept under
the ids of ``content/``; an id that the content no longer knows is kept too, and simply not shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from premierspas.content.models import StatusId, Way

SCHEMA_VERSION: Final = 5

# Control characters have no place in what a person types, and PostgreSQL refuses NUL; half of a
# surrogate pair (possible in JSON) cannot be written anywhere.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Invisible characters that reverse the direction of the text around them can disguise it.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean_text(value: str) -> str:
    """``value`` without what cannot be shown or stored; line ends become « \\n »."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _DIRECTION.sub("", _UNPRINTABLE.sub("", value))


def _clean(value: object) -> object:
    return clean_text(value) if isinstance(value, str) else value


def _one_line(value: str) -> str:
    return " ".join(value.split())


NAME_LENGTH = 120
NOTE_LENGTH = 2000
MAX_ENTRIES = 200  # far above what any content or team needs
MAX_MEMBERS = 60
MAX_SNAPSHOTS = 30
MAX_SCENARIOS = 8
MAX_DECISIONS = 120
MAX_VOTES = 6  # rounds kept of a decision: the last ones
MAX_PARKED = 100
FIRST_SCENARIO: Final = "a"

Name = Annotated[
    str,
    StringConstraints(max_length=NAME_LENGTH),
    BeforeValidator(_clean),
    AfterValidator(_one_line),
]
Note = Annotated[str, StringConstraints(max_length=NOTE_LENGTH), BeforeValidator(_clean)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
# What a workshop asks: « attentes.regler-conflit », « profil ».
QuestionKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*(\.[a-z0-9-]+)?$", max_length=90)
]
Percent = Annotated[int, Field(ge=0, le=100)]


Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


def _at_most(limit: int) -> AfterValidator:
    def check(entries: Mapping[str, Any]) -> Mapping[str, Any]:
        if len(entries) > limit:
            raise ValueError(f"au plus {limit} éléments")
        return entries

    return AfterValidator(check)


T = TypeVar("T")
Entries = Annotated[dict[Key, T], _at_most(MAX_ENTRIES)]


class Part(BaseModel):
    """Base of the dossier: immutable; changes make a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def changed(self, **fields: Any) -> Self:
        """A copy with these fields replaced, validated (pydantic.ValidationError when refused)."""
        current = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(current | fields)


class Team(Part):
    """Who the team is. ``patients``: people of any age whose declared doctor belongs to it."""

    name: Name = ""
    territory: Name = ""
    professionals: Annotated[int, Field(ge=0, le=500)] | None = None
    patients: Annotated[int, Field(ge=0, le=200_000)] | None = None
    arrival: Day | None = None  # wished arrival of the coordinator
    aci_signature: Day | None = None  # signed or foreseen
    anchor: Name = ""  # the person of the team who keeps the roadmap alive
    federation_contact: Name = ""


Level = Annotated[int, Field(ge=0, le=3)]
LevelAnswer = Level | Literal["unknown", "not-concerned"]
Ease = Literal["at-ease", "not-at-ease", "nobody"]


class CriterionAnswer(Part):
    """``level`` 0 to 3, or why there is none; None: not answered. ``target``: the level that the team
    aims at, None for the one that the content expects."""

    level: LevelAnswer | None = None
    comment: Note = ""
    target: Annotated[int, Field(ge=1, le=3)] | None = None


class CardPlacement(Part):
    """Who should do it, and the sentence that the team agreed on.

    ``minority``: what those who see it otherwise say. ``instead``: who does it, when it is not the
    coordinator. ``assumed``: nobody will, and the team says so.
    """

    way: Way | None = None
    decision: Note = ""
    minority: Note = ""
    instead: Name = ""
    assumed: bool = False


class MemberAnswers(Part):
    """What one person answered alone: choices only, no name and no text."""

    readiness: Entries[LevelAnswer] = {}
    expectations: Entries[Way] = {}


class Snapshot(Part):
    """The team's answers to the questionnaire on a day, kept to compare with later."""

    day: Day
    readiness: Entries[LevelAnswer] = {}


class MissionChoice(Part):
    """``hours_per_week``: hours a week, None while the team keeps the suggested guess; ``when`` too."""

    kept: bool = False
    hours_per_week: Annotated[float, Field(ge=0, le=35)] | None = None
    when: Literal["six-premiers-mois", "plus-tard"] | None = None


class ProfileDecision(Part):
    """``weights``: points out of 100 by criterion. ``scores``: level (0 to 3) by criterion and
    profile, where the team does not read them as we do. The verdict is the team's own."""

    weights: Entries[Percent] = {}
    scores: Entries[Entries[Level]] = {}
    verdict: Literal["interne", "experimente", "externe"] | None = None
    fallback: Literal["interne", "experimente", "externe"] | None = None
    reason: Note = ""


Euros = Annotated[float, Field(ge=0, le=1_000_000)]
DaysPerWeek = Annotated[float, Field(ge=0.5, le=5)]


class Scenario(Part):
    """A way of doing it that the team has counted. None: the default that the result names.

    The post. ``days_per_week``: days paid a week; ``days_per_year``: days invoiced in a year for one
    day a week; ``start``: first month paid (the wished arrival by default); ``later_days_per_week``
    from the ``later_from_month``-th month on; ``shared_days_per_week``: of the whole post, when other
    teams pay the rest of it.

    The pay. ``gross_full_time``: € a month for a full time; ``net_wanted``: € a month for the time
    paid; ``other_payroll_tax``: taxe sur les salaires of the employer's other employees, € a year
    before any reduction. ``micro_day_price``, ``provider_day_price``: € a day before VAT;
    ``hourly_indemnity``: € an hour; ``extras``: by id of ``statuts.yaml``, € in the extra's period.

    The money. ``free_amount``: € a year instead of the ACI's rule; ``months_in_year``: months counted
    in the year of the signature; ``patients_growth``: patients a year; ``advance_minimum``: count the
    minimum of the advance; ``startup_aid``: € once; ``contribution``: € a month and professional,
    for ``contribution_months`` (None: always); ``other_funding``: € a year; ``opening_cash``: €.
    """

    name: Name = ""
    figures: Literal["support-origine", "references-2026", "mes-valeurs"] = "references-2026"

    status: StatusId | None = None
    days_per_week: DaysPerWeek | None = None
    days_per_year: Annotated[int, Field(ge=40, le=52)] | None = None
    start: Day | None = None
    later_days_per_week: DaysPerWeek | None = None
    later_from_month: Annotated[int, Field(ge=2, le=60)] | None = None
    shared_days_per_week: DaysPerWeek | None = None

    pay: Literal["position", "gross", "net"] = "position"
    position: Literal[11, 12, 13, 14, 15] = 11
    gross_full_time: Euros | None = None
    net_wanted: Euros | None = None
    executive: bool = False
    employer: Literal["association", "sisa"] = "association"
    other_payroll_tax: Euros | None = None
    micro_day_price: Annotated[float, Field(ge=1, le=3000)] | None = None
    micro_charges_vat: bool = False
    provider_day_price: Annotated[float, Field(ge=1, le=3000)] | None = None
    hourly_indemnity: Annotated[float, Field(ge=1, le=500)] | None = None
    extras: Entries[Euros] = {}

    aci_version: Key | None = None
    reading: Literal["pro-rata", "tranches"] | None = None
    aci_signature: Day | None = None
    free_amount: Euros | None = None
    months_in_year: Annotated[int, Field(ge=1, le=12)] | None = None
    patients_growth: Annotated[int, Field(ge=-20_000, le=20_000)] | None = None
    advance_minimum: bool = False
    startup_aid: Euros | None = None
    startup_aid_on: Day | None = None
    contribution: Annotated[float, Field(ge=0, le=5000)] | None = None
    contribution_months: Annotated[int, Field(ge=1, le=60)] | None = None
    other_funding: Euros | None = None
    opening_cash: Annotated[float, Field(ge=-1_000_000, le=1_000_000)] | None = None
    horizon_years: Literal[3, 4, 5] = 3


class BudgetChoices(Part):
    """``scenarios`` by a letter; ``kept``: the one that everything else counts with; ``fallback``: the
    other one, if the first fails. ``own_values``: figures replaced by the team, by parameter."""

    scenarios: Annotated[dict[Key, Scenario], _at_most(MAX_SCENARIOS)] = {}
    kept: Key = FIRST_SCENARIO
    fallback: Key | None = None
    own_values: Entries[Annotated[float, Field(ge=0, le=1_000_000)]] = {}
    note: Note = ""

    def scenario(self, key: str) -> Scenario:
        """The scenario of ``key``; one where nothing was said if there is none."""
        return self.scenarios.get(key) or Scenario()

    @property
    def main(self) -> Scenario:
        """The scenario that the team keeps."""
        return self.scenario(self.kept)


class ActionEdit(Part):
    """What the team says of an action of the roadmap; None or empty: as the tool suggests."""

    title: Name = ""  # only for an action of the team's own
    owner: Name = ""
    deadline: Day | None = None
    done: bool = False
    dropped: bool = False
    refusal: Note = ""  # why it was dropped
    means: Note = ""
    success: Note = ""


class PerspectiveChoice(Part):
    """A way on after the first mission: whether the team chose it, and the day when it decides."""

    kept: bool = False
    on: Day | None = None


class Counted(Part):
    """Number of people (or of points) for one answer, in words."""

    answer: Name
    number: Annotated[int, Field(ge=0, le=100_000)]


class Vote(Part):
    """What a round of a workshop gave: numbers only, never under four answers. ``word``: how far apart
    people were."""

    round: Annotated[int, Field(ge=1, le=20)]
    people: Annotated[int, Field(ge=4, le=10_000)]
    answers: Annotated[tuple[Counted, ...], Field(max_length=20)] = ()
    word: Literal["", "accord", "nuancé", "clivé"] = ""


class Decision(Part):
    """What the team decided in a workshop, and how it came to it. ``value``: in words; ``who``: does it,
    where somebody was named; ``minority``: what those who see it otherwise say; ``votes``: the rounds
    that were shown."""

    question: Note
    value: Note = ""
    who: Name = ""
    sentence: Note = ""
    minority: Note = ""
    decided_at: AwareDatetime
    votes: Annotated[tuple[Vote, ...], Field(max_length=MAX_VOTES)] = ()


class DocumentDetails(Part):
    """What the ready documents need and nothing else asks. ``amount_asked``: € in all."""

    employer: Name = ""  # the structure that signs the contract
    workplace: Name = ""
    contact: Name = ""  # where to apply
    apply_before: Day | None = None
    amount_asked: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    signatory: Name = ""  # who signs the letter


class Dossier(Part):
    """Everything that a team said and decided.

    ``identity``: random, tells two files of the same dossier from those of two people; it opens
    nothing. ``variant``: the questionnaire that the team chose, all answers are kept in both.
    ``members``: individual answers by identity of the file they came from. ``decisions``: of workshops,
    by question.
    """

    schema_version: Literal[5] = SCHEMA_VERSION
    content_version: Annotated[str, StringConstraints(max_length=40)] = ""
    identity: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,32}$")] = ""
    demonstration: bool = False
    team: Team = Team()
    variant: Literal["essential", "complete"] = "complete"
    readiness: Entries[CriterionAnswer] = {}
    expectations: Entries[CardPlacement] = {}
    members: Annotated[dict[Key, MemberAnswers], _at_most(MAX_MEMBERS)] = {}
    snapshots: Annotated[
        dict[Key, Snapshot], _at_most(MAX_SNAPSHOTS)
    ] = {}  # by day, as « 2026-11-22 »
    tasks: Entries[Ease] = {}
    missions: Entries[MissionChoice] = {}
    candidate: Name = ""  # whose skills were assessed: first name or initials are enough
    skills: Entries[Level] = {}
    everyday: Entries[Note] = {}
    activities: Entries[bool] = {}  # key activities found important for this team
    profile: ProfileDecision = ProfileDecision()
    budget: BudgetChoices = BudgetChoices()
    contract: Entries[bool] = {}  # points of the contract checklist that are settled
    perspectives: Entries[Note] = {}
    perspective_choices: Entries[PerspectiveChoice] = {}
    actions: Entries[ActionEdit] = {}
    documents: DocumentDetails = DocumentDetails()
    note: Note = ""
    decisions: Annotated[dict[QuestionKey, Decision], _at_most(MAX_DECISIONS)] = {}
    parked: Annotated[
        tuple[Note, ...], Field(max_length=MAX_PARKED)
    ] = ()  # the « frigo » of a workshop

    @property
    def is_empty(self) -> bool:
        """Nothing was said yet."""
        return self.changed(content_version="", identity="", demonstration=False) == Dossier()
