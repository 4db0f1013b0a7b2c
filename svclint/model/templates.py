"""Where the API server's own workloads keep the template of their pods; custom resources may follow rules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.model.pod_template import PodTemplate
from svclint.model.workload import Pod, Workload
from svclint.syntax.places import mapping_at, scalar_at

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.syntax.nodes import Node

_IN_SPEC = ("spec", "template")
_PATHS: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "PodTemplate"): ("template",),
    ("", "ReplicationController"): _IN_SPEC,
    ("apps", "DaemonSet"): _IN_SPEC,
    ("apps", "Deployment"): _IN_SPEC,
    ("apps", "ReplicaSet"): _IN_SPEC,
    ("apps", "StatefulSet"): _IN_SPEC,
    ("batch", "CronJob"): ("spec", "jobTemplate", "spec", "template"),
    ("batch", "Job"): _IN_SPEC,
}

_NAME_LABELS = ("batch.kubernetes.io/job-name", "job-name")
_UID_LABELS = ("batch.kubernetes.io/controller-uid", "controller-uid")
SOME_UID = "\N{REPLACEMENT CHARACTER}"
"""Stands for a uid that the server will give: no text can foresee it."""


def template_path(each: Object) -> tuple[str, ...] | None:
    """The fields that lead to the template; None for kinds without one and for custom resources."""
    return _PATHS.get((each.group, each.kind))


def stored_pod(each: Object) -> PodTemplate | None:
    """The pod that the API server checks: a Pod itself, or the template of a built-in workload, where it is a mapping."""
    return each.template if isinstance(each, Pod) else stored_template(each)


def stored_template(each: Object) -> PodTemplate | None:
    """The template of a built-in workload, where it is there and a mapping."""
    path = template_path(each)
    if path is None:
        return None
    if isinstance(each, Workload):
        return each.template
    node = mapping_at(each.node, *path)
    return PodTemplate(node) if node is not None else None


def is_manual(job_spec: Node | None) -> bool:
    """Whether a Job brings a selector of its own (`manualSelector`)."""
    manual = scalar_at(job_spec, "manualSelector")
    return manual is not None and manual.value is True


def generated_labels(job: Object) -> dict[str, str]:
    """The labels that the server gives a Job's pods and by which it selects them, where the Job is not manual.

    https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector
    """
    return dict.fromkeys(_NAME_LABELS, job.name) | dict.fromkeys(_UID_LABELS, SOME_UID)
