"""Ingress, networking.k8s.io/v1 and the older groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import items_at, mapping_at, scalar_at, string_at

_CLASS_ANNOTATION = "kubernetes.io/ingress.class"
_ACTION_ANNOTATION = "alb.ingress.kubernetes.io/actions."
_ACTION_PORT = "use-annotation"


@dataclass(frozen=True, eq=False)
class ServiceBackend:
    """A reference to a Service and its port. `node` holds both; name and port are None where they are not given."""

    node: Mapping
    name: Scalar | None
    port: Scalar | None


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

    @cached_property
    def backends(self) -> tuple[ServiceBackend, ...]:
        """The backends that are Services; what names none (resources, actions of a controller) is left out."""
        found = (_service_backend(node) for node in self.backend_nodes)
        return tuple(backend for backend in found if backend is not None and not self._is_action(backend))

    def _is_action(self, backend: ServiceBackend) -> bool:
        """An action of the AWS controller stands where a Service would: its port is a fixed word, its name in an annotation.

        https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions
        """
        if backend.port is not None and backend.port.text == _ACTION_PORT:
            return True
        return backend.name is not None and _ACTION_ANNOTATION + backend.name.text in self.annotations


def _service_backend(backend: Mapping) -> ServiceBackend | None:
    service = mapping_at(backend, "service")
    if service is not None:
        port = scalar_at(service, "port", "name") or scalar_at(service, "port", "number")
        return ServiceBackend(service, scalar_at(service, "name"), port)
    if "serviceName" in backend:
        return ServiceBackend(backend, scalar_at(backend, "serviceName"), scalar_at(backend, "servicePort"))
    return None
