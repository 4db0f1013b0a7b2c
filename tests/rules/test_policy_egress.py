"""DNS, directions and outside clients of policies: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.graph.policies import DNS, egress, ingress, pods, policy
from tests.graph.worlds import workload
from tests.rules.naming import found, only, place, severities

WEB = workload("web", "app: web").replace("image: 'web:1'", "image: a, env: [{name: CART, value: 'http://cart:80'}]")
OUT = f"{{to: [{{{pods('app: cart')}}}]}}"


def test_dns_is_forgotten() -> None:
    text = workload("web", "app: web") + workload("api", "app: api") + policy("p", f"podSelector: {{}}, egress: [{OUT}]")

    assert (
        "warning: the policies of Deployment web and Deployment api let nothing out to DNS, over UDP or TCP; "
        "add a rule to namespace kube-system for port 53 over UDP and TCP"
    ) == only("SVC804", text)
    assert ["egress"] == place("SVC804", text)
    assert "over UDP or TCP, so that they cannot resolve cart; add a rule" in only("SVC804", WEB + egress("p", "app: web", OUT))


def test_dns_over_one_protocol() -> None:
    tcp = WEB + egress("p", "app: web", OUT, "{ports: [{port: 53}]}")
    udp = WEB + egress("p", "app: web", OUT, "{ports: [{port: 53, protocol: UDP}]}")

    assert (
        "warning: the policies of Deployment web let them ask DNS over TCP only, but it is asked over UDP, so that they cannot "
        "resolve cart; add a rule to namespace kube-system for port 53 over UDP and TCP"
    ) == only("SVC804", tcp)
    assert (
        "info: the policies of Deployment web let them ask DNS over UDP only, and long answers come over TCP; "
        "add a rule to namespace kube-system for port 53 over UDP and TCP"
    ) == only("SVC804", udp)


@pytest.mark.parametrize(
    "more",
    [
        "",
        egress("p", "app: web"),
        policy("deny", "podSelector: {}, policyTypes: [Ingress, Egress]"),
        egress("p", "app: web", "{}"),
        egress("p", "app: web", OUT, DNS),
        egress("p", "app: web", OUT) + policy("dns", f"podSelector: {{}}, egress: [{DNS}]"),
        egress("p", "app: other", OUT),
        policy("p", f"{pods('app: web')}, policyTypes: [Ingress], egress: [{OUT}]"),
    ],
)
def test_pods_that_may_ask_dns_or_are_shut_in(more: str) -> None:
    assert [] == found("SVC804", WEB + more)


def test_pods_that_need_no_names() -> None:
    plain = workload("web", "app: web")
    block = "{to: [{ipBlock: {cidr: 198.51.100.0/24}}]}"

    assert [] == found("SVC804", plain + egress("p", "app: web", block))
    assert ["warning"] == severities("SVC804", WEB + egress("p", "app: web", block))
    assert [] == found("SVC804", workload("web", "app: web", pod="dnsPolicy: Default") + egress("p", "app: web", OUT))
    assert [] == found("SVC804", workload("web", "app: web", pod="hostNetwork: true") + egress("p", "app: web", OUT))


def test_policies_in_force_together_are_told_once() -> None:
    both = (
        WEB
        + policy("deny", "podSelector: {}, policyTypes: [Egress]")
        + egress("a", "app: web", OUT)
        + egress("b", "app: web", OUT)
    )

    assert ["warning"] == severities("SVC804", both)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("policyTypes: [Ingress], egress: [{to: [{podSelector: {}}]}]", ["warning"]),
        ("policyTypes: [Egress], ingress: [{ports: [{port: 80}]}]", ["warning"]),
        ("policyTypes: [Ingress], egress: []", []),
        ("policyTypes: [Ingress], egress: [{}]", []),
        ("policyTypes: [Ingress, Egress], egress: [{to: [{podSelector: {}}]}]", []),
        ("egress: [{to: [{podSelector: {}}]}]", []),
        ("policyTypes: [ingress], egress: [{to: [{podSelector: {}}]}]", []),
    ],
)
def test_rules_of_a_direction_that_is_left_out(spec: str, expected: list[str]) -> None:
    assert expected == severities("SVC807", WEB + policy("p", f"podSelector: {{}}, {spec}"))


def test_what_is_said_of_rules_without_effect() -> None:
    assert (
        "warning: the ingress rules of NetworkPolicy p have no effect: policyTypes has Egress only, so that its pods stay open "
        "for ingress; add Ingress or leave the rules out"
    ) == only("SVC807", policy("p", "podSelector: {}, policyTypes: [Egress], ingress: [{ports: [{port: 80}]}]"))


def balancer(spec: str, annotations: str = "") -> str:
    ports = "{port: 80, targetPort: 8080}, {port: 81, targetPort: nothing}"
    return (
        workload("cart", "app: cart", ports="{containerPort: 8080}")
        + f"---\napiVersion: v1\nkind: Service\nmetadata: {{name: cart, annotations: {{{annotations}}}}}\n"
        + f"spec: {{{spec}, selector: {{app: cart}}, ports: [{ports}]}}\n"
    )


def blocks(*cidrs: str, more: str = "") -> str:
    peers = ", ".join(f"{{ipBlock: {{cidr: '{each}'}}}}" for each in cidrs)
    return ingress("p", "app: cart", f"{{from: [{peers}]}}{more}")


@pytest.mark.parametrize("spec", ["type: LoadBalancer", "type: NodePort", "type: NodePort, externalTrafficPolicy: Cluster"])
def test_services_that_hide_who_calls(spec: str) -> None:
    text = balancer(spec) + blocks("198.51.100.0/24", "10.0.0.0/8", "2001:db8::/32")

    assert ["warning", "warning"] == severities("SVC808", text)
    assert ["'198.51.100.0/24'", "'2001:db8::/32'"] == place("SVC808", text)


@pytest.mark.parametrize(
    ("spec", "annotations"),
    [
        ("type: ClusterIP", ""),
        ("type: LoadBalancer, externalTrafficPolicy: Local", ""),
        ("type: LoadBalancer, loadBalancerClass: example.com/lb", ""),
        ("type: LoadBalancer, allocateLoadBalancerNodePorts: false", ""),
        ("type: LoadBalancer", "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip"),
        ("type: LoadBalancer", "service.beta.kubernetes.io/aws-load-balancer-type: nlb-ip"),
    ],
)
def test_services_that_show_who_calls(spec: str, annotations: str) -> None:
    assert [] == found("SVC808", balancer(spec, annotations) + blocks("198.51.100.0/24"))


@pytest.mark.parametrize(
    "policies",
    [
        blocks("0.0.0.0/0"),
        blocks("10.0.0.0/8"),
        blocks("fd00::/8"),
        blocks("nonsense"),
        blocks("198.51.100.0/24", more=", {}"),
        blocks("198.51.100.0/24", more=", {from: [{ipBlock: {cidr: '::/0'}}]}"),
        ingress("p", "app: cart", "{from: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 9000}]}"),
        ingress("p", "app: other", "{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}"),
        ingress("p", "app: cart", "{from: [{podSelector: {}}]}"),
        egress("p", "app: cart", "{to: [{ipBlock: {cidr: 198.51.100.0/24}}]}"),
    ],
)
def test_blocks_on_which_nothing_depends(policies: str) -> None:
    assert [] == found("SVC808", balancer("type: LoadBalancer") + policies)


def test_an_open_block_with_exceptions_is_not_open_to_all() -> None:
    more = ", {from: [{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.0/24]}}]}"

    assert ["warning"] == severities("SVC808", balancer("type: LoadBalancer") + blocks("198.51.100.0/24", more=more))


def test_ranges_of_the_cluster_are_not_outside() -> None:
    own = Settings(pod_ranges=("198.51.100.0/22",), service_ranges=("10.96.0.0/16",))

    assert [] == found("SVC808", balancer("type: LoadBalancer") + blocks("198.51.100.0/24"), own)
