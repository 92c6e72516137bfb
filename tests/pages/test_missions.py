"""The page of the missions: three parts, what is ours and what is theirs, whether it fits."""

from __future__ import annotations

import pytest

from tests.pages.visit import Visit, plain

MEETINGS = "organiser-reunions"


def at(part: str, visit: Visit | None = None) -> Visit:
    return (visit or Visit(page="missions")).answer("missions-part", part)


def keep(visit: Visit, **hours: float) -> Visit:
    """Keep missions (« _ » for « - ») with these hours a week."""
    at("missions", visit)
    for name, value in hours.items():
        key = name.replace("_", "-")
        visit.answer(f"mission-{key}", True).answer(f"mission-hours-{key}", value)
    return visit


def bars(visit: Visit) -> list[tuple[str, int]]:
    """Text and length (%) of the bars."""
    return [(plain(b.proto.text), b.proto.value) for b in visit.at.get("progress")]


def headings(visit: Visit) -> list[str]:
    return [plain(h.value) for h in (*visit.at.header, *visit.at.subheader)]


# --- tasks ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ease", "reason"),
    [
        ("not-at-ease", "Vous êtes peu à l’aise avec « remplir les rapports demandés"),
        ("nobody", "Personne ne fait « remplir les rapports demandés"),
    ],
)
def test_a_task_that_weighs_suggests_a_mission_with_the_reason(ease: str, reason: str) -> None:
    visit = Visit(page="missions").answer("task-justifier-financements", ease)
    assert "Missions que vos réponses suggèrent" in headings(visit)
    assert reason in visit.text
    visit.answer("mission-rediger-rapports", True)
    assert visit.dossier.missions["rediger-rapports"].kept
    assert visit.field("mission-rediger-rapports").value is True  # and may be taken back here
    assert reason in at("missions", visit).text


def test_a_task_at_ease_suggests_nothing() -> None:
    visit = Visit(page="missions").answer("task-justifier-financements", "at-ease")
    assert "Missions que vos réponses suggèrent" not in headings(visit)


def test_the_parts_follow_each_other() -> None:
    visit = Visit(page="missions").click("Suite : Missions à confier")
    assert visit.field("missions-part").value == "missions"
    visit.click("Suite : Est-ce que cela tient")
    assert visit.field("missions-part").value == "time"
    assert "Gardez des missions" in visit.text


# --- hours and when -------------------------------------------------------------------------------
def test_hours_are_ours_then_theirs_and_an_emptied_field_is_ours_again() -> None:
    visit = at("missions").answer(f"mission-{MEETINGS}", True)
    field = f"mission-hours-{MEETINGS}"
    assert visit.field(field).value == 1.5
    assert "notre estimation, à corriger" in plain(visit.field(field).label)
    visit.answer(field, 4.0)
    assert visit.dossier.missions[MEETINGS].hours_per_week == 4
    assert "votre chiffre" in plain(visit.field(field).label)
    visit.answer(field, None)
    assert visit.dossier.missions[MEETINGS].hours_per_week is None
    assert visit.field(field).value == 1.5
    assert "notre estimation, à corriger" in plain(visit.field(field).label)


def test_when_is_asked_of_kept_missions_only() -> None:
    visit = at("missions")
    assert not any((r.key or "").startswith("mission-when-") for r in visit.at.radio)
    visit.answer(f"mission-{MEETINGS}", True)
    when = f"mission-when-{MEETINGS}"
    assert visit.field(when).value == "six-premiers-mois"
    assert "notre proposition" in plain(visit.field(when).label)
    visit.answer(when, "plus-tard")
    assert visit.dossier.missions[MEETINGS].when == "plus-tard"
    assert "votre choix" in plain(visit.field(when).label)
    assert [r.key for r in visit.at.radio if (r.key or "").startswith("mission-when-")] == [when]


