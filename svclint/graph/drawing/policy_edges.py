"""NetworkPolicies as edges: whom they isolate, whom they let in and out, and which callers may still reach which Services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.graph.backends.endpoints import applied_services
from svclint.graph.drawing.picture import Edge, Vertex
from svclint.model.network_policy import NetworkPolicy

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.network_policy import PolicyRule
    from svclint.model.service import Service, ServicePort

_THROUGH = {"Ingress": "lets in", "Egress": "lets out to"}


def policy_edges(graph: Graph) -> Iterator[Edge]:
    """Nothing where there is no policy: everyone may reach everyone then."""
    policies = graph.of(NetworkPolicy)
    for policy in policies:
        for workload in graph.reach.isolations.selected_by(policy).sure:
            yield Edge(Vertex.of(policy), Vertex.of(workload), f"isolates for {' and '.join(policy.directions).lower()}")
        for rule in policy.rules:
            yield from _let_through(rule, graph)
    for service in applied_services(graph) if policies else ():
        for port in service.ports:
            yield from _reaching(service, port, graph)


def _let_through(rule: PolicyRule, graph: Graph) -> Iterator[Edge]:
    ports = tuple(f"{each.port or 'all'}{f'-{each.last}' if each.last else ''}/{each.protocol}" for each in rule.ports)
    for peer in rule.peers if rule.direction in rule.policy.directions else ():
        for workload in graph.reach.pods.meant_by(rule, peer):
            yield Edge(Vertex.of(rule.policy), Vertex.of(workload), _THROUGH[rule.direction], "matched", ports)


def _reaching(service: Service, port: ServicePort, graph: Graph) -> Iterator[Edge]:
    """Callers that the files show, where a policy stands at one of the two ends."""
    guarded = any(graph.reach.ingress_of(each) for each in graph.backends(service))
    for caller in graph.reach.callers.of(service, port):
        if caller.source is not None and (guarded or graph.reach.egress_of(caller.source)):
            ends, ports = (Vertex.of(caller.source), Vertex.of(service)), (port.name or str(port.port),)
            refusal = graph.reach.callers.refusal(caller, service, port)
            if refusal is None:
                yield Edge(*ends, "may reach", "matched", ports)
            else:
                yield Edge(*ends, "may reach", "contradicted", ports, refusal.hint)
