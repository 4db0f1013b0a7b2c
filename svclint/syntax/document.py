"""A YAML document of a source, and what can be wrong with one before it is Kubernetes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from svclint.sources.source import Source
    from svclint.syntax.nodes import Mapping, Node, Scalar


class DuplicateKey(NamedTuple):
    """A key that stands twice in one mapping."""

    mapping: Mapping
    first: Scalar
    second: Scalar


class SyntaxFault(NamedTuple):
    """A place `[offset, end)` where the text is no YAML that the API server takes.

    `message` is plain words, `hint` the likely slip or empty, `document` the stretch that is lost.
    """

    source: Source
    offset: int
    message: str
    hint: str = ""
    end: int = 0
    document: tuple[int, int] = (0, 0)


@dataclass(eq=False, slots=True)
class Document:
    """One document. `index` counts from 0 in its source; `root` is None for an empty one. Complete once composed."""

    source: Source
    index: int
    start: int = 0
    end: int = 0
    root: Node | None = None
    duplicates: tuple[DuplicateKey, ...] = ()
