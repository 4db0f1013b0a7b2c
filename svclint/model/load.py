"""From documents to objects: lists unwrapped, views chosen by group and kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.model.disruption_budget import DisruptionBudget
from svclint.model.endpoints import Endpoints, EndpointSlice
from svclint.model.gateway_api import (
    EXPERIMENTAL_GROUP,
    GATEWAY_GROUP,
    ROUTE_KINDS,
    Gateway,
    ListenerSet,
    Route,
)
from svclint.model.ingress import Ingress
from svclint.model.istio import ISTIO_GROUP, POLICY_KINDS, DestinationRule, IstioGateway, MeshPolicy, VirtualService
from svclint.model.monitors import MONITORS, Monitor
from svclint.model.network_policy import NetworkPolicy
from svclint.model.objects import Object
from svclint.model.produced import produced_by
from svclint.model.reference_grant import ReferenceGrant
from svclint.model.service import Service
from svclint.model.workload import CronJob, DaemonSet, Job, Pod, StatefulSet, Workload, looks_like_workload
from svclint.syntax.document import Document
from svclint.syntax.nodes import Mapping, Node
from svclint.syntax.places import items_at, node_at

if TYPE_CHECKING:
    from svclint.model.producer_table import ProducerTable

_VIEWS: dict[tuple[str, str], type[Object]] = {
    ("", "Service"): Service,
    ("", "Endpoints"): Endpoints,
    ("discovery.k8s.io", "EndpointSlice"): EndpointSlice,
    ("networking.k8s.io", "Ingress"): Ingress,
    ("extensions", "Ingress"): Ingress,
    ("networking.k8s.io", "NetworkPolicy"): NetworkPolicy,
    ("policy", "PodDisruptionBudget"): DisruptionBudget,
    **dict.fromkeys(MONITORS, Monitor),
    ("", "Pod"): Pod,
    (GATEWAY_GROUP, "Gateway"): Gateway,
    (GATEWAY_GROUP, "ListenerSet"): ListenerSet,
    (EXPERIMENTAL_GROUP, "XListenerSet"): ListenerSet,
    (GATEWAY_GROUP, "ReferenceGrant"): ReferenceGrant,
    **{(GATEWAY_GROUP, kind): Route for kind in ROUTE_KINDS},
    (ISTIO_GROUP, "VirtualService"): VirtualService,
    (ISTIO_GROUP, "DestinationRule"): DestinationRule,
    (ISTIO_GROUP, "Gateway"): IstioGateway,
    **dict.fromkeys(POLICY_KINDS, MeshPolicy),
    ("apps", "StatefulSet"): StatefulSet,
    ("apps", "DaemonSet"): DaemonSet,
    ("extensions", "DaemonSet"): DaemonSet,
    ("batch", "Job"): Job,
    ("batch", "CronJob"): CronJob,
    ("", "ReplicationController"): Workload,
    ("apps", "Deployment"): Workload,
    ("extensions", "Deployment"): Workload,
    ("apps", "ReplicaSet"): Workload,
    ("extensions", "ReplicaSet"): Workload,
}


_LIST = "List"


def objects_of(document: Document, default_namespace: str = "default", table: ProducerTable | None = None) -> Iterator[Object]:
    """The objects that a document holds; none where it is no manifest. The items of a `List` count one by one.

    `table` tells what controllers of custom resources add to pods whose template is written.

    What has an apiVersion or a kind is taken for an object, so that the other can be reported as missing.
    """
    for plain in _unwrapped(document.root, default_namespace, ("", "")):
        yield view(plain, table)


def _unwrapped(node: Node | None, default_namespace: str, implied: tuple[str, str]) -> Iterator[Object]:
    """Lists may hold lists; items of a typed list (`ServiceList`) need no apiVersion and kind of their own."""
    if not isinstance(node, Mapping) or not (implied[1] or "apiVersion" in node or "kind" in node):
        return
    plain = Object(node, default_namespace, implied)
    if not plain.kind.endswith(_LIST) or (plain.kind != _LIST and "items" not in node):
        yield plain
        return
    of_items = ("", "") if plain.kind == _LIST else (plain.api_version, plain.kind.removesuffix(_LIST))
    for item in items_at(node, "items"):
        yield from _unwrapped(item, default_namespace, of_items)


def view(plain: Object, table: ProducerTable | None = None) -> Object:
    """The typed view of an object: by group and kind, by the shape of a workload, else itself."""
    chosen = _VIEWS.get((plain.group, plain.kind))
    if chosen is None:
        return _by_shape(plain, table) if looks_like_workload(plain.node) else plain
    return chosen(plain.node, plain.default_namespace, plain.implied)


def _by_shape(plain: Object, table: ProducerTable | None) -> Workload:
    """A custom resource with a template where Kubernetes' own workloads have theirs, with what is known of its controller."""
    row = table.row(plain) if table else None
    sets = tuple(produced_by(plain, row)) if row else ()
    if len(sets) == 1 and sets[0].template_node is node_at(plain.node, "spec", "template"):
        return sets[0]
    return Workload(plain.node, plain.default_namespace, plain.implied)
