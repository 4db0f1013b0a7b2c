"""`--format checkstyle`: findings by file, as many editors and servers read them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from svclint.reporters.message import sentence
from svclint.reporters.style import PLAIN

if TYPE_CHECKING:
    from svclint.engine.report import Report, ReportedFinding


def render(report: Report) -> str:
    """The files that have findings, in order."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="4.3">'
    for path, findings in groupby(report.findings, key=lambda each: each.position.path):
        yield f"  <file name={quoteattr(PLAIN.safe(path))}>"
        yield from map(_error, findings)
        yield "  </file>"
    yield "</checkstyle>"


def _error(each: ReportedFinding) -> str:
    place = f'line="{each.position.line}" column="{each.position.column}"'
    source = quoteattr(f"svclint.{each.rule.id}.{each.rule.name}")
    return f'    <error {place} severity="{each.severity}" message={quoteattr(sentence(each))} source={source}/>'
