"""From the parser's events to nodes, bottom-up.

Events instead of the library's own node graph, because they know where an alias was written, allow repeated
anchors (valid YAML, used in practice), need no recursion, and cost half as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from svclint.syntax.aliases import Unfolder
from svclint.syntax.document import Document, DuplicateKey
from svclint.syntax.failures import MAX_DEPTH, LimitError, StructureError
from svclint.syntax.mappings import mapping_of
from svclint.syntax.nodes import Node, Scalar, Sequence
from svclint.syntax.scalars import UndecodableError, resolve

if TYPE_CHECKING:
    from svclint.sources.source import Source

_Opening: TypeAlias = MappingStartEvent | SequenceStartEvent
_ANCHOR = re.compile(r"&\S+\s+")
_ESCAPED_SLASH = re.compile(r"(?:[^\\]|\\[^/])*\\/")
_SEPARATOR_TAIL = re.compile(r"[ \t]*(?:#|\r|\n|\Z)")


class Builder:
    """Builds the documents of one run of the parser and hands each to `done` when it is whole.

    `base` is the offset in the source at which the parser was started, `index` the number of the first document; it counts on.
    """

    def __init__(self, source: Source, base: int, index: int, done: Callable[[Document], None]) -> None:
        self.index = index
        self._source = source
        self._base = base
        self._done = done
        self._document = Document(source, index)
        self._children: list[Node] = []
        self._stack: list[tuple[_Opening, list[Node]]] = []
        self._anchors: dict[str, Node | None] = {}
        self._duplicates: list[DuplicateKey] = []
        self._unfolder = Unfolder()
        self._slashes = "\\/" in source.text and not source.text.lstrip().startswith("{")

    def consume(self, next_event: Callable[[], Event | None]) -> None:
        """Read events to the end; raises what the parser raises, LimitError and StructureError."""
        handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close_mapping,
            SequenceEndEvent: self._close_sequence,
            AliasEvent: self._alias,
            DocumentStartEvent: self._begin,
            DocumentEndEvent: self._finish,
            StreamStartEvent: _ignore,
            StreamEndEvent: _ignore,
        }
        while (event := next_event()) is not None:
            handlers[type(event)](event)

    def _begin(self, event: DocumentStartEvent) -> None:
        start, end = event.start_mark.index + self._base, event.end_mark.index + self._base
        self._document = Document(self._source, self.index, start=start)
        self._anchors, self._duplicates, self._children, self._stack = {}, [], [], []
        if event.explicit:
            self._check_separator(event, start, end)

    def _check_separator(self, event: DocumentStartEvent, start: int, end: int) -> None:
        """`kubectl` cuts a file at its `---` lines before it parses, and wants nothing but a comment on them (measured)."""
        if event.version or event.tags:
            directive = self._source.text[start:end].split("\n", 1)[0].rstrip()
            raise StructureError(
                start, start + len(directive), f"kubectl refuses directives such as {directive}", "remove the line"
            )
        if not _SEPARATOR_TAIL.match(self._source.text, end):
            raise StructureError(start, end, "kubectl refuses content behind ---", "move it to the next line")

    def _finish(self, event: DocumentEndEvent) -> None:
        document = self._document
        document.end = event.end_mark.index + self._base
        document.root = self._children.pop()
        document.duplicates = tuple(self._duplicates)
        self.index += 1
        self._done(document)

    def _scalar(self, event: ScalarEvent) -> None:
        base = self._base
        node = Scalar(
            self._document,
            event.start_mark.index + base,
            event.end_mark.index + base,
            event.value,
            event.style or "",
            event.ctag and event.tag,
        )
        if event.anchor:
            node = self._anchored(node)
            self._anchors[event.anchor] = node
        if node.tag:
            _check_decodable(node)
        if self._slashes and node.style == '"':
            self._check_escapes(node)
        self._children.append(node)

    def _anchored(self, node: Scalar) -> Scalar:
        """The span without the anchor, so that an edit of the value keeps it."""
        anchor = _ANCHOR.match(self._source.text, node.start, node.end)
        return Scalar(node.document, anchor.end(), node.end, node.text, node.style, node.tag) if anchor else node

    def _check_escapes(self, node: Scalar) -> None:
        r"""`\/` is of JSON and YAML 1.2, the server's decoder does not know it; `kubectl` reads JSON by itself."""
        escape = _ESCAPED_SLASH.match(self._source.text, node.start, node.end)
        if escape:
            place = escape.end() - 2
            raise StructureError(place, place + 2, r"found unknown escape character \/", "write / alone")

    def _open(self, event: _Opening) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise LimitError.of_depth(event.start_mark.index + self._base)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append((event, self._children))
        self._children = []

    def _close_sequence(self, event: SequenceEndEvent) -> None:
        opening, outer = self._stack.pop()
        start, end = opening.start_mark.index + self._base, self._end_of(opening, event)
        node = Sequence(self._document, start, end, tuple(self._children))
        if opening.anchor:
            self._anchors[opening.anchor] = node
        outer.append(node)
        self._children = outer

    def _close_mapping(self, event: MappingEndEvent) -> None:
        opening, outer = self._stack.pop()
        start, end = opening.start_mark.index + self._base, self._end_of(opening, event)
        node, duplicates = mapping_of(self._document, start, end, self._children)
        if opening.anchor:
            self._anchors[opening.anchor] = node
        self._duplicates += duplicates
        outer.append(node)
        self._children = outer

    def _end_of(self, opening: _Opening, event: MappingEndEvent | SequenceEndEvent) -> int:
        """The end of what was written: the parser's mark behind a block collection is where the next token starts."""
        if opening.flow_style or not self._children:
            return int(event.end_mark.index) + self._base
        return self._children[-1].end

    def _alias(self, event: AliasEvent) -> None:
        start, end = event.start_mark.index + self._base, event.end_mark.index + self._base
        name = event.anchor
        if name not in self._anchors:
            raise StructureError(start, end, f"the alias *{name} has no anchor &{name} before it")
        target = self._anchors[name]
        if target is None:
            raise StructureError(start, end, f"the alias *{name} stands inside its own anchor &{name}")
        self._children.append(self._unfolder.unfold(target, (self._document, start, end), len(self._stack)))


def _check_decodable(node: Scalar) -> None:
    try:
        resolve(node.text, node.style, node.tag)
    except UndecodableError as error:
        raise StructureError(node.start, node.end, str(error), "correct the tag or the value") from error


def _ignore(_event: Event) -> None:
    """Start and end of the stream say nothing about a document."""
