"""Which edges a world has, and what is said of those that do not hold."""

from __future__ import annotations

import pytest

from svclint.graph.edges import picture_of
from tests.graph.scenarios import bare_service, document, endpoints, headless
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
