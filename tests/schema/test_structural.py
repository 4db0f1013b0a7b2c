"""Custom resources against a structural schema."""

from __future__ import annotations

import pytest

from svclint.schema.faults import Fault, MissingField, UnknownField, Violation, WrongType
from svclint.schema.plain import plain
from svclint.schema.structural import structural_faults
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Mapping, Node
from svclint.syntax.places import spell


def _parse(text: str) -> Mapping:
    (document,) = compose(Source("x.yaml", text)).documents
    root: Node | None = document.root
    assert isinstance(root, Mapping)
    return root


def _faults(schema: str, spec: str) -> list[Fault]:
    """Of a resource whose `spec` has that schema."""
    whole = f"{{type: object, properties: {{spec: {schema}}}}}"
    return list(
        structural_faults(
            plain(_parse(whole), []), _parse(f"{{apiVersion: a/v1, kind: B, metadata: {{name: c}}, spec: {spec}}}")
        )
    )


def _said(fault: Fault) -> str:
    match fault:
        case UnknownField():
            return f"unknown {spell((*fault.path, fault.key.text))}"
        case MissingField():
            return f"missing {spell((*fault.path, fault.name))}"
        case WrongType():
            return f"type {spell(fault.path)} {'|'.join(fault.expected)}"
        case Violation():
            return f"{spell(fault.path)}: {fault.problem}"
        case _:  # pragma: no cover - a structural schema has no others
            raise AssertionError(fault)


def said_of(schema: str, spec: str) -> list[str]:
    """The faults of a `spec` of that schema, in words."""
    return [_said(fault) for fault in _faults(schema, spec)]


def fields(properties: str, more: str = "") -> str:
    """The schema of an object."""
    return f"{{type: object, properties: {{{properties}}}{more}}}"