# --- does it fit ----------------------------------------------------------------------------------
def test_both_phases_go_over_then_days_are_added() -> None:
    visit = keep(
        Visit(page="missions"),
        organiser_reunions=4, suivre_budget=2, tenir_calendrier=3, mener_projets=6,
    )  # fmt: skip
    assert "▲ 4 missions : 15 h demandées pour 7 h payées." in visit.text
    at("time", visit)
    assert bars(visit) == [
        ("7 h payées (1 jour par semaine, à défaut d’un choix)", 46),  # 7 of 15
        ("▲ 9 h demandées les six premiers mois", 60),
        ("▲ 15 h demandées ensuite", 100),
    ]
    assert (
        "▲ Les six premiers mois : 1 jour par semaine = 7 h ; vous en demandez 9 h, 2 h de trop."
        in (visit.alerts)
    )
    assert (
        "▲ Ensuite : 1 jour par semaine = 7 h ; vous en demandez 15 h, 8 h de trop." in visit.alerts
    )
    assert "Pour que cela tienne : à vous de choisir" in headings(visit)
    assert "Aider à suivre le budget (2 h ; aucune tâche qui vous pèse ne la demande)" in visit.text
    assert "Comptez 1,3 jour par semaine les six premiers mois, puis 2,2 jours" in visit.text
    assert "Vous n’avez pas encore parlé de vos tâches" in visit.text

    visit.answer("missions-days", 1.3)  # enough to begin, not to go on
    assert [text for text, _ in bars(visit)] == [
        "9 h 06 payées (1,3 jour par semaine)",
        "✓ 9 h demandées les six premiers mois",
        "▲ 15 h demandées ensuite",
    ]
    assert "Commencer par moins de missions" not in visit.text
    assert "Garder moins de missions" in visit.text

    visit.answer("missions-days", 2.2)
    assert not visit.alerts
    assert "✓ Ensuite : 2,2 jours par semaine = 15 h 24" in visit.text
    assert "Pour que cela tienne : à vous de choisir" not in headings(visit)
    assert dict(bars(visit))["15 h 24 payées (2,2 jours par semaine)"] == 100


def test_what_is_proposed_follows_the_tasks() -> None:
    visit = keep(Visit(page="missions"), suivre_budget=4, organiser_reunions=5)
    assert "Aider à suivre le budget (4 h ; aucune tâche qui vous pèse" in at("time", visit).text
    at("tasks", visit).answer("task-tenir-budget", "not-at-ease")
    assert "1 réponse sur 14" in visit.text
    at("time", visit)
    assert "Vous n’avez pas encore parlé de vos tâches" not in visit.text
    assert "Aider à suivre le budget (" not in visit.text
    assert "Organiser les réunions et aider à les animer (5 h ; aucune tâche" in visit.text


def test_a_mission_too_long_alone() -> None:
    visit = at("time", keep(Visit(page="missions"), accompagner_projet_de_sante=9))
    assert "Revoir les heures" in visit.text
    assert "« Accompagner l’écriture du projet de santé » (9 h)" in visit.text
    assert "Garder moins de missions" not in visit.text
    assert "Comptez 1,3 jour par semaine, dès le début." in visit.text


def test_no_hours_at_all_draw_no_wrong_bar() -> None:
    visit = at("time", keep(Visit(page="missions"), organiser_reunions=0))
    assert [length for _, length in bars(visit)] == [100, 0, 0]


def test_figures_and_functions_are_tables() -> None:
    visit = keep(Visit(page="missions"), organiser_reunions=4)
    visit.answer("mission-rediger-rapports", True)
    tables = [table.value for table in at("time", visit).at.table]
    missions, phases, functions = tables
    assert [plain(hours) for hours in missions["Heures par semaine"]] == ["4 h", "0 h 30"]
    assert list(missions["Ce chiffre est"]) == ["le vôtre", "notre estimation"]
    assert list(missions["Quand commencer"]) == ["Les six premiers mois", "Plus tard"]
    assert [plain(hours) for hours in phases["Demandées"]] == ["4 h", "4 h 30"]
    assert [plain(words) for words in functions["Vos missions"]] == [
        "✓ Organiser les réunions et aider à les animer",
        "○ aucune",
        "✓ Préparer les rapports d’activité",
        "✓ Préparer les rapports d’activité",
    ]
    assert "à relire avec la CPAM" in visit.text
