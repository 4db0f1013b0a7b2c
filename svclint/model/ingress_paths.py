"""The hosts and paths of an Ingress, each with the backend that gets its requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import items_at, mapping_at, scalar_at, string_at

if TYPE_CHECKING:
    from svclint.model.ingress import Ingress

ACTION_PORT = "use-annotation"
"""The port name that stands for an action of the AWS controller, whose name is that of the backend."""


@dataclass(frozen=True, eq=False)
class IngressPath:
    """One path of one rule. `node` is the item of `paths`, `host` is empty where the rule is for all hosts."""

    ingress: Ingress
    node: Mapping
    host: str

    @cached_property
    def path(self) -> str:
        """`/` where none is given."""
        return string_at(self.node, "path") or "/"

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """Host, type and path: what tells requests apart. A Prefix does not mind a final slash.

        https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
        """
        kind = string_at(self.node, "pathType") or "ImplementationSpecific"
        path = self.path.rstrip("/") if kind == "Prefix" else self.path
        return self.host.lower(), kind, path

    @cached_property
    def service(self) -> Scalar | None:
        """The name of the Service, in either form of a backend."""
        return scalar_at(self.node, "backend", "service", "name") or scalar_at(self.node, "backend", "serviceName")

    @cached_property
    def port(self) -> Scalar | None:
        """Its port, by name or by number."""
        port = mapping_at(self.node, "backend", "service", "port")
        return scalar_at(port, "name") or scalar_at(port, "number") or scalar_at(self.node, "backend", "servicePort")

    @property
    def backend(self) -> tuple[str, str] | None:
        """Name and port; None where the backend is no Service."""
        return None if self.service is None else (self.service.text, self.port.text if self.port is not None else "")

    @property
    def place(self) -> Mapping | Scalar:
        """Where the path is written, else the item."""
        return scalar_at(self.node, "path") or self.node


def paths_of(ingress: Ingress) -> Iterator[IngressPath]:
    """Every path of every rule, in order."""
    for rule in items_at(ingress.node, "spec", "rules"):
        host = string_at(rule, "host") or ""
        for item in items_at(rule, "http", "paths"):
            if isinstance(item, Mapping):
                yield IngressPath(ingress, item, host)
