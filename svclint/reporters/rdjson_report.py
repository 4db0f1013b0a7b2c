"""`--format rdjson`: Reviewdog Diagnostic Format, which becomes review comments with suggestions.

Its columns count bytes of UTF-8. See https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svclint.engine.report import Position
from svclint.reporters.json_report import dump
from svclint.reporters.message import sentence
from svclint.reporters.rule_page import HOME, address

if TYPE_CHECKING:
    from svclint.engine.report import Report, ReportedFinding


def render(report: Report) -> str:
    """One DiagnosticResult."""
    return dump({"source": {"name": "svclint", "url": HOME}, "diagnostics": [_diagnostic(each) for each in report.findings]})


def _diagnostic(each: ReportedFinding) -> dict[str, Any]:
    page = address(each.rule)
    diagnostic: dict[str, Any] = {
        "message": f"{each.rule.name}: {sentence(each)}",
        "location": _location(each.position),
        "severity": str(each.severity).upper(),
        "code": {"value": each.rule.id, **({"url": page} if page else {})},
    }
    if each.related:
        related = [{"message": other.message, "location": _location(other.position)} for other in each.related]
        diagnostic["relatedLocations"] = related
    suggestions = _suggestions(each)
    return diagnostic | ({"suggestions": suggestions} if suggestions else {})


def _suggestions(each: ReportedFinding) -> list[dict[str, Any]]:
    """The edits of the fix, where all are in the file of the finding: a suggestion cannot reach another one."""
    edits = each.fix.edits if each.fix else ()
    if any(edit.at.source is not each.position.source for edit in edits):
        return []
    return [{"range": _range(Position.of(edit.at)), "text": edit.text} for edit in edits]


def _location(position: Position) -> dict[str, Any]:
    return {"path": position.path, "range": _range(position)}


def _range(position: Position) -> dict[str, Any]:
    return {
        "start": _place(position, position.line, position.column),
        "end": _place(position, position.end_line, position.end_column),
    }


def _place(position: Position, line: int, column: int) -> dict[str, int]:
    before = position.source.line(line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
