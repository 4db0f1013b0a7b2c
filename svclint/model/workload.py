"""Pods and everything that makes pods from a template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object
from svclint.model.pod_template import PodTemplate
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import integer_at, items_at, mapping_at, scalar_at, string_at


@dataclass(frozen=True, eq=False)
class Workload(Object):
    """Anything that makes pods, known by the shape `spec.template.spec.containers` whatever its kind."""

    @cached_property
    def template(self) -> PodTemplate | None:
        """The pods' template, where it can be read."""
        node = mapping_at(self.node, "spec", "template")
        return PodTemplate(node) if node is not None else None

    @cached_property
    def pod_labels(self) -> dict[str, str]:
        """The labels of the pods as the template gives them."""
        return self.template.labels if self.template else {}

    @cached_property
    def replicas(self) -> int | None:
        """How many pods; None where an autoscaler or the number of nodes decides or the kind is not known."""
        written = scalar_at(self.node, "spec", "replicas")
        return 1 if written is None else written.integer

    @property
    def is_batch(self) -> bool:
        """Whether its pods run to an end."""
        return False

    @property
    def identity(self) -> tuple[str, str, str]:
        """Kind, name, and which of several sets of pods: what a later object of the input replaces."""
        return self.kind, self.name, ""

    def has(self, labels: dict[str, str]) -> bool:
        """Whether pods with all the labels are among these, without those that Kubernetes' own controllers set."""
        return labels.items() <= self.pod_labels.items()


@dataclass(frozen=True, eq=False)
class Pod(Workload):
    """A bare Pod."""

    @cached_property
    def template(self) -> PodTemplate:
        """The Pod itself."""
        return PodTemplate(self.node)

    @property
    def replicas(self) -> int | None:
        """One."""
        return 1


@dataclass(frozen=True, eq=False)
class DaemonSet(Workload):
    """One pod a node."""

    @property
    def replicas(self) -> int | None:
        """The number of nodes decides."""
        return None


@dataclass(frozen=True, eq=False)
class StatefulSet(Workload):
    """Numbered pods with names of their own.

    https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
    """

    @cached_property
    def service_name(self) -> str:
        """The governing Service, empty where none is given."""
        return string_at(self.node, "spec", "serviceName") or ""

    @property
    def first_ordinal(self) -> int:
        """`spec.ordinals.start`, 0 by default."""
        return integer_at(self.node, "spec", "ordinals", "start") or 0

    @cached_property
    def pod_names(self) -> tuple[str, ...]:
        """The names of its pods, at most 1,000 of them; one pod where the number is not known."""
        count = 1 if self.replicas is None else min(self.replicas, 1000)
        return tuple(f"{self.name}-{self.first_ordinal + index}" for index in range(count))


@dataclass(frozen=True, eq=False)
class Job(Workload):
    """Pods that run to an end."""

    @property
    def is_batch(self) -> bool:
        """Always."""
        return True

    @property
    def indexed(self) -> bool:
        """Whether the controller gives each pod a hostname (`completionMode: Indexed`)."""
        return string_at(self.node, "spec", "completionMode") == "Indexed"

    @cached_property
    def replicas(self) -> int | None:
        """`parallelism`, 1 by default."""
        written = scalar_at(self.node, "spec", "parallelism")
        return 1 if written is None else written.integer


@dataclass(frozen=True, eq=False)
class CronJob(Workload):
    """Jobs on a schedule."""

    @cached_property
    def template(self) -> PodTemplate | None:
        """The template of the jobs' pods."""
        node = mapping_at(self.node, "spec", "jobTemplate", "spec", "template")
        return PodTemplate(node) if node is not None else None

    @property
    def is_batch(self) -> bool:
        """Always."""
        return True

    @property
    def replicas(self) -> int | None:
        """It depends on the hour."""
        return None


def looks_like_workload(node: Mapping) -> bool:
    """Whether the object has the shape of a pod maker: containers under `spec.template.spec`."""
    containers = items_at(node, "spec", "template", "spec", "containers")
    return any(isinstance(item, (Mapping, Scalar)) for item in containers)
