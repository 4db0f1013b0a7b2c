"""The words of a finding, for formats that have room for one string."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from svclint.reporters.style import PLAIN, Style

if TYPE_CHECKING:
    from svclint.engine.report import ReportedFinding


def sentence(each: ReportedFinding, style: Style = PLAIN) -> str:
    """The message and, where there is one, the doubt; one line, harmless to a terminal."""
    doubt = f" (cannot be verified: {style.safe(each.doubt)})" if each.doubt is not None else ""
    return style.safe(each.message) + doubt


def paragraph(each: ReportedFinding) -> str:
    """The sentence, and a line for each related place."""
    places = ((other.position, other.message) for other in each.related)
    lines = [f"{PLAIN.safe(at.path)}:{at.line}:{at.column}: {PLAIN.safe(message)}" for at, message in places]
    return "\n".join([sentence(each), *lines])


def worst_first(findings: Iterable[ReportedFinding]) -> list[ReportedFinding]:
    """The findings by severity, those in doubt last, for readers that show only so many."""
    return sorted(findings, key=lambda each: (-each.severity, each.doubt is not None))
