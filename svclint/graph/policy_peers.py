"""Whom the peers of a NetworkPolicy's rules mean.

https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
"""

from __future__ import annotations

from collections.abc import Mapping as Labels
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.graph.selector import EVERYTHING, Selector

if TYPE_CHECKING:
    from svclint.graph.namespaces import Namespaces
    from svclint.model.network_policy import PolicyPeer, PolicyRule
    from svclint.model.workload import Workload
    from svclint.syntax.nodes import Mapping


@dataclass(frozen=True)
class Party:
    """Pods at one end of a connection, as policies see them.

    `settled` is False where `kubectl -n` may put them into another namespace. `on_host`: they use the address of their node,
    which selectors do not know. `open_ended`: they may have more labels than these.
    """

    title: str
    namespace: str
    labels: Labels[str, str]
    settled: bool = True
    on_host: bool = False
    open_ended: bool = False

    @classmethod
    def of(cls, workload: Workload, *, settled: bool = True) -> Party:
        """The pods of a workload."""
        on_host = workload.template is not None and workload.template.host_network
        return cls(workload.title, workload.namespace, workload.pod_labels, settled, on_host)


class Peers:
    """Answers for one world; a selector is read once, however many pods are asked about."""

    def __init__(self, namespaces: Namespaces) -> None:
        self._namespaces = namespaces
        self._read: dict[Mapping, Selector | None] = {}

    def selector(self, node: Mapping) -> Selector | None:
        """A selector as it is written; None where an expression cannot be understood."""
        if node not in self._read:
            self._read[node] = Selector.read(node)
        return self._read[node]

    def rule_takes(self, rule: PolicyRule, party: Party) -> bool | None:
        """Whether pods are among the peers of a rule; None where no file can tell."""
        answer: bool | None = not rule.peers
        for peer in rule.peers:
            taken = self.takes(peer, rule, party)
            if taken:
                return True
            answer = None if taken is None else answer
        return answer

    def takes(self, peer: PolicyPeer, rule: PolicyRule, party: Party) -> bool | None:
        """The same for one peer. Network plugins differ in whether a block of addresses also means pods inside of it."""
        if party.on_host or not peer.selects:
            return None
        labels = self._takes_labels(peer, party)
        if labels is False:
            return False
        namespace = self._takes_namespace(peer, rule, party)
        return namespace if labels or namespace is False else None

    def takes_namespace(self, peer: PolicyPeer, rule: PolicyRule, name: str) -> bool | None:
        """Whether a peer that selects looks for pods in a namespace."""
        if peer.namespace_selector is None:
            return name == rule.policy.namespace
        selector = self.selector(peer.namespace_selector)
        return self._namespaces.takes(selector, name) if selector else None

    def _takes_namespace(self, peer: PolicyPeer, rule: PolicyRule, party: Party) -> bool | None:
        taken = self.takes_namespace(peer, rule, party.namespace)
        if peer.namespace_selector is None:
            return taken or (False if party.settled and self._namespaces.is_settled(rule.policy) else None)
        return taken if party.settled or self.selector(peer.namespace_selector) == EVERYTHING else None

    def _takes_labels(self, peer: PolicyPeer, party: Party) -> bool | None:
        selector = self.selector(peer.pod_selector) if peer.pod_selector is not None else EVERYTHING
        if selector is None:
            return None
        taken = selector.accepts(party.labels)
        return None if party.open_ended and not taken else taken
