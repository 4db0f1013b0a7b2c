"""The tool that builds the pooled schemas, on a small wheel of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.build_schemas import NEWEST, OLDEST, build, main, render

CORE = "io.k8s.api.core.v1."
IDENTITY = "x-kubernetes-group-version-kind"


def _definitions(minor: int) -> dict[str, Any]:
    port: dict[str, Any] = {"type": ["integer", "null"], "format": "int32", "description": f"worded anew in {minor}"}
    spec: dict[str, Any] = {"port": port, "target": {"$ref": "#/$defs/io.k8s.apimachinery.pkg.util.intstr.IntOrString"}}
    if minor > OLDEST:
        spec["fresh"] = {"items": {"$ref": f"#/$defs/{CORE}Old"}, "type": "array"} if minor < NEWEST else {"type": "boolean"}
    properties = {
        "apiVersion": {"type": "string", "enum": ["v1"]},
        "metadata": {"type": "object", "additionalProperties": {"type": "string"}},
        "spec": {"$ref": f"#/$defs/{CORE}ServiceSpec", "description": "what for"},
    }
    return {
        f"{CORE}Service": {"properties": properties, IDENTITY: [{"group": "", "kind": "Service", "version": "v1"}]},
        f"{CORE}ServiceSpec": {
            "properties": spec,
            "x-kubernetes-unions": [],
            IDENTITY: [{"group": "", "kind": "X", "version": "v1"}],
        },
        f"{CORE}ServiceList": {"properties": properties, IDENTITY: [{"group": "", "kind": "ServiceList", "version": "v1"}]},
        f"{CORE}Old": {"type": "string"},
        "io.k8s.api.apps.v1.Thing": {"properties": properties, IDENTITY: [{"group": "apps", "kind": "Thing", "version": "v1"}]},
        "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    }


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for minor in range(OLDEST, NEWEST + 1):
        folder = tmp_path / "kubernetes-json-schema" / f"v1.{minor}.0-local-strict"
        folder.mkdir(parents=True)
        (folder / "_definitions.json").write_text(json.dumps({"$defs": _definitions(minor)}), encoding="utf-8")
    return tmp_path


def test_equal_schemas_stand_once_and_versions_say_what_changed(package: Path) -> None:
    versions = build(package)["versions"]

    assert ["core.v1.Service", "core.v1.ServiceSpec", "util.intstr.IntOrString"] == list(versions["1.28"]["set"])
    assert {"core.v1.ServiceSpec", "core.v1.Old"} == set(versions["1.29"]["set"])
    assert {"set": {}, "drop": []} == versions["1.30"]
    assert ["core.v1.Old"] == versions["1.37"]["drop"]


def test_schemas_keep_structure_and_lose_prose(package: Path) -> None:
    data = build(package)
    spec = data["schemas"][data["versions"]["1.28"]["set"]["core.v1.ServiceSpec"]]

    assert {
        "properties": {
            "port": {"type": ["integer", "null"], "format": "int32"},
            "target": {"$ref": "#/$defs/util.intstr.IntOrString"},
        }
    } == spec
    assert "description" not in render(data)
    assert "enum" not in render(data)


def test_every_kind_says_which_versions_serve_it(package: Path) -> None:
    assert {"apps/v1": {"Thing": [28, 37]}, "v1": {"Service": [28, 37]}} == build(package)["served"]


def test_the_same_input_gives_the_same_bytes(package: Path) -> None:
    assert render(build(package)) == render(build(package))
    assert build(package) == json.loads(render(build(package)))


def test_two_names_that_become_one_are_refused(package: Path) -> None:
    file = package / "kubernetes-json-schema" / "v1.28.0-local-strict" / "_definitions.json"
    file.write_text(json.dumps({"$defs": {f"{CORE}A": {}, "core.v1.A": {}}}), encoding="utf-8")

    with pytest.raises(ValueError, match=r"core\.v1\.A"):
        build(package)


def test_check_compares_and_writes_nothing(package: Path, tmp_path: Path) -> None:
    target = tmp_path / "kubernetes.json"
    arguments = [str(package), "--target", str(target)]

    assert 1 == main([*arguments, "--check"])
    assert not target.exists()
    assert 0 == main(arguments)
    assert 0 == main([*arguments, "--check"])
    target.write_text("{}", encoding="utf-8")
    assert 1 == main([*arguments, "--check"])
