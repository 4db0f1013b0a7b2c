"""Gateway API: Gateways and their listeners, and routes.

https://gateway-api.sigs.k8s.io/reference/spec/, versions v1, v1beta1 and v1alpha2/3, which name these fields alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object, ObjectName
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import Absent, Place, integer_at, items_at, mapping_at, node_at, scalar_at, string_at

GATEWAY_GROUP = "gateway.networking.k8s.io"
EXPERIMENTAL_GROUP = "gateway.networking.x-k8s.io"
ROUTE_KINDS = ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")
_CORE = ("", "core")
_BY_PROTOCOL = {
    "HTTP": frozenset({"HTTPRoute", "GRPCRoute"}),
    "HTTPS": frozenset({"HTTPRoute", "GRPCRoute"}),
    "TLS": frozenset({"TLSRoute", "TCPRoute"}),
    "TCP": frozenset({"TCPRoute"}),
    "UDP": frozenset({"UDPRoute"}),
}
"""Which routes a listener takes where it does not say so itself; other protocols are an implementation's own."""


@dataclass(frozen=True, eq=False)
class ObjectReference:
    """A reference to a parent or a backend. `default` are the group and kind that stand for themselves."""

    node: Mapping
    default: tuple[str, str]

    @cached_property
    def group(self) -> str:
        """An empty string is the core group; only a field that is not there takes the default."""
        written = string_at(self.node, "group")
        return self.default[0] if written is None else written

    @cached_property
    def kind(self) -> str:
        """`kind`, or the default."""
        return string_at(self.node, "kind") or self.default[1]

    @cached_property
    def namespace(self) -> str | None:
        """As written; None for the namespace of the object that refers."""
        return string_at(self.node, "namespace") or None

    @cached_property
    def name(self) -> str:
        """Empty where there is none."""
        return string_at(self.node, "name") or ""

    @cached_property
    def section(self) -> Scalar | None:
        """`sectionName`: the one listener, or the port of a Service by its name."""
        return scalar_at(self.node, "sectionName")

    @cached_property
    def port(self) -> Scalar | None:
        """`port`, a number."""
        return scalar_at(self.node, "port")

    @property
    def wanted(self) -> ObjectName:
        """What it names."""
        return ObjectName(self.group, self.kind, self.namespace, self.name)

    @property
    def is_service(self) -> bool:
        """Whether it names a Service of Kubernetes; Linkerd spells the core group out."""
        return self.kind == "Service" and self.group in _CORE

    @property
    def place(self) -> Place:
        """Where the name is written, else the whole reference."""
        return self.place_of("name")

    def place_of(self, field: str) -> Place:
        """Where a field is written, else the whole reference."""
        return scalar_at(self.node, field) or self.node


@dataclass(frozen=True, eq=False)
class Listener:
    """An item of `spec.listeners`."""

    node: Mapping

    @cached_property
    def name(self) -> str:
        """Empty where there is none."""
        return string_at(self.node, "name") or ""

    @cached_property
    def port(self) -> int | None:
        """None where it is missing or no number."""
        return integer_at(self.node, "port")

    @cached_property
    def protocol(self) -> str:
        """HTTP, HTTPS, TLS, TCP, UDP, or a word of an implementation."""
        return string_at(self.node, "protocol") or ""

    @cached_property
    def hostname(self) -> str:
        """Empty where every host is taken; TCP and UDP know no hosts."""
        return "" if self.protocol in ("TCP", "UDP") else string_at(self.node, "hostname") or ""

    @property
    def title(self) -> str:
        """For messages: `listener web (HTTP, 80)`."""
        details = ", ".join(str(each) for each in (self.protocol, self.port) if each)
        return f"listener {self.name} ({details})"

    @cached_property
    def admission(self) -> Mapping | None:
        """`allowedRoutes.namespaces`, where it is given."""
        return mapping_at(self.node, "allowedRoutes", "namespaces")

    def place(self, field: str) -> Place:
        """Where a field is written, else the field as absent."""
        return node_at(self.node, field) or Absent(self.node, field)

    def takes_kind(self, group: str, kind: str) -> bool:
        """Whether routes of a kind may attach: one that it lists, else one that its protocol has.

        https://gateway-api.sigs.k8s.io/reference/spec/#allowedroutes
        """
        fitting = _BY_PROTOCOL.get(self.protocol)
        if fitting is not None and group == GATEWAY_GROUP and kind not in fitting:
            return False
        listed = items_at(self.node, "allowedRoutes", "kinds")
        return not listed or any(_group_of(each) == group and string_at(each, "kind") == kind for each in listed)


