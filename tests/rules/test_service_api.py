"""What the API server refuses in the spec of a Service, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svclint.catalogue.finding import Severity
from svclint.engine.selection import Choice
from tests.linting import lint
from tests.rules.api_findings import API, RULES, fields, messages, service

CASES = Path(__file__).parents[3] / "shared" / "parity" / "service.jsonl"

SPECS = """
missing-ports | ports: [] | ports
missing-ports | ports: | ports
missing-ports | clusterIP: None | -
missing-ports | type: ExternalName | -
missing-ports | ports: {port: 80} | -
unnamed-port | ports: [{port: 80}, {port: 81, name: ''}] | ports[0].name ports[1].name
unnamed-port | ports: [{name: a, port: 80}, null] | ports[1].name
unnamed-port | ports: [{name: a, port: 80}, 81, {name: 5, port: 82}] | -
unnamed-port | ports: [{port: 80}] | -
invalid-port-name | ports: [{name: 8080, port: 80}, {name: '8080', port: 81}, {name: a_b, port: 82}] | ports[2].name
duplicate-port-name | ports: [{name: a, port: 80}, {name: b, port: 81}, {name: a, port: 82}] | ports[2].name
duplicate-port-name | ports: [{port: 80}, {port: 81}] | -
duplicate-port | ports: [{port: 53}, {port: 53, protocol: UDP}, {port: 53, protocol: TCP}] | ports[2]
duplicate-port | ports: [{name: a}, {name: b}] | -
invalid-port-number | ports: [{port: 0}, {port: 65536}, {port: }] | ports[0].port ports[1].port ports[2].port
invalid-port-number | ports: [{}, null, 7] | ports[0].port ports[1].port
missing-field | ports: [{}, null, 7] | -
invalid-port-number | ports: [{port: 1}, {port: 65535}, {port: 80.0}, {port: '80'}, {port: 4294967376}] | -
invalid-target-port | ports: [{targetPort: -1}, {targetPort: 65536}] | ports[0].targetPort ports[1].targetPort
invalid-target-port | ports: [{targetPort: '80'}, {targetPort: '99999'}] | ports[0].targetPort ports[1].targetPort
invalid-target-port | ports: [{targetPort: a_b}, {targetPort: '**'}] | ports[0].targetPort ports[1].targetPort
invalid-target-port | ports: [{targetPort: 0}, {targetPort: ''}, {targetPort: }, {}] | -
invalid-target-port | ports: [{targetPort: 80-tcp}, {targetPort: 80.5}] | -
invalid-target-port | ports: [{targetPort: 4294967376}] | -
unknown-protocol | ports: [{protocol: udp}, {protocol: HTTP}] | ports[0].protocol ports[1].protocol
unknown-protocol | ports: [{protocol: ''}, {protocol: }, {}, {protocol: SCTP}] | -
invalid-app-protocol | ports: [{appProtocol: ''}, {appProtocol: }] | ports[0].appProtocol
invalid-app-protocol | ports: [{appProtocol: kubernetes.io/H2C}, {appProtocol: a/b/c}] | ports[1].appProtocol
node-port-on-cluster-ip | ports: [{nodePort: 30080}, {nodePort: 0}, {nodePort: }] | ports[0].nodePort
node-port-on-cluster-ip | type: ClusterIP, ports: [{nodePort: 30080}] | ports[0].nodePort
node-port-on-cluster-ip | type: ExternalName, ports: [{nodePort: 30080}] | -
node-port-out-of-range | type: NodePort, ports: [{nodePort: 80}, {nodePort: -1}] | ports[0].nodePort ports[1].nodePort
node-port-out-of-range | type: NodePort, ports: [{nodePort: 30000}, {nodePort: 32767}, {nodePort: 4294967376}] | -
node-port-out-of-range | type: ExternalName, ports: [{nodePort: 80}] | -
node-port-out-of-range | type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 80 | healthCheckNodePort
node-port-out-of-range | type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31000 | -
node-port-out-of-range | type: LoadBalancer, healthCheckNodePort: 80 | -
duplicate-node-port | type: NodePort, ports: [{port: 53, nodePort: 30053}, {port: 53, protocol: UDP, nodePort: 30053}] | -
duplicate-node-port | type: NodePort, ports: [{port: 5, nodePort: 5}, {port: 6, protocol: UDP, nodePort: 5}] | ports[1].nodePort
duplicate-node-port | type: ExternalName, ports: [{port: 53, nodePort: 5}, {port: 54, nodePort: 5}] | ports[1].nodePort
duplicate-node-port | type: ExternalName, ports: [{port: 53, nodePort: 5}, {port: 54, protocol: UDP, nodePort: 5}] | -
duplicate-node-port | type: NodePort, ports: [{port: 53}, {port: 54, nodePort: 0}] | -
duplicate-node-port | ports: [{port: 53, nodePort: 5}, {port: 54, nodePort: 5}] | -
unknown-service-type | type: Headless | type
unknown-service-type | type: '' | -
headless-with-external-type | type: LoadBalancer, clusterIP: None | clusterIPs[0]
cluster-ip-on-external-name | type: ExternalName, clusterIPs: [10.0.0.1] | clusterIPs
cluster-ip-on-external-name | type: ExternalName, clusterIP: '' | -
ip-families-on-external-name | type: ExternalName, ipFamilies: [IPv4], ipFamilyPolicy: '' | ipFamilies ipFamilyPolicy
ip-families-on-external-name | type: ExternalName, ipFamilies: [], ipFamilyPolicy:  | -
missing-external-name | type: ExternalName, externalName: '' | externalName
invalid-external-name | type: ExternalName, externalName: db.example.com. | -
invalid-external-name | type: ExternalName, externalName: 10.0.0.1 | -
invalid-external-name | type: ExternalName, externalName: 5 | -
invalid-external-name | externalName: a_b | -
invalid-cluster-ip | clusterIPs: [None, None, 10.0.0.1, x, 5] | clusterIPs[1] clusterIPs[3]
invalid-cluster-ip | clusterIP: NONE | clusterIPs[0]
invalid-cluster-ip | type: ExternalName, clusterIP: x | -
cluster-ip-out-of-range | clusterIP: 224.0.0.1 | clusterIPs
cluster-ip-out-of-range | clusterIP: 192.0.2.10 | -
cluster-ip-out-of-range | type: ExternalName, clusterIP: 127.0.0.1 | -
cluster-ips-mismatch | clusterIPs: [10.0.0.1] | clusterIPs
cluster-ips-mismatch | clusterIP: 10.0.0.2, clusterIPs: [10.0.0.1] | clusterIPs
cluster-ips-mismatch | clusterIP: 5, clusterIPs: [10.0.0.1] | -
impossible-cluster-ips | clusterIPs: [None, 10.0.0.1] | clusterIPs
impossible-cluster-ips | clusterIPs: [10.0.0.1, 'fd00::1', 10.0.0.2] | clusterIPs
impossible-cluster-ips | clusterIPs: [10.0.0.1, x] | -
impossible-cluster-ips | type: ExternalName, clusterIPs: [None, None] | -
unknown-ip-family | ipFamilies: [IPv4, null, ipv6, [IPv6]] | ipFamilies[1] ipFamilies[2]
unknown-ip-family | type: ExternalName, ipFamilies: [x] | -
duplicate-ip-family | ipFamilies: [IPv4, IPv6, IPv4] | ipFamilies[2]
duplicate-ip-family | ipFamilies: [x, x] | -
unknown-ip-family-policy | ipFamilyPolicy: '' | ipFamilyPolicy
unknown-ip-family-policy | type: ExternalName, ipFamilyPolicy: x | -
families-need-dual-stack | ipFamilies: [IPv4, IPv6] | ipFamilyPolicy
families-need-dual-stack | clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1'] | ipFamilyPolicy
families-need-dual-stack | clusterIP: None, ipFamilies: [IPv4, IPv6] | -
families-need-dual-stack | clusterIP: None, selector: {a: b}, ipFamilies: [IPv4, IPv6] | ipFamilyPolicy
families-need-dual-stack | clusterIP: None, ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6] | ipFamilyPolicy
cluster-ip-family-mismatch | clusterIPs: [10.0.0.1, 10.0.0.2], ipFamilies: [IPv4, IPv6] | clusterIPs[1]
cluster-ip-family-mismatch | clusterIP: x, ipFamilies: [IPv6] | -
cluster-ip-family-mismatch | clusterIP: None, ipFamilies: [IPv6] | -
invalid-selector | selector: {a b: c, d: 'e f', g: 5, h: '', i: [j]} | selector selector
external-traffic-policy-not-external | externalTrafficPolicy: Local | externalTrafficPolicy
external-traffic-policy-not-external | externalTrafficPolicy: '' | -
external-traffic-policy-not-external | externalTrafficPolicy: Local, externalIPs: [203.0.113.7] | -
external-traffic-policy-not-external | externalTrafficPolicy: Local, type: nodeport | -
unknown-traffic-policy | type: NodePort, externalTrafficPolicy: local | externalTrafficPolicy
unknown-traffic-policy | internalTrafficPolicy: '' | internalTrafficPolicy
unknown-traffic-policy | externalTrafficPolicy: local | -
unknown-traffic-policy | type: NodePort, externalTrafficPolicy: '' | -
health-check-node-port-misused | healthCheckNodePort: 30080 | healthCheckNodePort
health-check-node-port-misused | type: LoadBalancer, healthCheckNodePort: 30080 | healthCheckNodePort
health-check-node-port-misused | type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30080 | -
health-check-node-port-misused | healthCheckNodePort: 0 | -
source-ranges-without-load-balancer | loadBalancerSourceRanges: [10.0.0.0/8] | loadBalancerSourceRanges
source-ranges-without-load-balancer | loadBalancerSourceRanges: [] | -
invalid-source-range | loadBalancerSourceRanges: [' 10.0.0.0/8 ', null] | loadBalancerSourceRanges[1]
invalid-source-range | loadBalancerSourceRanges: [5, 10.0.0.0] | loadBalancerSourceRanges[1]
load-balancer-class-without-load-balancer | loadBalancerClass: '' | loadBalancerClass
invalid-load-balancer-class | type: LoadBalancer, loadBalancerClass: '' | loadBalancerClass
invalid-load-balancer-class | type: LoadBalancer, loadBalancerClass: 5 | -
allocate-node-ports-without-load-balancer | allocateLoadBalancerNodePorts: 'no' | -
invalid-external-ip | externalIPs: [203.0.113.7, null, 127.0.0.1, 5] | externalIPs[1] externalIPs[2]
unknown-session-affinity | sessionAffinity: '' | -
unknown-session-affinity | sessionAffinity: Cookie | sessionAffinity
affinity-timeout-out-of-range | sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}} | -
affinity-timeout-out-of-range | sessionAffinity: ClientIP, sessionAffinityConfig: {} | -
unknown-traffic-distribution | trafficDistribution: '' | trafficDistribution
non-canonical-address | type: ExternalName, clusterIP: '2001:DB8::1', loadBalancerIP: 010.0.0.1 | loadBalancerIP
non-canonical-address | externalIPs: ['2001:DB8::1', 010.0.0.1] | externalIPs[0]
non-canonical-address | loadBalancerSourceRanges: ['2001:DB8::/32', x] | loadBalancerSourceRanges[0]
deprecated-external-ips | clusterIP: None, externalIPs: [203.0.113.7] | -
"""
"""Rule, spec, and the fields below `spec` that the rule blames."""


@pytest.mark.parametrize("case", SPECS.strip().splitlines())
def test_specs(case: str) -> None:
    rule, spec, blamed = case.split(" | ")
    expected = [f"spec.{field}" for field in blamed.split() if field != "-"]

    assert expected == fields(rule, service(spec))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("https://db.example.com", "it is a URL; only the host belongs here"),
        ("db.example.com/path", "a path cannot be part of it"),
        ("db.example.com:5432", "a port cannot be part of it; clients keep the port that they use"),
        ("2001:db8::1", "it is an IP address; use a Service without selector and an EndpointSlice"),
        ("a_b", "it must not have '_', only lower-case letters, digits, '-' and '.'"),
        ("DB.Example.com", "it must not have upper-case letters, only lower-case letters, digits, '-' and '.'"),
    ],
)
def test_external_name_says_what_does_not_belong_there(written: str, reason: str) -> None:
    text = service(f"type: ExternalName, externalName: '{written}'")

    assert [f'"{written}" is no DNS name: {reason}'] == messages("invalid-external-name", text)


def test_letter_case_of_an_external_name_is_fixed() -> None:
    text = service("type: ExternalName, externalName: DB.Example.com")
    fix = lint(text, choice=Choice(select=("invalid-external-name",)), rules=RULES).findings[0].fix

    assert fix is not None
    assert fix.safe
    assert ["db.example.com"] == [edit.text for edit in fix.edits]


def test_a_client_is_remembered_for_a_second_at_least() -> None:
    text = service("sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}")

    assert ["spec.sessionAffinityConfig.clientIP.timeoutSeconds"] == fields("affinity-timeout-out-of-range", text)


def test_a_number_in_quotes_is_told_from_a_bad_name() -> None:
    quoted = service("ports: [{targetPort: '80'}]")
    named = service("ports: [{targetPort: w_}]")

    assert [
        '"80" in quotes is the name of a port and not a number, and it must have at least one letter; write 80'
    ] == messages("invalid-target-port", quoted)
    assert [
        "\"w_\" cannot be the name of a port: it must not have '_', only lower-case letters, digits and '-'; \"w\" would do"
    ] == messages("invalid-target-port", named)


def test_the_place_is_what_was_written_and_the_field_what_the_server_blames() -> None:
    text = "kind: Service\napiVersion: v1\nmetadata: {name: web}\nspec:\n  clusterIP: x\n"
    finding = lint(text, choice=Choice(select=("invalid-cluster-ip",)), rules=RULES).findings[0]

    assert (5, 14, "spec.clusterIPs[0]") == (finding.position.line, finding.position.column, finding.field)


@pytest.mark.parametrize("spec", ["", "spec:", "spec: x", "spec: [a]", "spec: {ports: 5, clusterIPs: {a: b}, type: [x]}"])
def test_odd_shapes_crash_no_rule(spec: str) -> None:
    report = lint(f"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\n{spec}\n", choice=API, rules=RULES)

    assert not report.crashed


def test_a_spec_of_a_wrong_type_is_not_said_to_lack_ports() -> None:
    assert fields("missing-ports", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: [b]\n") == []


@pytest.mark.skipif(not CASES.exists(), reason="the verdicts of a real API server are not at hand")
def test_what_the_api_server_takes_has_no_error() -> None:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["verdict"] == "accept"]
    report = lint({case["id"]: case["text"] for case in cases}, choice=API, rules=RULES)

    assert [] == [(each.position.path, each.message) for each in report.findings if each.severity is Severity.ERROR]
