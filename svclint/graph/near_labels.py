"""The pods that a set of labels misses by one slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Related
from svclint.graph.likeness import Likeness, likeness
from svclint.model.objects import string_map
from svclint.syntax.nodes import Scalar

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.model.workload import Workload
    from svclint.syntax.nodes import Mapping

_ENOUGH = 24
"""Candidates that are looked at: a bound for huge namespaces."""


class NearLabel(NamedTuple):
    """`at` is the key or value that would have to say `expected`, as the pods of the workload do; `related` shows where."""

    at: Scalar
    expected: str
    workload: Workload
    related: Related


def near_labels(selector: Mapping, namespace: str, index: Index) -> Iterator[NearLabel]:
    """The labels of a selector that some pods of the namespace carry but for a slip, all others as asked."""
    labels = string_map(selector)
    for key, value in labels.items():
        others = {name: other for name, other in labels.items() if name != key}
        for workload, there in _candidates(key, value, namespace, index):
            near = _near(selector, (key, value), there, workload)
            if near is not None and others.items() <= workload.pod_labels.items():
                yield near


def _candidates(key: str, value: str, namespace: str, index: Index) -> Iterator[tuple[Workload, tuple[str, str]]]:
    """Workloads with what they carry in place of a label: another value under the key, or the value under another key."""
    for alike in index.vocabulary(namespace, key).all_nearest(value):
        if likeness(value, alike) is Likeness.SLIP:
            yield from ((each, (key, alike)) for each in index.carriers(namespace, {key: alike})[0][:_ENOUGH])
    for each in index.valued(namespace, value)[:_ENOUGH]:
        for theirs, other in each.pod_labels.items():
            if other == value and likeness(key, theirs) is Likeness.SLIP:
                yield each, (theirs, value)


def _near(selector: Mapping, wanted: tuple[str, str], there: tuple[str, str], workload: Workload) -> NearLabel | None:
    """None where an alias or something else that is no scalar stands there."""
    at, expected = (selector.get(wanted[0]), there[1]) if wanted[0] == there[0] else (selector.key(wanted[0]), there[0])
    template = workload.template
    place = template.place("metadata", "labels", there[0]) if template else workload.node
    message = f"the pods of {workload.title} carry {there[0]}: {there[1]}"
    return NearLabel(at, expected, workload, Related(place, message)) if isinstance(at, Scalar) else None
