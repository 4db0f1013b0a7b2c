"""Which namespaces a parent lets routes and listeners in from.

https://gateway-api.sigs.k8s.io/reference/spec/#routenamespaces
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.graph.labels.selector import Selector
from svclint.model.objects import string_map
from svclint.settings import DEFAULT_NAMESPACE
from svclint.syntax.places import mapping_at, string_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.objects import Object
    from svclint.syntax.nodes import Mapping

_NAME_LABEL = "kubernetes.io/metadata.name"
"""The server gives every namespace this label with its own name as value (Kubernetes 1.22)."""


@dataclass(frozen=True)
class Admission:
    """Whether objects of a namespace may attach. `doubt` is set where nobody can tell, and then `granted` says nothing."""

    granted: bool
    doubt: str | None = None


def admission(rule: Mapping | None, child: Object, holder: Object, graph: Graph, default: str = "Same") -> Admission:
    """Whether a `namespaces` rule of a parent lets in what is in the namespace of a child.

    `default` is what counts where the rule says nothing.
    """
    source = string_at(rule, "from") or default
    if source == "Same":
        return _of_same(child, holder, graph)
    if source != "Selector":
        return Admission(source != "None")
    node = mapping_at(rule, "selector")
    selector = Selector.read(node) if node is not None else None
    return Admission(granted=True) if selector is None else _of_labels(selector, child, graph)


def _of_same(child: Object, holder: Object, graph: Graph) -> Admission:
    if child.namespace == holder.namespace:
        return Admission(granted=True)
    unwritten = [each for each in (child, holder) if each.written_namespace is None]
    if unwritten and graph.settings.namespace == DEFAULT_NAMESPACE:
        return Admission(granted=False, doubt=f"{unwritten[0].title} gives no namespace, so `kubectl -n` decides")
    return Admission(granted=False)


def _of_labels(selector: Selector, child: Object, graph: Graph) -> Admission:
    """Any of the alternatives will do; a namespace that no file gives has at least its name as a label."""
    named = {_NAME_LABEL: child.namespace}
    found = graph.index.by_name.get(("", "Namespace", "", child.namespace), ())
    if any(selector.accepts({**each.labels, **named}) for each in found):
        return Admission(granted=True)
    if found:
        return Admission(granted=False, doubt=next(filter(None, map(graph.doubts.about_fields, found)), None))
    if all(each.key == _NAME_LABEL for each in selector.requirements):
        return Admission(granted=selector.accepts(named))
    return Admission(granted=False, doubt=f"the labels of namespace {child.namespace} are not known (pass its manifest too)")


def whom_it_admits(rule: Mapping | None, default: str = "Same") -> str:
    """In words: `its own namespace`, `namespaces with team: shop`."""
    source = string_at(rule, "from") or default
    if source == "Selector":
        labels = ", ".join(f"{key}: {value}" for key, value in string_map(mapping_at(rule, "selector", "matchLabels")).items())
        return f"namespaces with {labels}" if labels else "namespaces that its selector takes"
    return {"Same": "its own namespace", "None": "no namespace"}.get(source, "every namespace")
