"""What there is to show of each Service, where the input falls into several worlds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from svclint.graph.backends.endpoints import ServiceEndpoints
    from svclint.graph.graph import Graph
    from svclint.model.service import Service

T = TypeVar("T")


class View(NamedTuple, Generic[T]):
    """A Service and what is shown of it. `world` is None where it is the same in all worlds, or there is but one."""

    each: ServiceEndpoints
    shown: T
    world: str | None = None

    @property
    def of(self) -> Service:
        """The Service."""
        return self.each.service


def views_of(graph: Graph, look: Callable[[Graph], Iterable[View[T]]], shape: Callable[[T], str]) -> list[View[T]]:
    """Every Service once, or once for each world in which it looks different; `shape` is what makes two the same.

    What no world has to itself is the same in all if it looks the same without any of them.
    """
    divisions = graph.divisions
    if not divisions.all:
        return list(look(graph))
    alone = {each.of: shape(each.shown) for each in look(graph.common)}
    settled = [each for each in look(graph) if alone.get(each.of) == shape(each.shown)]
    unsettled = alone.keys() - {each.of for each in settled}
    asked = {each.document.source.path for each in unsettled}
    groups: dict[str, list[View[T]]] = defaultdict(list)
    for division in divisions.all:
        for each in look(graph.within(division, asked)):
            if each.of.document.source.path in division.files or each.of in unsettled:
                groups[shape(each.shown)].append(each._replace(world=division.name))
    for same in groups.values():
        settled += same if len(same) < len(divisions.all) else (same[0]._replace(world=None),)
    return sorted(settled, key=lambda view: (view.of.namespace, view.of.name, view.world or ""))
