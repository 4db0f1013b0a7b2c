"""What changes with the Kubernetes version and with what the user says of the cluster."""

from __future__ import annotations

import pytest

from svclint.catalogue.finding import Severity
from svclint.engine.selection import Choice
from svclint.settings import Settings
from tests.linting import lint
from tests.rules.api_findings import RULES, fields, service

VERSIONS = [
    ("invalid-name", "", "name: 1web", (1, 35), ["metadata.name"]),
    ("invalid-name", "", "name: 1web", (1, 36), []),
    ("invalid-cluster-ip", "clusterIP: 010.0.0.1", "name: web", (1, 35), []),
    ("invalid-cluster-ip", "clusterIP: 010.0.0.1", "name: web", (1, 36), ["spec.clusterIPs[0]"]),
    ("non-canonical-address", "clusterIP: 010.0.0.1", "name: web", (1, 35), ["spec.clusterIP"]),
    ("invalid-external-ip", "externalIPs: [010.0.0.1]", "name: web", (1, 35), []),
    ("invalid-source-range", "loadBalancerSourceRanges: [10.0.0.5/8]", "name: web", (1, 35), []),
    (
        "invalid-source-range",
        "loadBalancerSourceRanges: [10.0.0.5/8]",
        "name: web",
        (1, 36),
        ["spec.loadBalancerSourceRanges[0]"],
    ),
    (
        "non-canonical-address",
        "loadBalancerSourceRanges: [10.0.0.5/8]",
        "name: web",
        (1, 35),
        ["spec.loadBalancerSourceRanges[0]"],
    ),
    ("unknown-traffic-distribution", "trafficDistribution: PreferSameZone", "name: web", (1, 30), []),
    ("unknown-traffic-distribution", "trafficDistribution: PreferSameZone", "name: web", (1, 33), ["spec.trafficDistribution"]),
    ("unknown-traffic-distribution", "trafficDistribution: PreferSameZone", "name: web", (1, 34), []),
    ("deprecated-traffic-distribution", "trafficDistribution: PreferClose", "name: web", (1, 34), []),
    ("deprecated-external-ips", "externalIPs: [203.0.113.7]", "name: web", (1, 35), []),
]


@pytest.mark.parametrize(("rule", "spec", "metadata", "version", "expected"), VERSIONS)
def test_versions(rule: str, spec: str, metadata: str, version: tuple[int, int], expected: list[str]) -> None:
    assert expected == fields(rule, service(spec, metadata), Settings(kubernetes_version=version))


@pytest.mark.parametrize(("version", "severity"), [((1, 32), Severity.ERROR), ((1, 33), Severity.INFO)])
def test_the_port_of_the_kubelet_is_refused_up_to_1_32(version: tuple[int, int], severity: Severity) -> None:
    report = lint(
        service("type: LoadBalancer, ports: [{port: 10250}]"),
        choice=Choice(select=("SVC171",)),
        settings=Settings(kubernetes_version=version),
        rules=RULES,
    )

    assert [(severity, "spec.ports[0]")] == [(each.severity, each.field) for each in report.findings]


def test_a_configured_range_of_cluster_ips_is_held_against_addresses() -> None:
    settings = Settings(service_ranges=("10.43.0.0/16", "fd00:43::/112"))
    text = service("clusterIP: 10.96.0.10") + "---\n" + service("clusterIP: 10.43.0.10") + "---\n" + service("clusterIP: None")

    assert fields("cluster-ip-out-of-range", text, settings) == ["spec.clusterIPs"]


def test_a_configured_range_of_node_ports_counts() -> None:
    assert (
        fields("node-port-out-of-range", service("type: NodePort, ports: [{nodePort: 80}]"), Settings(node_port_range=(1, 100)))
        == []
    )
