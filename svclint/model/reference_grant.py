"""ReferenceGrant: what lets references of other namespaces in.

https://gateway-api.sigs.k8s.io/api-types/referencegrant/, versions v1, v1beta1 and v1alpha2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import items_at, scalar_at, string_at


@dataclass(frozen=True, eq=False)
class Grant:
    """One of the objects to which references may lead: `name` is None for all of them."""

    node: Mapping
    group: str
    kind: str
    name: Scalar | None


@dataclass(frozen=True, eq=False)
class Grantee:
    """Where references may come from."""

    node: Mapping
    group: str
    kind: str
    namespace: str


@dataclass(frozen=True, eq=False)
class ReferenceGrant(Object):
    """Both halves of a grant: it opens each of its targets to each of its sources."""

    @cached_property
    def sources(self) -> tuple[Grantee, ...]:
        """The items of `spec.from`."""
        items = items_at(self.node, "spec", "from")
        return tuple(
            Grantee(each, *_identity(each), string_at(each, "namespace") or "") for each in items if isinstance(each, Mapping)
        )

    @cached_property
    def targets(self) -> tuple[Grant, ...]:
        """The items of `spec.to`."""
        items = items_at(self.node, "spec", "to")
        return tuple(Grant(each, *_identity(each), scalar_at(each, "name")) for each in items if isinstance(each, Mapping))


def _identity(node: Node) -> tuple[str, str]:
    """Group and kind; no group is the core group, to which Services belong."""
    return string_at(node, "group") or "", string_at(node, "kind") or ""
