"""Look-up tables, so that the cost of the graph stays linear in its objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias, TypeVar

from svclint.graph.backends.servers import numbers_in
from svclint.graph.labels.controller_labels import is_controller_label
from svclint.graph.labels.labelled import OwnLabels, PodLabels
from svclint.graph.produced import Makers, ProducedPods
from svclint.graph.references.name_table import SERVICE, NameTable
from svclint.graph.references.reference_reader import references_in
from svclint.graph.references.reference_table import shipped_rows, table_of
from svclint.model.objects import Object
from svclint.model.produced import Produced
from svclint.model.producer_table import ProducerTable
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.reference_rows import ReferenceRow

ObjectT = TypeVar("ObjectT", bound=Object)
Pair: TypeAlias = tuple[str, str, str]
"""A namespace, a label's key and its value."""


class Index:
    """Objects by type, by name, by namespace, and workloads by the labels of their pods."""

    def __init__(
        self, objects: tuple[Object, ...], table: ProducerTable | None = None, references: tuple[ReferenceRow, ...] = ()
    ) -> None:
        """`references` are the configuration's own rows of the reference table."""
        self._by_type: dict[type[Object], tuple[Object, ...]] = {}
        self._objects = objects
        self._more_rows = references
        self.by_name: dict[tuple[str, str, str, str], list[Object]] = defaultdict(list)
        self.services: dict[str, list[Service]] = defaultdict(list)
        self.workloads: dict[str, list[Workload]] = defaultdict(list)
        self._by_pair: dict[Pair, list[Service]] = defaultdict(list)
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
        self.pods = PodLabels(self._order)

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

    @cached_property
    def own_labels(self) -> OwnLabels[Workload]:
        """Workloads by the labels that they carry themselves (their pods may not)."""
        return OwnLabels(self._order)

    def with_labels(self, namespace: str, labels: dict[str, str]) -> list[Workload]:
        """Workloads of a namespace whose pods carry all the labels; every workload for no labels."""
        if not labels:
            return self.workloads.get(namespace, [])
        key, value = min(labels.items(), key=lambda pair: self._frequency(namespace, *pair))
        certain, varying = self.pods.carriers(namespace, key, value), self.produced.varying(namespace, key)
        found = [each for each in (*certain, *varying) if each.has(labels)]
        return sorted(found, key=self._order.__getitem__) if varying else found

    def _frequency(self, namespace: str, key: str, value: str) -> int:
        """How many sets of pods carry a label, or may."""
        return len(self.pods.carriers(namespace, key, value)) + len(self.produced.varying(namespace, key))

    def is_set(self, namespace: str, key: str) -> bool:
        """Whether pods of a namespace carry a key, with whatever value."""
        return bool(self.pods.values(namespace, key) or self.produced.varying(namespace, key))

    def are_set_later(self, service: Service) -> bool:
        """Whether a controller sets one of the labels of a selector, as far as it is known."""
        keys = service.selector
        return any(is_controller_label(key) or self.produced.varying(service.namespace, key) for key in keys)

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

    def numbers_in_config(self, namespace: str) -> frozenset[str]:
        """The numbers that stand in the ConfigMaps of a namespace."""
        if namespace not in self._numbers:
            maps = self._config_maps.get(namespace, ())
            self._numbers[namespace] = frozenset(word for each in maps for word in numbers_in(each.node))
        return self._numbers[namespace]

    @cached_property
    def names(self) -> NameTable:
        """Objects by kind and name, and the nearest names."""
        return NameTable(self._objects)

    @cached_property
    def _config_maps(self) -> dict[str, list[Object]]:
        table: dict[str, list[Object]] = defaultdict(list)
        for each in self.kind("", "ConfigMap"):
            table[each.namespace].append(each)
        return table

    def service_slips(self, namespace: str, name: str) -> tuple[str, ...]:
        """The Services of a namespace whose names differ from another by a slip."""
        return self.names.slips(SERVICE, namespace, name)

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
        table = table_of(row for row in (*shipped_rows(), *self._more_rows) if row.target and row.target.scales)
        found = ((each, table.get((each.group, each.kind), ())) for each in self._objects)
        targets = (target for each, rows in found for target in references_in(each, rows))
        return {(each.namespace, each.kind, each.name): each.object for each in targets}

    @cached_property
    def _workloads_by_name(self) -> dict[tuple[str, str], list[Workload]]:
        table: dict[tuple[str, str], list[Workload]] = defaultdict(list)
        for each in self.of(Workload):
            table[each.namespace, each.name].append(each)
        return table


def _lent(borrower: Produced, lender: Workload | None) -> Produced:
    """The same pods with the template of another workload; anything may be in one that is not among the files."""
    template = lender.template if lender else None
    return replace(borrower, template_node=template.node) if template else replace(borrower, is_open=True)
