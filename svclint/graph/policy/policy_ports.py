"""Ports of NetworkPolicies that are those of a Service, where pods listen on others.

Policies see connections behind the translation of the Service: only the ports of pods count.
https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Related, few, listed
from svclint.graph.backends.ports import named_port, numbered_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from svclint.graph.graph import Graph
    from svclint.model.network_policy import PolicyPort, PolicyRule
    from svclint.model.service import Service, ServicePort
    from svclint.model.workload import Workload


class Way(NamedTuple):
    """A port of a Service, and the number in the pods of a workload to which it leads."""

    service: Service
    port: ServicePort
    workload: Workload
    number: int


@dataclass(frozen=True, eq=False)
class Translation:
    """How Services lead to other numbers than the one that a policy uses. `doubt`: why pods may be more than they seem."""

    ways: tuple[Way, ...]
    doubt: str | None

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers on which the pods listen."""
        return tuple(sorted({each.number for each in self.ways}))

    @cached_property
    def titles(self) -> str:
        """The Services for a message."""
        return listed([each.title for each in dict.fromkeys(each.service for each in self.ways)])

    @cached_property
    def places(self) -> tuple[Related, ...]:
        """Where the Services say so."""
        ways = {each.port: each for each in self.ways}
        return few([Related(port.target_place, f"{way.service.title} leads to {way.number}") for port, way in ways.items()])


class PolicyPorts:
    """Answers for one world. Rules that concern the same pods and name the same port share one."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[tuple[tuple[Workload, ...], int | str, str], Translation | None] = {}

    def targets_of(self, rule: PolicyRule) -> tuple[Workload, ...]:
        """The workloads on whose ports a rule's ports are.

        For ingress those that the policy is for, for egress those that its peers name: whole namespaces hold too many.
        """
        reach = self._graph.reach
        if rule.direction == "Ingress":
            return reach.isolations.selected_by(rule.policy).all
        named = (each for each in rule.peers if each.pod_selector is not None and len(each.pod_selector))
        return tuple(dict.fromkeys(each for peer in named for each in reach.pods.meant_by(rule, peer)))

    def translation(self, port: PolicyPort, workloads: tuple[Workload, ...]) -> Translation | None:
        """Where Services lead whose port a policy's port is; None where one of the pods may listen on that port itself."""
        if port.port is None or port.last is not None:
            return None
        question = workloads, port.port, port.protocol
        if question not in self._found:
            lasting = [each for each in workloads if not each.is_batch and each.template]
            ways = self._translated(port, lasting)
            doubt = self._graph.doubts.about_templates(*lasting)
            self._found[question] = Translation(ways, doubt) if ways else None
        return self._found[question]

    def _translated(self, port: PolicyPort, lasting: list[Workload]) -> tuple[Way, ...]:
        ways = {each: [way for way in self._led_to(each) if way.port.protocol == port.protocol] for each in lasting}
        if any(_listens(each, port) or any(way.number == port.port for way in ways[each]) for each in lasting):
            return ()
        found = {each: [way for way in ways[each] if _uses(way, port)] for each in lasting}
        if not all(found[each] or _is_told(each, port) for each in lasting):
            return ()
        return tuple(way for each in lasting for way in found[each])

    def _led_to(self, workload: Workload) -> Iterator[Way]:
        """Every way on which a Service leads to the pods."""
        for service in self._graph.services_selecting(workload):
            for each in service.ports:
                number = self._graph.reach.target_of(each, workload)
                if number is not None:
                    yield Way(service, each, workload, number)


def are_all_known(rule: PolicyRule) -> bool:
    """Whether no other pods than those of one namespace can be at the listening end of a rule."""
    if rule.direction == "Ingress":
        return True
    return all(peer.pod_selector is not None and peer.namespace_selector is None for peer in rule.peers)


def _uses(way: Way, port: PolicyPort) -> bool:
    """Headless Services translate nothing: their clients connect to the number that they say themselves."""
    return not way.service.headless and port.port in (way.port.port, way.port.name, way.port.node_port)


def _listens(workload: Workload, port: PolicyPort) -> bool:
    """Whether pods declare a port."""
    template, wanted = workload.template, port.port
    if isinstance(wanted, str):
        return template is not None and named_port(template, wanted, port.protocol) is not None
    return template is not None and wanted is not None and numbered_port(template, wanted, port.protocol) is not None


def _is_told(workload: Workload, port: PolicyPort) -> bool:
    """Whether the manifest tells that pods do not listen: names must be declared, numbers need not."""
    return isinstance(port.port, str) or (workload.template is not None and bool(workload.template.ports))
