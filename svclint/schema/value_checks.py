"""What the schema of a custom resource asks of one value beyond its type.

https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation, without rules in
CEL and without `anyOf`, `oneOf`, `not` and `format`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.schema.patterns import matcher
from svclint.schema.problems import problem, right_value

if TYPE_CHECKING:
    from svclint.schema.plain import Json
    from svclint.schema.release import Schema


class Broken(NamedTuple):
    """The broken rule in words, and the one valid spelling where there is one."""

    words: str
    right: str | None = None


_Check: TypeAlias = Callable[["Schema", "Json"], Iterator[Broken]]


def broken_rules(schema: Schema, value: Json) -> Iterator[Broken]:
    """Every rule of the schema that a value of its type breaks."""
    yield from _choice(schema, value)
    for kinds, check in _CHECKS:
        if isinstance(value, kinds) and not isinstance(value, bool):
            yield from check(schema, value)
    for each in filter(None, schema.get("allOf") or ()):
        yield from broken_rules(each, value)


def _choice(schema: Schema, value: Json) -> Iterator[Broken]:
    allowed = schema.get("enum")
    if not isinstance(allowed, list) or _exact(value) in map(_exact, allowed):
        return
    if isinstance(value, str) and all(isinstance(each, str) for each in allowed):
        yield Broken(problem(schema, "enum", value), right_value(schema, "enum", value))
    else:
        yield Broken(f"it must be one of {', '.join(map(_exact, allowed))}")


def _exact(value: Json) -> str:
    """JSON tells true from 1."""
    return json.dumps(value, sort_keys=True, default=str)


def _text(schema: Schema, value: str) -> Iterator[Broken]:
    shortest, longest = schema.get("minLength") or 0, schema.get("maxLength")
    if len(value) < shortest:
        yield Broken(f"it has {len(value)} characters and must have at least {shortest}" if value else "it must not be empty")
    if longest is not None and len(value) > longest:
        yield Broken(problem(schema, "maxLength", value))
    pattern = schema.get("pattern")
    matches = matcher(pattern) if isinstance(pattern, str) else None
    if matches is not None and not matches(value):
        yield Broken(f"it does not have the form {pattern}")


def _number(schema: Schema, value: float) -> Iterator[Broken]:
    lowest, highest = schema.get("minimum"), schema.get("maximum")
    below = lowest is not None and (value < lowest or (value == lowest and schema.get("exclusiveMinimum") is True))
    above = highest is not None and (value > highest or (value == highest and schema.get("exclusiveMaximum") is True))
    if below or above:
        words = problem(schema, "minimum", value)
        yield Broken(words if value not in (lowest, highest) else f"{words}, and not that itself")
    step = schema.get("multipleOf")
    if isinstance(step, int) and step and isinstance(value, int) and value % step:
        yield Broken(f"it must be a multiple of {step}")


def _items(schema: Schema, value: list[Json]) -> Iterator[Broken]:
    for keyword in ("minItems", "maxItems"):
        bound = schema.get(keyword)
        if bound is not None and (len(value) < bound if keyword == "minItems" else len(value) > bound):
            yield Broken(problem(schema, keyword, value))
    keys = schema.get("x-kubernetes-list-map-keys") or ()
    if schema.get("x-kubernetes-list-type") == "set":
        seen = [_exact(each) for each in value]
    elif schema.get("x-kubernetes-list-type") == "map" and keys:
        # an item without one of its keys may get it by default
        seen = [_exact([each[key] for key in keys]) for each in value if isinstance(each, dict) and each.keys() >= set(keys)]
    else:
        return
    twice = next((each for index, each in enumerate(seen) if each in seen[:index]), None)
    if twice is not None:
        yield Broken(f"two items have the same {', '.join(keys)}: {twice}" if keys else f"two items are the same: {twice}")


def _fields(schema: Schema, value: dict[str, Json]) -> Iterator[Broken]:
    least, most = schema.get("minProperties") or 0, schema.get("maxProperties")
    if len(value) < least:
        yield Broken(f"it has {len(value)} fields and must have at least {least}")
    if most is not None and len(value) > most:
        yield Broken(f"it has {len(value)} fields and may have at most {most}")


_CHECKS: tuple[tuple[tuple[type, ...], _Check], ...] = (
    ((str,), _text),
    ((int, float), _number),
    ((list,), _items),
    ((dict,), _fields),
)
