"""Whom the peers of a NetworkPolicy's rules mean.

https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.graph.selector import Selector

if TYPE_CHECKING:
    from svclint.graph.namespaces import Namespaces
    from svclint.model.network_policy import PolicyPeer, PolicyRule
    from svclint.model.workload import Workload


@dataclass(frozen=True)
class Party:
    """Pods at one end of a connection, as policies see them.

    `settled` is False where `kubectl -n` may put them into another namespace. `on_host`: they use the address of their node,
    which selectors do not know. `open_ended`: they may have more labels than these.
    """

    title: str
    namespace: str
    labels: Mapping[str, str]
    settled: bool = True
    on_host: bool = False
    open_ended: bool = False

    @classmethod
    def of(cls, workload: Workload, *, settled: bool = True) -> Party:
        """The pods of a workload."""
        on_host = workload.template is not None and workload.template.host_network
        return cls(workload.title, workload.namespace, workload.pod_labels, settled, on_host)


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Whether all conditions are met; one that is not decides, whatever is unknown beside it."""
    seen = set(answers)
    return False if False in seen else None if None in seen else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Whether one condition is met; one that is decides, whatever is unknown beside it."""
    seen = set(answers)
    return True if True in seen else None if None in seen else False


def rule_takes(rule: PolicyRule, party: Party, namespaces: Namespaces) -> bool | None:
    """Whether pods are among the peers of a rule; None where no file can tell."""
    return any_of(peer_takes(peer, rule, party, namespaces) for peer in rule.peers) if rule.peers else True


def peer_takes(peer: PolicyPeer, rule: PolicyRule, party: Party, namespaces: Namespaces) -> bool | None:
    """The same for one peer. Network plugins differ in whether a block of addresses also means pods inside of it."""
    if party.on_host or not peer.selects:
        return None
    return all_of((_takes_namespace(peer, rule, party, namespaces), _takes_labels(peer, party)))


def _takes_namespace(peer: PolicyPeer, rule: PolicyRule, party: Party, namespaces: Namespaces) -> bool | None:
    if peer.namespace_selector is None:
        same = party.namespace == rule.policy.namespace
        return same or (False if party.settled and namespaces.is_settled(rule.policy) else None)
    selector = Selector.read(peer.namespace_selector)
    return namespaces.takes(selector, party.namespace, settled=party.settled) if selector else None


def _takes_labels(peer: PolicyPeer, party: Party) -> bool | None:
    if peer.pod_selector is None:
        return True
    selector = Selector.read(peer.pod_selector)
    if selector is None:
        return None
    taken = selector.accepts(party.labels)
    return None if party.open_ended and not taken else taken
