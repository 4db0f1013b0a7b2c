"""The hostnames of pods, and below which Service they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.model.workload import Job, StatefulSet

if TYPE_CHECKING:
    from svclint.model.workload import Workload


def subdomain_of(workload: Workload) -> str:
    """The Service below which the pods ask for names, empty for none: a StatefulSet overwrites what its template says.

    https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id, measured.
    """
    if isinstance(workload, StatefulSet):
        return workload.service_name
    return workload.template.subdomain if workload.template else ""


def numbers_its_pods(workload: Workload) -> bool:
    """Whether the controller makes each pod's hostname of the workload's name and a number, whatever the template says."""
    return isinstance(workload, StatefulSet) or (isinstance(workload, Job) and workload.indexed)


def hostnames_of(workload: Workload, ordinals: tuple[int, ...]) -> tuple[str, ...]:
    """The hostnames of pods: one for each number, else the one that all of them share, if any."""
    if numbers_its_pods(workload):
        return tuple(f"{workload.name}-{number}" for number in ordinals)
    hostname = workload.template.hostname if workload.template else ""
    return (hostname,) if hostname else ()
