"""References between the files of ``content/``: ids are unique, and every id named exists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel

from premierspas.content import models as m
from premierspas.content import yaml_lines
from premierspas.content.catalog import Catalog
from premierspas.content.files import FILES, Problem
from premierspas.validation import field_name

_Finding = tuple[str, yaml_lines.Location, str]  # catalog attribute, where, what was expected


def reference_problems(catalog: Catalog, folder: Path) -> list[Problem]:
    """Every repeated id and every reference to something that does not exist."""
    problems = []
    for attribute, location, expected in _findings(catalog):
        file = FILES[attribute][0]
        _, lines = yaml_lines.read(folder / file)
        line = yaml_lines.line_of(location, lines)
        problems.append(Problem(file, line, field_name(location), expected))
    return problems


def _findings(catalog: Catalog) -> Iterator[_Finding]:
    for attribute in FILES:
        file: BaseModel = getattr(catalog, attribute)
        yield from ((attribute, where, what) for where, what in _repeated_ids(file))
        yield from (
            (attribute, where, f"un document de sources.yaml, pas « {document} »")
            for where, document in _documents_named(file, ())
            if document not in catalog.document
        )
    yield from _unknown(catalog)
    yield from _unpaired(catalog)
    yield from _figures(catalog)
    yield from _dependency_cycles(catalog)


def _repeated_ids(file: BaseModel) -> Iterator[tuple[yaml_lines.Location, str]]:
    for name, items in file:
        if not isinstance(items, tuple):
            continue
        seen: set[object] = set()
        for position, item in enumerate(items):
            identifier = getattr(item, "id", None)
            if identifier is not None and identifier in seen:
                key = type(file).model_fields[name].alias or name
                yield (key, position, "id"), f"un identifiant unique, « {identifier} » existe déjà"
            seen.add(identifier)


def _documents_named(
    value: object, where: yaml_lines.Location
) -> Iterator[tuple[yaml_lines.Location, str]]:
    """Every document that a statement cites, wherever it stands."""
    if isinstance(value, m.SourceRef | m.Origin):
        yield (*where, "document"), value.document
    elif isinstance(value, tuple):
        for position, child in enumerate(value):
            yield from _documents_named(child, (*where, position))
    elif isinstance(value, BaseModel):
        for name, child in value:
            key = type(value).model_fields[name].alias or name
            yield from _documents_named(child, (*where, key))


def _unknown(catalog: Catalog) -> Iterator[_Finding]:
    q, e, x = catalog.questionnaire, catalog.expectations, catalog.mission_texts
    checks: list[tuple[str, str, str, Iterable[tuple[object, ...]], Collection[str]]] = [
        ("questionnaire", "criteres", "etape", ((c.step,) for c in q.criteria), catalog.step),
        ("questionnaire", "criteres", "action", ((c.action,) for c in q.criteria), catalog.action),
        (
            "action_texts",
            "actions",
            "depend_de",
            (a.depends_on for a in catalog.action_texts.actions),
            catalog.action,
        ),
        (
            "expectations",
            "cartes",
            "theme",
            ((c.theme,) for c in e.cards),
            {theme.id for theme in e.themes},
        ),
        (
            "expectations",
            "cartes",
            "frontiere",
            ((c.frontier,) if c.frontier else () for c in e.cards),
            catalog.frontier,
        ),
        (
            "mission_texts",
            "missions",
            "famille",
            ((mission.family,) for mission in x.missions),
            catalog.mission_family,
        ),
        (
            "mission_texts",
            "missions",
            "fonctions_aci",
            (mission.aci_functions for mission in x.missions),
            catalog.aci_function,
        ),
        (
            "mission_texts",
            "taches",
            "missions",
            (task.missions for task in x.tasks),
            catalog.mission,
        ),
        (
            "page_texts",
            "pages",
            "termes",
            (page.terms for page in catalog.page_texts.pages),
            catalog.term,
        ),
        (
            "workshops",
            "modeles",
            "deroule",
            (tuple(timed.stage for timed in t.stages) for t in catalog.workshops.templates),
            catalog.stage,
        ),
        (
            "workshops",
            "modeles",
            "cartes",
            (template.cards for template in catalog.workshops.templates),
            catalog.card,
        ),
        (
            "workshops",
            "temps",
            "page",
            ((stage.page,) if stage.page else () for stage in catalog.workshops.stages),
            catalog.page,
        ),
        (
            "landmark_texts",
            "reperes",
            "pages",
            (landmark.pages for landmark in catalog.landmark_texts.landmarks),
            catalog.page,
        ),
    ]
    for attribute, items, field, named, known in checks:
        for position, identifiers in enumerate(named):
            for identifier in identifiers:
                if identifier not in known:
                    yield (
                        attribute,
                        (items, position, field),
                        f"un identifiant qui existe, pas « {identifier} »",
                    )
    for position, stage in enumerate(catalog.workshops.shorten_first):
        if stage not in catalog.stage or catalog.stage[stage].shorter is None:
            where: yaml_lines.Location = ("raccourcir", position)
            yield "workshops", where, f"un temps qui dit comment faire plus court, pas « {stage} »"
    yield from _orphans(catalog)


def _orphans(catalog: Catalog) -> Iterator[_Finding]:
    """Things that nothing leads to: the team would never see them."""
    named = {criterion.action for criterion in catalog.questionnaire.criteria}
    for position, action in enumerate(catalog.action_texts.actions):
        if action.trigger is m.Trigger.CRITERION and action.id not in named:
            where = ("actions", position, "declencheur")
            yield "action_texts", where, "un critère qui mène à cette action"
    debated = {card.frontier for card in catalog.expectations.cards}
    for position, frontier in enumerate(catalog.expectations.frontiers):
        if frontier.id not in debated:
            where = ("frontieres", position, "id")
            yield "expectations", where, "au moins une carte qui renvoie à cette frontière"


def _unpaired(catalog: Catalog) -> Iterator[_Finding]:
    """Each profile is read once with each statut: none missing, none twice."""
    texts = catalog.profile_texts
    missing = {
        (profile.id, status.id)
        for profile in texts.profiles
        for status in catalog.statuses.statuses
        if status.id != "cdd"  # read as a CDI
    }
    for position, entry in enumerate(texts.compatibilities):
        pair = (entry.profile, entry.status)
        if pair not in missing:
            where = ("compatibilites", position, "statut")
            yield "profile_texts", where, f"une seule ligne pour « {' » et « '.join(pair)} »"
        missing.discard(pair)
    for pair in sorted(missing):
        what = f"une ligne pour « {' » et « '.join(pair)} », il n’y en a pas"
        yield "profile_texts", ("compatibilites",), what


def _figures(catalog: Catalog) -> Iterator[_Finding]:
    """Each figure has one name in all the files, dates in order, and a range around its value."""
    names: set[str] = set()
    for attribute, (_, model) in FILES.items():
        if model is not m.ParametersFile:
            continue
        file: m.ParametersFile = getattr(catalog, attribute)
        for position, parameter in enumerate(file.parameters):
            if parameter.id in names:
                what = f"un identifiant unique, « {parameter.id} » existe dans un autre barème"
                yield attribute, ("parametres", position, "id"), what
            names.add(parameter.id)
            for rank, (before, after) in enumerate(pairwise(parameter.values), 1):
                if after.since <= before.since:
                    where: yaml_lines.Location = ("parametres", position, "valeurs", rank, "depuis")
                    yield attribute, where, f"une date après le {before.since:%d/%m/%Y}"
            around, latest = parameter.uncertainty, parameter.values[-1].value
            if around and not around.low <= latest <= around.high:
                where = ("parametres", position, "incertitude")
                yield (
                    attribute,
                    where,
                    f"une fourchette qui contient la dernière valeur, {latest:g}",
                )


def _dependency_cycles(catalog: Catalog) -> Iterator[_Finding]:
    """An action that waits for itself could never be planned."""
    state: dict[str, bool] = {}  # True: being visited; False: done
    positions = {action.id: i for i, action in enumerate(catalog.action_texts.actions)}

    def visit(identifier: str) -> Iterator[_Finding]:
        if identifier not in positions or state.get(identifier) is False:
            return
        if state.get(identifier):
            where = ("actions", positions[identifier], "depend_de")
            yield "action_texts", where, "une dépendance qui ne tourne pas en rond"
            return
        state[identifier] = True
        for other in catalog.action[identifier].depends_on:
            yield from visit(other)
        state[identifier] = False

    for identifier in positions:
        yield from visit(identifier)
