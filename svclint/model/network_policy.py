"""NetworkPolicy, networking.k8s.io/v1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Node
from svclint.syntax.places import items_at

_DIRECTIONS = (("ingress", "from"), ("egress", "to"))
"""The lists of rules, and where a rule has its peers."""


@dataclass(frozen=True, eq=False)
class NetworkPolicy(Object):
    """https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/."""

    @cached_property
    def peers(self) -> tuple[Node, ...]:
        """The items of `from` and `to` of every rule, in order, empty ones too."""
        return tuple(
            peer
            for direction, field in _DIRECTIONS
            for rule in items_at(self.node, "spec", direction)
            for peer in items_at(rule, field)
        )

    @cached_property
    def ports(self) -> tuple[Mapping, ...]:
        """The items of `ports` of every rule: numbers or names of ports of pods, never those of Services."""
        rules = (rule for direction, _ in _DIRECTIONS for rule in items_at(self.node, "spec", direction))
        return tuple(port for rule in rules for port in items_at(rule, "ports") if isinstance(port, Mapping))
