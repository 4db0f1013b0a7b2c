"""Pods and everything that makes pods from a template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object, string_map
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import Absent, Place, integer_at, items_at, mapping_at, node_at, scalar_at, string_at


@dataclass(frozen=True, eq=False)
class ContainerPort:
    """One item of a container's `ports`."""

    node: Mapping

    @cached_property
    def name(self) -> str:
        """Empty for an unnamed port."""
        return string_at(self.node, "name") or ""

    @cached_property
    def number(self) -> int | None:
        """`containerPort`; None where it is missing or no number."""
        return integer_at(self.node, "containerPort")

    @cached_property
    def protocol(self) -> str:
        """TCP where none is given."""
        return string_at(self.node, "protocol") or "TCP"

    @cached_property
    def host_port(self) -> int | None:
        """The port on the node, where one is taken."""
        return integer_at(self.node, "hostPort") or None


@dataclass(frozen=True, eq=False)
class Container:
    """A container, or a restartable init container (sidecar)."""

    node: Mapping

    @cached_property
    def name(self) -> str:
        """Empty where it is missing."""
        return string_at(self.node, "name") or ""

    @cached_property
    def image(self) -> str:
        """Empty where it is missing."""
        return string_at(self.node, "image") or ""

    @cached_property
    def ports(self) -> tuple[ContainerPort, ...]:
        """The ports it declares; the list is for information only, except for names."""
        return tuple(ContainerPort(item) for item in items_at(self.node, "ports") if isinstance(item, Mapping))


@dataclass(frozen=True, eq=False)
class PodTemplate:
    """`metadata` and `spec` of the pods: a template, or a bare Pod itself. `node` holds both."""

    node: Mapping

    @cached_property
    def spec(self) -> Mapping | None:
        """The pod's `spec`."""
        return mapping_at(self.node, "spec")

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels that Services see."""
        return string_map(self.labels_node)

    @property
    def labels_node(self) -> Mapping | None:
        """`metadata.labels` of the pods."""
        return mapping_at(self.node, "metadata", "labels")

    @cached_property
    def annotations(self) -> dict[str, str]:
        """`metadata.annotations` of the pods."""
        return string_map(mapping_at(self.node, "metadata", "annotations"))

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """The main containers, in order."""
        return tuple(Container(item) for item in items_at(self.spec, "containers") if isinstance(item, Mapping))

    @cached_property
    def sidecars(self) -> tuple[Container, ...]:
        """Restartable init containers, in order (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/)."""
        items = (item for item in items_at(self.spec, "initContainers") if isinstance(item, Mapping))
        return tuple(Container(item) for item in items if string_at(item, "restartPolicy") == "Always")

    @cached_property
    def plain_init_containers(self) -> tuple[Container, ...]:
        """Init containers that end before the pod is up: their ports never answer."""
        items = (item for item in items_at(self.spec, "initContainers") if isinstance(item, Mapping))
        return tuple(Container(item) for item in items if string_at(item, "restartPolicy") != "Always")

    @cached_property
    def ports(self) -> tuple[ContainerPort, ...]:
        """All ports in the order in which names are looked up: containers first, then sidecars (measured)."""
        return tuple(port for container in (*self.containers, *self.sidecars) for port in container.ports)

    @cached_property
    def hostname(self) -> str:
        """`spec.hostname`, empty where there is none."""
        return string_at(self.spec, "hostname") or ""

    @cached_property
    def subdomain(self) -> str:
        """`spec.subdomain`, empty where there is none."""
        return string_at(self.spec, "subdomain") or ""

    @property
    def host_network(self) -> bool:
        """Whether the pods use their node's address."""
        node = scalar_at(self.spec, "hostNetwork")
        return node is not None and node.value is True

    def place(self, *steps: str | int) -> Place:
        """Where a field of the template is written, else the field as absent."""
        node: Node = self.node
        for step in steps:
            below = node_at(node, step)
            if below is None:
                return Absent(node, str(step)) if isinstance(node, Mapping) else node
            node = below
        return node


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
