"""The workloads behind a Service that stay, and the ports that they declare."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from svclint.syntax.places import node_at, scalar_at

if TYPE_CHECKING:
    from svclint.model.pod_template import ContainerPort, PodTemplate
    from svclint.model.workload import Workload
    from svclint.syntax.nodes import Node, Scalar

Alternatives: TypeAlias = "tuple[Workload, ...]"
"""One workload, in the several versions that stand side by side in the files."""
PortsByServer: TypeAlias = "Mapping[int, ContainerPort]"
"""A container port of each of some workloads, by the number of the workload."""
_NUMBER = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_ASKING = ("httpGet", "grpc")
"""What certainly speaks TCP; `tcpSocket` does too, but is also used where a datagram service has a second face."""
_SPEAKING = ("command", "args", "env", *_PROBES, "lifecycle")
_NOBODY: PortsByServer = MappingProxyType({})
_UNASKED: Mapping[int, Scalar] = MappingProxyType({})


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


def _words_of(group: Alternatives) -> Iterator[str]:
    templates = (each.template for each in group if each.template)
    return (word for template in templates for node in _spoken(template) for word in numbers_in(node))


def _probed(template: PodTemplate) -> Iterator[tuple[int, Scalar]]:
    """The numbers at which probes ask; a port that is given by name is declared anyway."""
    for container in (*template.containers, *template.sidecars):
        for probe, kind in product(_PROBES, _ASKING):
            at = scalar_at(container.node, probe, kind, "port")
            if at is not None and at.integer is not None:
                yield at.integer, at


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
        if len(found) == len(self.groups):
            return ()
        programs = {program for number in found for program in self.programs[number]}
        others = (number for number in range(len(self.groups)) if number not in found)
        return tuple(self.groups[number][0] for number in others if programs.isdisjoint(self.programs[number]))

    @cached_property
    def programs(self) -> tuple[frozenset[str], ...]:
        """What each of the workloads runs."""
        return tuple(programs_of(group[0]) for group in self.groups)

    @cached_property
    def numbers(self) -> tuple[frozenset[int], ...]:
        """The numbers of the ports that each of them declares."""
        templates = (group[0].template for group in self.groups)
        return tuple(
            frozenset(port.number for port in each.ports if port.number) if each else frozenset() for each in templates
        )

    def asked(self, number: int) -> Mapping[int, Scalar]:
        """Which workloads are asked by an HTTP or gRPC probe at a port of that number, and where."""
        return self._asked.get(number, _UNASKED)

    def silent(self) -> tuple[int, ...]:
        """The workloads that declare no port at all."""
        declaring = {number for number, _ in self._ports()}
        return tuple(number for number in range(len(self.groups)) if number not in declaring)

    def mention(self, number: int) -> bool:
        """Whether the pods speak of a number anywhere: in arguments, environment, probes."""
        return any(str(number) in words for words in self._numbers_in_text.values())

    def mentions(self, workload: Workload, number: int) -> bool:
        """Whether the pods of one of the workloads do."""
        return str(number) in self._numbers_in_text[workload.kind, workload.name]

    @cached_property
    def _numbers_in_text(self) -> dict[tuple[str, str], frozenset[str]]:
        return {(group[0].kind, group[0].name): frozenset(_words_of(group)) for group in self.groups}

    @cached_property
    def _asked(self) -> dict[int, dict[int, Scalar]]:
        table: dict[int, dict[int, Scalar]] = {}
        for number, group in enumerate(self.groups):
            for template in (each.template for each in group if each.template):
                for port, at in _probed(template):
                    table.setdefault(port, {}).setdefault(number, at)
        return table

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
