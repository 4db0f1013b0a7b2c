"""Whether isolated pods may still ask DNS."""

from __future__ import annotations

import pytest

from svclint.graph.policy.dns_egress import DnsEgress, asks_cluster_dns, leads_to_names, name_used
from tests.graph.policies import egress, policy, workload_of
from tests.graph.worlds import graph_of, workload

BOTH = "ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]"
KUBE_SYSTEM = "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}"
OPENSHIFT = "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: openshift-dns}}"
OTHER = "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}"


def asked(*rules: str, more: str = "", namespace: str = "") -> DnsEgress:
    text = workload("web", "app: web", namespace=namespace) + egress("web", "app: web", *rules, namespace=namespace) + more
    graph = graph_of(text)
    return graph.reach.dns.of(graph.reach.egress_of(workload_of(graph, "web")))


@pytest.mark.parametrize(
    "rule",
    [
        "{}",
        f"{{{BOTH}}}",
        f"{{to: [], {BOTH}}}",
        "{ports: [{port: 1, endPort: 65535}, {port: 1, endPort: 65535, protocol: UDP}]}",
        "{ports: [{}, {protocol: UDP}]}",
        f"{{to: [{{namespaceSelector: {{}}}}], {BOTH}}}",
        f"{{to: [{{namespaceSelector: {{}}, podSelector: {{matchLabels: {{k8s-app: kube-dns}}}}}}], {BOTH}}}",
        f"{{to: [{{{KUBE_SYSTEM}}}]}}",
        f"{{to: [{{{KUBE_SYSTEM}, podSelector: {{matchLabels: {{app.kubernetes.io/name: coredns}}}}}}]}}",
        f"{{to: [{{{KUBE_SYSTEM}, podSelector: {{matchExpressions: [{{key: k8s-app, operator: Perhaps}}]}}}}]}}",
        f"{{to: [{{{KUBE_SYSTEM}}}], ports: [{{port: dns, protocol: UDP}}, {{port: dns-tcp}}]}}",
        f"{{to: [{{namespaceSelector: {{matchLabels: {{name: kube-system}}}}}}], {BOTH}}}",
        f"{{to: [{{{OPENSHIFT}}}], {BOTH.replace('53', '5353')}}}",
        f"{{to: [{{{OTHER}}}], {BOTH}}}",
        f"{{to: [{{ipBlock: {{cidr: 169.254.20.10/32}}}}], {BOTH}}}",
        f"{{to: [{{ipBlock: {{cidr: 198.51.100.1/32}}}}], {BOTH}}}",
        "{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}",
        "{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}",
    ],
)
def test_rules_that_let_pods_ask(rule: str) -> None:
    assert DnsEgress(udp=True, tcp=True) == asked(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "{ports: [{port: 443}, {port: 123, protocol: UDP}]}",
        "{ports: [{port: https}]}",
        f"{{to: [{{podSelector: {{matchLabels: {{k8s-app: kube-dns}}}}}}], {BOTH}}}",
        f"{{to: [{{podSelector: {{}}}}], {BOTH}}}",
        "{to: [{podSelector: {}}]}",
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {app: cart}}}]}",
        f"{{to: [{{{OTHER}}}]}}",
        f"{{to: [{{{OPENSHIFT}}}], {BOTH}}}",
        "{to: [{ipBlock: {cidr: 198.51.100.0/24}}]}",
    ],
)
def test_rules_that_do_not(rule: str) -> None:
    assert DnsEgress(udp=False, tcp=False) == asked(rule)


def test_port_53_without_a_protocol_is_tcp_only() -> None:
    assert DnsEgress(udp=False, tcp=True) == asked("{ports: [{port: 53}]}")
    assert DnsEgress(udp=True, tcp=False) == asked("{ports: [{port: 53, protocol: UDP}]}")


def test_rules_of_all_policies_count_together() -> None:
    more = policy("dns", "podSelector: {}, egress: [{ports: [{port: 53, protocol: UDP}]}]")

    assert DnsEgress(udp=True, tcp=True) == asked("{ports: [{port: 53}]}", more=more)


def test_a_dns_server_in_the_own_namespace_answers() -> None:
    server = workload("dns", "app: resolver", ports="{containerPort: 53, protocol: UDP}")
    rule = f"{{to: [{{podSelector: {{matchLabels: {{app: resolver}}}}}}], {BOTH}}}"

    assert DnsEgress(udp=True, tcp=True) == asked(rule, more=server)
    assert DnsEgress(udp=False, tcp=False) == asked(rule)
    assert DnsEgress(udp=True, tcp=True) == asked(f"{{to: [{{podSelector: {{}}}}], {BOTH}}}", namespace="kube-system")


def test_pods_that_nothing_isolates_ask_freely() -> None:
    graph = graph_of(workload("web", "app: web"))

    assert DnsEgress(udp=True, tcp=True) == graph.reach.dns.of(graph.reach.egress_of(workload_of(graph, "web")))


@pytest.mark.parametrize(
    ("pod", "asks"),
    [("", True), ("dnsPolicy: ClusterFirst", True), ("dnsPolicy: Default", False), ("dnsPolicy: None", False)],
)
def test_pods_with_a_dns_of_their_own(pod: str, asks: bool) -> None:  # noqa: FBT001 - a column of the table
    graph = graph_of(workload("web", "app: web", pod=pod))

    assert asks is asks_cluster_dns(workload_of(graph, "web"))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("http://cart", "cart"),
        ("cart.shop.svc:80", "cart.shop.svc"),
        ("https://api.example.com/v1", "api.example.com"),
        ("http://localhost:8080", None),
        ("http://10.0.0.1:8080", None),
        ("cart:8080", "cart"),
        ("plain words", None),
    ],
)
def test_names_that_pods_are_told(value: str, name: str | None) -> None:
    graph = graph_of(workload("web", "app: web").replace("image: 'web:1'", f"image: a, env: [{{name: URL, value: '{value}'}}]"))

    assert name == name_used(workload_of(graph, "web"), graph)


@pytest.mark.parametrize(
    ("rule", "leads"),
    [
        ("{}", True),
        ("{to: [{podSelector: {}}]}", True),
        ("{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}", False),
    ],
)
def test_pods_and_anyone_are_found_by_name(rule: str, leads: bool) -> None:  # noqa: FBT001 - a column of the table
    graph = graph_of(workload("web", "app: web") + egress("web", "app: web", rule))

    assert leads is leads_to_names(graph.reach.egress_of(workload_of(graph, "web")))
