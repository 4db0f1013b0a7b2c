"""Ports that clash, hide or cannot be named: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.graph.worlds import service, workload
from tests.linting import said

NAMED = "{port: 80, targetPort: http}"
HTTP = "{name: http, containerPort: 8080}"
ADMIN = "{name: admin, containerPort: 8081}"


def messages(text: str, rule: str) -> list[str]:
    return [message for _, _, message, _ in said(text, rule)]


def severities(text: str, rule: str) -> list[str]:
    return [severity for severity, _, _, _ in said(text, rule)]


def pod(*containers: str, more: str = "", metadata: str = "labels: {app: web}") -> str:
    """A Service web that leads to http, and a Deployment of these containers."""
    items = ", ".join(f"{{{each}}}" for each in containers)
    return f"""{service("web", "app: web", ports=NAMED)}---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec:
  template:
    metadata: {{{metadata}}}
    spec: {{{more}containers: [{items}]}}
"""


def web(fields: str, *others: str) -> str:
    return pod(f"name: web, image: 'web:1', ports: [{HTTP}], {fields}", *others)


def test_a_port_is_taken_once_per_protocol_and_by_sidecars_too() -> None:
    sidecar = f"initContainers: [{{name: proxy, restartPolicy: Always, ports: [{HTTP}]}}, {{name: wait, ports: [{HTTP}]}}], "
    udp = "name: web, ports: [{containerPort: 8080}, {containerPort: 8080, protocol: UDP}, {name: odd}]"

    expected = (
        "container proxy declares port 8080, which container web of Deployment web already has; "
        "only one of them can listen on it"
    )
    assert [expected] == messages(pod(udp, more=sidecar), "SVC306")
    assert [] == messages(pod(udp), "SVC306")


def test_a_workload_that_cannot_be_read_declares_nothing() -> None:
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: none}\n"

    assert [[], [], [], []] == [messages(text, rule) for rule in ("SVC306", "SVC308", "SVC309", "SVC310")]


def test_names_that_an_ingress_cannot_give_are_told_once_for_a_service() -> None:
    ports = (
        "{name: administration-api, port: 81}, {name: '8300', port: 82}, {name: '83', port: 83}, "
        "{name: administration-udp, port: 84, protocol: UDP}, {name: Upper_Case_And_More, port: 85}, {name: http, port: 86}"
    )

    expected = (
        "an Ingress cannot name port administration-api and 8300 of Service web, only give the number 81 and 82: "
        "it has 18 characters and may have at most 15"
    )
    assert [expected] == messages(service("web", "app: web", ports=ports), "SVC311")


@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        ("httpGet: {path: /, port: 8081}", 1),
        ("tcpSocket: {port: admin}", 1),
        ("grpc: {port: 9000}", 1),
        ("httpGet: {path: /, port: http}", 0),
        ("httpGet: {path: /, port: 8080}", 0),
        ("httpGet: {path: /, port: other}", 0),
        ("exec: {command: [check]}", 0),
    ],
)
def test_where_readiness_is_asked(probe: str, expected: int) -> None:
    text = pod(f"name: web, ports: [{HTTP}, {ADMIN}], readinessProbe: {{{probe}}}")

    assert ["info"] * expected == severities(text, "SVC308")


def test_one_container_that_asks_the_right_port_is_enough() -> None:
    asking = f"name: web, ports: [{HTTP}], readinessProbe: {{tcpSocket: {{port: 8080}}}}"
    other = f"name: side, ports: [{ADMIN}], readinessProbe: {{tcpSocket: {{port: 8081}}}}"

    assert [] == severities(pod(asking, other), "SVC308")
    assert ["info"] == severities(pod(f"name: web, ports: [{HTTP}]", other), "SVC308")


def test_readiness_is_compared_only_with_ports_that_are_known() -> None:
    probe = f"name: web, ports: [{ADMIN}], readinessProbe: {{tcpSocket: {{port: 8081}}}}"

    assert [] == severities(pod(probe), "SVC308")
    assert [] == severities(pod(f"{probe}").replace("app: web}, ports", "app: other}, ports"), "SVC308")


REDIS = service("redis", "app: redis", ports="{port: 6379}") + workload("redis", "app: redis", ports="{containerPort: 6379}")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("args: ['--port=$(REDIS_PORT)']", 1),
        ("command: [sh, -c, 'run --port ${REDIS_PORT:-6379} $REDIS_PORT']", 1),
        ("env: [{name: URL, value: 'redis:$(REDIS_PORT)'}]", 1),
        ("args: ['$(REDIS_PORT)'], env: [{name: REDIS_PORT, value: '6379'}]", 0),
        ("args: ['$(REDIS_PORT)'], envFrom: [{configMapRef: {name: redis}}]", 0),
        ("command: [sh, -c, 'REDIS_PORT=6379; run $REDIS_PORT']", 0),
        ("args: ['$(REDIS_PORT_6379_TCP)', '$$(REDIS_PORT)', '$(KAFKA_PORT)', 80]", 0),
        ("args: ['$(REDIS_SERVICE_PORT)']", 0),
    ],
)
def test_variables_that_a_service_sets(fields: str, expected: int) -> None:
    assert ["info"] * expected == severities(web(fields) + REDIS, "SVC309")


def test_what_a_service_sets_is_said_with_the_way_out() -> None:
    expected = (
        "MY_REDIS_PORT is tcp://ADDRESS:6379 in the pods of Deployment web, where Service my-redis sets it; "
        "read MY_REDIS_SERVICE_PORT, or give it a value of your own"
    )

    assert [expected] == messages(
        web("args: ['$(MY_REDIS_PORT)']") + REDIS.replace("name: redis}\nspec: {sel", "name: my-redis}\nspec: {sel"), "SVC309"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("spec: {selector: {app: redis}", "spec: {clusterIP: None, selector: {app: redis}"),
        ("spec: {selector: {app: redis}", "spec: {type: ExternalName, externalName: a.example.com, selector: {app: redis}"),
        ("ports: [{port: 6379}]", "ports: []"),
        ("metadata: {name: redis}", "metadata: {name: redis, namespace: other}"),
        ("    spec: {containers: [{name: web", "    spec: {enableServiceLinks: false, containers: [{name: web"),
    ],
)
def test_services_that_set_no_variables(old: str, new: str) -> None:
    text = web("args: ['$(REDIS_PORT)']") + REDIS

    assert old in text
    assert [] == severities(text.replace(old, new), "SVC309")


@pytest.mark.parametrize(
    "fields",
    [
        "args: ['--listen=127.0.0.1:8080']",
        "args: [--bind-address, 'localhost:8080']",
        "args: ['--listen-client-urls=http://[::1]:8080/']",
        "command: [sh, -c, 'exec serve --bind \"127.0.0.1:8080\"']",
        "args: ['--bind-address=127.0.0.1']",
        "args: ['--host=127.0.0.1', '--port=8080']",
        "args: ['--address=127.0.0.1:8080']",
        "env: [{name: LISTEN_ADDR, value: '127.0.0.1:8080'}]",
        "env: [{name: HOST, value: localhost}, {name: PORT, value: '8080'}]",
    ],
)
def test_ways_to_listen_on_the_loopback_address(fields: str) -> None:
    assert ["warning"] == severities(web(fields), "SVC310")


@pytest.mark.parametrize(
    "fields",
    [
        "args: ['--listen=0.0.0.0:8080', '--upstream=http://127.0.0.1:8080']",
        "args: ['--listen=127.0.0.1:8081']",
        "args: ['--listen=127.0.0.1:8080', '--listen=$(POD_IP):8080']",
        "args: ['--metrics-bind-address=127.0.0.1', '--bind-address=0.0.0.0']",
        "args: ['--bind-address=127.0.0.1', '--port=8080', '--secure-port=8443']",
        "args: ['--host=127.0.0.1']",
        "args: ['--address=http://127.0.0.1:8080']",
        "env: [{name: DB_HOST, value: localhost}, {name: PORT, value: '8080'}]",
        "env: [{name: LISTEN, valueFrom: {fieldRef: {fieldPath: status.podIP}}}], args: [localhost, 8080, --bind]",
    ],
)
def test_what_does_not_listen_on_the_loopback_address_alone(fields: str) -> None:
    assert [] == severities(web(fields), "SVC310")


def test_a_proxy_in_the_pod_passes_connections_on() -> None:
    proxy = "name: proxy, args: ['--upstream=http://127.0.0.1:8080/']"

    assert [] == severities(web("args: ['--listen=127.0.0.1:8080']", proxy), "SVC310")
    assert ["warning"] == severities(web("args: ['--listen=127.0.0.1:8080']", "name: other"), "SVC310")


def test_a_mesh_may_pass_connections_on() -> None:
    text = pod(
        f"name: web, ports: [{HTTP}], args: ['--listen=127.0.0.1:8080']",
        metadata="labels: {app: web}, annotations: {linkerd.io/inject: enabled}",
    )

    doubt = "the proxy that linkerd.io/inject asks for may pass connections on to the loopback address"
    expected = (
        "listen makes Deployment web listen on 127.0.0.1:8080 only, "
        "so connections from Service web to port 8080 are refused; listen on 0.0.0.0"
    )
    assert [(expected, doubt)] == [(message, said_doubt) for _, _, message, said_doubt in said(text, "SVC310")]


def test_without_a_service_the_loopback_address_is_a_choice() -> None:
    text = web("args: ['--listen=127.0.0.1:8080']").replace("{selector: {app: web}", "{selector: {app: other}")

    assert [] == severities(text, "SVC310")
