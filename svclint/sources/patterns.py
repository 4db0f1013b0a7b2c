"""Patterns as in a gitignore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def patterns_of(lines: Sequence[str]) -> GitIgnoreSpec:
    """Lines ready to match; raises ValueError for what is no pattern."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most runs have no patterns of their own and go without it

    return GitIgnoreSpec.from_lines(lines)