STRUCTURE = [
    (fields("a: {type: string}"), "{a: b}", []),
    (fields("a: {type: string}"), "{a: 5}", ["type spec.a string"]),
    (fields("a: {type: string}"), "{a: {}}", ["type spec.a string"]),
    (fields("a: {type: string}"), "{a: []}", ["type spec.a string"]),
    (fields("a: {type: string, format: date}"), "{a: []}", []),
    (fields("a: {type: string, format: date}"), "{a: [{}, {b: c}]}", ["type spec.a string"]),
    (fields("a: {type: string, format: date}"), "{a: {}}", ["type spec.a string"]),
    (fields("a: {type: integer}"), "{a: 5.0}", []),
    (fields("a: {type: integer}"), "{a: 5.5}", ["type spec.a integer"]),
    (fields("a: {type: number}"), "{a: 5}", []),
    (fields("a: {type: number}"), "{a: 5.5}", []),
    (fields("a: {type: boolean}"), "{a: yes}", []),
    (fields("a: {type: array, items: {type: string}}"), "{a: b}", ["type spec.a array"]),
    (fields("a: {type: array, items: {type: string}}"), "{a: [b, 5]}", ["type spec.a[1] string"]),
    (fields("a: {type: array, items: {type: string}}"), "{a: [null]}", ["type spec.a[0] string"]),
    (fields("a: {type: array, items: {type: string, nullable: true}}"), "{a: [null]}", []),
    (fields("a: {type: array, items: {}}"), "{a: [null, 5]}", []),
    (fields("a: {type: array}"), "{a: [5]}", []),
    (fields("a: {x-kubernetes-int-or-string: true}"), "{a: 80%}", []),
    (fields("a: {x-kubernetes-int-or-string: true}"), "{a: 5.5}", ["type spec.a integer|string"]),
    (fields("a: {type: integer}"), "{a: '${REPLICAS}'}", []),
    (fields("a: {type: integer}"), "{a: null}", []),
    (fields("a: null"), "{a: anything}", []),
    (fields("a: {type: string}"), "{b: c}", ["unknown spec.b"]),
    (fields("a: {type: string}"), "{'${NAME}': c}", []),
    (fields("", ", x-kubernetes-preserve-unknown-fields: true"), "{b: c}", []),
    (fields("", ", additionalProperties: true"), "{b: c}", []),
    ("{type: object, additionalProperties: {type: integer}}", "{b: 5, c: d}", ["type spec.c integer"]),
    ("{type: object}", "{b: c}", ["unknown spec.b"]),
    (fields("a: {type: string}", ", required: [a]"), "{}", ["missing spec.a"]),
    (fields("a: {type: string}", ", required: [a]"), "{a: null}", ["missing spec.a"]),
    (fields("a: {type: string, nullable: true}", ", required: [a]"), "{a: null}", []),
    (fields("a: {type: string, default: b}", ", required: [a]"), "{}", []),
    (fields("", ", required: [a], x-kubernetes-preserve-unknown-fields: true"), "{}", ["missing spec.a"]),
    (
        fields("", ", x-kubernetes-embedded-resource: true"),
        "{apiVersion: v1, kind: Pod, metadata: {}, b: c}",
        ["unknown spec.b"],
    ),
    (
        fields("", ", x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true"),
        "{apiVersion: '', b: c}",
        ["missing spec.apiVersion", "missing spec.kind"],
    ),
]
RULES = [
    ("{type: string, enum: [EUR, USD]}", "EUR", []),
    ("{type: string, enum: [EUR, USD]}", "eur", ['spec: it must be EUR or USD; write "EUR"']),
    ("{type: integer, enum: [1, 2]}", "3", ["spec: it must be one of 1, 2"]),
    ("{type: boolean, enum: [true]}", "false", ["spec: it must be one of true"]),
    ("{type: string, minLength: 1}", "''", ["spec: it must not be empty"]),
    ("{type: string, minLength: 3}", "ab", ["spec: it has 2 characters and must have at least 3"]),
    ("{type: string, maxLength: 1}", "ab", ["spec: it has 2 characters and may have at most 1"]),
    ("{type: string, pattern: '^a$'}", "a", []),
    ("{type: string, pattern: '^a$'}", "ab", ["spec: it does not have the form ^a$"]),
    (r"{type: string, pattern: '^\pL$'}", "ab", []),
    ("{type: integer, minimum: 1, maximum: 3}", "3", []),
    ("{type: integer, minimum: 1, maximum: 3}", "4", ["spec: it must be between 1 and 3"]),
    ("{type: number, minimum: 1}", "0.5", ["spec: it must be at least 1"]),
    ("{type: number, minimum: 1, exclusiveMinimum: true}", "1", ["spec: it must be at least 1, and not that itself"]),
    ("{type: number, maximum: 1, exclusiveMaximum: true}", "1", ["spec: it must be at most 1, and not that itself"]),
    ("{type: integer, multipleOf: 5}", "7", ["spec: it must be a multiple of 5"]),
    ("{type: integer, multipleOf: 5}", "10", []),
    ("{type: number, multipleOf: 0.1}", "0.7", []),
    ("{type: number, multipleOf: 0.5}", "0.7", ["spec: it must be a multiple of 0.5"]),
    ("{type: integer, format: int32}", "2147483647", []),
    ("{type: integer, format: int32}", "2147483648", ["spec: it must have at most 32 bits"]),
    ("{type: number, format: int32}", "0.5", []),
    ("{type: string, format: ipv4}", "192.0.2.1", []),
    ("{type: string, format: ipv4}", "2001:db8::1", ["spec: it must be an IPv4 address"]),
    ("{type: string, format: ipv6}", "2001:db8::1", []),
    ("{type: string, format: ipv6}", "192.0.2.1", ["spec: it must be an IPv6 address"]),
    ("{type: string, format: cidr}", "10.0.0.0/8", []),
    ("{type: string, format: cidr}", "10.0.0.0", ["spec: it must be a range of addresses such as 10.0.0.0/8"]),
    ("{type: string, format: date}", "'2026-02-28'", []),
    ("{type: string, format: date}", "'2026-02-30'", ["spec: it must be a date such as 2026-01-31"]),
    ("{type: string, format: date}", "today", ["spec: it must be a date such as 2026-01-31"]),
    ("{type: string, format: date-time}", "'2026-02-28T12:00:00Z'", []),
    ("{type: string, format: date-time}", "'2026-02-28'", ["spec: it must be a time such as 2026-01-31T12:00:00Z"]),
    ("{type: string, format: uuid}", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", []),
    ("{type: string, format: uuid}", "web", ["spec: it must be a UUID"]),
    ("{type: string, format: byte}", "aGk=", []),
    ("{type: string, format: byte}", "a", ["spec: it must be base64"]),
    ("{type: string, format: hostname}", "a b", []),
    ("{type: string, format: [odd]}", "a b", []),
    ("{type: integer, format: [odd]}", "1", []),
    ("{type: integer, allOf: [{minimum: 1}, null, {maximum: 3}]}", "4", ["spec: it must be at most 3"]),
    ("{type: array, items: {type: string}, minItems: 1, maxItems: 2}", "[]", ["spec: it has 0 items and must have at least 1"]),
    ("{type: array, items: {type: string}, minItems: 1, maxItems: 2}", "[a]", []),
    ("{type: array, items: {type: string}, maxItems: 1}", "[a, b]", ["spec: it has 2 items and may have at most 1"]),
    ("{type: array, items: {type: string}, x-kubernetes-list-type: set}", "[a, b]", []),
    (
        "{type: array, items: {type: string}, x-kubernetes-list-type: set}",
        "[a, a]",
        ['spec[1]: an earlier item is the same: "a"'],
    ),
    ("{type: array, items: {type: string}, x-kubernetes-list-type: atomic}", "[a, a]", []),
    (
        "{type: object, additionalProperties: {type: string}, minProperties: 1}",
        "{}",
        ["spec: it has 0 fields and must have at least 1"],
    ),
    ("{type: object, additionalProperties: {type: string}, maxProperties: 1}", "{a: b}", []),
    (
        "{type: object, additionalProperties: {type: string}, maxProperties: 1}",
        "{a: b, c: d}",
        ["spec: it has 2 fields and may have at most 1"],
    ),
]


@pytest.mark.parametrize(("schema", "spec", "expected"), STRUCTURE + RULES)
def test_resources(schema: str, spec: str, expected: list[str]) -> None:
    assert expected == [_said(fault) for fault in _faults(schema, spec)]


def test_items_with_equal_keys() -> None:
    schema = fields("a: {type: string}, b: {type: string, default: x}")
    listed = f"{{type: array, items: {schema}, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a, b]}}"

    assert [] == _faults(listed, "[{a: c, b: d}, {a: c, b: e}, {a: c}, {a: c}, d]")[1:]
    assert ['spec[1]: an earlier item has the same a, b: ["c", "d"]'] == [
        _said(each) for each in _faults(listed, "[{a: c, b: d}, {b: d, a: c}]")
    ]


def test_what_every_object_has_is_not_asked_for() -> None:
    schema = plain(_parse("{type: object, required: [metadata, status, spec], properties: {status: {type: string}}}"), [])

    found = list(structural_faults(schema, _parse("{apiVersion: a/v1, kind: B, status: {}}")))

    assert ["missing spec"] == [_said(each) for each in found]


def test_an_unknown_field_names_those_that_could_take_the_value() -> None:
    (found,) = _faults(fields("a: {type: string}, b: {type: array}, c: null"), "{d: text}")

    assert isinstance(found, UnknownField)
    assert (("a", "b", "c"), ("a", "c"), ()) == (found.allowed, found.fitting, found.elsewhere)


def test_a_type_that_there_is_not_asks_for_nothing() -> None:
    assert [] == _faults("{type: object, properties: {a: {type: Service}}}", "{a: 1}")


def test_a_choice_of_nothing_allows_nothing() -> None:
    [fault] = _faults("{type: object, properties: {a: {type: string, enum: []}}}", "{a: x}")

    assert isinstance(fault, Violation)
    assert "its schema allows no value at all" in fault.problem
