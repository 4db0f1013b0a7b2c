"""The workload that a Service nearly selects, and what keeps it from selecting it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from svclint.graph.answers import Related, Slip
from svclint.graph.controller_labels import is_controller_label
from svclint.graph.likeness import Likeness, distance, likeness
from svclint.model.produced import Produced
from svclint.syntax.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.model.service import Service
    from svclint.model.workload import Workload
    from svclint.syntax.places import Place

Miss: TypeAlias = Literal["label", "template", "namespace"]
_ENOUGH = 24
"""Candidates of one kind that are looked at: more than a reader would compare, and a bound for huge namespaces."""
_SHOWN = 3


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


def nearest_to(service: Service, index: Index, own_namespace: str | None) -> tuple[Near, ...]:
    """The nearest workloads, the best first and at most three; none where nothing comes near.

    `own_namespace` is the namespace of objects that give none where the user has said so, else None.
    """
    found: dict[str, Near] = {}
    best: list[Near] = []
    for candidates in (_alike(service, index), _with_the_rest(service, index)):
        found |= {each.hint: each for each in (_compare(service, one, index) for one in _distinct(candidates)) if each}
        best = sorted(found.values(), key=lambda each: (not each.strong, tuple(-part for part in each.rank)))
        if best and best[0].strong:
            return tuple(_with_rivals([each for each in best if each.strong])[:_SHOWN])
    elsewhere = _in_another_namespace(service, index, own_namespace)
    return (elsewhere,) if elsewhere else tuple(best[:_SHOWN])


def _with_rivals(best: list[Near]) -> list[Near]:
    """The same; the first slip is not alone where another of the same rank asks for something else."""
    first = best[0]
    rivals = {each.slip for each in best if each.rank == first.rank}
    if first.slip is None or len(rivals) == 1:
        return best
    return [first._replace(slip=first.slip._replace(alone=False)), *best[1:]]


def _alike(service: Service, index: Index) -> Iterator[list[Workload]]:
    """Workloads that have the labels on themselves, a value under another key, or a value like the one asked for."""
    namespace = service.namespace
    for key, value in service.selector.items():
        yield index.bearing(namespace, key, value)
        if not index.carriers(namespace, {key: value})[0]:
            yield index.valued(namespace, value)
            for alike in index.vocabulary(namespace, key).all_nearest(value)[:_SHOWN]:
                yield index.carriers(namespace, {key: alike})[0]


def _with_the_rest(service: Service, index: Index) -> Iterable[list[Workload]]:
    """Workloads with all labels but one: each of them has at least one of the two rarest."""
    return index.carriers(service.namespace, service.selector)[:2] if len(service.selector) > 1 else ()


def _distinct(lists: Iterable[list[Workload]]) -> Iterable[Workload]:
    """Each workload once; not all of a long list."""
    return {id(workload): workload for each in lists for workload in each[:_ENOUGH]}.values()


def _compare(service: Service, workload: Workload, index: Index) -> Near | None:
    """How near a workload is: all labels but one, or all on the workload itself and not on its pods."""
    labels, selector = workload.pod_labels, service.selector
    missing = [(key, value) for key, value in selector.items() if not workload.has({key: value})]
    if selector.items() <= workload.labels.items() and not isinstance(workload, Produced):
        there = _pairs({key: labels[key] for key, _ in missing if key in labels}) or "none of them"
        hint = f"{workload.title} itself carries {_pairs(dict(missing))}, but its pod template has {there}"
        return Near(strong=True, rank=(3, 0, 0), related=Related(_labels_place(workload), hint), hint=hint, miss="template")
    if len(missing) != 1 or service.selector_node is None or is_controller_label(missing[0][0]):
        return None
    key, value = missing[0]
    there_value = labels.get(key)
    if there_value is None:
        return _other_key(service, service.selector_node, key, workload)
    return _other_value(service, service.selector_node.get(key), (key, value, there_value), workload, index)


def _other_value(service: Service, node: object, pair: tuple[str, str, str], workload: Workload, index: Index) -> Near | None:
    """The key is there with another value."""
    key, value, there = pair
    degree = likeness(value, there)
    if not isinstance(node, Scalar) or (not degree and len(service.selector) == 1):
        return None
    strong = _is_slip(service, pair, degree, workload, index)
    hint = f"{workload.title} has {key}: {there}{_besides(service, key)}"
    slip = Slip(node, there) if strong else None
    rank = (int(degree), len(service.selector), -distance(value.lower(), there.lower(), 2))
    return Near(
        strong=strong, rank=rank, related=Related(_label_place(workload, key), _carries(key, there)), hint=hint, slip=slip
    )


def _is_slip(service: Service, pair: tuple[str, str, str], degree: Likeness, workload: Workload, index: Index) -> bool:
    """Whether the names around the two values say that one was meant for the other."""
    _, value, there = pair
    if service.name in (workload.name, there) and value != service.name:
        return degree >= Likeness.KIN
    others_match = len(service.selector) > 1
    taken = any(each.name != service.name for each in index.selecting(workload.namespace, workload.pod_labels))
    return degree is Likeness.SLIP and (others_match or not taken or value != service.name)


def _other_key(service: Service, selector: Mapping, key: str, workload: Workload) -> Near | None:
    """The key is not there: it is misspelt, another one has the value, or the label is missing."""
    value, node = service.selector[key], selector.key(key)
    holders = [theirs for theirs, other in workload.pod_labels.items() if other == value]
    meant = next((theirs for theirs in holders if likeness(key, theirs) is Likeness.SLIP), None)
    if meant is not None and node is not None:
        hint = f"{workload.title} has {meant}: {value}{_besides(service, key)}"
        related = Related(_label_place(workload, meant), _carries(meant, value))
        rank = (int(Likeness.SLIP), len(service.selector), -distance(key.lower(), meant.lower(), 2))
        return Near(strong=True, rank=rank, related=related, hint=hint, slip=Slip(node, meant))
    hint = f"{workload.title} has the other labels and lacks {key}"
    if holders:
        hint = f"{workload.title} has {holders[0]}: {value}, no {key}{_besides(service, key)}"
    rank = (0, len(service.selector), 0)
    return Near(strong=False, rank=rank, related=Related(_labels_place(workload), hint), hint=hint)


def _in_another_namespace(service: Service, index: Index, own_namespace: str | None) -> Near | None:
    """All labels, but in another namespace where no Service takes these pods, or whose name is nearly the same."""
    key, value = next(iter(service.selector.items()), ("", ""))
    for namespace in index.namespaces_with_label.get((key, value), [])[:_ENOUGH]:
        if namespace == service.namespace:
            continue
        alike = likeness(service.namespace, namespace) is Likeness.SLIP
        for workload in index.with_labels(namespace, service.selector)[:1]:
            if alike or not any(index.selecting(namespace, workload.pod_labels)):
                return _elsewhere(service, workload, own_namespace)
    return None


def _elsewhere(service: Service, workload: Workload, own_namespace: str | None) -> Near:
    unwritten = [each for each in (service, workload) if each.written_namespace is None]
    hint = f"{workload.title} carries these labels in namespace {workload.namespace}, the Service is in {service.namespace}"
    certain = not unwritten or own_namespace is not None
    if not certain:
        hint += f" (unless `kubectl -n` puts {unwritten[0].title}, which gives none, beside it)"
    written = service.scalar("metadata", "namespace")
    slip = Slip(written, workload.namespace) if written is not None else None
    place = workload.place("metadata", "namespace")
    related = Related(place, f"{workload.title} is in namespace {workload.namespace}")
    return Near(strong=True, rank=(3, 0, 0), related=related, hint=hint, slip=slip, miss="namespace", certain=certain)


def _besides(service: Service, key: str) -> str:
    """What does agree, so that the reader need not compare."""
    others = _pairs({name: value for name, value in service.selector.items() if name != key})
    return f" (and {others} as asked)" if others else ""


def _carries(key: str, value: str) -> str:
    return f"these pods carry {key}: {value}"


def _label_place(workload: Workload, key: str) -> Place:
    return workload.template.place("metadata", "labels", key) if workload.template else workload.node


def _labels_place(workload: Workload) -> Place:
    return workload.template.place("metadata", "labels") if workload.template else workload.node


def _pairs(labels: dict[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in labels.items())
