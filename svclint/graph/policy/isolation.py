"""Which NetworkPolicies hold for which pods, and what all of them together let through.

A pod is isolated in a direction as soon as one policy of that direction selects it; then what any of these policies lets
through is let through (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeAlias

from svclint.graph.answers import Related, few, listed
from svclint.graph.backends.ports import named_port
from svclint.graph.labels.selector import EVERYTHING, Selector
from svclint.graph.policy.pod_selection import Picked
from svclint.model.network_policy import Direction, NetworkPolicy

if TYPE_CHECKING:
    from svclint.graph.policy.pod_selection import PodSelection
    from svclint.model.network_policy import PolicyPort, PolicyRule
    from svclint.model.pod_template import PodTemplate
    from svclint.model.workload import Workload

Policies: TypeAlias = tuple[NetworkPolicy, ...]
Place: TypeAlias = "tuple[Workload, Direction]"
Groups: TypeAlias = tuple[int, ...]
"""Numbers of groups: policies of one selector, which select the same workloads, however many they are."""
_DIRECTIONS: tuple[Direction, ...] = ("Ingress", "Egress")
Opening: TypeAlias = tuple[int, str, frozenset[str]]
"""A number, a protocol, and the names that the pods have for this port."""


@dataclass(frozen=True, eq=False)
class Isolation:
    """What holds for some pods in one direction.

    `policies` certainly select them; `others` may, since a label decides that only a controller sets.
    """

    direction: Direction
    policies: Policies = ()
    others: Policies = ()
    _opened: dict[Opening, tuple[PolicyRule, ...]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Whether the pods are certainly isolated."""
        return bool(self.policies)

    @cached_property
    def rules(self) -> tuple[PolicyRule, ...]:
        """All that may let something through: the rules of all these policies together."""
        return tuple(rule for each in (*self.policies, *self.others) for rule in each.rules_of(self.direction))

    @cached_property
    def first(self) -> NetworkPolicy | None:
        """The first policy that lets something through, which speaks for all of them where one place has to be shown."""
        return next((each for each in self.policies if each.rules_of(self.direction)), None)

    @cached_property
    def by_port(self) -> dict[int | str, list[tuple[PolicyRule, PolicyPort]]]:
        """The rules that name a port, by its number or name."""
        table: dict[int | str, list[tuple[PolicyRule, PolicyPort]]] = defaultdict(list)
        for rule in self.rules:
            for port in rule.ports:
                if port.port is not None:
                    table[port.port].append((rule, port))
        return table

    @cached_property
    def titles(self) -> str:
        """The policies for a message."""
        return listed([each.title for each in self.policies])

    @cached_property
    def places(self) -> tuple[Related, ...]:
        """The policies to show."""
        verb = "in" if self.direction == "Ingress" else "out"
        return few([Related(each.name_place, f"{each.title} decides who is let {verb}") for each in self.policies])

    def opening(self, number: int, protocol: str, template: PodTemplate | None) -> tuple[PolicyRule, ...]:
        """The rules that hold for a port of the pods of a template, whoever their peers are."""
        opening = opening_of(number, protocol, template)
        if opening not in self._opened:
            self._opened[opening] = tuple(rule for rule in self.rules if holds(rule, opening))
        return self._opened[opening]


_OPEN: dict[Direction, Isolation] = {each: Isolation(each) for each in _DIRECTIONS}
"""What holds for pods that no policy selects."""


def holds(rule: PolicyRule, opening: Opening) -> bool:
    """Whether a rule is about a port of pods: all are meant where it names none."""
    number, protocol, names = opening
    ports = rule.ports
    return not ports or any(
        each.holds(number, protocol) or (each.port in names and each.protocol == protocol) for each in ports
    )


def opening_of(number: int, protocol: str, template: PodTemplate | None) -> Opening:
    """A port of pods, with the names by which their own policies may call it."""
    return number, protocol, _names_for(number, protocol, template)


