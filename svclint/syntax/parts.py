"""Where a part of a scalar's content stands in the source: a name inside a string."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from svclint.syntax.places import Span

if TYPE_CHECKING:
    from svclint.syntax.nodes import Scalar

_LINE_END = re.compile(r"[\r\n]")
_BEFORE = r"(?:(?<![\w.-])|(?<=\\[nrt]))"
_BEHIND = r"(?![\w-])"


def span_inside(scalar: Scalar, start: int, end: int) -> Span | None:
    """The place of `scalar.text[start:end]`, a word without blanks, quotes and escapes.

    None where it cannot be told for certain: an alias stands for the scalar, or an escape for one of the letters.
    """
    source = scalar.document.source
    text, written = scalar.text, source.text[scalar.start : scalar.end]
    if written.startswith("*"):
        return None
    if len(written) - len(text) in (0, 2) and text in written:
        offset = scalar.start + written.index(text)
        return Span(source, offset + start, offset + end)
    return _in_literal(scalar, start, end) if scalar.style == "|" else _among_its_like(scalar, start, end)


def _in_literal(scalar: Scalar, start: int, end: int) -> Span | None:
    """Line by line as written, behind the indentation; YAML knows more line ends than a Source."""
    source, text = scalar.document.source, scalar.text
    before = text.rfind("\n", 0, start) + 1
    behind = text.find("\n", start)
    line = source.position(scalar.start)[0] + 1 + text.count("\n", 0, start)
    content = text[before : behind if behind >= 0 else len(text)]
    written = source.line(line) if line <= source.position(scalar.end)[0] else ""
    if not written.endswith(content):
        return None
    offset = source.offset(line, 1) + len(written) - len(content) + start - before
    return Span(source, offset, offset + end - start)


def _among_its_like(scalar: Scalar, start: int, end: int) -> Span | None:
    """The word with as many of its like before it as in the content."""
    source = scalar.document.source
    written = source.text[scalar.start : scalar.end]
    header = _LINE_END.search(written) if scalar.style == ">" else None
    word = re.compile(_BEFORE + re.escape(scalar.text[start:end]) + _BEHIND)
    inside = [match.start() for match in word.finditer(scalar.text)]
    found = [match.start() for match in word.finditer(written, header.start() if header else 0)]
    if len(found) != len(inside) or start not in inside:
        return None
    offset = scalar.start + found[inside.index(start)]
    return Span(source, offset, offset + end - start)
