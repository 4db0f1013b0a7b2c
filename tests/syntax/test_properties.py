"""What holds for every text: values, spans, and that both parsers give the same tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from svclint.catalogue.examples import split_example
from svclint.catalogue.loader import load_rules
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.events import pure_events
from tests.syntax.trees import composed, described, nodes, plain, value
from tests.syntax.writing import written

_ROOT = Path(__file__).resolve().parents[2]
_EXAMPLES = [
    (f"{each.name}/{name}", text) for each in load_rules() for name, text in split_example(each.good + each.bad).items()
]
_CORPUS = [(path.name, path.read_text(encoding="utf-8")) for path in sorted((_ROOT / "tests" / "corpus").rglob("*.y*ml"))]


@given(written())
def test_a_text_has_the_value_that_was_written(pair: tuple[str, Any]) -> None:
    text, expected = pair

    assert expected == value(text)


@given(written())
def test_the_text_at_a_span_has_the_value_of_its_node(pair: tuple[str, Any]) -> None:
    text, _ = pair
    source = Source("a.yaml", text)
    document = compose(source).documents[0]

    for node in nodes(document.root):
        _, column = source.position(node.start)
        alone = composed(" " * (column - 1) + text[node.start : node.end] + "\n")
        assert [plain(node)] == [plain(each.root) for each in alone.documents] or (plain(node), ()) == (None, alone.documents)


@given(written())
def test_children_lie_inside_their_parents_in_order(pair: tuple[str, Any]) -> None:
    text, _ = pair
    root = composed(text).documents[0].root
    assert root is not None

    starts = [node.start for node in nodes(root)]

    assert sorted(starts) == starts
    assert all(root.start <= node.start <= node.end <= root.end for node in nodes(root))


@given(written())
def test_both_parsers_give_the_same_tree(pair: tuple[str, Any]) -> None:
    source = Source("a.yaml", pair[0])

    assert described(compose(source, pure_events)) == described(compose(source))


@pytest.mark.parametrize(("name", "text"), [*_EXAMPLES, *_CORPUS])
def test_both_parsers_give_the_same_tree_for_examples(name: str, text: str) -> None:
    source = Source(name, text)
    native, pure = compose(source), compose(source, pure_events)

    assert described(pure) == described(native)
    assert [(fault.document, fault.hint) for fault in pure.faults] == [(fault.document, fault.hint) for fault in native.faults]
