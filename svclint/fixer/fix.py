"""Fixes until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from svclint.fixer.edits import apply, compatible
from svclint.syntax.compose import compose

if TYPE_CHECKING:
    from svclint.catalogue.finding import Fix
    from svclint.engine.report import Report
    from svclint.sources.source import Discovery, Source

MAX_PASSES = 10
"""One fix may make room for another; two rules that undo each other must not go on for ever."""


@dataclass(frozen=True)
class Fixed:
    """What came of it: `applied` counts fixes, `changes` pairs each source as read with its new text."""

    report: Report
    applied: int
    changes: tuple[tuple[Source, str], ...]


def fix(
    discovery: Discovery,
    check: Callable[[Discovery], Report],
    *,
    unsafe: bool = False,
    paths: Collection[str] | None = None,
) -> Fixed:
    """Apply safe fixes (with `unsafe` all) in memory and check again, until nothing changes. With `paths`, only in these files.

    A pass after which a text no longer parses as it did is taken back, and is the last.
    """
    original = {each.path: each for each in discovery.sources}
    report, applied = check(discovery), 0
    for _ in range(MAX_PASSES):
        fixes = compatible(_eligible(report, unsafe=unsafe, paths=paths))
        if not fixes:
            break
        texts = {source.path: text for source, text in apply(fixes).items()}
        changed = replace(discovery, sources=tuple(_with_text(each, texts.get(each.path)) for each in discovery.sources))
        if _mistakes(changed, texts) > _mistakes(discovery, texts):
            break
        discovery, report, applied = changed, check(changed), applied + len(fixes)
    changes = tuple((original[each.path], each.text) for each in discovery.sources if each.text != original[each.path].text)
    return Fixed(report, applied, changes)


def _eligible(report: Report, *, unsafe: bool, paths: Collection[str] | None) -> list[Fix]:
    fixes = [each.fix for each in report.findings if each.fix is not None and (unsafe or each.fix.safe)]
    return [each for each in fixes if paths is None or all(edit.at.source.path in paths for edit in each.edits)]


def _with_text(source: Source, text: str | None) -> Source:
    return source if text is None else replace(source, text=text)


def _mistakes(discovery: Discovery, paths: Collection[str]) -> int:
    """What the parser finds wrong with some of the texts, whichever rules are selected."""
    composed = [compose(each) for each in discovery.sources if each.path in paths]
    duplicates = sum(len(document.duplicates) for each in composed for document in each.documents)
    return duplicates + sum(len(each.faults) + len(each.limits) for each in composed)
