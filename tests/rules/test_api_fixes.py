"""What the fixes of category api write, and where they leave a text alone because it can be read in several ways."""

from __future__ import annotations

import pytest

from svclint.catalogue.finding import Severity
from svclint.engine.selection import Choice
from svclint.fixer.edits import apply
from tests.linting import lint
from tests.rules.api_findings import service


def _fixed(text: str, rule: str) -> str:
    """The text after the safe fixes of one rule."""
    report = lint(text, choice=Choice(select=(rule,)))
    assert [Severity.ERROR] * len(report.findings) == [each.severity for each in report.findings]
    assert report.findings
    written = apply(each.fix for each in report.findings if each.fix and each.fix.safe)
    return next(iter(written.values()), text)


def _ports(*ports: str) -> str:
    return service(f"selector: {{app: web}}, ports: [{', '.join(ports)}]")


DEPLOYMENT = """---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: web, ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9090, protocol: UDP}]}
"""


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        ("{port: 80, targetPort: http}", "{name: http, port: 80, targetPort: http}"),
        ("{port: 80, targetPort: 8080}", "{name: http, port: 80, targetPort: 8080}"),
        ("{port: 8080}", "{name: http, port: 8080}"),
        ('{port: 80, name: "", targetPort: http}', '{port: 80, name: "http", targetPort: http}'),
        ("{port: 80, name: null, targetPort: http}", '{port: 80, name: "http", targetPort: http}'),
        ("{port: 80, name: , targetPort: http}", "{port: 80, name: , targetPort: http}"),
        ("{port: 9090}", "{port: 9090}"),
        ("{port: 9090, protocol: UDP}", "{name: admin, port: 9090, protocol: UDP}"),
        ("{port: 81, targetPort: taken}", "{port: 81, targetPort: taken}"),
        ("{port: 81, targetPort: '80'}", "{port: 81, targetPort: '80'}"),
        ("{targetPort: 0}", "{targetPort: 0}"),
        (
            "{port: 80, targetPort: http}, {port: 81, targetPort: http}",
            "{port: 80, targetPort: http}, {port: 81, targetPort: http}",
        ),
    ],
)
def test_a_port_is_named_after_its_target_where_no_other_name_can_be_meant(ports: str, expected: str) -> None:
    taken = "{name: taken, port: 443}"

    assert _ports(taken, expected) + DEPLOYMENT == _fixed(_ports(taken, ports) + DEPLOYMENT, "unnamed-port")


def test_a_port_whose_number_no_container_declares_stays_unnamed() -> None:
    text = service("selector: {app: other}, ports: [{name: a, port: 80}, {port: 8080}]") + DEPLOYMENT

    assert text == _fixed(text, "unnamed-port")


def test_ports_of_endpoints_stay_unnamed() -> None:
    text = "apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\nsubsets:\n- ports: [{port: 80}, {port: 81}]\n"

    assert text == _fixed(text, "unnamed-port")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("HTTP", "http"), ('" http "', '"http"'), ("'ON'", "'on'"), ("ON1", "on1"), ("http_1", "http_1"), ("ADMIN", "ADMIN")],
)
def test_a_port_name_in_the_wrong_letter_case(name: str, expected: str) -> None:
    admin = "{name: admin, port: 81}"

    assert _ports(admin, f"{{name: {expected}, port: 80}}") == _fixed(_ports(admin, f"{{name: {name}, port: 80}}"), "SVC112")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DB.example.com.", "db.example.com."),
        ("'http://db.example.com/'", "'db.example.com'"),
        ("db_1.example.com", "db_1.example.com"),
        ("db.example.com:5432", "db.example.com:5432"),
        ("https://db.example.com/a", "https://db.example.com/a"),
        ("'1E3'", "'1e3'"),
    ],
)
def test_an_external_name(name: str, expected: str) -> None:
    before, after = (service(f"type: ExternalName, externalName: {each}") for each in (name, expected))

    assert after == _fixed(before, "invalid-external-name")


