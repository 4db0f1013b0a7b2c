"""What the host names in text mean in a world: which Service each of them names, and whether it is there.

Only names that are certainly the cluster's are read: those that say `svc`, and short ones that name a Service, or nearly do,
where a host stands. https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Unverifiable
from svclint.graph.dns.cluster_names import API_SERVER, CLUSTER_DNS, SERVICES, ClusterName, cluster_name, is_known
from svclint.graph.likeness import Likeness, differ_in_number, likeness
from svclint.graph.references.name_table import SERVICE
from svclint.graph.text.host_in_text import Where
from svclint.graph.text.host_places import is_host, port_meant
from svclint.model.service import Service
from svclint.settings import DEFAULT_NAMESPACE
from svclint.syntax.places import items_at, string_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.text.host_in_text import HostInText
    from svclint.model.objects import Object

_PODS = re.compile(r"-\d+\Z|[^\w-]")
"""Numbered pods, and what a variable may make one; any other word before a Service is a domain of the outside world."""
_QUALIFIED, _BELOW = 2, 3
"""Labels of `service.namespace` (or `pod.service`), and of `pod.service.namespace`."""


@dataclass(frozen=True)
class Reading:
    """A host name, read: `prefix` stands before the Service's name.

    `full`: the name says `svc`. `elsewhere`: a short name of which the Services are in other namespaces.
    """

    host: HostInText
    service: str
    namespace: str
    answer: Answer[Service]
    prefix: tuple[str, ...] = ()
    full: bool = False
    elsewhere: tuple[Service, ...] = ()


class NameAnswers:
    """The names of one world that are certainly the cluster's."""

    def __init__(self, graph: Graph) -> None:
        """Nothing is read before the first question."""
        self._graph = graph
        self._index = graph.index
        self._zones = ((), tuple(graph.settings.zone.split(".")))

    @cached_property
    def all(self) -> tuple[Reading, ...]:
        """Every name, in the order of the input."""
        found = (self._read(host) for host in self._graph.hosts_in_text.all if host.where is not Where.OTHER)
        return tuple(each for each in found if each)

    @cached_property
    def by_owner(self) -> dict[Object, list[Reading]]:
        """The same by the object in which they stand."""
        table: dict[Object, list[Reading]] = defaultdict(list)
        for each in self.all:
            table[each.host.owner].append(each)
        return table

    def is_given_otherwise(self, host: HostInText) -> bool:
        """Whether a short name has an answer that no Service of the files gives, or none that they would tell."""
        service, namespace = host.labels[0], (*host.labels, host.namespace)[1]
        outside = (namespace, service) in self._graph.settings.external.services or service == API_SERVER[1]
        outside = outside or bool(self._index.makers.services_named(namespace, service))
        there = len(host.labels) == 1 and self._index.services_named(namespace, service)
        return outside or bool(there) or host.text in self._aliases.get(host.namespace, ())

    def _read(self, host: HostInText) -> Reading | None:
        name = cluster_name(host.labels)
        if name:
            is_ours = (
                name.is_known and name.zone in self._zones and (name.namespace, name.service) not in (API_SERVER, CLUSTER_DNS)
            )
            return self._full(host, name) if is_ours else None
        if SERVICES in host.labels:
            return None
        found = next(self._short_forms(host), None)
        if found:
            return found
        return self._missed(host) if host.speaks_for_pods and all(map(is_known, host.labels)) and is_host(host) else None

    def _short_forms(self, host: HostInText) -> Iterator[Reading]:
        """The Services that the search path of the pod leads to: `service`, `service.namespace`, each with a pod before it."""
        labels, own = host.labels, host.namespace
        if len(labels) in (_QUALIFIED, _BELOW):
            yield from self._there(host, labels[-2], labels[-1], labels[:-2])
        if host.speaks_for_pods and len(labels) <= _QUALIFIED and (len(labels) > 1 or is_host(host)):
            yield from self._there(host, labels[-1], own, labels[:-1])

    def _there(self, host: HostInText, service: str, namespace: str, prefix: tuple[str, ...]) -> Iterator[Reading]:
        found = self._index.services_named(namespace, service)
        if found and all(_PODS.search(label) for label in prefix):
            yield Reading(host, service, namespace, Matched(found), prefix)

    def _full(self, host: HostInText, name: ClusterName) -> Reading:
        answer = self._graph.service_named(name.namespace, name.service, host.owner)
        if not isinstance(answer, Matched):
            unwritten = self._anywhere(name)
            references = self._graph.references
            elsewhere = references.nearly_elsewhere(name.namespace, name.service)
            weakened = elsewhere or references.weakened(answer, name.namespace, name.service, host.owner)
            answer = Matched(unwritten) if unwritten else weakened
        return Reading(host, name.service, name.namespace, answer, name.prefix, full=True)

    def _anywhere(self, name: ClusterName) -> tuple[Service, ...]:
        """Services that give no namespace: `kubectl -n` puts them where the text expects them, if nothing else is there."""
        settled = self._graph.settings.namespace != DEFAULT_NAMESPACE or name.namespace in self._index.services
        settled = settled or likeness(name.namespace, DEFAULT_NAMESPACE) is Likeness.SLIP
        named = () if settled else self._index.services_by_name.get(name.service, ())
        return tuple(each for each in named if each.written_namespace is None)

    def _missed(self, host: HostInText) -> Reading | None:
        """A host that no Service of the namespace has for its name, where one elsewhere has, or one nearly."""
        if len(host.labels) > _QUALIFIED or self.is_given_otherwise(host):
            return None
        service, namespace = host.labels[0], (*host.labels, host.namespace)[1]
        elsewhere = tuple(each for each in self._index.services_by_name.get(service, ()) if takes(each, host.port))
        if elsewhere and len(host.labels) == 1:
            return Reading(host, service, namespace, self._of_another(host, elsewhere), elsewhere=elsewhere)
        return self._near_miss(host, service, namespace)

    def _of_another(self, host: HostInText, elsewhere: tuple[Service, ...]) -> Answer[Service]:
        """Whether a short name that only other namespaces know may be answered all the same."""
        related = tuple(Related(each.name_place, f"Service {each.name} is in namespace {each.namespace}") for each in elsewhere)
        unwritten = next((each for each in (host.owner, *elsewhere) if each.written_namespace is None), None)
        if unwritten and self._graph.settings.namespace == DEFAULT_NAMESPACE:
            title = unwritten.title
            doubt = f"{title} gives no namespace, so `kubectl -n` decides (write metadata.namespace, or pass --namespace)"
            return Unverifiable(doubt, related)
        if host.namespace in self._graph.settings.external.namespaces:
            return Matched(())
        outside = self._graph.doubts.about_service(elsewhere[0].namespace, host.owner)
        if outside:
            return Unverifiable(outside, related)
        return Contradicted(related, related[0].message, certain=host.namespace in self._index.services)

    def _near_miss(self, host: HostInText, service: str, namespace: str) -> Reading | None:
        """Only where the files are known to be complete, and the Service that is nearly named takes the port.

        A slip is certain. A word or a number more may name something outside the cluster, or a pod.
        """
        port = port_meant(host)
        meant, degree = self._nearest(namespace, service)
        if meant is None or port is None or not takes(meant, port) or self._is_pod(namespace, service):
            return None
        if self._graph.doubts.about_service(namespace, host.owner) or namespace in self._graph.settings.external.namespaces:
            return None
        certain = degree is Likeness.SLIP and not differ_in_number(service, meant.name)
        if not certain and (_defines(host) or not any(each.port == port for each in meant.ports)):
            return None
        hint = f"the nearest is Service {meant.name}"
        near = (Related(meant.name_place, hint),)
        return Reading(host, service, namespace, Contradicted(near, hint, certain=certain))

    def _is_pod(self, namespace: str, name: str) -> bool:
        """Whether a workload's pod has the name: it finds itself by it, and whoever asks for it means that pod."""
        workload, dash, number = name.rpartition("-")
        return bool(dash and number.isdigit() and self._index.workloads_named(namespace, workload))

    def _nearest(self, namespace: str, name: str) -> tuple[Service | None, Likeness]:
        """The Service whose name is most like another, and how alike they are."""
        if (namespace, name) not in self._alike:
            near, degree = self._index.names.nearest(SERVICE, namespace, name) or (None, Likeness.NONE)
            named = self._index.services_named(namespace, near.name) if near else ()
            self._alike[namespace, name] = next(iter(named), None), degree
        return self._alike[namespace, name]

    @cached_property
    def _alike(self) -> dict[tuple[str, str], tuple[Service | None, Likeness]]:
        return {}

    @cached_property
    def _aliases(self) -> dict[str, set[str]]:
        """Names that pods of a namespace find in their hosts file."""
        table: dict[str, set[str]] = defaultdict(set)
        for namespace, workloads in self._index.workloads.items():
            for template in (each.template for each in workloads):
                for alias in items_at(template.spec, "hostAliases") if template else ():
                    table[namespace].update(string_at(item) or "" for item in items_at(alias, "hostnames"))
        return table


def takes(service: Service, number: int | None) -> bool:
    """Whether a connection to a Service's name and a number may arrive.

    A virtual IP answers on the ports of the Service alone. A headless name leads to the pods themselves, and an ExternalName
    to a host of which nothing is known (https://kubernetes.io/docs/concepts/services-networking/service/).
    """
    if number is None or service.headless or service.type == "ExternalName" or not service.ports:
        return True
    return any(port.port in (number, None) for port in service.ports)


def _defines(host: HostInText) -> bool:
    """Whether the configuration file gives the name a meaning of its own, as nginx and HAProxy do."""
    return re.search(rf"\b(?:upstream|backend)\s+{re.escape(host.text)}(?![\w.-])", host.scalar.text) is not None
