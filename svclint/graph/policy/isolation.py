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
        return self._table.get((workload, direction), Isolation(direction))

    def selected_by(self, policy: NetworkPolicy) -> Picked:
        """The workloads that a policy is for; none where its selector cannot be understood."""
        selector = EVERYTHING if policy.pod_selector is None else Selector.read(policy.pod_selector)
        return self._selection.of(policy.namespace, selector) if selector else Picked()

    @cached_property
    def _table(self) -> dict[Place, Isolation]:
        shared: dict[tuple[Direction, Policies, Policies], Isolation] = {}
        table: dict[Place, Isolation] = {}
        for place, (sure, unsure) in self._holding().items():
            question = place[1], tuple(sure), tuple(unsure)
            table[place] = shared.setdefault(question, Isolation(*question))
        return table

    def _holding(self) -> dict[Place, tuple[list[NetworkPolicy], list[NetworkPolicy]]]:
        """The policies that certainly hold for a workload in a direction, and those that may."""
        table: dict[Place, tuple[list[NetworkPolicy], list[NetworkPolicy]]] = defaultdict(lambda: ([], []))
        on_host = cache(_on_host)
        for policy in self._policies:
            for column, workloads in enumerate(self.selected_by(policy)):
                for place in ((each, direction) for each in workloads for direction in policy.directions):
                    if not on_host(place[0]):
                        table[place][column].append(policy)
        return table


def _on_host(workload: Workload) -> bool:
    return workload.template is not None and workload.template.host_network
