"""`--format json`: the contract with scripts.

The same input gives the same bytes, whatever the order of the files or the number of jobs: so there is no time in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from svclint import __version__
from svclint.catalogue.finding import Severity
from svclint.engine.report import Position

if TYPE_CHECKING:
    from svclint.catalogue.finding import Edit
    from svclint.engine.report import Report, ReportedFinding

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """The whole report as one JSON object, keys in a fixed order."""
    major, minor = report.kubernetes_version
    whole = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "svclint", "version": __version__, "kubernetes_version": f"{major}.{minor}"},
        "summary": summary(report),
        "findings": [_finding(each) for each in report.findings],
    }
    return dump(whole)


def dump(value: object) -> str:
    """JSON text that can be written as UTF-8: what no UTF-8 is (odd bytes in file names) becomes an escape."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def summary(report: Report) -> dict[str, Any]:
    """The counts of a report."""
    skipped = sorted((each.path, each.reason) for each in report.skipped)
    return {
        "files": report.files,
        "documents": report.documents,
        "objects": report.objects,
        "kinds": dict(sorted(report.kinds.items())),
        "skipped": [{"path": path, "reason": reason} for path, reason in skipped],
        "passed_over": report.passed_over,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "unverified": report.unverified,
        "suppressed": report.suppressed,
    }


def _finding(each: ReportedFinding) -> dict[str, Any]:
    thing = each.object
    return {
        "rule": each.rule.id,
        "name": each.rule.name,
        "category": each.rule.category,
        "severity": str(each.severity),
        "message": each.message,
        "path": each.position.path,
        "document": each.document,
        **_span(each.position),
        "object": thing
        and {"api_version": thing.api_version, "kind": thing.kind, "namespace": thing.namespace, "name": thing.name},
        "field": each.field,
        "doubt": each.doubt,
        "related": [
            {"message": related.message, "path": related.position.path, **_span(related.position)} for related in each.related
        ],
        "fix": _fix(each),
        "fingerprint": each.fingerprint,
    }


def _span(position: Position) -> dict[str, int]:
    return {
        "line": position.line,
        "column": position.column,
        "end_line": position.end_line,
        "end_column": position.end_column,
    }


def _fix(each: ReportedFinding) -> dict[str, Any] | None:
    if each.fix is None:
        return None
    return {"title": each.fix.title, "safe": each.fix.safe, "edits": [_edit(edit) for edit in each.fix.edits]}


def _edit(edit: Edit) -> dict[str, Any]:
    return {"path": edit.at.source.path, **_span(Position.of(edit.at)), "text": edit.text}
