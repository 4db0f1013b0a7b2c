"""Which edges a world has, and what is said of those that do not hold."""

from __future__ import annotations

import pytest

from svclint.graph.drawing.edges import picture_of
from tests.graph.policies import ingress, pods, policy
from tests.graph.scenarios import autoscaler, bare_service, document, endpoints, headless
from tests.graph.worlds import graph_of, service, workload

CONFIG = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {url: "http://%s"}\n'


def edges(text: str) -> list[tuple[str, str, str, str]]:
    """Source, verb and ports, target, and verdict or reason."""
    return [
        (each.source.id, " ".join((each.relation, *each.ports)), each.target.id, each.because or each.verdict)
        for each in picture_of(graph_of(text)).edges
    ]


WEB = service("web", "app: web", ports="{name: http, port: 80, targetPort: http}")
PODS = workload("web", "app: web", ports="{name: http, containerPort: 8080}")


def test_a_service_selects_pods() -> None:
    assert [("Service/default/web", "selects http→8080", "Deployment/default/web", "matched")] == edges(WEB + PODS)


def test_a_port_that_nobody_serves() -> None:
    [(_, verb, _, because)] = edges(WEB + PODS.replace("name: http", "name: htpp"))

    assert ("selects", "port http (80) is missing on Deployment web: no container names a port http; there is htpp") == (
        verb,
        because,
    )


def test_no_pods() -> None:
    assert [
        (
            "Service/default/web",
            "leads to",
            "default/pods with app: web",
            "no pod of namespace default carries app: web; Deployment web has app: wbe",
        )
    ] == edges(WEB + PODS.replace("app: web", "app: wbe"))


def test_no_endpoints() -> None:
    [(source, verb, target, _)] = edges(bare_service("legacy", "ports: [{port: 80}]"))

    assert ("Service/default/legacy", "leads to", "default/endpoints") == (source, verb, target)


def test_addresses_by_hand() -> None:
    text = bare_service("legacy", "ports: [{port: 80}]") + endpoints(
        "legacy", "{addresses: [{ip: 192.0.2.1}], ports: [{port: 8080}]}"
    )

    assert [("Service/default/legacy", "is backed by 80→8080", "Endpoints/default/legacy", "matched")] == edges(text)


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("db.example.com", "host/db.example.com", "matched"),
        ("web.default.svc.cluster.local", "Service/default/web", "matched"),
        ("web.default.svc.other.zone", "host/web.default.svc.other.zone", "matched"),
        ("wbe.default.svc.cluster.local", "Service/default/wbe", "the nearest is Service web"),
    ],
)
def test_an_alias(name: str, target: str, said: str) -> None:
    text = bare_service("alias", f"type: ExternalName, externalName: {name}")

    assert ("Service/default/alias", "is an alias for", target, said) == edges(text + WEB + PODS)[0]


STATEFUL = workload("db", "app: db", kind="StatefulSet", spec="serviceName: NAME")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("db", [("is governed by", "Service/default/db", "matched")]),
        ("web", [("is governed by", "Service/default/web", "Service web selects app: web")]),
        ("storage", [("is governed by", "Service/default/storage", "there is no Service default/storage")]),
        ("", []),
    ],
)
def test_a_governing_service(name: str, expected: list[tuple[str, str, str]]) -> None:
    found = edges(headless("db", "app: db") + WEB + PODS + STATEFUL.replace("NAME", f'"{name}"'))

    assert expected == [each[1:] for each in found if each[0].startswith("StatefulSet")]


@pytest.mark.parametrize(
    ("host", "verb", "target", "said"),
    [
        ("web:80", "names 80", "Service/default/web", "matched"),
        ("web.default.svc", "names", "Service/default/web", "matched"),
        ("web:8080", "names 8080", "Service/default/web", "the Service does not serve 8080"),
        ("wbe.default.svc:80", "names 80", "Service/default/wbe", "the nearest is Service web"),
    ],
)
def test_a_name_in_text(host: str, verb: str, target: str, said: str) -> None:
    found = edges(WEB + PODS + CONFIG % host)

    assert [("ConfigMap/default/settings", verb, target, said)] == [each for each in found if each[0].startswith("ConfigMap")]


def test_what_cannot_be_verified() -> None:
    found = picture_of(graph_of(document("v1", "Namespace", "shop") + CONFIG % "web.shop.svc"))

    assert ["unverifiable"] == [each.verdict for each in found.edges]


def test_what_nobody_speaks_of_is_a_vertex_all_the_same() -> None:
    assert ["Deployment/default/web"] == [each.id for each in picture_of(graph_of(PODS)).vertices]


def of_kind(kind: str, text: str) -> list[tuple[str, str, str]]:
    """Verb, target, and verdict or reason of the edges that start at a kind."""
    return [each[1:] for each in edges(text) if each[0].startswith(f"{kind}/")]


INGRESS = """---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec: {defaultBackend: {service: {name: NAME, port: {number: PORT}}}}
"""


