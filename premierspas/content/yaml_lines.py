"""Read a YAML file and remember the line of everything in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

# libyaml is many times faster where the wheel has it; the result is the same.
_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


class _Loader(_FastLoader):  # type: ignore[misc]
    """Dates stay text: pydantic reads them, and says where one that does not exist stands."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in _FastLoader.yaml_implicit_resolvers.items()
    }


_WELL_FORMED = "du YAML bien formé (vérifiez les deux-points, les guillemets et l’alignement)"
Location = tuple[int | str, ...]


class YamlProblem(Exception):
    """The file is not YAML that we can read: ``line`` and what was expected, in French."""

    def __init__(self, line: int, expected: str) -> None:
        super().__init__(f"ligne {line} : {expected}")
        self.line = line
        self.expected = expected


def read(path: Path) -> tuple[Any, dict[Location, int]]:
    """The data of ``path`` and the line of each of its parts, by location.

    Raises YamlProblem when the file is not valid YAML, not UTF-8, or repeats a key (which YAML
    readers otherwise swallow, losing the first value).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise YamlProblem(1, "un fichier enregistré en UTF-8") from error
    if forbidden := _FORBIDDEN.search(text):
        line = text.count("\n", 0, forbidden.start()) + 1
        raise YamlProblem(line, "un texte sans caractère invisible (retapez cette ligne)")
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        lines: dict[Location, int] = {(): 1}
        if root is not None:
            _index(root, (), lines)
        return (loader.construct_document(root) if root is not None else None), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlProblem(line, _WELL_FORMED) from error
    finally:
        loader.dispose()


def line_of(location: Location, lines: dict[Location, int]) -> int:
    """Line of ``location``, or of the nearest thing around it that exists in the file."""
    while location not in lines:
        location = location[:-1]
    return lines[location]


def _index(node: yaml.Node, location: Location, lines: dict[Location, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in seen:
                raise YamlProblem(line, f"une seule fois le champ « {key} » ici")
            seen.add(key)
            lines[(*location, key)] = line
            _index(value_node, (*location, key), lines)
    elif isinstance(node, yaml.SequenceNode):
        for position, child in enumerate(node.value):
            lines[(*location, position)] = child.start_mark.line + 1
            _index(child, (*location, position), lines)
