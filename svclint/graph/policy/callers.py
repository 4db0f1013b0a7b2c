"""Who certainly calls a Service, as far as the files tell, and whether the policies let them.

Programs that are told its name, Ingress controllers, Prometheus through monitors, and the API server through webhooks. Callers
that no file shows, as a controller that was installed by hand, are nobody here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Contradicted, Matched
from svclint.graph.policy.policy_peers import Party
from svclint.graph.references.service_ports import asked_ports
from svclint.graph.text.pod_texts import readings_of
from svclint.model.ingress import Ingress
from svclint.model.monitors import Monitor
from svclint.model.objects import Object, string_map
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.syntax.places import mapping_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.policy.isolation import Isolation
    from svclint.graph.references.reference_reader import Reference
    from svclint.graph.text.name_answers import Reading
    from svclint.model.network_policy import PolicyRule
    from svclint.model.service import ServicePort
    from svclint.syntax.places import Place

_PROMETHEUS = ("monitoring.coreos.com", "Prometheus")
_API_SERVER = "the API server"
_KUBE_SYSTEM = "kube-system"
_ASKED_BY_API_SERVER = frozenset(
    {"APIService", "CustomResourceDefinition", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}
)
_PROXIES = {
    "haproxy-ingress": "haproxy",
    "ingress-nginx/controller": "nginx",
    "nginx-ingress": "nginx",
    "nginx-ingress-controller": "nginx",
    "traefik": "traefik",
}
"""Ends of the names of images of Ingress controllers whose own pods forward the traffic, and the class that they serve."""


class Caller(NamedTuple):
    """One that calls a port of a Service. `at` is where it says so; `port` the number or name that it says, None for any."""

    title: str
    at: Place
    port: int | str | None
    source: Workload | None = None
    party: Party | None = None


class Callers:
    """Those of one world, by the Services that they call; found when the first question is asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def of(self, service: Service, port: ServicePort) -> tuple[Caller, ...]:
        """Who calls a port of a Service."""
        only = len(service.ports) == 1
        found = self._by_service.get(service, ())
        return tuple(each for each in found if each.port in (port.port, port.name) or (each.port is None and only))

    def refusal(self, caller: Caller, service: Service, port: ServicePort) -> Contradicted | None:
        """What certainly keeps a caller from all pods behind a port; None where it may reach some, or none are known."""
        reach = self._graph.reach
        backends = [each for group in self._graph.servers(service).groups for each in group]
        pairs = ((each, reach.target_of(port, each)) for each in backends)
        answers = [self._refused(caller, each, number, port) for each, number in pairs if number is not None]
        return answers[0] if answers and all(answers) else None

    def _refused(self, caller: Caller, target: Workload, number: int, port: ServicePort) -> Contradicted | None:
        reach = self._graph.reach
        isolation = reach.ingress_of(target)
        out = reach.egress_of(caller.source) if caller.source else None
        if not all(reach.tells_exceptions(each) for each in (isolation, out) if each):
            return None
        if caller.source is not None:
            answer = reach.connects(caller.source, target, number, port.protocol)
        elif caller.party is not None:
            answer = reach.lets_in(target, number, port.protocol, caller.party)
        else:
            return self._without_api_server(isolation, isolation.opening(number, port.protocol, target.template), caller)
        return answer if isinstance(answer, Contradicted) else None

    def _without_api_server(self, isolation: Isolation, opening: tuple[PolicyRule, ...], caller: Caller) -> Contradicted | None:
        """The API server is no pod; managed clusters reach webhooks through pods of kube-system."""
        if not isolation or self._graph.doubts.about_policies(isolation.policies[0]):
            return None
        if any(self._may_be_api_server(each) for each in opening):
            return None
        do = "lets" if len(isolation.policies) == 1 else "let"
        return Contradicted(isolation.places, f"{isolation.titles} {do} only pods in, and {caller.title} is none")

    def _may_be_api_server(self, rule: PolicyRule) -> bool:
        peers = self._graph.reach.peers
        named = (each.selects and peers.takes_namespace(each, rule, _KUBE_SYSTEM) is False for each in rule.peers)
        return not rule.peers or not all(named)

    @cached_property
    def _by_service(self) -> dict[Service, list[Caller]]:
        table: dict[Service, list[Caller]] = defaultdict(list)
        for found in (self._in_text(), self._proxies(), self._api_server(), self._prometheus()):
            for service, caller in found:
                table[service].append(caller)
        return table

    def _in_text(self) -> Iterator[tuple[Service, Caller]]:
        """Workloads that are told the name of a Service."""
        for workload in self._graph.of(Workload):
            for reading in readings_of(workload, self._graph):
                for service in _named(reading):
                    if workload not in self._graph.backends(service):
                        yield service, Caller(workload.title, reading.host.at_with_port, reading.host.port, source=workload)

    def _proxies(self) -> Iterator[tuple[Service, Caller]]:
        """Ingress controllers whose pods are in the files, where no other can be meant."""
        controllers = [(each, serves) for each in self._graph.of(Workload) if (serves := _class_of(each))]
        for ingress in self._graph.of(Ingress) if len(controllers) == 1 else ():
            controller, serves = controllers[0]
            for reference in self._graph.references_of(ingress) if serves in ingress.class_name else ():
                yield from self._called(reference, Caller(controller.title, reference.at, _port(reference), source=controller))

    def _api_server(self) -> Iterator[tuple[Service, Caller]]:
        """Webhooks, conversions and aggregated APIs.

        https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook
        """
        for reference in self._graph.references.all:
            if reference.object.kind in _ASKED_BY_API_SERVER:
                yield from self._called(reference, Caller(_API_SERVER, reference.at, _port(reference)))

    def _called(self, reference: Reference, caller: Caller) -> Iterator[tuple[Service, Caller]]:
        for service in self._graph.index.services_named(reference.namespace, reference.name):
            yield service, caller

    def _prometheus(self) -> Iterator[tuple[Service, Caller]]:
        """A Prometheus of the operator, where it is the only one, by the monitors that select the Service.

        https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
        """
        scrapers = [each for each in self._graph.world.objects if (each.group, each.kind) == _PROMETHEUS]
        for monitor in self._graph.of(Monitor) if len(scrapers) == 1 else ():
            party = _scraper(scrapers[0], settled=self._graph.reach.namespaces.is_settled(scrapers[0]))
            for service in self._monitored(monitor):
                for port in (each.service_port for each in monitor.endpoints):
                    if port is not None:
                        yield service, Caller(scrapers[0].title, port, port.text, party=party)

    def _monitored(self, monitor: Monitor) -> tuple[Service, ...]:
        """Services of the monitor's own namespace; a monitor that looks elsewhere, or takes all there are, is left alone."""
        is_known = (monitor.group, monitor.target, monitor.namespaces) == (_PROMETHEUS[0], "Service", (monitor.namespace,))
        if not (is_known and monitor.selector_node):
            return ()
        answer = self._graph.selections.services_of(monitor)
        return answer.found if isinstance(answer, Matched) else ()


