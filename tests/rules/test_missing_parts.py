"""Parts that a kind cannot do without, and what the server names where a whole part is missing."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.linting import said
from tests.rules.api_findings import fields, messages

LABELS = "selector: {matchLabels: {app: web}}"
GROUPS = {
    "DaemonSet": "apps/v1",
    "Deployment": "apps/v1",
    "ReplicaSet": "apps/v1",
    "StatefulSet": "apps/v1",
    "CronJob": "batch/v1",
    "Job": "batch/v1",
    "CustomResourceDefinition": "apiextensions.k8s.io/v1",
    "IngressClass": "networking.k8s.io/v1",
}
CONTAINERS = "spec.template.spec.containers"


def _object(kind: str, spec: str | None) -> str:
    head = f"apiVersion: {GROUPS.get(kind, 'v1')}\nkind: {kind}\nmetadata: {{name: web}}\n"
    return head if spec is None else f"{head}spec: {spec}\n"


@pytest.mark.parametrize(
    ("kind", "spec", "blamed"),
    [
        ("Pod", None, ["spec.containers"]),
        ("Pod", "null", ["spec.containers"]),
        ("Deployment", None, ["spec.selector"]),
        ("Deployment", f"{{{LABELS}}}", [CONTAINERS]),
        ("StatefulSet", f"{{{LABELS}, template: {{}}}}", [CONTAINERS]),
        ("ReplicaSet", f"{{{LABELS}}}", [CONTAINERS]),
        ("ReplicationController", None, [CONTAINERS]),
        ("ReplicationController", "{}", [CONTAINERS]),
        ("ReplicationController", "{template: {spec: {containers: [{name: c, image: i}]}}}", ["spec.selector"]),
        ("ReplicationController", "{selector: {}, template: {spec: {containers: [{name: c, image: i}]}}}", ["spec.selector"]),
        ("ReplicationController", "{selector: {a: b}, template: {spec: {containers: [{name: c, image: i}]}}}", []),
        ("ReplicationController", "{selector: a, template: {spec: {containers: [{name: c, image: i}]}}}", []),
        (
            "ReplicationController",
            "{template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}}",
            [],
        ),
        ("DaemonSet", "{template: {spec: {containers: [{name: c, image: i}]}}}", ["spec.template.metadata.labels"]),
        ("DaemonSet", None, ["spec.template.metadata.labels"]),
        ("Job", None, [CONTAINERS]),
        ("Job", "{}", [CONTAINERS]),
        ("CronJob", "{schedule: '0 * * * *', jobTemplate: {}}", [f"spec.jobTemplate.{CONTAINERS}"]),
        ("CronJob", "{schedule: '0 * * * *'}", [f"spec.jobTemplate.{CONTAINERS}"]),
        ("IngressClass", None, ["spec.controller"]),
        ("CustomResourceDefinition", None, ["spec.group"]),
    ],
)
def test_what_is_missing_first_in_a_missing_part_is_blamed(kind: str, spec: str | None, blamed: list[str]) -> None:
    assert blamed == fields("missing-field", _object(kind, spec))


@pytest.mark.parametrize("kind", [kind for kind in GROUPS if "." not in GROUPS[kind]])
@pytest.mark.parametrize("version", [(1, 28), (1, 34), (1, 37)])
def test_every_version_asks_for_a_spec(kind: str, version: tuple[int, int]) -> None:
    assert 1 == len(fields("missing-field", _object(kind, None), Settings(kubernetes_version=version)))


def test_owners_are_looked_at_in_the_metadata_of_the_object_alone() -> None:
    owned = f"{{{LABELS}, template: {{metadata: {{ownerReferences: [{{}}]}}, spec: {{containers: [{{name: c, image: i}}]}}}}}}"
    text = _object("Deployment", owned)

    assert [] == fields("missing-field", text)
    assert ["apiVersion", "kind", "name", "uid"] == [
        each.rpartition(".")[2]
        for each in fields("missing-field", text.replace("name: web}", "name: web, ownerReferences: [{}]}"))
    ]


@pytest.mark.parametrize(
    ("kind", "spec", "told"),
    [
        ("Pod", None, ["Pod needs a field spec"]),
        ("Job", "{template: {}}", ["spec.template needs a field spec"]),
        ("Deployment", f"{{{LABELS}}}", ["spec needs a field template"]),
        ("Pod", "null", ["spec.containers is not right: it must not be empty"]),
    ],
)
def test_the_message_names_the_part_itself(kind: str, spec: str | None, told: list[str]) -> None:
    assert told == messages("missing-field", _object(kind, spec))


@pytest.mark.parametrize(("limit", "severities"), [("-1", ["warning"]), ("0", []), ("null", []), ("[]", [])])
def test_a_stateful_set_may_keep_all_revisions(limit: str, severities: list[str]) -> None:
    text = _object("StatefulSet", f"{{{LABELS}, revisionHistoryLimit: {limit}, template: {{}}}}")

    assert severities == [severity for severity, *_ in said(text, "count-out-of-range")]
