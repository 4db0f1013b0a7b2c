"""What only the user can know, and what the graph needs of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from svclint.reference_rows import ReferenceRow

if TYPE_CHECKING:
    from svclint.producers import Producer

NEWEST = (1, 37)
OLDEST = (1, 28)
DEFAULT_NAMESPACE = "default"


@dataclass(frozen=True)
class ExternalWorkload:
    """Pods that run in the cluster without a manifest here: their namespace and labels."""

    namespace: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class External:
    """What is there although no file says so. Services as (namespace, name)."""

    services: frozenset[tuple[str, str]] = frozenset()
    workloads: tuple[ExternalWorkload, ...] = ()
    namespaces: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Settings:
    """The cluster that the manifests are for.

    `node_port_range` is inclusive on both ends. `service_ranges` are the ranges of cluster IPs in CIDR notation, empty where
    they are not known, and `pod_ranges` those of the pods' addresses. `pod_producers` are kinds, as `Kind` or `Kind.group`,
    whose objects make pods, or rows where the user says more of them. `references` are rows beside those of the reference
    table.
    """

    namespace: str = DEFAULT_NAMESPACE
    kubernetes_version: tuple[int, int] = NEWEST
    node_port_range: tuple[int, int] = (30000, 32767)
    service_ranges: tuple[str, ...] = ()
    pod_ranges: tuple[str, ...] = ()
    cluster_domain: str | None = None
    provider: str | None = None
    pod_producers: frozenset[str | Producer] = frozenset()
    external: External = field(default_factory=External)
    references: tuple[ReferenceRow, ...] = ()

    @property
    def maker_kinds(self) -> frozenset[str]:
        """The kinds whose objects make pods, as the user lists them."""
        return frozenset(each if isinstance(each, str) else each.title for each in self.pod_producers)

    @property
    def producers(self) -> tuple[Producer, ...]:
        """What the user knows of some of them."""
        return tuple(each for each in self.pod_producers if not isinstance(each, str))

    @property
    def zone(self) -> str:
        """The zone of cluster names: `cluster_domain`, by default `cluster.local`."""
        return self.cluster_domain or "cluster.local"
