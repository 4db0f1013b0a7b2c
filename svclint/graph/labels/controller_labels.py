"""Labels that controllers put on pods, resolved instead of ignored.

https://kubernetes.io/docs/reference/labels-annotations-taints/
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from svclint.model.produced import Produced
from svclint.model.workload import CronJob, Job, Pod, StatefulSet, Workload
from svclint.syntax.places import scalar_at

Decision: TypeAlias = Callable[[Workload, str, bool], bool | None]

POD_NAME = "statefulset.kubernetes.io/pod-name"
POD_INDEX = "apps.kubernetes.io/pod-index"
COMPLETION_INDEX = "batch.kubernetes.io/job-completion-index"
_JOB_IDENTITY = frozenset({"job-name", "batch.kubernetes.io/job-name", "controller-uid", "batch.kubernetes.io/controller-uid"})
_BUILT_IN_GROUPS = frozenset({"", "apps", "batch", "extensions"})


def is_controller_label(key: str) -> bool:
    """Whether a controller of Kubernetes itself sets this label on its pods."""
    return key in _LABELS


def setter_of(key: str) -> str | None:
    """The kind whose controller sets this label, for messages; None for a label of somebody else."""
    return _LABELS[key][0] if key in _LABELS else None


def carries(workload: Workload, key: str, value: str, *, autoscaled: bool = False) -> bool | None:
    """Whether pods of the workload get this controller-set label with this value; None where no file can tell.

    What is written on a bare Pod counts as it stands, and on a template as long as its own controller does not overwrite it
    (measured). `autoscaled` makes the number of replicas unknown.
    """
    if isinstance(workload, Pod) or (key in workload.pod_labels and not overwrites(workload, key)):
        return workload.pod_labels.get(key) == value
    if isinstance(workload, Produced) and key in workload.label_values:
        return workload.sets(key, value)
    if workload.group not in _BUILT_IN_GROUPS:
        return None
    return _LABELS[key][1](workload, value, autoscaled)


def overwrites(workload: Workload, key: str) -> bool:
    """Whether the controller of the workload sets this label, whatever its template says."""
    if workload.group not in _BUILT_IN_GROUPS or workload.kind not in _LABELS[key][0].split(" or "):
        return False
    if isinstance(workload, Job) and key == COMPLETION_INDEX:
        return workload.indexed
    return not (key in _JOB_IDENTITY and _is_manual(workload))


def _is_manual(workload: Workload) -> bool:
    """Whether a Job brings its own selector: its controller then leaves the labels of the pods alone (measured).

    https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector
    """
    node = scalar_at(workload.node, "spec", "manualSelector")
    return node is not None and node.value is True


def _pod_name(workload: Workload, value: str, autoscaled: bool) -> bool | None:  # noqa: FBT001 - one signature for all decisions
    name, _, ordinal = value.rpartition("-")
    return name == workload.name and _pod_index(workload, ordinal, autoscaled)


def _pod_index(workload: Workload, value: str, autoscaled: bool) -> bool | None:  # noqa: FBT001 - one signature for all decisions
    """Ordinals count from `spec.ordinals.start`, without leading zeros."""
    if not isinstance(workload, StatefulSet) or not value.isdecimal() or value != str(int(value)):
        return False
    beyond = int(value) - workload.first_ordinal
    if beyond < 0 or (workload.replicas is not None and beyond < workload.replicas):
        return beyond >= 0
    return None if autoscaled or workload.replicas is None else False


def _job_name(workload: Workload, value: str, _autoscaled: bool) -> bool | None:  # noqa: FBT001 - one signature for all decisions
    """A CronJob names its Jobs NAME-MINUTES; a Job with `generateName` has a name that nobody knows yet."""
    if isinstance(workload, CronJob):
        name, _, minutes = value.rpartition("-")
        return None if name == workload.name and minutes.isdecimal() else False
    if isinstance(workload, Job) and not _is_manual(workload):
        return workload.name == value if workload.name else None
    return False


def _completion_index(workload: Workload, value: str, _autoscaled: bool) -> bool | None:  # noqa: FBT001 - one signature for all decisions
    if isinstance(workload, CronJob):
        return None
    return isinstance(workload, Job) and workload.indexed and value.isdecimal()


def _made_up_for(*kinds: str) -> Decision:
    """A value that the controller makes up."""

    def decide(workload: Workload, _value: str, _autoscaled: bool) -> bool | None:  # noqa: FBT001 - one signature for all decisions
        return None if workload.kind in kinds and not _is_manual(workload) else False

    return decide


_LABELS: dict[str, tuple[str, Decision]] = {
    POD_NAME: ("StatefulSet", _pod_name),
    POD_INDEX: ("StatefulSet", _pod_index),
    "job-name": ("Job", _job_name),
    "batch.kubernetes.io/job-name": ("Job", _job_name),
    COMPLETION_INDEX: ("Job", _completion_index),
    "controller-uid": ("Job", _made_up_for("Job", "CronJob")),
    "batch.kubernetes.io/controller-uid": ("Job", _made_up_for("Job", "CronJob")),
    "controller-revision-hash": ("StatefulSet or DaemonSet", _made_up_for("StatefulSet", "DaemonSet")),
    "pod-template-generation": ("DaemonSet", _made_up_for("DaemonSet")),
    "pod-template-hash": ("Deployment", _made_up_for("Deployment")),
}
