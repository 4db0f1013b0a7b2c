"""Whether a text that does not parse is none that was meant to: a template for Helm, Go, Jinja or a configure script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svclint.syntax.document import SyntaxFault

_IN_PLACE_OF_A_NODE = re.compile(
    r"""^[ \t]*(?:- +)*(?:[^\s#'"{}][^#'"{}\n]*:[ \t]+)?(?:\{[{%]|@[A-Z][A-Z0-9_]+@)""", re.MULTILINE
)
"""A line, or a value without quotes, that begins with a mark: what follows is not the YAML of an object."""


def is_template(faults: Iterable[SyntaxFault]) -> bool:
    """Whether a mark of a template stands in the line that does not parse, or in place of a node of that document.

    A mark elsewhere, in a string or in another document, excuses no syntax error.
    """
    return any(_is_of_template(fault) for fault in faults)


def _is_of_template(fault: SyntaxFault) -> bool:
    text = fault.source.text
    line = fault.source.line(fault.source.position(fault.offset)[0])
    return "{{" in line or "{%" in line or _IN_PLACE_OF_A_NODE.search(text, *fault.document) is not None
