"""Why the building of a document is broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from svclint.sources.source import Source

MAX_DEPTH = 128
"""Levels of nesting, aliases unfolded. Schemas in custom resource definitions reach about half of it."""
MAX_ALIASED_NODES = 50_000
"""Nodes that the aliases of one source may unfold to: some 10 MB."""


class Limit(NamedTuple):
    """A source that was given up on from here: nested too deep, or its aliases unfold to too much."""

    source: Source
    offset: int
    message: str


class LimitError(Exception):
    """Raised inside the builder when a limit is passed; `offset` is the place."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset

    @classmethod
    def of_depth(cls, offset: int) -> LimitError:
        """Nested too deep."""
        return cls(offset, f"nested more than {MAX_DEPTH} levels deep")

    @classmethod
    def of_aliases(cls, offset: int) -> LimitError:
        """Aliases that unfold to too much, as in a "billion laughs"."""
        return cls(offset, f"aliases unfold to more than {MAX_ALIASED_NODES} nodes")


class StructureError(Exception):
    """The text is YAML but the API server makes no JSON object of it; `[offset, end)` is the place."""

    def __init__(self, offset: int, end: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.end = end
        self.hint = hint
