"""The result of a run, ready to be shown: everything concrete, sorted, without nodes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from svclint.catalogue.finding import Fix, Severity
from svclint.catalogue.loader import AnyRule
from svclint.sources.source import Skipped, Source
from svclint.syntax.places import Span


@dataclass(frozen=True)
class Position:
    """A stretch of a source; 1-based, columns in code points, the end exclusive."""

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, span: Span) -> Position:
        """The lines and columns of a stretch of a source."""
        return cls(span.source, *span.source.position(span.start), *span.source.position(max(span.start, span.end)))

    @property
    def path(self) -> str:
        """The path as users see it."""
        return self.source.path

    @property
    def offset(self) -> int:
        """Where it begins in the text of the source."""
        return self.source.offset(self.line, self.column)


@dataclass(frozen=True)
class ObjectName:
    """Which object a finding is about; `namespace` is None where the manifest gives none."""

    api_version: str
    kind: str
    namespace: str | None
    name: str


@dataclass(frozen=True)
class RelatedPosition:
    """Another place that belongs to a finding."""

    message: str
    position: Position


@dataclass(frozen=True)
class ReportedFinding:
    """A finding with its final severity and its places as lines and columns.

    `identity` is what stays the same when lines move: rule, object, field path with list keys instead of indexes.
    """

    rule: AnyRule
    severity: Severity
    message: str
    position: Position
    document: int
    object: ObjectName | None
    field: str
    doubt: str | None
    related: tuple[RelatedPosition, ...]
    fix: Fix | None
    fingerprint: str

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Path, line, column, rule; then what makes the order total."""
        place = self.position
        return (place.path, place.line, place.column, self.rule.id, self.field, self.message)


@dataclass(frozen=True)
class Report:
    """Findings and what was looked at. `passed_over` counts files without any Kubernetes object."""

    findings: tuple[ReportedFinding, ...]
    rules: tuple[AnyRule, ...]
    kubernetes_version: tuple[int, int]
    files: int = 0
    passed_over: int = 0
    documents: int = 0
    objects: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    suppressed: int = 0
    crashed: bool = False

    def count(self, severity: Severity) -> int:
        """Findings of a severity, those in doubt left out."""
        return sum(1 for each in self.findings if each.severity is severity and each.doubt is None)

    @property
    def unverified(self) -> int:
        """Findings in doubt."""
        return sum(1 for each in self.findings if each.doubt is not None)

    def concerning(self, paths: Collection[str]) -> Report:
        """The same with only the findings whose primary or related place is in one of these files."""
        kept = (each for each in self.findings if {each.position.path, *(r.position.path for r in each.related)} & set(paths))
        return replace(self, findings=tuple(kept))
