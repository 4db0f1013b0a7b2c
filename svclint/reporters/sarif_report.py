"""`--format sarif`: SARIF 2.1.0 as GitHub code scanning and other viewers read it.

Decisions, with their sources: addresses are relative to the repository root by themselves, since GitHub does not resolve
`originalUriBaseIds`; suppressed findings are left out, since GitHub opens alerts for them; `primaryLocationLineHash` is left
to the uploader, which compares it with its own; there is no time, so that the same input gives the same bytes.
See https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from svclint import __version__
from svclint.catalogue.outcome import Crash
from svclint.engine.report import Position
from svclint.reporters.json_report import dump
from svclint.reporters.message import worst_first
from svclint.reporters.rule_page import HOME
from svclint.reporters.sarif_rule import LEVELS, descriptor
from svclint.reporters.sarif_text import linked, plain

if TYPE_CHECKING:
    from svclint.catalogue.finding import Edit, Fix
    from svclint.engine.report import RelatedPosition, Report, ReportedFinding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SHOWN = 5000
"""How many results GitHub shows; beyond that it keeps the first by its own order of severity."""

_BASE = "SRCROOT"
_IMPOSSIBLE = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def render(report: Report) -> str:
    """The whole report as one SARIF log with one run."""
    rules = sorted(report.rules, key=lambda each: each.id)
    index = {each.id: number for number, each in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "svclint",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [descriptor(each) for each in rules],
            }
        },
        "automationDetails": {"id": "svclint/"},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository, else the current directory."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index[each.rule.id]) for each in _ordered(report.findings)],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _ordered(findings: tuple[ReportedFinding, ...]) -> Iterable[ReportedFinding]:
    """As reported; the worst first where some will not be shown."""
    if len(findings) <= SHOWN:
        return findings
    return worst_first(findings)


def _invocation(report: Report) -> dict[str, Any]:
    notices = [_notice("error", f"{each.rule.id}: {each.message}", each) for each in report.findings if each.rule.on is Crash]
    if report.crashed and not notices:
        notices = [_notice("error", "A rule failed, and the rule that reports such failures did not run.")]
    if len(report.findings) > SHOWN:
        text = f"{len(report.findings)} results, ordered by severity: code scanning services show about {SHOWN} of them."
        notices.append(_notice("note", text))
    invocation: dict[str, Any] = {"executionSuccessful": not report.crashed}
    return invocation | ({"toolExecutionNotifications": notices} if notices else {})


def _notice(level: str, text: str, finding: ReportedFinding | None = None) -> dict[str, Any]:
    notice: dict[str, Any] = {"level": level, "message": {"text": plain(text)}}
    return notice | ({"locations": [{"physicalLocation": _physical(finding.position)}]} if finding else {})


def _result(each: ReportedFinding, rule_index: int) -> dict[str, Any]:
    version, _, digest = each.fingerprint.rpartition(":")
    result = {
        "ruleId": each.rule.id,
        "ruleIndex": rule_index,
        "level": LEVELS[each.severity],
        "message": {"text": linked(each.message, [other.message for other in each.related], each.doubt)},
        "locations": [{"physicalLocation": _physical(each.position), **_logical(each)}],
        "partialFingerprints": {version: digest},
    }
    if each.related:
        result["relatedLocations"] = [_related(number, other) for number, other in enumerate(each.related, 1)]
    if each.fix:
        result["fixes"] = [_fix(each.fix)]
    if each.doubt is not None:
        result["properties"] = {"doubt": each.doubt}
    return result


def _physical(position: Position) -> dict[str, Any]:
    return {"artifactLocation": _artifact(position.path), "region": _region(position)}


def _artifact(path: str) -> dict[str, str]:
    """A path as an address. Everything but letters, digits, `_.-~/` is percent-encoded, a colon too: it would end a scheme.

    Bytes of a file name that are no UTF-8 come as the surrogates of PEP 383 and are written as those bytes; none has others.
    """
    address = quote(_IMPOSSIBLE.sub("\ufffd", path), errors="surrogateescape")
    return {"uri": f"file://{address}"} if path.startswith("/") else {"uri": address, "uriBaseId": _BASE}


def _region(position: Position) -> dict[str, int]:
    return {
        "startLine": position.line,
        "startColumn": position.column,
        "endLine": position.end_line,
        "endColumn": position.end_column,
    }


def _logical(each: ReportedFinding) -> dict[str, Any]:
    if each.object is None:
        return {}
    thing = "/".join(part for part in (each.object.kind, each.object.namespace, each.object.name) if part)
    name = f"{thing}:{each.field}" if each.field else thing
    return {"logicalLocations": [{"name": each.object.name, "fullyQualifiedName": name, "kind": "object"}]}


def _related(number: int, other: RelatedPosition) -> dict[str, Any]:
    return {"id": number, "physicalLocation": _physical(other.position), "message": {"text": plain(other.message)}}


def _fix(fix: Fix) -> dict[str, Any]:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.at.source.path, []).append(edit)
    title = f"{fix.title} ({'safe' if fix.safe else 'unsafe'} fix)"
    return {
        "description": {"text": plain(title)},
        "artifactChanges": [_change(path, by_path[path]) for path in sorted(by_path)],
    }


def _change(path: str, edits: Iterable[Edit]) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(Position.of(edit.at)), "insertedContent": {"text": edit.text}}
        for edit in sorted(edits, key=lambda edit: (edit.at.start, edit.at.end))
    ]
    return {"artifactLocation": _artifact(path), "replacements": replacements}
