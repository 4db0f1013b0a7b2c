"""Blocks of addresses of clients outside of the cluster, and Services that hide those addresses from the pods.

A load balancer or a node port hands connections on with the address of a node, unless `externalTrafficPolicy` is Local or the
balancer sends straight to the pods. https://kubernetes.io/docs/tutorials/services/source-ip/
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.model.addresses import parse_range
from svclint.model.service import EXTERNAL_TYPES
from svclint.syntax.places import scalar_at, string_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.addresses import Range
    from svclint.model.network_policy import PolicyPeer, PolicyRule
    from svclint.model.service import Service, ServicePort
    from svclint.model.workload import Workload

_INSIDE: tuple[Range, ...] = tuple(
    map(
        ipaddress.ip_network,
        (
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "fc00::/7",
            "fe80::/10",
        ),
    )
)
"""Private ranges: nodes and pods may have these addresses (RFC 1918, RFC 6598, RFC 4193)."""
_STRAIGHT_TO_PODS = frozenset(
    {
        ("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip"),
        ("service.beta.kubernetes.io/aws-load-balancer-type", "nlb-ip"),
    }
)
"""https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/"""


def is_outside(peer: PolicyPeer, graph: Graph) -> bool:
    """Whether a peer is a block that neither nodes nor pods can have addresses of: public, and no range of the cluster."""
    cidr = parse_range(peer.cidr.text) if peer.cidr is not None else None
    if cidr is None:
        return False
    own = (parse_range(text) for text in (*graph.settings.pod_ranges, *graph.settings.service_ranges))
    inside = (*_INSIDE, *(each.network for each in own if each))
    return not any(_overlap(cidr.network, each) for each in inside)


def _overlap(one: Range, other: Range) -> bool:
    return one.version == other.version and one.overlaps(other)


def hiding_services(rule: PolicyRule, graph: Graph) -> Iterator[Service]:
    """The Services through which outside clients come to the ports of a rule, and that hide from the pods who they are.

    Ports that another rule opens to everyone are left out: nothing depends on addresses there.
    """
    seen: dict[Service, None] = {}
    for workload in graph.reach.isolations.selected_by(rule.policy).sure:
        for service in filter(hides_addresses, graph.services_selecting(workload)):
            if any(_depends(rule, port, workload, graph) for port in service.ports):
                seen[service] = None
    yield from seen


def hides_addresses(service: Service) -> bool:
    """Whether a Service shows its pods the address of a node in place of the client's."""
    if service.type not in EXTERNAL_TYPES or string_at(service.spec, "externalTrafficPolicy") == "Local":
        return False
    straight = scalar_at(service.spec, "allocateLoadBalancerNodePorts")
    by_class = string_at(service.spec, "loadBalancerClass")
    return not (by_class or (straight and straight.value is False) or _STRAIGHT_TO_PODS & service.annotations.items())


def _depends(rule: PolicyRule, port: ServicePort, workload: Workload, graph: Graph) -> bool:
    """Whether the rule decides who comes in on a port of the Service."""
    number = graph.reach.target_of(port, workload)
    if number is None:
        return False
    opening = graph.reach.ingress_of(workload).opening(number, port.protocol, workload.template)
    return rule in opening and not any(is_open_to_all(each) for each in opening)


def is_open_to_all(rule: PolicyRule) -> bool:
    """Whether a rule lets everyone in: no peers, or the block of all addresses."""
    blocks = (parse_range(peer.cidr.text) for peer in rule.peers if peer.cidr is not None and not peer.exceptions)
    return not rule.peers or any(each is not None and each.prefix == 0 for each in blocks)
