"""`--format gitlab`: a Code Quality report.

See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from svclint.catalogue.finding import Severity
from svclint.reporters.json_report import dump
from svclint.reporters.message import sentence

if TYPE_CHECKING:
    from svclint.engine.report import Report, ReportedFinding

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """A JSON array, `[]` where nothing was found."""
    seen: Counter[str] = Counter()
    issues = []
    for each in report.findings:
        identity = f"{each.fingerprint}\n{each.position.path}"
        seen[identity] += 1
        issues.append(_issue(each, f"{identity}\n{seen[identity]}"))
    return dump(issues)


def _issue(each: ReportedFinding, identity: str) -> dict[str, Any]:
    """GitLab drops an issue whose fingerprint another one has, so each has its own, without a line number in it."""
    return {
        "description": f"{each.rule.id} {each.rule.name}: {sentence(each)}",
        "check_name": each.rule.id,
        "fingerprint": hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:40],
        "severity": _SEVERITIES[each.severity],
        "location": {"path": each.position.path, "lines": {"begin": each.position.line, "end": each.position.end_line}},
    }