@pytest.mark.parametrize(
    ("name", "port", "said"),
    [
        ("web", "80", "matched"),
        ("web", "8080", "the Service has http (80)"),
        ("wbe", "80", "the nearest is Service web"),
    ],
)
def test_a_reference_of_the_table(name: str, port: str, said: str) -> None:
    found = of_kind("Ingress", WEB + PODS + INGRESS.replace("NAME", name).replace("PORT", port))

    assert [(f"sends requests to {port}", f"Service/default/{name}", said)] == found


@pytest.mark.parametrize(("name", "said"), [("web", "matched"), ("wbe", "the nearest is Deployment web")])
def test_a_reference_to_a_workload(name: str, said: str) -> None:
    text = WEB + PODS + autoscaler("HorizontalPodAutoscaler", name, of="Deployment")

    assert [("scales", f"Deployment/default/{name}", said)] == of_kind("HorizontalPodAutoscaler", text)


MONITOR = """---
apiVersion: monitoring.coreos.com/v1
kind: KIND
metadata: {name: web}
spec: {selector: {matchLabels: {LABELS}}, FIELD: [{port: http}]}
"""
LABELLED = WEB.replace("metadata: {name: web", "metadata: {labels: {team: a}, name: web")


@pytest.mark.parametrize(
    ("kind", "field", "labels", "target", "said"),
    [
        ("ServiceMonitor", "endpoints", "team: a", "Service/default/web", "matched"),
        ("PodMonitor", "podMetricsEndpoints", "app: web", "Deployment/default/web", "matched"),
        ("Probe", "ignored", "app: web", "", ""),
    ],
)
def test_a_monitor(kind: str, field: str, labels: str, target: str, said: str) -> None:
    text = LABELLED + PODS + MONITOR.replace("KIND", kind).replace("FIELD", field).replace("LABELS", labels)

    assert ([("watches", target, said)] if target else []) == of_kind(kind, text)


def test_a_monitor_without_services() -> None:
    text = (
        LABELLED + PODS + MONITOR.replace("KIND", "ServiceMonitor").replace("FIELD", "endpoints").replace("LABELS", "team: aa")
    )

    assert [("watches", "default/Services with team: aa")] == [each[:2] for each in of_kind("ServiceMonitor", text)]


@pytest.mark.parametrize(
    ("spec", "targets"),
    [
        ("selector: {matchLabels: {app: web}}, ", ["Deployment/default/web"]),
        ("selector: {}, ", ["Deployment/default/web"]),
        ("selector: {matchLabels: {app: wbe}}, ", ["default/pods with app: wbe"]),
        ("", []),
    ],
)
def test_a_budget(spec: str, targets: list[str]) -> None:
    text = WEB + PODS + document("policy/v1", "PodDisruptionBudget", "web", f"spec: {{{spec}minAvailable: 1}}")

    assert [("limits evictions of", each) for each in targets] == [each[:2] for each in of_kind("PodDisruptionBudget", text)]


def test_a_route_and_its_gateway() -> None:
    gateway = document(
        "gateway.networking.k8s.io/v1", "Gateway", "edge", "spec: {listeners: [{name: http, port: 80, protocol: HTTP}]}"
    )
    route = document("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "spec: {parentRefs: [{name: NAME}]}")

    assert [[("is attached to", "Gateway/default/edge", "matched")], [("is attached to", "Gateway/default/egde")]] == [
        of_kind("HTTPRoute", gateway + route.replace("NAME", "edge")),
        [each[:2] for each in of_kind("HTTPRoute", gateway + route.replace("NAME", "egde"))],
    ]


CALLER = workload("cart", "app: cart", ports="{containerPort: 80}], env: [{name: WEB, value: 'http://web:80'}")


@pytest.mark.parametrize(
    ("peer", "said"),
    [
        ("app: cart", "matched"),
        ("app: queue", "NetworkPolicy web does not let Deployment cart in on port 8080"),
    ],
)
def test_policies_decide_who_may_reach_whom(peer: str, said: str) -> None:
    queue = workload("queue", "app: queue")
    text = (
        WEB
        + PODS
        + CALLER
        + queue
        + ingress("web", "app: web", f"{{from: [{{{pods(peer)}}}], ports: [{{port: 8080, endPort: 8081}}]}}")
    )

    let_in = f"Deployment/default/{peer.removeprefix('app: ')}"
    assert [
        ("lets in 8080-8081/TCP", let_in, "matched"),
        ("isolates for ingress", "Deployment/default/web", "matched"),
    ] == of_kind("NetworkPolicy", text)
    assert [said] == [each[2] for each in of_kind("Deployment", text) if each[0] == "may reach http"]


def test_without_policies_nothing_is_said_of_who_may_reach_whom() -> None:
    assert ["names 80"] == [each[0] for each in of_kind("Deployment", WEB + PODS + CALLER)]


def test_rules_of_a_direction_that_does_not_count_let_nobody_through() -> None:
    text = PODS + policy("p", f"{pods('app: web')}, policyTypes: [Ingress], egress: [{{to: [{{{pods('app: web')}}}]}}]")

    assert ["isolates for ingress"] == [each[0] for each in of_kind("NetworkPolicy", text)]


def test_of_who_is_isolated_by_nobody_nothing_is_said() -> None:
    text = WEB + PODS + CALLER + workload("queue", "app: queue") + ingress("queue", "app: queue")

    assert ["names 80"] == [each[0] for each in of_kind("Deployment", text)]
