"""Whether isolated pods may still ask cluster DNS.

Pods ask the Service of cluster DNS, and policies see the pods behind it: those of CoreDNS in kube-system on port 53, on
OpenShift those of openshift-dns on port 5353, with NodeLocal DNSCache the address 169.254.20.10 of their node.
https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/,
https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/networking_operators/dns-operator
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.labels.selector import Selector
from svclint.graph.policy.outside_clients import is_outside
from svclint.graph.text.host_places import is_host
from svclint.graph.text.pod_texts import hosts_of
from svclint.syntax.places import string_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.policy.isolation import Isolation
    from svclint.model.network_policy import PolicyPeer, PolicyPort, PolicyRule
    from svclint.model.workload import Workload

_DNS = "dns"
_LOCAL = frozenset({"localhost"})


class Resolver(NamedTuple):
    """Pods that answer for cluster DNS: where they are, what they carry, and on which number they listen."""

    namespace: str
    labels: dict[str, str]
    number: int


RESOLVERS = (
    Resolver("kube-system", {"k8s-app": "kube-dns"}, 53),
    Resolver("openshift-dns", {"dns.operator.openshift.io/daemonset-dns": "default"}, 5353),
)
PORT = RESOLVERS[0].number


@dataclass(frozen=True)
class DnsEgress:
    """Over which protocols pods may ask. A rule counts where no file can tell whether it means the DNS pods."""

    udp: bool
    tcp: bool


class DnsEgresses:
    """Answers for one world, one for each set of policies."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._answers: dict[Isolation, DnsEgress] = {}

    def of(self, isolation: Isolation) -> DnsEgress:
        """Over which protocols pods with this isolation of egress may ask."""
        if isolation not in self._answers:
            udp, tcp = (any(self._lets_out(each, protocol) for each in isolation.rules) for protocol in ("UDP", "TCP"))
            self._answers[isolation] = DnsEgress(udp or not isolation, tcp or not isolation)
        return self._answers[isolation]

    def _lets_out(self, rule: PolicyRule, protocol: str) -> bool:
        ports = [each for each in rule.ports if each.protocol == protocol]
        if rule.ports and not any(_holds(each, resolver.number) for each in ports for resolver in RESOLVERS):
            return False
        named = any(each.port is not None for each in ports)
        return not rule.peers or any(self._takes(each, rule, ports, named=named) for each in rule.peers)

    def _takes(self, peer: PolicyPeer, rule: PolicyRule, ports: list[PolicyPort], *, named: bool) -> bool:
        """Whether a peer may be the DNS pods. A rule that names the port is taken to mean whatever answers on it."""
        if not peer.selects:
            return named or not is_outside(peer, self._graph)
        if peer.namespace_selector is None and rule.policy.namespace not in {each.namespace for each in RESOLVERS}:
            return self._is_own(peer, rule)
        if any(
            self._is_resolver(peer, each, rule) and (not ports or any(_holds(one, each.number) for one in ports))
            for each in RESOLVERS
        ):
            return True
        return named and not any(self._is_resolver(peer, each, rule) for each in RESOLVERS)

    def _is_resolver(self, peer: PolicyPeer, resolver: Resolver, rule: PolicyRule) -> bool:
        taken = self._graph.reach.peers.takes_namespace(peer, rule, resolver.namespace)
        return taken is not False and _may_carry(peer, resolver)

    def _is_own(self, peer: PolicyPeer, rule: PolicyRule) -> bool:
        """Whether pods of the policy's own namespace answer: the DNS of the cluster lives elsewhere."""
        served = (each.template.ports if each.template else () for each in self._graph.reach.pods.meant_by(rule, peer))
        return any(port.number == PORT for ports in served for port in ports)


def _holds(port: PolicyPort, number: int) -> bool:
    """The ports of CoreDNS are called dns and dns-tcp."""
    return _DNS in port.port if isinstance(port.port, str) else port.holds(number, port.protocol)


def _may_carry(peer: PolicyPeer, resolver: Resolver) -> bool:
    """Distributions label their DNS pods in several ways, all of which speak of DNS."""
    selector = Selector.read(peer.pod_selector) if peer.pod_selector is not None else Selector(())
    if selector is None or selector.accepts(resolver.labels):
        return True
    words = (word for each in selector.requirements for word in (each.key, *each.values))
    return any(_DNS in word.lower() for word in words)


def asks_cluster_dns(workload: Workload) -> bool:
    """Whether the pods are told to use cluster DNS, which is the default.

    https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy
    """
    spec = workload.template.spec if workload.template else None
    return (string_at(spec, "dnsPolicy") or "ClusterFirst") in {"ClusterFirst", "ClusterFirstWithHostNet"}


def name_used(workload: Workload, graph: Graph) -> str | None:
    """A name that the pods are told to connect to, None where there is none but addresses."""
    for host in hosts_of(workload, graph):
        if not host.labels[-1].isdigit() and host.labels[0] not in _LOCAL and (len(host.labels) > 1 or is_host(host)):
            return host.text
    return None


def leads_to_names(isolation: Isolation) -> bool:
    """Whether a rule lets pods out to other pods, or to anyone: nobody knows their addresses beforehand."""
    return any(not rule.peers or any(peer.selects for peer in rule.peers) for rule in isolation.rules)
