"""Which texts the pods of a workload read: their own, and the ConfigMaps and Secrets that they take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.syntax.places import items_at, string_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.text.host_in_text import HostInText
    from svclint.graph.text.name_answers import Reading
    from svclint.model.objects import Object
    from svclint.model.pod_template import PodTemplate
    from svclint.model.workload import Workload
    from svclint.syntax.nodes import Node

_FROM_VALUES = (("ConfigMap", "configMapKeyRef"), ("Secret", "secretKeyRef"))
_FROM_ALL = (("ConfigMap", "configMapRef"), ("Secret", "secretRef"))


def readings_of(workload: Workload, graph: Graph) -> Iterator[Reading]:
    """The names of Services that the pods are told, those of the pods' own environment, arguments and commands first."""
    for each in _texts_of(workload, graph):
        yield from (found for found in graph.names.by_owner.get(each, ()) if found.host.speaks_for_pods)


def hosts_of(workload: Workload, graph: Graph) -> Iterator[HostInText]:
    """Every host name that the pods are told."""
    for each in _texts_of(workload, graph):
        yield from (found for found in graph.hosts_in_text.by_owner.get(each, ()) if found.speaks_for_pods)


def _texts_of(workload: Workload, graph: Graph) -> Iterator[Object]:
    yield workload
    for kind, name in dict.fromkeys(_taken(workload.template) if workload.template else ()):
        yield from graph.index.by_name.get(("", kind, workload.namespace, name), ())


def _taken(template: PodTemplate) -> Iterator[tuple[str, str]]:
    """Kind and name of what the pods take into their environment or mount."""
    containers = (*items_at(template.spec, "containers"), *items_at(template.spec, "initContainers"))
    for container in containers:
        for item in items_at(container, "envFrom"):
            yield from ((kind, string_at(item, field, "name") or "") for kind, field in _FROM_ALL)
        for item in items_at(container, "env"):
            yield from ((kind, string_at(item, "valueFrom", field, "name") or "") for kind, field in _FROM_VALUES)
    for volume in items_at(template.spec, "volumes"):
        yield from _mounted(volume)


def _mounted(volume: Node) -> Iterator[tuple[str, str]]:
    yield "ConfigMap", string_at(volume, "configMap", "name") or ""
    yield "Secret", string_at(volume, "secret", "secretName") or ""
    for source in items_at(volume, "projected", "sources"):
        yield "ConfigMap", string_at(source, "configMap", "name") or ""
        yield "Secret", string_at(source, "secret", "name") or ""
