"""The workload that a Service, a policy or another selector nearly takes, and what keeps it from taking it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Related, Slip
from svclint.graph.labels.label_misses import ENOUGH, Comparison, Near, Strength
from svclint.graph.labels.label_questions import Wanted, wanted_of
from svclint.graph.likeness import Likeness, likeness
from svclint.model.produced import Produced
from svclint.model.service import Service
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.graph.labels.labelled import PodLabels
    from svclint.graph.labels.seeker import Seeker
    from svclint.syntax.nodes import Mapping


class LabelSlip(NamedTuple):
    """The label of a selector that some pods carry but for a slip, all others as asked; `hint` and `related` show them."""

    slip: Slip
    related: Related
    hint: str


def nearest_to(seeker: Seeker, index: Index, own_namespace: str | None) -> tuple[Near, ...]:
    """The nearest workloads, the best first and at most three; none where nothing comes near.

    `own_namespace` is the namespace of objects that give none where the user has said so, else None.
    """
    best = _Sought(seeker, index).nearest((seeker.namespace,))
    if best and best[0].strong:
        return best
    elsewhere = _in_another_namespace(seeker, index, own_namespace)
    return (elsewhere,) if elsewhere else best


def label_slip(labels: Mapping, namespace: str, pods: PodLabels) -> LabelSlip | None:
    """The slip that keeps a map of labels from all pods of a namespace; None where none shows."""
    for near in _Misspelt(tuple(wanted_of(labels)), pods).nearest((namespace,))[:1]:
        if near.slip is not None:
            return LabelSlip(near.slip, near.related, near.hint)
    return None


class _Misspelt(Comparison[Workload]):
    """Labels whose asker's name tells nothing."""

    def missing(self, each: Workload) -> Wanted | None:
        missing = [one for one in self.wanted if not each.has({one.key: one.value})]
        return missing[0] if len(missing) == 1 else None

    def strength_of_value(self, wanted: Wanted, there: str, degree: Likeness, each: Workload) -> Strength | None:
        """Only how the two values are written counts."""
        del wanted, there, each
        return Strength.CERTAIN if degree is Likeness.SLIP else None


class _Sought(_Misspelt):
    """What a Service or a policy looks for in its namespace."""

    def __init__(self, seeker: Seeker, index: Index) -> None:
        super().__init__(seeker.wanted, index.pods)
        self._seeker = seeker
        self._index = index

    def namesakes(self, scope: str) -> Iterator[list[Workload]]:
        """Those of the asker's name, and those that have the labels on themselves."""
        yield self._index.workloads_named(scope, self._seeker.asking.name)
        for each in self.wanted:
            yield self._index.own_labels.carriers(scope, each.key, each.value)

    def compare(self, each: Workload) -> Near | None:
        """All labels may also be on the workload itself and not on its pods."""
        labels, wanted = each.pod_labels, self._seeker.pairs
        missing = {key: value for key, value in wanted.items() if not each.has({key: value})}
        if isinstance(each, Produced) or not missing or not wanted.items() <= each.labels.items():
            return super().compare(each)
        others = {key: labels[key] for key in missing if key in labels}
        hint = f"{each.title} itself carries {_pairs(missing)}, but its pod template has {_pairs(others) or 'none of them'}"
        place = self.table.place(each, *list(others)[:1])
        return Near(Strength.CERTAIN, (3, 0), Related(place, hint), hint, miss="template")

    def strength_of_value(self, wanted: Wanted, there: str, degree: Likeness, each: Workload) -> Strength | None:
        """Names tell which of two values was meant: that of the one who asks, or of the workload."""
        if not degree and len(self.wanted) == 1:
            return None
        return Strength.CERTAIN if self._is_slip(wanted.value, there, degree, each) else Strength.WEAK

    def _is_slip(self, value: str, there: str, degree: Likeness, each: Workload) -> bool:
        """Whether the names around the two values say that one was meant for the other."""
        name = self._seeker.asking.name
        if name in (each.name, there) and value != name:
            return degree >= Likeness.KIN
        if degree is not Likeness.SLIP:
            return False
        return len(self.wanted) > 1 or not self._seeker.speaks_of(value) or self._is_left_over(each)

    def _is_left_over(self, each: Workload) -> bool:
        """Whether a Service asks, and no other one takes these pods: they must be meant for it."""
        asking = self._seeker.asking
        others = (service for service in self._index.selecting(each.namespace, each.pod_labels) if service.name != asking.name)
        return isinstance(asking, Service) and next(others, None) is None


def _in_another_namespace(seeker: Seeker, index: Index, own_namespace: str | None) -> Near | None:
    """All labels, but in another namespace where these pods seem forgotten, or whose name is nearly the same.

    It is less than certain where other Services take these pods, and none of this name in the same file.
    """
    key, value = next(iter(seeker.pairs.items()), ("", ""))
    for namespace in index.pods.namespaces_with.get((key, value), [])[:ENOUGH]:
        if namespace == seeker.namespace:
            continue
        alike = likeness(seeker.namespace, namespace) is Likeness.SLIP
        for workload in index.with_labels(namespace, seeker.pairs)[:1]:
            if alike or _is_forgotten(seeker, workload, index):
                return _elsewhere(seeker, workload, own_namespace)
            if _belongs_beside(seeker, workload, index):
                return _elsewhere(seeker, workload, own_namespace)._replace(strength=Strength.LIKELY)
    return None


def _is_forgotten(seeker: Seeker, workload: Workload, index: Index) -> bool:
    """Whether no Service takes the pods; for others than Services, whether there are no pods where they look."""
    if isinstance(seeker.asking, Service):
        return not any(index.selecting(workload.namespace, workload.pod_labels))
    return not index.workloads.get(seeker.namespace)


def _belongs_beside(seeker: Seeker, workload: Workload, index: Index) -> bool:
    """Whether a Service stands in one file with the workload, whose own namespace has none of its name for these pods."""
    taken = (each.name for each in index.selecting(workload.namespace, workload.pod_labels))
    together = seeker.asking.document.source is workload.document.source
    return together and isinstance(seeker.asking, Service) and seeker.asking.name not in taken


def _elsewhere(seeker: Seeker, workload: Workload, own_namespace: str | None) -> Near:
    asking = seeker.asking
    unwritten = [each for each in (asking, workload) if each.written_namespace is None]
    hint = (
        f"{workload.title} carries these labels in namespace {workload.namespace}, the {asking.kind} is in {seeker.namespace}"
    )
    certain = not unwritten or own_namespace is not None
    if not certain:
        hint += f" (unless `kubectl -n` puts {unwritten[0].title}, which gives none, beside it)"
    written = asking.scalar("metadata", "namespace")
    slip = Slip(written, workload.namespace) if written is not None else None
    place = workload.place("metadata", "namespace")
    related = Related(place, f"{workload.title} is in namespace {workload.namespace}")
    return Near(Strength.CERTAIN if certain else Strength.LIKELY, (3, 0), related, hint, slip, "namespace")


def _pairs(labels: dict[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in labels.items())
