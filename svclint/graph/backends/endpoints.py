"""Who answers for a Service: the pods and hand-written addresses behind it, and on which ports.

What the controllers make of the files once they are applied, measured on a control plane
(https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from svclint.graph.answers import Contradicted, Matched, Unverifiable, listed
from svclint.graph.backends.families import cluster_families, families_of
from svclint.graph.backends.ports import resolve_target
from svclint.graph.backends.replicas import selected_pods
from svclint.graph.labels.controller_labels import carries, is_controller_label
from svclint.graph.labels.pods import nothing_selected
from svclint.model.endpoints import EndpointAddress, Endpoints, EndpointSlice
from svclint.model.produced import Produced
from svclint.model.service import Service
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.graph.backends.hand_written import Backing
    from svclint.graph.graph import Graph
    from svclint.model.service import ServicePort

Verdict: TypeAlias = Literal["matched", "contradicted", "unverifiable"]
SIDECAR_PORTS = (1, 33)
"""From this Kubernetes version on a named target port is looked up in sidecars too."""

_NOTHING_WRITTEN = (
    "it has no selector, and no Endpoints or EndpointSlice for it is among the files; something else may write them"
)


class BackendPort(NamedTuple):
    """A port of a Service and the number on which a backend answers it.

    `behind` are the hand-written addresses that listen there: each subset of Endpoints has ports of its own.
    """

    port: ServicePort
    number: int
    behind: tuple[EndpointAddress, ...] = ()


@dataclass(frozen=True, eq=False)
class Backend:
    """What answers for a Service.

    `replicas` is the number of pods or addresses, None where no file tells. `ordinals` are the numbers of those pods that the
    controller numbers, else empty. `missing` are the ports of the Service that it does not serve.
    """

    owner: Workload | Endpoints | EndpointSlice
    replicas: int | None
    ports: tuple[BackendPort, ...]
    missing: tuple[ServicePort, ...]
    ordinals: tuple[int, ...] = ()
    addresses: tuple[EndpointAddress, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether there is at least one pod, or an address that is ready."""
        return self.replicas != 0 if isinstance(self.owner, Workload) else any(each.ready for each in self.addresses)


@dataclass(frozen=True, eq=False)
class ServiceEndpoints:
    """The answer for one Service. `because` says why nothing is known to answer; None where backends match."""

    service: Service
    verdict: Verdict
    because: str | None
    backends: tuple[Backend, ...]


def applied_services(graph: Graph) -> tuple[Service, ...]:
    """The Services that are there once everything is applied, by namespace and name: of several of one name the last."""
    last = {(each.namespace, each.name or f"{id(each)}"): each for each in graph.of(Service)}
    return tuple(sorted(last.values(), key=lambda each: (each.namespace, each.name)))


def endpoints_of(service: Service, graph: Graph) -> ServiceEndpoints:
    """Who answers for one Service."""
    if service.type == "ExternalName":
        alias = f"it is an alias for {service.external_name or 'nothing'} and has no backends"
        return ServiceEndpoints(service, "matched", alias, ())
    hand_written = tuple(_by_hand(each, service) for each in hand_written_for(service, graph))
    if service.selects_pods:
        verdict, because, workloads = _selected(service, graph)
        pods = tuple(_of_pods(each, service, graph) for each in workloads)
        return ServiceEndpoints(service, verdict, because, (*pods, *hand_written))
    if hand_written:
        return ServiceEndpoints(service, "matched", None, hand_written)
    return ServiceEndpoints(service, "unverifiable", _NOTHING_WRITTEN, ())


def hand_written_for(service: Service, graph: Graph) -> tuple[Backing, ...]:
    """The Endpoints and slices that count: beside a selector slices only, of several of one name the last.

    An API version that is served no longer makes none (measured).
    """
    found = [each for each in graph.hand_written.of(service) if not graph.is_refused(each)]
    count = [each for each in found if not (service.selects_pods and isinstance(each, Endpoints))]
    return tuple({(each.kind, each.name or id(each)): each for each in count}.values())


