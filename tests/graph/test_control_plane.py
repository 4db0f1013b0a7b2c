"""What a real control plane made of directories of manifests, against what the graph predicts of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from svclint.engine.check import load_world
from svclint.graph.dns.records import name_of
from svclint.graph.dns.zone import Zone
from svclint.graph.graph import Graph
from svclint.model.workload import Workload
from svclint.settings import Settings
from svclint.sources.discover import discover

TRUTH = Path(__file__).resolve().parents[3] / "shared" / "truth"
CASES = json.loads((TRUTH / "cases.json").read_text(encoding="utf-8")) if TRUTH.is_dir() else []


def observed(service: dict[str, Any]) -> dict[str, Any]:
    """Backends, numbers by port, names of single pods, SRV numbers and alias."""
    numbers = {port["name"] or "": {each["port"] for each in port["resolved"]} for port in service["ports"]}
    return {
        "backends": {(each["kind"], each["name"]) for each in service["backing"] if each["pods"]},
        "ports": {} if service["type"] == "ExternalName" else numbers,
        "pods": {each["name"] for each in service["dns"]["per_pod"] if each["A"]},
        "srv": {each["name"]: set(each["ports"]) for each in service["dns"]["srv"] if each["answers"]},
        "alias": set(service["dns"]["service"].get("CNAME", [])),
    }


def predicted(zone: Zone, namespace: str, name: str) -> dict[str, Any]:
    """The same of the graph. Hostnames that people gave to addresses by hand were not asked for."""
    each = zone.services[namespace, name]
    own = [record for record in zone.records if record.service is each.service]
    pods = {record.name for record in own if record.type == "A" and any("/" in target for target in record.targets)}
    ports = [(port.port.name, port.number) for backend in each.backends if backend.replicas != 0 for port in backend.ports]
    numbers = {port.name: {number for name, number in ports if name == port.name} for port in each.service.ports}
    return {
        "backends": {(b.owner.kind, b.owner.name) for b in each.backends if isinstance(b.owner, Workload) and b.answers},
        "ports": {} if each.service.type == "ExternalName" else numbers,
        "pods": pods - {name_of(each.service, zone.name)},
        "srv": {record.name: {int(target.split()[0]) for target in record.targets} for record in own if record.type == "SRV"},
        "alias": {target for record in own if record.type == "CNAME" for target in record.targets},
    }


@pytest.mark.skipif(
    not CASES, reason="the observations of a control plane lie beside a checkout in ../shared/truth, and do not here"
)
@pytest.mark.parametrize("case", CASES, ids=lambda case: Path(case["manifests"]).name)
def test_the_control_plane_agrees(case: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir((TRUTH / case["manifests"]).resolve())
    zone = Zone(Graph(load_world(discover((".",)), Settings())))

    for service in json.loads((TRUTH / case["truth"]).read_text(encoding="utf-8"))["services"]:
        place = service["namespace"], service["name"]
        assert (place, observed(service)) == (place, predicted(zone, *place))
