"""Manifests of a small shop, in which a good deal is missing."""

from __future__ import annotations

from svclint.graph.graph import Graph
from tests.graph.scenarios import (
    autoscaler,
    bare_service,
    document,
    endpoint_slice,
    endpoints,
    headless,
    pod,
)
from tests.graph.worlds import graph_of, service, workload

FILES = {
    "shop/database.yaml": headless("db")
    + workload(
        "db", "app: db", kind="StatefulSet", spec="replicas: 3, serviceName: db", ports="{name: sql, containerPort: 5432}"
    )
    + service("primary", "statefulset.kubernetes.io/pod-name: db-0", ports="{name: sql, port: 5432}"),
    "shop/web.yaml": service(
        "web", "app: web", ports="{name: http, port: 80, targetPort: http}, {name: dns, port: 53, protocol: UDP}"
    )
    + workload("web", "app: web", spec="replicas: 2", ports="{name: http, containerPort: 8080}")
    + workload("canary", "app: web", ports="{name: htpp, containerPort: 8080}")
    + autoscaler("HorizontalPodAutoscaler", "canary", of="Deployment"),
    "shop/jobs.yaml": service("seed", "app: seed", ports="{port: 80, targetPort: metrics}")
    + workload("seed", "app: seed", kind="Job", api="batch/v1", ports="{name: metrics, containerPort: 9090}"),
    "shop/peers.yaml": headless("peers", "app: peer", ports="{name: raft, port: 8300}")
    + pod("first", "app: peer", spec="hostname: first, subdomain: peers", ports="{name: raft, containerPort: 8300}")
    + pod("second", "app: peer", spec="hostname: second", ports="{name: raft, containerPort: 8300}"),
    "shop/outside.yaml": bare_service("legacy", "clusterIP: 10.96.0.7, ports: [{name: http, port: 80}]")
    + endpoints(
        "legacy",
        "{addresses: [{ip: 192.0.2.1, hostname: east}, {ip: 192.0.2.2}], notReadyAddresses: [{ip: 192.0.2.3}],"
        " ports: [{name: http, port: 8080}]}",
    )
    + bare_service("mail", "clusterIP: None, ports: [{name: smtp, port: 25}]")
    + endpoint_slice("mail-1", "mail", "{addresses: [192.0.2.9]}", "{name: mail, port: 25}")
    + bare_service("payments", "type: ExternalName, externalName: api.payments.example")
    + bare_service("printer", "type: ExternalName, externalName: 192.0.2.50"),
    "shop/lost.yaml": service("queue", "app: qeue")
    + workload("queue", "app: queue")
    + service("search", "app: search, k8s.elastic.co/name: search")
    + headless("cache", "app: cache", ports="{name: redis, port: 6379}")
    + workload("cache", "app: cache", kind="StatefulSet", spec="replicas: 0, serviceName: cache"),
    "edge/proxy.yaml": document("v1", "Namespace", "edge")
    + service(
        "proxy", "app: proxy", namespace="edge", ports="{name: http, port: 80, targetPort: 8080}, {name: https, port: 443}"
    )
    + workload("proxy", "app: proxy", namespace="edge", kind="DaemonSet", pod="hostNetwork: true"),
}


def shop() -> Graph:
    """The graph of it."""
    return graph_of(FILES)
