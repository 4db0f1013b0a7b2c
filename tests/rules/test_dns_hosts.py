"""Pods that cannot have their hostname, or ask the wrong DNS: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.rules.naming import WEB, fixed, found, only, stateful


@pytest.mark.parametrize(("length", "count"), [(52, 0), (53, 1)])
def test_name_of_a_stateful_set(length: int, count: int) -> None:
    text = stateful().replace(
        "kind: StatefulSet\nmetadata: {name: db,", f"kind: StatefulSet\nmetadata: {{name: {'d' * length},"
    )

    assert count == len(found("SVC410", text))


def pods(kind: str, name: str, spec: str, template: str = "") -> str:
    """Pods with a long hostname; `spec` are fields of the workload, one a line, `template` those of its pods."""
    pod = f"spec: {{setHostnameAsFQDN: true, subdomain: sub, {template} containers: [{{name: a}}]}}\n"
    if kind == "Pod":
        return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\n{pod}"
    return f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:\n  {spec}\n  template:\n    {pod}"


@pytest.mark.parametrize(
    ("kind", "name", "spec", "template", "hostname"),
    [
        ("Pod", "p" * 35, "", "", "p" * 35),
        ("Pod", "pod", "", f"hostname: {'h' * 35},", "h" * 35),
        ("Deployment", "d" * 40, "", f"hostname: {'h' * 35},", "h" * 35),
        ("DaemonSet", "d" * 29, "", "", "d" * 29 + "-xxxxx"),
        ("DaemonSet", "d", "", f"hostname: {'h' * 35},", "h" * 35),
        ("StatefulSet", "s" * 33, "serviceName: sub", "", "s" * 33 + "-0"),
        ("StatefulSet", "s" * 32, "serviceName: sub\n  replicas: 11", "", "s" * 32 + "-10"),
    ],
)
def test_full_name_must_fit_into_the_kernels(kind: str, name: str, spec: str, template: str, hostname: str) -> None:
    text = pods(kind, name, spec, template)

    assert f"hostname {hostname}.sub.default.svc.cluster.local, which has 65 characters" in only("SVC410", text)
    assert found("SVC410", text.replace("setHostnameAsFQDN: true", "setHostnameAsFQDN: false")) == []
    assert found("SVC410", text, Settings(cluster_domain="k8s.local")) == []


def test_names_that_are_not_known_are_left_alone() -> None:
    assert found("SVC410", pods("Deployment", "d" * 40, "")) == []
    assert found("SVC410", pods("Pod", "p" * 60, "").replace("subdomain: sub,", "")) == []
    assert found("SVC410", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n") == []


def agent(spec: str, args: str = "http://web:80") -> str:
    return f"""
apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: agent, namespace: shop}}
spec:
  template:
    metadata: {{labels: {{app: agent}}}}
    spec:
      {spec}
      containers: [{{name: a, image: a, args: ["{args}"]}}]
---
"""


@pytest.mark.parametrize(
    "args",
    ["http://web:80", "https://kubernetes.default.svc", "kube-dns.kube-system.svc", "http://queue.shop.svc", "web.shop.svc"],
)
def test_names_of_the_cluster(args: str) -> None:
    assert len(found("SVC416", WEB + agent("hostNetwork: true", args))) == 1


@pytest.mark.parametrize(
    "spec",
    ["hostNetwork: false", "hostNetwork: true\n      dnsPolicy: Default", "hostNetwork: true\n      dnsPolicy: None"],
)
def test_other_policies(spec: str) -> None:
    assert found("SVC416", WEB + agent(spec)) == []


@pytest.mark.parametrize("args", ["http://example.com", "web", "$(NODE_IP)"])
def test_other_names(args: str) -> None:
    assert found("SVC416", WEB + agent("hostNetwork: true", args)) == []


def test_short_name_of_another_namespace_is_a_mistake_of_its_own() -> None:
    text = WEB.replace("namespace: shop", "namespace: web") + stateful() + agent("hostNetwork: true")

    assert found("SVC416", text) == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("hostNetwork: true", "dnsPolicy: ClusterFirstWithHostNet\n      hostNetwork: true"),
        ("hostNetwork: true\n      dnsPolicy: ClusterFirst", "hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet"),
    ],
)
def test_fix(spec: str, expected: str) -> None:
    assert fixed("SVC416", WEB + agent(spec)) == WEB + agent(expected)


def test_fix_in_a_mapping_on_one_line() -> None:
    spec = "spec: {hostNetwork: true, containers: [{name: a, args: [a.b.svc]}]}"
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\n{spec}\n"

    assert "spec: {dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true, " in fixed("SVC416", pod)


def test_fix_goes_where_the_field_is_written() -> None:
    anchored = "<<: {hostNetwork: true}"

    assert fixed("SVC416", WEB + agent(anchored)) == WEB + agent("<<: {dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true}")


@pytest.mark.parametrize("spec", ["? hostNetwork\n      : true", "<<: *net", "<<:\n        *net"])
def test_no_fix_where_no_line_can_be_added(spec: str) -> None:
    text = agent(spec).replace("metadata: {name: agent,", "metadata: {annotations: &net {hostNetwork: true}, name: agent,")

    assert len(found("SVC416", WEB + text)) == 1
    assert fixed("SVC416", WEB + text) == WEB + text


def test_workload_without_a_template() -> None:
    assert found("SVC416", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n") == []
