"""Backends that people write themselves: which Endpoints and slices belong to which Service."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.graph.likeness import Vocabulary
from svclint.model.addresses import Address, parse_address
from svclint.model.endpoints import (
    MANAGED_BY_LABEL,
    SKIP_MIRROR_LABEL,
    EndpointAddress,
    EndpointPort,
    Endpoints,
    EndpointSlice,
)
from svclint.model.service import Service
from svclint.syntax.nodes import item_text

if TYPE_CHECKING:
    from svclint.graph.index import Index

Backing: TypeAlias = Endpoints | EndpointSlice
_LOCK = "control-plane.alpha.kubernetes.io/leader"
_SLICE_CONTROLLER = "endpointslice-controller.k8s.io"
_MIRRORING_CONTROLLER = "endpointslicemirroring-controller.k8s.io"


class BackingPort(NamedTuple):
    """A port of a hand-written backend, and the object that holds it."""

    owner: Backing
    port: EndpointPort


class HandWritten:
    """Answers for one world.

    https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
    """

    def __init__(self, index: Index) -> None:
        """File what the index has under the Service that it names."""
        self._index = index
        self._backing: dict[tuple[str, str], list[Backing]] = defaultdict(list)
        self._by_namespace: dict[str, list[Backing]] = defaultdict(list)
        self._set_aside: dict[tuple[str, str], list[Backing]] = defaultdict(list)
        for endpoints in index.of(Endpoints):
            if is_mirrored(endpoints):
                self._add(endpoints, endpoints.name)
            else:
                self._set_aside[endpoints.namespace, endpoints.name].append(endpoints)
        for each in index.of(EndpointSlice):
            if self._is_deleted(each):
                self._set_aside[each.namespace, each.service_name].append(each)
            else:
                self._add(each, each.service_name)

    def _is_deleted(self, each: EndpointSlice) -> bool:
        """Whether a controller takes the slice for an old one of its own.

        The slice controller looks after Services with a selector only; the mirroring controller deletes everywhere (measured).
        """
        mark = each.labels.get(MANAGED_BY_LABEL)
        selects = any(service.selects_pods for service in self.services_named(each.namespace, each.service_name))
        return mark == _MIRRORING_CONTROLLER or (mark == _SLICE_CONTROLLER and selects)

    def _add(self, each: Backing, name: str) -> None:
        if name:
            self._backing[each.namespace, name].append(each)
        self._by_namespace[each.namespace].append(each)

    def of(self, service: Service) -> tuple[Backing, ...]:
        """The Endpoints and slices that answer for a Service of this name."""
        return tuple(self._backing.get((service.namespace, service.name), ()))

    def answering(self, service: Service) -> tuple[Backing, ...]:
        """The same where nothing but them answers; none for a Service with a selector and for an ExternalName.

        Of Services of one name, alternatives side by side, only the first has them, so that each of them is looked at once.
        """
        if self._index.by_name["", "Service", service.namespace, service.name][0] is not service:
            return ()
        backing = self.of(service)
        same = self.services_named(service.namespace, service.name) if backing else ()
        return () if any(each.selects_pods or each.type == "ExternalName" for each in same) else backing

    def set_aside(self, service: Service) -> tuple[Backing, ...]:
        """Those that name the Service and do not answer for it: Endpoints that are not mirrored, slices that are deleted."""
        return tuple(self._set_aside.get((service.namespace, service.name), ()))

    def ports_of(self, service: Service) -> tuple[BackingPort, ...]:
        """The ports of all of them."""
        return tuple(BackingPort(each, port) for each in self.of(service) for port in _ports(each))

    def services_named(self, namespace: str, name: str) -> tuple[Service, ...]:
        """The Services that such an object may belong to; several where alternatives stand side by side."""
        return self._index.services_named(namespace, name) if name else ()

    def nearest_bare(self, namespace: str, name: str) -> Service | None:
        """The Service without selector and without backends whose name is most like `name`: the one that was meant."""
        words = self._bare_names.get(namespace)
        alike = words.nearest(name) if words else None
        return next(filter(self.is_bare, self.services_named(namespace, alike[0])), None) if alike else None

    def bare_elsewhere(self, namespace: str, name: str) -> Service | None:
        """The one Service of exactly this name in another namespace, if it has neither selector nor backends."""
        others = [each for each in self._index.services_by_name.get(name, ()) if each.namespace != namespace]
        return others[0] if len(others) == 1 and self.is_bare(others[0]) else None

    def nearest_stray(self, service: Service) -> Backing | None:
        """Endpoints or a slice of no Service whose name is like this one's."""
        strays = self._strays.get(service.namespace, {})
        words = self._stray_names.get(service.namespace)
        alike = words.nearest(service.name) if words else None
        return strays[alike[0]] if alike else None

    def is_bare(self, service: Service) -> bool:
        """Whether nothing gives the Service backends: no selector, no Endpoints, no slice; an ExternalName needs none."""
        return not (service.selects_pods or service.type == "ExternalName" or self.of(service))

    @cached_property
    def virtual_ips(self) -> dict[Address, Service]:
        """The cluster IPs that Services ask for, and who asks first."""
        asked = ((item_text(node), each) for each in self._index.of(Service) for node in each.cluster_ip_nodes)
        parsed = ((parse_address(text or ""), each) for text, each in asked)
        return {address: each for address, each in reversed(list(parsed)) if address is not None}

    @cached_property
    def _bare_names(self) -> dict[str, Vocabulary]:
        services = self._index.services.items()
        return {place: Vocabulary(each.name for each in found if self.is_bare(each)) for place, found in services}

    @cached_property
    def _strays(self) -> dict[str, dict[str, Backing]]:
        """By namespace, and by the Service that they name and that is not there, the first of its name."""
        table: dict[str, dict[str, Backing]] = {}
        for namespace, found in self._by_namespace.items():
            for each in filter(self._is_stray, found):
                table.setdefault(namespace, {}).setdefault(_claimed(each), each)
        return table

    @cached_property
    def _stray_names(self) -> dict[str, Vocabulary]:
        return {namespace: Vocabulary(found) for namespace, found in self._strays.items()}

    def _is_stray(self, each: Backing) -> bool:
        return not self.services_named(each.namespace, _claimed(each))


