"""What leaves the cluster: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.linting import lint, said


def service(spec: str, annotations: str = "{}") -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: web, annotations: {annotations}}}\nspec:\n  {spec}\n---\n"


BALANCER = "type: LoadBalancer\n  ports: [{name: sql, port: 5432}]"


@pytest.mark.parametrize(
    "spec",
    [
        f"{BALANCER}\n  loadBalancerClass: example.com/internal",
        f"{BALANCER}\n  loadBalancerIP: 192.0.2.1",
        f"{BALANCER}\n  loadBalancerSourceRanges: [192.0.2.0/24]",
    ],
)
def test_balancer_that_was_chosen_on_purpose_is_declared(spec: str) -> None:
    assert said(service(spec), "SVC601") == []


def test_annotation_without_a_reason_declares_nothing() -> None:
    assert [severity for severity, *_ in said(service(BALANCER, '{svclint.dev/load-balancer: " "}'), "SVC601")] == ["warning"]
    assert said(service(BALANCER, "{svclint.dev/load-balancer: partners}"), "SVC601") == []


def test_what_may_well_be_for_everybody_is_info() -> None:
    front = BALANCER.replace("5432", "443")

    message = (
        'Service web opens 443 to whoever reaches the balancer; say why with svclint.dev/load-balancer: "reason", or narrow it'
    )
    assert said(service(front), "SVC601") == [("info", 5, message, None)]


def test_balancer_without_ports_is_still_one() -> None:
    assert [message[:24] for _, _, message, _ in said(service("type: LoadBalancer"), "SVC601")] == ["Service web opens no por"]


def workload(kind: str, metadata: str = "{}", template: str = "{}") -> str:
    return f"""apiVersion: apps/v1
kind: {kind}
metadata: {{name: web, annotations: {metadata}}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}, annotations: {template}}}
    spec: {{containers: [{{name: web, image: web}}]}}
---
"""


AWS = "{service.beta.kubernetes.io/aws-load-balancer-internal: 'true'}"


def test_annotation_of_a_service_on_a_workload_without_services() -> None:
    found = said(workload("Deployment", metadata=AWS), "SVC603")

    message = (
        "service.beta.kubernetes.io/aws-load-balancer-internal does nothing on Deployment web: it is read on Services only"
    )
    assert found == [("error", 3, message, None)]


def test_annotation_belongs_to_the_balancer_rather_than_to_another_service() -> None:
    inner = service("selector: {app: web}\n  ports: [{port: 80}]")
    outer = inner.replace("name: web", "name: web-public").replace("selector:", "type: LoadBalancer\n  selector:")

    report = lint(inner + outer + workload("Deployment", template=AWS))

    found = [each for each in report.findings if each.rule.id == "SVC603"]
    assert [each.message.rpartition(", ")[2] for each in found] == ["so move it to Service web-public"]
    assert [each.message for each in found[0].related] == ["Service web-public selects these pods"]


def test_bare_pod_is_reported_once() -> None:
    pod = f"""
