"""Backends written by hand: Endpoints (core/v1) and EndpointSlice (discovery.k8s.io)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import integer_at, items_at, scalar_at, string_at

SERVICE_NAME_LABEL = "kubernetes.io/service-name"
MANAGED_BY_LABEL = "endpointslice.kubernetes.io/managed-by"
SKIP_MIRROR_LABEL = "endpointslice.kubernetes.io/skip-mirror"


@dataclass(frozen=True, eq=False)
class EndpointPort:
    """A port of a subset or a slice: kube-proxy joins it with the Service's by name and protocol."""

    node: Mapping

    @cached_property
    def name(self) -> str:
        """Empty for an unnamed port."""
        return string_at(self.node, "name") or ""

    @cached_property
    def port(self) -> int | None:
        """The number on which the backend listens."""
        return integer_at(self.node, "port")

    @cached_property
    def protocol(self) -> str:
        """TCP where none is given."""
        return string_at(self.node, "protocol") or "TCP"


@dataclass(frozen=True, eq=False)
class EndpointAddress:
    """One address. `node` is the scalar that holds it; `hostname` gives it a DNS name under a headless Service."""

    node: Scalar
    hostname: str
    ready: bool

    @property
    def ip(self) -> str:
        """The address as written (a host name in a slice of type FQDN)."""
        return self.node.text


@dataclass(frozen=True, eq=False)
class Subset:
    """Addresses that share ports."""

    addresses: tuple[EndpointAddress, ...]
    ports: tuple[EndpointPort, ...]


def _ports(items: tuple[object, ...]) -> tuple[EndpointPort, ...]:
    return tuple(EndpointPort(item) for item in items if isinstance(item, Mapping))


@dataclass(frozen=True, eq=False)
class Endpoints(Object):
    """https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/ (deprecated since 1.33)."""

    @cached_property
    def subsets(self) -> tuple[Subset, ...]:
        """The subsets as written."""
        return tuple(
            Subset(
                (*self._addresses(item, "addresses"), *self._addresses(item, "notReadyAddresses")),
                _ports(items_at(item, "ports")),
            )
            for item in items_at(self.node, "subsets")
        )

    def _addresses(self, subset: object, field: str) -> tuple[EndpointAddress, ...]:
        items = items_at(subset, field) if isinstance(subset, Mapping) else ()
        found = ((item, scalar_at(item, "ip")) for item in items)
        return tuple(
            EndpointAddress(node, string_at(item, "hostname") or "", ready=field == "addresses")
            for item, node in found
            if node is not None
        )


@dataclass(frozen=True, eq=False)
class EndpointSlice(Object):
    """https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/."""

    @property
    def service_name(self) -> str:
        """The Service it belongs to, by its label; empty where it belongs to none."""
        return self.labels.get(SERVICE_NAME_LABEL, "")

    @property
    def address_type(self) -> str:
        """IPv4, IPv6 or FQDN."""
        return string_at(self.node, "addressType") or ""

    @cached_property
    def ports(self) -> tuple[EndpointPort, ...]:
        """The ports that all its endpoints share."""
        return _ports(items_at(self.node, "ports"))

    @cached_property
    def addresses(self) -> tuple[EndpointAddress, ...]:
        """Every address of every endpoint; unset `ready` counts as ready."""
        return tuple(
            EndpointAddress(address, string_at(item, "hostname") or "", ready=_ready(item))
            for item in items_at(self.node, "endpoints")
            for address in items_at(item, "addresses")
            if isinstance(address, Scalar)
        )


def _ready(endpoint: object) -> bool:
    ready = scalar_at(endpoint, "conditions", "ready") if isinstance(endpoint, Mapping) else None
    return ready is None or ready.value is not False
