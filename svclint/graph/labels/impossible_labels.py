"""A Service that asks for a label which only a controller sets, with a value that the controller never gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Contradicted, Related, Slip, few, listed
from svclint.graph.labels.controller_labels import POD_NAME, is_controller_label, overwrites, setter_of
from svclint.graph.likeness import Likeness, most_alike
from svclint.model.patterns import is_plain
from svclint.model.workload import Job, StatefulSet
from svclint.syntax.nodes import Scalar

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.model.service import Service
    from svclint.model.workload import Workload

_ENOUGH = 20


class Impossible(NamedTuple):
    """Why the label cannot be. `strong`: also where other pods may exist outside the files."""

    strong: bool
    answer: Contradicted


def impossible_label(service: Service, index: Index) -> Impossible | None:
    """The reason for which a Service without pods asks in vain; None where its other labels are at fault."""
    key = next((key for key in service.selector if setter_of(key)), None)
    produced = _of_custom_resource(service, index)
    if key is None or produced:
        return produced
    candidates = _candidates(service, key, index)
    if not candidates:
        return None
    value = service.selector[key]
    slip = _slip(service, key, candidates)
    setters = [each for each in candidates if each.kind in str(setter_of(key))]
    hint = listed([_given(each, key) for each in setters]) if setters else _never(key, candidates)
    related = few([Related(each.name_place, f"{each.title} has the other labels") for each in candidates])
    beyond = key == POD_NAME and any(value.rpartition("-")[0] == each.name for each in setters)
    return Impossible(beyond or slip is not None, Contradicted(related, hint, slip, impossible=key))


def _of_custom_resource(service: Service, index: Index) -> Impossible | None:
    """One of several values that the controller of a custom resource sets on pods that its other labels tell for certain."""
    for key, value in service.selector.items():
        rest = {name: other for name, other in service.selector.items() if name != key}
        for each in index.produced.varying(service.namespace, key)[:_ENOUGH]:
            if each.sets(key, value) is False and each.has(rest) and not rest.keys().isdisjoint(each.identifying):
                related = Related(each.name_place, f"{each.title} has the other labels")
                hint = f"the pods of {each.title} get {listed(each.label_values[key])}"
                slip = _nearest(service, key, list(filter(is_plain, each.label_values[key])))
                return Impossible(slip is not None, Contradicted((related,), hint, slip, impossible=key))
    return None


def _candidates(service: Service, key: str, index: Index) -> list[Workload]:
    """Workloads with the rest of the labels; where there is no rest, those whose controller sets the label."""
    plain = {name: value for name, value in service.selector.items() if not is_controller_label(name)}
    found = index.with_labels(service.namespace, plain)
    return [each for each in found if plain or each.kind in str(setter_of(key))][:_ENOUGH]


def _slip(service: Service, key: str, candidates: list[Workload]) -> Slip | None:
    return _nearest(service, key, [name for each in candidates for name in _names(each)])


def _nearest(service: Service, key: str, names: list[str]) -> Slip | None:
    node = service.selector_node.get(key) if service.selector_node else None
    alike = most_alike(service.selector[key], names)
    if not isinstance(node, Scalar) or alike is None or alike[1] is not Likeness.SLIP:
        return None
    return Slip(node, alike[0])


def _names(workload: Workload) -> tuple[str, ...]:
    if isinstance(workload, StatefulSet):
        return workload.pod_names
    return (workload.name,) if isinstance(workload, Job) else ()


def _given(workload: Workload, key: str) -> str:
    """What the controller of the right kind does give."""
    if not isinstance(workload, StatefulSet):
        gets = f"get {workload.name}" if overwrites(workload, key) else "keep the labels of their template"
        return f"the pods of {workload.title} {gets}"
    names = workload.pod_names if key == POD_NAME else tuple(name.rpartition("-")[2] for name in workload.pod_names)
    if not names:
        return f"{workload.title} has no replicas"
    return f"the pods of {workload.title} get {names[0]}" + (f" to {names[-1]}" if len(names) > 1 else "")


def _never(key: str, candidates: list[Workload]) -> str:
    titles = listed([each.title for each in candidates])
    return f"only the controller of a {setter_of(key)} sets this label, and the other labels select {titles}"