apiVersion: v1
kind: Pod
metadata: {{name: web, annotations: {AWS}}}
spec: {{containers: [{{name: web, image: web}}]}}
"""

    assert [severity for severity, *_ in said(pod, "SVC603")] == ["error"]


def test_other_annotations_custom_resources_and_services_are_left_alone() -> None:
    rollout = workload("Rollout", metadata=AWS).replace("apps/v1", "argoproj.io/v1alpha1")
    other = workload("Deployment", metadata="{external-dns.alpha.kubernetes.io/hostname: web.example.com}")

    assert [said(text, "SVC603") for text in (rollout, other, service(BALANCER, AWS))] == [[], [], []]
    assert said(workload("Deployment").replace("  template:", "  ignored:"), "SVC603") == []


def test_ingress_controllers_that_copy_annotations_leave_a_doubt() -> None:
    def severities(class_name: str) -> list[str]:
        text = f"""
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: web, annotations: {AWS}}}
spec: {{{class_name} defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}}}
"""
        return [severity for severity, *_ in said(text, "SVC603")]

    assert severities("ingressClassName: nginx,") == ["error"]
    assert severities("ingressClassName: cilium,") == ["info"]
    assert severities("") == ["info"]


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ("clusterIP: None\n  sessionAffinity: ClientIP", "sessionAffinity"),
        ("clusterIP: None\n  externalIPs: [192.0.2.1]", "externalIPs"),
        ("clusterIP: None\n  loadBalancerIP: 192.0.2.1", "loadBalancerIP"),
        ("clusterIP: None\n  internalTrafficPolicy: Local", "internalTrafficPolicy"),
        ("type: NodePort\n  loadBalancerIP: 192.0.2.1", "loadBalancerIP"),
        ("type: LoadBalancer\n  externalName: db.example.com", "externalName"),
        ("type: ExternalName\n  selector: {app: web}", "selector"),
        ("type: ExternalName\n  publishNotReadyAddresses: true", "publishNotReadyAddresses"),
        ("type: ExternalName\n  trafficDistribution: PreferSameZone", "trafficDistribution"),
        ("type: ExternalName\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}", "sessionAffinityConfig"),
    ],
)
def test_field_that_the_type_ignores_is_shown_at_its_key(spec: str, field: str) -> None:
    found = said(service(spec), "SVC607")

    assert [(severity, line, message.split()[0]) for severity, line, message, _ in found] == [("warning", 6, field)]


@pytest.mark.parametrize(
    "spec",
    [
        "clusterIP: None\n  sessionAffinity: None",
        "clusterIP: None\n  internalTrafficPolicy: Cluster",
        "clusterIP: None\n  externalIPs: []",
        "type: ClusterIP\n  externalName: ''",
        "type: ClusterIP\n  sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}",
        "type: LoadBalancer\n  loadBalancerIP: 192.0.2.1",
        "type: ExternalName\n  selector: {}",
        "type: ExternalName\n  ports: [{port: 80}]",
    ],
)
def test_field_that_says_the_default_or_has_its_effect_is_fine(spec: str) -> None:
    assert said(service(spec), "SVC607") == []


def test_node_port_of_an_alias_is_ignored() -> None:
    found = said(service("type: ExternalName\n  ports: [{port: 80, nodePort: 30080}]"), "SVC607")

    message = "nodePort 30080 has no effect on Service web of type ExternalName: "
    assert found == [("warning", 6, message + "an ExternalName is an alias in DNS and steers no traffic", None)]


def test_service_without_spec_has_no_inert_fields() -> None:
    assert said("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n", "SVC607") == []


JSON = """{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"},
"spec": {"type": "ExternalName", "externalName": "192.0.2.20"}}"""
LIST = """apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: web}
  spec: {type: ExternalName, externalName: 192.0.2.20}
"""
ALIAS = "type: ExternalName\n  externalName: 192.0.2.20"


def test_ingress_controllers_may_cope_with_an_address() -> None:
    ingress = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
"""

    assert [severity for severity, *_ in said(service(ALIAS) + ingress, "SVC608")] == ["warning"]
    assert [severity for severity, *_ in said(service(ALIAS) + ingress.replace("web, port", "api, port"), "SVC608")] == [
        "error"
    ]
    assert [
        severity
        for severity, *_ in said(service(ALIAS) + ingress.replace("{name: web}", "{name: web, namespace: b}"), "SVC608")
    ] == ["error"]


def test_names_and_other_types_are_no_addresses() -> None:
    assert said(service("type: ExternalName\n  externalName: db.example.com"), "SVC608") == []
    assert said(service("type: ClusterIP\n  externalName: 192.0.2.20"), "SVC608") == []


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (service(ALIAS), True),
        (service(ALIAS).removesuffix("\n---\n"), True),
        (service(f"{ALIAS}\n  ports: [{{port: 80, targetPort: 8080}}, {{name: bad}}]"), True),
        (service(f"{ALIAS}\n  selector: {{app: web}}"), False),
        (service(ALIAS).replace("name: web,", "name: web, namespace: shop,"), False),
        (JSON, False),
        (LIST, False),
    ],
)
def test_headless_service_is_offered_where_it_is_a_matter_of_text(text: str, offered: bool) -> None:  # noqa: FBT001 - a column of the table
    fixes = [each.fix for each in lint(text).findings if each.rule.id == "SVC608"]

    assert [fix is not None for fix in fixes] == [offered]


@pytest.mark.parametrize(("port", "severity"), [(5432, "warning"), (15672, "warning"), (7000, "info"), (8080, "info")])
def test_a_balancer_before_what_is_hardly_for_everybody_is_a_warning(port: int, severity: str) -> None:
    assert [severity] == [each for each, *_ in said(service(BALANCER.replace("5432", str(port))), "SVC601")]
