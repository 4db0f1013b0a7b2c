"""What the API server asks of values beyond their type: overlays on the structural schemas, for one Kubernetes version.

`schemas/README.md` describes the files. A constraint becomes part of the JSON Schema in which its definition stands, as a
schema of its own under `allOf` that carries the constraint, so that one question answers decoding and constraints together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from svclint.schema.formats import EXACTLY, accepts_nothing
from svclint.shipped import shipped_folder

if TYPE_CHECKING:
    from svclint.schema.release import Schema

Constraint: TypeAlias = dict[str, Any]
Fields: TypeAlias = dict[str, tuple[Constraint, ...]]

MARK = "x-svclint-constraint"
"""Holds the constraint in the schema that checks it."""
GIVEN: Schema = {"not": {"type": "null"}, "minLength": 1, "minItems": 1}
"""What a required field must be: null, an empty string and an empty list all count as absent for the server."""
_SAME_IN_BOTH = ("minimum", "maximum", "minItems", "maxItems", "maxLength")
_INSIDE = {"items": "items", "values": "additionalProperties", "keys": "propertyNames"}


@cache
def shipped() -> dict[str, dict[str, list[Constraint]]]:
    """All overlays by definition and field, a single constraint as a list of one."""
    merged: dict[str, dict[str, list[Constraint]]] = {}
    for path in sorted((shipped_folder("schemas") / "constraints").glob("*.json")):
        for definition, fields in json.loads(path.read_text(encoding="utf-8")).items():
            for field, written in fields.items():
                several = written if isinstance(written, list) else [written]
                merged.setdefault(definition, {}).setdefault(field, []).extend(several)
    return merged


def constraints_of(definition: str, version: tuple[int, int]) -> Fields:
    """The constraints on each field of a definition (`core.v1.ContainerPort`) that hold in a version."""
    known = shipped().get(definition, {})
    holding = ((field, tuple(each for each in several if _holds(each, version))) for field, several in known.items())
    return {field: several for field, several in holding if several}


def _holds(constraint: Constraint, version: tuple[int, int]) -> bool:
    """`since` and `until` are the first and the last version."""
    since, until = constraint.get("since", "0.0"), constraint.get("until", "9.999")
    return _number(since) <= version <= _number(until)


def _number(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def demanded(fields: Fields) -> set[str]:
    """The fields that a constraint requires, so that the definition itself need not ask for them."""
    return {name for name, several in fields.items() if any("required" in each and "when" not in each for each in several)}


def constrained(schema: Schema, fields: Fields) -> Schema:
    """A copy of a definition with its constraints."""
    properties: dict[str, Schema] = dict(schema.get("properties", {}))
    whole: list[Schema] = []
    for name in (each for each in fields if each in properties):
        always = tuple(each for each in fields[name] if "when" not in each)
        if always:
            properties[name] = properties[name] | {"allOf": list(_parts(always))}
        whole += _missing(name, always)
        whole += [_conditional(name, each) for each in fields[name] if "when" in each]
    copy = schema | {"properties": properties}
    return copy | {"allOf": whole} if whole else copy


def _missing(name: str, several: tuple[Constraint, ...]) -> list[Schema]:
    return [{"required": [name], MARK: each} for each in several if "required" in each]


def _conditional(name: str, constraint: Constraint) -> Schema:
    """A constraint that holds where other fields of the same object have one of certain values (`when`)."""
    when: dict[str, list[Any]] = constraint["when"]
    condition = {"required": sorted(when), "properties": {field: {"enum": values} for field, values in when.items()}}
    field = {"properties": {name: {"allOf": list(_parts((constraint,)))}}}
    return {"if": condition, "then": {"allOf": [*_missing(name, (constraint,)), field]}}


def _parts(several: tuple[Constraint, ...]) -> Iterator[Schema]:
    for constraint in several:
        if "required" in constraint:
            yield GIVEN | {MARK: constraint}
        yield fragment(constraint, exact=False)


def fragment(constraint: Constraint, *, exact: bool) -> Schema:
    """A constraint as JSON Schema. `exact`: an empty string or null is a value (an item of a list), not an absent field.

    A constraint that says `exact` itself takes an empty string as a value, but not null: Go tells an absent field from an
    empty one where it is a pointer.
    """
    pointer = "exact" in constraint
    schema: Schema = {key: constraint[key] for key in _SAME_IN_BOTH if key in constraint} | {MARK: constraint}
    if "enum" in constraint:
        schema["enum"] = [*constraint["enum"], *(() if exact else (None,) if pointer else ("", None))]
    if "format" in constraint:
        schema["format"] = constraint["format"] + (EXACTLY if exact or pointer else "")
    if exact and "format" in constraint and not accepts_nothing(constraint["format"]):
        schema["not"] = {"type": "null"}
    for key, keyword in _INSIDE.items():
        if key in constraint:
            inner = constraint[key] | {"rule": constraint["rule"], "of": key}
            schema[keyword] = fragment(inner, exact=True)
    return schema
