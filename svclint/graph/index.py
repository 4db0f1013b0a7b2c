"""Look-up tables, so that the cost of the graph stays linear in its objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias, TypeVar

from svclint.graph.controller_labels import is_controller_label
from svclint.graph.likeness import Vocabulary
from svclint.graph.produced import Makers, ProducedPods
from svclint.graph.servers import numbers_in
from svclint.model.objects import Object
from svclint.model.produced import Produced
from svclint.model.producer_table import ProducerTable
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.syntax.places import mapping_at, string_at

ObjectT = TypeVar("ObjectT", bound=Object)
Pair: TypeAlias = tuple[str, str, str]
"""A namespace, a label's key and its value."""


class Index:
    """Objects by type, by name, by namespace, and workloads by the labels of their pods."""

    def __init__(self, objects: tuple[Object, ...], table: ProducerTable | None = None) -> None:
        self._by_type: dict[type[Object], tuple[Object, ...]] = {}
        self._objects = objects
        self.by_name: dict[tuple[str, str, str, str], list[Object]] = defaultdict(list)
        self.services: dict[str, list[Service]] = defaultdict(list)
        self.workloads: dict[str, list[Workload]] = defaultdict(list)
        self._by_label: dict[Pair, list[Workload]] = defaultdict(list)
        self._by_pair: dict[Pair, list[Service]] = defaultdict(list)
        self._vocabularies: dict[tuple[str, str], Vocabulary] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        self.makers = Makers(table or ProducerTable())
        self.produced = ProducedPods()
        self._order: dict[Workload, int] = {}
        borrowing: list[Produced] = []
        for each in objects:
            self.by_name[each.group, each.kind, each.namespace, each.name].append(each)
            if isinstance(each, Service):
                self._add_service(each)
            else:
                self._add_pods(each, borrowing)
        lenders = {(each.namespace, each.kind, each.name): each for each in reversed(self._order)} if borrowing else {}
        for borrower in borrowing:
            self._add_workload(_lent(borrower, lenders.get(borrower.lender or ("", "", ""))))

    def _add_pods(self, each: Object, borrowing: list[Produced]) -> None:
        for workload in self.makers.pods_of(each):
            if isinstance(workload, Produced) and workload is not each and workload.template_node is not None:
                self.produced.add_template(workload)
            if isinstance(workload, Produced) and workload.lender and workload.template_node is None:
                borrowing.append(workload)
            else:
                self._add_workload(workload)

    def _add_service(self, service: Service) -> None:
        self.services[service.namespace].append(service)
        if service.selects_pods:
            for key, value in service.selector.items():
                self._by_pair[service.namespace, key, value].append(service)
                break

    def _add_workload(self, workload: Workload) -> None:
        self.workloads[workload.namespace].append(workload)
        self._order[workload] = len(self._order)
        for key, value in workload.pod_labels.items():
            self._by_label[workload.namespace, key, value].append(workload)
        if isinstance(workload, Produced):
            self.produced.add(workload)

    def of(self, kind: type[ObjectT]) -> tuple[ObjectT, ...]:
        """All objects of a view, in the order of the input; for workloads also each template inside a custom resource."""
        if kind not in self._by_type:
            within = self.produced.templates if kind is Workload else ()
            self._by_type[kind] = tuple(each for each in (*self._objects, *within) if isinstance(each, kind))
        return self._by_type[kind]  # type: ignore[return-value]  # the table's value type cannot name its key's

    def kind(self, group: str, kind: str) -> list[Object]:
        """The objects of a kind without a view of its own."""
        return self._by_kind.get((group, kind), [])

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str], list[Object]]:
        table: dict[tuple[str, str], list[Object]] = defaultdict(list)
        for each in self._objects:
            table[each.group, each.kind].append(each)
        return table

    def with_labels(self, namespace: str, labels: dict[str, str]) -> list[Workload]:
        """Workloads of a namespace whose pods carry all the labels; every workload for no labels."""
        if not labels:
            return self.workloads.get(namespace, [])
        key, value = min(labels.items(), key=lambda pair: self._frequency(namespace, *pair))
        certain, varying = self._by_label.get((namespace, key, value), []), self.produced.varying(namespace, key)
        found = [each for each in (*certain, *varying) if each.has(labels)]
        return sorted(found, key=self._order.__getitem__) if varying else found

    def _frequency(self, namespace: str, key: str, value: str) -> int:
        """How many sets of pods carry a label, or may."""
        return len(self._by_label.get((namespace, key, value), ())) + len(self.produced.varying(namespace, key))

    def is_set(self, namespace: str, key: str) -> bool:
        """Whether pods of a namespace carry a key, with whatever value."""
        return bool(self.values(namespace, key) or self.produced.varying(namespace, key))

    def are_set_later(self, service: Service) -> bool:
        """Whether a controller sets one of the labels of a selector, as far as it is known."""
        keys = service.selector
        return any(is_controller_label(key) or self.produced.varying(service.namespace, key) for key in keys)

    def carriers(self, namespace: str, labels: dict[str, str]) -> list[list[Workload]]:
        """For each of the labels the workloads whose pods carry it, the rarest label first."""
        return sorted((self._by_label.get((namespace, key, value), []) for key, value in labels.items()), key=len)

    def workloads_named(self, namespace: str, name: str) -> list[Workload]:
        """The workloads of a name in a namespace, of whatever kind."""
        return self._workloads_by_name.get((namespace, name), [])

    def services_named(self, namespace: str, name: str) -> tuple[Service, ...]:
        """The Services of a name in a namespace, several where alternatives stand side by side."""
        return tuple(each for each in self.by_name.get(("", "Service", namespace, name), ()) if isinstance(each, Service))

    def selecting(self, namespace: str, labels: dict[str, str]) -> Iterator[Service]:
        """Services of a namespace whose selector takes these labels: each is filed under its first pair only."""
        for key, value in labels.items():
            for each in self._by_pair.get((namespace, key, value), ()):
                if each.selector.items() <= labels.items():
                    yield each

    def valued(self, namespace: str, value: str) -> list[Workload]:
        """Workloads of a namespace whose pods carry a value under whatever key."""
        return self._by_value.get((namespace, value), [])

    def bearing(self, namespace: str, key: str, value: str) -> list[Workload]:
        """Workloads of a namespace that carry a label themselves (their pods may not)."""
        return self._by_own_label.get((namespace, key, value), [])

    def values(self, namespace: str, key: str) -> list[str]:
        """The values that pods of a namespace carry under a key, in the order of the input."""
        return self._values.get((namespace, key), [])

    def vocabulary(self, namespace: str, key: str) -> Vocabulary:
        """The same values, to find the nearest of."""
        place = namespace, key
        if place not in self._vocabularies:
            self._vocabularies[place] = Vocabulary(self.values(namespace, key))
        return self._vocabularies[place]

    def numbers_in_config(self, namespace: str) -> frozenset[str]:
        """The numbers that stand in the ConfigMaps of a namespace."""
        if namespace not in self._numbers:
            maps = self._config_maps.get(namespace, ())
            self._numbers[namespace] = frozenset(word for each in maps for word in numbers_in(each.node))
        return self._numbers[namespace]

    @cached_property
    def _config_maps(self) -> dict[str, list[Object]]:
        table: dict[str, list[Object]] = defaultdict(list)
        for each in self.kind("", "ConfigMap"):
            table[each.namespace].append(each)
        return table

    @cached_property
    def service_names(self) -> dict[str, Vocabulary]:
        """The names of the Services of each namespace, to find the nearest of."""
        return {namespace: Vocabulary(each.name for each in services) for namespace, services in self.services.items()}

    def service_slips(self, namespace: str, name: str) -> tuple[str, ...]:
        """The Services of a namespace whose names differ from another by a slip."""
        names = self.service_names.get(namespace)
        return names.slips(name) if names else ()

    @cached_property
    def hostnames(self) -> frozenset[tuple[str, str, str]]:
        """Namespace, hostname and subdomain that templates give their pods."""
        templates = ((each.namespace, each.template) for each in self.of(Workload) if each.template)
        return frozenset((namespace, each.hostname, each.subdomain) for namespace, each in templates)

    @cached_property
    def services_by_name(self) -> dict[str, list[Service]]:
        """Services of all namespaces by their name."""
        table: dict[str, list[Service]] = defaultdict(list)
        for each in self.of(Service):
            table[each.name].append(each)
        return table

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """Those in which there is an object, or that are one."""
        return frozenset(each.name if each.kind == "Namespace" else each.namespace for each in self._objects)

    @cached_property
    def names_by_path(self) -> dict[str, set[tuple[str, str, str]]]:
        """Kind, namespace and name of the objects of each file."""
        table: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for each in self._objects:
            table[each.document.source.path].add((each.kind, each.namespace, each.name))
        return table

    @cached_property
    def namespaces_with_label(self) -> dict[tuple[str, str], list[str]]:
        """In which namespaces pods carry a label."""
        table: dict[tuple[str, str], list[str]] = defaultdict(list)
        for namespace, key, value in sorted(self._by_label):
            table[key, value].append(namespace)
        return table

    @cached_property
    def successors(self) -> dict[tuple[str, str, str], Produced]:
        """What takes over the template of another workload and has its controller scale that one down, by what it replaces."""
        found = (each for workloads in self.workloads.values() for each in workloads if isinstance(each, Produced))
        return {each.lender: each for each in found if each.lender and each.scales_down_lender}

    @property
    def autoscaled(self) -> AbstractSet[tuple[str, str, str]]:
        """Namespace, kind and name of what an autoscaler gives its number of replicas."""
        return self.autoscalers.keys()

    @cached_property
    def autoscalers(self) -> dict[tuple[str, str, str], Object]:
        """The autoscalers, by namespace, kind and name of what they scale."""
        targets = ((each, mapping_at(each.node, "spec", "scaleTargetRef")) for each in self._objects)
        return {
            (each.namespace, string_at(target, "kind") or "Deployment", string_at(target, "name") or ""): each
            for each, target in targets
            if target is not None
        }

    @cached_property
    def _workloads_by_name(self) -> dict[tuple[str, str], list[Workload]]:
        table: dict[tuple[str, str], list[Workload]] = defaultdict(list)
        for each in self.of(Workload):
            table[each.namespace, each.name].append(each)
        return table

    @cached_property
    def _by_own_label(self) -> dict[Pair, list[Workload]]:
        table: dict[Pair, list[Workload]] = defaultdict(list)
        for workload in self.of(Workload):
            for key, value in workload.labels.items():
                table[workload.namespace, key, value].append(workload)
        return table

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], list[Workload]]:
        table: dict[tuple[str, str], list[Workload]] = defaultdict(list)
        for (namespace, _, value), workloads in self._by_label.items():
            table[namespace, value] += workloads
        return table

    @cached_property
    def _values(self) -> dict[tuple[str, str], list[str]]:
        table: dict[tuple[str, str], list[str]] = defaultdict(list)
        for namespace, key, value in self._by_label:
            table[namespace, key].append(value)
        return table


def _lent(borrower: Produced, lender: Workload | None) -> Produced:
    """The same pods with the template of another workload; anything may be in one that is not among the files."""
    template = lender.template if lender else None
    return replace(borrower, template_node=template.node) if template else replace(borrower, is_open=True)
