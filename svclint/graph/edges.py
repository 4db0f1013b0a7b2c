"""What the objects of a world say of each other, as edges with a verdict each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from svclint.graph.answers import Answer, Contradicted, Matched
from svclint.graph.cluster_names import cluster_name
from svclint.graph.endpoint_notes import on_missing_ports
from svclint.graph.endpoints import applied_services, endpoints_of
from svclint.graph.name_answers import takes
from svclint.graph.picture import Edge, Picture, Vertex
from svclint.graph.publishing import publisher_among, publisher_named
from svclint.model.service import Service
from svclint.model.workload import StatefulSet, Workload

if TYPE_CHECKING:
    from svclint.graph.endpoints import Backend, ServiceEndpoints
    from svclint.graph.graph import Graph
    from svclint.graph.name_answers import Reading
    from svclint.model.objects import Object

T = TypeVar("T")


def picture_of(graph: Graph) -> Picture:
    """What the objects say of Services and of the pods behind them; Services and workloads also where nobody does."""
    services = applied_services(graph)
    edges = [
        *(edge for each in services for edge in _behind(endpoints_of(each, graph), graph)),
        *(edge for each in graph.of(StatefulSet) for edge in _governed(each, graph)),
        *(edge for each in graph.names.all for edge in _named(each)),
    ]
    return Picture.of(edges, map(Vertex.of, (*services, *graph.of(Workload))))


def _behind(found: ServiceEndpoints, graph: Graph) -> Iterator[Edge]:
    """A Service and what answers for it."""
    service = Vertex.of(found.service)
    if found.service.type == "ExternalName":
        yield _alias(found.service, graph)
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


def _alias(service: Service, graph: Graph) -> Edge:
    name = service.external_name
    parts = cluster_name(tuple(name.rstrip(".").split(".")))
    if parts is None or parts.suffix not in ("", graph.settings.zone):
        return Edge(Vertex.of(service), Vertex("", "host", name or "nothing"), "is an alias for")
    answer = graph.service_named(parts.namespace, parts.service, service)
    [edge] = _answered(service, answer, "is an alias for", Vertex(parts.namespace, "Service", parts.service))[:1]
    return edge


def _governed(stateful_set: StatefulSet, graph: Graph) -> list[Edge]:
    """A StatefulSet, and the Service under which its pods have names."""
    name = stateful_set.service_name
    if not name:
        return []
    answer = publisher_named(graph, stateful_set, name)
    if isinstance(answer, Matched) and answer.found:
        answer = publisher_among(graph, answer.found, stateful_set)
    return _answered(stateful_set, answer, "is governed by", Vertex(stateful_set.namespace, "Service", name))


def _named(reading: Reading) -> list[Edge]:
    """A text, and the Service that a name in it means."""
    host = reading.host
    ports = (str(host.port),) if host.port else ()
    missing = Vertex(reading.namespace, "Service", reading.service)
    edges = _answered(host.owner, reading.answer, "names", missing, ports)
    lost = isinstance(reading.answer, Matched) and not any(takes(each, host.port) for each in reading.answer.found)
    if not lost or not edges:
        return edges
    because = f"the Service does not serve {host.port}"
    return [Edge(each.source, each.target, each.relation, "contradicted", ports, because) for each in edges]


def _answered(asking: Object, answer: Answer[Service], verb: str, wanted: Vertex, ports: tuple[str, ...] = ()) -> list[Edge]:
    """The edges of one look-up: one to each thing that is there, or one to what is not."""
    source = Vertex.of(asking)
    if isinstance(answer, Matched):
        there = [Vertex.of(each) for each in answer.found] or [wanted]
        return [Edge(source, each, verb, "matched", ports) for each in there]
    if isinstance(answer, Contradicted):
        return [Edge(source, wanted, verb, "contradicted", ports, answer.hint or f"there is no {wanted.title}")]
    return [Edge(source, wanted, verb, "unverifiable", ports, answer.because)]
