"""The missions against the time paid, and the skills of a candidate."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.fitting import WayOut, ways_out
from premierspas.french import count, hours, lower_first, tidy
from premierspas.missions import GOING_ON, WHEN
from premierspas.report.views.words import cited, flat
from premierspas.results import Results


@dataclass(frozen=True)
class MissionRow:
    label: str
    family: str
    hours: str
    guess: str
    when: str
    when_note: str
    asked_by: str


@dataclass(frozen=True)
class PhaseBar:
    """``asked``: hours a week, for the gauge."""

    asked: float
    exceeded: bool
    in_words: str


@dataclass(frozen=True)
class MissionsView:
    """``paid``: hours a week, for the gauge. ``functions``: each with the missions mapped to it."""

    rows: tuple[MissionRow, ...]
    phases: tuple[PhaseBar, ...]
    paid: float
    paid_in_words: str
    going_on: str
    empty: str
    ways_out: tuple[WayOut, ...]
    functions: tuple[tuple[str, str], ...]
    functions_reference: str
    suggested: tuple[str, ...]


def missions_view(results: Results) -> MissionsView:
    """What is kept, when, whether it fits in the time that is paid, and what could make it fit."""
    time, catalog = results.missions, results.catalog
    functions = catalog.mission_texts.functions
    return MissionsView(
        rows=tuple(
            MissionRow(
                label=m.mission.label,
                family=catalog.mission_family[m.mission.family].label,
                hours=hours(m.hours_per_week),
                guess="estimation de l’outil" if m.guessed else "",
                when=WHEN[m.when],
                when_note="" if m.when_is_ours else "choix de l’équipe",
                asked_by=" ; ".join(lower_first(t.label) for t in m.asked_by),
            )
            for m in time.kept
        ),
        phases=tuple(PhaseBar(p.hours_asked, p.exceeded, p.in_words) for p in time.phases),
        paid=time.paid_hours,
        paid_in_words=time.paid_in_words,
        going_on=GOING_ON,
        empty="" if time.kept else "Aucune mission n’est encore gardée.",
        ways_out=ways_out(time),
        functions=tuple((f.label, words) for f, words in time.functions_in_words),
        functions_reference=cited(results, (s for f in functions for s in f.sources[:1])),
        suggested=tuple(f"{m.mission.label}. {m.asked_in_words}" for m in time.suggested),
    )


@dataclass(frozen=True)
class SkillsView:
    """What a candidate said of their skills, and the team's words; empty when nothing was said."""

    title: str
    summary: str
    strengths: tuple[str, ...]
    to_learn: tuple[str, ...]
    important: tuple[str, ...]
    everyday: tuple[tuple[str, str], ...]


def skills_view(results: Results) -> SkillsView:
    """Strengths and what is to be learnt."""
    found = results.skills
    candidate = flat(found.candidate)
    return SkillsView(
        title=f"Savoirs : {candidate}" if candidate else "Savoirs du candidat",
        summary=(
            f"{count(found.assessed, 'savoir évalué', 'savoirs évalués')} sur {len(found.levels)}, "
            "par la personne elle-même."
            if found.assessed
            else ""
        ),
        strengths=tuple(s.label for s in found.strengths),
        to_learn=tuple(s.label for s in found.to_learn),
        important=tuple(a.label for a in found.important),
        everyday=tuple((q.question, tidy(words)) for q, words in found.discussed),
    )
