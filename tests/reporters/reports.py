"""Reports made by hand, for what no rule would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from svclint.api import Edit, Fix, Severity, Span
from svclint.catalogue.loader import AnyRule
from svclint.engine.report import ObjectName, Position, RelatedPosition, Report, ReportedFinding
from svclint.sources.source import Source
from tests.reporters.shop import RULES, unanswered_service

SERVICE = ObjectName("v1", "Service", "shop", "web")


def span(source: Source, needle: str) -> Span:
    """Where the needle stands for the first time."""
    start = source.text.index(needle)
    return Span(source, start, start + len(needle))


def at(text: str, needle: str, path: str = "a.yaml") -> Position:
    """The same in a source of its own."""
    return Position.of(span(Source(path, text), needle))


def finding(position: Position, message: str = "it is broken", **changes: Any) -> ReportedFinding:  # noqa: ANN401 - any field
    """An error of the first rule; `changes` are fields of ReportedFinding."""
    plain = ReportedFinding(
        rule=unanswered_service,
        severity=Severity.ERROR,
        message=message,
        position=position,
        document=0,
        object=SERVICE,
        field="spec",
        doubt=None,
        related=(),
        fix=None,
        fingerprint="svclint/v1:0123456789",
    )
    return replace(plain, **changes)


def related(position: Position, message: str) -> tuple[RelatedPosition, ...]:
    """One other end."""
    return (RelatedPosition(message, position),)


def report(*findings: ReportedFinding, rules: Iterable[AnyRule] = RULES, **changes: Any) -> Report:  # noqa: ANN401 - any field
    """A report of these findings; `changes` are fields of Report."""
    return replace(Report(findings=findings, rules=tuple(rules), kubernetes_version=(1, 37)), **changes)


def fix_at(place: Span, text: str, *, safe: bool = True) -> Fix:
    """A fix with one edit."""
    return Fix(f"write {text}", (Edit(place, text),), safe=safe)
