"""Bombs end in one limit, whatever they are made of, and soon."""

from __future__ import annotations

import tracemalloc

import pytest

from svclint.syntax.failures import MAX_ALIASED_NODES, MAX_DEPTH
from svclint.syntax.places import node_at
from tests.syntax.trees import composed, nodes, plain, value

_LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
_DEEPER_BY_ALIAS = (
    "a0: &a0 "
    + "[" * 60
    + "]" * 60
    + "\n"
    + "".join(f"a{n}: &a{n} " + "[" * 60 + f"*a{n - 1}" + "]" * 60 + "\n" for n in range(1, 12))
)
_MEBIBYTE = 1024 * 1024

BOMBS = {
    "aliases": (_LAUGHS, f"aliases unfold to more than {MAX_ALIASED_NODES} nodes"),
    "merge keys": (
        "a0: &a0 {x: {y: {z: 1}}}\n"
        + "".join(f"a{n}: &a{n} {{p: *a{n - 1}, q: *a{n - 1}, r: {{<<: *a{n - 1}}}}}\n" for n in range(1, 40)),
        f"aliases unfold to more than {MAX_ALIASED_NODES} nodes",
    ),
    "flow": ("a: " + "[" * 100_000, f"nested more than {MAX_DEPTH} levels deep"),
    "flow mappings": ("{a: " * 50_000, f"nested more than {MAX_DEPTH} levels deep"),
    "block": ("- " * 100_000 + "x", f"nested more than {MAX_DEPTH} levels deep"),
    "block mappings": ("\n".join(" " * n + "a:" for n in range(2_000)), f"nested more than {MAX_DEPTH} levels deep"),
    "aliases inside brackets": (_DEEPER_BY_ALIAS, f"nested more than {MAX_DEPTH} levels deep"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_one_limit_in_little_memory(name: str) -> None:
    text, message = BOMBS[name]
    tracemalloc.start()

    found = composed(text)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ([message], ()) == ([limit.message for limit in found.limits], found.faults)
    assert peak < 100 * _MEBIBYTE


def test_a_source_is_given_up_on_once() -> None:
    assert 1 == len(composed(("---\na: " + "[" * 1_000 + "\n") * 100).limits)


def test_documents_before_a_bomb_are_there() -> None:
    assert [{"a": 1}] == [plain(document.root) for document in composed("a: 1\n---\n" + _LAUGHS).documents]


def test_as_deep_as_allowed() -> None:
    found = composed("[" * MAX_DEPTH + "]" * MAX_DEPTH)

    assert ((), 1) == (found.limits, len(found.documents))


def test_many_repeated_keys_cost_no_more_than_they_are() -> None:
    names = [f"k{n}: 1\n" for n in range(3_000)]

    assert 3_000 == len(composed("".join(names * 2)).documents[0].duplicates)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", {"a": 1, "b": 1}),
        ("a: &x {b: [1, {c: d}]}\ne: *x\n", {"a": {"b": [1, {"c": "d"}]}, "e": {"b": [1, {"c": "d"}]}}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("a: &x {b: 1, b: 2}\nc: *x\n", {"a": {"b": 2}, "c": {"b": 2}}),
        ("a: &x {<<: {b: 1}}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("&x a: *x\n", {"a": "a"}),
        ("a: &x [&x 1, *x]\nb: *x\n", {"a": [1, 1], "b": [1, 1]}),
    ],
)
def test_aliases(text: str, expected: object) -> None:
    assert expected == value(text)


def test_what_an_alias_brings_has_the_place_of_the_alias() -> None:
    text = "a: &x {b: [1]}\nc: *x\n"
    brought = node_at(composed(text).documents[0].root, "c")

    assert ["*x"] * 4 == [text[node.start : node.end] for node in nodes(brought)]


def test_the_span_of_an_anchored_scalar_leaves_the_anchor_alone() -> None:
    text = "a: &x 80\nb: &y\nc: &z !!str 80\n"
    root = composed(text).documents[0].root

    assert ["80", "&y", "!!str 80"] == [text[node.start : node.end] for _, node in root.entries]  # type: ignore[union-attr]


def test_anchors_end_with_their_document() -> None:
    found = composed("a: &x 1\n---\nb: *x\n")

    assert ["the alias *x has no anchor &x before it"] == [fault.message for fault in found.faults]