def _ingress(spec: str) -> str:
    return f"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{{spec}}}\n"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("Shop.example.com", "shop.example.com"),
        ("https://shop.example.com/", "shop.example.com"),
        ("shop.example.com.", "shop.example.com"),
        ("'*.Example.com'", "'*.example.com'"),
        ("shop.example.com:8080", "shop.example.com:8080"),
        ("shop.example.com/cart", "shop.example.com/cart"),
        ("192.0.2.1", "192.0.2.1"),
        ("http://192.0.2.1", "http://192.0.2.1"),
    ],
)
def test_the_host_of_a_rule(host: str, expected: str) -> None:
    assert _ingress(f"rules: [{{host: {expected}}}]") == _fixed(_ingress(f"rules: [{{host: {host}}}]"), "invalid-ingress-host")


def test_the_hosts_of_a_certificate() -> None:
    before, after = (_ingress(f"tls: [{{hosts: [{each}, null]}}]") for each in ("Shop.example.com", "shop.example.com"))

    assert after == _fixed(before, "invalid-ingress-host")


@pytest.mark.parametrize(
    ("path", "expected"), [("cart", "/cart"), ('"cart"', '"/cart"'), ("'*'", "'*'"), ("a//b", "a//b"), ('""', '""')]
)
def test_the_path_of_a_rule(path: str, expected: str) -> None:
    before, after = (
        _ingress(f"rules: [{{http: {{paths: [{{path: {each}, pathType: Exact, backend: {{}}}}]}}}}]")
        for each in (path, expected)
    )

    assert after == _fixed(before, "invalid-ingress-path")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ('"2001:DB8::7"', '"2001:db8::7/128"'),
        ("192.0.2.0", "192.0.2.0"),
        ("'2001:db8::'", "'2001:db8::'"),
        ("192.0.2.7/24", "192.0.2.7/24"),
        ("web", "web"),
    ],
)
def test_an_address_where_a_range_belongs(written: str, expected: str) -> None:
    ranges = [service(f"type: LoadBalancer, loadBalancerSourceRanges: [{each}, null]") for each in (written, expected)]
    policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\n"
    policy += "spec: {ingress: [{from: [{ipBlock: %s}]}]}\n"
    blocks = [policy % f"{{cidr: {each}}}" for each in (written, expected)]

    assert ranges[1] == _fixed(ranges[0], "invalid-source-range")
    assert blocks[1] == _fixed(blocks[0], "invalid-ip-block")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("kind: Service", "apiVersion: v1\nkind: Service"),
        ("kind: HorizontalPodAutoscaler", "kind: HorizontalPodAutoscaler"),
        ("apiVersion:\nkind: Service", "apiVersion:\nkind: Service"),
        ("apiVersion: v1", "apiVersion: v1"),
    ],
)
def test_an_object_without_its_api_version(head: str, expected: str) -> None:
    assert f"{expected}\nmetadata: {{name: web}}\n" == _fixed(f"{head}\nmetadata: {{name: web}}\n", "missing-kind")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("apiVersion: v1\nkind: service", "apiVersion: v1\nkind: Service"),
        ("apiVersion: v1\nkind: Deployment", "apiVersion: apps/v1\nkind: Deployment"),
        ("apiVersion: v1\nkind: HorizontalPodAutoscaler", "apiVersion: v1\nkind: HorizontalPodAutoscaler"),
    ],
)
def test_a_misspelt_kind(head: str, expected: str) -> None:
    assert f"{expected}\nmetadata: {{name: web}}\n" == _fixed(f"{head}\nmetadata: {{name: web}}\n", "unserved-kind")


@pytest.mark.parametrize(
    ("name", "expected"), [("Web", "web"), ("' web'", "'web'"), ("'NO'", "'no'"), ("we_b", "we_b"), ("'-'", "'-'")]
)
def test_a_name_in_an_overlaid_field(name: str, expected: str) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{image: web, name: %s}]}\n"

    assert pod % expected == _fixed(pod % name, "invalid-container-name")