def _names_for(number: int, protocol: str, template: PodTemplate | None) -> frozenset[str]:
    """Each pod says itself what a name stands for, and the first of a name wins."""
    names = {each.name for each in template.ports if each.name and each.number == number} if template else ()
    return frozenset(name for name in names if template and _number(template, name, protocol) == number)


def _number(template: PodTemplate, name: str, protocol: str) -> int | None:
    found = named_port(template, name, protocol)
    return found.number if found else None


class Isolations:
    """The isolation of every workload of one world. Workloads that the same policies select share one answer."""

    def __init__(self, policies: Policies, selection: PodSelection) -> None:
        self._policies = policies
        self._selection = selection

    def of(self, workload: Workload, direction: Direction) -> Isolation:
        """What holds for its pods; nothing for pods in the network of their node, which policies leave alone."""
        return self._table.get((workload, direction), _OPEN[direction])

    def selected_by(self, policy: NetworkPolicy) -> Picked:
        """The workloads that a policy is for; none where its selector cannot be understood."""
        selector = _selector_of(policy)
        return self._selection.of(policy.namespace, selector) if selector else Picked()

    def led_by(self, policy: NetworkPolicy, direction: Direction) -> list[Workload]:
        """The workloads of whose policies this is the first to let something through."""
        return self._led.get((policy, direction), [])

    @cached_property
    def _led(self) -> dict[tuple[NetworkPolicy, Direction], list[Workload]]:
        table: dict[tuple[NetworkPolicy, Direction], list[Workload]] = defaultdict(list)
        for (workload, direction), isolation in self._table.items():
            if isolation.first is not None:
                table[isolation.first, direction].append(workload)
        return table

    @cached_property
    def _table(self) -> dict[Place, Isolation]:
        """Workloads in the same groups share one answer, and so do those of whose groups the others do not count."""
        asked = cache(self._isolation)
        shared: dict[tuple[Direction, Policies, Policies], Isolation] = {}
        table: dict[Place, Isolation] = {}
        for workload, (sure, unsure) in self._holding().items():
            for direction in _DIRECTIONS:
                found = asked(direction, tuple(sure), tuple(unsure))
                if found.policies or found.others:
                    table[workload, direction] = shared.setdefault((direction, found.policies, found.others), found)
        return table

    def _isolation(self, direction: Direction, sure: Groups, unsure: Groups) -> Isolation:
        return Isolation(direction, self._together(direction, sure), self._together(direction, unsure))

    def _together(self, direction: Direction, groups: Groups) -> Policies:
        """The policies of some groups that are about a direction, in the order of the input."""
        numbers = sorted(each for group in groups for each in self._groups[group][1])
        return tuple(each for number in numbers if direction in (each := self._policies[number]).directions)

    def _holding(self) -> dict[Workload, tuple[list[int], list[int]]]:
        """The groups of policies that certainly hold for a workload, and those that may."""
        table: dict[Workload, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for group, (question, _) in enumerate(self._groups):
            for column, workloads in enumerate(self._selection.of(*question)):
                for each in workloads:
                    table[each][column].append(group)
        return {each: found for each, found in table.items() if not _on_host(each)}

    @cached_property
    def _groups(self) -> tuple[tuple[tuple[str, Selector], list[int]], ...]:
        """Namespace and selector of each group, and the numbers of its policies."""
        groups: dict[tuple[str, Selector], list[int]] = defaultdict(list)
        for number, policy in enumerate(self._policies):
            selector = _selector_of(policy)
            if selector:
                groups[policy.namespace, selector].append(number)
        return tuple(groups.items())


def _selector_of(policy: NetworkPolicy) -> Selector | None:
    return EVERYTHING if policy.pod_selector is None else Selector.read(policy.pod_selector)


def _on_host(workload: Workload) -> bool:
    return workload.template is not None and workload.template.host_network
