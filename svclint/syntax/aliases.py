"""What an alias stands for: a copy of the anchored node, so that a finding goes to the place of this use."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from svclint.syntax.failures import MAX_ALIASED_NODES, MAX_DEPTH, LimitError
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from svclint.syntax.document import Document

_Place: TypeAlias = "tuple[Document, int, int]"


class Unfolder:
    """Copies anchored nodes for the aliases of one source, within a budget."""

    def __init__(self) -> None:
        self._nodes = 0

    def unfold(self, node: Node, place: _Place, depth: int) -> Node:
        """A copy of `node`, every part of it with the document and span of the alias, `depth` levels below the root.

        Raises LimitError where all aliases together stand for too much.
        """
        self._nodes += 1
        if self._nodes > MAX_ALIASED_NODES:
            raise LimitError.of_aliases(place[1])
        if depth > MAX_DEPTH:
            raise LimitError.of_depth(place[1])
        if isinstance(node, Mapping):
            return self._mapping(node, place, depth + 1)
        if isinstance(node, Sequence):
            return Sequence(*place, tuple([self.unfold(item, place, depth + 1) for item in node.items]))
        return Scalar(*place, node.text, node.style, node.tag) if isinstance(node, Scalar) else node

    def _mapping(self, node: Mapping, place: _Place, depth: int) -> Mapping:
        """The copy keeps which of its values a repeated key gave, as in the original."""
        copies = {id(value): self.unfold(value, place, depth) for _, value in node.entries}
        self._nodes += len(node.entries)
        entries = [(Scalar(*place, key.text, key.style, key.tag), copies[id(value)]) for key, value in node.entries]
        return Mapping(*place, tuple(entries), {name: copies[id(value)] for name, value in node.values.items()})
