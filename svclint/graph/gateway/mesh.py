"""What Istio makes of host names: which Service and which destination rules they mean.

https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination: a name without a dot is one of the
namespace of the object that holds it; every other name is taken as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.dns.cluster_names import cluster_name
from svclint.graph.gateway.host_patterns import overlap
from svclint.graph.likeness import Likeness, Vocabulary
from svclint.model.istio import ISTIO_GROUP, DestinationRule, VirtualService
from svclint.model.objects import ObjectName
from svclint.syntax.nodes import Scalar
from svclint.syntax.places import items_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.service import Service


class Mesh:
    """The hosts of one world."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def full(self, host: str, namespace: str) -> str:
        """A host as Istio reads it in an object of a namespace."""
        if "." in host or host == "*":
            return host.lower()
        return f"{host}.{namespace}.svc.{self._graph.settings.zone}"

    def services(self, full: str) -> tuple[Service, ...]:
        """The Services of the files that a full host means."""
        parts = cluster_name(tuple(full.split(".")))
        if parts is None or parts.prefix or parts.suffix != self._graph.settings.zone:
            return ()
        return self._graph.index.services_named(parts.namespace, parts.service)

    def rules_for(self, full: str) -> tuple[DestinationRule, ...]:
        """The destination rules of a host: those that name it, and those whose wildcard takes it."""
        wild = [each for host, rules in self._wild.items() if overlap(host, full) for each in rules]
        return (*self._rules.get(full, ()), *wild)

    def is_declared(self, full: str) -> bool:
        """Whether a ServiceEntry has the host."""
        return any(overlap(host, full) for host in self._declared)

    def near_rule(self, full: str) -> tuple[DestinationRule, bool] | None:
        """The rule for a host that is nearly the same, or for one that begins with the same word; and whether it is a slip."""
        alike = self._hosts.nearest(full)
        if alike is not None and alike[1] is Likeness.SLIP:
            return self._rules[alike[0]][0], True
        found = self._by_first_label.get(full.partition(".")[0])
        return (found, False) if found is not None else None

    @cached_property
    def _hosts(self) -> Vocabulary:
        return Vocabulary(self._rules)

    @cached_property
    def _by_first_label(self) -> dict[str, DestinationRule]:
        return {host.partition(".")[0]: rules[0] for host, rules in reversed(self._rules.items())}

    @cached_property
    def used_subsets(self) -> frozenset[tuple[str, str]]:
        """Full host and subset of every destination that gets requests."""
        return frozenset(self._used())

    def _used(self) -> Iterator[tuple[str, str]]:
        for each in self._graph.of(VirtualService):
            for destination in each.destinations:
                if destination.subset is not None and destination.weight:
                    yield self.full(destination.host, each.namespace), destination.subset.text

    @cached_property
    def _rules(self) -> dict[str, list[DestinationRule]]:
        table: dict[str, list[DestinationRule]] = defaultdict(list)
        for each in self._graph.of(DestinationRule):
            table[self.full(each.host, each.namespace)].append(each)
        return table

    @cached_property
    def _wild(self) -> dict[str, list[DestinationRule]]:
        return {host: rules for host, rules in self._rules.items() if host.startswith("*")}

    @cached_property
    def _declared(self) -> frozenset[str]:
        entries = self._graph.index.kind(ISTIO_GROUP, "ServiceEntry")
        hosts = (host for each in entries for host in items_at(each.node, "spec", "hosts"))
        return frozenset(host.text for host in hosts if isinstance(host, Scalar))


def gateway_name(text: str) -> ObjectName:
    """The Gateway that a virtual service names: `name`, `namespace/name`, or as a DNS name of older versions.

    https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-gateways
    """
    namespace, slash, name = text.rpartition("/")
    if not slash:
        name, _, rest = text.partition(".")
        namespace = rest.partition(".")[0]
    return ObjectName(ISTIO_GROUP, "Gateway", namespace or None, name)
