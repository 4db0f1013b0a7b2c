"""Who picks pods by their labels, other than Services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.labels.selector import Selector
from svclint.model.objects import string_map
from svclint.syntax.places import mapping_at

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.model.objects import Object
    from svclint.model.workload import Workload

_LABEL_SELECTORS: dict[tuple[str, str], str] = {
    ("cilium.io", "CiliumNetworkPolicy"): "endpointSelector",
    ("monitoring.coreos.com", "PodMonitor"): "selector",
    ("monitoring.googleapis.com", "PodMonitoring"): "selector",
    ("networking.k8s.io", "NetworkPolicy"): "podSelector",
    ("policy.linkerd.io", "Server"): "podSelector",
}
"""The field of `spec` with matchLabels and matchExpressions."""
_LABELS: dict[tuple[str, str], str] = {("networking.istio.io", "Gateway"): "selector"}
"""The field of `spec` with labels alone."""


def picked_pods(objects: tuple[Object, ...], index: Index) -> frozenset[Workload]:
    """The workloads whose pods a monitor, a policy or a gateway of their namespace names by labels.

    What picks every pod, as a policy that denies all does, means nobody in particular.
    """
    found: set[Workload] = set()
    asked: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for each in objects:
        selector, labels = _selection(each)
        if not labels or selector is None:
            continue
        question = each.namespace, frozenset(labels.items())
        if question not in asked or len(selector.requirements) > len(labels):
            asked.add(question)
            found.update(one for one in index.with_labels(each.namespace, labels) if selector.accepts(one.pod_labels))
    return frozenset(found)


def _selection(each: Object) -> tuple[Selector | None, dict[str, str]]:
    """What an object selects pods by, and the labels in it that must be there."""
    kind = each.group, each.kind
    node = mapping_at(each.node, "spec", _LABEL_SELECTORS.get(kind) or _LABELS.get(kind) or "")
    if node is None:
        return None, {}
    if kind in _LABELS:
        labels = string_map(node)
        return Selector.equal_to(labels), labels
    return Selector.read(node), string_map(mapping_at(node, "matchLabels"))
