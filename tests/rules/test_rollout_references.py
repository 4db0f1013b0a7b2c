"""Services of Rollouts, and what the API server calls: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.linting import said


def service(name: str, selector: str = "app: web", ports: str = "{port: 443, targetPort: 8443}", spec: str = "") -> str:
    extra = f"{spec}, " if spec else ""
    return (
        f"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\n"
        f"spec: {{{extra}selector: {{{selector}}}, ports: [{ports}]}}\n---\n"
    )


def pods(name: str = "web") -> str:
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec: {{containers: [{{name: main, image: main, ports: [{{name: https, containerPort: 8443}}]}}]}}
---
"""


TEMPLATE = "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: main}]}}"


def rollout(strategy: str, source: str = TEMPLATE) -> str:
    return f"""apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {{name: web}}
spec:
  {source}
  strategy: {{{strategy}}}
---
"""


@pytest.mark.parametrize(
    ("strategy", "message"),
    [
        ("canary: {stableService: web, canaryService: web}", "stableService and canaryService of Rollout web are both web"),
        (
            "blueGreen: {activeService: web, previewService: web}",
            "activeService and previewService of Rollout web are both web",
        ),
        (
            "canary: {pingPong: {pingService: web, pongService: web}}",
            "pingService and pongService of Rollout web are both web",
        ),
    ],
)
def test_one_service_cannot_be_two(strategy: str, message: str) -> None:
    found = said(service("web") + rollout(strategy), "SVC747")

    assert found == [("error", 11, f"{message}; it takes a second Service with the same selector", None)]


@pytest.mark.parametrize(
    "strategy",
    ["canary: {stableService: web}", "canary: {stableService: '', canaryService: ''}", "blueGreen: {activeService: web}"],
)
def test_one_field_alone_or_empty_is_fine(strategy: str) -> None:
    assert said(service("web") + rollout(strategy), "SVC747") == []


CANARY = "canary: {stableService: web, canaryService: other}"


def test_a_service_of_a_rollout_must_select_its_pods() -> None:
    other = service("other", "app: api") + pods("api")
    lacking = service("other", "tier: front") + pods().replace("{app: web}}\n    spec", "{app: web, tier: front}}\n    spec")

    assert said(service("web") + other + rollout(CANARY), "SVC748") == [
        ("error", 25, "canaryService other of Rollout web selects app: api, but its pods have app: web", None)
    ]
    assert [message for *_, message, _ in said(service("web") + lacking + rollout(CANARY), "SVC748")] == [
        "canaryService other of Rollout web selects tier: front, but its pods have no label tier"
    ]


def test_the_label_of_the_controller_is_its_own() -> None:
    text = service("web") + service("other", "app: web, rollouts-pod-template-hash: abc") + rollout(CANARY)

    assert said(text, "SVC748") == []


def test_a_service_that_selects_nothing_or_is_not_there_is_another_rules_matter() -> None:
    assert said(service("web") + service("other", "app: wbe") + rollout(CANARY), "SVC748") == []
    assert said(service("web") + rollout(CANARY), "SVC748") == []


def test_the_pods_may_be_those_of_another_workload() -> None:
    reference = "workloadRef: {apiVersion: apps/v1, kind: Deployment, name: NAME}"
    text = service("web") + service("other", "app: api") + pods() + pods("api")

    assert ["error"] == [severity for severity, *_ in said(text + rollout(CANARY, reference.replace("NAME", "web")), "SVC748")]
    assert said(text + rollout(CANARY, reference.replace("NAME", "gone")), "SVC748") == []
    assert said(text + rollout(CANARY, "replicas: 2"), "SVC748") == []


def test_services_in_another_folder_may_be_for_another_variant() -> None:
    files = {
        "base/services.yaml": service("web") + service("other", "app: api") + pods("api"),
        "prod/rollout.yaml": rollout(CANARY),
    }

    assert ["warning"] == [severity for severity, *_ in said(files, "SVC748")]


def webhook(more: str = "failurePolicy: Fail", version: str = "v1", service: str = "name: web, namespace: default") -> str:
    return f"""apiVersion: admissionregistration.k8s.io/{version}
kind: MutatingWebhookConfiguration
metadata: {{name: inject}}
webhooks:
- name: inject.example.com
  {more}
  clientConfig: {{service: {{{service}}}}}
- name: url.example.com
  clientConfig: {{url: "https://example.com/"}}
"""


NOBODY = service("web", "app: wbe") + pods()
REFUSED = "with failurePolicy Fail every request that it covers is refused"


def test_a_webhook_without_pods_blocks_requests() -> None:
    message = f"the API server calls Service web for MutatingWebhookConfiguration inject, but it selects no pod; {REFUSED}"

    assert [("warning", message)] == [(severity, text) for severity, _, text, _ in said(NOBODY + webhook(), "SVC746")]
    assert [] == said(service("web") + pods() + webhook(), "SVC746")


def test_the_default_of_the_policy_depends_on_the_version() -> None:
    assert 1 == len(said(NOBODY + webhook("sideEffects: None"), "SVC746"))
    assert [] == said(NOBODY + webhook("sideEffects: None", "v1beta1"), "SVC746")
    assert [] == said(NOBODY + webhook("failurePolicy: Ignore"), "SVC746")


def test_a_target_port_that_no_pod_names() -> None:
    text = service("web", ports="{port: 443, targetPort: webhook}") + pods()

    assert [
        "the API server calls Service web for MutatingWebhookConfiguration inject"
        ", but it leads to port webhook, which none of its pods has; " + REFUSED
    ] == [message for *_, message, _ in said(text + webhook(), "SVC746")]
    assert [] == said(service("web", ports="{port: 443, targetPort: https}") + pods() + webhook(), "SVC746")


def test_a_headless_service_has_no_address_to_connect_to() -> None:
    text = service("web", spec="clusterIP: None") + pods() + webhook()

    assert ["but it is headless" in message for *_, message, _ in said(text, "SVC746")] == [True]


def test_what_other_rules_say_is_left_to_them() -> None:
    """A Service that is not there, and a port that it does not have."""
    assert [] == said(NOBODY + webhook(service="name: gone, namespace: default"), "SVC746")
    assert [] == said(NOBODY + webhook(service="namespace: default"), "SVC746")
    assert [] == said(NOBODY + webhook(service="name: web"), "SVC746")
    assert [] == said(NOBODY + webhook(service="name: web, namespace: default, port: 8443"), "SVC746")


def test_conversion_and_aggregation_are_calls_too() -> None:
    conversion = """apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: carts.example.com}
spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {service: {name: web, namespace: default}}}}}
"""
    aggregated = """apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.example.com}
spec: {service: {name: web, namespace: default}}
"""

    found = [message for text in (conversion, aggregated) for *_, message, _ in said(NOBODY + text, "SVC746")]

    assert [
        "objects stored in another version cannot be read or written",
        "its group is unavailable, and no namespace can be deleted",
    ] == [message.rpartition("; ")[2] for message in found]
    bare = [text.partition("spec:")[0] for text in (conversion, aggregated)]
    assert [] == said("---\n".join(bare), "SVC746")
