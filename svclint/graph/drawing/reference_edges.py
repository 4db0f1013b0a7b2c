"""Whatever names Services and workloads, as edges: the reference table, names in text, label selectors, parents of routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from svclint.graph.answers import Matched, listed
from svclint.graph.drawing.picture import Edge, Vertex, edges_of
from svclint.graph.gateway.attachments import parent_of
from svclint.graph.labels.selector import Selector
from svclint.graph.references.service_ports import asked_ports, has_port
from svclint.graph.text.name_answers import takes
from svclint.model.disruption_budget import DisruptionBudget
from svclint.model.gateway_api import Attachable
from svclint.model.monitors import Monitor

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.references.reference_reader import Reference
    from svclint.graph.text.name_answers import Reading
    from svclint.syntax.nodes import Mapping


def reference_edges(graph: Graph) -> Iterator[Edge]:
    """Of everything but the Services themselves."""
    for reference in graph.references.all:
        yield from _referring(reference, graph)
    for reading in graph.names.all:
        yield from _named(reading)
    for monitor in graph.of(Monitor):
        yield from _watching(monitor, graph)
    for budget in graph.of(DisruptionBudget):
        yield from _guarding(budget, graph)
    for child in graph.of(Attachable):
        for parent in child.parents:
            wanted = Vertex(parent.namespace or child.namespace, parent.kind, parent.name)
            yield from edges_of(child, parent_of(parent, child, graph), "is attached to", wanted)


def _referring(reference: Reference, graph: Graph) -> list[Edge]:
    verb, named = reference.row.verb, (reference.namespace, reference.kind or "Service", reference.name)
    if not reference.names_service:
        return edges_of(reference.object, graph.references.workloads.of(reference), verb, Vertex(*named))
    answer, asked = graph.references.service_of(reference), asked_ports(reference)
    edges = edges_of(reference.object, answer, verb, Vertex(*named), tuple(str(each.value) for each in asked))
    if not isinstance(answer, Matched) or all(any(has_port(one, each, graph) for one in answer.found) for each in asked):
        return edges
    there = listed([port.title.removeprefix("port ") for service in answer.found for port in service.ports])
    return [_lost(each, f"the Service has {there or 'no ports'}") for each in edges] if answer.found else edges


def _named(reading: Reading) -> list[Edge]:
    """A text, and the Service that a name in it means."""
    host = reading.host
    ports = (str(host.port),) if host.port else ()
    edges = edges_of(host.owner, reading.answer, "names", Vertex(reading.namespace, "Service", reading.service), ports)
    if not isinstance(reading.answer, Matched) or not reading.answer.found:
        return edges
    served = any(takes(each, host.port) for each in reading.answer.found)
    return edges if served else [_lost(each, f"the Service does not serve {host.port}") for each in edges]


def _lost(edge: Edge, because: str) -> Edge:
    return replace(edge, verdict="contradicted", because=because)


def _watching(monitor: Monitor, graph: Graph) -> list[Edge]:
    """A monitor and what it selects by labels; the Ingresses of a probe are none of it."""
    if monitor.selector_node is None or monitor.target == "Ingress":
        return []
    what = "Services" if monitor.target == "Service" else "pods"
    wanted = Vertex(monitor.namespace, "", f"{what} with {_labels(monitor.selector_node)}")
    if monitor.target == "Service":
        return edges_of(monitor, graph.selections.services_of(monitor), "watches", wanted)
    return edges_of(monitor, graph.selections.pods_of(monitor), "watches", wanted)


def _guarding(budget: DisruptionBudget, graph: Graph) -> list[Edge]:
    if budget.selector_node is None:
        return []
    wanted = Vertex(budget.namespace, "", f"pods with {_labels(budget.selector_node)}")
    return edges_of(budget, graph.selections.pods_of(budget), "limits evictions of", wanted)


def _labels(node: Mapping) -> str:
    selector = Selector.read(node)
    return (selector and selector.text) or "any labels"
