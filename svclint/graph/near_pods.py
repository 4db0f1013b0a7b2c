"""The workload that a selector nearly takes, and what keeps it from taking it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from svclint.graph.answers import Related, Slip
from svclint.graph.controller_labels import is_controller_label
from svclint.graph.likeness import Likeness, distance, likeness
from svclint.model.produced import Produced
from svclint.model.service import Service

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.graph.seeker import Seeker
    from svclint.model.workload import Workload
    from svclint.syntax.places import Place

Miss: TypeAlias = Literal["label", "template", "namespace"]
_ENOUGH = 24
"""Candidates of one kind that are looked at: more than a reader would compare, and a bound for huge namespaces."""
_SHOWN = 3
_LONG = 8
"""Keys of so many letters have no others beside them that are as near."""


class Near(NamedTuple):
    """A workload that is almost selected.

    `strong`: the difference explains itself as a slip even where the world is open. `miss`: one label differs, or all are
    on the workload and not on its template, or in another namespace. `rank` orders. `certain` as in Contradicted.
    """

    strong: bool
    rank: tuple[int, int, int]
    related: Related
    hint: str
    slip: Slip | None = None
    miss: Miss = "label"
    certain: bool = True


def nearest_to(seeker: Seeker, index: Index, own_namespace: str | None) -> tuple[Near, ...]:
    """The nearest workloads, the best first and at most three; none where nothing comes near.

    `own_namespace` is the namespace of objects that give none where the user has said so, else None.
    """
    found: dict[str, Near] = {}
    best: list[Near] = []
    for candidates in (_alike(seeker, index), _with_the_rest(seeker, index)):
        found |= {each.hint: each for each in (_compare(seeker, one, index) for one in _distinct(candidates)) if each}
        best = sorted(found.values(), key=lambda each: (not each.strong, tuple(-part for part in each.rank)))
        if best and best[0].strong:
            return tuple(_with_rivals([each for each in best if each.strong])[:_SHOWN])
    elsewhere = _in_another_namespace(seeker, index, own_namespace)
    return (elsewhere,) if elsewhere else tuple(best[:_SHOWN])


def _with_rivals(best: list[Near]) -> list[Near]:
    """The same; the first slip is not alone where another of the same rank asks for something else."""
    first = best[0]
    rivals = {each.slip for each in best if each.rank == first.rank}
    if first.slip is None or len(rivals) == 1:
        return best
    return [first._replace(slip=first.slip._replace(alone=False)), *best[1:]]


def _alike(seeker: Seeker, index: Index) -> Iterator[list[Workload]]:
    """Workloads that have the labels on themselves, a value under another key, or a value like the one asked for."""
    namespace = seeker.namespace
    yield index.workloads_named(namespace, seeker.asking.name)
    for key, value in seeker.pairs.items():
        yield index.bearing(namespace, key, value)
        if not index.carriers(namespace, {key: value})[0]:
            yield index.valued(namespace, value)
            for alike in index.vocabulary(namespace, key).all_nearest(value)[:_SHOWN]:
                yield index.carriers(namespace, {key: alike})[0]


def _with_the_rest(seeker: Seeker, index: Index) -> Iterable[list[Workload]]:
    """Workloads with all labels but one: each of them has at least one of the two rarest."""
    return index.carriers(seeker.namespace, seeker.pairs)[:2] if len(seeker.pairs) > 1 else ()


def _distinct(lists: Iterable[list[Workload]]) -> Iterable[Workload]:
    """Each workload once; not all of a long list."""
    return {id(workload): workload for each in lists for workload in each[:_ENOUGH]}.values()


def _compare(seeker: Seeker, workload: Workload, index: Index) -> Near | None:
    """How near a workload is: all labels but one, or all on the workload itself and not on its pods."""
    labels, selector = workload.pod_labels, seeker.pairs
    missing = [(key, value) for key, value in selector.items() if not workload.has({key: value})]
    if selector.items() <= workload.labels.items() and not isinstance(workload, Produced):
        others = {key: labels[key] for key, _ in missing if key in labels}
        there = _pairs(others) or "none of them"
        hint = f"{workload.title} itself carries {_pairs(dict(missing))}, but its pod template has {there}"
        place = next((_label_place(workload, key) for key in others), _labels_place(workload))
        return Near(strong=True, rank=(3, 0, 0), related=Related(place, hint), hint=hint, miss="template")
    if len(missing) != 1 or is_controller_label(missing[0][0]):
        return None
    key, value = missing[0]
    there_value = labels.get(key)
    if there_value is None:
        return _other_key(seeker, key, workload)
    return _other_value(seeker, (key, value, there_value), workload, index)


def _other_value(seeker: Seeker, pair: tuple[str, str, str], workload: Workload, index: Index) -> Near | None:
    """The key is there with another value."""
    key, value, there = pair
    node, degree = seeker.values.get(key), likeness(value, there)
    if node is None or (not degree and len(seeker.pairs) == 1):
        return None
    strong = _is_slip(seeker, pair, degree, workload, index)
    hint = f"{workload.title} has {key}: {there}{_besides(seeker, key)}"
    slip = Slip(node, there) if strong else None
    rank = (int(degree), len(seeker.pairs), -distance(value.lower(), there.lower(), 2))
    return Near(
        strong=strong, rank=rank, related=Related(_label_place(workload, key), _carries(key, there)), hint=hint, slip=slip
    )


def _is_slip(seeker: Seeker, pair: tuple[str, str, str], degree: Likeness, workload: Workload, index: Index) -> bool:
    """Whether the names around the two values say that one was meant for the other."""
    _, value, there = pair
    if seeker.asking.name in (workload.name, there) and value != seeker.asking.name:
        return degree >= Likeness.KIN
    if degree is not Likeness.SLIP:
        return False
    others_match = len(seeker.pairs) > 1
    return others_match or not seeker.speaks_of(value) or _is_left_over(seeker, workload, index)


def _is_left_over(seeker: Seeker, workload: Workload, index: Index) -> bool:
    """Whether a Service asks, and no other one takes these pods: they must be meant for it."""
    others = (each for each in index.selecting(workload.namespace, workload.pod_labels) if each.name != seeker.asking.name)
    return isinstance(seeker.asking, Service) and next(others, None) is None


def _other_key(seeker: Seeker, key: str, workload: Workload) -> Near | None:
    """The key is not there: it is misspelt, another one has the value, or the label is missing."""
    value, node = seeker.pairs[key], seeker.keys.get(key)
    holders = [theirs for theirs, other in workload.pod_labels.items() if other == value]
    meant = next((theirs for theirs in holders if _is_same_key(key, theirs)), None)
    if meant is not None and node is not None:
        hint = f"{workload.title} has {meant}: {value}{_besides(seeker, key)}"
        related = Related(_label_place(workload, meant), _carries(meant, value))
        rank = (int(Likeness.SLIP), len(seeker.pairs), -distance(key.lower(), meant.lower(), 2))
        return Near(strong=True, rank=rank, related=related, hint=hint, slip=Slip(node, meant))
    hint = f"{workload.title} has the other labels and lacks {key}"
    if holders:
        hint = f"{workload.title} has {holders[0]}: {value}, no {key}{_besides(seeker, key)}"
    rank = (0, len(seeker.pairs), 0)
    return Near(strong=False, rank=rank, related=Related(_labels_place(workload), hint), hint=hint)


def _is_same_key(key: str, theirs: str) -> bool:
    """Whether one key is a slip of the other; with the same value below them they are no siblings (`kubernetes.i0/name`)."""
    close = len(key) >= _LONG and distance(key.lower(), theirs.lower(), 2) <= 2  # noqa: PLR2004 - as many letters as a slip has
    return close or likeness(key, theirs) is Likeness.SLIP


def _in_another_namespace(seeker: Seeker, index: Index, own_namespace: str | None) -> Near | None:
    """All labels, but in another namespace where these pods seem forgotten, or whose name is nearly the same.

    It is less than certain where other Services take these pods, and none of this name in the same file.
    """
    key, value = next(iter(seeker.pairs.items()), ("", ""))
    for namespace in index.namespaces_with_label.get((key, value), [])[:_ENOUGH]:
        if namespace == seeker.namespace:
            continue
        alike = likeness(seeker.namespace, namespace) is Likeness.SLIP
        for workload in index.with_labels(namespace, seeker.pairs)[:1]:
            if alike or _is_forgotten(seeker, workload, index):
                return _elsewhere(seeker, workload, own_namespace)
            if _belongs_beside(seeker, workload, index):
                return _elsewhere(seeker, workload, own_namespace)._replace(certain=False)
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
    return Near(strong=True, rank=(3, 0, 0), related=related, hint=hint, slip=slip, miss="namespace", certain=certain)


def _besides(seeker: Seeker, key: str) -> str:
    """What does agree, so that the reader need not compare."""
    others = _pairs({name: value for name, value in seeker.pairs.items() if name != key})
    return f" (and {others} as asked)" if others else ""


def _carries(key: str, value: str) -> str:
    return f"these pods carry {key}: {value}"


def _label_place(workload: Workload, key: str) -> Place:
    return workload.template.place("metadata", "labels", key) if workload.template else workload.node


def _labels_place(workload: Workload) -> Place:
    return workload.template.place("metadata", "labels") if workload.template else workload.node


def _pairs(labels: dict[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in labels.items())
