"""How many pods of a workload answer for a Service, and which of them have numbers.

What the controllers make once everything is applied: nothing of what happens later (a rollout, a finished Job) is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.dns.hostnames import numbers_its_pods
from svclint.graph.labels.controller_labels import COMPLETION_INDEX, POD_INDEX, POD_NAME, is_controller_label
from svclint.graph.pod_makers import BUILT_IN_GROUPS
from svclint.model.produced import Produced
from svclint.model.workload import CronJob, DaemonSet, Job, Pod, StatefulSet
from svclint.syntax.places import integer_at, scalar_at

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.model.objects import Object
    from svclint.model.service import Service
    from svclint.model.workload import Workload

MOST_NAMED = 1000
"""Numbered pods of one workload that are looked at one by one."""


class Replicas(NamedTuple):
    """`number` is None where no file tells; `shown` is how many of them the manifests start with.

    `why` says why the number is 0 or not known, as a clause with its subject; empty where it is as written.
    """

    number: int | None
    shown: int
    why: str = ""


class Selected(NamedTuple):
    """`number` is None where no file tells; `ordinals` are the numbers of the pods, empty where they have none."""

    number: int | None
    ordinals: tuple[int, ...]


def replicas_of(workload: Workload, index: Index) -> Replicas:
    """The pods that the controllers make of a workload.

    https://kubernetes.io/docs/concepts/workloads/
    """
    match workload:
        case Pod():
            return Replicas(1, 1)
        case DaemonSet():
            return Replicas(None, 1, f"{workload.title} has one pod on each node that it fits")
        case CronJob():
            return Replicas(0, 0, f"{workload.title} has pods only while one of its jobs runs; they answer then")
        case Job():
            return _of_job(workload)
    none = _why_none(workload, index)
    if none:
        return Replicas(0, 0, none)
    scaler = index.autoscalers.get((workload.namespace, workload.kind, workload.name))
    return _as_written(workload) if scaler is None else _scaled(workload, scaler)


def _why_none(workload: Workload, index: Index) -> str:
    """Why a workload that could have pods has none whatever its number says; empty where it has."""
    if workload.kind == "Deployment" and _is_true(workload, "paused"):
        return f"{workload.title} is paused, and one that was never rolled out has no pods"
    successor = index.successors.get((workload.namespace, workload.kind, workload.name))
    return f"{successor.title} takes over its template, and scales {workload.title} down" if successor else ""


def selected_pods(workload: Workload, service: Service, index: Index) -> Selected:
    """Those of its pods that a Service selects: one label may name a single pod.

    A StatefulSet counts from `spec.ordinals.start`, an Indexed Job from 0.
    """
    replicas = replicas_of(workload, index)
    if not numbers_its_pods(workload):
        return Selected(replicas.number, ())
    first = workload.first_ordinal if isinstance(workload, StatefulSet) else 0
    asked = {key: value for key, value in service.selector.items() if is_controller_label(key)}
    numbers = range(first, first + min(replicas.shown, MOST_NAMED))
    ordinals = tuple(number for number in numbers if _carries_its_own(workload, number, asked))
    return Selected(replicas.number if len(ordinals) == len(numbers) else len(ordinals), ordinals)


def _carries_its_own(workload: Workload, number: int, asked: dict[str, str]) -> bool:
    own = {POD_NAME: f"{workload.name}-{number}", POD_INDEX: str(number), COMPLETION_INDEX: str(number)}
    return all(asked.get(key, value) == value for key, value in own.items())


def _of_job(job: Job) -> Replicas:
    """No more pods at a time than are left to complete."""
    if _is_true(job, "suspend"):
        return Replicas(0, 0, f"{job.title} is suspended")
    if job.replicas is None:
        return Replicas(None, 1, f"the parallelism of {job.title} is no number")
    completions = integer_at(job.node, "spec", "completions")
    number = job.replicas if completions is None else min(job.replicas, completions)
    return Replicas(number, number, "" if number else f"{job.title} runs no pods")


def _as_written(workload: Workload) -> Replicas:
    number = workload.replicas
    own_rule = isinstance(workload, Produced)
    given = number is not None if own_rule else scalar_at(workload.node, "spec", "replicas") is not None
    if not given and (own_rule or workload.group not in BUILT_IN_GROUPS):
        return Replicas(None, 1, f"the controller of {workload.title} decides how many pods there are")
    if number is None:
        return Replicas(None, 1, f"the number of replicas of {workload.title} is no number")
    return Replicas(number, number, "" if number else f"{workload.title} has 0 replicas")


def _scaled(workload: Workload, scaler: Object) -> Replicas:
    """An autoscaler keeps within its limits; a HorizontalPodAutoscaler leaves 0 replicas alone.

    https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation,
    https://keda.sh/docs/latest/reference/scaledobject-spec/
    """
    written = 1 if workload.replicas is None else workload.replicas
    if written == 0 and scaler.kind == "HorizontalPodAutoscaler":
        return Replicas(0, 0, f"{workload.title} has 0 replicas, and {scaler.title} starts none")
    least = _limit(scaler, "minReplicas", "minReplicaCount") or 0
    most = _limit(scaler, "maxReplicas", "maxReplicaCount")
    shown = max(written, least) if most is None else min(max(written, least), most)
    return Replicas(None, shown, f"{scaler.title} decides how many pods {workload.title} has")


def _limit(scaler: Object, *fields: str) -> int | None:
    return next((found for field in fields if (found := integer_at(scaler.node, "spec", field)) is not None), None)


def _is_true(workload: Workload, field: str) -> bool:
    node = scalar_at(workload.node, "spec", field)
    return node is not None and node.value is True
