"""Lists whose items may not be null, since a null item is an empty one and lacks what an item needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from svclint.schema.constraints import MARK

if TYPE_CHECKING:
    from svclint.schema.release import Schema

NEEDS = "needs"
"""In a constraint on an item: the field that it cannot do without."""


def refusing_null(schema: Schema, need_of: Callable[[str], str | None]) -> Schema:
    """A copy of a definition whose lists refuse null items. `need_of` tells the field that a definition's objects need."""
    properties = {name: _list(each, need_of) for name, each in schema.get("properties", {}).items()}
    return schema | {"properties": properties} if properties else schema


def _list(schema: Schema, need_of: Callable[[str], str | None]) -> Schema:
    items = schema.get("items")
    reference = items.get("$ref") if isinstance(items, dict) else None
    need = need_of(reference.rpartition("/")[2]) if reference else None
    if need is None:
        return schema
    return schema | {"items": {"$ref": reference, "not": {"type": "null"}, MARK: {NEEDS: need, "rule": "missing-field"}}}
