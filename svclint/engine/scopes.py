"""For which stretch of a source a comment holds."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from collections.abc import Sequence as Many
from typing import TYPE_CHECKING, NamedTuple

from svclint.syntax.nodes import Mapping, Node, Sequence, is_null
from svclint.syntax.places import Span

if TYPE_CHECKING:
    from svclint.syntax.document import Document

_NOTHING = re.compile(r"(?:\s|#[^\r\n]*|-(?=\s))*")
"""What may stand between a comment and the key below it: blanks, more comments, the dash of an item."""


class Subtree(NamedTuple):
    """An entry of a mapping, from its key to the end of its value, or an item of a list."""

    start: int
    end: int
    is_item: bool


class Scopes:
    """The documents of one source, in order, and what its comments hold for."""

    def __init__(self, documents: Many[Document]) -> None:
        """Nothing is computed before a comment asks."""
        self._documents = documents
        self._outlines: dict[Document, list[Subtree]] = {}

    def of(self, comment: Span, *, own_line: bool) -> Span | None:
        """What a comment holds for; None where it holds for nothing.

        Before the first key of a document: the document. Alone above a key or an item: its subtree. At the end of a line:
        the subtree of the outermost key or item that begins on the line, else of the one that ends there.
        """
        document = self._around(comment)
        if document is None or document.root is None or is_null(document.root):
            return None
        if comment.start < document.root.start:
            return Span(comment.source, min(document.start, comment.start), document.end + 1)
        outline = self._outline(document, document.root)
        found = (None if own_line else _on_the_line(comment, outline)) or _below(comment, outline)
        return Span(comment.source, found.start, found.end) if found else None

    def _around(self, comment: Span) -> Document | None:
        """The last that begins before the comment; the first one for what stands above its `---`."""
        begun = [each for each in self._documents if each.start <= comment.start]
        return begun[-1] if begun else next(iter(self._documents), None)

    def _outline(self, document: Document, root: Node) -> list[Subtree]:
        if document not in self._outlines:
            self._outlines[document] = sorted(_subtrees(root))
        return self._outlines[document]


def _subtrees(root: Node) -> Iterator[Subtree]:
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            for key, value in node.entries:
                yield Subtree(key.start, max(key.end, value.end, value.start + 1), is_item=False)
                stack.append(value)
        elif isinstance(node, Sequence):
            for item in node.items:
                yield Subtree(item.start, max(item.end, item.start + 1), is_item=True)
                stack.append(item)


def _on_the_line(comment: Span, outline: list[Subtree]) -> Subtree | None:
    """The outermost that begins on the comment's line, a key before the item that it opens; else the one that ends there."""
    text = comment.source.text
    line_start = max(text.rfind("\n", 0, comment.start), text.rfind("\r", 0, comment.start)) + 1
    begun = outline[_first_from(outline, line_start) : _first_from(outline, comment.start)]
    if begun:
        return min(begun, key=lambda each: (each.start, each.is_item, -each.end))
    ended = [each for each in outline if line_start < each.end <= comment.start]
    return max(ended, key=lambda each: (each.end, each.start), default=None)


def _below(comment: Span, outline: list[Subtree]) -> Subtree | None:
    """The next one, the whole item where an item begins there, if nothing but blanks and comments stand between."""
    index = _first_from(outline, comment.end)
    if index == len(outline) or not _NOTHING.fullmatch(comment.source.text, comment.end, outline[index].start):
        return None
    start = outline[index].start
    here = itertools.takewhile(lambda each: each.start == start, outline[index:])
    return max(here, key=lambda each: (each.is_item, each.end))


def _first_from(outline: list[Subtree], offset: int) -> int:
    return bisect.bisect_left(outline, offset, key=lambda each: each.start)
