"""`--format github`: workflow commands, which GitHub shows as annotations.

It shows ten errors and ten warnings a step, so the worst come first.
See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.catalogue.finding import Severity
from svclint.reporters.message import paragraph, worst_first
from svclint.reporters.style import PLAIN

if TYPE_CHECKING:
    from svclint.engine.report import Position, Report, ReportedFinding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report) -> str:
    """A command a line; empty where nothing was found."""
    return "".join(f"{_command(each)}\n" for each in worst_first(report.findings))


def _command(each: ReportedFinding) -> str:
    properties = _place(each.position) | {"title": f"{each.rule.id} {each.rule.name}"}
    written = ",".join(f"{name}={PLAIN.safe(str(value)).translate(_IN_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[each.severity]} {written}::{paragraph(each).translate(_IN_TEXT)}"


def _place(position: Position) -> dict[str, str | int]:
    """Columns count only where all is on one line."""
    lines: dict[str, str | int] = {"file": position.path, "line": position.line, "endLine": position.end_line}
    if position.line != position.end_line:
        return lines
    return lines | {"col": position.column, "endColumn": position.end_column}
