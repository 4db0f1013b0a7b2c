"""Manifests for tests of who answers and under which name; each is one document."""

from __future__ import annotations

from svclint.graph.backends.endpoint_notes import reasons_of
from svclint.graph.backends.endpoints import ServiceEndpoints, endpoints_of
from svclint.graph.dns.lookup import Lookup, look_up
from svclint.graph.dns.zone import Zone
from svclint.settings import Settings
from tests.graph.worlds import graph_of, service_of

DUAL_STACK = Settings(service_ranges=("10.96.0.0/16", "fd00:10:96::/112"))


def document(api: str, kind: str, name: str, body: str = "", metadata: str = "") -> str:
    """One object; `body` are its fields in flow style, `metadata` what stands beside the name."""
    return f"---\n{{apiVersion: {api}, kind: {kind}, metadata: {{name: {name}{metadata}}}{', ' if body else ''}{body}}}\n"


def bare_service(name: str, spec: str) -> str:
    """A Service with this `spec`, in flow style."""
    return document("v1", "Service", name, f"spec: {{{spec}}}")


def headless(name: str, selector: str = "app: db", *, ports: str = "{name: sql, port: 5432}", more: str = "") -> str:
    """A headless Service."""
    return bare_service(name, f"clusterIP: None, selector: {{{selector}}}, ports: [{ports}]{more}")


def pod(name: str, labels: str = "app: db", *, spec: str = "", ports: str = "{name: sql, containerPort: 5432}") -> str:
    """A bare Pod; `spec` are further fields of its spec."""
    body = f"spec: {{{spec}{', ' if spec else ''}containers: [{{name: main, image: main, ports: [{ports}]}}]}}"
    return document("v1", "Pod", name, body, f", labels: {{{labels}}}")


def endpoints(name: str, subsets: str, metadata: str = "") -> str:
    """Hand-written Endpoints."""
    return document("v1", "Endpoints", name, f"subsets: [{subsets}]", metadata)


def endpoint_slice(  # noqa: PLR0913 - each is one thing in which slices differ
    name: str, service: str, addresses: str, ports: str, *, family: str = "IPv4", labels: str = ""
) -> str:
    """A hand-written slice; `addresses` are items of `endpoints`."""
    metadata = f", labels: {{kubernetes.io/service-name: {service}{labels}}}"
    body = f"addressType: {family}, endpoints: [{addresses}], ports: [{ports}]"
    return document("discovery.k8s.io/v1", "EndpointSlice", name, body, metadata)


def autoscaler(kind: str, target: str, spec: str = "", *, api: str = "autoscaling/v2", of: str = "StatefulSet") -> str:
    """A HorizontalPodAutoscaler or ScaledObject."""
    return document(api, kind, "scaler", f"spec: {{scaleTargetRef: {{kind: {of}, name: {target}}}{spec}}}")


def answer(text: str, name: str, settings: Settings | None = None) -> ServiceEndpoints:
    """Who answers for a Service of these documents."""
    graph = graph_of(text, settings)
    return endpoints_of(service_of(graph, name), graph)


def backends(text: str, name: str, settings: Settings | None = None) -> list[tuple[str, int | None, dict[str, int], list[str]]]:
    """Title, replicas, port numbers by name, and missing ports of each backend."""
    return [
        (
            each.owner.title,
            each.replicas,
            {port.port.name: port.number for port in each.ports},
            [port.name for port in each.missing],
        )
        for each in answer(text, name, settings).backends
    ]


def reasons(text: str, name: str, settings: Settings | None = None) -> list[str]:
    """What is said of a Service."""
    graph = graph_of(text, settings)
    return list(reasons_of(endpoints_of(service_of(graph, name), graph), graph))


def zone_of(text: str, settings: Settings | None = None) -> Zone:
    """The zone that these documents create."""
    return Zone(graph_of(text, settings))


def records(text: str, settings: Settings | None = None) -> list[str]:
    """All records, one a line; `~` stands for the namespace and zone of a Service."""
    own = ".default.svc.cluster.local."
    return [
        f"{each.name} {each.type} {target}".replace(own, "~")
        for each in zone_of(text, settings).records
        for target in each.targets
    ]


def asked(text: str, name: str, namespace: str = "default", settings: Settings | None = None) -> Lookup:
    """What a name answers."""
    return look_up(zone_of(text, settings), name, namespace)
