"""A document of every kind that svclint looks into, filled out by the schemas and tables that come with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from svclint.model.load import _VIEWS
from svclint.schema.release import Schema, release
from svclint.settings import NEWEST
from svclint.shipped import shipped_folder

SCHEMAS = shipped_folder("schemas")
Document = dict[str, Any]
Kind = tuple[str, str]
_RELEASE = release(NEWEST)
_DEEPEST = 12
_STEP = re.compile(r'\["([^"]+)"\]|([^.\[\]/]+)|(\[\*\])')
_PATH = re.compile(r"\b(?:spec|part|metadata|status)(?:\.\w+|\[\*\])+")
_POD = {
    "metadata": {"labels": {"app": "web"}},
    "spec": {"containers": [{"name": "web", "image": "web", "ports": [{"name": "http", "containerPort": 80}]}]},
}


_SCALARS: tuple[tuple[str, object], ...] = (("boolean", True), ("integer", 80))
_SELECTOR = {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "tier", "operator": "In", "values": ["web"]}]}
_ENDPOINTS = [{"port": "web", "targetPort": 80, "portNumber": 80, "path": "/metrics"}]
_PICKING = {
    "selector": _SELECTOR,
    "namespaceSelector": {"any": False, "matchNames": ["shop"]},
    "endpoints": _ENDPOINTS,
    "podMetricsEndpoints": _ENDPOINTS,
    "targets": {"staticConfig": {"static": ["web:80"]}, "ingress": {"selector": _SELECTOR}},
    "targetRefs": [{"kind": "Service", "group": "", "name": "web"}],
}
"""What objects without a schema have that pick others by labels: monitors, and policies of a mesh."""


@cache
def every_kind() -> tuple[tuple[Kind, Document], ...]:
    """Group and kind, and a document of it: each kind with a view or a schema, and each row of the two tables."""
    found = (*_built_in(), *_custom(), *_picking(), *_referring(), *_producing())
    return tuple(((each["apiVersion"].rpartition("/")[0], each["kind"]), each) for each in found)


def _document(group: str, kind: str, body: object, version: str = "v1") -> Document:
    metadata = {"name": "web", "namespace": "shop", "labels": {"app": "web"}, "annotations": {"team": "shop"}}
    fields = body if isinstance(body, dict) else {}
    return {**fields, "apiVersion": f"{group}/{version}".lstrip("/"), "kind": kind, "metadata": metadata}


def _built_in() -> Iterator[Document]:
    roots = {kind: root for (_, kind), root in _RELEASE.roots.items()}
    for group, kind in _VIEWS:
        if kind in roots:
            body: Any = filled(_RELEASE.definitions[roots[kind]], _RELEASE.definitions)
            version = "v1beta1" if group == "extensions" else "v1"
            yield _document(group, kind, {key: value for key, value in body.items() if key != "status"}, version)


def _custom() -> Iterator[Document]:
    for file in sorted((SCHEMAS / "custom").glob("*.json")):
        table = json.loads(file.read_text(encoding="utf-8"))
        for kind, entry in table["kinds"].items():
            yield _document(file.stem, kind, filled(entry["schema"], table.get("definitions", {})), entry["versions"][0])


def _picking() -> Iterator[Document]:
    for group, kind in _VIEWS:
        if "." in group and not group.endswith(".k8s.io"):
            yield _document(group, kind, {"spec": _PICKING})


def _referring() -> Iterator[Document]:
    """The paths of a row lead to texts."""
    for row in json.loads((SCHEMAS / "references.json").read_text(encoding="utf-8")):
        paths = [row.get("name", "name"), row.get("namespace", "namespace"), *_listed(row.get("port", "port"))]
        for group, kind in ((group, kind) for group in _listed(row["groups"]) for kind in _listed(row["kinds"])):
            document = _document(group, kind, {})
            for at in _listed(row["at"]):
                for path in paths:
                    put(document, path if path.startswith("/") else at if path == "." else f"{at}.{path}", "web")
            yield document


def _producing() -> Iterator[Document]:
    """Everything that a row reads: templates, labels, and fields that are named inside of texts."""
    values = {"template": _POD, "labels-from": {"app": "web"}, "template-of": {"kind": "Deployment", "name": "web"}}
    for row in json.loads((SCHEMAS / "pod-producers.json").read_text(encoding="utf-8"))["producers"]:
        kind, _, group = row["kind"].partition(".")
        document = _document(group, kind, {})
        for pods in (*row.get("pods", ()), *row.get("services", ())):
            part = pods.get("part", "spec")
            put(document, part, {})
            for key, value in pods.items():
                for path in _PATH.findall(json.dumps(value)):
                    put(document, part + path[4:] if path.startswith("part") else path, values.get(key, "web"))
        yield document


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def filled(schema: Schema, definitions: Mapping[str, Schema], depth: int = 0) -> object:
    """A value with every field that a schema knows; texts are all `web`."""

    def inner(each: Schema) -> object:
        return filled(each, definitions, depth + 1) if depth < _DEEPEST else {}

    if "$ref" in schema:
        return inner(definitions[schema["$ref"].rpartition("/")[2]])
    types = _listed(schema.get("type", []))
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {key: inner(each) for key, each in schema["properties"].items()}
    if "array" in types:
        return [inner(schema.get("items", {}))]
    if "object" in types:
        return {"app": inner(schema["additionalProperties"])} if schema.get("additionalProperties") else {}
    return next((value for name, value in _SCALARS if name in types), "web")


def put(document: Document, path: str, value: object) -> None:
    """Set a value at a path, unless something else is on the way or there already; lists get one item."""
    steps = [name or field or 0 for name, field, _ in _STEP.findall(path)]
    here: Any = document
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if isinstance(here, list) != (step == 0) or not isinstance(here, list | dict):
            return
        default = value if following is None else [] if following == 0 else {}
        if isinstance(here, dict):
            here = here.setdefault(step, default)
        else:
            here[:] = here or [default]
            here = here[0]
