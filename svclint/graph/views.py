"""What there is to show of each Service, where the input falls into several worlds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from svclint.graph.endpoints import ServiceEndpoints
    from svclint.graph.graph import Graph
    from svclint.model.service import Service

T = TypeVar("T")


class View(NamedTuple, Generic[T]):
    """A Service and what is shown of it. `world` is None where it is the same in all worlds, or there is but one."""

    each: ServiceEndpoints
    shown: T
    world: str | None = None


def views_of(graph: Graph, look: Callable[[Graph], Iterable[View[T]]], shape: Callable[[T], str]) -> list[View[T]]:
    """Every Service once, or once for each world in which it looks different; `shape` is what makes two the same."""
    divisions = graph.divisions
    views = list(look(graph))
    if not divisions.all:
        return views
    shared = [each for each in views if not divisions.of(_path_of(each.each.service))]
    settled = [each for each in shared if divisions.seeing(_paths(each.each))]
    mixed: set[Service] = {each.each.service for each in shared}.difference(each.each.service for each in settled)
    groups: dict[str, list[View[T]]] = defaultdict(list)
    for division in divisions.all:
        for each in look(graph.within(division, whole=False)):
            if _path_of(each.each.service) in division.files or each.each.service in mixed:
                groups[shape(each.shown)].append(each._replace(world=division.name))
    for same in groups.values():
        settled += same if len(same) < len(divisions.all) else (same[0]._replace(world=None),)
    return sorted(settled, key=lambda view: (view.each.service.namespace, view.each.service.name, view.world or ""))


def _paths(each: ServiceEndpoints) -> list[str]:
    return [_path_of(each.service), *(backend.owner.document.source.path for backend in each.backends)]


def _path_of(service: Service) -> str:
    return service.document.source.path
