"""The edit that writes a field which is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.catalogue.finding import Edit
from svclint.syntax.places import Span
from svclint.syntax.scalars import resolve

if TYPE_CHECKING:
    from svclint.syntax.nodes import Mapping

_BEFORE_KEYS = frozenset(" -")
"""What may stand before the first key of a mapping in block style on its line."""


def inserted(parent: Mapping, name: str, value: str | int) -> Edit | None:
    """Write a string or a number as the first field of a mapping, in the style of the mapping; JSON stays JSON.

    None for a mapping that an alias brought in and where something unusual stands before the first key.
    """
    is_flow = parent.document.source.text.startswith("{", parent.start)
    is_json = is_flow and bool(parent.entries) and parent.entries[0][0].style == '"'
    quoted = isinstance(value, str) and (is_json or not isinstance(resolve(value, "", None), str))
    pair = (f'"{name}"' if is_json else name) + ": " + (f'"{value}"' if quoted else str(value))
    return _in_flow(parent, pair) if is_flow else _in_block(parent, pair)


def _in_flow(parent: Mapping, pair: str) -> Edit:
    inside = parent.start + 1
    return Edit(Span(parent.document.source, inside, inside), pair + (", " if parent.entries else ""))


def _in_block(parent: Mapping, pair: str) -> Edit | None:
    source = parent.document.source
    if not parent.entries:
        return None
    key = parent.entries[0][0]
    line, column = source.position(key.start)
    before = source.line(line)[: column - 1]
    if not _BEFORE_KEYS.issuperset(before):
        return None
    end = "\r\n" if "\r\n" in source.text else "\n"
    return Edit(Span(source, key.start, key.start), pair + end + " " * len(before))
