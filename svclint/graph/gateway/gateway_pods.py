"""The pods that serve a Gateway of Istio, and the ports by which they are reached.

https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway: pods of any namespace, unless Istio is told to keep
to that of the Gateway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.backends.ports import resolve_target
from svclint.graph.labels.near_pods import LabelSlip, label_slip
from svclint.model.istio import ROOT_NAMESPACE
from svclint.model.objects import string_map

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.istio import IstioGateway
    from svclint.model.service import Service
    from svclint.model.workload import Workload

_OWN_GATEWAYS = frozenset({"ingressgateway", "egressgateway", "eastwestgateway", "ingress", "egress"})
"""What the gateways that Istio installs carry under `istio`; an application's files seldom hold them."""


class GatewayPods(NamedTuple):
    """`services` are those that take the pods of `workloads`, `ports` the numbers by which clients reach them.

    That is a port of a Service, the target of one, or a port of the node; None where the pods are on the node's network.
    """

    workloads: tuple[Workload, ...]
    services: tuple[Service, ...]
    ports: frozenset[int | None] | None

    def serves(self, number: int) -> bool:
        """Whether a client gets to a port."""
        return self.ports is None or number in self.ports


class GatewayProxies:
    """Answers for one world. Gateways with the same selector share one look-up."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[frozenset[tuple[str, str]], GatewayPods] = {}

    def of(self, gateway: IstioGateway) -> GatewayPods:
        """The workloads of all namespaces that carry the labels of a gateway; none where it asks for none."""
        labels = gateway.selector
        key = frozenset(labels.items())
        if key not in self._found:
            self._found[key] = self._look_up(labels)
        return self._found[key]

    def _look_up(self, labels: dict[str, str]) -> GatewayPods:
        index = self._graph.index
        namespaces = index.pods.namespaces_with.get(next(iter(labels.items()), ("", "")), [])
        workloads = [each for namespace in namespaces for each in index.with_labels(namespace, labels)]
        services = tuple(dict.fromkeys(service for each in workloads for service in self._graph.services_selecting(each)))
        return GatewayPods(tuple(workloads), services, self._ports(workloads))

    def _ports(self, workloads: list[Workload]) -> frozenset[int | None] | None:
        found: set[int | None] = set()
        for each, template in ((each, each.template) for each in workloads if each.template):
            if template.host_network:
                return None
            found.update(port.host_port for port in template.ports)
            for port in (port for service in self._graph.services_selecting(each) for port in service.ports):
                found |= {port.port, resolve_target(port, template)}
        return frozenset(found)

    def near(self, gateway: IstioGateway) -> LabelSlip | None:
        """The pods that a gateway misses by a slip, in its own namespace or in Istio's."""
        node = gateway.selector_node
        if node is None or not _OWN_GATEWAYS.isdisjoint(string_map(node).values()):
            return None
        namespaces = dict.fromkeys((gateway.namespace, ROOT_NAMESPACE))
        found = (label_slip(node, each, self._graph.index.pods) for each in namespaces)
        return next(filter(None, found), None)
