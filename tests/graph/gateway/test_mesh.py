"""What Istio makes of names."""

from __future__ import annotations

import pytest

from svclint.graph.gateway.mesh import gateway_name
from svclint.model.objects import ObjectName
from svclint.settings import Settings
from tests.graph.worlds import graph_of, service


@pytest.mark.parametrize(
    ("text", "namespace", "name"),
    [
        ("front", None, "front"),
        ("edge/front", "edge", "front"),
        ("front.edge.svc.cluster.local", "edge", "front"),
        ("./front", ".", "front"),
    ],
)
def test_names_of_gateways(text: str, namespace: str | None, name: str) -> None:
    assert ObjectName("networking.istio.io", "Gateway", namespace, name) == gateway_name(text)


@pytest.mark.parametrize(
    ("host", "full", "found"),
    [
        ("web", "web.shop.svc.corp.local", ["web"]),
        ("web.shop", "web.shop", []),
        ("Web.shop.svc.corp.local", "web.shop.svc.corp.local", ["web"]),
        ("a.web.shop.svc.corp.local", "a.web.shop.svc.corp.local", []),
        ("web.shop.svc.cluster.local", "web.shop.svc.cluster.local", []),
        ("*", "*", []),
    ],
)
def test_hosts_in_full_and_their_services(host: str, full: str, found: list[str]) -> None:
    graph = graph_of(service("web", "app: web", namespace="shop"), Settings(cluster_domain="corp.local"))

    assert full == graph.mesh.full(host, "shop")
    assert found == [each.name for each in graph.mesh.services(full)]
