"""What an Ingress names: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import External, Settings
from tests.linting import lint, said

PODS = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: web, ports: [{name: metrics, containerPort: 9100}, {name: ui, containerPort: 8080}]}
---
"""


def service(ports: str = "[{name: http, port: 80, targetPort: ui}]", name: str = "web") -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{selector: {{app: web}}, ports: {ports}}}\n---\n"


def ingress(port: str = "number: 80", name: str = "web", metadata: str = "name: web") -> str:
    return f"""apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{{metadata}}}
spec:
  defaultBackend:
    service:
      name: {name}
      port: {{{port}}}
"""


def test_service_that_nothing_resembles_is_a_warning_in_a_closed_world() -> None:
    message = "Ingress web sends requests to Service basket, which is not in namespace default"
    assert said(service() + PODS + ingress(name="basket"), "SVC701") == [("warning", 24, message, None)]


def test_service_of_another_namespace_does_not_count() -> None:
    mine = service().replace("{name: web}", "{name: web, namespace: front}")
    other = service(name="basket").replace("{name: basket}", "{name: basket, namespace: shop}")

    found = said(mine + other + PODS + ingress(name="basket", metadata="name: web, namespace: front"), "SVC701")

    message = "Ingress web sends requests to Service basket, which is not in namespace front; "
    assert found == [("error", 29, message + "Service basket is in namespace shop, not in front", None)]


def test_service_outside_the_files_is_in_doubt_or_known() -> None:
    known = Settings(external=External(services=frozenset({("default", "web")})))

    assert [severity for severity, *_ in said(ingress(), "SVC701")] == ["info"]
    assert said(ingress(), "SVC701", known) == []
    assert said(ingress(), "SVC702", known) == []


def test_backend_without_a_name_or_port_is_another_rules_matter() -> None:
    text = service() + ingress(name="''", port="")

    assert [said(text, rule) for rule in ("SVC701", "SVC702")] == [[], []]
    assert said(service() + ingress(port=""), "SVC702") == []


def test_siblings_are_no_slips() -> None:
    assert [severity for severity, *_ in said(service(name="app-a") + PODS + ingress(name="app-b"), "SVC701")] == ["warning"]


def test_actions_and_resources_name_no_service() -> None:
    action = ingress(name="redirect", port="name: use-annotation")
    forward = ingress(name="forward", metadata="name: web, annotations: {alb.ingress.kubernetes.io/actions.forward: '{}'}")
    resource = ingress().replace("service:", "resource:")

    assert [said(service() + PODS + text, "SVC701") for text in (action, forward, resource)] == [[], [], []]


def test_old_groups_name_service_and_port_side_by_side() -> None:
    old = """apiVersion: extensions/v1beta1
kind: Ingress
metadata: {name: web}
spec:
  backend: {serviceName: web, servicePort: http}
  rules:
  - http: {paths: [{backend: {serviceName: web, servicePort: 81}}]}
"""

    found = said(service() + PODS + old, "SVC702")

    message = "Ingress web sends requests to port 81 of Service web, which has ports http (80); port http (80) may be meant"
    assert found == [("error", 24, message, None)]


@pytest.mark.parametrize(
    ("ports", "port", "tail"),
    [
        ("[{name: http, port: 80, targetPort: ui}]", "number: 8080", "; 80 is the Service port, the pods listen on 8080"),
        (
            "[{name: http, port: 80, targetPort: ui}]",
            "name: ui",
            "; http is the Service port, ui is the name of the pods' port",
        ),
        ("[{port: 80, targetPort: 8080}]", "name: ui", "; 80 is the Service port, ui is the name of the pods' port"),
        ("[{name: http, port: 80}, {name: admin, port: 81}]", "name: admn", "; port admin (81) may be meant"),
        ("[{name: http, port: 80}, {name: admin, port: 81}]", "number: 82", ""),
        ("[]", "number: 82", ""),
    ],
)
def test_port_that_was_meant_is_explained(ports: str, port: str, tail: str) -> None:
    _, _, message, _ = said(service(ports) + PODS + ingress(port), "SVC702")[0]

    assert message.partition("which has ")[2].partition(";")[1:] == (tail[:1], tail[1:])


