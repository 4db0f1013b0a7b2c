"""Trees as plain data, to compare them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from svclint.sources.source import Source
from svclint.syntax.compose import Composed, compose
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence


def composed(text: str) -> Composed:
    return compose(Source("a.yaml", text))


def plain(node: Node | None) -> Any:  # noqa: ANN401 - a value of JSON
    """The value of a tree as JSON would have it."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else None


def values(text: str) -> list[Any]:
    """The values of all documents of a text."""
    return [plain(document.root) for document in composed(text).documents]


def value(text: str) -> Any:  # noqa: ANN401 - a value of JSON
    """The value of a text that is one document without a fault."""
    found = composed(text)
    assert ((), ()) == (found.faults, found.limits)
    return plain(found.documents[0].root)


def nodes(node: Node | None) -> Iterator[Node]:
    """A node and everything below it, keys too."""
    if node is not None:
        yield node
    if isinstance(node, Mapping):
        for key, inner in node.entries:
            yield key
            yield from nodes(inner)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)


def described(found: Composed) -> list[Any]:
    """Every node of every document with its span and content."""
    return [[document.index, *(_facts(node) for node in nodes(document.root))] for document in found.documents]


def _facts(node: Node) -> tuple[Any, ...]:
    content = (node.text, node.style, node.tag) if isinstance(node, Scalar) else ()
    return (type(node).__name__, node.start, node.end, *content)
