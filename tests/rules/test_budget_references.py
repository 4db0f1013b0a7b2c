"""PodDisruptionBudgets, and whom they and monitors are named after: what the examples of the rules do not show."""

from __future__ import annotations

from tests.linting import lint, said


def budget(selector: str, *, version: str = "v1", name: str = "web") -> str:
    return f"apiVersion: policy/{version}\nkind: PodDisruptionBudget\nmetadata: {{name: {name}}}\nspec: {selector}\n---\n"


def pods(name: str = "web") -> str:
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec: {{containers: [{{name: main, image: main}}]}}
---
"""


def test_a_budget_with_a_slip_says_what_the_pods_carry() -> None:
    text = budget("{selector: {matchLabels: {app: wbe}}}") + pods()

    message = "PodDisruptionBudget web protects no pod: none of namespace default carries app: wbe; Deployment web has app: web"
    assert said(text, "SVC744") == [("error", 4, message, None)]


def test_a_budget_for_something_else_is_in_doubt() -> None:
    text = budget("{selector: {matchLabels: {app: queue}}}", name="queue") + pods()

    message = "PodDisruptionBudget queue protects no pod of these files: none carries app: queue"
    assert said(text, "SVC744") == [("info", 4, message, "what it is for may be made by other manifests (pass them too)")]


def test_a_likely_mistake_is_a_warning_without_a_fix() -> None:
    text = budget("{selector: {matchLabels: {app: web-app}}}", name="web-pdb") + pods()

    (found,) = [each for each in lint(text).findings if each.rule.id == "SVC744"]

    assert ("warning", None) == (str(found.severity), found.fix)


def test_labels_on_the_wrong_side_are_shown_at_the_selector() -> None:
    text = pods().replace("{name: web}\nspec", "{name: web, labels: {tier: front}}\nspec") + budget(
        "\n  selector:\n    matchLabels: {tier: front}"
    )

    assert [("error", 15)] == [(severity, line) for severity, line, *_ in said(text, "SVC744")]


def test_a_budget_that_takes_pods_of_several_workloads_is_fine() -> None:
    both = "{selector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}}"

    assert said(budget(both) + pods() + pods("api"), "SVC744") == []
    assert said(budget("{selector: {}}") + pods(), "SVC744") == []


def test_without_a_selector_no_pod_is_protected() -> None:
    message = "PodDisruptionBudget web has no selector, which takes no pod; select the labels of the pods"

    assert said(budget("{minAvailable: 1}") + pods(), "SVC744") == [("warning", 4, message, None)]
    assert said(budget("{selector: null}") + pods(), "SVC744") == [("warning", 4, message, None)]


def test_an_empty_selector_changed_its_meaning() -> None:
    message = (
        "PodDisruptionBudget web has an empty selector, which takes none in policy/v1beta1, "
        "and every pod of the namespace in policy/v1; select the labels of the pods"
    )

    assert said(budget("{selector: {}}", version="v1beta1") + pods(), "SVC744") == [("warning", 4, message, None)]


def test_what_the_server_refuses_is_not_judged() -> None:
    text = budget("{selector: {matchExpressions: [{key: app, operator: Near}]}}") + pods()

    assert ["info"] == [severity for severity, *_ in said(text, "SVC744")]


def test_a_budget_that_protects_another_than_its_namesake() -> None:
    text = budget("{selector: {matchLabels: {app: web}}}", name="api-pdb") + pods() + pods("api")

    message = "PodDisruptionBudget api-pdb selects Deployment web by app: web, not Deployment api, after which it is named"
    assert said(text, "SVC745") == [("warning", 4, message, None)]
    assert said(text.replace("api-pdb", "both"), "SVC745") == []


def test_labels_of_a_custom_resource_may_reach_its_pods() -> None:
    made = "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: k8s, labels: {part-of: metrics}}\n---\n"

    found = said(made + budget("{selector: {matchLabels: {part-of: metrics}}}", name="k8s"), "SVC744")

    doubt = (
        "the controller of Prometheus k8s may set further labels (list its pods in the configuration under external.workloads)"
    )
    assert [("info", doubt)] == [(severity, reason) for severity, _, _, reason in found]
