"""Services that would take a workload's pods but for one label."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.graph.answers import listed
from svclint.graph.backends.ports import named_port, numbered_port
from svclint.graph.backends.servers import programs_of
from svclint.graph.doubts import may_come_at_run_time
from svclint.graph.labels.controller_labels import is_controller_label
from svclint.graph.likeness import Likeness, Vocabulary, words_of
from svclint.model.produced import Produced
from svclint.model.service import Service

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.pod_template import PodTemplate
    from svclint.model.service import ServicePort
    from svclint.model.workload import Workload

Wanted: TypeAlias = "dict[tuple[str, str, frozenset[tuple[str, str]]], dict[str, Service]]"
"""Services by the value of one label, filed under their namespace, the key of that label, and their other labels."""


_SUFFIXES = ("-svc", "-service")


class NearService(NamedTuple):
    """A Service that has other pods and asks for `key` besides what the workload's pods carry.

    `kinship` is the clause that says why its pods belong to the workload.
    """

    workload: Workload
    service: Service
    key: str
    kinship: str


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
            kinship = _kinship(graph, service, workload, key) if service and _serves(service, workload) else ""
            if service is not None and kinship:
                yield NearService(workload, service, key, kinship)
    yield from _namesakes(graph, loose)


def _kinship(graph: Graph, service: Service, workload: Workload, key: str) -> str:
    asked = service.selector[key]
    if any(not programs_of(each).isdisjoint(programs_of(workload)) for each in graph.backends(service)):
        return "which run the same program"
    return f"which are named for {asked}" if _is_named_for(workload, asked, workload.pod_labels.get(key)) else ""


def _namesakes(graph: Graph, loose: Collection[Workload]) -> Iterator[NearService]:
    """Services that have a workload's name, and only pods that another Service has too: copied, and not adapted."""
    for workload in loose:
        for name in (workload.name, *(f"{workload.name}{suffix}" for suffix in _SUFFIXES)):
            for service in graph.index.services_named(workload.namespace, name):
                key = _odd_key(service, workload)
                others = graph.backends(service)
                if key and others and all(len(graph.services_selecting(each)) > 1 for each in others):
                    kinship = f"whose name it has, but those of {listed([each.title for each in others])}"
                    yield NearService(workload, service, key, kinship)


def _odd_key(service: Service, workload: Workload) -> str:
    """The one label that the pods carry with another value; empty where there are more, or where it is not there."""
    labels = workload.pod_labels
    different = [key for key, value in service.selector.items() if labels.get(key) != value]
    return different[0] if len(different) == 1 and different[0] in labels else ""


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
    if written is None and may_come_at_run_time(key):
        return None
    if written is None:
        return next(iter(by_value.values())) if len(by_value) == 1 else None
    alike = values.nearest(written)
    return by_value[alike[0]] if alike and alike[1] is Likeness.SLIP else None


def _serves(service: Service, workload: Workload) -> bool:
    """Whether the workload stands beside the Service and declares all ports that the Service goes to."""
    template = workload.template
    return (
        template is not None and service.folder == workload.folder and all(_declares(template, port) for port in service.ports)
    )


def _is_named_for(workload: Workload, asked: str, written: str | None) -> bool:
    """Whether the workload is called by the value that is asked for, as `reviews-v2` by `reviews`, and not by its own."""
    words = set(words_of(workload.name))
    return written is not None and words.issuperset(words_of(asked)) and not words.issuperset(words_of(written))


def _declares(template: PodTemplate, port: ServicePort) -> bool:
    target = port.target_port
    if isinstance(target, str):
        return named_port(template, target, port.protocol) is not None
    return target is not None and numbered_port(template, target, port.protocol) is not None
