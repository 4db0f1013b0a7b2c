"""Services and what answers for them, as edges: pods, addresses written by hand, aliases, and pods with names below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.graph.answers import Matched
from svclint.graph.backends.endpoint_notes import on_missing_ports
from svclint.graph.backends.endpoints import applied_services, endpoints_of
from svclint.graph.dns.cluster_names import cluster_name
from svclint.graph.dns.publishing import publisher_among, publisher_named
from svclint.graph.drawing.picture import Edge, Vertex, edges_of
from svclint.model.workload import StatefulSet, Workload

if TYPE_CHECKING:
    from svclint.graph.backends.endpoints import Backend, ServiceEndpoints
    from svclint.graph.graph import Graph
    from svclint.model.service import Service


def service_edges(graph: Graph) -> Iterator[Edge]:
    """Of all Services that are there once everything is applied, and of the StatefulSets that they govern."""
    for service in applied_services(graph):
        yield from _behind(endpoints_of(service, graph), graph)
    for stateful_set in graph.of(StatefulSet):
        yield from _governed(stateful_set, graph)


def _behind(found: ServiceEndpoints, graph: Graph) -> Iterator[Edge]:
    """A Service and what answers for it."""
    service = Vertex.of(found.service)
    if found.service.type == "ExternalName":
        yield from _alias(found.service, graph)
    elif not found.backends:
        what = f"pods with {found.service.selection}" if found.service.selects_pods else "endpoints"
        yield Edge(service, Vertex(service.namespace, "", what), "leads to", found.verdict, because=found.because or "")
    for backend in found.backends:
        yield _backed(service, backend, graph)


def _backed(service: Vertex, backend: Backend, graph: Graph) -> Edge:
    verb = "selects" if isinstance(backend.owner, Workload) else "is backed by"
    served = [f"{each.port.name or each.port.port}→{each.number}" for each in backend.ports]
    because = "; ".join(on_missing_ports(backend, graph))
    return Edge(service, Vertex.of(backend.owner), verb, "contradicted" if because else "matched", tuple(served), because)


def _alias(service: Service, graph: Graph) -> list[Edge]:
    name = service.external_name
    parts = cluster_name(tuple(name.rstrip(".").split(".")))
    if parts is None or parts.suffix not in ("", graph.settings.zone):
        return [Edge(Vertex.of(service), Vertex("", "host", name or "nothing"), "is an alias for")]
    answer = graph.service_named(parts.namespace, parts.service, service)
    return edges_of(service, answer, "is an alias for", Vertex(parts.namespace, "Service", parts.service))


def _governed(stateful_set: StatefulSet, graph: Graph) -> list[Edge]:
    """A StatefulSet, and the Service under which its pods have names."""
    name = stateful_set.service_name
    if not name:
        return []
    answer = publisher_named(graph, stateful_set, name)
    if isinstance(answer, Matched) and answer.found:
        answer = publisher_among(graph, answer.found, stateful_set)
    return edges_of(stateful_set, answer, "is governed by", Vertex(stateful_set.namespace, "Service", name))
