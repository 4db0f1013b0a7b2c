"""The table of who answers is read as prose: look at the snapshots."""

from __future__ import annotations

import json
import re

from syrupy.assertion import SnapshotAssertion

from svclint.model.workload import Workload
from svclint.reporters.endpoints_report import render
from svclint.reporters.style import Style
from tests.graph.worlds import graph_of, service, workload
from tests.reporters.answers import shop

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_the_shop(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(shop(), {})


def test_the_shop_as_json(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(shop(), {}, "json")


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render(shop(), {}, style=Style(colour=True))

    assert "\x1b[1;31mdefault/queue\x1b[0m: no pod of namespace" in coloured
    assert "\x1b[36mcannot be verified\x1b[0m" in coloured
    assert render(shop(), {}) == ANSI.sub("", coloured)


def test_without_unicode_all_is_ascii() -> None:
    plain = render(shop(), {}, style=Style(unicode=False))

    assert plain.isascii()
    assert "http 80->8080" in plain
    assert "StatefulSet/db x3" in plain


def test_the_sets_of_pods_of_one_object_are_told_apart() -> None:
    template = "template: {spec: {containers: [{name: ray, image: ray}]}}"
    ray = (
        f"---\n{{apiVersion: ray.io/v1, kind: RayCluster, metadata: {{name: ray}}, spec: {{headGroupSpec: {{{template}}}}}}}\n"
    )
    graph = graph_of(service("a", "ray.io/cluster: ray") + service("b", "app: web") + workload("web", "app: web") + ray)
    [ours, others] = json.loads(render(graph, {}, "json"))["services"]

    assert "RayCluster/ray (head) \N{MULTIPLICATION SIGN}1" in render(graph, {})
    assert "head" == ours["backends"][0]["pods"]
    assert "pods" not in others["backends"][0]


def test_what_the_api_server_would_reject_is_said_once() -> None:
    graph = graph_of(service("a", "app: web") + service("b", "app: web") + workload("web", "app: web"))
    [web] = graph.of(Workload)
    said = "the API server would reject Deployment web as it is written: its name is wrong (shown as if it were mended)"

    assert [said] == render(graph, {web: "its name is wrong"}).splitlines()[4:]
    assert [[said], [said]] == [
        each["notes"] for each in json.loads(render(graph, {web: "its name is wrong"}, "json"))["services"]
    ]


def test_nothing_is_nothing_said() -> None:
    assert "" == render(graph_of(""), {})
