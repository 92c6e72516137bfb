"""The shape of everything that the tool says: one model per kind of content.

The files in ``content/`` are written in French, keys included, so that a facilitator can read and
correct them; the code reads them in English (``french_keys`` is where both meet).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from premierspas.content.french_keys import french_key


class Content(BaseModel):
    """Base of all content: immutable, nothing unknown tolerated, read under its French keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=french_key, str_strip_whitespace=True
    )


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=2)]
ShortLabel = Annotated[str, StringConstraints(min_length=2, max_length=90)]


class SourceRef(Content):
    """Where a statement comes from: a document of ``sources.yaml`` and its section."""

    document: Id
    section: Text


Sources = Annotated[tuple[SourceRef, ...], Field(min_length=1)]


# --- sources.yaml ---------------------------------------------------------------------------------
class Document(Content):
    """A document that statements refer to. ``nature``: one of the two sources, a dated public text,
    or our own advice (« notre conseil »)."""

    id: Id
    title: Text
    author: Text
    date: Text
    nature: Literal["source", "public", "conseil"]
    note: str = ""


class SourcesFile(Content):
    documents: tuple[Document, ...]


# --- pages.yaml -----------------------------------------------------------------------------------
class PageText(Content):
    """What a page says of itself: its question as title, its purpose, the time it takes in minutes,
    and the terms of the glossary that it uses."""

    id: Id
    label: ShortLabel
    title: Text
    purpose: Text
    duration_minutes: int = Field(ge=0, le=60)
    terms: tuple[Id, ...] = ()


class PagesFile(Content):
    pages: tuple[PageText, ...]


# --- reperes.yaml ---------------------------------------------------------------------------------
class Landmark(Content):
    """A statement of the sources that frames a whole page (« Un coordinateur pour une équipe… »)."""

    id: Id
    title: Text
    text: Text
    pages: Annotated[tuple[Id, ...], Field(min_length=1)]
    sources: Sources


class LandmarksFile(Content):
    landmarks: tuple[Landmark, ...] = Field(alias="reperes")


# --- questionnaire.yaml ---------------------------------------------------------------------------
class Step(Content):
    """One of the four steps before a coordinator arrives."""

    id: Id
    label: ShortLabel
    question: Text
    explanation: Text
    who: Text
    sources: Sources


class Criterion(Content):
    """One thing to check before hiring.

    ``levels`` are four observable facts, from nothing (0) to done (3); ``expected_level`` is the
    level from which there is no gap any more; ``blocking`` makes it a lock of its step; ``action``
    is what the team does when there is a gap.
    """

    id: Id
    step: Id
    label: ShortLabel
    question: Text
    levels: tuple[Text, Text, Text, Text]
    expected_level: int = Field(ge=1, le=3)
    blocking: bool = False
    essential: bool = False
    why: Text
    how: Text
    who_helps: Text
    action: Id
    sources: Sources


class QuestionnaireFile(Content):
    steps: tuple[Step, ...]
    criteria: tuple[Criterion, ...]


# --- actions.yaml ---------------------------------------------------------------------------------
class Trigger(StrEnum):
    """When an action enters the roadmap."""

    CRITERION = "critere"  # a criterion that names it is below its expected level
    ALWAYS = "toujours"
    NO_ANCHOR = "ancre-a-nommer"
    TO_CHECK = "reponses-a-verifier"
    SPLIT_ANSWERS = "avis-clives"
    EXPECTATIONS_DIFFER = "attentes-en-debat"
    ORPHAN_TASKS = "taches-sans-personne"
    TASKS_NOT_AT_EASE = "taches-peu-a-l-aise"
    TIME_EXCEEDED = "temps-depasse"  # from the first six months on
    LATER_TIME_EXCEEDED = "temps-depasse-ensuite"
    PROFILE_INTERNAL = "profil-interne"
    PROFILE_EXPERIENCED = "profil-experimente"
    PROFILE_EXTERNAL = "profil-externe"
    PROFILE_UNDECIDED = "profil-a-choisir"
    STATUS_TO_CHECK = "statut-a-verifier"
    BUDGET_DEFICIT = "budget-insuffisant"
    CASH_SHORTFALL = "tresorerie-insuffisante"


