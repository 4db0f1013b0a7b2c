"""Ports of Services whose pods are isolated, and that no policy opens to anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.isolation import Isolation
    from svclint.model.network_policy import NetworkPolicy
    from svclint.model.service import Service, ServicePort


class BlockedPort(NamedTuple):
    """A port of a Service, the number on which its pods listen, and the policies that isolate all of them."""

    port: ServicePort
    number: int
    policies: tuple[NetworkPolicy, ...]


def blocked_port(service: Service, port: ServicePort, graph: Graph) -> BlockedPort | None:
    """What keeps everyone out of a port; None where some pod may be reached, or none is known.

    A policy that mentions the Service's own port is left out: it uses the wrong number, which is another mistake.
    """
    targets = [(each, graph.reach.target_of(port, each)) for group in graph.servers(service).groups for each in group]
    known = [(each, number) for each, number in targets if number is not None]
    isolations = [(graph.reach.ingress_of(each), each, number) for each, number in known]
    if not known or not all(
        isolation and not isolation.opening(number, port.protocol, each.template) for isolation, each, number in isolations
    ):
        return None
    if any(_mentions(isolation, port) or not graph.reach.tells_exceptions(isolation) for isolation, _, _ in isolations):
        return None
    policies = dict.fromkeys(policy for isolation, _, _ in isolations for policy in isolation.policies)
    return BlockedPort(port, known[0][1], tuple(policies))


def _mentions(isolation: Isolation, port: ServicePort) -> bool:
    ports = (each for rule in isolation.rules for each in rule.ports)
    return any(
        (port.port is not None and each.holds(port.port, port.protocol)) or (port.name and each.port == port.name)
        for each in ports
    )
