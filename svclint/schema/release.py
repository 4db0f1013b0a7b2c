"""The structural schemas of one Kubernetes version, out of the shipped pool."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

from svclint.schema.constraints import GIVEN, constrained, constraints_of, demanded
from svclint.schema.empty_items import refusing_null
from svclint.schema.required import required_fields
from svclint.settings import NEWEST, OLDEST
from svclint.shipped import shipped_folder

Schema: TypeAlias = dict[str, Any]
Identity: TypeAlias = tuple[str, str]
"""apiVersion and kind."""

_REFERENCE = "#/$defs/"
_IDENTITY = "x-kubernetes-group-version-kind"
_BYTE = {"type": ["integer", "null"], "minimum": 0, "maximum": 255}
"""Go reads bytes out of a list of numbers as well as out of base64 (measured)."""
_BITS = {"int32": 32, "int64": 64, "int-or-string": 32}


@cache
def pool() -> dict[str, Any]:
    """The shipped file as data (`schemas/README.md` describes it)."""
    data: dict[str, Any] = json.loads((shipped_folder("schemas") / "kubernetes.json").read_text(encoding="utf-8"))
    return data


@cache
def release(version: tuple[int, int] = NEWEST) -> Release:
    """The release of that version; the nearest that is known where it is out of range."""
    last = min(max(version, OLDEST), NEWEST)[1]
    data = pool()
    definitions: dict[str, int] = {}
    for minor in range(OLDEST[1], last + 1):
        change = data["versions"][f"1.{minor}"]
        definitions.update(change["set"])
        for gone in change["drop"]:
            del definitions[gone]
    return Release({name: data["schemas"][index] for name, index in definitions.items()}, (1, last))


@dataclass(frozen=True, eq=False)
class Release:
    """The definitions of one version by name. They are shared between versions: never change one."""

    definitions: dict[str, Schema]
    version: tuple[int, int]

    @cached_property
    def roots(self) -> dict[Identity, str]:
        """The names of the definitions of whole objects."""
        return {
            ("/".join(filter(None, (each["group"], each["version"]))), each["kind"]): name
            for name, schema in self.definitions.items()
            for each in schema.get(_IDENTITY, ())
        }

    def resolve(self, schema: Schema) -> Schema:
        """The schema itself, or the one that it refers to."""
        reference = schema.get("$ref")
        return self.definitions[reference.removeprefix(_REFERENCE)] if isinstance(reference, str) else schema

    def bundle(self, root: str) -> Schema:
        """A JSON Schema that stands alone: the root with all that it refers to, ranges of integers and constraints.

        Required fields must be there and not empty.
        """
        todo, wanted = [root], {root}
        while todo:
            more = set(_references(self.definitions[todo.pop()])) - wanted
            wanted |= more
            todo += more
        return {"$ref": _REFERENCE + root, "$defs": {name: self._whole(name) for name in sorted(wanted)}}

    def _whole(self, name: str) -> Schema:
        """A definition with all that is asked of it."""
        schema, fields = self.definitions[name], constraints_of(name, self.version)
        own = demanded(fields)
        completed = _completed(schema, (each for each in required_fields(name, schema) if each not in own))
        return refusing_null(constrained(completed, fields), self._need)

    def _need(self, name: str) -> str | None:
        """The first field that objects of a definition cannot do without."""
        asked = demanded(constraints_of(name, self.version))
        return next(iter([*required_fields(name, self.definitions[name]), *sorted(asked)]), None)


def _references(schema: Schema) -> Iterator[str]:
    reference = schema.get("$ref")
    if isinstance(reference, str):
        yield reference.removeprefix(_REFERENCE)
    for each in children(schema):
        yield from _references(each)


def children(schema: Schema) -> Iterator[Schema]:
    """The schemas directly inside one."""
    yield from schema.get("properties", {}).values()
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield schema[key]


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _completed(schema: Schema, required: Iterable[str] = ()) -> Schema:
    """A copy in which every integer has the range of its Go type (beyond it decoding fails, measured)."""
    copy = {key: value for key, value in schema.items() if key != "required"}
    bits = _BITS.get(schema.get("format", ""))
    if bits:
        copy |= {"minimum": -(1 << (bits - 1)), "maximum": (1 << (bits - 1)) - 1}
    if schema.get("format") == "byte":
        copy |= {"type": [*_listed(schema["type"]), "array"], "items": _BYTE}
    if "properties" in schema:
        copy["properties"] = {name: _completed(each) for name, each in schema["properties"].items()}
    for name in required:
        copy.setdefault("required", []).append(name)
        copy["properties"][name] |= GIVEN
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            copy[key] = _completed(schema[key])
    return copy
