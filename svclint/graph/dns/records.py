"""The DNS records of one Service.

https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ and the specification of DNS-based service discovery
(https://github.com/kubernetes/dns/blob/master/docs/specification.md), measured with CoreDNS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from svclint.graph.backends.families import cluster_families, families_of
from svclint.graph.dns.hostnames import hostnames_of, subdomain_of
from svclint.model.addresses import family_of, parse_address
from svclint.model.endpoints import EndpointSlice
from svclint.model.workload import Job, Pod, StatefulSet, Workload
from svclint.syntax.nodes import Scalar

if TYPE_CHECKING:
    from svclint.graph.backends.endpoints import Backend, BackendPort, ServiceEndpoints
    from svclint.model.addresses import Address, Family
    from svclint.model.endpoints import EndpointAddress
    from svclint.model.service import Service
    from svclint.settings import Settings

RecordType: TypeAlias = Literal["CNAME", "A", "AAAA", "SRV", "PTR"]
UNKNOWN_ADDRESS = "<address>"
"""Stands in names of pods without a hostname: DNS makes the label of their address (`10-244-1-5`), which no file tells."""
TIMES = "\N{MULTIPLICATION SIGN}"
_TYPES: dict[Family, RecordType] = {"IPv4": "A", "IPv6": "AAAA"}


@dataclass(frozen=True)
class Record:
    """One name of one type; it ends in a dot.

    `targets` are names (for SRV with a port before each), or pods and addresses in words.
    """

    name: str
    type: RecordType
    service: Service
    targets: tuple[str, ...]


def name_of(service: Service, zone: str, *labels: str) -> str:
    """The full name of a Service, or one below it."""
    return ".".join((*labels, service.name, service.namespace, "svc", zone, ""))


def records_of(each: ServiceEndpoints, settings: Settings) -> Iterator[Record]:
    """All records of a Service; one name and type may come in several parts."""
    maker = _Records(each, settings)
    if each.service.type == "ExternalName":
        yield from maker.alias()
        return
    yield from maker.of_pods() if each.service.headless else maker.of_cluster_ips()
    yield from maker.of_hostnames()
    yield from maker.of_addresses()


def has_alias(service: Service, zone: str) -> bool:
    """Whether an ExternalName makes a record: none for an address, which is no name, and none for itself (measured)."""
    target = service.external_name
    return bool(target) and parse_address(target) is None and not f".{target}.".endswith(f".{name_of(service, zone)}")


def published(backend: Backend, service: Service) -> dict[str, str]:
    """The hostnames of pods that are published below a Service, and the pods in words."""
    owner = backend.owner
    if not isinstance(owner, Workload) or not backend.answers or subdomain_of(owner) != service.name:
        return {}
    hostnames = hostnames_of(owner, backend.ordinals)
    if isinstance(owner, StatefulSet):
        return {hostname: f"Pod {owner.namespace}/{hostname}" for hostname in hostnames}
    if isinstance(owner, Job) and owner.indexed:
        return {f"{owner.name}-{index}": f"Job {owner.namespace}/{owner.name} index {index}" for index in backend.ordinals}
    return {hostname: in_words(backend) for hostname in hostnames}


def in_words(backend: Backend) -> str:
    """The pods behind a name: a StatefulSet of three is `StatefulSet shop/db` and how many times."""
    owner = backend.owner
    number = "" if backend.replicas is None or isinstance(owner, Pod) else f" {TIMES}{backend.replicas}"
    return f"{owner.kind} {owner.namespace}/{owner.name}{number}"


def ready_addresses(backend: Backend) -> Iterator[tuple[EndpointAddress, Address]]:
    """The hand-written addresses that DNS answers with; a slice of host names has none."""
    return _ready(backend.addresses)


def _ready(addresses: Iterable[EndpointAddress]) -> Iterator[tuple[EndpointAddress, Address]]:
    for each in addresses:
        address = parse_address(each.ip)
        if each.ready and address is not None:
            yield each, address


def ready_names(backend: Backend) -> Iterator[EndpointAddress]:
    """The host names of a slice of type FQDN, which CoreDNS answers as aliases (measured)."""
    owner = backend.owner
    if isinstance(owner, EndpointSlice) and owner.address_type == "FQDN":
        yield from (each for each in backend.addresses if each.ready and parse_address(each.ip) is None)


def label_of(each: EndpointAddress, address: Address) -> str:
    """The label below the Service: the hostname, else the address with dashes."""
    return each.hostname or str(address).replace(".", "-").replace(":", "-")


def fixed_cluster_ips(service: Service) -> tuple[Address, ...]:
    """The cluster IPs that the manifest chooses."""
    texts = (node.text for node in service.cluster_ip_nodes if isinstance(node, Scalar))
    return tuple(address for address in map(parse_address, texts) if address)


def _absolute(name: str) -> str:
    return f"{name.removesuffix('.')}."


class _Records:
    """Makes the records of one Service."""

    def __init__(self, each: ServiceEndpoints, settings: Settings) -> None:
        self._each = each
        self._service = each.service
        self._zone = settings.zone
        self._families = families_of(each.service, settings)
        self._pod_families = [family for family in cluster_families(settings) if family in self._families]
        self._own = name_of(each.service, settings.zone)

    def alias(self) -> Iterator[Record]:
        if has_alias(self._service, self._zone):
            yield self._record(self._own, "CNAME", f"{self._service.external_name}.")

    def of_cluster_ips(self) -> Iterator[Record]:
        """Whether or not anything answers behind them."""
        fixed = fixed_cluster_ips(self._service)
        for family in self._families:
            known = [f"cluster IP {address}" for address in fixed if family_of(address) == family]
            yield self._record(self._own, _TYPES[family], *(known or ["cluster IP"]))
        for address in fixed:
            yield self._record(f"{address.reverse_pointer}.", "PTR", self._own)
        for port in self._service.ports:
            if port.name and port.port is not None:
                yield self._record(self._srv(port.name, port.protocol), "SRV", f"{port.port} {self._own}")

    def of_pods(self) -> Iterator[Record]:
        """Everything that is ready behind a headless Service, and the numbers on which it listens."""
        for backend in self._each.backends:
            pods: list[str] = []
            if isinstance(backend.owner, Workload) and backend.answers:
                yield from self._to_pods(self._own, in_words(backend))
                pods = list(published(backend, self._service)) or [UNKNOWN_ADDRESS]
            for each, address in ready_addresses(backend):
                yield self._record(self._own, _TYPES[family_of(address)], each.ip)
            for each in ready_names(backend):
                yield self._record(self._own, "CNAME", _absolute(each.ip))
            for port in backend.ports:
                yield from self._numbers(port, pods or [label_of(*pair) for pair in _ready(port.behind)])

    def of_hostnames(self) -> Iterator[Record]:
        """Pods and addresses with names of their own; the Service need not be headless."""
        for backend in self._each.backends:
            for hostname, pods in published(backend, self._service).items():
                yield from self._to_pods(name_of(self._service, self._zone, hostname), pods)
            for each, address in ready_addresses(backend):
                if each.hostname:
                    name = name_of(self._service, self._zone, each.hostname)
                    yield self._record(name, _TYPES[family_of(address)], each.ip)

    def of_addresses(self) -> Iterator[Record]:
        """The way back from addresses that the files give."""
        for backend in self._each.backends:
            for each, address in ready_addresses(backend):
                name = name_of(self._service, self._zone, label_of(each, address))
                yield self._record(f"{address.reverse_pointer}.", "PTR", name)

    def _numbers(self, each: BackendPort, labels: list[str]) -> Iterator[Record]:
        if each.port.name and labels:
            targets = (f"{each.number} {name_of(self._service, self._zone, label)}" for label in labels)
            yield self._record(self._srv(each.port.name, each.port.protocol), "SRV", *targets)

    def _srv(self, port: str, protocol: str) -> str:
        return name_of(self._service, self._zone, f"_{port}", f"_{protocol.lower()}")

    def _to_pods(self, name: str, pods: str) -> Iterator[Record]:
        return (self._record(name, _TYPES[family], pods) for family in self._pod_families)

    def _record(self, name: str, record_type: RecordType, *targets: str) -> Record:
        return Record(name, record_type, self._service, targets)