def _port(reference: Reference) -> int | str | None:
    return next((each.value for each in asked_ports(reference)), None)


def _named(reading: Reading) -> tuple[Service, ...]:
    """The Services that a text certainly names; one with words before it names a pod."""
    return reading.answer.found if isinstance(reading.answer, Matched) and not reading.prefix else ()


def _class_of(workload: Workload) -> str | None:
    """The Ingress class that the pods serve, None where they are no Ingress controller."""
    containers = workload.template.containers if workload.template else ()
    images = [_repository(each.image) for each in containers]
    return next((serves for image in images for end, serves in _PROXIES.items() if f"/{image}".endswith(f"/{end}")), None)


def _repository(image: str) -> str:
    """The name of an image without tag and digest."""
    registry, slash, last = image.partition("@")[0].rpartition("/")
    return f"{registry}{slash}{last.partition(':')[0]}"


def _scraper(prometheus: Object, *, settled: bool) -> Party:
    """The pods that the operator makes; its versions differ in what else they label them with."""
    more = string_map(mapping_at(prometheus.node, "spec", "podMetadata", "labels"))
    labels = {"app.kubernetes.io/name": "prometheus", "prometheus": prometheus.name} | more
    return Party(prometheus.title, prometheus.namespace, labels, settled, open_ended=True)
