"""The summary that goes to standard error, and `--statistics`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.catalogue.finding import Severity
from svclint.reporters.style import PLAIN, Style, count

if TYPE_CHECKING:
    from svclint.engine.report import Report

_NAMED = 3
"""Skipped files that are named for each reason."""

_REASONS = 8
_KINDS = 8


def render(report: Report, elapsed: float | None = None, style: Style = PLAIN) -> str:
    """What was found, what was looked at, what was left out and why; `elapsed` in seconds."""
    lines = [_verdict(report, style), *_fixes(report), _looked_at(report, elapsed, style), *_left_out(report, style)]
    return "".join(f"{line}\n" for line in lines)


def statistics(report: Report, style: Style = PLAIN) -> str:
    """A line for each rule that found something, the most frequent first; empty where none did."""
    found = Counter(each.rule.id for each in report.findings)
    doubts = Counter(each.rule.id for each in report.findings if each.doubt is not None)
    names = {each.id: each.name for each in report.rules}
    width = len(str(max(found.values(), default=0)))
    lines = []
    for rule, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        doubt = f" ({doubts[rule]} could not be verified)" if doubts[rule] else ""
        lines.append(f"{number:>{width}}  {style.paint(rule, 'bold')}  {names[rule]}{doubt}\n")
    return "".join(lines)


def _verdict(report: Report, style: Style) -> str:
    numbers = {severity: report.count(severity) for severity in reversed(Severity)}
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [style.severity(each, count(number, nouns[each])) for each, number in numbers.items() if number]
    found = ", ".join(parts) or style.paint("no problem found", "bold", "green")
    others = {"could not be verified": report.unverified, "suppressed": report.suppressed}
    crashed = "; a rule failed" if report.crashed else ""
    return "; ".join([found, *(f"{number} {what}" for what, number in others.items() if number)]) + crashed


def _fixes(report: Report) -> Iterator[str]:
    fixes = [each.fix for each in report.findings if each.fix]
    safe = sum(fix.safe for fix in fixes)
    parts = [f"{safe} with --fix"] if safe else []
    if len(fixes) > safe:
        parts.append(f"{len(fixes) - safe} {'more ' if safe else ''}with --unsafe-fixes")
    if parts:
        yield f"can be fixed: {', '.join(parts)}"


def _looked_at(report: Report, elapsed: float | None, style: Style) -> str:
    time = f" in {elapsed:.2f} s" if elapsed is not None else ""
    read = f"{count(report.files, 'file')}, {count(report.documents, 'document')}, {count(report.objects, 'object')}"
    kinds = sorted(report.kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{number} {style.safe(kind) or 'without kind'}" for kind, number in kinds[:_KINDS]]
    if len(kinds) > _KINDS:
        named.append(f"{sum(number for _, number in kinds[_KINDS:])} of {count(len(kinds) - _KINDS, 'other kind')}")
    return f"checked {read}{time}" + (f": {', '.join(named)}" if named else "")


def _left_out(report: Report, style: Style) -> Iterator[str]:
    if report.passed_over:
        yield f"passed over {count(report.passed_over, 'file')} without a Kubernetes object"
    by_reason: dict[str, set[str]] = {}
    for each in report.skipped:
        by_reason.setdefault(each.reason, set()).add(each.path)
    groups = sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    if groups:
        files = len({each.path for each in report.skipped})
        yield f"skipped {count(files, 'file')}, wholly or in part (`svclint files` lists them all):"
    for reason, paths in groups[:_REASONS]:
        rest = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        yield f"  {style.safe(reason)}: {', '.join(style.safe(path) for path in sorted(paths)[:_NAMED])}{rest}"
    if len(groups) > _REASONS:
        yield f"  and for {count(len(groups) - _REASONS, 'other reason')}"
