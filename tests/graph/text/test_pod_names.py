"""Names of pods and Services in text."""

from __future__ import annotations

import pytest

from svclint.graph.given.load import WorldLoader
from svclint.graph.graph import Graph
from svclint.model.service import Service
from svclint.model.workload import StatefulSet
from svclint.settings import Settings
from svclint.sources.source import Source

SET = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, NAMESPACE}
spec:
  serviceName: peers
  template:
    spec:
      containers:
      - name: db
        image: db-0.peers
        args: ["--advertise=ADVERTISE"]
---
apiVersion: v1
kind: Service
metadata: {name: peers, NAMESPACE}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, OTHER}
data:
  seeds: TEXT  # db-1.peers
  list: [1, db-2.other]
"""


def graph(text: str = "none", advertise: str = "none", namespace: str = "labels: {}", other: str = "labels: {}") -> Graph:
    manifest = SET.replace("TEXT", text).replace("ADVERTISE", advertise).replace("NAMESPACE", namespace).replace("OTHER", other)
    loader = WorldLoader(Settings())
    loader.add(Source("example.yaml", manifest))
    return Graph(loader.world())


def pods(of: Graph) -> list[str]:
    return [".".join(host.labels) for host in of.hosts_in_text.pods_of(of.of(StatefulSet)[0])]


@pytest.mark.parametrize(
    "name",
    ["db-0.peers", "db-12.peers.default", "db-0.peers.default.svc", "db-0.peers.prod.svc.cluster.local", "db-${i}.peers"],
)
def test_pod_is_found_by_its_short_and_its_full_name(name: str) -> None:
    assert pods(graph(f"tcp://{name}:5432/x")) == [name]


@pytest.mark.parametrize(
    "name", ["peers:5432", "db.peers", "db-x.peers", "other-0.peers", "db-0.peers.example.com", "db-0.peers-x", "a.db-0.peers"]
)
def test_other_names_are_no_pods(name: str) -> None:
    assert pods(graph(name)) == []


def test_variable_names_the_pod_only_inside_its_own_set() -> None:
    assert pods(graph(advertise="$(POD_NAME).peers")) == ["$(POD_NAME).peers"]
    assert pods(graph(advertise="$(REGION).peers")) == []
    assert pods(graph(text="$(POD_NAME).peers")) == []


def test_short_name_means_the_namespace_of_whoever_says_it() -> None:
    mine = "namespace: prod"

    assert pods(graph("db-0.peers", namespace=mine)) == []
    assert pods(graph("db-0.peers", namespace=mine, other=mine)) == ["db-0.peers"]
    assert pods(graph("db-0.peers.prod", namespace=mine)) == ["db-0.peers.prod"]
    assert pods(graph("db-0.peers.test.svc", namespace=mine)) == []


def test_place_is_the_name_alone() -> None:
    world = graph("tcp://db-0.peers:5432")

    host = world.hosts_in_text.pods_of(world.of(StatefulSet)[0])[0]

    assert host.at.source.text[host.at.start : host.at.end] == "db-0.peers"
    assert host.port == 5432


def test_service_is_found_where_a_port_stands_behind_it() -> None:
    def ports(text: str) -> list[int | None]:
        world = graph(text)
        return [host.port for host in world.hosts_in_text.ports_of(world.of(Service)[0])]

    assert ports("http://peers:8080/") == [8080]
    assert ports("peers.default.svc:80,peers.default:81") == [80, 81]
    assert ports("peers.default") == []
    assert ports("other:8080") == []
