"""Which workloads answer for a Service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Unverifiable, listed
from svclint.graph.labels.controller_labels import carries, is_controller_label
from svclint.graph.labels.impossible_labels import impossible_label
from svclint.graph.labels.near_pods import nearest_to
from svclint.graph.labels.seeker import Seeker
from svclint.model.workload import Workload
from svclint.settings import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.graph.labels.label_misses import Near
    from svclint.model.service import Service
    from svclint.settings import Settings


class Pods:
    """Answers for one world. Services with the same selector share one look-up."""

    def __init__(self, index: Index, doubts: Doubts, settings: Settings) -> None:
        self._index = index
        self._doubts = doubts
        self._external = settings.external.workloads
        self._own_namespace = None if settings.namespace == DEFAULT_NAMESPACE else settings.namespace
        self._matching: dict[tuple[str, frozenset[tuple[str, str]]], tuple[Workload, ...]] = {}

    def of(self, service: Service) -> Answer[Workload]:
        """The workloads whose pods the Service selects, in the order of the input."""
        unread = self._unread_value(service)
        if unread:
            return Unverifiable(f"the selector's value of {unread} is no string")
        found = self.matching(service)
        if found or self._known_outside(service):
            return Matched(found)
        return self._refuted(service)

    def _refuted(self, service: Service) -> Answer[Workload]:
        impossible = impossible_label(service, self._index)
        if impossible:
            doubt = None if impossible.strong else self._doubts.about_pods(service)
            return Unverifiable(doubt, impossible.answer.near) if doubt else impossible.answer
        near = nearest_to(Seeker.of_service(service), self._index, self._own_namespace)
        related = tuple(each.related for each in near)
        if near and near[0].strong and not self._explained(service, near[0]):
            return Contradicted(related, near[0].hint, near[0].slip, near[0].certain)
        doubt = self._doubts.about_pods(service)
        if doubt:
            return Unverifiable(doubt, related)
        hint = near[0].hint if near else labels_there(self._index, service.namespace, service.selector)
        return Contradicted(related, hint)

    def _explained(self, service: Service, near: Near) -> bool:
        """Whether the miss has a better reason than a slip: the label comes at run time or from a kustomization."""
        if near.miss == "template":
            return self._doubts.about_fields(service) is not None
        if near.miss == "namespace":
            return self._doubts.about_namespace(service) is not None
        return near.slip is None and self._doubts.about_run_time_labels(service) is not None

    def matching(self, service: Service) -> tuple[Workload, ...]:
        """The workloads of the files alone; a label that no file can decide counts as carried."""
        if not service.selector or self._unread_value(service):
            return ()
        wanted = service.namespace, frozenset(service.selector.items())
        if wanted not in self._matching:
            self._matching[wanted] = self._look_up(service)
        return self._matching[wanted]

    def _look_up(self, service: Service) -> tuple[Workload, ...]:
        plain = {key: value for key, value in service.selector.items() if not is_controller_label(key)}
        set_later = {key: value for key, value in service.selector.items() if key not in plain}
        found = self._index.with_labels(service.namespace, plain)
        return tuple(each for each in found if all(self._carries(each, *pair) is not False for pair in set_later.items()))

    def _carries(self, workload: Workload, key: str, value: str) -> bool | None:
        scaled = (workload.namespace, workload.kind, workload.name) in self._index.autoscaled
        return carries(workload, key, value, autoscaled=scaled)

    def _unread_value(self, service: Service) -> str | None:
        """The first key of the selector whose value is no string."""
        node = service.selector_node
        return next((key for key, _ in node.items() if key not in service.selector), None) if node else None

    def _known_outside(self, service: Service) -> bool:
        wanted = service.selector.items()
        return any(each.namespace == service.namespace and wanted <= dict(each.labels).items() for each in self._external)


def labels_there(index: Index, namespace: str, pairs: dict[str, str]) -> str:
    """Where nothing comes near: what the pods of the namespace carry instead."""
    place = f"namespace {namespace}"
    for key, value in pairs.items():
        values = index.pods.values(namespace, key)
        if not values:
            return f"no pod of {place} has a label {key}"
        if value not in values:
            return f"the pods of {place} have {key}: {listed(values)}"
    return f"each label is on some pod of {place}, but no pod has all of them"


def nothing_selected(service: Service, answer: Contradicted | Unverifiable) -> str:
    """What there is to say of a selector that takes no pod of the files, without the doubt."""
    labels = service.selection or "its selector"
    if isinstance(answer, Contradicted):
        return f"no pod of namespace {service.namespace} carries {labels}; {answer.hint}"
    return f"no pod in these files carries {labels}"
