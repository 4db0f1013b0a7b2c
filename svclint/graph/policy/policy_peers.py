"""Whom the peers of a NetworkPolicy's rules mean.

https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Labels
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from svclint.graph.labels.selector import EVERYTHING, Selector

if TYPE_CHECKING:
    from svclint.graph.policy.namespaces import Namespaces
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


_Filed: TypeAlias = "dict[tuple[str, str] | None, dict[PolicyRule, None]]"
"""Rules by one label that pods must have to be among the peers, under None where any will do."""


class Peers:
    """Answers for one world; a selector is read once, however many pods are asked about."""

    def __init__(self, namespaces: Namespaces) -> None:
        self._namespaces = namespaces
        self._read: dict[Mapping, Selector | None] = {}
        self._filed: dict[tuple[PolicyRule, ...], _Filed] = {}

    def selector(self, node: Mapping) -> Selector | None:
        """A selector as it is written; None where an expression cannot be understood."""
        if node not in self._read:
            self._read[node] = Selector.read(node)
        return self._read[node]

    def answers(self, rules: tuple[PolicyRule, ...], party: Party) -> tuple[tuple[PolicyRule, bool | None], ...]:
        """The rules that may have pods among their peers, and whether they certainly do; those left out certainly do not."""
        asked = rules if party.on_host or party.open_ended else self._candidates(rules, party.labels)
        return tuple((each, self.rule_takes(each, party)) for each in asked)

    def _candidates(self, rules: tuple[PolicyRule, ...], labels: Labels[str, str]) -> Iterable[PolicyRule]:
        """Rules of which a peer asks for one of the labels, or for none in particular."""
        if rules not in self._filed:
            filed = self._filed[rules] = defaultdict(dict)
            for rule in rules:
                for pair in self._asked_for(rule):
                    filed[pair][rule] = None
        found = self._filed[rules]
        return {rule: None for pair in (None, *labels.items()) for rule in found.get(pair, ())}

    def _asked_for(self, rule: PolicyRule) -> Iterator[tuple[str, str] | None]:
        """For each peer of a rule one label that pods must have, with all its values; None where any pods will do."""
        for peer in rule.peers or (None,):
            selector = self.selector(peer.pod_selector) if peer is not None and peer.pod_selector is not None else None
            narrow = next((each for each in (selector or EVERYTHING).requirements if each.operator == "In"), None)
            yield from ((narrow.key, value) for value in narrow.values) if narrow else (None,)

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
