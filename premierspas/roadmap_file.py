"""An edited roadmap file against the roadmap as it is now: what it changes, and what is wrong in it.

Only a cell that somebody changed comes back: the file remembers what it said when it left, so a date
that the tool suggests otherwise today is not taken for the team's wish. A wrong line changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from premierspas.content import Catalog
from premierspas.dossier import Dossier
from premierspas.dossier.changes import Change, set_in_entry
from premierspas.dossier.model import MAX_ENTRIES, NAME_LENGTH, NOTE_LENGTH, ActionEdit
from premierspas.exports.roadmap_back import (
    FileLine,
    Formula,
    Read,
    RoadmapFile,
    RoadmapFileError,
    plain,
    read_file,
)
from premierspas.exports.roadmap_columns import (
    COLUMNS,
    EDITABLE,
    NO,
    SUGGESTED,
    YES,
    Column,
    values,
)
from premierspas.french import short_date
from premierspas.roadmap import OWN_ACTION_PREFIX, Roadmap, RoadmapAction, roadmap
from premierspas.typography import typeset

__all__ = ["Differences", "LineChange", "LineError", "RoadmapFileError", "differences", "to_change"]

_BACK = "proposition de l’outil"
_NOTHING = "–"
_YES = {YES, "o", "x", "vrai", "fait", "fini", "✓"}
_NO = {NO, "n", "faux", "à faire"}
_LENGTHS = {
    "title": NAME_LENGTH,
    "owner": NAME_LENGTH,
    "means": NOTE_LENGTH,
    "success": NOTE_LENGTH,
}
_SHOWN = 60  # characters of a wrong value

Field = str | date | bool | None  # of an ActionEdit


@dataclass(frozen=True)
class LineChange:
    """A cell that changes something. ``before`` and ``after`` in words. ``key``: of the action, empty
    for one that the team adds; ``name`` and ``value``: the field of its edit."""

    line: int
    action: str
    field: str
    before: str
    after: str
    key: str
    name: str
    value: Field


@dataclass(frozen=True)
class LineError:
    """A cell that cannot be taken, and what to do. ``column``: empty for the whole line."""

    line: int
    column: str
    value: str
    advice: str


@dataclass(frozen=True)
class Differences:
    """What a file says that the dossier does not. ``absent``: titles of actions that the file held
    when it left and does not any more; they stay as they are."""

    changes: tuple[LineChange, ...]
    errors: tuple[LineError, ...]
    absent: tuple[str, ...]


def differences(catalog: Catalog, dossier: Dossier, today: date, content: bytes) -> Differences:
    """What the file of ``content`` would change in ``dossier``. Raises RoadmapFileError when it cannot
    be read at all, or belongs to another dossier."""
    file = read_file(content)
    if file.identity and dossier.identity and file.identity != dossier.identity:
        raise RoadmapFileError(
            "Ce tableur vient d’un autre dossier. Ouvrez d’abord ce dossier-là, puis rapportez-y le fichier."
        )
    plan = roadmap(catalog, dossier, today)
    return _Comparison(file, dossier, plan).result()


def to_change(found: Differences) -> Change:
    """The changes of a file, all together and nothing else."""

    def change(dossier: Dossier) -> Dossier:
        for _, its in groupby(found.changes, lambda each: each.line):
            cells = list(its)
            key = cells[0].key or _own_key(dossier, cells[0].action)
            for cell in cells:
                dossier = set_in_entry("actions", key, cell.name, cell.value)(dossier)
        return dossier

    return change


def _own_key(dossier: Dossier, title: str) -> str:
    """The key of the team's action of that title, or the first free one: brought twice, the same file
    adds nothing more."""
    number = 1
    for key, edit in dossier.actions.items():
        if key.startswith(OWN_ACTION_PREFIX) and _same(edit.title, title):
            return key
    while f"{OWN_ACTION_PREFIX}{number}" in dossier.actions:
        number += 1
    return f"{OWN_ACTION_PREFIX}{number}"


class _Refused(Exception):
    """A value that cannot be; the message says what to do."""


class _Comparison:
    def __init__(self, file: RoadmapFile, dossier: Dossier, plan: Roadmap) -> None:
        self.file, self.dossier = file, dossier
        self.actions = {a.id: a for a in (*plan.actions, *plan.dropped)}
        self.exported = {a.id for a in plan.actions}  # what a file made now would hold
        self.own = {_folded(a.title): a.id for a in self.actions.values() if a.own}
        self.seen: dict[str, int] = {}  # id, or title of a new action, → line
        self.room = MAX_ENTRIES - len({*dossier.actions, *self.actions})

    def result(self) -> Differences:
        changes: list[LineChange] = []
        errors = list(self._of_columns())
        for line in self.file.lines:
            found, wrong = self._line(line)
            errors += wrong
            changes += () if wrong else found
        return Differences(tuple(changes), tuple(errors), self._absent())

    def _of_columns(self) -> Iterator[LineError]:
        for label in self.file.missing:
            yield LineError(self.file.header, label, "", (
                "Cette colonne manque : rien n’y change. Si c’est voulu, continuez."))  # fmt: skip
        for label in self.file.twice:
            yield LineError(self.file.header, label, "", (
                "Cette colonne est là deux fois : seule la première est lue."))  # fmt: skip

    def _absent(self) -> tuple[str, ...]:
        held = self.exported if self.file.origin is None else self.file.origin.keys()
        return tuple(
            action.title
            for key, action in self.actions.items()
            if key in held and key not in self.seen
        )

    def _line(self, line: FileLine) -> tuple[list[LineChange], list[LineError]]:
        """What one line changes, and what is wrong in it."""
        key = line.cells["id"]
        if isinstance(key, Formula):
            return [], [_wrong(line, "Identifiant", key, "Remettez l’identifiant, sans formule.")]
        title = line.cells.get("action")
        name = "" if key is None else str(key)
        if not name and isinstance(title, str):
            name = self.own.get(_folded(title), "")
        mark = name or (_folded(title) if isinstance(title, str) else "")
        if mark and (first := self.seen.setdefault(mark, line.number)) != line.number:
            return [], [_wrong(line, "Identifiant", key or title, (
                f"Cette action est déjà à la ligne {first} : gardez une seule des deux lignes. Pour une "
                "action nouvelle, videz l’identifiant et changez l’action."))]  # fmt: skip
        if not name:
            return self._new(line)
        action = self.actions.get(name)
        origin = (self.file.origin or {}).get(name)
        if action is None:
            if origin is not None and all(origin.get(n) == v for n, v in line.cells.items()):
                return [], []  # gone since, and nobody wrote anything in it
            return [], [_wrong(line, "Identifiant", name, (
                "Aucune action de votre feuille de route n’a cet identifiant. Remettez le bon, ou videz "
                "cette case pour en faire une action à vous."))]  # fmt: skip
        return self._known(line, action, origin)

    def _known(
        self, line: FileLine, action: RoadmapAction, origin: Mapping[str, Read] | None
    ) -> tuple[list[LineChange], list[LineError]]:
        now = {name: _comparable(value) for name, value in values(action).items()}
        edit = self.dossier.actions.get(action.id) or ActionEdit()
        changes, errors = [], []
        for column in COLUMNS:
            if column.name == "id" or column.name not in line.cells:
                continue
            value = line.cells[column.name]
            held = (origin or now).get(column.name)
            if value == held or value == now[column.name]:
                continue
            if not column.edits or (column.edits == "title" and not action.own):
                if origin is not None:  # else the tool itself may say something else today
                    errors.append(_wrong(line, column.label, value, (
                        "Cette case est remplie par l’outil et ne revient pas. Remettez-la comme avant, ou "
                        "écrivez votre texte dans « Moyens » ou sur une ligne à vous.")))  # fmt: skip
                continue
            try:
                field = _field(column, value)
            except _Refused as refused:
                errors.append(_wrong(line, column.label, value, str(refused)))
                continue
            if field != getattr(edit, column.edits):
                after = _NOTHING if action.own or column.edits == "means" else _BACK
                changes.append(LineChange(
                    line.number, action.title, column.label,
                    _words(now[column.name]), _words(field) if field not in ("", None) else after,
                    action.id, column.edits, field,
                ))  # fmt: skip
        return changes, errors

    def _new(self, line: FileLine) -> tuple[list[LineChange], list[LineError]]:
        """An action that the team adds."""
        changes, errors = [], []
        for column in EDITABLE:
            value = line.cells.get(column.name)
            if value is None and column.edits != "title":
                continue
            try:
                field = _field(column, value)
            except _Refused as refused:
                errors.append(_wrong(line, column.label, value, str(refused)))
                continue
            if field != getattr(ActionEdit(), column.edits):
                changes.append(LineChange(
                    line.number, "", column.label, _NOTHING, _words(field), "", column.edits, field,
                ))  # fmt: skip
        self.room -= 1
        if self.room < 0 and not errors:
            advice = (
                f"Un dossier tient {MAX_ENTRIES} actions au plus : retirez-en avant d’en ajouter."
            )
            errors.append(_wrong(line, "", None, advice))
        if errors:
            return [], errors
        title = str(changes[0].value)
        return [replace(change, action=title) for change in changes], []


def _field(column: Column, value: Read) -> Field:
    """``value`` as the dossier keeps it; empty: back to what the tool suggests."""
    if isinstance(value, Formula):
        raise _Refused("Une formule n’est pas prise : écrivez la valeur elle-même.")
    match column.edits:
        case "deadline":
            return _deadline(value)
        case "done":
            return _done(value)
        case name:
            return _words_of(name, value)


def _words_of(name: str, value: Read) -> str:
    text = short_date(value) if isinstance(value, date) else str(value or "")
    if name == "owner":
        text = text.removesuffix(SUGGESTED)
    if name in ("title", "owner"):
        text = " ".join(text.split())
    if name == "title" and not text:
        raise _Refused("Écrivez l’action sur cette ligne. Pour l’écarter, faites-le dans l’outil.")
    if len(text) > _LENGTHS[name]:
        raise _Refused(
            f"Ce texte fait {len(text)} caractères, {_LENGTHS[name]} au plus : raccourcissez-le."
        )
    return text


def _deadline(value: Read) -> date | None:
    if value is None:
        return None
    if not isinstance(value, date):
        raise _Refused("Ce n’est pas une date : écrivez jour/mois/année, par exemple 15/03/2027.")
    if not 2000 <= value.year <= 2100:
        raise _Refused("L’année doit être entre 2000 et 2100 : corrigez la date.")
    return value


def _done(value: Read) -> bool:
    word = str(value or NO).strip().casefold()
    if word not in _YES | _NO:
        raise _Refused("Écrivez « oui » ou « non ».")
    return word in _YES


def _comparable(value: Read) -> Read:
    """What an export says, as reading it gives it back."""
    return plain(typeset(value)) if isinstance(value, str) else value


def _wrong(line: FileLine, column: str, value: Read, advice: str) -> LineError:
    text = _words(value.text if isinstance(value, Formula) else value)
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    return LineError(line.number, column, text, advice)


def _words(value: Read | Field) -> str:
    match value:
        case None | "":
            return _NOTHING
        case bool():
            return YES if value else NO
        case date():
            return short_date(value)
        case _:
            return str(value)


def _folded(title: str) -> str:
    return " ".join((plain(title) or "").split()).casefold()


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)
