"""What the API server refuses of the objects that make pods."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.linting import said
from tests.rules.api_findings import fields, messages

PODS = "spec: {restartPolicy: %s, containers: [{name: a, image: b}]}"
TEMPLATE = "template: {metadata: {labels: {app: web}}, " + PODS % "Always" + "}"
LABELS = "spec.template.metadata.labels"


def workload(kind: str, spec: str, template: str = TEMPLATE, name: str = "name: web") -> str:
    """A workload of group apps from the inside of its spec."""
    return f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{{name}}}\nspec: {{{spec}, {template}}}\n"


def selecting(selector: str, labels: str = "{app: web}", kind: str = "Deployment") -> str:
    """A workload from its selector and the labels of its pods."""
    template = f"template: {{metadata: {{labels: {labels}}}, {PODS % 'Always'}}}"
    return workload(kind, f"selector: {selector}", template)


def job(spec: str, template: str = "", restart: str = "Never", name: str = "name: web") -> str:
    """A Job from the inside of its spec."""
    pods = f"template: {{{template}{PODS % restart}}}"
    return f"apiVersion: batch/v1\nkind: Job\nmetadata: {{{name}}}\nspec: {{{spec}{pods}}}\n"


def cron_job(spec: str = "", of_job: str = "") -> str:
    """A CronJob from the inside of its spec and that of its jobs."""
    jobs = f"jobTemplate: {{spec: {{{of_job}template: {{{PODS % 'Never'}}}}}}}"
    schedule = "" if "schedule" in spec else "schedule: 0 3 * * *, "
    return f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: web}}\nspec: {{{schedule}{spec}{jobs}}}\n"


@pytest.mark.parametrize(
    ("selector", "labels", "expected"),
    [
        ("{matchLabels: {app: web}}", "{app: web, tier: x}", []),
        ("{matchLabels: {app: api}}", "{app: web}", [LABELS]),
        ("{matchLabels: {app: web, tier: x}}", "{app: web}", [LABELS]),
        ("{matchLabels: {app: web}}", "null", [LABELS]),
        ("{matchLabels: {app: ''}}", "{app: }", []),
        ("{matchExpressions: [{key: app, operator: In, values: [api, web]}]}", "{app: web}", []),
        ("{matchExpressions: [{key: app, operator: NotIn, values: [api]}]}", "{}", []),
        ("{matchExpressions: [{key: app, operator: DoesNotExist}]}", "{app: web}", [LABELS]),
        ("{matchExpressions: [{key: app, operator: like, values: [web]}]}", "{}", []),
        ("{matchExpressions: [{key: app, operator: In, values: []}]}", "{}", []),
        ("{matchLabels: {app: 1}}", "{app: web}", []),
        ("{app: web}", "{app: api}", []),
        ("app=web", "{app: api}", []),
        ("{matchLabels: {app: web}}", "{app: 1}", []),
        ("null", "{app: web}", []),
    ],
)
def test_selector_against_template(selector: str, labels: str, expected: list[str]) -> None:
    assert expected == fields("selector-template-mismatch", selecting(selector, labels))


def test_replication_controller_has_a_plain_selector() -> None:
    text = selecting("{app: web, tier: }", "{app: web}", "ReplicationController").replace("apps/v1", "v1")

    assert fields("selector-template-mismatch", text) == [LABELS]
    assert fields("selector-template-mismatch", text.replace("tier: ", "")) == []
    assert fields("selector-template-mismatch", text.replace("{app: web, tier: }", "null")) == []


def test_selector_of_a_workload_without_template_or_of_another_kind() -> None:
    text = selecting("{matchLabels: {app: api}}")

    assert fields("selector-template-mismatch", text.replace("template:", "templates:")) == []
    assert fields("selector-template-mismatch", text.replace("apps/v1", "example.com/v1")) == []


def test_mismatch_shows_the_label_and_the_selector() -> None:
    text = selecting("{matchLabels: {app: api, tier: x}}")

    assert messages("selector-template-mismatch", text) == [
        "the pods of Deployment web are not taken by its own selector: app and tier must agree"
    ]


def test_a_kustomization_may_add_the_missing_label() -> None:
    found = said(selecting("{matchLabels: {app: api}}"), "selector-template-mismatch", kustomizations=frozenset({""}))

    assert [doubt is not None for _, _, _, doubt in found] == [True]


@pytest.mark.parametrize("kind", ["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"])
@pytest.mark.parametrize("selector", ["{}", "{matchLabels: {}}", "{matchExpressions: [], matchLabels: null}"])
def test_empty_selector(kind: str, selector: str) -> None:
    assert fields("invalid-selector", selecting(selector, kind=kind)) == ["spec.selector"]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("{matchLabels: {app: 'a b'}}", ["spec.selector.matchLabels"]),
        ("{matchLabels: {a/b/c: x}}", ["spec.selector.matchLabels"]),
        ("{matchExpressions: [{key: 'a b', operator: Exists}]}", ["spec.selector.matchExpressions[0].key"]),
        ("{matchExpressions: [{key: a, operator: in, values: [b]}]}", ["spec.selector.matchExpressions[0].operator"]),
        ("{matchExpressions: [{key: a, operator: In}]}", ["spec.selector.matchExpressions[0].values"]),
        ("{matchExpressions: [{key: a, operator: NotIn, values: []}]}", ["spec.selector.matchExpressions[0].values"]),
        ("{matchExpressions: [{key: a, operator: Exists, values: [b]}]}", ["spec.selector.matchExpressions[0].values"]),
        ("{matchExpressions: [{key: a, operator: Exists, values: []}]}", []),
        ("{matchExpressions: [{key: a, operator: In, values: ['b c']}]}", ["spec.selector.matchExpressions[0].values[0]"]),
        ("{app: web}", []),
    ],
)
def test_label_selectors(selector: str, expected: list[str]) -> None:
    assert expected == fields("invalid-selector", selecting(selector))


def test_selectors_that_the_server_does_not_look_at() -> None:
    claims = workload(
        "StatefulSet",
        "selector: {matchLabels: {app: web}}, volumeClaimTemplates: [{spec: {selector: {matchLabels: {a: 'b c'}}}}]",
    )
    metric = "metric: {name: q, selector: {matchLabels: {queue: 'a b'}}}, target: {type: Value, value: 5}"
    target = "scaleTargetRef: {kind: Deployment, name: web}"
    spec = f"maxReplicas: 2, {target}, metrics: [{{type: External, external: {{{metric}}}}}]"
    scaler = f"{{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {{name: a}}, spec: {{{spec}}}}}"

    assert fields("invalid-selector", claims) == []
    assert fields("invalid-selector", scaler) == []


def test_labels_and_annotations_of_a_template() -> None:
    text = cron_job().replace("template: {spec", "template: {metadata: {labels: {a: 'b c'}, annotations: {a b: c}}, spec")

    assert fields("invalid-label", text) == ["spec.jobTemplate.spec.template.labels"]
    assert fields("invalid-annotation", text) == ["spec.jobTemplate.spec.template.annotations"]


@pytest.mark.parametrize(
    ("spec", "labels", "expected"),
    [
        ("", "", []),
        ("selector: {}, ", "", []),
        ("selector: {matchExpressions: [{key: app, operator: DoesNotExist}]}, ", "", []),
        ("selector: {matchLabels: {app: web}}, ", "app: web", ["spec.selector"]),
        ("selector: {matchLabels: {job-name: web}}, ", "", []),
        ("selector: {matchLabels: {controller-uid: '5'}}, ", "", ["spec.selector"]),
        ("selector: {matchExpressions: [{key: app}]}, ", "", []),
        ("", "job-name: web, batch.kubernetes.io/job-name: web", []),
        ("", "job-name: api", [f"{LABELS}[job-name]"]),
        ("", "batch.kubernetes.io/controller-uid: a", [f"{LABELS}[batch.kubernetes.io/controller-uid]"]),
        ("manualSelector: true, ", "job-name: api", ["spec.selector"]),
        ("manualSelector: true, selector: null, ", "", ["spec.selector"]),
        ("manualSelector: true, selector: {matchLabels: {app: web}}, ", "app: web", []),
    ],
)
def test_selector_of_a_job(spec: str, labels: str, expected: list[str]) -> None:
    assert expected == fields("wrong-job-selector", job(spec, f"metadata: {{labels: {{{labels}}}}}, "))


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("manualSelector: true, selector: {matchLabels: {app: api}}, ", [LABELS]),
        ("manualSelector: true, selector: {matchLabels: {job-name: web}}, ", [LABELS]),
        ("selector: {matchLabels: {job-name: web}}, ", []),
        ("selector: {matchExpressions: [{key: app, operator: DoesNotExist}]}, ", [LABELS]),
        ("selector: {}, ", []),
    ],
)
def test_selector_of_a_job_must_take_its_pods(spec: str, expected: list[str]) -> None:
    assert expected == fields("selector-template-mismatch", job(spec, "metadata: {labels: {app: web}}, "))


def test_job_without_name_spec_or_template() -> None:
    named = job("", "metadata: {labels: {job-name: a}}, ", name="generateName: web-")

    assert fields("wrong-job-selector", named) == []
    assert fields("wrong-job-selector", job("").replace("spec: {t", "specs: {t")) == []
    assert fields("wrong-job-selector", job("selector: {matchLabels: {a: b}}, ").replace("template", "temple")) == [
        "spec.selector"
    ]
    assert fields("wrong-job-selector", job("").replace("batch/v1", "example.com/v1")) == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("", []),
        ("manualSelector: false, selector: null, ", []),
        ("selector: {}, ", ["spec.jobTemplate.spec.selector"]),
        ("manualSelector: true, ", ["spec.jobTemplate.spec.manualSelector"]),
    ],
)
def test_selector_of_a_cron_job(spec: str, expected: list[str]) -> None:
    assert expected == fields("wrong-job-selector", cron_job(of_job=spec))


def test_cron_job_without_job() -> None:
    assert fields("wrong-job-selector", cron_job().replace("jobTemplate", "job")) == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("replicas: 0", []),
        ("replicas: null", []),
        ("replicas: -1", ["spec.replicas"]),
        ("minReadySeconds: 599", []),
        ("minReadySeconds: 600", ["spec.progressDeadlineSeconds"]),
        ("minReadySeconds: 600, progressDeadlineSeconds: 601", []),
        ("progressDeadlineSeconds: 0", ["spec.progressDeadlineSeconds"]),
        ("progressDeadlineSeconds: -1", ["spec.progressDeadlineSeconds"]),
    ],
)
def test_numbers_of_a_deployment(spec: str, expected: list[str]) -> None:
    assert expected == fields("count-out-of-range", workload("Deployment", spec))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (workload("StatefulSet", "ordinals: {start: -1}"), "spec.ordinals.start"),
        (
            workload("StatefulSet", "updateStrategy: {rollingUpdate: {partition: -1}}"),
            "spec.updateStrategy.rollingUpdate.partition",
        ),
        (workload("DaemonSet", "minReadySeconds: -1"), "spec.minReadySeconds"),
        (workload("ReplicaSet", "replicas: -1"), "spec.replicas"),
        (job("completions: -1, "), "spec.completions"),
        (cron_job("failedJobsHistoryLimit: -1, "), "spec.failedJobsHistoryLimit"),
        (cron_job(of_job="backoffLimit: -1, "), "spec.jobTemplate.spec.backoffLimit"),
    ],
)
def test_numbers_of_others(text: str, expected: str) -> None:
    assert [expected] == fields("count-out-of-range", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (workload("Deployment", "strategy: {type: recreate}"), ["spec.strategy.type"]),
        (workload("Deployment", "strategy: {type: ''}"), []),
        (workload("DaemonSet", "updateStrategy: {type: Recreate}"), ["spec.updateStrategy.type"]),
        (workload("StatefulSet", "podManagementPolicy: parallel"), ["spec.podManagementPolicy"]),
        (job("completionMode: indexed, "), ["spec.completionMode"]),
        (job("completionMode: '', "), ["spec.completionMode"]),
        (job("completionMode: null, "), []),
        (cron_job("concurrencyPolicy: forbid, "), ["spec.concurrencyPolicy"]),
        (cron_job("concurrencyPolicy: '', "), []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert expected == fields("unknown-value", text)


ROLLING = "spec.strategy.rollingUpdate"
UPDATE = "spec.updateStrategy.rollingUpdate"


@pytest.mark.parametrize(
    ("kind", "strategy", "expected"),
    [
        ("Deployment", "", []),
        ("Deployment", "type: Recreate, rollingUpdate: null", []),
        ("Deployment", "type: Recreate, rollingUpdate: {}", [ROLLING]),
        ("Deployment", "type: '', rollingUpdate: {maxSurge: 0}", []),
        ("Deployment", "rollingUpdate: {maxSurge: 0, maxUnavailable: 0}", [f"{ROLLING}.maxUnavailable"]),
        ("Deployment", "rollingUpdate: {maxSurge: 0, maxUnavailable: null}", []),
        ("Deployment", "rollingUpdate: {maxSurge: -1, maxUnavailable: 10}", [f"{ROLLING}.maxSurge"]),
        ("Deployment", "rollingUpdate: {maxSurge: 200%, maxUnavailable: 200%}", [f"{ROLLING}.maxUnavailable"]),
        (
            "Deployment",
            "rollingUpdate: {maxSurge: '1', maxUnavailable: half}",
            [f"{ROLLING}.maxSurge", f"{ROLLING}.maxUnavailable"],
        ),
        ("Deployment", "rollingUpdate: {maxSurge: true, maxUnavailable: [1]}", []),
        ("DaemonSet", "type: OnDelete, rollingUpdate: {maxSurge: 5}", []),
        ("DaemonSet", "rollingUpdate: {maxSurge: 1}", [f"{UPDATE}.maxSurge"]),
        ("DaemonSet", "rollingUpdate: {maxSurge: 1, maxUnavailable: 0}", []),
        ("DaemonSet", "rollingUpdate: {maxUnavailable: 0%}", [f"{UPDATE}.maxUnavailable"]),
        ("DaemonSet", "rollingUpdate: {maxUnavailable: 0, maxSurge: 101%}", [f"{UPDATE}.maxSurge"]),
        ("StatefulSet", "rollingUpdate: {partition: 1}", []),
        ("StatefulSet", "rollingUpdate: {maxUnavailable: 0}", [f"{UPDATE}.maxUnavailable"]),
        ("StatefulSet", "type: OnDelete, rollingUpdate: {partition: 1}", [UPDATE]),
        ("ReplicaSet", "", []),
    ],
)
def test_rollouts(kind: str, strategy: str, expected: list[str]) -> None:
    field = "strategy" if kind == "Deployment" else "updateStrategy"

    assert expected == fields("impossible-rollout", workload(kind, f"{field}: {{{strategy}}}"))


def test_a_stateful_sets_share_is_dropped_before_1_35() -> None:
    text = workload("StatefulSet", "updateStrategy: {rollingUpdate: {maxUnavailable: 0}}")

    assert fields("impossible-rollout", text, Settings(kubernetes_version=(1, 34))) == []


@pytest.mark.parametrize(("name", "expected"), [("db", []), ("''", []), ("1db", []), ("db.x", ["spec.serviceName"])])
def test_governing_service(name: str, expected: list[str]) -> None:
    text = workload("StatefulSet", f"serviceName: {name}")

    assert expected == fields("invalid-governing-service", text)
    assert fields("invalid-governing-service", text, Settings(kubernetes_version=(1, 32))) == []


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("schedule: '*/0 * * * *', ", ["spec.schedule"]),
        ("schedule: TZ=UTC 0 * * * *, ", ["spec.schedule"]),
        ("timeZone: '', ", ["spec.timeZone"]),
        ("timeZone: null, ", []),
    ],
)
def test_schedule(spec: str, expected: list[str]) -> None:
    assert expected == fields("invalid-schedule", cron_job(spec))


def test_a_zone_in_the_schedule_was_taken_before_1_29() -> None:
    text = cron_job("schedule: TZ=UTC 0 * * * *, ")

    assert fields("invalid-schedule", text, Settings(kubernetes_version=(1, 28))) == []


POLICY = "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: a}]}]}, "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (job("completionMode: Indexed, "), []),
        (job("completionMode: Indexed, parallelism: 2, "), ["spec.completions"]),
        (job("completionMode: Indexed, completions: 2, parallelism: 100001, "), ["spec.parallelism"]),
        (job("completionMode: Indexed, completions: 0, ", name="name: a.b"), []),
        (job("completionMode: Indexed, completions: 1, ", name="name: a.b"), ["metadata.name"]),
        (job("completionMode: Indexed, completions: 11, ", name=f"name: {'a' * 60}"), []),
        (job("completionMode: Indexed, completions: 101, ", name=f"name: {'a' * 60}"), ["metadata.name"]),
        (job("completionMode: Indexed, ", name="generateName: a"), []),
        (cron_job(of_job="completionMode: Indexed, "), ["spec.jobTemplate.spec.completions"]),
        (job("completionMode: NonIndexed, backoffLimitPerIndex: 1, "), ["spec.backoffLimitPerIndex"]),
        (job("completionMode: indexed, backoffLimitPerIndex: 1, "), []),
        (job("successPolicy: {rules: [{succeededCount: 1}]}, "), ["spec.successPolicy"]),
        (job("completionMode: Indexed, completions: 3, maxFailedIndexes: 1, "), ["spec.backoffLimitPerIndex"]),
        (job(POLICY), []),
        (job(POLICY, restart="OnFailure"), ["spec.template.spec.restartPolicy"]),
        (job(POLICY + "podReplacementPolicy: TerminatingOrFailed, "), ["spec.podReplacementPolicy"]),
        (job("").replace("batch/v1", "example.com/v1"), []),
        (job("").replace("spec: {t", "specs: {t"), []),
    ],
)
def test_jobs(text: str, expected: list[str]) -> None:
    assert expected == fields("inconsistent-job", text)


def test_fields_of_indexes_are_dropped_by_old_versions() -> None:
    text = job("maxFailedIndexes: 1, ")

    assert fields("inconsistent-job", text, Settings(kubernetes_version=(1, 28))) == []


@pytest.mark.parametrize(
    ("spec", "name", "expected"),
    [
        ("", "a" * 63, []),
        ("", "a" * 64, ["spec.template.labels"]),
        ("", "A" * 64, ["metadata.name"]),
        ("manualSelector: true, selector: {matchLabels: {app: web}}, ", "a" * 64, []),
    ],
)
def test_the_name_of_a_job_becomes_a_label(spec: str, name: str, expected: list[str]) -> None:
    assert expected == fields("invalid-name", job(spec, name=f"name: {name}"))
