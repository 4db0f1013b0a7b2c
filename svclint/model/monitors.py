"""Monitors: custom resources that tell Prometheus, or what works like it, whom to ask for metrics.

https://prometheus-operator.dev/docs/api-reference/api/, https://docs.victoriametrics.com/operator/resources/ and
https://github.com/GoogleCloudPlatform/prometheus-engine/blob/main/doc/api.md
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import items_at, mapping_at, scalar_at

Target: TypeAlias = Literal["Service", "Pod", "Ingress"]
_PLAIN_NAMES = re.compile(r"[A-Za-z0-9_|-]+")


class _Shape(NamedTuple):
    """What a kind selects by labels, and in which list of `spec` it says how to ask for metrics."""

    target: Target
    endpoints: str


_OF_SERVICES = _Shape("Service", "endpoints")
_OF_PODS = _Shape("Pod", "podMetricsEndpoints")
_OF_INGRESSES = _Shape("Ingress", "")
_OF_PODS_BY_GOOGLE = _Shape("Pod", "endpoints")
MONITORS: dict[tuple[str, str], _Shape] = {
    ("azmonitoring.coreos.com", "PodMonitor"): _OF_PODS,
    ("azmonitoring.coreos.com", "ServiceMonitor"): _OF_SERVICES,
    ("monitoring.coreos.com", "PodMonitor"): _OF_PODS,
    ("monitoring.coreos.com", "Probe"): _OF_INGRESSES,
    ("monitoring.coreos.com", "ServiceMonitor"): _OF_SERVICES,
    ("monitoring.googleapis.com", "ClusterPodMonitoring"): _OF_PODS_BY_GOOGLE,
    ("monitoring.googleapis.com", "PodMonitoring"): _OF_PODS_BY_GOOGLE,
    ("monitoring.rhobs", "PodMonitor"): _OF_PODS,
    ("monitoring.rhobs", "ServiceMonitor"): _OF_SERVICES,
    ("operator.victoriametrics.com", "VMPodScrape"): _OF_PODS,
    ("operator.victoriametrics.com", "VMProbe"): _OF_INGRESSES,
    ("operator.victoriametrics.com", "VMServiceScrape"): _OF_SERVICES,
}
"""By group and kind: Prometheus operator and its namesakes of Azure and Red Hat, VictoriaMetrics, Google."""


@dataclass(frozen=True, eq=False)
class MonitorEndpoint:
    """One item of a monitor's endpoints. The first of the fields for its port counts, the others are ignored."""

    node: Mapping
    target: Target

    @cached_property
    def service_port(self) -> Scalar | None:
        """`port` of a monitor of Services: the name of a Service port."""
        return self._written("port") if self.target == "Service" else None

    @cached_property
    def pod_port(self) -> Scalar | None:
        """The port of the pods: a string is the name that a container gives it, a number is that of a declared port."""
        if self.target == "Service":
            return None if self.service_port else self._written("targetPort")
        return self._written("port") or self._written("portNumber") or self._written("targetPort")

    def _written(self, field: str) -> Scalar | None:
        node = scalar_at(self.node, field)
        return node if node is not None and node.text else None


def port_names(written: Scalar) -> tuple[str, ...]:
    """The names that a port of a monitor may have, several behind `|`; none for any other regular expression.

    The text is matched against the whole name as a regular expression.
    """
    return tuple(written.text.split("|")) if _PLAIN_NAMES.fullmatch(written.text) else ()


@dataclass(frozen=True, eq=False)
class Monitor(Object):
    """A ServiceMonitor, PodMonitor, Probe, or a kind of the same shape."""

    @property
    def target(self) -> Target:
        """What its selector selects: Services by their own labels, pods, or Ingresses."""
        return self._shape.target

    @cached_property
    def scope(self) -> Mapping | None:
        """What holds `selector` and `namespaceSelector`."""
        steps = ("spec", "targets", "ingress") if self.target == "Ingress" else ("spec",)
        return mapping_at(self.node, *steps)

    @property
    def selector_node(self) -> Mapping | None:
        """The label selector; one without conditions takes everything."""
        return mapping_at(self.scope, "selector")

    @cached_property
    def namespaces(self) -> tuple[str, ...] | None:
        """Where it looks: its own namespace unless it says otherwise; None for everywhere."""
        everywhere = scalar_at(self.scope, "namespaceSelector", "any")
        if self.kind.startswith("Cluster") or (everywhere is not None and everywhere.value is True):
            return None
        return tuple(each.text for each in self.namespace_nodes) or (self.namespace,)

    @cached_property
    def namespace_nodes(self) -> tuple[Scalar, ...]:
        """The namespaces that it names."""
        items = items_at(self.scope, "namespaceSelector", "matchNames")
        return tuple(item for item in items if isinstance(item, Scalar) and item.text)

    @cached_property
    def endpoints(self) -> tuple[MonitorEndpoint, ...]:
        """How to ask for metrics, in order."""
        items = items_at(self.node, "spec", self._shape.endpoints)
        return tuple(MonitorEndpoint(item, self.target) for item in items if isinstance(item, Mapping))

    @property
    def _shape(self) -> _Shape:
        return MONITORS[self.group, self.kind]
