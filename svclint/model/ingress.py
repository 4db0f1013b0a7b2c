"""Ingress, networking.k8s.io/v1 and the older groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Node
from svclint.syntax.places import items_at, mapping_at, string_at

_CLASS_ANNOTATION = "kubernetes.io/ingress.class"


@dataclass(frozen=True, eq=False)
class Ingress(Object):
    """https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/."""

    @cached_property
    def class_name(self) -> str:
        """The class as the field or the older annotation gives it; empty where neither does."""
        return string_at(self.node, "spec", "ingressClassName") or self.annotations.get(_CLASS_ANNOTATION, "")

    @cached_property
    def paths(self) -> tuple[Node, ...]:
        """The items of every rule's `http.paths`, in order."""
        rules = items_at(self.node, "spec", "rules")
        return tuple(path for rule in rules for path in items_at(rule, "http", "paths"))

    @cached_property
    def backend_nodes(self) -> tuple[Mapping, ...]:
        """Default backend first, then every path's, whatever it names."""
        spec = mapping_at(self.node, "spec")
        defaults = (mapping_at(spec, "defaultBackend"), mapping_at(spec, "backend"))
        places = (*defaults, *(mapping_at(path, "backend") for path in self.paths))
        return tuple(place for place in places if place is not None)
