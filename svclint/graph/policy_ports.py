"""Ports of NetworkPolicies that are those of a Service, where pods listen on others.

Policies see connections behind the translation of the Service: only the ports of pods count.
https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.graph.ports import named_port, numbered_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from svclint.graph.graph import Graph
    from svclint.model.network_policy import PolicyPort, PolicyRule
    from svclint.model.service import Service, ServicePort
    from svclint.model.workload import Workload


@dataclass(frozen=True)
class Translated:
    """A port of a Service, and the number in the pods of a workload to which it leads."""

    service: Service
    port: ServicePort
    workload: Workload
    number: int


def targets_of(rule: PolicyRule, graph: Graph) -> tuple[Workload, ...]:
    """The workloads on whose ports a rule's ports are.

    For ingress those that the policy is for, for egress those that its peers name; peers that are whole namespaces hold many.
    """
    if rule.direction == "Ingress":
        return graph.reach.isolations.selected_by(rule.policy).all
    named = (each for each in rule.peers if each.pod_selector is not None and len(each.pod_selector))
    return tuple(dict.fromkeys(each for peer in named for each in graph.reach.pods.meant_by(rule, peer)))


def are_all_known(rule: PolicyRule) -> bool:
    """Whether no other pods than those of one namespace can be at the listening end of a rule."""
    if rule.direction == "Ingress":
        return True
    return all(peer.pod_selector is not None and peer.namespace_selector is None for peer in rule.peers)


def translations(port: PolicyPort, workloads: tuple[Workload, ...], graph: Graph) -> tuple[Translated, ...]:
    """Where Services lead whose port a policy's port is; none where one of the pods may listen on that port itself."""
    lasting = [each for each in workloads if not each.is_batch and each.template]
    if port.port is None or port.last is not None or any(_listens(each, port, graph) for each in lasting):
        return ()
    found = [translated for each in lasting for translated in _translated(port, each, graph)]
    led = {each.workload for each in found}
    return tuple(found) if all(each in led or _is_told(each, port) for each in lasting) else ()


def _listens(workload: Workload, port: PolicyPort, graph: Graph) -> bool:
    """Whether pods declare a port, or some Service leads to it."""
    template, wanted = workload.template, port.port
    if template is None or wanted is None:
        return False
    if isinstance(wanted, str):
        return named_port(template, wanted, port.protocol) is not None
    led = (each.number == wanted for each in _led_to(workload, port.protocol, graph))
    return numbered_port(template, wanted, port.protocol) is not None or any(led)


def _is_told(workload: Workload, port: PolicyPort) -> bool:
    """Whether the manifest tells that pods do not listen: names must be declared, numbers need not."""
    return isinstance(port.port, str) or (workload.template is not None and bool(workload.template.ports))


def _translated(port: PolicyPort, workload: Workload, graph: Graph) -> Iterator[Translated]:
    """Headless Services translate nothing: their clients connect to the number that they say themselves."""
    for each in _led_to(workload, port.protocol, graph):
        if not each.service.headless and port.port in (each.port.port, each.port.name):
            yield each


def _led_to(workload: Workload, protocol: str, graph: Graph) -> Iterator[Translated]:
    """Every way on which a Service leads to the pods."""
    for service in graph.services_selecting(workload):
        for each in service.ports:
            number = graph.reach.target_of(each, workload) if each.protocol == protocol else None
            if number is not None:
                yield Translated(service, each, workload, number)
