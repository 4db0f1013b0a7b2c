"""`svclint dns`: the records that the manifests create, and what one name answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from svclint.graph.answers import listed
from svclint.graph.dns.missing_services import why_silent
from svclint.graph.dns.records import TIMES
from svclint.graph.dns.zone import Zone
from svclint.graph.views import View, views_of
from svclint.reporters.endpoints_report import ALL_WORLDS
from svclint.reporters.json_report import SCHEMA_VERSION, dump
from svclint.reporters.style import PLAIN, Style
from svclint.reporters.table import aligned

if TYPE_CHECKING:
    from svclint.graph.dns.lookup import Lookup, Step
    from svclint.graph.dns.records import Record
    from svclint.graph.graph import Graph
    from svclint.model.service import Service

_HEAD = ("NAME", "TYPE", "TARGET")
_MOST_NEAR = 3
_VERDICTS = {
    "answers": ("answers", "green"),
    "empty": ("exists, without an address", "yellow"),
    "absent": ("does not exist", "red"),
    "unverifiable": ("cannot be verified", "cyan"),
}


class _Shown(NamedTuple):
    """The records of a Service, and why it has none of its own name, where that is so."""

    records: tuple[Record, ...]
    silence: str


def render(zone: Zone, output_format: str = "text", style: Style = PLAIN) -> str:
    """All records; `output_format` is `text` or `json`."""
    views = views_of(zone.graph, _look, lambda shown: dump({"records": _as_json(shown.records), "silence": shown.silence}))
    if output_format == "json":
        records = [each for view in views for each in _as_json(view.shown.records, view.world)]
        return dump({"schema_version": SCHEMA_VERSION, "zone": zone.name, "records": records})
    several = bool(zone.graph.divisions.all)
    rows = [
        (*([view.world or ALL_WORLDS] if several else []), *row) for view in views for row in _rows(view.shown.records, style)
    ]
    lines = [*aligned((*(["WORLD"] if several else []), *_HEAD), rows, style)]
    silent = [_silent(view, style) for view in views if view.shown.silence]
    return _joined([*lines, *(["", *silent] if silent and lines else silent)])


def _look(graph: Graph) -> Iterator[View[_Shown]]:
    zone = Zone(graph)
    of_service: dict[Service, list[Record]] = {}
    for record in zone.records:
        of_service.setdefault(record.service, []).append(record)
    for each in zone.services.values():
        records = tuple(of_service.get(each.service, ()))
        named = any(record.type in ("A", "AAAA", "CNAME") for record in records)
        yield View(each, _Shown(records, "" if named else why_silent(zone, each).because))


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


def render_lookups(answers: Mapping[str, tuple[Zone, Lookup]], output_format: str = "text", style: Style = PLAIN) -> str:
    """What one name answers in each world: once where that is the same in all, else `query` is empty and `queries` has them."""
    texts = {world: render_lookup(*answer, output_format, style) for world, answer in answers.items()}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    if output_format != "json":
        return "\n".join(f"{style.paint(style.safe(f'in world {world}'), 'bold')}\n{text}" for world, text in texts.items())
    zone_name = next(iter(answers.values()))[0].name
    queries = {world: lookup for world, (_, lookup) in answers.items()}
    records = [
        each
        for world, lookup in queries.items()
        for each in _as_json((record for step in lookup.steps for record in step.records), world)
    ]
    told = [{"world": world, **_query_as_json(lookup)} for world, lookup in queries.items()]
    return dump({"schema_version": SCHEMA_VERSION, "zone": zone_name, "records": records, "query": None, "queries": told})


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _rows(records: Iterable[Record], style: Style) -> list[tuple[str, str, str]]:
    return [(each.name, each.type, target.replace(TIMES, style.times)) for each in records for target in each.targets]


def _silent(view: View[_Shown], style: Style) -> str:
    """A Service that has no record of its own name."""
    service = view.each.service
    title = f"{service.namespace}/{service.name}" + (f" in world {view.world}" if view.world else "")
    return f"{style.paint(style.safe(title), 'bold')}: no record; {style.safe(view.shown.silence)}"


def _as_json(records: Iterable[Record], world: str | None = None) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "type": each.type,
            "source": f"Service {each.service.namespace}/{each.service.name}",
            "targets": list(each.targets),
            "world": world,
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
