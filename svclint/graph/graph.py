"""The questions that rules ask."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TypeVar

from svclint.graph.answers import Answer
from svclint.graph.backends.hand_written import HandWritten
from svclint.graph.backends.servers import Servers, servers_among
from svclint.graph.doubts import Doubts
from svclint.graph.gateway.gateway_pods import GatewayProxies
from svclint.graph.gateway.grants import Grants
from svclint.graph.gateway.mesh import Mesh
from svclint.graph.given.divisions import Division, Divisions
from svclint.graph.given.world import World
from svclint.graph.index import Index
from svclint.graph.labels.pods import Pods
from svclint.graph.labels.selections import Selections
from svclint.graph.policy.reachability import Reachability
from svclint.graph.references.named_objects import NamedObjects
from svclint.graph.references.reference_reader import Reference
from svclint.graph.references.references import References
from svclint.graph.text.name_answers import NameAnswers
from svclint.graph.text.pod_names import HostsInText
from svclint.model.objects import Object
from svclint.model.producer_table import ProducerTable
from svclint.model.reference_grant import ReferenceGrant
from svclint.model.service import Service
from svclint.model.workload import Pod, Workload
from svclint.schema.custom import CustomResources, is_definition
from svclint.schema.decode import Decoder
from svclint.schema.faults import Fault, Violation
from svclint.schema.served import Unserved, unserved
from svclint.settings import Settings

ObjectT = TypeVar("ObjectT", bound=Object)


class Graph:
    """One world, cross-referenced. Every answer is remembered, so that many rules may ask the same."""

    def __init__(self, world: World, whole: Graph | None = None) -> None:
        """`whole` is the graph of everything given, where `world` is a part of it: it reads each object by its schema once."""
        self.world = world
        self._whole = whole or self
        self.index = Index(world.objects, ProducerTable(world.settings.producers), world.settings.references)
        self.doubts = Doubts(world, self.index)
        self._pods = Pods(self.index, self.doubts, world.settings)
        self.references = References(self.index, self.doubts, world.settings)
        self._pods_of: dict[Service, Answer[Workload]] = {}
        self._decoder = Decoder(world.settings.kubernetes_version)
        self._faults: dict[Object, tuple[Fault, ...]] = {}
        self._targets: dict[Servers, frozenset[int | str | None]] = {}
        self._servers: dict[tuple[Workload, ...], Servers] = {}

    @property
    def settings(self) -> Settings:
        """The cluster that the manifests are for."""
        return self.world.settings

    def of(self, kind: type[ObjectT]) -> tuple[ObjectT, ...]:
        """All objects of a view, in the order of the input."""
        return self.index.of(kind)

    def pods_of(self, service: Service) -> Answer[Workload]:
        """The workloads whose pods a Service selects. Ask only where `service.selects_pods`."""
        if service not in self._pods_of:
            self._pods_of[service] = self._pods.of(service)
        return self._pods_of[service]

    def backends(self, service: Service) -> tuple[Workload, ...]:
        """The same without the doubts: the workloads of the files that match, none for a Service without selector."""
        return self._pods.matching(service) if service.selects_pods else ()

    def applied_backends(self, service: Service) -> tuple[Workload, ...]:
        """The backends that stay once everything is applied in the order of the input.

        Of several objects of one name the last stays, and an API version that is served no longer makes no pods
        (https://kubernetes.io/docs/reference/using-api/deprecation-guide/).
        """
        served = [each for each in self.backends(service) if not self.is_refused(each)]
        last = {each.identity if each.name else id(each): each for each in served}
        return tuple(each for each in last.values() if not self._is_replaced(each))

    def _is_replaced(self, each: Workload) -> bool:
        """Whether a later Pod of its name has other labels; those of a workload cannot change, as its selector cannot."""
        if not isinstance(each, Pod) or not each.name:
            return False
        return self.index.by_name[each.group, each.kind, each.namespace, each.name][-1] is not each

    def is_refused(self, each: Object) -> bool:
        """Whether its apiVersion is one of Kubernetes itself that the chosen version does not serve."""
        gone = self.unserved(each)
        return gone is not None and gone.own_group

    def servers(self, service: Service) -> Servers:
        """The backends that stay (no Jobs where there is anything else), joined by name, with the ports that they declare."""
        backends = self.backends(service)
        if backends not in self._servers:
            self._servers[backends] = servers_among(backends)
        return self._servers[backends]

    def targets_in(self, servers: Servers) -> AbstractSet[int | str | None]:
        """The target ports of all Services that select any of these workloads; Services with the same pods share the answer."""
        if servers not in self._targets:
            services = {each for workload in servers.without(()) for each in self.services_selecting(workload)}
            self._targets[servers] = frozenset(port.target_port for each in services for port in each.ports)
        return self._targets[servers]

    def is_configured(self, service: Service, number: int) -> bool:
        """Whether the pods behind a Service, or a ConfigMap beside them, speak of a number."""
        return self.servers(service).mention(number) or str(number) in self.index.numbers_in_config(service.namespace)

    def services_selecting(self, workload: Workload) -> tuple[Service, ...]:
        """The Services of its namespace whose selector takes the workload's pods."""
        return self._selecting.get(workload, ())

    def service_named(self, namespace: str, name: str, asking: Object) -> Answer[Service]:
        """The Services of that name, for a reference from `asking`."""
        return self.references.service_named(namespace, name, asking)

    def references_of(self, each: Object) -> tuple[Reference, ...]:
        """Every Service and workload that an object names, by the reference table and the configuration's own rows."""
        return self.references.by_object.get(each, ())

    def referrers_of(self, service: Service) -> tuple[Reference, ...]:
        """Everything that names a Service, in the order of the input."""
        return tuple(self.references.by_service.get((service.namespace, service.name), ()))

    def decode(self, each: Object) -> tuple[Fault, ...]:
        """What keeps the API server of the chosen version from taking an object by its schema; nothing for kinds without one.

        Custom resources go by the definitions among the objects, or by those that the user names.
        """
        if self._whole is not self:
            return self._whole.decode(each)
        faults = self._faults.get(each)
        if faults is None:
            own = self._decoder.decode(each)
            faults = self._faults[each] = own if own or is_definition(each) else tuple(self._custom.faults(each))
        return faults

    def violations(self, each: Object, rule: str) -> tuple[Violation, ...]:
        """The constraints of the overlays on the schemas that an object breaks and that the rule of this name reports."""
        faults = self.decode(each)
        return tuple(fault for fault in faults if isinstance(fault, Violation) and fault.rule == rule) if faults else ()

    def unserved(self, each: Object) -> Unserved | None:
        """What there is to say of an apiVersion and kind that the chosen version does not serve; None where it does."""
        if self._whole is not self:
            return self._whole.unserved(each)
        return self._custom.unserved(each) or unserved(each.api_version, each.kind, self.settings.kubernetes_version)

    def are_alternatives(self, path: str, other: str) -> bool:
        """Whether two files give objects of the same kind, namespace and name, so that one of them will be applied."""
        return not self.index.names_by_path[path].isdisjoint(self.index.names_by_path[other])

    @cached_property
    def divisions(self) -> Divisions:
        """The worlds into which everything given falls; one of them falls into no further ones."""
        return Divisions(self.world if self._whole is self else World(()))

    def within(self, division: Division, asked: Collection[str] | None = None) -> Graph:
        """The graph of one of them, see `Divisions.world_of`."""
        return Graph(self.divisions.world_of(division, asked), self)

    @cached_property
    def common(self) -> Graph:
        """The graph of what none of them has to itself."""
        return Graph(self.divisions.common, self)

    @cached_property
    def _custom(self) -> CustomResources:
        """By the definitions that the server would take."""
        definitions = (filter(is_definition, each) for each in (self.world.objects, self.world.definitions))
        return CustomResources(*([one for one in each if not self.decode(one)] for each in definitions))

    @cached_property
    def named_objects(self) -> NamedObjects:
        """Whether what is named by kind, namespace and name is there."""
        return NamedObjects(self.index, self.doubts, self.settings)

    @cached_property
    def gateway_proxies(self) -> GatewayProxies:
        """The pods that serve the Gateways of Istio."""
        return GatewayProxies(self)

    @cached_property
    def mesh(self) -> Mesh:
        """What Istio makes of host names."""
        return Mesh(self)

    @cached_property
    def grants(self) -> dict[str, Grants]:
        """What lets references of other namespaces in, by namespace."""
        table: dict[str, list[ReferenceGrant]] = {}
        for each in self.of(ReferenceGrant):
            table.setdefault(each.namespace, []).append(each)
        return {namespace: Grants(found) for namespace, found in table.items()}

    @cached_property
    def hand_written(self) -> HandWritten:
        """Endpoints and slices that people wrote, and whose they are."""
        return HandWritten(self.index)

    @cached_property
    def hosts_in_text(self) -> HostsInText:
        """Names of pods and Services in arguments, environment and ConfigMaps."""
        return HostsInText(self.world)

    @cached_property
    def names(self) -> NameAnswers:
        """Which Services those names mean, and whether they are there."""
        return NameAnswers(self)

    @cached_property
    def selections(self) -> Selections:
        """What monitors and budgets select by labels."""
        return Selections(self)

    @cached_property
    def reach(self) -> Reachability:
        """Who may reach whom through the NetworkPolicies."""
        return Reachability(self)

    @cached_property
    def _selecting(self) -> dict[Workload, tuple[Service, ...]]:
        """Services with the same backends go through the table together."""
        groups: dict[tuple[Workload, ...], list[Service]] = {}
        for service in self.of(Service):
            groups.setdefault(self.backends(service), []).append(service)
        table: dict[Workload, list[list[Service]]] = {}
        for workloads, services in groups.items():
            for workload in workloads:
                table.setdefault(workload, []).append(services)
        order = {each: number for number, each in enumerate(self.of(Service))}
        joined = {key: tuple(each for group in lists for each in group) for key, lists in table.items()}
        return {key: tuple(sorted(services, key=order.__getitem__)) for key, services in joined.items()}