def test_number_is_no_name_and_name_is_no_number() -> None:
    numbered = service("[{name: '8080-tcp', port: 80}]")

    assert len(said(numbered + PODS + ingress("name: '80'"), "SVC702")) == 1
    assert said(numbered + PODS + ingress("name: 8080-tcp"), "SVC702") == []


def test_any_alternative_and_any_alias_serves_the_port() -> None:
    alias = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ExternalName, externalName: web.example.com}\n---\n"
    )

    assert said(service() + service("[{port: 81}]") + PODS + ingress("number: 81"), "SVC702") == []
    assert said(alias + ingress("number: 81"), "SVC702") == []


def test_kustomization_may_add_a_port_unless_the_slip_shows() -> None:
    def severities(port: str) -> list[str]:
        text = service("[{name: http, port: 80, targetPort: ui}, {name: admin, port: 81}]") + PODS + ingress(port)
        return [severity for severity, *_ in said(text, "SVC702", kustomizations=frozenset({""}))]

    assert [severities(port) for port in ("number: 7000", "number: 8080", "name: admn")] == [["info"], ["error"], ["error"]]


def test_service_of_another_folder_makes_an_unexplained_port_a_warning() -> None:
    files = {"a/service.yaml": service() + PODS, "b/ingress.yaml": ingress("number: 7000")}

    assert [severity for severity, *_ in said(files, "SVC702")] == ["warning"]


@pytest.mark.parametrize(
    ("ports", "port", "text"),
    [
        ("[{name: http, port: 80}]", "number: 81", "80"),
        ("[{name: http, port: 80}]", "name: htp", "http"),
        ("[{port: 80}]", "name: http", None),
        ("[{name: http}]", "number: 81", None),
        ("[]", "number: 81", None),
    ],
)
def test_right_port_is_offered_in_the_same_form(ports: str, port: str, text: str | None) -> None:
    found = [each for each in lint(service(ports) + PODS + ingress(port)).findings if each.rule.id == "SVC702"]

    assert [[edit.text for edit in each.fix.edits] if each.fix else [None] for each in found] == [[text]]


def test_pods_that_do_not_declare_the_target_port_explain_nothing() -> None:
    other = service("[{name: http, port: 80, targetPort: 3000}, {name: admin, port: 81, targetPort: none}]")

    assert said(other + PODS + ingress("number: 8080"), "SVC702")[0][2].endswith("which has ports http (80), admin (81)")


CLASS = """---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
"""
ANNOTATED = "name: web, annotations: {nginx.ingress.kubernetes.io/ssl-redirect: 'true'}"


@pytest.mark.parametrize(
    ("metadata", "spec", "port", "severity"),
    [
        ("name: web", "ingressClassName: nginx", "number: 8080", "warning"),
        ("name: web", "ingressClassName: internal-nginx", "number: 8080", "warning"),
        ("name: web", "ingressClassName: public", "number: 8080", "warning"),
        ("name: web, annotations: {kubernetes.io/ingress.class: nginx}", "", "number: 8080", "warning"),
        (ANNOTATED, "", "number: 8080", "warning"),
        (ANNOTATED, "ingressClassName: traefik", "number: 8080", "error"),
        ("name: web", "ingressClassName: nginx", "name: ui", "error"),
        ("name: web", "", "number: 8080", "error"),
    ],
)
def test_ingress_nginx_takes_the_target_port_as_it_is_written(metadata: str, spec: str, port: str, severity: str) -> None:
    text = service("[{name: http, port: 80, targetPort: 8080}]") + PODS + ingress(port, metadata=metadata)

    found = said(text.replace("spec:\n  defaultBackend", f"spec:\n  {spec}\n  defaultBackend") + CLASS, "SVC702")

    assert [(severity, severity == "warning")] == [(each[0], "other controllers answer 503" in each[2]) for each in found]


def test_a_reference_of_another_kind_is_not_read_by_ingress_nginx() -> None:
    route = """apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/a: b}}
spec: {rules: [{backendRefs: [{name: web, port: 8080}]}]}
"""

    found = said(service("[{name: http, port: 80, targetPort: 8080}]") + PODS + route, "SVC702")

    assert ["error"] == [severity for severity, *_ in found]
