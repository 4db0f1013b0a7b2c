"""`--format text`: what people read first.

Errors and warnings are shown in full, with the lines they are about and both ends of a broken reference. Findings of level
info take one line each; those that cannot be verified come last, by the reason. Nothing is left out in the other formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from svclint.catalogue.finding import Severity
from svclint.reporters.message import sentence
from svclint.reporters.snippet import Mark, excerpt, gutter_for
from svclint.reporters.style import Style, count

if TYPE_CHECKING:
    from svclint.engine.report import Position, RelatedPosition, Report, ReportedFinding

_NEAR = 40
"""Lines between two ends of a reference that still show as one excerpt."""

_LOOKS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, *, colour: bool = False, unicode: bool = True, quiet: bool = False, width: int = 120) -> str:
    """The findings; empty where there are none.

    `colour` allows ANSI sequences, `unicode` more than ASCII, `quiet` asks for one line a finding and nothing else; `width`
    is how many cells of a source line are shown. The summary is a text of its own (`summary_report`).
    """
    style = Style(colour=colour, unicode=unicode, width=width)
    if quiet:
        return _joined(_one_line(each, style) for each in report.findings)
    loud = [each for each in report.findings if each.severity > Severity.INFO and each.doubt is None]
    return "\n".join([*_blocks(loud, style), *map(_joined, filter(None, (_notes(report, style), _doubts(report, style))))])


def render_in_full(report: Report, style: Style) -> str:
    """The same with notes and doubts in full too, for a page about few findings."""
    return "\n".join(_blocks(report.findings, style))


def _blocks(findings: Iterable[ReportedFinding], style: Style) -> Iterator[str]:
    return (_joined(_in_full(each, style)) for each in findings)


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _head(each: ReportedFinding, style: Style) -> str:
    severity = style.severity(each.severity, str(each.severity))
    rule = style.paint(style.safe(f"{each.rule.id} {each.rule.name}"), "bold")
    return f"{_place(each.position, style)}: {severity} {rule}"


def _place(position: Position, style: Style) -> str:
    return style.paint(f"{style.safe(position.path)}:{position.line}:{position.column}", "bold")


def _one_line(each: ReportedFinding, style: Style) -> str:
    return f"{_head(each, style)}: {sentence(each, style)}"


def _in_full(each: ReportedFinding, style: Style) -> Iterator[str]:
    near = [other for other in each.related if _is_near(each.position, other.position)]
    far = [other for other in each.related if other not in near]
    gutter = gutter_for((each.position, *(other.position for other in each.related)))
    yield _head(each, style)
    yield f"  {style.safe(each.message)}"
    if each.doubt is not None:
        yield f"  cannot be verified: {style.safe(each.doubt)}"
    yield from _whereabouts(each, style)
    yield from excerpt([_primary(each), *map(_mark, near)], style, gutter, context=0 if each.object else 1)
    for other in far:
        yield f"  {_place(other.position, style)}: {style.safe(other.message)}"
        yield from excerpt([Mark(other.position)], style, gutter)
    yield from _fix(each, style)


def _whereabouts(each: ReportedFinding, style: Style) -> Iterator[str]:
    if each.object is not None:
        name = "/".join(part for part in (each.object.namespace, each.object.name) if part)
        thing = f"{each.object.kind} {name}".strip()
        yield style.paint(f"  in {style.safe(', '.join(part for part in (thing, each.field) if part))}", "dim")


def _is_near(one: Position, other: Position) -> bool:
    return one.source is other.source and abs(one.line - other.line) <= _NEAR


def _primary(each: ReportedFinding) -> Mark:
    return Mark(each.position, sign="^", look=_LOOKS[each.severity])


def _mark(other: RelatedPosition) -> Mark:
    return Mark(other.position, other.message)


def _fix(each: ReportedFinding, style: Style) -> Iterator[str]:
    if each.fix is not None:
        kind, option = ("safe", "--fix") if each.fix.safe else ("unsafe", "--unsafe-fixes")
        yield f"  {style.paint('fix', 'bold', 'green')}: {style.safe(each.fix.title)} ({kind} fix: svclint check {option})"


def _notes(report: Report, style: Style) -> list[str]:
    notes = [each for each in report.findings if each.severity is Severity.INFO and each.doubt is None]
    if not notes:
        return []
    return [style.paint(f"{count(len(notes), 'note')}:", "bold"), *(f"  {_one_line(each, style)}" for each in notes)]


def _doubts(report: Report, style: Style) -> list[str]:
    by_reason: dict[str, list[str]] = {}
    for each in report.findings:
        if each.doubt is not None:
            by_reason.setdefault(each.doubt, []).append(f"    {_head(each, style)}: {style.safe(each.message)}")
    if not by_reason:
        return []
    lines = [style.paint(f"{report.unverified} could not be verified:", "bold")]
    for reason in sorted(by_reason):
        lines += [f"  because {style.safe(reason)}", *by_reason[reason]]
    return lines
