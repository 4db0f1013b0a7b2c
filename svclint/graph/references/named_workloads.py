"""Whether a workload that something names by kind and name is there."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Slip, Unverifiable
from svclint.graph.likeness import Likeness
from svclint.graph.references.name_table import GROUP_OF_KIND, SERVED_GROUPS, Kind, as_elsewhere, as_nearest, kind_of
from svclint.model.workload import Pod, Workload

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.graph.references.reference_reader import Reference
    from svclint.model.objects import Object
    from svclint.settings import Settings

_OWN_KINDS = {kind.casefold(): kind for kind in GROUP_OF_KIND}
UNSCALABLE = frozenset({"CronJob", "DaemonSet", "Job"})
"""Workloads without a number of replicas to set: they have no scale subresource."""


class _Near(NamedTuple):
    """What comes nearest; `certain`: it explains the miss."""

    related: Related
    certain: bool = False
    slip: Slip | None = None


class NamedWorkloads:
    """Answers for one world."""

    def __init__(self, index: Index, doubts: Doubts, settings: Settings) -> None:
        self._index = index
        self._doubts = doubts
        self._external = settings.external.namespaces

    def of(self, reference: Reference) -> Answer[Object]:
        """The objects of that kind and name; the group counts only for kinds that are not Kubernetes' own."""
        found = self._index.names.named(_kind(reference), reference.namespace, reference.name)
        if found or reference.namespace in self._external:
            return Matched(tuple(found))
        places = (self._of_other_kind(reference), self._alike(reference), self._elsewhere(reference))
        near = max(filter(None, places), key=lambda place: place.certain, default=None)
        if near and near.certain:
            return Contradicted((near.related,), near.related.message, near.slip)
        doubt = self._doubt(reference)
        related, hint = ((near.related,), near.related.message) if near else ((), "")
        return Unverifiable(doubt, related) if doubt else Contradicted(related, hint)

    def slips(self, reference: Reference) -> tuple[str, ...]:
        """The names of objects of that kind in that namespace that differ by a slip from the one that a reference names."""
        return self._index.names.slips(_kind(reference), reference.namespace, reference.name)

    def _alike(self, reference: Reference) -> _Near | None:
        """The nearest name, and whether the difference explains itself as a slip."""
        alike = self._index.names.nearest(_kind(reference), reference.namespace, reference.name)
        return _Near(as_nearest(alike[0]), certain=alike[1] is Likeness.SLIP) if alike else None

    def _of_other_kind(self, reference: Reference) -> _Near | None:
        """A workload of that name and of another kind, where nothing else can be meant."""
        others = self._by_name.get((reference.namespace, reference.name))
        if not others or reference.kind not in GROUP_OF_KIND:
            return None
        other, at = others[0], reference.kind_node
        slip = Slip(at, other.kind) if at is not None and _may_replace(other, reference) else None
        return _Near(Related(other.name_place, f"{other.title} is no {reference.kind}"), certain=True, slip=slip)

    def _elsewhere(self, reference: Reference) -> _Near | None:
        found = self._index.names.anywhere(_kind(reference), reference.name)
        return _Near(as_elsewhere(found[0], reference.namespace)) if found else None

    def _doubt(self, reference: Reference) -> str | None:
        kind, namespace = reference.kind, reference.namespace
        elsewhere = self._index.names.anywhere(_kind(reference), reference.name)
        doubt = self._doubts.about_written_namespace(namespace, elsewhere, reference.object)
        if doubt is None and kind not in GROUP_OF_KIND and not self._index.names.names(_kind(reference), namespace):
            doubt = f"no {kind} of namespace {namespace} is among the files given (pass its manifest too)"
        return doubt or self._doubts.about_workload(reference.object)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Workload]]:
        table: dict[tuple[str, str], list[Workload]] = defaultdict(list)
        for each in self._index.of(Workload):
            if not each.is_batch and not isinstance(each, Pod):
                table[each.namespace, each.name].append(each)
        return table


def _may_replace(other: Object, reference: Reference) -> bool:
    """Whether another kind in the reference is all that it takes to mean an object."""
    scales = reference.row.target is not None and reference.row.target.scales
    return other.group == reference.group and not (scales and other.kind in UNSCALABLE)


def _kind(reference: Reference) -> Kind:
    return kind_of(reference.group, reference.kind)


def right_kind(reference: Reference) -> tuple[str, str] | None:
    """The apiVersion and kind that an autoscaler means where the group that it names has no such kind; None where it may have.

    It looks the kind up in that group, whatever the version; an empty one is the core group
    (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/).
    """
    target = reference.row.target
    meant = _OWN_KINDS.get(reference.kind.casefold())
    if target is None or not target.scales or meant is None or reference.group not in SERVED_GROUPS:
        return None
    group = GROUP_OF_KIND[meant]
    if (meant, group) == (reference.kind, reference.group):
        return None
    return (f"{group}/v1" if group else "v1"), meant