class Anchor(StrEnum):
    """The date that an action is counted from."""

    BEFORE_ARRIVAL = "avant-arrivee"  # planned backwards from the wished arrival
    ARRIVAL = "arrivee"
    ACI_SIGNATURE = "signature-aci"
    FIRST_FULL_YEAR_END = "fin-premiere-annee-pleine"


class Action(Content):
    """Something to do. ``lead_weeks``: usual duration in weeks (0: a milestone). ``months_after``:
    months after the anchor date, for actions that are not before the arrival."""

    id: Id
    family: Literal["prerequis", "role", "missions", "profil", "budget", "recrutement", "suivi"]
    title: Annotated[str, StringConstraints(min_length=2, max_length=100)]
    why: Text
    how: Text
    who: ShortLabel
    success: Text
    lead_weeks: int = Field(ge=0, le=52)
    depends_on: tuple[Id, ...] = ()
    trigger: Trigger
    anchor: Anchor = Anchor.BEFORE_ARRIVAL
    months_after: int = Field(default=0, ge=0, le=36)
    sources: Sources


class ActionsFile(Content):
    actions: tuple[Action, ...]


# --- attentes.yaml --------------------------------------------------------------------------------
class Way(StrEnum):
    """Who should do what a card says. « Ne sait pas » is a placement too, but not an answer."""

    COORDINATOR = "coordinateur"
    LEADERS = "leaders"
    TOGETHER = "ensemble"
    EXPERT = "expert"
    UNKNOWN = "ne-sait-pas"


class WayText(Content):
    id: Way
    label: ShortLabel
    explanation: Text


class Theme(Content):
    """A handful of cards that belong together, without saying which list they come from."""

    id: Id
    label: ShortLabel


class Card(Content):
    """A statement of the sources, turned into a task that somebody does.

    ``task`` is neutral (it must not betray the list it comes from); ``quote`` is the source's own
    wording; ``agreeing`` are the ways that agree with the source: our reading, said as such.
    """

    id: Id
    theme: Id
    task: Annotated[str, StringConstraints(min_length=2, max_length=110)]
    source_list: Literal["peut", "ne-peut-pas", "n-est-pas"]
    quote: Text
    source_view: Text
    explanation: Text
    agreeing: Annotated[tuple[Way, ...], Field(min_length=1)]
    frontier: Id | None = None
    sources: Sources


class Quote(Content):
    """What one side says, in short, and where."""

    text: Text
    sources: Sources


class Frontier(Content):
    """A point on which the documents pull both ways: the best cards to debate."""

    id: Id
    topic: ShortLabel
    one_side: Quote
    other_side: Quote
    question: Text


class ExpectationsFile(Content):
    positions: tuple[WayText, ...]
    themes: tuple[Theme, ...]
    frontiers: tuple[Frontier, ...]
    cards: tuple[Card, ...]


# --- missions.yaml --------------------------------------------------------------------------------
class MissionFamily(Content):
    id: Id
    label: ShortLabel
    explanation: Text


class AciFunction(Content):
    """One of the four things that the ACI coordination line pays for."""

    id: Id
    label: ShortLabel
    explanation: Text
    sources: Sources


class Origin(Content):
    """The source's own wording of a mission."""

    quote: Text
    document: Id
    section: Text


class Mission(Content):
    """``hours_per_week``: hours a week, a guess of ours that the team edits (nobody knows it)."""

    id: Id
    family: Id
    label: ShortLabel
    explanation: Text
    hours_per_week: float = Field(gt=0, le=10)
    when: Literal["six-premiers-mois", "plus-tard"]
    aci_functions: Annotated[tuple[Id, ...], Field(min_length=1)]
    origins: Annotated[tuple[Origin, ...], Field(min_length=1)]


class Task(Content):
    """A task that members do today, more or less at ease; ``missions`` would relieve them."""

    id: Id
    label: ShortLabel
    missions: Annotated[tuple[Id, ...], Field(min_length=1)]