def undecided_label(workload: Workload, service: Service, graph: Graph) -> str | None:
    """A label of the selector whose value on these pods no file tells, if any."""
    scaled = (workload.namespace, workload.kind, workload.name) in graph.index.autoscaled
    pairs = ((key, value) for key, value in service.selector.items() if is_controller_label(key))
    return next((key for key, value in pairs if carries(workload, key, value, autoscaled=scaled) is None), None)


def _selected(service: Service, graph: Graph) -> tuple[Verdict, str | None, tuple[Workload, ...]]:
    """The verdict of a selector, and the workloads whose pods certainly answer."""
    match graph.pods_of(service):
        case Contradicted() as answer:
            return "contradicted", nothing_selected(service, answer), ()
        case Unverifiable(because=doubt) as answer:
            return "unverifiable", f"{nothing_selected(service, answer)}; {doubt}", ()
        case Matched(found=()):
            return "matched", "the configuration lists its pods under external.workloads", ()
    applied = graph.applied_backends(service)
    if not applied:
        titles = listed([f"{each.title} ({each.api_version})" for each in graph.backends(service)])
        return "contradicted", f"{titles} would match, but Kubernetes no longer serves that apiVersion", ()
    return _certain(service, applied, graph)


def _certain(service: Service, applied: tuple[Workload, ...], graph: Graph) -> tuple[Verdict, str | None, tuple[Workload, ...]]:
    titles = listed([each.title for each in applied])
    families = families_of(service, graph.settings)
    if not set(families) & set(cluster_families(graph.settings)):
        because = f"the pods of {titles} match, and answer only if they have {families[0]} addresses"
        return "unverifiable", f"{because} (write the cluster's service-ranges into the configuration)", ()
    decided = tuple(each for each in applied if undecided_label(each, service, graph) is None)
    if decided:
        return "matched", None, decided
    label = undecided_label(applied[0], service, graph)
    return "unverifiable", f"the pods of {titles} match if their controller sets {label} to the value asked for", ()


def _of_pods(workload: Workload, service: Service, graph: Graph) -> Backend:
    selected = selected_pods(workload, service, graph.index)
    sidecars = graph.settings.kubernetes_version >= SIDECAR_PORTS
    found = [(port, _target(port, workload, sidecars=sidecars)) for port in service.ports]
    return Backend(
        owner=workload,
        replicas=selected.number,
        ports=tuple(BackendPort(port, target) for port, target in found if target is not None),
        missing=tuple(port for port, target in found if target is None),
        ordinals=selected.ordinals,
    )


def _target(port: ServicePort, workload: Workload, *, sidecars: bool) -> int | None:
    """A number needs no template: the pods of a custom resource answer on it although little is known of them."""
    if workload.template is not None:
        return resolve_target(port, workload.template, sidecars=sidecars)
    return port.target_port if isinstance(workload, Produced) and isinstance(port.target_port, int) else None


def _by_hand(backing: Backing, service: Service) -> Backend:
    """kube-proxy joins the ports of endpoints with the Service's by name and protocol; their numbers count, not targetPort."""
    parts = backing.subsets if isinstance(backing, Endpoints) else (backing,)
    written: dict[tuple[str, str, int], list[EndpointAddress]] = defaultdict(list)
    for part in parts:
        for each in part.ports:
            if each.port is not None:
                written[each.name, each.protocol, each.port] += part.addresses
    ports = tuple(
        BackendPort(port, number, tuple(behind))
        for port in service.ports
        for (name, protocol, number), behind in sorted(written.items(), key=itemgetter(0))
        if (name, protocol) == (port.name, port.protocol)
    )
    served = [each.port for each in ports]
    addresses = tuple(address for part in parts for address in part.addresses)
    missing = tuple(port for port in service.ports if port not in served)
    return Backend(owner=backing, replicas=len(addresses), ports=ports, missing=missing, addresses=addresses)
