"""What all Kubernetes objects share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import Absent, Place, mapping_at, node_at, scalar_at, string_at

if TYPE_CHECKING:
    from svclint.syntax.document import Document

CLUSTER_SCOPED = frozenset(
    [
        "APIService",
        "CertificateSigningRequest",
        "ClusterRole",
        "ClusterRoleBinding",
        "ComponentStatus",
        "CSIDriver",
        "CSINode",
        "CustomResourceDefinition",
        "FlowSchema",
        "GatewayClass",
        "IngressClass",
        "IPAddress",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "RuntimeClass",
        "ServiceCIDR",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
    ]
)
"""Kinds without a namespace (https://kubernetes.io/docs/reference/kubernetes-api/)."""


class ObjectName(NamedTuple):
    """What a reference says. `namespace` is None where it says nothing, and means that of the object that refers."""

    group: str
    kind: str
    namespace: str | None
    name: str


@dataclass(frozen=True, eq=False)
class Object:
    """A Kubernetes object as written; kinds without a view of their own stay plain Objects.

    `default_namespace` is where it goes when it names none (`--namespace`, else "default"). `implied` are the apiVersion and
    kind that an item of a typed list (`ServiceList`) need not repeat.
    """

    node: Mapping
    default_namespace: str = "default"
    implied: tuple[str, str] = ("", "")

    @property
    def document(self) -> Document:
        """The document it stands in; the items of a List share one."""
        return self.node.document

    @property
    def folder(self) -> str:
        """The folder of its file. What lies in another one may be for another cluster, step or variant."""
        return self.document.source.path.rpartition("/")[0]

    @cached_property
    def api_version(self) -> str:
        """`apiVersion`, empty where it is missing or no string."""
        return string_at(self.node, "apiVersion") or self.implied[0]

    @cached_property
    def group(self) -> str:
        """The API group, empty for the core group."""
        group, slash, _ = self.api_version.partition("/")
        return group if slash else ""

    @cached_property
    def version(self) -> str:
        """The version inside the group: `v1`, `v1beta1`."""
        return self.api_version.rpartition("/")[2]

    @cached_property
    def kind(self) -> str:
        """`kind`, empty where it is missing or no string."""
        return string_at(self.node, "kind") or self.implied[1]

    @cached_property
    def metadata(self) -> Mapping | None:
        """`metadata`, where it is a mapping."""
        return mapping_at(self.node, "metadata")

    @cached_property
    def name(self) -> str:
        """`metadata.name`, empty where there is none (an object with `generateName` has none)."""
        return string_at(self.metadata, "name") or ""

    @cached_property
    def written_namespace(self) -> str | None:
        """`metadata.namespace` as written, None where it gives none."""
        return string_at(self.metadata, "namespace") or None

    @cached_property
    def namespace(self) -> str:
        """The namespace it lands in; empty for kinds without one."""
        if self.kind in CLUSTER_SCOPED:
            return ""
        return self.written_namespace or self.default_namespace

    @cached_property
    def labels(self) -> dict[str, str]:
        """`metadata.labels` (of the object itself, not of the pods it makes)."""
        return string_map(mapping_at(self.metadata, "labels"))

    @cached_property
    def annotations(self) -> dict[str, str]:
        """`metadata.annotations`."""
        return string_map(mapping_at(self.metadata, "annotations"))

    @property
    def title(self) -> str:
        """Kind and name for messages: `Service web`."""
        return f"{self.kind} {self.name}".strip()

    @property
    def name_place(self) -> Place:
        """Where the name is written, else the nearest thing to it."""
        return self.place("metadata", "name")

    def get(self, *steps: str | int) -> Node | None:
        """The node under keys and indexes, or None."""
        return node_at(self.node, *steps)

    def scalar(self, *steps: str | int) -> Scalar | None:
        """The scalar under keys and indexes, None also where it is null."""
        return scalar_at(self.node, *steps)

    def place(self, *steps: str | int) -> Place:
        """The node under keys and indexes; where it is missing, that field as absent from the deepest mapping there is."""
        node: Node = self.node
        for step in steps:
            below = node_at(node, step)
            if below is None:
                return Absent(node, str(step)) if isinstance(node, Mapping) else node
            node = below
        return node


def string_map(mapping: Mapping | None) -> dict[str, str]:
    """The pairs of a map of strings (labels, annotations, a selector), null as an empty one as the server reads it.

    Values that are no strings are left out.
    """
    if mapping is None:
        return {}
    pairs = ((name, value.value) for name, value in mapping.items() if isinstance(value, Scalar))
    return {name: value or "" for name, value in pairs if value is None or isinstance(value, str)}
