"""Comments, found around the scalars of the tree instead of by a tokenizer of their own."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.places import Span

if TYPE_CHECKING:
    from svclint.sources.source import Source
    from svclint.syntax.document import Document

_HASH = re.compile(r"(?<![^\s\"'\[\]{},])#")
"""Where a comment can start: libyaml wants no blank between it and a quoted scalar or a flow indicator."""
_LINE_END = re.compile(r"[\n\r\x85\u2028\u2029]|\Z")


class Comment(NamedTuple):
    """A comment. `text` is what stands at `span`, from the `#` on; `own_line`: nothing but blanks stand before it."""

    span: Span
    text: str
    own_line: bool


def comments_of(source: Source, documents: Iterable[Document]) -> tuple[Comment, ...]:
    """All comments of a source in the order of the text; `documents` are those composed from it.

    Where a document did not parse, strings are not known: there every `#` behind a blank counts.
    """
    return tuple(_comments(source, sorted(_opaque(documents))))


def _comments(source: Source, opaque: list[tuple[int, int]]) -> Iterator[Comment]:
    text = source.text
    match = _HASH.search(text)
    while match:
        start = match.start()
        index = bisect.bisect_right(opaque, (start, len(text)))
        end = opaque[index - 1][1] if index else 0
        if end <= start:
            end = _line_end(text, start)
            column = source.position(start)[1]
            yield Comment(Span(source, start, end), text[start:end], not text[start - column + 1 : start].strip())
        match = _HASH.search(text, end)


def _line_end(text: str, offset: int) -> int:
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)


def _opaque(documents: Iterable[Document]) -> Iterator[tuple[int, int]]:
    """The stretches in which a `#` is content. The header of a block scalar may carry a comment."""
    stack: list[Node] = [document.root for document in documents if document.root is not None]
    while stack:
        node = stack.pop()
        stack += _children(node)
        if isinstance(node, Scalar):
            start = _line_end(node.document.source.text, node.start) if node.style in ("|", ">") else node.start
            yield start, node.end


def _children(node: Node) -> Iterable[Node]:
    if isinstance(node, Mapping):
        return [part for entry in node.entries for part in entry]
    return node.items if isinstance(node, Sequence) else ()
