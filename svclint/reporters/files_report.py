"""`svclint files`: what is read, what is left out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from svclint.graph.answers import listed
from svclint.graph.given.divisions import Division, Divisions
from svclint.reporters.json_report import SCHEMA_VERSION, dump
from svclint.reporters.printable import printable

if TYPE_CHECKING:
    from svclint.graph.given.world import World
    from svclint.sources.source import Discovery


def render(discovery: Discovery, world: World, output_format: str = "text") -> str:
    """A line a file, sorted by path; `output_format` is `text` or `json`."""
    rows = sorted(set(_rows(discovery, world)))
    if output_format == "json":
        files = [{"path": path, "verdict": verdict, "detail": detail} for path, verdict, detail in rows]
        return dump({"schema_version": SCHEMA_VERSION, "files": files})
    wide = max((len(verdict) for _, verdict, _ in rows), default=0)
    return "".join(f"{verdict:<{wide}}  {printable(path)}: {printable(detail)}\n" for path, verdict, detail in rows)


def _rows(discovery: Discovery, world: World) -> Iterator[tuple[str, str, str]]:
    """Path, verdict, detail. A file that holds objects and a template is both read and skipped in part."""
    objects = Counter(each.document.source.path for each in world.objects)
    faulty = {each.source.path for each in world.faults}
    divisions = Divisions(world)
    for source in discovery.sources:
        number = objects[source.path]
        detail = f"{number} object{'' if number == 1 else 's'}"
        if number or source.path in faulty:
            detail += ", and text that does not parse" if source.path in faulty else ""
            yield source.path, "read", detail + _worlds(divisions.of(source.path))
    for each in world.unreadable:
        yield each.source.path, "unreadable", each.message
    for skipped in world.skipped:
        yield skipped.path, "skipped", skipped.reason
    for path in discovery.passed_over_paths:
        yield path, "passed over", "no Kubernetes object"
    for left_out in discovery.excluded:
        yield left_out.path, "excluded", left_out.reason


def _worlds(divisions: Sequence[Division]) -> str:
    """To which worlds a file belongs, where it does not belong to all that was given."""
    names = listed([each.name for each in divisions])
    return f", in world{'' if len(divisions) == 1 else 's'} {names}" if names else ""
