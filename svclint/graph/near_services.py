"""Services that would take a workload's pods but for one label."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.graph.controller_labels import is_controller_label
from svclint.graph.likeness import Likeness, Vocabulary
from svclint.graph.ports import named_port, numbered_port
from svclint.graph.servers import programs_of
from svclint.model.produced import Produced
from svclint.model.service import Service

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.service import ServicePort
    from svclint.model.workload import PodTemplate, Workload

Wanted: TypeAlias = "dict[tuple[str, str, frozenset[tuple[str, str]]], dict[str, Service]]"
"""Services by the value of one label, filed under their namespace, the key of that label, and their other labels."""


class NearService(NamedTuple):
    """A Service that has other pods, runs the same program, and asks for `key` besides what the workload's pods carry."""

    workload: Workload
    service: Service
    key: str


def near_services(graph: Graph, loose: Collection[Workload]) -> Iterator[NearService]:
    """For each of the workloads the Services that miss it by one label: it is not there, or misspelt.

    A label that is there with quite another value tells versions and shards apart, and is meant.
    """
    for (namespace, key, others), by_value in (_wanted(graph) if loose else {}).items():
        values = Vocabulary(by_value)
        for workload in graph.index.with_labels(namespace, dict(others)):
            service = (
                _meant(workload, key, by_value, values)
                if workload in loose and (others or key in workload.pod_labels)
                else None
            )
            if service is not None and _suits(graph, service, workload):
                yield NearService(workload, service, key)


def _wanted(graph: Graph) -> Wanted:
    """Only Services that have pods: one without is a mistake of its own."""
    table: Wanted = {}
    for service in graph.of(Service):
        if not graph.backends(service) or graph.doubts.about_run_time_labels(service):
            continue
        pairs = frozenset(service.selector.items())
        for key, value in service.selector.items():
            if not is_controller_label(key):
                table.setdefault((service.namespace, key, pairs - {(key, value)}), {}).setdefault(value, service)
    return table


def _meant(workload: Workload, key: str, by_value: dict[str, Service], values: Vocabulary) -> Service | None:
    """The Service for which a label was meant: the one of which it is a slip, or the only one where there is none."""
    if isinstance(workload, Produced) and key in workload.label_values:
        return None
    written = workload.pod_labels.get(key)
    if written is None:
        return next(iter(by_value.values())) if len(by_value) == 1 else None
    alike = values.nearest(written)
    return by_value[alike[0]] if alike and alike[1] is Likeness.SLIP else None


def _suits(graph: Graph, service: Service, workload: Workload) -> bool:
    """Whether the workload runs a program of the Service's pods and declares all ports that the Service goes to."""
    template = workload.template
    if template is None or service.folder != workload.folder:
        return False
    declared = all(_declares(template, port) for port in service.ports)
    return declared and any(not programs_of(each).isdisjoint(programs_of(workload)) for each in graph.backends(service))


def _declares(template: PodTemplate, port: ServicePort) -> bool:
    target = port.target_port
    if isinstance(target, str):
        return named_port(template, target, port.protocol) is not None
    return target is not None and numbered_port(template, target, port.protocol) is not None
