"""Monitors: what they select, where they look, and by which port they ask."""

from __future__ import annotations

import pytest

from svclint.model.disruption_budget import DisruptionBudget
from svclint.model.load import objects_of
from svclint.model.monitors import Monitor, port_names
from svclint.model.objects import Object
from svclint.model.rollouts import services_of_rollout
from svclint.sources.source import Source
from svclint.syntax.compose import compose

COREOS = "monitoring.coreos.com/v1"


def read(text: str) -> Object:
    return next(objects_of(compose(Source("m.yaml", text)).documents[0]))


def monitor(spec: str, kind: str = "ServiceMonitor", api: str = COREOS) -> Monitor:
    found = read(f"apiVersion: {api}\nkind: {kind}\nmetadata: {{name: web, namespace: shop}}\nspec: {spec}\n")
    assert isinstance(found, Monitor)
    return found


@pytest.mark.parametrize(
    ("api", "kind", "target", "field"),
    [
        (COREOS, "ServiceMonitor", "Service", "endpoints"),
        (COREOS, "PodMonitor", "Pod", "podMetricsEndpoints"),
        ("operator.victoriametrics.com/v1beta1", "VMServiceScrape", "Service", "endpoints"),
        ("operator.victoriametrics.com/v1beta1", "VMPodScrape", "Pod", "podMetricsEndpoints"),
        ("monitoring.googleapis.com/v1", "PodMonitoring", "Pod", "endpoints"),
        ("azmonitoring.coreos.com/v1", "ServiceMonitor", "Service", "endpoints"),
        ("monitoring.rhobs/v1", "PodMonitor", "Pod", "podMetricsEndpoints"),
    ],
)
def test_kinds_of_several_operators_have_one_view(api: str, kind: str, target: str, field: str) -> None:
    found = monitor(f"{{selector: {{}}, {field}: [{{port: http}}, {{path: /}}, odd]}}", kind, api)

    assert (target, 2) == (found.target, len(found.endpoints))


def test_a_probe_selects_ingresses() -> None:
    found = monitor("{targets: {ingress: {selector: {matchLabels: {a: b}}, namespaceSelector: {matchNames: [x]}}}}", "Probe")

    assert found.target == "Ingress"
    assert found.selector_node is not None
    assert found.namespaces == ("x",)
    assert found.endpoints == ()


def test_it_looks_in_its_own_namespace_unless_it_says_otherwise() -> None:
    assert monitor("{}").namespaces == ("shop",)
    assert monitor("{namespaceSelector: {any: false}}").namespaces == ("shop",)
    assert monitor("{namespaceSelector: {matchNames: [a, b, '', {}]}}").namespaces == ("a", "b")
    assert monitor("{namespaceSelector: {any: true, matchNames: [a]}}").namespaces is None
    assert monitor("{}", "ClusterPodMonitoring", "monitoring.googleapis.com/v1").namespaces is None


def test_the_first_field_for_a_port_counts() -> None:
    services = monitor("{endpoints: [{port: http, targetPort: 1}, {targetPort: 2}, {port: ''}]}").endpoints
    pods = monitor(
        "{podMetricsEndpoints: [{port: a, portNumber: 1, targetPort: 2}, {portNumber: 3, targetPort: 4}, {targetPort: b}, {}]}",
        "PodMonitor",
    ).endpoints

    assert ["http", None, None] == [each.service_port and each.service_port.text for each in services]
    assert [None, "2", None] == [each.pod_port and each.pod_port.text for each in services]
    assert ["a", "3", "b", None] == [each.pod_port and each.pod_port.text for each in pods]
    assert [None] * 4 == [each.service_port for each in pods]


@pytest.mark.parametrize(
    ("written", "names"), [("http", ("http",)), ("http|metrics", ("http", "metrics")), ("'http.*'", ()), ("8080", ("8080",))]
)
def test_a_port_is_a_regular_expression(written: str, names: tuple[str, ...]) -> None:
    port = monitor(f"{{endpoints: [{{port: {written}}}]}}").endpoints[0].service_port

    assert port is not None
    assert names == port_names(port)


def test_an_empty_selector_of_a_budget_means_nothing_in_v1beta1_only() -> None:
    budgets = [
        read(f"apiVersion: policy/{version}\nkind: PodDisruptionBudget\nmetadata: {{name: web}}\nspec: {{selector: {{}}}}\n")
        for version in ("v1", "v1beta1")
    ]

    assert [False, True] == [isinstance(each, DisruptionBudget) and each.takes_nothing_when_empty for each in budgets]
    assert all(isinstance(each, DisruptionBudget) and each.selector_node is not None for each in budgets)


def test_a_rollout_names_services_by_strategy() -> None:
    rollout = read(
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec: {strategy: {canary: "
        "{stableService: a, canaryService: '', pingPong: {pingService: b, pongService: c}}, blueGreen: {activeService: d}}}\n"
    )

    assert [("stableService", "a"), ("pingService", "b"), ("pongService", "c"), ("activeService", "d")] == [
        (field, name.text) for field, name in services_of_rollout(rollout)
    ]
