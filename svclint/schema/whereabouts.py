"""Where else in an object a field of a name may stand: a field one level too high or too low is a common slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.syntax.nodes import Mapping, Node, Scalar, is_null

if TYPE_CHECKING:
    from svclint.schema.release import Release, Schema
    from svclint.syntax.places import Path

_SCALARS = {"string", "integer", "number", "boolean"}
_DEPTH = 3
_MOST = 3


def whereabouts(release: Release, root: Schema, parent: Path, name: str) -> tuple[Path, ...]:
    """Paths from the root at which the schema has a field `name`, nearest to `parent` first.

    First what lies below the parent, then for each level above it the level itself and what lies below; list indexes of the
    parent's path are kept, other lists are passed through without one. The status, which no manifest sets, is left out.
    """
    found: list[Path] = []
    for length in range(len(parent), -1, -1):
        base = parent[:length]
        schema = schema_at(release, root, base)
        for below in _below(release, schema, name) if schema else ():
            path = (*base, *below)
            if path[:-1] != parent and path not in found:
                found.append(path)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def fits(value: Node, schema: Schema) -> bool:
    """Whether a field of that schema could take the value, as far as mapping, list and scalar go."""
    types = schema.get("type")
    if types is None or is_null(value):
        return True
    known = {types} if isinstance(types, str) else set(types)
    if isinstance(value, Scalar):
        return bool(known & _SCALARS)
    return ("object" if isinstance(value, Mapping) else "array") in known


def schema_at(release: Release, root: Schema, path: Path) -> Schema | None:
    """The schema of what stands at a path, which may pass through lists without an index; None where it describes nothing."""
    schema: Schema | None = release.resolve(root)
    for step in path:
        if schema is None:
            return None
        items = schema.get("items")
        if isinstance(step, str) and isinstance(items, dict):
            schema = release.resolve(items)
        below = items if isinstance(step, int) else _field(schema, step)
        schema = release.resolve(below) if isinstance(below, dict) else None
    return schema


def _field(schema: Schema, name: str) -> object:
    return schema.get("properties", {}).get(name, schema.get("additionalProperties"))


def _below(release: Release, schema: Schema, name: str) -> Iterator[Path]:
    """Breadth first, so that the nearest comes first; a definition is entered once."""
    level: list[tuple[Path, Schema]] = [((), schema)]
    entered: set[int] = set()
    for _ in range(_DEPTH):
        following: list[tuple[Path, Schema]] = []
        for path, each in level:
            fields = each.get("properties", {})
            if name in fields:
                yield (*path, name)
            for field, inner in fields.items() if id(each) not in entered else ():
                if field != "status":
                    following.append(((*path, field), _item(release, inner)))
            entered.add(id(each))
        level = following


def _item(release: Release, schema: Schema) -> Schema:
    """What a field holds; of a list, what an item holds."""
    resolved = release.resolve(schema)
    items = resolved.get("items")
    return release.resolve(items) if isinstance(items, dict) else resolved
