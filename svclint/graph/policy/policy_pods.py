"""For which pods a NetworkPolicy and its peers are, and what keeps one from being for any."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Slip, Unverifiable
from svclint.graph.labels.label_misses import Near, Strength
from svclint.graph.labels.near_pods import nearest_to
from svclint.graph.labels.pods import labels_there
from svclint.graph.labels.seeker import Seeker
from svclint.graph.labels.selector import EVERYTHING, Selector
from svclint.graph.likeness import Likeness, Vocabulary, distance, words_of
from svclint.graph.policy.namespaces import NAME_LABEL, PLATFORM_NAMESPACES
from svclint.model.service import Service
from svclint.settings import DEFAULT_NAMESPACE
from svclint.syntax.nodes import Scalar
from svclint.syntax.places import items_at, string_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.labels.label_questions import Wanted
    from svclint.graph.policy.reachability import Reachability
    from svclint.model.network_policy import NetworkPolicy, PolicyPeer, PolicyRule
    from svclint.model.workload import Workload


Rest: TypeAlias = tuple[str, str, frozenset[tuple[str, str]]]
"""A namespace, the key of one label, and the other labels."""
_CLOSE = 2
"""Letters by which a label may differ from what the object is named after."""


class Asked(NamedTuple):
    """The Services that ask for one label besides the same others, by its value, and these values to find the nearest of."""

    services: dict[str, Service]
    values: Vocabulary


class PolicyPods:
    """Answers for one world."""

    def __init__(self, graph: Graph, reach: Reachability) -> None:
        self._graph = graph
        self._index = graph.index
        self._reach = reach
        settings = graph.settings
        self._external = settings.external.workloads
        self._own_namespace = None if settings.namespace == DEFAULT_NAMESPACE else settings.namespace

    def of(self, policy: NetworkPolicy) -> Answer[Workload]:
        """The workloads that a policy is for. A contradiction without `near` places has no better reason than that.

        Policies for the platform's own pods, which no repository holds, are taken to be right where no slip shows.
        """
        node = policy.pod_selector
        selector = Selector.read(node) if node is not None else None
        if node is None or selector is None or not selector.requirements:
            return Matched(self._reach.isolations.selected_by(policy).all)
        return self._answer(Seeker.of_labels(policy, policy.namespace, node), selector)

    def of_peer(self, rule: PolicyRule, peer: PolicyPeer) -> Answer[Workload]:
        """The workloads that a peer with a pod selector means, in the namespaces that it names or in the policy's own."""
        node = peer.pod_selector
        selector = Selector.read(node) if node is not None else None
        namespaces = self._namespaces(rule, peer)
        if node is None or selector is None or not selector.requirements or not namespaces:
            return Unverifiable("it means pods of namespaces that no file names")
        answers = [self._answer(Seeker.of_labels(rule.policy, each, node), selector) for each in namespaces]
        found = [each for answer in answers if isinstance(answer, Matched) for each in answer.found]
        if found or any(isinstance(each, Matched) for each in answers):
            return Matched(tuple(found))
        return next((each for each in answers if isinstance(each, Unverifiable)), answers[0])

    def stray_values(self, policy: NetworkPolicy) -> Iterator[Contradicted]:
        """The values of a list that no pod carries, where one that pods do carry, and that is not listed, is a slip away.

        One value of several that selects nothing goes unnoticed, since the others still select something.
        """
        for item in items_at(policy.pod_selector, "matchExpressions"):
            values = [each for each in items_at(item, "values") if isinstance(each, Scalar)]
            if string_at(item, "operator") == "In" and len(values) > 1:
                key = string_at(item, "key") or ""
                yield from self._strays(policy.namespace, key, values)

    def _strays(self, namespace: str, key: str, values: list[Scalar]) -> Iterator[Contradicted]:
        listed, pods = {each.text for each in values}, self._index.pods
        for value in values:
            carried = pods.carriers(namespace, key, value.text)
            alike = None if carried else pods.vocabulary(namespace, key).nearest(value.text)
            if alike and alike[1] is Likeness.SLIP and alike[0] not in listed:
                meant = pods.carriers(namespace, key, alike[0])[0]
                hint = f"{meant.title} has {key}: {alike[0]}"
                yield Contradicted((Related(meant.name_place, hint),), hint, Slip(value, alike[0]))

    def meant_by(self, rule: PolicyRule, peer: PolicyPeer) -> tuple[Workload, ...]:
        """The workloads of the files that a peer certainly means, in whatever namespaces."""
        selector = EVERYTHING if peer.pod_selector is None else Selector.read(peer.pod_selector)
        if not peer.selects or selector is None:
            return ()
        found = (each for namespace in self._taken(rule, peer) for each in self._reach.selection.of(namespace, selector).sure)
        return tuple(each for each in found if peer.namespace_selector is None or self._reach.namespaces.is_settled(each))

    def _taken(self, rule: PolicyRule, peer: PolicyPeer) -> tuple[str, ...]:
        """The namespaces of the files that a peer certainly takes."""
        if peer.namespace_selector is None:
            return (rule.policy.namespace,)
        return tuple(each for each in self._index.workloads if self._reach.peers.takes_namespace(peer, rule, each))

    def _namespaces(self, rule: PolicyRule, peer: PolicyPeer) -> tuple[str, ...]:
        """The namespaces in which a peer looks, where it names them."""
        if peer.namespace_selector is None:
            return (rule.policy.namespace,)
        selector = Selector.read(peer.namespace_selector)
        by_name = [
            each for each in (selector.requirements if selector else ()) if each.key == NAME_LABEL and each.operator == "In"
        ]
        return tuple(sorted(by_name[0].values)) if by_name else ()

    def _answer(self, seeker: Seeker, selector: Selector) -> Answer[Workload]:
        found = self._reach.selection.of(seeker.namespace, selector).all
        if found or self._known_outside(seeker.namespace, selector):
            return Matched(found)
        near = nearest_to(seeker, self._index, self._own_namespace)
        strong = near[0] if near and near[0].strong else self._named_after(seeker) or self._near_service(seeker)
        if strong and not self._explained(seeker, strong):
            return Contradicted(
                tuple(each.related for each in near) or (strong.related,), strong.hint, strong.slip, strong.certain
            )
        if seeker.namespace in PLATFORM_NAMESPACES:
            return Matched(())
        doubt = self._graph.doubts.about_labelled_pods(seeker.asking, seeker.pairs)
        related = tuple(each.related for each in near)
        if doubt:
            return Unverifiable(doubt, related)
        hint = near[0].hint if near else labels_there(self._index, seeker.namespace, seeker.pairs)
        return Contradicted(related, hint, certain=False)

    def _known_outside(self, namespace: str, selector: Selector) -> bool:
        return any(each.namespace == namespace and selector.accepts(dict(each.labels)) for each in self._external)

    def _explained(self, seeker: Seeker, near: Near) -> bool:
        """Whether the miss has a better reason than a slip."""
        doubts = self._graph.doubts
        if near.miss == "template":
            return doubts.about_fields(seeker.asking) is not None
        if near.miss == "namespace":
            return not near.certain or doubts.about_namespace(seeker.asking) is not None
        return near.slip is None and doubts.about_labels(seeker.namespace, seeker.pairs) is not None

    def _named_after(self, seeker: Seeker) -> Near | None:
        """A workload whose label the object bears in its name, and that the selector misses by a letter or a number."""
        for wanted in seeker.wanted:
            for there in _runs(words_of(seeker.asking.name)):
                close = 0 < distance(wanted.value.lower(), there, _CLOSE) <= _CLOSE and not seeker.speaks_of(wanted.value)
                workloads = self._index.with_labels(seeker.namespace, seeker.pairs | {wanted.key: there}) if close else ()
                for workload in workloads:
                    return _near(wanted, there, workload.title, Related(workload.name_place, "these pods carry it"))
        return None

    def _near_service(self, seeker: Seeker) -> Near | None:
        """A Service whose selector differs in one value by a slip; its pods may be made elsewhere."""
        pairs = frozenset(seeker.pairs.items())
        for each in seeker.wanted:
            key, value = each.key, each.value
            asked = self._asked.get((seeker.namespace, key, pairs - {(key, value)}))
            alike = asked.values.nearest(value) if asked and value not in asked.services else None
            if asked and alike and alike[1] is Likeness.SLIP and not seeker.speaks_of(value):
                service = asked.services[alike[0]]
                related = Related(service.place("spec", "selector", key), f"{service.title} selects it")
                return _near(each, alike[0], service.title, related)
        return None

    @cached_property
    def _asked(self) -> dict[Rest, Asked]:
        table: dict[Rest, dict[str, Service]] = {}
        for service in self._graph.of(Service):
            pairs = frozenset(service.selector.items())
            for key, value in service.selector.items() if service.selects_pods else ():
                table.setdefault((service.namespace, key, pairs - {(key, value)}), {}).setdefault(value, service)
        return {rest: Asked(services, Vocabulary(services)) for rest, services in table.items()}


def _near(wanted: Wanted, there: str, title: str, related: Related) -> Near:
    slip = Slip(wanted.value_at, there)
    return Near(Strength.CERTAIN, (0, 0), related, f"{title} has {wanted.key}: {there}", slip)


def _runs(words: list[str]) -> Iterator[str]:
    """What stands together in a name, the longest first: `allow-web-api` has allow-web, web-api, allow, web, api."""
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            yield "-".join(words[start : start + length])
