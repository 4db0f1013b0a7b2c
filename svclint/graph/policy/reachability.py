"""Who may reach whom through the NetworkPolicies of one world.

Policies see connections behind the translation of Services: the numbers are those on which pods listen. A Service port is
followed to the pods first, then each end is asked: what the policies of the caller let out, and those of the pods let in.
Connections of a pod to itself, and from the node of a pod, are never blocked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Unverifiable
from svclint.graph.backends.endpoints import SIDECAR_PORTS
from svclint.graph.backends.ports import resolve_target
from svclint.graph.policy.callers import Callers
from svclint.graph.policy.dns_egress import DnsEgresses
from svclint.graph.policy.isolation import Isolations
from svclint.graph.policy.namespaces import Namespaces
from svclint.graph.policy.pod_selection import PodSelection
from svclint.graph.policy.policy_peers import Party, Peers
from svclint.graph.policy.policy_pods import PolicyPods
from svclint.graph.policy.policy_ports import PolicyPorts
from svclint.model.network_policy import Direction, NetworkPolicy, PolicyRule

if TYPE_CHECKING:
    from svclint.graph.backends.servers import Servers
    from svclint.graph.graph import Graph
    from svclint.graph.policy.blocked_ports import BlockedPort
    from svclint.graph.policy.isolation import Isolation
    from svclint.model.service import Service, ServicePort
    from svclint.model.workload import Workload


class Reachability:
    """What NetworkPolicies make of one world; everything is computed when it is first asked for, and remembered."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.selection = PodSelection(graph.index)
        self.namespaces = Namespaces(graph.world.objects, graph.index, graph.doubts, graph.settings)
        self.peers = Peers(self.namespaces)
        self.isolations = Isolations(graph.of(NetworkPolicy), self.selection)
        self.pods = PolicyPods(graph, self)
        self.ports = PolicyPorts(graph)
        self.dns = DnsEgresses(graph)
        self.callers = Callers(graph)
        self.blocked: dict[tuple[Servers, int | str | None, str], BlockedPort | None] = {}

    def ingress_of(self, workload: Workload) -> Isolation:
        """The policies that decide who may open connections to the workload's pods."""
        return self.isolations.of(workload, "Ingress")

    def egress_of(self, workload: Workload) -> Isolation:
        """The policies that decide to whom the workload's pods may open connections."""
        return self.isolations.of(workload, "Egress")

    def party(self, workload: Workload) -> Party:
        """The workload's pods as policies see them."""
        return Party.of(workload, settled=self.namespaces.is_settled(workload))

    def tells_exceptions(self, isolation: Isolation) -> bool:
        """Whether the files say what is let through all the same.

        A policy that denies everything to every pod of a namespace is the ground on which others stand; where no rule of that
        direction is among the files, the exceptions are elsewhere.
        """
        if isolation.rules or (isolation.policies[0].namespace, isolation.direction) in self._opened:
            return True
        return any(policy.pod_selector is not None and len(policy.pod_selector) for policy in isolation.policies)

    @cached_property
    def _opened(self) -> frozenset[tuple[str, Direction]]:
        """The namespaces of which some policy lets something through."""
        policies = self._graph.of(NetworkPolicy)
        return frozenset(
            (each.namespace, rule.direction) for each in policies for rule in each.rules if rule.direction in each.directions
        )

    def target_of(self, port: ServicePort, workload: Workload) -> int | None:
        """The number in the workload's pods to which a Service port leads; None where they do not serve its name."""
        sidecars = self._graph.settings.kubernetes_version >= SIDECAR_PORTS
        return resolve_target(port, workload.template, sidecars=sidecars) if workload.template else None

    def may_reach(self, source: Workload, service: Service, port: ServicePort) -> Answer[PolicyRule]:
        """Whether the pods of `source` may connect to a port of a Service that selects pods.

        Matched: to all pods behind it that serve the port; `found` are the rules that let it through, none where nobody is
        isolated. Contradicted: not to some of them; `hint` names them, `near` are the policies. Unverifiable: it depends on
        something that no file gives, or no pods are known.
        """
        backends = [each for group in self._graph.servers(service).groups for each in group]
        targets = [(each, self.target_of(port, each)) for each in backends]
        answers = [self.connects(source, each, number, port.protocol) for each, number in targets if number is not None]
        if not answers:
            return Unverifiable(f"no pods that serve {port.title} of {service.title} are among the files given")
        return _worst(answers)

    def connects(self, source: Workload, target: Workload, number: int, protocol: str) -> Answer[PolicyRule]:
        """The same for one port of the pods of one workload; out of the one pod and into the other."""
        out = self._passes(self.egress_of(source), self.party(target), target, (number, protocol))
        into = self.lets_in(target, number, protocol, self.party(source))
        return _worst([out, into])

    def lets_in(self, target: Workload, number: int, protocol: str, caller: Party) -> Answer[PolicyRule]:
        """Whether the policies of the target's pods let a caller in on a port; whether anything lets it out is not asked."""
        return self._passes(self.ingress_of(target), caller, target, (number, protocol))

    def _passes(
        self, isolation: Isolation, peer: Party, target: Workload, port: tuple[int, str]
    ) -> Matched[PolicyRule] | Contradicted | Unverifiable:
        """Whether one side lets a connection through: `peer` are the pods at the other end, `target` those that listen."""
        if not isolation:
            return Matched(())
        answers = self.peers.answers(isolation.opening(*port, target.template), peer)
        found = tuple(rule for rule, taken in answers if taken)
        if found:
            return Matched(found)
        unknown = next((rule for rule, taken in answers if taken is None), None)
        if unknown:
            return Unverifiable(f"it depends on whether {unknown.policy.title} means {peer.title}", isolation.places)
        doubt = self._graph.doubts.about_policies(isolation.policies[0])
        if doubt:
            return Unverifiable(doubt, isolation.places)
        return Contradicted(isolation.places, _hint(isolation, peer, port[0]))


def _hint(isolation: Isolation, peer: Party, number: int) -> str:
    do = "does" if len(isolation.policies) == 1 else "do"
    whom = f"{peer.title} in" if isolation.direction == "Ingress" else f"its pods out to {peer.title}"
    return f"{isolation.titles} {do} not let {whom} on port {number}"


def _worst(answers: list[Answer[PolicyRule]]) -> Answer[PolicyRule]:
    """A refusal counts before a doubt, and a doubt before a yes; the yeses together."""
    for kind in (Contradicted, Unverifiable):
        found = next((each for each in answers if isinstance(each, kind)), None)
        if found:
            return found
    rules = [rule for each in answers if isinstance(each, Matched) for rule in each.found]
    return Matched(tuple(dict.fromkeys(rules)))
