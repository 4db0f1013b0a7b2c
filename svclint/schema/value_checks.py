"""What the schema of a custom resource asks of one value beyond its type.

https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation, without rules in
CEL.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.schema.alternatives import broken_alternatives
from svclint.schema.patterns import matcher
from svclint.schema.problems import problem, right_value
from svclint.schema.text_forms import form_fault

if TYPE_CHECKING:
    from svclint.schema.plain import Json
    from svclint.schema.release import Schema


_NEARLY = 1e-9


class Broken(NamedTuple):
    """The broken rule in words, the one valid spelling where there is one, and which item of a list it is about."""

    words: str
    right: str | None = None
    item: int | None = None


_Check: TypeAlias = Callable[["Schema", "Json"], Iterator[Broken]]


def broken_rules(schema: Schema, value: Json) -> Iterator[Broken]:
    """Every rule of the schema that a value of its type breaks."""
    yield from _choice(schema, value)
    for kinds, check in _CHECKS:
        if isinstance(value, kinds) and not isinstance(value, bool):
            yield from check(schema, value)
    for each in filter(None, schema.get("allOf") or ()):
        yield from broken_rules(each, value)
    yield from map(Broken, broken_alternatives(schema, value, lambda other, one: any(broken_rules(other, one))))


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
    yield from map(Broken, filter(None, (form_fault(schema.get("format"), value),)))


def _number(schema: Schema, value: float) -> Iterator[Broken]:
    lowest, highest = schema.get("minimum"), schema.get("maximum")
    below = lowest is not None and (value < lowest or (value == lowest and schema.get("exclusiveMinimum") is True))
    above = highest is not None and (value > highest or (value == highest and schema.get("exclusiveMaximum") is True))
    if below or above:
        words = problem(schema, "minimum", value)
        yield Broken(words if value not in (lowest, highest) else f"{words}, and not that itself")
    step = schema.get("multipleOf")
    if step and isinstance(step, (int, float)) and not _is_multiple(value, step):
        yield Broken(f"it must be a multiple of {step}")
    yield from map(Broken, filter(None, (form_fault(schema.get("format"), value),)))


def _is_multiple(value: float, step: float) -> bool:
    """As near as floating point can tell."""
    ratio = value / step
    return abs(ratio - round(ratio)) <= _NEARLY * max(1.0, abs(ratio))


def _items(schema: Schema, value: list[Json]) -> Iterator[Broken]:
    for keyword in ("minItems", "maxItems"):
        bound = schema.get(keyword)
        if bound is not None and (len(value) < bound if keyword == "minItems" else len(value) > bound):
            yield Broken(problem(schema, keyword, value))
    keys = schema.get("x-kubernetes-list-map-keys") or ()
    if schema.get("x-kubernetes-list-type") == "set":
        seen = {index: _exact(each) for index, each in enumerate(value)}
    elif schema.get("x-kubernetes-list-type") == "map" and keys:
        # an item without one of its keys may get it by default
        whole = {index: each for index, each in enumerate(value) if isinstance(each, dict) and each.keys() >= set(keys)}
        seen = {index: _exact([each[key] for key in keys]) for index, each in whole.items()}
    else:
        return
    earlier: set[str] = set()
    for index, each in seen.items():
        if each in earlier:
            words = (
                f"an earlier item has the same {', '.join(keys)}: {each}" if keys else f"an earlier item is the same: {each}"
            )
            yield Broken(words, item=index)
        earlier.add(each)


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
