"""Istio's routing: virtual services, destination rules, gateways, and what applies to workloads.

https://istio.io/latest/docs/reference/config/networking/, versions v1, v1beta1 and v1alpha3, which name these fields alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object, string_map
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import Place, integer_at, items_at, mapping_at, node_at, scalar_at, string_at

ISTIO_GROUP = "networking.istio.io"
MESH = "mesh"
"""The name in `gateways` that stands for the proxies beside the pods."""
ROOT_NAMESPACE = "istio-system"
"""What applies to workloads applies in every namespace if it stands here (the default of `rootNamespace`)."""
_PROTOCOLS = ("http", "tls", "tcp")
_SELECTORS: dict[tuple[str, str], tuple[str, ...]] = {
    ("security.istio.io", "AuthorizationPolicy"): ("selector", "matchLabels"),
    ("security.istio.io", "RequestAuthentication"): ("selector", "matchLabels"),
    ("security.istio.io", "PeerAuthentication"): ("selector", "matchLabels"),
    ("telemetry.istio.io", "Telemetry"): ("selector", "matchLabels"),
    ("extensions.istio.io", "WasmPlugin"): ("selector", "matchLabels"),
    (ISTIO_GROUP, "ProxyConfig"): ("selector", "matchLabels"),
    (ISTIO_GROUP, "Sidecar"): ("workloadSelector", "labels"),
    (ISTIO_GROUP, "EnvoyFilter"): ("workloadSelector", "labels"),
}
POLICY_KINDS = tuple(_SELECTORS)
"""Group and kind of what applies to workloads by their labels."""


@dataclass(frozen=True, eq=False)
class Destination:
    """Where a route of a virtual service leads. `weight` is its share; a route's only destination has all of it."""

    node: Mapping
    weight: int

    @cached_property
    def host(self) -> str:
        """As written; empty where there is none."""
        return string_at(self.node, "host") or ""

    @cached_property
    def subset(self) -> Scalar | None:
        """The name of the subset."""
        return scalar_at(self.node, "subset")


@dataclass(frozen=True, eq=False)
class VirtualService(Object):
    """https://istio.io/latest/docs/reference/config/networking/virtual-service/."""

    @cached_property
    def hosts(self) -> tuple[Scalar, ...]:
        """The strings of `spec.hosts`."""
        return _strings(items_at(self.node, "spec", "hosts"))

    @cached_property
    def gateways(self) -> tuple[Scalar, ...]:
        """The strings of `spec.gateways`; without any it is for the mesh."""
        return _strings(items_at(self.node, "spec", "gateways"))

    @property
    def is_for_mesh(self) -> bool:
        """Whether the proxies beside the pods go by it."""
        return not self.gateways or any(each.text == MESH for each in self.gateways)

    @cached_property
    def delegates(self) -> tuple[Mapping, ...]:
        """The virtual services to which its routes are left: mappings with `name` and `namespace`."""
        found = (mapping_at(rule, "delegate") for rule in items_at(self.node, "spec", "http"))
        return tuple(each for each in found if each is not None)

    @cached_property
    def destinations(self) -> tuple[Destination, ...]:
        """Every destination of every route, and those to which requests are mirrored."""
        rules = (rule for protocol in _PROTOCOLS for rule in items_at(self.node, "spec", protocol))
        return tuple(each for rule in rules for each in _destinations(rule))


def _destinations(rule: Node) -> Iterator[Destination]:
    routes = items_at(rule, "route")
    for each in routes:
        node = mapping_at(each, "destination")
        if node is not None:
            weight = integer_at(each, "weight")
            yield Destination(node, weight if weight is not None else int(len(routes) == 1))
    mirrors = (node_at(rule, "mirror"), *(node_at(each, "destination") for each in items_at(rule, "mirrors")))
    yield from (Destination(each, 1) for each in mirrors if isinstance(each, Mapping))


@dataclass(frozen=True, eq=False)
class Subset:
    """An item of `spec.subsets` of a destination rule."""

    node: Mapping

    @cached_property
    def name(self) -> str:
        """Empty where there is none."""
        return string_at(self.node, "name") or ""

    @cached_property
    def labels_node(self) -> Mapping | None:
        """`labels`, where it is a mapping."""
        return mapping_at(self.node, "labels")

    @cached_property
    def labels(self) -> dict[str, str]:
        """What pods carry beside the labels that the Service asks for."""
        return string_map(self.labels_node)


@dataclass(frozen=True, eq=False)
class DestinationRule(Object):
    """https://istio.io/latest/docs/reference/config/networking/destination-rule/."""

    @cached_property
    def host(self) -> str:
        """As written; empty where there is none."""
        return string_at(self.node, "spec", "host") or ""

    @cached_property
    def subsets(self) -> tuple[Subset, ...]:
        """The items of `spec.subsets`, in order."""
        return tuple(Subset(each) for each in items_at(self.node, "spec", "subsets") if isinstance(each, Mapping))


@dataclass(frozen=True, eq=False)
class Server:
    """An item of `spec.servers` of a gateway."""

    node: Mapping

    @cached_property
    def number(self) -> int | None:
        """`port.number`: the port of the gateway's Service or of its pods."""
        return integer_at(self.node, "port", "number")

    @cached_property
    def hosts(self) -> tuple[Scalar, ...]:
        """`namespace/host` or `host`; the part before the slash says whose virtual services it takes."""
        return _strings(items_at(self.node, "hosts"))

    @property
    def port_place(self) -> Place:
        """Where the number is written, else the server."""
        return scalar_at(self.node, "port", "number") or self.node


@dataclass(frozen=True, eq=False)
class IstioGateway(Object):
    """https://istio.io/latest/docs/reference/config/networking/gateway/."""

    @cached_property
    def selector_node(self) -> Mapping | None:
        """`spec.selector`: the labels of the pods that serve it, in whatever namespace they run."""
        return mapping_at(self.node, "spec", "selector")

    @cached_property
    def selector(self) -> dict[str, str]:
        """The pairs in it."""
        return string_map(self.selector_node)

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """The items of `spec.servers`, in order."""
        return tuple(Server(each) for each in items_at(self.node, "spec", "servers") if isinstance(each, Mapping))


@dataclass(frozen=True, eq=False)
class MeshPolicy(Object):
    """What applies to workloads by their labels (https://istio.io/latest/docs/reference/config/type/workload-selector/)."""

    @cached_property
    def selector_node(self) -> Mapping | None:
        """The labels that pods must carry, where there are some."""
        node = mapping_at(self.node, "spec", *_SELECTORS[self.group, self.kind])
        return node if node is not None and len(node) else None

    @cached_property
    def selector(self) -> dict[str, str]:
        """The pairs in it."""
        return string_map(self.selector_node)

    @cached_property
    def targets(self) -> tuple[Mapping, ...]:
        """The items of `spec.targetRefs`, and `spec.targetRef` of older versions."""
        nodes = (node_at(self.node, "spec", "targetRef"), *items_at(self.node, "spec", "targetRefs"))
        return tuple(each for each in nodes if isinstance(each, Mapping))


def _strings(nodes: tuple[Node, ...]) -> tuple[Scalar, ...]:
    return tuple(each for each in nodes if isinstance(each, Scalar) and each.string)
