"""Annotations by which cloud controllers and address managers are told what balancer a Service wants.

Each line of the tables is from the documentation of the provider that is named beside it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING

from svclint.syntax.nodes import Scalar
from svclint.syntax.places import items_at, scalar_at

if TYPE_CHECKING:
    from svclint.model.service import Service

_SERVICE_ONLY = (
    "service.beta.kubernetes.io/",  # AWS, Azure, DigitalOcean, OpenStack, Oracle, Scaleway, Linode, Alibaba, Vultr, UpCloud
    "service.kubernetes.io/topology-",  # https://kubernetes.io/docs/reference/labels-annotations-taints/
    "service.kubernetes.io/ibm-load-balancer-",  # IBM Cloud
    "service.kubernetes.io/qcloud-loadbalancer",  # Tencent Cloud
    "cloud.google.com/load-balancer-type",  # GKE, before 1.17
    "networking.gke.io/load-balancer-",  # GKE
    "networking.gke.io/internal-load-balancer-",  # GKE
    "cloud.google.com/l4-rbs",  # GKE
    "load-balancer.hetzner.cloud/",  # Hetzner
    "oci.oraclecloud.com/load-balancer-",  # Oracle
    "oci-network-load-balancer.oraclecloud.com/",  # Oracle
    "loadbalancer.openstack.org/",  # OpenStack
    "yandex.cloud/load-balancer-",  # Yandex Cloud
    "metallb.universe.tf/",  # MetalLB
    "metallb.io/",  # MetalLB
    "lbipam.cilium.io/",  # Cilium
    "io.cilium/lb-ipam-",  # Cilium, before 1.16
    "kube-vip.io/loadbalancer",  # kube-vip, compared in lower case
)
"""Prefixes that are read on Services and nowhere else."""

_EXPLICIT = frozenset(
    {
        "service.beta.kubernetes.io/aws-load-balancer-scheme",
        "service.beta.kubernetes.io/aws-load-balancer-internal",
        "service.beta.kubernetes.io/azure-load-balancer-internal",
        "service.beta.kubernetes.io/openstack-internal-load-balancer",
        "service.beta.kubernetes.io/oci-load-balancer-internal",
        "service.beta.kubernetes.io/do-loadbalancer-network",
        "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type",
        "service.beta.kubernetes.io/scw-loadbalancer-private",
        "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type",
        "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid",
        "cloud.google.com/load-balancer-type",
        "networking.gke.io/load-balancer-type",
        "load-balancer.hetzner.cloud/disable-public-network",
        "oci-network-load-balancer.oraclecloud.com/internal",
        "yandex.cloud/load-balancer-type",
        "metallb.universe.tf/address-pool",
        "metallb.universe.tf/loadBalancerIPs",
        "metallb.io/address-pool",
        "metallb.io/loadBalancerIPs",
        "lbipam.cilium.io/ips",
        "io.cilium/lb-ipam-ips",
        "kube-vip.io/loadbalancerIPs",
        "external-dns.alpha.kubernetes.io/hostname",
    }
)
"""Annotations that say inside or outside, pick the address, or give it a public name: whoever wrote one meant a balancer."""

SOURCE_RANGES_ANNOTATION = "service.beta.kubernetes.io/load-balancer-source-ranges"


def is_service_annotation(key: str) -> bool:
    """Whether an annotation is read on Services only."""
    return key.lower().startswith(_SERVICE_ONLY)


def explicit_annotation(keys: Iterable[str]) -> str | None:
    """The first annotation that shows that a balancer, and which one, was chosen on purpose."""
    return next((key for key in keys if key in _EXPLICIT), None)


def source_ranges(service: Service) -> tuple[str, ...]:
    """The client ranges that a balancer admits, as written; none where everyone is let in.

    The annotation counts only where the field is empty
    (https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer).
    """
    field = items_at(service.spec, "loadBalancerSourceRanges")
    if field:
        return tuple(item.text.strip() for item in field if isinstance(item, Scalar))
    written = service.annotations.get(SOURCE_RANGES_ANNOTATION, "")
    return tuple(part.strip() for part in written.split(",") if part.strip())


def is_open(ranges: Iterable[str]) -> bool:
    """Whether ranges let the whole world in: there is none, or one of them has no bits."""
    given = tuple(ranges)
    return not given or any(_is_everything(each) for each in given)


def _is_everything(text: str) -> bool:
    try:
        return ipaddress.ip_network(text, strict=False).prefixlen == 0
    except ValueError:
        return False


def chosen_on_purpose(service: Service) -> bool:
    """Whether the manifest itself shows that a balancer was meant: class, address, narrow ranges or an explicit annotation."""
    if scalar_at(service.spec, "loadBalancerClass") or scalar_at(service.spec, "loadBalancerIP"):
        return True
    return explicit_annotation(service.annotations) is not None or not is_open(source_ranges(service))
