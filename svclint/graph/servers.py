"""The workloads behind a Service that stay, and the ports that they declare."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from svclint.syntax.places import node_at

if TYPE_CHECKING:
    from svclint.model.workload import ContainerPort, PodTemplate, Workload
    from svclint.syntax.nodes import Node

Alternatives: TypeAlias = "tuple[Workload, ...]"
"""One workload, in the several versions that stand side by side in the files."""
PortsByServer: TypeAlias = "Mapping[int, ContainerPort]"
"""A container port of each of some workloads, by the number of the workload."""
_NUMBER = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_SPEAKING = ("command", "args", "env", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle")
_NOBODY: PortsByServer = MappingProxyType({})


def servers_among(workloads: Iterable[Workload]) -> Servers:
    """Group what matches a selector. Jobs count only where nothing else matches: their pods are not what clients are after."""
    groups: dict[tuple[str, str, str], list[Workload]] = {}
    for each in workloads:
        groups.setdefault(each.identity, []).append(each)
    lasting = [tuple(group) for group in groups.values() if not group[0].is_batch]
    return Servers(tuple(lasting or map(tuple, groups.values())))


def programs_of(workload: Workload) -> frozenset[str]:
    """The programs that a workload runs: image names without registry, tag and digest."""
    containers = workload.template.containers if workload.template else ()
    return frozenset(each.image.partition("@")[0].rpartition("/")[2].partition(":")[0] for each in containers)


def _spoken(template: PodTemplate) -> Iterator[Node]:
    """The fields in which a manifest tells a program, or whoever asks it, on which port it listens."""
    annotations = node_at(template.node, "metadata", "annotations")
    fields = (node_at(each.node, name) for each in (*template.containers, *template.sidecars) for name in _SPEAKING)
    return (node for node in (annotations, *fields) if node is not None)


def numbers_in(node: Node) -> Iterator[str]:
    """The numbers of up to five digits that stand in a stretch of a manifest."""
    return (match[0] for match in _NUMBER.finditer(node.document.source.text, node.start, node.end))


@dataclass(frozen=True, eq=False)
class Servers:
    """Workloads by number; a port counts as declared where any of a workload's alternatives declares it."""

    groups: tuple[Alternatives, ...]

    def named(self, name: str, protocol: str) -> PortsByServer:
        """Which workloads declare a port of that name and protocol, and where; the first in a pod wins."""
        return self._names.get((name, protocol), _NOBODY)

    def numbered(self, number: int, protocol: str) -> PortsByServer:
        """Which workloads declare a port of that number and protocol, and where."""
        return self._numbers.get((number, protocol), _NOBODY)

    def without(self, found: Collection[int]) -> tuple[Workload, ...]:
        """The workloads that are not among those numbers."""
        return tuple(group[0] for number, group in enumerate(self.groups) if number not in found)

    def strangers(self, found: Collection[int]) -> tuple[Workload, ...]:
        """The workloads that are not among those numbers and run none of their programs: no versions of them."""
        others = self.without(found)
        if not others:
            return ()
        programs = {program for number in found for program in programs_of(self.groups[number][0])}
        return tuple(each for each in others if programs.isdisjoint(programs_of(each)))

    def mention(self, number: int) -> bool:
        """Whether the pods speak of a number anywhere: in arguments, environment, probes."""
        return str(number) in self._numbers_in_text

    @cached_property
    def _numbers_in_text(self) -> frozenset[str]:
        templates = (each.template for group in self.groups for each in group if each.template)
        return frozenset(word for template in templates for node in _spoken(template) for word in numbers_in(node))

    @cached_property
    def declared(self) -> tuple[ContainerPort, ...]:
        """All container ports."""
        return tuple(port for _, port in self._ports())

    @property
    def are_known(self) -> bool:
        """Whether there are any, and it is known of all what their pods declare."""
        return bool(self.groups) and all(any(each.template for each in group) for group in self.groups)

    @cached_property
    def all_declare(self) -> bool:
        """Whether every workload declares at least one port, so that its list can be taken for complete."""
        return len({number for number, _ in self._ports()}) == len(self.groups)

    @cached_property
    def _names(self) -> dict[tuple[str, str], dict[int, ContainerPort]]:
        table: dict[tuple[str, str], dict[int, ContainerPort]] = {}
        for number, port in self._ports():
            table.setdefault((port.name, port.protocol), {}).setdefault(number, port)
        return table

    @cached_property
    def _numbers(self) -> dict[tuple[int, str], dict[int, ContainerPort]]:
        table: dict[tuple[int, str], dict[int, ContainerPort]] = {}
        for number, port in self._ports():
            if port.number is not None:
                table.setdefault((port.number, port.protocol), {}).setdefault(number, port)
        return table

    def _ports(self) -> Iterator[tuple[int, ContainerPort]]:
        for number, group in enumerate(self.groups):
            for workload in group:
                for port in workload.template.ports if workload.template else ():
                    yield number, port