class Limit(Content):
    """A limit met by teams that coordinate themselves."""

    id: Id
    label: ShortLabel
    explanation: Text
    sources: Sources


class MissionsFile(Content):
    families: tuple[MissionFamily, ...]
    functions: tuple[AciFunction, ...]
    missions: tuple[Mission, ...]
    tasks: tuple[Task, ...]
    limits: tuple[Limit, ...]


# --- ateliers.yaml --------------------------------------------------------------------------------
class VoteKind(StrEnum):
    """What the phones can be asked."""

    WORD = "mot"  # one word each
    READINESS = "prerequis"
    EXPECTATIONS = "attentes"
    TASKS = "taches"
    MISSIONS = "missions"  # points to spread
    WEIGHTS = "poids"  # points to spread on what counts in a profile
    PROFILE = "profil"
    BUDGET = "budget"  # acceptable or not
    ACTIONS = "actions"  # « je prends »
    CONSENT = "consentement"
    TIME = "temps-investi"  # return on the time invested


class Screen(StrEnum):
    """What the projector can show."""

    HOME = "accueil"
    QUESTION = "question"  # one question and, once revealed, its answers
    WORDS = "mots"
    STEPS = "etapes"
    ABAQUE = "abaque"  # statements × answers
    SOURCES = "documents"  # what the documents say of the task in question
    MISSIONS = "missions"
    PROFILES = "profils"
    BUDGET = "budget"
    CASH = "tresorerie"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    TIMER = "minuteur"
    CLOSING = "cloture"


class Shorter(Content):
    """How a stage is done in less time: ``minutes`` at least."""

    minutes: int = Field(ge=1, le=120)
    how: Text


class Stage(Content):
    """A part of a workshop. ``instruction`` is read by the participants; ``notes`` and ``prompts`` are
    for the facilitator; ``page`` is the page of the tool where its decisions land."""

    id: Id
    label: ShortLabel
    instruction: Annotated[str, StringConstraints(min_length=2, max_length=160)]
    notes: Annotated[tuple[Text, ...], Field(min_length=1)]
    prompts: tuple[Text, ...] = ()
    decides: str = ""
    votes: tuple[VoteKind, ...] = ()
    screens: Annotated[tuple[Screen, ...], Field(min_length=1)]
    page: Id | None = None
    shorter: Shorter | None = None


class TimedStage(Content):
    stage: Id
    minutes: int = Field(ge=1, le=120)


class WorkshopTemplate(Content):
    """A workshop ready to run. ``beforehand``: what may be answered alone before it starts; ``cards``:
    the tasks that are sorted; ``questions``: all of the questionnaire, or what is essential."""

    id: Id
    label: ShortLabel
    for_whom: Text
    stages: Annotated[tuple[TimedStage, ...], Field(min_length=1)]
    beforehand: tuple[VoteKind, ...] = ()
    questions: Literal["essentielles", "toutes"] = "essentielles"
    cards: Annotated[tuple[Id, ...], Field(min_length=1)]


class WorkshopsFile(Content):
    """``shorten_first``: stages in the order in which a late workshop shortens them."""

    stages: tuple[Stage, ...] = Field(alias="temps")
    templates: Annotated[tuple[WorkshopTemplate, ...], Field(min_length=1)]
    shorten_first: tuple[Id, ...]


# --- savoirs.yaml ---------------------------------------------------------------------------------
class Skill(Content):
    """A quality (savoir-être) or a know-how (savoir-faire), what shows it, and how to ask."""

    id: Id
    kind: Literal["savoir-etre", "savoir-faire", "savoir-s-adapter", "savoir-readapter"]
    label: ShortLabel
    observable: Text
    interview_question: Text
    sources: Sources


class SkillLevel(Content):
    """One rung of the self-assessment, as an observable fact (0 to 3)."""

    level: int = Field(ge=0, le=3)
    label: ShortLabel


class KeyActivity(Content):
    id: Id
    label: ShortLabel
    explanation: Text
    sources: Sources


class EverydayQuestion(Content):
    """A question of everyday work that the team discusses before hiring; ``aid`` is our own."""

    id: Id
    question: Text
    aid: Text
    sources: Sources


