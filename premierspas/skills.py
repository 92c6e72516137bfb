"""The self-assessment of a candidate: strengths, what is to be learnt, what was not said."""

from __future__ import annotations

from dataclasses import dataclass

from premierspas.content import Catalog
from premierspas.content.models import EverydayQuestion, KeyActivity, Skill
from premierspas.dossier import Dossier

STRENGTH_FROM = 2  # level (0 to 3) from which a skill is there without help


@dataclass(frozen=True)
class Skills:
    """Skills by what the candidate said of them; the team's words on the everyday questions."""

    candidate: str
    levels: tuple[tuple[Skill, int | None], ...]
    important: tuple[KeyActivity, ...]
    everyday: tuple[tuple[EverydayQuestion, str], ...]

    @property
    def strengths(self) -> tuple[Skill, ...]:
        return tuple(s for s, level in self.levels if level is not None and level >= STRENGTH_FROM)

    @property
    def to_learn(self) -> tuple[Skill, ...]:
        return tuple(s for s, level in self.levels if level is not None and level < STRENGTH_FROM)

    @property
    def assessed(self) -> int:
        return sum(level is not None for _, level in self.levels)

    @property
    def discussed(self) -> tuple[tuple[EverydayQuestion, str], ...]:
        """Everyday questions on which the team wrote something."""
        return tuple((q, words) for q, words in self.everyday if words.strip())


def skills(catalog: Catalog, dossier: Dossier) -> Skills:
    """What was said of every skill, activity and everyday question of the content."""
    texts = catalog.skill_texts
    return Skills(
        candidate=dossier.candidate,
        levels=tuple((skill, dossier.skills.get(skill.id)) for skill in texts.skills),
        important=tuple(a for a in texts.key_activities if dossier.activities.get(a.id)),
        everyday=tuple((q, dossier.everyday.get(q.id, "")) for q in texts.everyday_questions),
    )
