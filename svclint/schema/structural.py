"""Custom resources as the structural schema of their definition has them.

https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from svclint.model.placeholders import is_placeholder
from svclint.schema.alternatives import KEYWORDS
from svclint.schema.faults import Fault, MissingField, UnknownField, Violation, WrongType
from svclint.schema.plain import plain
from svclint.schema.value_checks import broken_rules
from svclint.schema.whereabouts import fits
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence, is_blank, is_null

if TYPE_CHECKING:
    from svclint.schema.release import Schema
    from svclint.syntax.places import Path

RULE = "invalid-custom-resource"
_OF_OBJECTS = frozenset({"apiVersion", "kind", "metadata"})
_OF_ROOTS = _OF_OBJECTS | {"status"}
"""What every object has, whether the schema says so or not; the status is the controller's."""
_PRESERVED = "x-kubernetes-preserve-unknown-fields"
_EMBEDDED = "x-kubernetes-embedded-resource"
_EITHER = "x-kubernetes-int-or-string"
_OF_WHOLES = KEYWORDS | {
    "allOf", "enum", "minItems", "maxItems", "minProperties", "maxProperties", "x-kubernetes-list-type"
}  # fmt: skip
"""Keywords that ask something of a list or a mapping as a whole."""
_TYPES = frozenset({"array", "boolean", "integer", "number", "object", "string"})


def structural_faults(schema: Schema, root: Mapping) -> Iterator[Fault]:
    """Everything that the server refuses in a custom resource: unknown and missing fields, wrong types, invalid values.

    Null is the same as absent where the schema does not say `nullable`. What a template is yet to fill in is let be.
    """
    yield from _fields(schema, root, (), _OF_ROOTS)


def _value(schema: Schema, node: Node, path: Path) -> Iterator[Fault]:
    if isinstance(node, Scalar) and (is_null(node) or is_placeholder(node.text)):
        return
    expected = _types(schema)
    if isinstance(node, Sequence) and "format" in schema and expected == {"string"} and not any(map(_has_fields, node.items)):
        return  # the server goes by the format alone, which says nothing of lists (measured)
    if expected and not expected & _types_of(node):
        yield WrongType(node, path, tuple(sorted(expected)))
        return
    if isinstance(node, Scalar) or not _OF_WHOLES.isdisjoint(schema):
        value = plain(node, [])
        for words, right, index in broken_rules(schema, value):
            if index is not None and isinstance(node, Sequence):
                yield Violation(RULE, node.items[index], (*path, index), None, words)
            else:
                yield Violation(RULE, node, path, value, words, right)
    if isinstance(node, Mapping):
        yield from _embedded(node, path) if schema.get(_EMBEDDED) is True else ()
        yield from _fields(schema, node, path, _OF_OBJECTS if schema.get(_EMBEDDED) is True else ())
    elif isinstance(node, Sequence):
        yield from _items(schema, node, path)


def _embedded(node: Mapping, path: Path) -> Iterator[MissingField]:
    """An object inside another one says what it is."""
    for name in ("apiVersion", "kind"):
        if is_blank(node.get(name)):
            yield MissingField(node, path, name, (*path, name))


def _has_fields(node: Node) -> bool:
    return isinstance(node, Mapping) and bool(node.values)


def _types(schema: Schema) -> set[str]:
    """None for a type that there is not: the server refuses the definition, so that nothing is known of its resources."""
    if schema.get(_EITHER) is True:
        return {"integer", "string"}
    kind = schema.get("type")
    return {kind} if isinstance(kind, str) and kind in _TYPES else set()


def _types_of(node: Node) -> set[str]:
    """The types of which a value is: a whole number is a number as well."""
    if not isinstance(node, Scalar):
        return {"object"} if isinstance(node, Mapping) else {"array"}
    if node.integer is not None:
        return {"integer", "number"}
    value = node.value
    return {"boolean"} if isinstance(value, bool) else {"string"} if isinstance(value, str) else {"number"}


def _items(schema: Schema, node: Sequence, path: Path) -> Iterator[Fault]:
    of_items = schema.get("items")
    if not isinstance(of_items, dict):
        return
    for index, item in enumerate(node.items):
        if is_null(item) and of_items.get("nullable") is not True and _types(of_items):
            yield WrongType(item, (*path, index), tuple(sorted(_types(of_items))))
        yield from _value(of_items, item, (*path, index))


def _fields(schema: Schema, node: Mapping, path: Path, implied: Collection[str]) -> Iterator[Fault]:
    properties, others = schema.get("properties") or {}, schema.get("additionalProperties")
    for name, value in node.items():
        if name in implied:
            continue
        if name in properties:
            yield from _value(properties[name] or {}, value, (*path, name))
        elif isinstance(others, dict):
            yield from _value(others, value, (*path, name))
        elif others is not True and schema.get(_PRESERVED) is not True:
            yield from _unknown(properties, node, name, path)
    for name in schema.get("required") or ():
        if name not in implied and _is_absent(node.get(name), properties.get(name) or {}):
            yield MissingField(node, path, name, (*path, name))


def _unknown(properties: dict[str, Schema], node: Mapping, name: str, path: Path) -> Iterator[UnknownField]:
    key, value = node.key(name), node.get(name)
    if key is not None and value is not None and not is_placeholder(key.text):
        fitting = tuple(each for each, schema in properties.items() if fits(value, schema or {}))
        yield UnknownField(key, node, path, tuple(properties), fitting, ())


def _is_absent(node: Node | None, schema: Schema) -> bool:
    """The server drops a null that is not allowed, then fills in defaults."""
    return "default" not in schema and (node is None or (is_null(node) and schema.get("nullable") is not True))