class SkillsFile(Content):
    levels: tuple[SkillLevel, ...]
    skills: tuple[Skill, ...]
    key_activities: tuple[KeyActivity, ...]
    everyday_questions: tuple[EverydayQuestion, ...]


# --- profils.yaml ---------------------------------------------------------------------------------
class Point(Content):
    """One sentence and where it comes from."""

    text: Text
    sources: Sources


ProfileId = Literal["interne", "experimente", "externe"]


class SupportItem(Content):
    """Something that helps a profile to succeed. ``days``: days of training that take coordination
    time away and are to be budgeted, None when nobody knows or when there are none to count yet."""

    label: ShortLabel
    explanation: Text
    days: float | None = Field(default=None, gt=0, le=100)
    when: Text
    sources: Sources


class Profile(Content):
    id: ProfileId
    label: ShortLabel
    explanation: Text
    speeds_up: Annotated[tuple[Point, ...], Field(min_length=1)]
    slows: Annotated[tuple[Point, ...], Field(min_length=1)]
    asks: Annotated[tuple[Point, ...], Field(min_length=1)]
    support: Annotated[tuple[SupportItem, ...], Field(min_length=1)]


class ProfileReading(Content):
    """How a profile does on a criterion: 0 (weak) to 3 (strong), with the reason and its source."""

    profile: ProfileId
    level: int = Field(ge=0, le=3)
    reason: Text
    sources: Sources


class ProfileCriterion(Content):
    id: Id
    label: ShortLabel
    question: Text
    readings: tuple[ProfileReading, ProfileReading, ProfileReading]


class Compatibility(Content):
    """How a profile goes with a way of paying it: our reading, with the reason."""

    profile: ProfileId
    status: Literal["cdi", "auto-entrepreneur", "prestataire", "indemnite"]
    opinion: Literal["compatible", "prudence", "risque"]
    reason: Text
    sources: Sources


class ProfilesFile(Content):
    profiles: tuple[Profile, Profile, Profile]
    criteria: tuple[ProfileCriterion, ...]
    compatibilities: tuple[Compatibility, ...]


# --- documents.yaml -------------------------------------------------------------------------------
DocumentId = Literal[
    "charte",
    "fiche-de-poste",
    "annonce",
    "grille-d-entretien",
    "liste-du-contrat",
    "lettre-d-appui",
]


class ReadyDocumentText(Content):
    """A document that the team takes away: ``purpose``: what it is for; ``who`` writes it."""

    id: DocumentId
    label: ShortLabel
    title: ShortLabel
    purpose: Text
    who: Text
    sources: Sources


class DocumentSentences(Content):
    """The sentences of the ready documents that do not depend on the team, one field each."""

    full_member: Point
    guessed_hours: Point
    pay_reference: Point
    first_payment: Point
    evidence: Point
    evidence_without_time: Point
    any_background: Point
    mission_question: Point
    activity_question: Point
    choose_questions: Point
    aid_asked: Point
    promise: Point


class ReadyDocumentsFile(Content):
    """``scale``: what was heard on a criterion of the interview, 0 to 3, as observable facts."""

    documents: Annotated[tuple[ReadyDocumentText, ...], Field(min_length=6, max_length=6)]
    sentences: DocumentSentences
    interview_rules: Annotated[tuple[Point, ...], Field(min_length=1)]
    scale: tuple[SkillLevel, SkillLevel, SkillLevel, SkillLevel]


# --- perspectives.yaml, contrat.yaml, glossaire.yaml, questions_ouvertes.yaml ----------------------
class Perspective(Content):
    """One of the five ways on, once the first mission ends."""

    id: Id
    title: ShortLabel
    when: Text
    anchor: Anchor  # the usual moment to choose
    explanation: Text
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    sources: Sources


class PerspectivesFile(Content):
    perspectives: tuple[Perspective, ...]


class ContractPoint(Content):
    """Something to have settled in or around the contract."""

    id: Id
    label: ShortLabel
    explanation: Text
    sources: Sources


class ContractFile(Content):
    points: tuple[ContractPoint, ...] = Field(alias="points")


