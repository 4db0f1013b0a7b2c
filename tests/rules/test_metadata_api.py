"""What the API server refuses in metadata."""

from __future__ import annotations

import pytest

from tests.linting import lint
from tests.rules.api_findings import API, RULES, fields, messages, service

SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
OLD, NEW = "service.kubernetes.io/topology-aware-hints", "service.kubernetes.io/topology-mode"
METADATA = [
    ("missing-name", "", ["metadata.name"]),
    ("missing-name", "generateName: web-", []),
    ("missing-name", "name: 5", []),
    ("invalid-name", "name: a.b", ["metadata.name"]),
    ("invalid-name", "generateName: AB-", ["metadata.generateName"]),
    ("invalid-name", "generateName: '--'", ["metadata.name"]),
    ("invalid-name", "name: web, generateName: a b", ["metadata.generateName"]),
    ("invalid-name", "name: a b, generateName: A", ["metadata.name", "metadata.generateName"]),
    ("invalid-name", "name: web, generateName: web-", []),
    ("invalid-name", "", []),
    ("invalid-namespace", "namespace: a.b", ["metadata.namespace"]),
    ("invalid-namespace", "namespace: ''", []),
    ("invalid-label", "labels: {a: 'b c'}", ["metadata.labels"]),
    ("invalid-annotation", "annotations: {A/B: any thing, a b: c, d: [e]}", ["metadata.annotations"]),
    ("invalid-annotation", f"annotations: {{a: {'b' * 262_143}}}", []),
    ("invalid-annotation", f"annotations: {{a: {'b' * 262_144}}}", ["metadata.annotations"]),
    ("invalid-finalizer", "finalizers: [a/b, orphan, kubernetes, 5, '', c]", ["metadata.finalizers", "metadata.finalizers[5]"]),
    ("preset-resource-version", "resourceVersion: ''", []),
    (
        "source-ranges-without-load-balancer",
        f"annotations: {{{SOURCE_RANGES}: ''}}",
        [f'metadata.annotations["{SOURCE_RANGES}"]'],
    ),
    ("invalid-source-range", f"annotations: {{{SOURCE_RANGES}: ' '}}", []),
    (
        "invalid-source-range",
        f"annotations: {{{SOURCE_RANGES}: '10.0.0.0/8, x,'}}",
        [f'metadata.annotations["{SOURCE_RANGES}"]'] * 2,
    ),
    ("conflicting-topology-annotations", f"annotations: {{{OLD}: Auto, {NEW}: Auto}}", []),
    ("deprecated-annotation", f"annotations: {{{OLD}: Auto, {NEW}: Auto}}", [f'metadata.annotations["{OLD}"]']),
]


@pytest.mark.parametrize(("rule", "metadata", "expected"), METADATA, ids=[f"{rule}: {text[:60]}" for rule, text, _ in METADATA])
def test_metadata(rule: str, metadata: str, expected: list[str]) -> None:
    assert expected == fields(rule, service("ports: [{port: 80}]", metadata))


def test_nothing_is_said_about_metadata_of_a_wrong_type() -> None:
    assert fields("missing-name", "apiVersion: v1\nkind: Service\nmetadata: [a]\n") == []


def test_cluster_scoped_kinds_have_no_namespace_to_check() -> None:
    text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, namespace: A}\n"

    assert fields("invalid-namespace", text) == []


@pytest.mark.parametrize(
    ("rule", "metadata", "hint"),
    [
        ("invalid-name", "name: Web_UI", '"web-ui" would do'),
        ("invalid-namespace", "namespace: Shop", '"shop" would do'),
        ("invalid-name", f"name: {'a' * 64}", "may have at most 63"),
        ("invalid-namespace", f"namespace: {'a' * 64}", "may have at most 63"),
    ],
)
def test_the_nearest_valid_name_is_told_where_there_is_one(rule: str, metadata: str, hint: str) -> None:
    assert [True] == [message.endswith(hint) for message in messages(rule, service("", metadata))]


@pytest.mark.parametrize(
    ("group", "kind", "blamed"),
    [
        ("apps/v1", "Deployment", ["metadata.finalizers[0]"]),
        ("apiregistration.k8s.io/v1", "APIService", []),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition", []),
        ("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", []),
        ("coordination.k8s.io/v1", "Lease", []),
    ],
)
def test_some_groups_take_finalizers_without_a_domain(group: str, kind: str, blamed: list[str]) -> None:
    text = f"apiVersion: {group}\nkind: {kind}\nmetadata: {{name: a, finalizers: [web]}}\n"

    assert blamed == fields("invalid-finalizer", text)


def test_a_replication_controller_is_asked_for_its_name_alone() -> None:
    text = "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: a, generateName: a b}\n"

    assert fields("invalid-name", text) == []
    assert fields("invalid-name", text.replace("name: a, ", "")) == ["metadata.name"]


@pytest.mark.parametrize(
    ("name", "blamed"),
    [("name: a.b", ["metadata.name"]), ("generateName: a.b-", ["metadata.name"]), ("generateName: a-", []), ("", [])],
)
def test_names_of_pods_come_from_the_name_of_a_workload(name: str, blamed: list[str]) -> None:
    text = f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{{name}}}\nspec: {{}}\n"

    assert blamed == fields("invalid-hostname", text)


def test_kinds_that_only_look_like_ours_are_in_doubt() -> None:
    metadata = "{name: My_Cluster, namespace: A, labels: {a: 'b c'}, annotations: {a b: c}, finalizers: [x]}"
    text = f"apiVersion: eksctl.io/v1\nkind: ClusterConfig\nmetadata: {metadata}\n"
    report = lint(text, choice=API, rules=RULES)

    assert ["invalid-annotation", "invalid-label", "invalid-name", "invalid-namespace"] == sorted(
        each.rule.name for each in report.findings
    )
    assert all(each.doubt for each in report.findings)


def test_a_kubeconfig_needs_no_name() -> None:
    assert fields("missing-name", "apiVersion: v1\nkind: Config\nclusters: []\n") == []
