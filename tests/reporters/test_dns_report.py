"""Records and look-ups are read as prose: look at the snapshots."""

from __future__ import annotations

import json
import re

import pytest
from syrupy.assertion import SnapshotAssertion

from svclint.graph.dns.lookup import look_up
from svclint.graph.dns.zone import Zone
from svclint.reporters.dns_report import render, render_lookup
from svclint.reporters.style import Style
from tests.graph.scenarios import bare_service
from tests.graph.worlds import graph_of, service, workload
from tests.reporters.answers import shop

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_the_shop(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(Zone(shop()))


def test_the_shop_as_json(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(Zone(shop()), "json")


@pytest.mark.parametrize(
    "name",
    [
        "db-0.db.default.pod.cluster.local",
        "db-0.db",
        "db-7.db",
        "second.peers",
        "db.edge",
        "qeue.default.svc",
        "_sql._udp.db",
        "payments",
        "example.com",
    ],
)
def test_what_a_name_answers(name: str, snapshot: SnapshotAssertion) -> None:
    zone = Zone(shop())

    assert snapshot == render_lookup(zone, look_up(zone, name, "default"))


def test_a_name_as_json(snapshot: SnapshotAssertion) -> None:
    zone = Zone(shop())

    assert snapshot == render_lookup(zone, look_up(zone, "db-0.db.default.pod.cluster.local", "edge"), "json")
    assert ["db.default.svc.cluster.local."] == [
        each["name"] for each in json.loads(render_lookup(zone, look_up(zone, "db.default", "edge"), "json"))["records"]
    ]


def test_colour_changes_nothing_but_colour() -> None:
    zone = Zone(shop())
    coloured = render_lookup(zone, look_up(zone, "dbb", "default"), style=Style(colour=True))

    assert "\x1b[1;31mdoes not resolve\x1b[0m" in coloured
    assert render_lookup(zone, look_up(zone, "dbb", "default")) == ANSI.sub("", coloured)
    assert render(zone) == ANSI.sub("", render(zone, style=Style(colour=True)))


def test_without_unicode_all_is_ascii() -> None:
    plain = render(Zone(shop()), style=Style(unicode=False))

    assert plain.isascii()
    assert "StatefulSet default/db x3" in plain


def test_only_silent_services_and_nothing_at_all() -> None:
    silent = bare_service("ip", "type: ExternalName, externalName: 192.0.2.1")

    assert "default/ip: no record; Service ip is an alias for 192.0.2.1, an address, and takes only names\n" == (
        render(Zone(graph_of(silent)))
    )
    assert "" == render(Zone(graph_of(workload("web", "app: web"))))
    assert 2 == len(render(Zone(graph_of(service("web", "app: web")))).splitlines())