def _group_of(node: Node) -> str:
    written = string_at(node, "group")
    return GATEWAY_GROUP if written is None else written


@dataclass(frozen=True, eq=False)
class ListenerHolder(Object):
    """A Gateway, or a set of further listeners for one."""

    @cached_property
    def listeners(self) -> tuple[Listener, ...]:
        """The items of `spec.listeners` that are mappings, in order."""
        items = items_at(self.node, "spec", "listeners")
        return tuple(Listener(each) for each in items if isinstance(each, Mapping))


@dataclass(frozen=True, eq=False)
class Gateway(ListenerHolder):
    """https://gateway-api.sigs.k8s.io/api-types/gateway/."""

    @cached_property
    def listener_admission(self) -> Mapping | None:
        """`allowedListeners.namespaces`: from where ListenerSets may attach; from nowhere where it is not given."""
        return mapping_at(self.node, "spec", "allowedListeners", "namespaces")


@dataclass(frozen=True, eq=False)
class Attachable(Object):
    """What attaches to parents: routes, and sets of listeners."""

    @cached_property
    def parents(self) -> tuple[ObjectReference, ...]:
        """The items of `spec.parentRefs`; a set of listeners has one `spec.parentRef`."""
        single = node_at(self.node, "spec", "parentRef")
        nodes = items_at(self.node, "spec", "parentRefs") if single is None else (single,)
        return _references(nodes, (GATEWAY_GROUP, "Gateway"))


@dataclass(frozen=True, eq=False)
class ListenerSet(ListenerHolder, Attachable):
    """https://gateway-api.sigs.k8s.io/geps/gep-1713/."""


@dataclass(frozen=True, eq=False)
class Route(Attachable):
    """HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute."""

    @cached_property
    def hostnames(self) -> tuple[Scalar, ...]:
        """The strings of `spec.hostnames`; routes of TCP and UDP have none."""
        items = items_at(self.node, "spec", "hostnames")
        return tuple(each for each in items if isinstance(each, Scalar) and each.string)

    @cached_property
    def rules(self) -> tuple[Mapping, ...]:
        """The items of `spec.rules` that are mappings."""
        return tuple(each for each in items_at(self.node, "spec", "rules") if isinstance(each, Mapping))

    @cached_property
    def backends(self) -> tuple[ObjectReference, ...]:
        """The backends of every rule, and those to which requests are mirrored."""
        return _references(tuple(_backend_nodes(self.rules)), ("", "Service"))

    @property
    def is_for_gateways(self) -> bool:
        """Whether one of its parents is no Service: a route of a mesh alone needs no grants."""
        return any(not each.is_service for each in self.parents)


def _references(nodes: tuple[Node, ...], default: tuple[str, str]) -> tuple[ObjectReference, ...]:
    return tuple(ObjectReference(each, default) for each in nodes if isinstance(each, Mapping))


def _backend_nodes(rules: tuple[Mapping, ...]) -> Iterator[Node]:
    for rule in rules:
        backends = items_at(rule, "backendRefs")
        yield from backends
        for holder in (rule, *backends):
            for each in items_at(holder, "filters"):
                mirrored = node_at(each, "requestMirror", "backendRef")
                if mirrored is not None:
                    yield mirrored
