"""Labels that controllers set."""

from __future__ import annotations

import pytest

from svclint.graph.labels.controller_labels import carries, is_controller_label, setter_of
from svclint.model.workload import Workload
from tests.graph.worlds import graph_of, workload

POD_NAME = "statefulset.kubernetes.io/pod-name"
JOB_NAME = "batch.kubernetes.io/job-name"
INDEX = "batch.kubernetes.io/job-completion-index"


def made(text: str) -> Workload:
    return graph_of(text).of(Workload)[0]


@pytest.mark.parametrize(("ordinal", "expected"), [("2", True), ("4", True), ("5", False), ("1", False), ("02", False)])
def test_pods_of_a_stateful_set_are_numbered_from_its_first_ordinal(ordinal: str, expected: object) -> None:
    db = made(workload("db", "app: db", kind="StatefulSet", spec="replicas: 3, ordinals: {start: 2}"))

    assert carries(db, POD_NAME, f"db-{ordinal}") is expected
    assert carries(db, "apps.kubernetes.io/pod-index", ordinal) is expected


def test_another_name_and_no_number_are_never_given() -> None:
    db = made(workload("db", "app: db", kind="StatefulSet"))

    assert carries(db, POD_NAME, "cache-0") is False
    assert carries(db, POD_NAME, "db-first") is False


def test_an_autoscaler_or_an_unreadable_number_leaves_every_ordinal_open() -> None:
    fixed = made(workload("db", "app: db", kind="StatefulSet", spec="replicas: 1"))
    unknown = made(workload("db", "app: db", kind="StatefulSet", spec="replicas: many"))

    assert carries(fixed, POD_NAME, "db-7", autoscaled=True) is None
    assert carries(unknown, POD_NAME, "db-7") is None
    assert carries(unknown, POD_NAME, "db-x") is False


def test_a_deployment_numbers_nothing_and_hashes_everything() -> None:
    web = made(workload("web", "app: web"))

    assert carries(web, POD_NAME, "web-0") is False
    assert carries(web, "pod-template-hash", "5d9c7b") is None
    assert carries(web, "pod-template-generation", "1") is False


def test_jobs_are_named() -> None:
    job = made(workload("seed", "app: seed", kind="Job", api="batch/v1", spec="completionMode: Indexed"))
    unnamed = made(workload("seed", "app: seed", kind="Job", api="batch/v1").replace("name: seed}", "generateName: seed-}"))

    assert carries(job, JOB_NAME, "seed") is True
    assert carries(job, "job-name", "sed") is False
    assert carries(job, "batch.kubernetes.io/job-completion-index", "0") is True
    assert carries(unnamed, JOB_NAME, "seed-x7") is None
    assert carries(made(workload("web", "app: web")), JOB_NAME, "web") is False


def test_cron_jobs_name_their_jobs_by_the_minute() -> None:
    nightly = made(workload("nightly", "a: b", kind="CronJob", api="batch/v1"))

    assert carries(nightly, JOB_NAME, "nightly-29112233") is None
    assert carries(nightly, JOB_NAME, "nightly-seed") is False
    assert carries(nightly, "batch.kubernetes.io/job-completion-index", "0") is None


def test_what_is_written_counts_as_it_stands() -> None:
    pod = made("apiVersion: v1\nkind: Pod\nmetadata: {name: db-0, labels: {apps.kubernetes.io/pod-index: '0'}}\n")
    by_hand = made(workload("web", "job-name: web"))

    assert carries(pod, "apps.kubernetes.io/pod-index", "0") is True
    assert carries(pod, POD_NAME, "db-0") is False
    assert carries(by_hand, "job-name", "web") is True


@pytest.mark.parametrize(
    ("kind", "api", "label", "own"),
    [
        ("StatefulSet", "apps/v1", "apps.kubernetes.io/pod-index", "'7'"),
        ("StatefulSet", "apps/v1", POD_NAME, "mine"),
        ("Deployment", "apps/v1", "pod-template-hash", "mine"),
        ("DaemonSet", "apps/v1", "pod-template-generation", "'9'"),
        ("DaemonSet", "apps/v1", "controller-revision-hash", "mine"),
    ],
)
def test_a_controller_overwrites_what_the_template_says(kind: str, api: str, label: str, own: str) -> None:
    """Measured on a control plane: none of these pods carried what was written."""
    assert carries(made(workload("db", f"app: db, {label}: {own}", kind=kind, api=api)), label, own.strip("'")) is not True


def test_a_replica_set_alone_hashes_nothing() -> None:
    """Measured: its pods have the labels of the template and no more."""
    alone = made(workload("web", "app: web", kind="ReplicaSet"))
    exported = made(workload("web", "app: web, pod-template-hash: 5d9c7b", kind="ReplicaSet"))

    assert carries(alone, "pod-template-hash", "5d9c7b") is False
    assert carries(exported, "pod-template-hash", "5d9c7b") is True


def test_indexes_are_written_over_in_indexed_jobs_alone() -> None:
    indexed = made(workload("j", f"a: b, {INDEX}: x", kind="Job", api="batch/v1", spec="completionMode: Indexed"))
    plain = made(workload("j", f"a: b, {INDEX}: x", kind="Job", api="batch/v1"))

    assert carries(indexed, INDEX, "x") is False
    assert carries(plain, INDEX, "x") is True


@pytest.mark.parametrize("label", ["job-name", "batch.kubernetes.io/job-name", "controller-uid"])
def test_a_job_with_its_own_selector_leaves_the_labels_alone(label: str) -> None:
    """Measured: with manualSelector the controller adds no label to the template."""
    own = made(workload("j", "a: b", kind="Job", api="batch/v1", spec="manualSelector: true"))
    written = made(workload("j", f"a: b, {label}: other", kind="Job", api="batch/v1", spec="manualSelector: true"))

    assert carries(own, label, "j") is False
    assert carries(written, label, "other") is True


def test_controllers_of_other_groups_may_set_anything_and_built_in_ones_nothing_else() -> None:
    rollout = made(workload("web", "app: web", kind="Rollout", api="argoproj.io/v1alpha1"))
    web = made(workload("web", "app: web"))

    assert carries(rollout, POD_NAME, "web-0") is None
    assert carries(web, POD_NAME, "web-0") is False


def test_what_the_table_says_of_another_controller_holds() -> None:
    kruise = made(workload("db", "app: db", kind="StatefulSet", api="apps.kruise.io/v1beta1"))

    assert carries(kruise, POD_NAME, "db-0") is True
    assert carries(kruise, POD_NAME, "web-0") is False
    assert carries(kruise, "job-name", "db") is None


def test_who_sets_which_label() -> None:
    assert setter_of(POD_NAME) == "StatefulSet"
    assert setter_of("app") is None
    assert is_controller_label("job-name")
    assert not is_controller_label("app")