class Term(Content):
    """An acronym of the field; ``also`` is its other meaning where it has two."""

    id: Id
    abbreviation: Text
    label: Text
    explanation: Text
    also: str = ""


class GlossaryFile(Content):
    terms: tuple[Term, ...]


class OpenQuestion(Content):
    """Something that nobody knows, or that we did not find: said rather than invented."""

    id: Id
    title: ShortLabel
    explanation: Text


class OpenQuestionsFile(Content):
    questions: tuple[OpenQuestion, ...]


# --- baremes/ -------------------------------------------------------------------------------------
Unit = Literal[
    "€/mois", "€/an", "€/heure", "€/jour", "€", "€/point", "%", "points", "patients", "heures/semaine",
    "heures/mois", "jours", "mois", "mois de l’année", "semaines", "nombre",
]  # fmt: skip


class DatedValue(Content):
    """A value in force from ``since`` on, and where it is written."""

    since: date
    value: float
    reference: SourceRef


class Uncertainty(Content):
    """Between what and what the true value may lie, in the unit of the parameter, and why."""

    low: float
    high: float
    reason: Text


class Limits(Content):
    """Between what and what a team may put its own value, in the unit of the parameter."""

    low: float
    high: float


class Parameter(Content):
    """A figure that a computation uses.

    ``base``: what it applies to (of what, for a percentage). ``values``: by the date from which they
    are in force, oldest first; a value is never changed, a new one is added. ``checked_on``: when
    somebody last read the reference. ``to_check``: why nobody can be sure of it today.
    """

    id: Id
    label: ShortLabel
    unit: Unit
    base: Text
    origin: Literal["document-source", "texte-officiel", "hypothese"]
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]
    checked_on: date
    not_covered: str = ""
    to_check: str = ""
    uncertainty: Uncertainty | None = None
    limits: Limits | None = None


class ParametersFile(Content):
    """The figures of one subject. ``fixed``: what a document says, which no team replaces."""

    topic: ShortLabel
    explanation: Text
    fixed: bool = False
    parameters: Annotated[tuple[Parameter, ...], Field(min_length=1)]


# --- statuts.yaml ---------------------------------------------------------------------------------
StatusId = Literal["cdi", "cdd", "auto-entrepreneur", "prestataire", "indemnite"]


class AciVersion(Content):
    """A version of the ACI that a team may ask for by name: the figures in force on ``since``."""

    id: Id
    label: ShortLabel
    since: date


class StatusRow(Content):
    """One row of the Diaporama's table, as it says it (``text``), with our remark if needed."""

    text: Text
    note: str = ""


class StatusRowLabels(Content):
    cost: ShortLabel
    contributions: ShortLabel
    vat: ShortLabel
    training: ShortLabel
    working_time: ShortLabel
    leave: ShortLabel
    risks: ShortLabel
    net: ShortLabel


class StatusRows(Content):
    """The eight rows of the Diaporama's table, in its order."""

    cost: StatusRow
    contributions: StatusRow
    vat: StatusRow
    training: StatusRow
    working_time: StatusRow
    leave: StatusRow
    risks: StatusRow
    net: StatusRow


class Status(Content):
    """A way to pay the coordinator. ``for_us``: what it means for the team; ``added``: the Diaporama
    does not have it, the rows are ours."""

    id: StatusId
    label: ShortLabel
    explanation: Text
    for_us: Text
    added: bool = False
    rows: StatusRows
    sources: Sources


class Extra(Content):
    """An expense beside the pay, typed by the team; nothing is counted until it is."""

    id: Id
    label: ShortLabel
    period: Literal["mois", "an", "une-fois"]
    explanation: Text
    statuses: Annotated[tuple[StatusId, ...], Field(min_length=1)]


class StatusesFile(Content):
    """``row_labels``: the names of the rows, in the Diaporama's words."""

    aci_versions: Annotated[tuple[AciVersion, ...], Field(min_length=1)]
    row_labels: StatusRowLabels
    statuses: Annotated[tuple[Status, ...], Field(min_length=5, max_length=5)]
    extras: tuple[Extra, ...]