def _claimed(each: Backing) -> str:
    return each.name if isinstance(each, Endpoints) else each.service_name


def _ports(each: Backing) -> tuple[EndpointPort, ...]:
    return each.ports if isinstance(each, EndpointSlice) else tuple(port for subset in each.subsets for port in subset.ports)


def addresses_in(each: Backing) -> tuple[EndpointAddress, ...]:
    """All addresses of an Endpoints or a slice, those that are not ready too."""
    if isinstance(each, EndpointSlice):
        return each.addresses
    return tuple(address for subset in each.subsets for address in subset.addresses)


def is_mirrored(endpoints: Endpoints) -> bool:
    """Whether the mirroring controller makes a slice of it: it has subsets, is no lock of an election, and is not exempt."""
    exempt = endpoints.labels.get(SKIP_MIRROR_LABEL) == "true" or _LOCK in endpoints.annotations
    return bool(endpoints.subsets) and not exempt


def why_not_mirrored(endpoints: Endpoints) -> str:
    """What keeps the mirroring controller off, for Endpoints of which it makes no slice."""
    if not endpoints.subsets:
        return "they have no addresses"
    if endpoints.labels.get(SKIP_MIRROR_LABEL) == "true":
        return f"their label {SKIP_MIRROR_LABEL} keeps them from being mirrored"
    return "they are a lock of a leader election"


def is_controllers_own(each: EndpointSlice) -> bool:
    """Whether it carries the mark of a controller that deletes it beside a selector (measured)."""
    return each.labels.get(MANAGED_BY_LABEL) in {_SLICE_CONTROLLER, _MIRRORING_CONTROLLER}
