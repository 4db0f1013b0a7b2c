"""What names Services and workloads, and whether they are there."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Slip, Unverifiable
from svclint.graph.dns.cluster_names import API_SERVER
from svclint.graph.likeness import Likeness, differ_in_number, likeness
from svclint.graph.references.name_table import SERVICE, as_elsewhere, as_nearest
from svclint.graph.references.named_workloads import NamedWorkloads
from svclint.graph.references.reference_reader import Reference, references_in
from svclint.graph.references.reference_table import shipped_rows, table_of
from svclint.model.objects import Object
from svclint.model.service import Service
from svclint.syntax.nodes import Scalar
from svclint.syntax.places import items_at

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.settings import Settings

_SERVICE_ENTRY = ("networking.istio.io", "ServiceEntry")


class References:
    """Answers for one world."""

    def __init__(self, index: Index, doubts: Doubts, settings: Settings) -> None:
        self._index = index
        self._doubts = doubts
        self._external = settings.external
        self._zone = settings.zone
        self._more_rows = settings.references
        self.workloads = NamedWorkloads(index, doubts, settings)

    @cached_property
    def by_object(self) -> dict[Object, tuple[Reference, ...]]:
        """What each object refers to, by the reference table; objects that refer to nothing are left out."""
        table = table_of((*shipped_rows(), *self._more_rows))
        found: dict[Object, tuple[Reference, ...]] = {}
        for each in self._index.of(Object):
            rows = table.get((each.group, each.kind))
            if rows is not None:
                found[each] = tuple(filter(self._is_meant, references_in(each, rows, self._zone)))
        return found

    @cached_property
    def all(self) -> tuple[Reference, ...]:
        """Every reference, in the order of the input."""
        return tuple(reference for found in self.by_object.values() for reference in found)

    @cached_property
    def by_service(self) -> dict[tuple[str, str], list[Reference]]:
        """References to Services by namespace and name."""
        table: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        for each in self.all:
            if each.names_service:
                table[each.namespace, each.name].append(each)
        return table

    def service_of(self, reference: Reference) -> Answer[Service]:
        """The Services that a reference names. Hosts that a ServiceEntry of Istio declares need no Service."""
        if reference.row.form == "host" and self._is_declared(reference):
            return Matched(())
        answer = self.service_named(reference.namespace, reference.name, reference.object)
        if isinstance(answer, Matched):
            return answer
        elsewhere = self.nearly_elsewhere(reference.namespace, reference.name, reference.namespace_node)
        return elsewhere or self.weakened(answer, reference.namespace, reference.name, reference.object)

    def slips(self, reference: Reference) -> tuple[str, ...]:
        """The names of Services in that namespace that differ by a slip from the one that a reference names."""
        return self._index.service_slips(reference.namespace, reference.name)

    def nearly_elsewhere(self, namespace: str, name: str, at: Scalar | None = None) -> Contradicted | None:
        """A Service of that name in a namespace that differs by a slip from one of which no file speaks; `at` is where."""
        for each in self._index.services_by_name.get(name, ()) if namespace not in self._index.namespaces else ():
            alike = likeness(namespace, each.namespace) is Likeness.SLIP
            if alike and not differ_in_number(namespace, each.namespace):
                hint = f"Service {name} is in namespace {each.namespace}"
                slip = Slip(at, each.namespace) if at is not None else None
                return Contradicted((Related(each.name_place, hint),), hint, slip)
        return None

    def weakened(self, answer: Answer[Service], namespace: str, name: str, asking: Object) -> Answer[Service]:
        """Names that differ in a number only may be siblings, one of them elsewhere."""
        alike = self._index.names.nearest(SERVICE, namespace, name) if isinstance(answer, Contradicted) else None
        if isinstance(answer, Contradicted) and alike and differ_in_number(name, alike[0].name):
            doubt = self._doubts.about_service(namespace, asking)
            return Unverifiable(doubt, answer.near) if doubt else answer
        return answer

    def _is_meant(self, reference: Reference) -> bool:
        """Two words with a dot between them are a host of the outside world, unless there is such a Service."""
        if not reference.half_qualified:
            return True
        there = self._index.services_named(reference.namespace, reference.name)
        return bool(there) and not self._is_declared(reference)

    def _is_declared(self, reference: Reference) -> bool:
        full = f"{reference.name}.{reference.namespace}.svc.{self._zone}"
        hosts = {reference.name_node.text, full}
        domains = {"*." + text.partition(".")[2] for text in hosts}
        return not self._declared_hosts.isdisjoint(hosts | domains)

    @cached_property
    def _declared_hosts(self) -> frozenset[str]:
        """https://istio.io/latest/docs/reference/config/networking/service-entry/."""
        entries = (each for each in self._index.of(Object) if (each.group, each.kind) == _SERVICE_ENTRY)
        hosts = (host for each in entries for host in items_at(each.node, "spec", "hosts"))
        return frozenset(host.text for host in hosts if isinstance(host, Scalar))

    def service_named(self, namespace: str, name: str, asking: Object) -> Answer[Service]:
        """The Services of that name (several where alternatives stand side by side) for a reference from `asking`."""
        found = self._index.services_named(namespace, name)
        if found or self._is_known(namespace, name):
            return Matched(found)
        near, slip = self._nearest(namespace, name)
        related, hint = ((near,), near.message) if near else ((), "")
        if slip:
            return Contradicted(related, hint)
        elsewhere = self._index.services_by_name.get(name, ())
        doubt = self._doubts.about_written_namespace(namespace, elsewhere, asking)
        doubt = doubt or self._doubts.about_service(namespace, asking)
        return Unverifiable(doubt, related) if doubt else Contradicted(related, hint)

    def _is_known(self, namespace: str, name: str) -> bool:
        """Whether no file gives the Service, but the configuration says that it is there, or a controller makes it."""
        pair = (namespace, name)
        outside = pair == API_SERVER or pair in self._external.services or namespace in self._external.namespaces
        return outside or bool(self._index.makers.services_named(namespace, name))

    def _nearest(self, namespace: str, name: str) -> tuple[Related | None, bool]:
        """The nearest Service, and whether the difference explains itself as a slip."""
        alike = self._index.names.nearest(SERVICE, namespace, name)
        made = self._index.makers.nearest_service(namespace, name)
        if alike and (made is None or alike[1] >= made[1]):
            return as_nearest(alike[0]), alike[1] is Likeness.SLIP
        if made:
            each, degree = made
            message = f"the nearest is Service {each.name}, which the controller of {each.owner.title} makes"
            return Related(each.owner.name_place, message), degree is Likeness.SLIP
        for service in self._index.services_by_name.get(name, [])[:1]:
            return as_elsewhere(service, namespace), False
        return None, False
