"""Lists whose items must differ in a key, which JSON Schema has no word for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.schema.constraints import MARK, Constraint

if TYPE_CHECKING:
    from svclint.schema.plain import Json
    from svclint.schema.release import Schema
    from svclint.syntax.places import Path

_REFERENCE = "$ref"
_INSIDE = ("items", "additionalProperties")


class Repeat(NamedTuple):
    """An item that has the keys of an earlier one: where it says so, where the earlier one does, and the value."""

    path: Path
    earlier: Path
    value: Json
    constraint: Constraint


class _Way(NamedTuple):
    """From a definition into one that it refers to: by `field`, whose value may be a list or map of it (`inside`)."""

    field: str
    inside: str | None
    to: str


class Distinct:
    """The lists of one kind that are to be looked at; ways through the schema that lead to none are not gone."""

    def __init__(self, bundle: Schema) -> None:
        """Take a bundle of `Release.bundle`."""
        definitions: dict[str, Schema] = bundle.get("$defs", {})
        self._root = _name(bundle)
        self._lists = {name: tuple(_lists(each)) for name, each in definitions.items()}
        ways = {name: tuple(_ways(each)) for name, each in definitions.items()}
        reaching = {name for name, each in self._lists.items() if each}
        while more := {name for name, each in ways.items() if name not in reaching and any(way.to in reaching for way in each)}:
            reaching |= more
        self._ways = {name: tuple(way for way in ways[name] if way.to in reaching) for name in reaching}

    def repeats(self, instance: Json) -> Iterator[Repeat]:
        """Every item that repeats an earlier one."""
        return self._in(self._root, instance, ())

    def _in(self, definition: str, value: Json, path: Path) -> Iterator[Repeat]:
        if definition not in self._ways or not isinstance(value, dict):
            return
        for field, constraint in self._lists[definition]:
            yield from _repeats(value.get(field), (*path, field), constraint)
        for way in self._ways[definition]:
            child = value.get(way.field)
            for step, each in _steps(child, way.inside):
                yield from self._in(way.to, each, (*path, way.field, *step))


def _steps(value: Json, inside: str | None) -> Iterator[tuple[Path, Json]]:
    if inside is None:
        yield (), value
    elif isinstance(value, (list, dict)):
        pairs = enumerate(value) if isinstance(value, list) else value.items()
        yield from (((step,), each) for step, each in pairs)


def _lists(schema: Schema) -> Iterator[tuple[str, Constraint]]:
    for field, each in schema.get("properties", {}).items():
        for part in each.get("allOf", ()):
            if "unique" in part[MARK]:
                yield field, part[MARK]


def _ways(schema: Schema) -> Iterator[_Way]:
    for field, each in schema.get("properties", {}).items():
        for inside in (None, *_INSIDE):
            target = each if inside is None else each.get(inside)
            if isinstance(target, dict) and _REFERENCE in target:
                yield _Way(field, inside, _name(target))


def _name(schema: Schema) -> str:
    reference: str = schema.get(_REFERENCE, "")
    return reference.rpartition("/")[2]


def _repeats(items: Json, path: Path, constraint: Constraint) -> Iterator[Repeat]:
    keys: list[str] = constraint["unique"]
    first: dict[tuple[Json, ...], int] = {}
    for index, item in enumerate(items if isinstance(items, list) else ()):
        values = tuple(item.get(key) for key in keys) if isinstance(item, dict) else ()
        if not any(values) or not all(isinstance(each, (str, int, float, type(None))) for each in values):
            continue
        earlier = first.setdefault(values, index)
        if earlier != index:
            tail = (keys[0],) if len(keys) == 1 else ()
            yield Repeat((*path, index, *tail), (*path, earlier, *tail), values[0], constraint)
