"""How many pods answer."""

from __future__ import annotations

import pytest

from svclint.graph.backends.replicas import Replicas, replicas_of, selected_pods
from svclint.model.workload import Workload
from tests.graph.scenarios import autoscaler, backends, bare_service, document, headless
from tests.graph.worlds import graph_of, service_of, workload

HPA, KEDA = ("HorizontalPodAutoscaler", "autoscaling/v2"), ("ScaledObject", "keda.sh/v1alpha1")


def replicas(text: str) -> Replicas:
    graph = graph_of(text)
    return replicas_of(graph.of(Workload)[0], graph.index)


def db(spec: str = "", kind: str = "StatefulSet") -> str:
    return workload("db", "app: db", kind=kind, spec=spec)


def scaled(by: tuple[str, str], spec: str, limits: str = "") -> Replicas:
    kind, api = by
    return replicas(db(spec) + autoscaler(kind, "db", f", {limits}" if limits else "", api=api))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (db(), (1, 1, "")),
        (db("replicas: 3"), (3, 3, "")),
        (db("replicas: null"), (1, 1, "")),
        (db("replicas: 0"), (0, 0, "StatefulSet db has 0 replicas")),
        (db("replicas: three"), (None, 1, "the number of replicas of StatefulSet db is no number")),
        (document("v1", "Pod", "db"), (1, 1, "")),
        (db(kind="DaemonSet"), (None, 1, "DaemonSet db has one pod on each node that it fits")),
        (
            db("paused: true", "Deployment"),
            (0, 0, "Deployment db is paused, and one that was never rolled out has no pods"),
        ),
        (db("paused: true"), (1, 1, "")),
    ],
)
def test_as_the_controllers_make_them(text: str, expected: Replicas) -> None:
    assert expected == replicas(text)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("", (1, 1, "")),
        ("parallelism: 4", (4, 4, "")),
        ("parallelism: 4, completions: 3", (3, 3, "")),
        ("parallelism: 1, completions: 3", (1, 1, "")),
        ("parallelism: 0", (0, 0, "Job db runs no pods")),
        ("parallelism: many", (None, 1, "the parallelism of Job db is no number")),
        ("suspend: true", (0, 0, "Job db is suspended")),
    ],
)
def test_a_job_runs_no_more_pods_than_are_left_to_complete(spec: str, expected: Replicas) -> None:
    assert expected == replicas(workload("db", "app: db", kind="Job", api="batch/v1", spec=spec))


def test_a_cron_job_has_pods_at_its_hours_only() -> None:
    found = replicas(document("batch/v1", "CronJob", "db"))

    assert (0, "CronJob db has pods only while one of its jobs runs; they answer then") == (found.number, found.why)


def test_a_custom_resource_says_how_many_or_its_controller_does() -> None:
    fleet = {"kind": "Fleet", "api": "example.com/v1"}

    assert (2, 2, "") == replicas(workload("db", "app: db", spec="replicas: 2", **fleet))
    assert (None, 1, "the controller of Fleet db decides how many pods there are") == (
        replicas(workload("db", "app: db", **fleet))
    )
    assert (1, 1, "") == replicas(workload("db", "app: db", kind="Rollout", api="argoproj.io/v1alpha1"))


@pytest.mark.parametrize(
    ("spec", "limits", "shown"),
    [
        ("", "", 1),
        ("replicas: 3", "minReplicas: 2, maxReplicas: 5", 3),
        ("replicas: 3", "minReplicas: 4, maxReplicas: 5", 4),
        ("replicas: 9", "minReplicas: 2, maxReplicas: 5", 5),
        ("replicas: x", "minReplicas: 2", 2),
    ],
)
def test_an_autoscaler_keeps_within_its_limits(spec: str, limits: str, shown: int) -> None:
    assert (None, shown, "HorizontalPodAutoscaler scaler decides how many pods StatefulSet db has") == scaled(HPA, spec, limits)


def test_zero_replicas_stay_zero_unless_something_starts_them() -> None:
    assert (0, 0, "StatefulSet db has 0 replicas, and HorizontalPodAutoscaler scaler starts none") == scaled(HPA, "replicas: 0")
    assert (None, 0) == scaled(KEDA, "replicas: 0")[:2]
    assert (None, 2) == scaled(KEDA, "replicas: 0", "minReplicaCount: 2")[:2]


def selected(selector: str, text: str) -> tuple[int | None, tuple[int, ...]]:
    graph = graph_of(headless("db", selector) + text)
    number, ordinals = selected_pods(graph.of(Workload)[0], service_of(graph, "db"), graph.index)
    return number, ordinals


def test_pods_of_a_stateful_set_count_from_its_first_ordinal() -> None:
    start = db("replicas: 3, ordinals: {start: 5}")

    assert (3, (5, 6, 7)) == selected("app: db", start)
    assert (1, (6,)) == selected("app: db, statefulset.kubernetes.io/pod-name: db-6", start)
    assert (1, (7,)) == selected("apps.kubernetes.io/pod-index: '7'", start)


def test_pods_of_an_indexed_job_count_from_zero() -> None:
    indexed = workload("db", "app: db", kind="Job", api="batch/v1", spec="completionMode: Indexed, parallelism: 2")

    assert (2, (0, 1)) == selected("app: db", indexed)
    assert (1, (1,)) == selected("app: db, batch.kubernetes.io/job-completion-index: '1'", indexed)
    assert (2, ()) == selected("app: db", indexed.replace("completionMode: Indexed, ", ""))


def test_no_more_than_a_thousand_are_named() -> None:
    number, ordinals = selected("app: db", db("replicas: 5000"))

    assert (5000, 1000) == (number, len(ordinals))


def test_a_number_in_the_template_names_no_pod() -> None:
    """Measured: the controller writes each pod's own over it."""
    text = bare_service("db", "selector: {app: db, apps.kubernetes.io/pod-index: '1'}, ports: [{port: 80}]")
    text += workload("db", "app: db, apps.kubernetes.io/pod-index: '1'", kind="StatefulSet", spec="replicas: 3")

    assert [("StatefulSet db", 1)] == [each[:2] for each in backends(text, "db")]
