"""`svclint dns`: the records that the manifests create, and what one name answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from svclint.graph.answers import listed
from svclint.graph.misses import why_silent
from svclint.graph.records import TIMES
from svclint.reporters.json_report import SCHEMA_VERSION, dump
from svclint.reporters.style import PLAIN, Style
from svclint.reporters.table import aligned

if TYPE_CHECKING:
    from svclint.graph.dns import Zone
    from svclint.graph.lookup import Lookup, Step
    from svclint.graph.records import Record

_HEAD = ("NAME", "TYPE", "TARGET")
_MOST_NEAR = 3
_VERDICTS = {
    "answers": ("answers", "green"),
    "empty": ("exists, without an address", "yellow"),
    "absent": ("does not exist", "red"),
    "unverifiable": ("cannot be verified", "cyan"),
}


def render(zone: Zone, output_format: str = "text", style: Style = PLAIN) -> str:
    """All records; `output_format` is `text` or `json`."""
    if output_format == "json":
        return dump({"schema_version": SCHEMA_VERSION, "zone": zone.name, "records": _as_json(zone.records)})
    lines = [*aligned(_HEAD, _rows(zone.records, style), style)]
    silent = [*_silent(zone, style)]
    return _joined([*lines, *(["", *silent] if silent and lines else silent)])


def render_lookup(zone: Zone, lookup: Lookup, output_format: str = "text", style: Style = PLAIN) -> str:
    """What one name answers, step by step."""
    if output_format == "json":
        return dump(
            {
                "schema_version": SCHEMA_VERSION,
                "zone": zone.name,
                "records": _as_json(record for step in lookup.steps for record in step.records),
                "query": _query_as_json(lookup),
            }
        )
    return _joined([*_steps(lookup, style), "", *_conclusion(zone, lookup, style)])


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _rows(records: Iterable[Record], style: Style) -> list[tuple[str, str, str]]:
    return [(each.name, each.type, target.replace(TIMES, style.times)) for each in records for target in each.targets]


def _silent(zone: Zone, style: Style) -> Iterator[str]:
    """Services that have no record of their own name."""
    named = {each.service for each in zone.records if each.type in ("A", "AAAA", "CNAME")}
    for (namespace, name), each in zone.services.items():
        if each.service not in named:
            because = why_silent(zone, each).because
            yield f"{style.paint(style.safe(f'{namespace}/{name}'), 'bold')}: no record; {style.safe(because)}"


def _as_json(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "type": each.type,
            "source": f"Service {each.service.namespace}/{each.service.name}",
            "targets": list(each.targets),
        }
        for each in records
    ]


def _query_as_json(lookup: Lookup) -> dict[str, Any]:
    return {
        "name": lookup.name,
        "from": lookup.namespace,
        "outcome": lookup.outcome,
        "steps": [{"name": each.name, "outcome": each.outcome, "because": each.because or None} for each in lookup.steps],
        "near": list(lookup.near),
    }


def _steps(lookup: Lookup, style: Style) -> Iterator[str]:
    yield f"{style.paint(style.safe(lookup.name), 'bold')}, asked by a pod of namespace {style.safe(lookup.namespace)}:"
    for number, step in enumerate(lookup.steps, 1):
        word, look = _VERDICTS[step.outcome]
        yield f"  {number}. {style.safe(step.name)} {style.paint(word, look)}" + _because(step, style)
        for name, kind, target in _rows(step.records, style):
            yield f"     {style.safe(name)} {kind} {style.safe(target)}"


def _because(step: Step, style: Style) -> str:
    return f": {style.safe(step.because)}" if step.because else ""


def _conclusion(zone: Zone, lookup: Lookup, style: Style) -> Iterator[str]:
    word, look = _VERDICTS[lookup.outcome]
    word = "does not resolve" if lookup.outcome == "absent" else word
    yield f"{style.safe(lookup.name)} {style.paint(word, 'bold', look)}"
    for name in lookup.near[:_MOST_NEAR]:
        targets = listed([target for _, _, target in _rows(zone.by_name[name.lower()], style)])
        yield f"  there is {style.paint(style.safe(name.removesuffix('.')), 'bold')} ({style.safe(targets)})"
