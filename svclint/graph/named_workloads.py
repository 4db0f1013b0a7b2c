"""Whether a workload that something names by kind and name is there."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Slip, Unverifiable
from svclint.graph.likeness import Likeness, Vocabulary
from svclint.model.objects import Object
from svclint.model.workload import Pod, Workload

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.graph.reference_reader import Reference
    from svclint.settings import Settings

GROUP_OF_KIND = {
    "CronJob": "batch",
    "DaemonSet": "apps",
    "Deployment": "apps",
    "Job": "batch",
    "ReplicaSet": "apps",
    "ReplicationController": "",
    "StatefulSet": "apps",
}
"""The workloads of Kubernetes itself."""
_OWN_KINDS = {kind.casefold(): kind for kind in GROUP_OF_KIND}
SERVED_GROUPS = frozenset({"", "apps", "autoscaling", "batch", "extensions"})
"""Groups of Kubernetes itself, `extensions` among them, which has had no workloads since 1.16."""
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
        self._vocabularies: dict[tuple[str, str, str], Vocabulary] = {}

    def of(self, reference: Reference) -> Answer[Object]:
        """The objects of that kind and name; the group counts only for kinds that are not Kubernetes' own."""
        found = self._among(reference).get(reference.name, ())
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
        return self._vocabulary(reference).slips(reference.name) if self._among(reference) else ()

    def _among(self, reference: Reference) -> dict[str, list[Object]]:
        return self._by_kind.get(_kind(reference.kind, reference.group, reference.namespace), {})

    def _alike(self, reference: Reference) -> _Near | None:
        """The nearest name, and whether the difference explains itself as a slip."""
        among = self._among(reference)
        alike = self._vocabulary(reference).nearest(reference.name) if among else None
        if alike is None:
            return None
        nearest = among[alike[0]][0]
        return _Near(Related(nearest.name_place, f"the nearest is {nearest.title}"), certain=alike[1] is Likeness.SLIP)

    def _of_other_kind(self, reference: Reference) -> _Near | None:
        """A workload of that name and of another kind, where nothing else can be meant."""
        others = self._by_name.get((reference.namespace, reference.name))
        if not others or reference.kind not in GROUP_OF_KIND:
            return None
        other, at = others[0], reference.kind_node
        slip = Slip(at, other.kind) if at is not None and _may_replace(other, reference) else None
        return _Near(Related(other.name_place, f"{other.title} is no {reference.kind}"), certain=True, slip=slip)

    def _elsewhere(self, reference: Reference) -> _Near | None:
        found = self._anywhere.get(_kind(reference.kind, reference.group, reference.name), ())
        if not found:
            return None
        message = f"{found[0].title} is in namespace {found[0].namespace}, not in {reference.namespace}"
        return _Near(Related(found[0].name_place, message))

    def _doubt(self, reference: Reference) -> str | None:
        kind, namespace = reference.kind, reference.namespace
        elsewhere = self._anywhere.get(_kind(kind, reference.group, reference.name), ())
        doubt = self._doubts.about_written_namespace(namespace, elsewhere, reference.object)
        if doubt is None and kind not in GROUP_OF_KIND and not self._among(reference):
            doubt = f"no {kind} of namespace {namespace} is among the files given (pass its manifest too)"
        return doubt or self._doubts.about_workload(reference.object)

    def _vocabulary(self, reference: Reference) -> Vocabulary:
        place = _kind(reference.kind, reference.group, reference.namespace)
        if place not in self._vocabularies:
            self._vocabularies[place] = Vocabulary(self._by_kind[place])
        return self._vocabularies[place]

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str, str], dict[str, list[Object]]]:
        table: dict[tuple[str, str, str], dict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
        for each in self._index.of(Object):
            if each.name:
                table[_kind(each.kind, each.group, each.namespace)][each.name].append(each)
        return table

    @cached_property
    def _anywhere(self) -> dict[tuple[str, str, str], list[Object]]:
        table: dict[tuple[str, str, str], list[Object]] = defaultdict(list)
        for each in self._index.of(Object):
            table[_kind(each.kind, each.group, each.name)].append(each)
        return table

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


def _kind(kind: str, group: str, other: str) -> tuple[str, str, str]:
    """Under what an object is filed: Kubernetes' own workloads without regard to the group, which is told elsewhere."""
    return kind, "" if kind in GROUP_OF_KIND and group in SERVED_GROUPS else group, other


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
