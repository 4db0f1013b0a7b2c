"""Service, core/v1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from svclint.model.objects import Object, string_map
from svclint.syntax.nodes import Mapping, Node, Scalar, is_blank
from svclint.syntax.places import Absent, Place, integer_at, items_at, mapping_at, node_at, scalar_at, string_at

HEADLESS = "None"
EMPTY = '""'
SERVICE_TYPES = ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")
EXTERNAL_TYPES = frozenset(["NodePort", "LoadBalancer"])
PROTOCOLS = ("TCP", "UDP", "SCTP")


@dataclass(frozen=True, eq=False)
class ServicePort:
    """One item of `spec.ports`, with what the server fills in.

    https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
    """

    node: Mapping
    index: int

    @cached_property
    def name(self) -> str:
        """Empty for an unnamed port."""
        return string_at(self.node, "name") or ""

    @cached_property
    def port(self) -> int | None:
        """The number that clients use; None where it is missing or no number."""
        return integer_at(self.node, "port")

    @cached_property
    def protocol(self) -> str:
        """TCP where none is given."""
        return string_at(self.node, "protocol") or "TCP"

    @cached_property
    def target_port(self) -> int | str | None:
        """A number or a port name; `port` where it is absent, null, 0 or empty."""
        node = scalar_at(self.node, "targetPort")
        written = None if node is None else node.string or node.integer
        return written or self.port

    @cached_property
    def node_port(self) -> int | None:
        """The node port where one is fixed; 0 and null mean none."""
        return integer_at(self.node, "nodePort") or None

    @property
    def title(self) -> str:
        """For messages: `port http (80)`, `port 80`."""
        return f"port {self.name} ({self.port})" if self.name else f"port {self.port}"

    def place(self, field: str) -> Place:
        """Where a field of the port is written, else the field as absent."""
        return node_at(self.node, field) or Absent(self.node, field)

    @property
    def target_place(self) -> Place:
        """Where the target port is written: `targetPort`, else `port`, else the item."""
        return scalar_at(self.node, "targetPort") or scalar_at(self.node, "port") or self.node


@dataclass(frozen=True, eq=False)
class Service(Object):
    """A Service, with the defaults that the server fills in applied."""

    @cached_property
    def spec(self) -> Mapping | None:
        """`spec`, where it is a mapping."""
        return mapping_at(self.node, "spec")

    @cached_property
    def type(self) -> str:
        """ClusterIP where none is given (absent, null or empty)."""
        return string_at(self.spec, "type") or "ClusterIP"

    @cached_property
    def cluster_ip(self) -> str:
        """`clusterIP` as written, else the first of `clusterIPs`, else empty."""
        first = node_at(self.spec, "clusterIPs", 0)
        return string_at(self.spec, "clusterIP") or (first.string if isinstance(first, Scalar) else None) or ""

    @cached_property
    def cluster_ip_nodes(self) -> tuple[Node, ...]:
        """What the server takes for `clusterIPs`: its items, else a `clusterIP` that is not empty, which it copies there."""
        single = node_at(self.spec, "clusterIP")
        return items_at(self.spec, "clusterIPs") or ((single,) if single is not None and not is_blank(single) else ())

    @property
    def externally_accessible(self) -> bool:
        """Whether `externalTrafficPolicy` has a meaning: node ports, a load balancer, or external IPs."""
        return self.type in EXTERNAL_TYPES or (self.type == "ClusterIP" and bool(items_at(self.spec, "externalIPs")))

    @property
    def headless(self) -> bool:
        """Whether there is no virtual IP and DNS answers with the pods' addresses."""
        return self.cluster_ip == HEADLESS and self.type != "ExternalName"

    @cached_property
    def selector_node(self) -> Mapping | None:
        """`spec.selector` where it is a mapping with at least one pair: `{}` is stored as no selector."""
        node = mapping_at(self.spec, "selector")
        return node if node is not None and len(node) else None

    @cached_property
    def selector(self) -> dict[str, str]:
        """The pairs that a pod's labels must contain; empty without a selector."""
        return string_map(self.selector_node)

    @property
    def selection(self) -> str:
        """The selector for messages: `app: web, tier: front`; an empty value shows as `""`."""
        return ", ".join(f"{key}: {value or EMPTY}" for key, value in self.selector.items())

    @property
    def selects_pods(self) -> bool:
        """Whether the endpoints controller looks for pods at all."""
        return self.selector_node is not None and self.type != "ExternalName"

    @cached_property
    def ports(self) -> tuple[ServicePort, ...]:
        """The items of `spec.ports` that are mappings, in order."""
        items = items_at(self.spec, "ports")
        return tuple(ServicePort(item, index) for index, item in enumerate(items) if isinstance(item, Mapping))

    @cached_property
    def external_name(self) -> str:
        """The target of an ExternalName, with its trailing dot removed; empty where there is none."""
        return (string_at(self.spec, "externalName") or "").removesuffix(".")

    @cached_property
    def families(self) -> tuple[Literal["IPv4", "IPv6"], ...]:
        """`ipFamilies` as written; empty where the cluster decides."""
        texts = [item.text for item in items_at(self.spec, "ipFamilies") if isinstance(item, Scalar)]
        return tuple(family for family in ("IPv4", "IPv6") if family in texts)

    @cached_property
    def publishes_unready(self) -> bool:
        """`publishNotReadyAddresses`."""
        node = scalar_at(self.spec, "publishNotReadyAddresses")
        return node is not None and node.value is True
