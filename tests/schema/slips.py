"""Every way to break one constraint of a document, and the fields that the API server may blame for it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from svclint.schema.constraints import constraints_of
from svclint.schema.release import Schema
from svclint.settings import NEWEST
from svclint.syntax.places import Path, spell
from tests.schema.documents import RELEASE, asked_of, needed_fields, written_fields
from tests.schema.fields import OWN
from tests.schema.words import FORMATS

GONE = object()
"""The value of a field that is taken away."""
_SHORT = 10
"""Lists that may be longer than this are not written out to their end."""
_OF_OTHER_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (7, True, ["a"], {"a": "b"}),
    "integer": ("7", True, 1.5, ["a"]),
    "boolean": ("true", 1, ["a"]),
    "array": ("a", 7, {"a": "b"}),
    "object": ("a", 7, ["a"]),
    "int-or-string": (True, ["a"], {"a": "b"}),
    "quantity": (True, ["a"], {"a": "b"}),
}


class Slip(NamedTuple):
    """One wrong value: where, what is written there instead, and which fields may be blamed."""

    path: Path
    value: Any
    blamed: frozenset[str]

    def into(self, document: dict[str, Any]) -> dict[str, Any]:
        """A copy of a document with the slip in it."""
        spoiled = copy.deepcopy(document)
        *above, last = self.path
        parent: Any = spoiled
        for step in above:
            parent = parent[step]
        if self.value is GONE:
            del parent[last]
        else:
            parent[last] = self.value
        return spoiled


def slips(document: dict[str, Any]) -> list[Slip]:
    """All slips that a document leaves room for, in its order."""
    root = RELEASE.roots[document["apiVersion"], document["kind"]]
    return list(_in_mapping(root, document, ()))


def _in_mapping(name: str, value: dict[str, Any], path: Path) -> Iterator[Slip]:
    yield _slip((*path, "nonsense"), 1)
    for field in written_fields(name):
        if field in value:
            if field in needed_fields(name):
                blamed = (_spellings(spell(each)) for each in _missed(name, field, (*path, field)))
                yield Slip((*path, field), GONE, frozenset(chain.from_iterable(blamed)))
            yield from _in_field(name, field, value[field], (*path, field))


def constraint_slips(owner: str, field: str) -> bool:
    """Whether some slip breaks a constraint on a field of a definition that documents have."""
    schema = RELEASE.definitions[owner]["properties"][field]
    wrong = OWN[owner, field].wrong if (owner, field) in OWN else tuple(_breaking(schema, asked_of(owner, field)))
    several = constraints_of(owner, NEWEST).get(field, ())
    return bool(wrong) or field in needed_fields(owner) or any("unique" in each for each in several)


def _missed(owner: str, field: str, path: Path) -> Iterator[Path]:
    """What may be blamed where a field is missing: itself, or what must be in it."""
    yield path
    inner = RELEASE.definitions[owner]["properties"][field].get("$ref", "").rpartition("/")[2]
    for each in needed_fields(inner) if inner else ():
        yield from _missed(inner, each, (*path, each))


def _in_field(owner: str, field: str, value: Any, path: Path) -> Iterator[Slip]:  # noqa: ANN401 - a value of JSON
    schema = RELEASE.definitions[owner]["properties"][field]
    wrong = OWN[owner, field].wrong if (owner, field) in OWN else tuple(_breaking(schema, asked_of(owner, field)))
    for each in wrong:
        yield _slip(path, each, inside=True)
    for constraint in constraints_of(owner, NEWEST).get(field, ()):
        if "unique" in constraint and isinstance(value, list) and value:
            yield _slip(path, [*value, value[0]], inside=True)
    yield from _of_type(schema, value, path)


def _breaking(schema: Schema, asked: dict[str, Any]) -> Iterator[Any]:
    """Values of the right type that break what is asked."""
    if "enum" in asked:
        yield from ("Nonsense", asked["enum"][0].swapcase() + "_")
    if "minimum" in asked:
        yield asked["minimum"] - 1
    if "maximum" in asked:
        yield asked["maximum"] + 1
    if "maxItems" in asked and asked["maxItems"] <= _SHORT:
        item = {"name": "a"} if "$ref" in schema["items"] else asked.get("items", {}).get("enum", ["a"])[0]
        yield [item] * (asked["maxItems"] + 1)
    for name in asked.get("formats", ()) or ((asked["format"],) if "format" in asked else ()):
        yield from FORMATS[name].wrong
    if "items" in asked:
        yield from ([each] for each in _breaking({}, asked["items"]))
    if "values" in asked:
        yield from ({"a": each} for each in _breaking({}, asked["values"]))
    if "keys" in asked:
        yield from ({each: "a"} for each in _breaking({}, asked["keys"]))


def _of_type(schema: Schema, value: Any, path: Path) -> Iterator[Slip]:  # noqa: ANN401 - a value of JSON
    """Wrong types here, and all slips further in."""
    target = RELEASE.resolve(schema)
    types = target["type"] if isinstance(target["type"], list) else [target["type"]]
    format_: str = target.get("format", "")
    for each in _OF_OTHER_TYPES[format_ if format_ in _OF_OTHER_TYPES else types[0]]:
        yield _slip(path, each)
    if "properties" in target:
        yield from _in_mapping(schema["$ref"].rpartition("/")[2], value, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _of_type(schema["items"], item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _of_type(schema["additionalProperties"], item, (*path, key))


def _slip(path: Path, value: Any, *, inside: bool = False) -> Slip:  # noqa: ANN401 - a value of JSON
    """`inside`: the fault may lie in an item or entry of the value."""
    paths = (path, *(_leaves(value, path) if inside else ()))
    return Slip(path, value, frozenset(name for each in paths for name in _spellings(spell(each))))


def _spellings(field: str) -> Iterator[str]:
    """The server leaves out `metadata` in a template, and mixes up name and namespace of a webhook's Service."""
    yield field
    yield field.replace(".template.metadata.", ".template.")
    if field.endswith((".clientConfig.service.name", ".clientConfig.service.namespace")):
        yield field.removesuffix("space") if field.endswith("space") else f"{field}space"


def _leaves(value: Any, path: Path) -> Iterator[Path]:  # noqa: ANN401 - a value of JSON
    pairs = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for step, inner in pairs:
        yield (*path, step)
        yield from _leaves(inner, (*path, step))
