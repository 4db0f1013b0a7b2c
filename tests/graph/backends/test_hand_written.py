"""Whose a hand-written slice is."""

from __future__ import annotations

import pytest

from svclint.graph.given.load import WorldLoader
from svclint.graph.graph import Graph
from svclint.model.endpoints import EndpointSlice
from svclint.model.service import Service
from svclint.settings import Settings
from svclint.sources.source import Source

SERVICES = """
apiVersion: v1
kind: Service
metadata: {name: NAME}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: slice-1, labels: {LABELS}}
---
"""


def graph(name: str, labels: str, more: str = "") -> Graph:
    loader = WorldLoader(Settings())
    loader.add(Source("example.yaml", SERVICES.replace("NAME", name).replace("LABELS", labels) + more))
    return Graph(loader.world())


def test_label_ties_a_slice_to_its_service() -> None:
    world = graph("db", "kubernetes.io/service-name: db")

    assert world.hand_written.of(world.of(Service)[0]) == world.of(EndpointSlice)


@pytest.mark.parametrize(
    ("controller", "selects", "counts"),
    [
        ("endpointslice-controller.k8s.io", "spec: {selector: {app: db}}", False),
        ("endpointslice-controller.k8s.io", "spec: {}", True),
        ("endpointslicemirroring-controller.k8s.io", "spec: {selector: {app: db}}", False),
        ("endpointslicemirroring-controller.k8s.io", "spec: {}", False),
        ("cluster-mesh", "spec: {selector: {app: db}}", True),
    ],
)
def test_who_deletes_a_slice_with_the_mark_of_a_controller(controller: str, selects: str, *, counts: bool) -> None:
    """Measured on a control plane: the slice controller leaves Services without selector alone."""
    world = graph(
        f"db}}\n{selects}\n#", f"kubernetes.io/service-name: db, endpointslice.kubernetes.io/managed-by: {controller}"
    )

    assert counts is bool(world.hand_written.of(world.of(Service)[0]))


def test_objects_without_a_name_belong_to_nobody() -> None:
    world = graph("''", "app: db")

    assert world.hand_written.of(world.of(Service)[0]) == ()
    assert world.hand_written.services_named("default", "") == ()


def test_nearest_bare_service_is_the_one_most_alike() -> None:
    kin = "apiVersion: v1\nkind: Service\nmetadata: {name: mail-relay-old}\n"
    world = graph("mail-relay", "app: db", kin)

    meant = world.hand_written.nearest_bare("default", "mail-relays")

    assert meant is not None
    assert meant.name == "mail-relay"
    assert world.hand_written.nearest_bare("default", "billing") is None
    assert world.hand_written.nearest_bare("elsewhere", "mail-relays") is None


def test_stray_slice_is_near_a_service_by_its_label() -> None:
    world = graph("mail-relay", "kubernetes.io/service-name: mail-rely")

    assert world.hand_written.nearest_stray(world.of(Service)[0]) is world.of(EndpointSlice)[0]
