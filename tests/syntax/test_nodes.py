"""Nodes: frozen, findable, with the right lines and columns."""

from __future__ import annotations

import dataclasses

import pytest

from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence, is_null
from svclint.syntax.places import integer_at, items_at, mapping_at, node_at, path_to, scalar_at, spell, string_at
from tests.syntax.trees import composed, nodes

TEXT = "a: {b: [x, 80, 80.0, 1.5, true, ~]}\nc: 1\nc: 2\n"


def root(text: str = TEXT) -> Mapping:
    found = composed(text).documents[0].root
    assert isinstance(found, Mapping)
    return found


@pytest.mark.parametrize("node", list(nodes(root())), ids=repr)
def test_a_node_cannot_be_changed(node: Node) -> None:
    for field in dataclasses.fields(node):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(node, field.name, None)


def test_scalars_as_strings_and_whole_numbers() -> None:
    items = node_at(root(), "a", "b")
    assert isinstance(items, Sequence)
    scalars = [item for item in items.items if isinstance(item, Scalar)]

    assert ["x", None, None, None, None, None] == [item.string for item in scalars]
    assert [None, 80, 80, None, None, None] == [item.integer for item in scalars]
    assert [False, False, False, False, False, True] == [is_null(item) for item in scalars]
    assert (6, True) == (len(items), is_null(None))


def test_a_mapping_answers_by_name() -> None:
    mapping = root()

    assert (True, False, 2) == ("c" in mapping, "x" in mapping, len(mapping))
    assert ["a", "c"] == [name for name, _ in mapping.items()]
    assert ("2", None, None) == (mapping.get("c").text, mapping.get("x"), mapping.key("x"))  # type: ignore[union-attr]
    assert TEXT.rindex("c: 2") == mapping.key("c").start  # type: ignore[union-attr]


def test_a_node_shows_what_was_written() -> None:
    assert "<Scalar 'x'>" == repr(node_at(root(), "a", "b", 0))


def test_nodes_are_themselves_and_nothing_else() -> None:
    first, second = root(), root()

    assert first == first  # noqa: PLR0124 - identity is what is tested
    assert first != second
    assert 2 == len({first, second})


def test_the_way_to_a_node_and_back() -> None:
    mapping = root()

    for node in (each for each in nodes(mapping) if each not in [key for key, _ in mapping.entries]):
        path = path_to(mapping, node)
        assert path is not None
        assert node_at(mapping, *path) is not None
    assert None is path_to(mapping, root())
    assert None is scalar_at(mapping, "a", "b", 5)


def test_what_is_not_there_is_none_of_its_kind() -> None:
    mapping = root()
    items = node_at(mapping, "a", "b")

    assert (None, None, ()) == (node_at(mapping, "c", "x"), mapping_at(mapping, "c"), items_at(mapping, "a"))
    assert (items, 6) == (node_at(mapping, "a", "b"), len(items_at(mapping, "a", "b")))
    assert mapping.get("a") is mapping_at(mapping, "a")
    assert ("x", None, None) == tuple(string_at(mapping, "a", "b", index) for index in (0, 1, 9))
    assert (None, 80, 80) == tuple(integer_at(mapping, "a", "b", index) for index in (0, 1, 2))
    assert (None, None) == (string_at(mapping, "a"), integer_at(mapping, "a"))


def test_a_node_of_a_merged_mapping_is_found_where_it_was_brought_to() -> None:
    mapping = root("x: &x {a: {b: 1}, c: {d: 2}}\nz: {<<: *x, e: 1}\n")
    brought = node_at(mapping, "z", "c", "d")
    assert brought is not None

    assert ("z", "c", "d") == path_to(mapping, brought)


def test_field_paths_are_spelt_as_the_server_does() -> None:
    assert 'spec.ports[0].x["a.b/c"]' == spell(("spec", "ports", 0, "x", "a.b/c"))


@pytest.mark.parametrize(
    ("before", "line", "column"),
    [
        ("", 1, 1),
        ("x: 1\n", 2, 1),
        ("x: 1\r\n", 2, 1),
        ("x: 1\r", 2, 1),
        ("x: '\u2028\x85\u2029'\n", 2, 1),
        ("x: '\U0001f600'\r\n\r\n# \U0001f600\n", 4, 1),
        ("{'\U0001f600': 1, ", 1, 10),
    ],
)
def test_lines_and_columns(before: str, line: int, column: int) -> None:
    source = Source("a.yaml", before + "key: 1" + ("}" if before.startswith("{") else ""))
    mapping = compose(source).documents[0].root
    assert isinstance(mapping, Mapping)

    assert (line, column) == source.position(mapping.key("key").start)  # type: ignore[union-attr]


def test_a_document_knows_where_it_is() -> None:
    text = "# first\na: 1\n---\nb: 2\n"

    assert ["a: 1\n", "---\nb: 2\n"] == [text[document.start : document.end] for document in composed(text).documents]
