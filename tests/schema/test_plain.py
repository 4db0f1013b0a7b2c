"""Trees as plain JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from svclint.schema.plain import Json, plain
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Node, Scalar

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | WORDS
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=20
)


def _root(text: str) -> Node:
    (document,) = compose(Source("example.yaml", text)).documents
    assert document.root is not None
    return document.root


@given(TREES)
def test_json_comes_back_as_it_went(value: Json) -> None:
    unspeakable: list[Scalar] = []

    assert value == plain(_root(json.dumps(value)), unspeakable)
    assert [] == unspeakable


def test_scalars_are_read_as_the_server_reads_them() -> None:
    assert {"a": True, "b": 420, "c": 1000.0, "d": None, "e": "yes", "f": [None, 80.0]} == plain(
        _root('{a: yes, b: 0644, c: 1e3, d: , e: "yes", f: [null, 80.0]}'), []
    )


def test_numbers_without_a_word_in_json_are_set_aside() -> None:
    unspeakable: list[Scalar] = []

    assert {"a": None, "b": [None]} == plain(_root("{a: .inf, b: [.nan]}"), unspeakable)
    assert [".inf", ".nan"] == [each.text for each in unspeakable]
