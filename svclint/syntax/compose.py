"""From text to documents: one pass over the parser's events, starting again behind a broken document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml.error import YAMLError

from svclint.syntax.builder import Builder
from svclint.syntax.disguise import Disguise, disguise_for
from svclint.syntax.document import Document, SyntaxFault
from svclint.syntax.events import EventReader, native_events, places_of, revealing, words_of
from svclint.syntax.failures import Limit, LimitError, StructureError
from svclint.syntax.slips import explain
from svclint.syntax.trouble import Slip, Trouble, on_one_line

if TYPE_CHECKING:
    from svclint.sources.source import Source

_SEPARATOR = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_OBJECT = re.compile(r"^\s*[\"']?(?:apiVersion|kind)[\"']?\s*:", re.MULTILINE)


@dataclass(frozen=True)
class Composed:
    """Everything that a source holds: whole documents, faults of syntax, and where it was given up on."""

    documents: tuple[Document, ...]
    faults: tuple[SyntaxFault, ...]
    limits: tuple[Limit, ...]


def compose(source: Source, events: Callable[[str], EventReader] = native_events) -> Composed:
    """All documents of a source; after a broken one it goes on at the next `---` line, one document at a time."""
    reading = _Reading(source, events)
    start = reading.run(0, len(source.text))
    while start < len(source.text):
        start = reading.run(start, _end_of_document(source.text, start))
    return Composed(tuple(reading.documents), tuple(reading.faults), tuple(reading.limits))


class _Reading:
    """One source while it is read."""

    def __init__(self, source: Source, events: Callable[[str], EventReader]) -> None:
        self._source = source
        self._events = events
        self._index = 0
        self._text = source.text
        self._disguises: list[Disguise] = []
        self.documents: list[Document] = []
        self.faults: list[SyntaxFault] = []
        self.limits: list[Limit] = []

    def run(self, start: int, end: int) -> int:
        """Read a stretch; gives where to go on: its end, the end of the document that is broken, or the end of all."""
        builder = Builder(self._source, start, self._index, self.documents.append)
        reader = self._events(self._text[start:end])
        try:
            builder.consume(revealing(reader, self._disguises) if self._disguises else reader)
        except LimitError as error:
            self.limits.append(Limit(self._source, error.offset, str(error)))
            return len(self._text)
        except StructureError as error:
            return self._refused(builder, start, error)
        except YAMLError as error:
            return self._stopped(builder, start, error)
        self._index = builder.index
        return end

    def _refused(self, builder: Builder, start: int, error: StructureError) -> int:
        """It is YAML, but nothing that the server takes."""
        slip = Slip(error.offset, error.end, error.hint)
        lost = self._lost(error.offset, start)
        if slip.end <= slip.offset:
            slip = on_one_line(Trouble(self._source.text, *lost, error.offset, None, ""), error.offset, error.hint)
        return self._broken(builder, lost, str(error), slip)

    def _stopped(self, builder: Builder, start: int, error: YAMLError) -> int:
        """The parser gave up; the same text in another guise, or the next of several JSON objects, may do."""
        text = self._source.text
        noticed, opened = places_of(error, text, start)
        lost, words = self._lost(noticed, start), words_of(error)
        another_object = builder.index > self._index and _json_starts(text, noticed, words)
        if another_object or self._disguised(error):
            self._index = builder.index
            return noticed if another_object else lost[0]
        return self._broken(builder, lost, f"does not parse: {words}", explain(Trouble(text, *lost, noticed, opened, words)))

    def _disguised(self, error: YAMLError) -> bool:
        """Whether the rest can be read again in another guise."""
        disguise = disguise_for(error)
        if disguise is None or disguise in self._disguises:
            return False
        self._disguises.append(disguise)
        self._text = disguise.hide(self._text)
        return True

    def _broken(self, builder: Builder, lost: tuple[int, int], message: str, slip: Slip) -> int:
        """Note a fault, unless it is but the rest of a document that was broken before: no object begins in it."""
        if not self.faults or _OBJECT.search(self._source.text, *lost):
            self.faults.append(SyntaxFault(self._source, slip.offset, message, slip.hint, slip.end, lost))
        self._index = builder.index + 1
        return lost[1]

    def _lost(self, noticed: int, start: int) -> tuple[int, int]:
        """The stretch from the last separator before a place to the next one; the place may be that next one itself."""
        text = self._source.text
        line = text.rfind("\n", 0, noticed) + 1
        begin = max((found.start() for found in _SEPARATOR.finditer(text, start, line)), default=start)
        following = _SEPARATOR.search(text, max(line, start + 1))
        return begin, following.start() if following else len(text)


def _end_of_document(text: str, start: int) -> int:
    """The next separator, or the end of a JSON object: `kubectl` reads those one behind the other."""
    if text.startswith("{", start):
        try:
            return json.JSONDecoder().raw_decode(text, start)[1]
        except (ValueError, RecursionError):
            pass
    following = _SEPARATOR.search(text, start + 1)
    return following.start() if following else len(text)


def _json_starts(text: str, noticed: int, words: str) -> bool:
    return "<document start>" in words and text.startswith("{", noticed) and text.lstrip().startswith("{")
