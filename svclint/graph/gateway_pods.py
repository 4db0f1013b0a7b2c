"""The pods that serve a Gateway of Istio, and the ports by which they are reached.

https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway: pods of any namespace, unless Istio is told to keep
to that of the Gateway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.near_labels import NearLabel, near_labels
from svclint.graph.ports import resolve_target
from svclint.model.objects import string_map

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.istio import IstioGateway
    from svclint.model.service import Service
    from svclint.model.workload import Workload

_OWN_GATEWAYS = frozenset({"ingressgateway", "egressgateway", "eastwestgateway", "ingress", "egress"})
"""What the gateways that Istio installs carry under `istio`; an application's files seldom hold them."""


class GatewayPods(NamedTuple):
    """`services` are those that take the pods of `workloads`."""

    workloads: tuple[Workload, ...]
    services: tuple[Service, ...]

    def serves(self, number: int) -> bool:
        """Whether a port is one of a Service's, one of the pods to which a Service leads, or one of the node's."""
        ports = [port for service in self.services for port in service.ports]
        templates = [each.template for each in self.workloads if each.template]
        reached = {resolve_target(port, template) for port in ports for template in templates}
        on_nodes = {port.host_port for template in templates for port in template.ports}
        return number in {port.port for port in ports} | reached | on_nodes or any(each.host_network for each in templates)


def gateway_pods(gateway: IstioGateway, graph: Graph) -> GatewayPods:
    """The workloads of all namespaces that carry the labels of a gateway; none where it asks for none."""
    labels = string_map(gateway.selector_node)
    namespaces = graph.index.workloads if labels else ()
    workloads = [each for namespace in namespaces for each in graph.index.with_labels(namespace, labels)]
    services = dict.fromkeys(service for each in workloads for service in graph.services_selecting(each))
    return GatewayPods(tuple(workloads), tuple(services))


def near_gateway_pods(gateway: IstioGateway, graph: Graph) -> NearLabel | None:
    """The pods that a gateway misses by a slip, those of its own namespace first."""
    node = gateway.selector_node
    if node is None or not _OWN_GATEWAYS.isdisjoint(string_map(node).values()):
        return None
    namespaces = sorted(graph.index.workloads, key=lambda each: each != gateway.namespace)
    return next((near for each in namespaces for near in near_labels(node, each, graph.index)), None)
