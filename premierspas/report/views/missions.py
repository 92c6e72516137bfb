"""The missions against the time paid, and the skills of a candidate."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.french import count, days, hours, listing
from premierspas.report.views.words import cited, flat, lower_first, tidy
from premierspas.results import Results


@dataclass(frozen=True)
class MissionRow:
    label: str
    family: str
    hours: str
    guess: str
    when: str
    asked_by: str


@dataclass(frozen=True)
class MissionsView:
    """``asked`` and ``paid``: hours a week, for the gauge."""

    rows: tuple[MissionRow, ...]
    asked: float
    paid: float
    asked_in_words: str
    paid_in_words: str
    verdict: str
    exceeded: bool
    functions: tuple[tuple[bool, str], ...]
    functions_reference: str
    suggested: tuple[str, ...]


_WHEN = {"six-premiers-mois": "six premiers mois", "plus-tard": "plus tard"}


def missions_view(results: Results) -> MissionsView:
    """What is kept, and whether it fits in the time that is paid."""
    time, catalog = results.missions, results.catalog
    covered = {f.id for f in time.functions}
    if not time.kept:
        verdict = "Aucune mission n’est encore gardée."
    elif time.exceeded:
        verdict = (
            f"▲ {hours(time.hours_over)} de trop par semaine : retirez des missions, ou payez "
            f"{days(time.days_needed)} par semaine."
        )
    else:
        left = hours(-time.hours_over)
        verdict = f"✓ Les missions tiennent dans le temps payé ; il reste {left} par semaine."
    functions = catalog.mission_texts.functions
    return MissionsView(
        rows=tuple(
            MissionRow(
                label=m.mission.label,
                family=catalog.mission_family[m.mission.family].label,
                hours=hours(m.hours_per_week),
                guess="estimation de l’outil" if m.guessed else "",
                when=_WHEN[m.mission.when],
                asked_by=" ; ".join(lower_first(t.label) for t in m.asked_by),
            )
            for m in time.kept
        ),
        asked=time.hours_asked,
        paid=time.paid_hours,
        asked_in_words=f"{hours(time.hours_asked)} demandées par semaine",
        paid_in_words=(
            f"{hours(time.paid_hours)} payées ({days(time.days_per_week)} par semaine"
            + (", à défaut d’un choix)" if time.days_assumed else ")")
        ),
        verdict=verdict,
        exceeded=time.exceeded,
        functions=tuple((f.id in covered, f.label) for f in functions),
        functions_reference=cited(results, (s for f in functions for s in f.sources[:1])),
        suggested=tuple(
            f"{m.mission.label} (soulage : {listing(lower_first(t.label) for t in m.asked_by)})"
            for m in time.suggested
        ),
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
