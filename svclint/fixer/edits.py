"""Chooses fixes that do not get in each other's way, and applies their edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svclint.catalogue.finding import Edit, Fix
    from svclint.sources.source import Source


def compatible(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Fixes whose edits touch no edit of an earlier one; the same edits twice are one fix. A fix counts whole or not at all."""
    taken: dict[Source, list[Edit]] = defaultdict(list)
    chosen: list[Fix] = []
    for fix in fixes:
        if any(_touch(edit, other) for edit in fix.edits for other in taken[edit.at.source]):
            continue
        chosen.append(fix)
        for edit in fix.edits:
            taken[edit.at.source].append(edit)
    return tuple(chosen)


def _touch(one: Edit, other: Edit) -> bool:
    apart = one.at.end <= other.at.start or other.at.end <= one.at.start
    return one.at.start == other.at.start or not apart


def apply(fixes: Iterable[Fix]) -> dict[Source, str]:
    """The new text of each source that compatible fixes change. Everything outside of the edits stays as it is."""
    edits: dict[Source, list[Edit]] = defaultdict(list)
    for fix in fixes:
        for edit in fix.edits:
            edits[edit.at.source].append(edit)
    return {source: _edited(source.text, its) for source, its in edits.items()}


def _edited(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda each: each.at.start, reverse=True):
        text = text[: edit.at.start] + edit.text + text[edit.at.end :]
    return text
