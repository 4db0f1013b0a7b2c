"""`--format junit`: a test case for each finding, as most servers of continuous integration read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from svclint.catalogue.finding import Severity
from svclint.reporters.message import paragraph, sentence
from svclint.reporters.style import PLAIN

if TYPE_CHECKING:
    from svclint.engine.report import Report, ReportedFinding


def render(report: Report) -> str:
    """One suite. Errors and warnings are failures, notes are skipped cases; a clean run has one case that passes."""
    failures = sum(each.severity > Severity.INFO for each in report.findings)
    cases = [line for each in report.findings for line in _case(each)] or [
        '    <testcase classname="svclint" name="no problem found"/>'
    ]
    counts = (
        f'tests="{max(1, len(report.findings))}" failures="{failures}" errors="0" skipped="{len(report.findings) - failures}"'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="svclint" {counts}>',
        f'  <testsuite name="svclint" {counts}>',
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _case(each: ReportedFinding) -> Iterator[str]:
    place = f"{PLAIN.safe(each.position.path)}:{each.position.line}:{each.position.column}"
    name = f"{each.rule.id} {each.rule.name} at {place}"
    message = quoteattr(sentence(each))
    yield f"    <testcase classname={quoteattr(PLAIN.safe(each.position.path))} name={quoteattr(name)}>"
    if each.severity > Severity.INFO:
        yield f'      <failure type="{each.severity}" message={message}>{escape(f"{place}: {paragraph(each)}")}</failure>'
    else:
        yield f"      <skipped message={message}/>"
    yield "    </testcase>"
