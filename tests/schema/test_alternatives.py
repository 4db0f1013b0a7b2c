"""`anyOf`, `oneOf` and `not` in the schema of a custom resource."""

from __future__ import annotations

import pytest

from tests.schema.test_structural import fields, said_of

NONE = ["spec: it fits none of the alternatives that its schema gives"]
SEVERAL = ["spec: it fits more than one of the alternatives that its schema gives"]
EXCLUDED = ["spec: its schema excludes it"]
A_OR_B = fields("a: {type: string}, b: {type: integer}", ", oneOf: [{required: [a]}, {required: [b]}]")
EITHER = fields(
    "a: {type: string}, b: {type: integer}", ", anyOf: [{required: [a]}, {required: [b], properties: {b: {minimum: 5}}}]"
)
LISTED = "{type: array, items: {type: string}, not: {items: {enum: [a]}, minItems: 1}}"
TYPED = "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}"


@pytest.mark.parametrize(
    ("schema", "spec", "expected"),
    [
        (A_OR_B, "{a: x}", []),
        (A_OR_B, "{b: 1}", []),
        (A_OR_B, "{}", NONE),
        (A_OR_B, "{a: x, b: 1}", SEVERAL),
        (A_OR_B, "{a: '${NAME}', b: 1}", []),
        (A_OR_B, "{a: null}", []),
        (A_OR_B.replace("type: integer", "type: integer, default: 1"), "{}", []),
        (EITHER, "{b: 5}", []),
        (EITHER, "{b: 4}", NONE),
        (EITHER, "{a: x, b: 4}", []),
        (TYPED, "80", []),
        (TYPED, "http", []),
        ("{type: boolean, anyOf: [{type: integer}]}", "true", NONE),
        ("{type: boolean, anyOf: [{type: boolean}]}", "true", []),
        ("{type: string, not: {enum: [a]}}", "a", EXCLUDED),
        ("{type: string, not: {enum: [a]}}", "b", []),
        ("{type: string, not: {pattern: a}}", "a", []),
        ("{type: string, not: {allOf: [null, {minLength: 2}]}}", "ab", EXCLUDED),
        ("{type: string, not: {allOf: [{minLength: 2}, {pattern: a}]}}", "a", []),
        ("{type: string, oneOf: [null, {minLength: 2}]}", "ab", SEVERAL),
        ("{type: string, oneOf: [null, {not: {minLength: 2}}]}", "ab", []),
        (LISTED, "[a, a]", EXCLUDED),
        (LISTED, "[a, b]", []),
        (fields("a: {type: string}", ", not: {properties: {a: null, b: null}, required: [a]}"), "{a: x}", EXCLUDED),
    ],
)
def test_alternatives(schema: str, spec: str, expected: list[str]) -> None:
    assert expected == said_of(schema, spec)
