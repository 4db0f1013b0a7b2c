"""Names of cluster DNS taken apart.

https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/; what stands in text may hold variables, and such a
label is unknown, not wrong.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SERVICES = "svc"
PODS = "pod"
_LABEL = re.compile(r"_?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
ADDRESS = re.compile(r"\d{1,3}(?:-\d{1,3}){3}|[0-9a-f]{1,4}(?:-[0-9a-f]{0,4}){2,7}")
"""A label that spells the address of a pod."""
API_SERVER = ("default", "kubernetes")
"""Namespace and name of the Service that the API server makes itself."""
CLUSTER_DNS = ("kube-system", "kube-dns")
"""The Service of the cluster's DNS: CoreDNS keeps this name (https://kubernetes.io/docs/tasks/administer-cluster/coredns/)."""


class ClusterName(NamedTuple):
    """`prefix.service.namespace.svc.zone`: `prefix` is a pod's hostname, or the port and protocol of an SRV record."""

    service: str
    namespace: str
    prefix: tuple[str, ...]
    zone: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Whether Service and namespace are written out."""
        return is_known(self.service) and is_known(self.namespace)

    @property
    def suffix(self) -> str:
        """The zone as a domain; empty where the name ends in `svc`."""
        return ".".join(self.zone)


class PodZoneName(NamedTuple):
    """`prefix.namespace.pod.zone`."""

    prefix: tuple[str, ...]
    namespace: str

    @property
    def resolves(self) -> bool:
        """Whether such a record can exist: only the address of a pod, with dashes, has one; unknown labels may be one."""
        if len(self.prefix) != 1 or not is_known(self.prefix[0]):
            return len(self.prefix) == 1
        return ADDRESS.fullmatch(self.prefix[0]) is not None


def is_known(label: str) -> bool:
    """Whether a label is written out: no variable and no word in capitals for a reader to replace."""
    return _LABEL.fullmatch(label) is not None


def cluster_name(labels: tuple[str, ...]) -> ClusterName | None:
    """The parts of a name that says `svc`, None for every other."""
    at = len(labels) - 1 - labels[::-1].index(SERVICES) if SERVICES in labels else 0
    return ClusterName(labels[at - 2], labels[at - 1], labels[: at - 2], labels[at + 1 :]) if at > 1 else None


def in_pod_zone(labels: tuple[str, ...], zone: str) -> PodZoneName | None:
    """The parts of a name below `pod` in the zone of the cluster, None for every other."""
    tail = (PODS, *zone.split("."))
    rest = labels[: -len(tail)]
    return PodZoneName(rest[:-1], rest[-1]) if labels[-len(tail) :] == tail and len(rest) > 1 else None
