"""Ports of Services whose pods are isolated, and that no policy opens to anyone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Related, few

if TYPE_CHECKING:
    from svclint.graph.backends.servers import Servers
    from svclint.graph.graph import Graph
    from svclint.model.network_policy import NetworkPolicy
    from svclint.model.service import Service, ServicePort


class BlockedPort(NamedTuple):
    """A port of a Service, the number on which its pods listen, and the policies that isolate all of them.

    `opened` are the ports that these policies open instead, or the policies that open none.
    """

    port: ServicePort
    number: int
    policies: tuple[NetworkPolicy, ...]
    opened: tuple[Related, ...]


def blocked_port(service: Service, port: ServicePort, graph: Graph) -> BlockedPort | None:
    """What keeps everyone out of a port; None where some pod may be reached, or none is known.

    Ports of Services with the same pods share the answer where they lead to the same.
    """
    servers, answers = graph.servers(service), graph.reach.blocked
    question = servers, port.target_port, port.protocol
    if question not in answers:
        answers[question] = _blocked(servers, port, graph)
    found = answers[question]
    return found._replace(port=port) if found else None


def _blocked(servers: Servers, port: ServicePort, graph: Graph) -> BlockedPort | None:
    targets = [(each, graph.reach.target_of(port, each)) for group in servers.groups for each in group]
    known = [(each, number) for each, number in targets if number is not None]
    isolations = [(graph.reach.ingress_of(each), each, number) for each, number in known]
    if not known or not all(
        isolation and not isolation.opening(number, port.protocol, each.template) for isolation, each, number in isolations
    ):
        return None
    if not all(graph.reach.tells_exceptions(isolation) for isolation, _, _ in isolations):
        return None
    policies = tuple(dict.fromkeys(policy for isolation, _, _ in isolations for policy in isolation.policies))
    return BlockedPort(port, known[0][1], policies, few([place for each in policies for place in _opened(each)]))


def _opened(policy: NetworkPolicy) -> Iterator[Related]:
    ports = [port for rule in policy.rules_of("Ingress") for port in rule.ports]
    for port in ports:
        yield Related(port.place, f"{policy.title} opens {port.port or 'all ports'}/{port.protocol}")
    if not ports:
        yield Related(policy.name_place, f"{policy.title} opens nothing")


def is_told_elsewhere(service: Service, port: ServicePort, graph: Graph) -> bool:
    """Whether a policy of the pods opens the Service's port in place of the one of the pods, which is said of the policy."""
    ports = graph.reach.ports
    isolations = dict.fromkeys(graph.reach.ingress_of(each) for group in graph.servers(service).groups for each in group)
    named = (pair for each in isolations for key in (port.port, port.name) if key for pair in each.by_port.get(key, ()))
    return any(ports.translation(each, ports.targets_of(rule)) for rule, each in named)
