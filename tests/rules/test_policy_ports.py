"""Ports in policies: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.graph.policies import egress, ingress, pods, policy
from tests.graph.worlds import service, workload
from tests.rules.naming import fixed, found, only, place, severities

HTTPS = "{name: https, port: 443, targetPort: tls}"
GATE = workload("gate", "app: gate", ports="{name: tls, containerPort: 8443}") + service("gate", "app: gate", ports=HTTPS)
CRD = """---
apiVersion: apps.example.com/v1
kind: App
metadata: {name: gate}
spec:
  template:
    metadata: {labels: {app: gate}}
    spec: {containers: [{name: c, image: c, ports: [{containerPort: 8443, name: tls}]}]}
"""


def opens(*ports: str, labels: str = "app: gate") -> str:
    return ingress("p", labels, f"{{ports: [{', '.join(ports)}]}}")


def test_a_port_of_the_service_is_an_error_and_mended() -> None:
    text = GATE + opens("{port: 443}")

    assert "error: 443 is the port of Service gate, but the pods listen on 8443, and only ports of pods count" == only(
        "SVC802", text
    )
    assert ["443"] == place("SVC802", text)
    assert text.replace("[{port: 443}]", "[{port: 8443}]") == fixed("SVC802", text)


def test_names_and_node_ports_of_the_service_are_no_ports_of_pods_either() -> None:
    text = GATE.replace("targetPort: tls", "targetPort: tls, nodePort: 30443") + opens("{port: PORT}")

    named = "error: https is the name of a port of Service gate, but the pods listen on 8443, and only ports of pods count"
    assert named == only("SVC802", text.replace("PORT", "https"))
    node = "error: 30443 is the node port of Service gate, but the pods listen on 8443, and only ports of pods count"
    assert node == only("SVC802", text.replace("PORT", "30443"))


@pytest.mark.parametrize(
    "ports",
    [
        "{port: 8443}",
        "{port: tls}",
        "{port: 443, protocol: UDP}",
        "{port: 400, endPort: 500}",
        "{port: 9000}",
        "{}",
        "null",
    ],
)
def test_ports_of_pods(ports: str) -> None:
    assert [] == found("SVC802", GATE + opens(ports))


def test_a_port_that_some_pod_may_listen_on() -> None:
    listens = workload("other", "app: gate, v: two", ports="{containerPort: 443}")
    silent = workload("other", "app: other", ports="")
    told = workload("other", "app: other", ports="{containerPort: 9000}")
    wide = policy("p", "podSelector: {}, ingress: [{ports: [{port: 443}]}]")
    direct = service("direct", "app: gate", ports="{port: 1443, targetPort: 443}")
    job = workload("job", "app: gate", kind="Job", api="batch/v1", ports="{containerPort: 443}")

    assert [] == found("SVC802", GATE + listens + opens("{port: 443}"))
    assert [] == found("SVC802", GATE + silent + wide)
    assert ["error"] == severities("SVC802", GATE + told + wide)
    assert [] == found("SVC802", GATE + direct + opens("{port: 443}"))
    assert ["error"] == severities("SVC802", GATE + job + opens("{port: 443}"))
    assert [] == found(
        "SVC802", GATE.replace("selector: {app: gate}", "clusterIP: None, selector: {app: gate}") + opens("{port: 443}")
    )
    assert [] == found("SVC802", GATE.replace("targetPort: tls", "targetPort: nothing") + opens("{port: 443}"))
    assert [] == found(
        "SVC802", GATE + policy("p", f"{pods('app: gate')}, policyTypes: [Egress], ingress: [{{ports: [{{port: 443}}]}}]")
    )


def test_it_is_less_where_the_right_port_is_open_too() -> None:
    both = "info: 443 is the port of Service gate, but the pods listen on 8443, which this rule opens too"

    assert both == only("SVC802", GATE + opens("{port: 443}", "{port: 8443}"))
    assert GATE + opens("{port: 443}", "{port: 8443}") == fixed("SVC802", GATE + opens("{port: 443}", "{port: 8443}"))
    assert ["warning"] == severities("SVC802", GATE + opens("{port: 443}") + ingress("all", "app: gate", "{}"))


def test_it_is_less_where_something_may_be_missing() -> None:
    mentions = GATE.replace("ports: [{name: tls", "args: ['--listen=443'], ports: [{name: tls")
    custom = CRD + service("gate", "app: gate", ports=HTTPS)
    cilium = "---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: more}}\n"

    assert ["warning"] == severities("SVC802", mentions + opens("{port: 443}"))
    assert ["warning"] == severities("SVC802", custom + opens("{port: 443}"))
    assert ["warning"] == severities("SVC802", GATE + cilium + opens("{port: 443}"))


def test_pods_that_listen_on_several_numbers_leave_the_fix_open() -> None:
    other = workload("gate-2", "app: gate", ports="{name: tls, containerPort: 9443}")
    text = GATE + other + opens("{port: 443}")

    assert "error: 443 is the port of Service gate, but the pods listen on 8443 and 9443, and only ports of pods count" == only(
        "SVC802", text
    )
    assert text == fixed("SVC802", text)


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        (pods("app: gate"), ["error"]),
        (f"namespaceSelector: {{}}, {pods('app: gate')}", ["warning"]),
        ("namespaceSelector: {}", []),
        ("podSelector: {}", []),
        (pods("app: other"), []),
        ("ipBlock: {cidr: 10.0.0.0/8}", []),
        ("namespaceSelector: {matchExpressions: [{key: a, operator: Perhaps}]}, " + pods("app: gate"), []),
        ("podSelector: {matchExpressions: [{key: a, operator: Perhaps}]}", []),
    ],
)
def test_ports_of_services_in_rules_for_egress(peer: str, expected: list[str]) -> None:
    shop = GATE.replace("name: gate}", "name: gate, namespace: shop}")
    text = shop + egress("p", "app: web", f"{{to: [{{{peer}}}], ports: [{{port: 443}}]}}", namespace="shop")

    assert expected == severities("SVC802", text)


def test_egress_that_another_rule_opens() -> None:
    web = workload("web", "app: web")
    rule = f"{{to: [{{{pods('app: gate')}}}], ports: [{{port: 443}}]}}"

    assert ["error"] == severities("SVC802", GATE + web + egress("p", "app: web", rule))
    assert ["warning"] == severities("SVC802", GATE + web + egress("p", "app: web", rule) + egress("all", "app: web", "{}"))


def test_every_rule_is_told() -> None:
    text = GATE + ingress("p", "app: gate", "{ports: [{port: 443}]}", "{from: [{podSelector: {}}], ports: [{port: 443}]}")

    assert ["error", "error"] == severities("SVC802", text)
