"""The tree of a document: what was written, and exactly where.

Nodes are made bottom-up by the composer and are frozen. A span is `[start, end)` in code points of
`document.source.text`. A node that an alias brought in carries the span of the alias, so that a finding
goes to the place that must be edited for this use alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.syntax.scalars import ScalarValue, key_name, resolve

if TYPE_CHECKING:
    from svclint.syntax.document import Document


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Node:
    """What scalars, mappings and sequences share."""

    document: Document
    start: int
    end: int

    def __repr__(self) -> str:
        """The kind of node and what was written."""
        return f"<{type(self).__name__} {self.document.source.text[self.start : self.end]!r}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scalar(Node):
    """A leaf. `text` is the content after quotes and escapes; `style` is one of `'` `"` `|` `>`, empty for plain."""

    text: str
    style: str
    tag: str | None

    @property
    def value(self) -> ScalarValue:
        """The value as the API server reads it: str, int, float, bool or None."""
        return resolve(self.text, self.style, self.tag)

    @property
    def string(self) -> str | None:
        """The value where it is a string, else None."""
        value = self.value
        return value if isinstance(value, str) else None

    @property
    def integer(self) -> int | None:
        """The value where it is a whole number (`80.0` is one), else None."""
        value = self.value
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mapping(Node):
    """A mapping.

    `entries` keeps every pair as written, duplicates too; `values` has each name once with the value that a lenient
    server keeps: the last one, where a merged pair counts at the place of its merge key (`<<`). In `entries` the merged pairs
    stand behind the written ones.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    values: dict[str, Node]

    def get(self, name: str) -> Node | None:
        """The value under `name`, or None."""
        return self.values.get(name)

    def key(self, name: str) -> Scalar | None:
        """The key node of the value that `get` gives, or None."""
        value = self.values.get(name)
        return next((key for key, node in self.entries if node is value and key_name(key) == name), None)

    def items(self) -> Iterator[tuple[str, Node]]:
        """Name and value of each distinct key."""
        return iter(self.values.items())

    def __contains__(self, name: object) -> bool:
        """Whether the key is there, even with an empty value."""
        return name in self.values

    def __len__(self) -> int:
        """The number of distinct keys."""
        return len(self.values)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...]

    def __len__(self) -> int:
        """The number of items."""
        return len(self.items)


def is_null(node: Node | None) -> bool:
    """Whether the server would see nothing here: no node, or an explicit or empty null."""
    return node is None or (isinstance(node, Scalar) and node.value is None)


def is_blank(node: Node | None) -> bool:
    """Whether the server fills in a default here: nothing, null, or an empty string."""
    return is_null(node) or (isinstance(node, Scalar) and node.value == "")


def item_text(node: Node) -> str | None:
    """An item of a list of strings as the server reads it, null as an empty one; None where it is no string at all."""
    return "" if is_null(node) else node.string if isinstance(node, Scalar) else None
