"""Which IP families a Service has, and which the pods.

https://kubernetes.io/docs/concepts/services-networking/dual-stack/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.model.addresses import Family, family_of, parse_address, parse_range
from svclint.syntax.nodes import Scalar
from svclint.syntax.places import string_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from svclint.model.service import Service
    from svclint.settings import Settings

BOTH: tuple[Family, ...] = ("IPv4", "IPv6")


def cluster_families(settings: Settings) -> tuple[Family, ...]:
    """The families of the cluster, the primary one first, by its ranges of cluster IPs; IPv4 where they are not known.

    Pods have addresses of the same families.
    """
    ranges = (parse_range(text) for text in settings.service_ranges)
    return _distinct(family_of(each.address) for each in ranges if each) or ("IPv4",)


def families_of(service: Service, settings: Settings) -> tuple[Family, ...]:
    """The families that the server gives a Service: those written, those of its cluster IPs, else the primary one."""
    known = cluster_families(settings)
    policy = string_at(service.spec, "ipFamilyPolicy")
    if policy is None and service.headless and not service.selects_pods:
        policy = "RequireDualStack"
    written = _distinct((*service.families, *_of_cluster_ips(service))) or known[:1]
    wider = {"RequireDualStack": BOTH, "PreferDualStack": known}.get(policy or "", ())
    return _distinct((*written, *wider))


def _of_cluster_ips(service: Service) -> Iterable[Family]:
    texts = (node.text for node in service.cluster_ip_nodes if isinstance(node, Scalar))
    return (family_of(address) for address in map(parse_address, texts) if address)


def _distinct(families: Iterable[Family]) -> tuple[Family, ...]:
    return tuple(dict.fromkeys(families))
