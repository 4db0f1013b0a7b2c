"""Which texts the pods of a workload read."""

from __future__ import annotations

import pytest

from svclint.graph.text.pod_texts import hosts_of, readings_of
from svclint.model.workload import Workload
from tests.graph.worlds import graph_of, service

CONFIG = """---
apiVersion: v1
kind: ConfigMap
metadata: {name: mine}
data: {url: "http://web:80", other: "db-0.db"}
---
apiVersion: v1
kind: Secret
metadata: {name: mine}
stringData: {url: "http://web.default.svc"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: another}
data: {url: "http://web:81"}
"""


def pod(container: str = "", spec: str = "") -> str:
    return f"""---
apiVersion: v1
kind: Pod
metadata: {{name: a, annotations: {{url: "http://web.default.svc:82"}}}}
spec:
  containers: [{{name: a, args: ["http://web:83"], {container}}}]
  {spec}
"""


def names(text: str) -> list[str]:
    graph = graph_of(service("web", "a: b") + CONFIG + text)
    return [each.host.title for each in readings_of(graph.of(Workload)[0], graph)]


MAP, SECRET = ["web:83", "web:80"], ["web:83", "web.default.svc"]


@pytest.mark.parametrize(
    ("container", "spec", "expected"),
    [
        ("", "", ["web:83"]),
        ("envFrom: [{configMapRef: {name: mine}}]", "", MAP),
        ("envFrom: [{secretRef: {name: mine}}]", "", SECRET),
        ("env: [{name: A, valueFrom: {configMapKeyRef: {name: mine}}}]", "", MAP),
        ("env: [{name: A, valueFrom: {secretKeyRef: {name: mine}}}]", "", SECRET),
        ("", "initContainers: [{name: b, envFrom: [{configMapRef: {name: mine}}]}]", MAP),
        ("", "volumes: [{name: a, configMap: {name: mine}}]", MAP),
        ("", "volumes: [{name: a, secret: {secretName: mine}}]", SECRET),
        ("", "volumes: [{name: a, projected: {sources: [{configMap: {name: mine}}]}}]", MAP),
        ("", "volumes: [{name: a, projected: {sources: [{secret: {name: mine}}]}}]", SECRET),
        ("", "volumes: [{name: a, configMap: {name: missing}}]", ["web:83"]),
    ],
)
def test_own_text_and_what_is_taken(container: str, spec: str, expected: list[str]) -> None:
    assert expected == names(pod(container, spec))


def test_all_hosts_whatever_they_mean() -> None:
    graph = graph_of(CONFIG + pod(spec="volumes: [{name: a, configMap: {name: mine}}]"))

    assert [each.title for each in hosts_of(graph.of(Workload)[0], graph)] == ["web:83", "web:80", "db-0.db"]


def test_workload_without_a_template() -> None:
    assert names("---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n") == []
