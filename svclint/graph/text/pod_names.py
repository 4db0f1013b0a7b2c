"""Who speaks of pods and Services: the host names in all the text of a world, by what they name.

One pass over the sources, made when the first question is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.dns.cluster_names import SERVICES
from svclint.graph.text.host_in_text import HostInText
from svclint.graph.text.names_in_text import hosts_among

if TYPE_CHECKING:
    from svclint.graph.given.world import World
    from svclint.model.objects import Object
    from svclint.model.service import Service
    from svclint.model.workload import StatefulSet

_POD_VARIABLE = re.compile(r"(POD_?NAME|HOST_?NAME)", re.IGNORECASE)


class HostsInText:
    """Dotted names, names with a port and hosts of URLs in the values of a world."""

    def __init__(self, world: World) -> None:
        """Nothing is read before the first question."""
        self._world = world

    def pods_of(self, stateful_set: StatefulSet) -> tuple[HostInText, ...]:
        """Where a pod of the set is named under its governing Service: `db-0.db`, `$(POD_NAME).db` in the set itself."""
        below = self._by_second.get(stateful_set.service_name, ())
        return tuple(each for each in below if _is_pod(each, stateful_set) and _means(each, each.labels[2:], stateful_set))

    def ports_of(self, service: Service) -> tuple[HostInText, ...]:
        """Where the Service is named together with a port."""
        named = self._by_first.get(service.name, ())
        return tuple(each for each in named if each.port is not None and _means(each, each.labels[1:], service))

    @cached_property
    def all(self) -> tuple[HostInText, ...]:
        """Every name, in the order of the input."""
        return tuple(hosts_among(self._world.objects))

    @cached_property
    def by_owner(self) -> dict[Object, list[HostInText]]:
        """The same by the object in which they stand."""
        table: dict[Object, list[HostInText]] = defaultdict(list)
        for each in self.all:
            table[each.owner].append(each)
        return table

    @cached_property
    def _by_first(self) -> dict[str, list[HostInText]]:
        table: dict[str, list[HostInText]] = defaultdict(list)
        for each in self.all:
            table[each.labels[0]].append(each)
        return table

    @cached_property
    def _by_second(self) -> dict[str, list[HostInText]]:
        table: dict[str, list[HostInText]] = defaultdict(list)
        for each in self.all:
            if len(each.labels) > 1:
                table[each.labels[1]].append(each)
        return table


def _is_pod(each: HostInText, stateful_set: StatefulSet) -> bool:
    first = each.labels[0]
    rest = first.removeprefix(f"{stateful_set.name}-")
    if rest != first:
        return rest.isdigit() or rest.startswith("$")
    return each.owner is stateful_set and first.startswith("$") and _POD_VARIABLE.search(first) is not None


def _means(host: HostInText, rest: tuple[str, ...], named: Object) -> bool:
    """Whether what follows the name leads to the namespace of the object; one that no manifest gives may be any."""
    if not rest:
        return host.namespace == named.namespace
    is_cluster_name = len(rest) > 1 and rest[1] == SERVICES
    if rest[0] == named.namespace:
        return is_cluster_name or len(rest) == 1
    return is_cluster_name and named.written_namespace is None
