"""Places that a finding can point at, and the field paths that lead there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.scalars import key_name

if TYPE_CHECKING:
    from svclint.sources.source import Source

Path: TypeAlias = tuple[str | int, ...]
_PLAIN_STEP = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Absent:
    """A field that is not written where it should be: `name` in `parent`. It shows at the key that opens the parent."""

    parent: Mapping
    name: str


@dataclass(frozen=True)
class Span:
    """A stretch of a source that is no node: a name inside a string, a comment, a place that does not parse."""

    source: Source
    start: int
    end: int


Place: TypeAlias = Node | Absent | Span


def source_of(place: Place) -> Source:
    """The text that a place is in."""
    if isinstance(place, Span):
        return place.source
    return (place.parent if isinstance(place, Absent) else place).document.source


def path_to(root: Node, target: Node) -> Path | None:
    """Keys and indexes that lead from `root` to `target` (a node or a key), or None where it is not below."""
    if target is root:
        return ()
    for step, child in _children(root):
        if child is target:
            return (step,)
        if child.start <= target.start and target.end <= child.end:
            below = path_to(child, target)
            if below is not None:
                return (step, *below)
    return None


def _children(node: Node) -> Iterator[tuple[str | int, Node]]:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key_name(key), key
            yield key_name(key), value
    elif isinstance(node, Sequence):
        yield from enumerate(node.items)


def node_at(root: Node | None, *steps: str | int) -> Node | None:
    """The node under keys and indexes, or None as soon as one is not there."""
    node = root
    for step in steps:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.values.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def mapping_at(root: Node | None, *steps: str | int) -> Mapping | None:
    """The same where only a mapping will do."""
    node = node_at(root, *steps)
    return node if isinstance(node, Mapping) else None


def items_at(root: Node | None, *steps: str | int) -> tuple[Node, ...]:
    """The items of the list under keys and indexes; none where there is no list."""
    node = node_at(root, *steps)
    return node.items if isinstance(node, Sequence) else ()


def scalar_at(root: Node | None, *steps: str | int) -> Scalar | None:
    """The scalar under keys and indexes, None also where it is null."""
    node = node_at(root, *steps)
    return node if isinstance(node, Scalar) and node.value is not None else None


def string_at(root: Node | None, *steps: str | int) -> str | None:
    """The string under keys and indexes; None where there is none or something else stands there."""
    node = node_at(root, *steps)
    return node.string if isinstance(node, Scalar) else None


def integer_at(root: Node | None, *steps: str | int) -> int | None:
    """The whole number under keys and indexes; None where there is none or something else stands there."""
    node = node_at(root, *steps)
    return node.integer if isinstance(node, Scalar) else None


def spell(path: Path) -> str:
    """A path as the API server writes it: `spec.ports[0].name`, `metadata.annotations["a.b/c"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_STEP.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text
