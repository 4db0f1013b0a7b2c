"""Pod templates, their containers and the ports that these declare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import string_map
from svclint.syntax.nodes import Mapping, Node
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
