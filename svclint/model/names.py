"""Which names the API server takes, by kind and Kubernetes version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.model.formats import (
    LABEL_LENGTH,
    Format,
    dns_1035_label_fault,
    dns_label_fault,
    dns_subdomain_fault,
    path_segment_fault,
)
from svclint.model.templates import is_manual

if TYPE_CHECKING:
    from svclint.model.objects import Object

RELAXED_SERVICE_NAMES = (1, 36)
"""From here on a Service's name may begin with a digit (KEP-5311)."""

SERVED_GROUPS = frozenset(
    [
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apiregistration.k8s.io",
        "apps",
        "autoscaling",
        "batch",
        "certificates.k8s.io",
        "coordination.k8s.io",
        "discovery.k8s.io",
        "events.k8s.io",
        "extensions",
        "flowcontrol.apiserver.k8s.io",
        "networking.k8s.io",
        "node.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "resource.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
    ]
)
"""Groups of the API server itself, the core group aside; others may be of custom resources or of a client's own files."""

_CORE_KINDS = frozenset(
    [
        "ConfigMap",
        "Endpoints",
        "Event",
        "LimitRange",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PersistentVolumeClaim",
        "Pod",
        "PodTemplate",
        "ReplicationController",
        "ResourceQuota",
        "Secret",
        "Service",
        "ServiceAccount",
    ]
)
"""The core group by kind: `v1` without a group is also what a kubeconfig and other tools' files say."""

_CRON_JOB_NAME_LENGTH = 52


def cron_job_name_fault(text: str) -> str | None:
    """A name that leaves room for the eleven characters that the controller puts behind it in the names of the jobs."""
    if len(text) > _CRON_JOB_NAME_LENGTH:
        return f"it has {len(text)} characters and may have at most {_CRON_JOB_NAME_LENGTH}"
    return dns_subdomain_fault(text)


def job_name_fault(text: str) -> str | None:
    """A name that can be the value of the label by which the server selects the pods of a Job."""
    if len(text) > LABEL_LENGTH:
        return f"it has {len(text)} characters and may have at most {LABEL_LENGTH}, for it becomes a label of the pods"
    return dns_subdomain_fault(text)


_FORMATS: dict[tuple[str, str], Format] = {
    ("", "Namespace"): dns_label_fault,
    ("apps", "StatefulSet"): dns_label_fault,
    ("batch", "CronJob"): cron_job_name_fault,
    ("certificates.k8s.io", "CertificateSigningRequest"): path_segment_fault,
    ("certificates.k8s.io", "ClusterTrustBundle"): path_segment_fault,
    ("policy", "PodDisruptionBudget"): path_segment_fault,
    ("rbac.authorization.k8s.io", "ClusterRole"): path_segment_fault,
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): path_segment_fault,
    ("rbac.authorization.k8s.io", "Role"): path_segment_fault,
    ("rbac.authorization.k8s.io", "RoleBinding"): path_segment_fault,
    ("apiregistration.k8s.io", "APIService"): path_segment_fault,
    ("networking.k8s.io", "IPAddress"): path_segment_fault,
}
_GENERATED_SUFFIX = "00000"
_LONGEST_PREFIX = 58


def is_stored(each: Object) -> bool:
    """Whether an object is of a kind that the API server itself stores under a name."""
    return each.kind in _CORE_KINDS if not each.group else each.group in SERVED_GROUPS and each.kind != "Eviction"


def foreign_doubt(each: Object) -> str | None:
    """Why what holds for the API server's own kinds may not hold for an object; None where it is one of them."""
    return None if is_stored(each) else f"{each.kind} of {each.api_version} may have rules of its own"


def service_name_format(version: tuple[int, int]) -> Format:
    """What the names of Services must look like, and with them the references of Ingresses."""
    return dns_label_fault if version >= RELAXED_SERVICE_NAMES else dns_1035_label_fault


def name_format(each: Object, version: tuple[int, int]) -> Format:
    """What the names of an object's kind must look like."""
    if each.kind == "Service" and not each.group:
        return service_name_format(version)
    if each.kind == "Job" and each.group == "batch" and not is_manual(each.get("spec")):
        return job_name_fault
    return _FORMATS.get((each.group, each.kind), dns_subdomain_fault)


def prefix_fault(prefix: str, fault_of: Format) -> str | None:
    """What keeps a text from being a `generateName`, whether it is used or not: a final dash is not looked at.

    How long the name of a Job or CronJob may be is asked of whole names alone.
    """
    form = dns_subdomain_fault if fault_of in (job_name_fault, cron_job_name_fault) else fault_of
    return form(_with_dash_masked(prefix))


def generated_name_fault(prefix: str, fault_of: Format) -> str | None:
    """What keeps the name that the server makes of a `generateName` from being valid: five signs come after it."""
    return fault_of(generated_name(prefix))


def generated_name(prefix: str) -> str:
    """Such a name: of a prefix that is too long the end is cut off."""
    return prefix[:_LONGEST_PREFIX] + _GENERATED_SUFFIX


def _with_dash_masked(prefix: str) -> str:
    """As the server does it: the dash and the sign before it give way to one letter."""
    return prefix[:-2] + "a" if len(prefix) > 1 and prefix.endswith("-") else prefix
