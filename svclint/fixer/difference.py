"""`--diff`: changes as `patch` and `git apply` take them."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svclint.sources.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Lines end at a line feed alone, as git counts them; `splitlines` would split at more."""


def unified_diff(source: Source, text: str) -> str:
    """The change from a source to a new text, with three lines of context."""
    before, after = _LINE.findall(source.text), _LINE.findall(text)
    lines = difflib.unified_diff(before, after, f"a/{source.path}", f"b/{source.path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
