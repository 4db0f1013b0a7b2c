"""NetworkPolicy, networking.k8s.io/v1, with what the server fills in.

https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import Place, integer_at, items_at, mapping_at, scalar_at, string_at

Direction: TypeAlias = Literal["Ingress", "Egress"]
DIRECTIONS: tuple[Direction, ...] = ("Ingress", "Egress")
_FIELDS: dict[Direction, tuple[str, str]] = {"Ingress": ("ingress", "from"), "Egress": ("egress", "to")}
"""The lists of rules, and where a rule has its peers."""


@dataclass(frozen=True, eq=False)
class PolicyPort:
    """One item of a rule's `ports`: ports of pods, never those of Services. An empty or null item is every TCP port."""

    node: Node

    @cached_property
    def protocol(self) -> str:
        """TCP where none is given."""
        return string_at(self.node, "protocol") or "TCP"

    @cached_property
    def port(self) -> int | str | None:
        """A number, the name of a port of the pods, or None for every port of the protocol."""
        written = scalar_at(self.node, "port")
        return None if written is None else written.string or written.integer

    @cached_property
    def last(self) -> int | None:
        """`endPort`, the last number of a range that begins with `port`."""
        return integer_at(self.node, "endPort")

    @property
    def place(self) -> Place:
        """Where the port is written, else the item."""
        return scalar_at(self.node, "port") or self.node

    def holds(self, number: int, protocol: str) -> bool:
        """Whether a number of a pod's port is meant; a name holds none, since each pod says itself what it stands for."""
        if protocol != self.protocol or isinstance(self.port, str):
            return False
        return self.port is None or self.port <= number <= (self.last or self.port)


@dataclass(frozen=True, eq=False)
class PolicyPeer:
    """One item of `from` or `to`: pods, namespaces, both at once, or a block of addresses."""

    node: Node

    @cached_property
    def pod_selector(self) -> Mapping | None:
        """`podSelector`, an empty one takes every pod."""
        return mapping_at(self.node, "podSelector")

    @cached_property
    def namespace_selector(self) -> Mapping | None:
        """`namespaceSelector`, an empty one takes every namespace; without one the policy's own namespace is meant."""
        return mapping_at(self.node, "namespaceSelector")

    @cached_property
    def cidr(self) -> Scalar | None:
        """`ipBlock.cidr`."""
        return scalar_at(self.node, "ipBlock", "cidr")

    @cached_property
    def exceptions(self) -> tuple[str, ...]:
        """`ipBlock.except`."""
        items = items_at(self.node, "ipBlock", "except")
        return tuple(item.text for item in items if isinstance(item, Scalar))

    @property
    def selects(self) -> bool:
        """Whether the peer is pods or namespaces."""
        return self.pod_selector is not None or self.namespace_selector is not None


@dataclass(frozen=True, eq=False)
class PolicyRule:
    """One item of `ingress` or `egress`: it lets through what is among its peers and its ports."""

    policy: NetworkPolicy
    direction: Direction
    node: Node

    @cached_property
    def peers(self) -> tuple[PolicyPeer, ...]:
        """Who is let through; everyone where there are none."""
        return tuple(map(PolicyPeer, items_at(self.node, _FIELDS[self.direction][1])))

    @cached_property
    def ports(self) -> tuple[PolicyPort, ...]:
        """On which ports; on all of them where there are none."""
        return tuple(map(PolicyPort, items_at(self.node, "ports")))

    @property
    def lets_everything_through(self) -> bool:
        """Whether it names neither peers nor ports."""
        return not self.peers and not self.ports


@dataclass(frozen=True, eq=False)
class NetworkPolicy(Object):
    """https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/."""

    @cached_property
    def pod_selector(self) -> Mapping | None:
        """`spec.podSelector`; every pod of the namespace where it is empty or missing (measured)."""
        return mapping_at(self.node, "spec", "podSelector")

    @cached_property
    def written_types(self) -> tuple[str, ...]:
        """`policyTypes` as written."""
        items = items_at(self.node, "spec", "policyTypes")
        return tuple(item.text for item in items if isinstance(item, Scalar))

    @cached_property
    def directions(self) -> tuple[Direction, ...]:
        """In which directions it isolates: as written, else for ingress, and for egress where it has egress rules."""
        if self.written_types:
            return tuple(each for each in DIRECTIONS if each in self.written_types)
        return DIRECTIONS if self._items("Egress") else ("Ingress",)

    @cached_property
    def rules(self) -> tuple[PolicyRule, ...]:
        """The rules of both directions as written, also of one in which the policy does nothing."""
        return tuple(PolicyRule(self, each, item) for each in DIRECTIONS for item in self._items(each))

    def rules_of(self, direction: Direction) -> tuple[PolicyRule, ...]:
        """The rules that count in a direction; none where the policy does not isolate in it, or lets nothing through."""
        return tuple(each for each in self.rules if each.direction == direction) if direction in self.directions else ()

    def rules_place(self, direction: Direction) -> Scalar | None:
        """The key of the field `ingress` or `egress`, where it is there."""
        spec = mapping_at(self.node, "spec")
        return spec.key(_FIELDS[direction][0]) if spec is not None else None

    @cached_property
    def peers(self) -> tuple[Node, ...]:
        """The items of `from` and `to` of every rule, in order, empty ones too."""
        return tuple(peer.node for rule in self.rules for peer in rule.peers)

    @cached_property
    def ports(self) -> tuple[Mapping, ...]:
        """The items of `ports` of every rule: numbers or names of ports of pods, never those of Services."""
        return tuple(self._port_nodes())

    def _port_nodes(self) -> Iterator[Mapping]:
        for rule in self.rules:
            yield from (port.node for port in rule.ports if isinstance(port.node, Mapping))

    def _items(self, direction: Direction) -> tuple[Node, ...]:
        return items_at(self.node, "spec", _FIELDS[direction][0])
