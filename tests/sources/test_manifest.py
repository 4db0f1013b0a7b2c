"""Manifests, told from everything else."""

from __future__ import annotations

import json

import pytest

from svclint.sources.manifest import looks_like_manifest

SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 80}]\n"
AS_JSON = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"ports": [{"port": 80}]}}

MANIFESTS = {
    "block": SERVICE,
    "a custom resource": "apiVersion: example.com/v1\nkind: Thing\n",
    "quoted keys": "\"apiVersion\": v1\n'kind': Service\n",
    "keys behind each other": "kind: Service\nmetadata: {}\napiVersion: v1\n",
    "behind a licence": "# Copyright\n#\n---\n" + SERVICE,
    "CRLF": SERVICE.replace("\n", "\r\n"),
    "CR alone": SERVICE.replace("\n", "\r"),
    "the second document": "a: b\n---\n" + SERVICE,
    "every line indented": "".join(f"  {line}\n" for line in SERVICE.splitlines()),
    "flow": "{apiVersion: v1, kind: Service}\n",
    "flow behind a marker": "--- {apiVersion: v1, kind: Service}\n",
    "flow with a tag": "!!map {apiVersion: v1, kind: Service}\n",
    "tagged keys": "!!str apiVersion: v1\n&k kind: Service\n",
    "complex keys": "? apiVersion\n: v1\n? kind\n: Service\n",
    "values that are no strings": "apiVersion: 1\nkind:\n",
    "a List": "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n",
    "JSON": json.dumps(AS_JSON),
    "indented JSON": json.dumps(AS_JSON, indent=2),
    "a List in JSON": json.dumps({"apiVersion": "v1", "kind": "List", "items": [AS_JSON]}),
    "several JSON documents": json.dumps(AS_JSON) + "\n" + json.dumps(AS_JSON),
    "broken JSON": json.dumps(AS_JSON)[:-1],
    "deep JSON": '{"apiVersion": "v1", "kind": "Service", "spec": ' + "[" * 100_000,
    "without apiVersion": SERVICE.replace("apiVersion: v1\n", ""),
    "without kind": SERVICE.replace("kind: Service\n", ""),
    "misspelt apiVersion": SERVICE.replace("apiVersion", "apiversion"),
    "a ConfigMap without apiVersion": "kind: ConfigMap\nmetadata:\n  name: a\ndata: {}\n",
    "glued lines": SERVICE.replace("\n", " ", 1),
    "a List without apiVersion": "kind: List\nitems:\n- apiVersion: v1\n  kind: Service\n",
    "JSON without apiVersion": json.dumps({key: value for key, value in AS_JSON.items() if key != "apiVersion"}),
    "JSON without kind": json.dumps({key: value for key, value in AS_JSON.items() if key != "kind"}),
}
OTHERS = {
    "nothing": "",
    "Compose": "services:\n  web:\n    image: web\n    ports: ['80:80']\n",
    "Compose with a manifest inside": "configs:\n  a:\n    content: |\n      apiVersion: v1\n      kind: Service\n",
    "a workflow that applies a manifest": "on: push\njobs:\n  a:\n    run: |\n      apiVersion: v1\n      kind: Pod\n",
    "Helm values": "kind: Deployment\nreplicas: 1\nmetadata: {}\n",
    "Helm values with objects": "extraObjects:\n- apiVersion: v1\n  kind: ConfigMap\n",
    "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: '1'\n",
    "a playbook": "- hosts: all\n  tasks:\n  - k8s:\n      definition:\n        apiVersion: v1\n        kind: Namespace\n",
    "a pipeline": "kind: pipeline\ntype: docker\nname: a\nsteps: []\nmetadata: {}\nspec: {}\n",
    "OpenAPI": "openapi: 3.0.0\ninfo: {title: a}\ncomponents:\n  schemas:\n    A: {properties: {apiVersion: {}, kind: {}}}\n",
    "OpenAPI in JSON": json.dumps({"swagger": "2.0", "definitions": {"A": {"properties": {"apiVersion": {}, "kind": {}}}}}),
    "package.json": json.dumps({"name": "a", "dependencies": {}}),
    "a list of manifests, which kubectl refuses": json.dumps([AS_JSON]),
    "manifests in a JSON string": json.dumps({"body": "apiVersion: v1\nkind: Service", "metadata": 1}),
    "JSON with metadata": json.dumps({"metadata": {}, "spec": {}}),
    "broken JSON with metadata": '{"metadata": {}, "kind": "Service", "spec": }',
    "deep JSON with metadata": '{"metadata": ' + "[" * 100_000,
    "a JSON string": '"metadata apiVersion kind"',
    "a kustomize patch": "- op: add\n  path: /kind\n  value: {apiVersion: v1}\n",
    "prose": "the kind of apiVersion\n",
}


@pytest.mark.parametrize("text", MANIFESTS.values(), ids=MANIFESTS)
def test_manifests(text: str) -> None:
    assert looks_like_manifest(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_everything_else(text: str) -> None:
    assert not looks_like_manifest(text)
