"""Build `schemas/kubernetes.json` from the schemas in the wheel of kubernetes-validate (development only).

    python -m venv /tmp/schemas && /tmp/schemas/bin/pip install --no-deps kubernetes-validate==1.37.0
    python tools/build_schemas.py /tmp/schemas/lib/python3*/site-packages/kubernetes_validate [--check]

The result is a pool of unique schemas, for each Kubernetes version what changed against the one before, and for every kind the
versions that serve it. The same input gives the same bytes. `--check` compares and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

OLDEST, NEWEST = 28, 37
TARGET = Path(__file__).resolve().parent.parent / "schemas" / "kubernetes.json"
# fmt: off
KINDS = frozenset({
    "APIService", "ClusterRole", "ClusterRoleBinding", "ConfigMap", "CronJob", "CustomResourceDefinition", "DaemonSet",
    "Deployment", "Endpoints", "EndpointSlice", "HorizontalPodAutoscaler", "IPAddress", "Ingress", "IngressClass",
    "Job", "Lease", "LimitRange", "MutatingWebhookConfiguration", "Namespace", "NetworkPolicy", "PersistentVolume",
    "PersistentVolumeClaim", "Pod", "PodDisruptionBudget", "PodTemplate", "PriorityClass", "ReplicaSet",
    "ReplicationController", "ResourceQuota", "Role", "RoleBinding", "RuntimeClass", "Secret", "Service",
    "ServiceAccount", "ServiceCIDR", "StatefulSet", "StorageClass", "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
})
# fmt: on
"""What repositories that deploy Services commonly hold beside them."""
KEPT = ("type", "format", "$ref", "items", "additionalProperties", "properties", "required")
KEPT_EXTENSIONS = ("x-kubernetes-list-map-keys", "x-kubernetes-list-type", "x-kubernetes-group-version-kind")
PREFIXES = (
    "io.k8s.api.",
    "io.k8s.apiextensions-apiserver.pkg.apis.",
    "io.k8s.apimachinery.pkg.",
    "io.k8s.apimachinery.pkg.apis.",
    "io.k8s.kube-aggregator.pkg.apis.",
)
SPECIAL: dict[str, Schema] = {
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": ["string", "integer", "null"], "format": "int-or-string"},
    "io.k8s.apimachinery.pkg.api.resource.Quantity": {"type": ["string", "number", "null"], "format": "quantity"},
}
"""Upstream says `oneOf`, which no validator explains; `format` is ours and is read by `svclint.schema.formats`."""


def short(name: str) -> str:
    """A definition's name without the path that all share: `core.v1.Service`."""
    prefix = max((each for each in PREFIXES if name.startswith(each)), key=len, default="")
    return name.removeprefix(prefix)


def strip(schema: Schema) -> Schema:
    """Only what validation and lists need; a reference stands alone."""
    if "$ref" in schema:
        return {"$ref": "#/$defs/" + short(schema["$ref"].rpartition("/")[2])}
    kept = {key: schema[key] for key in (*KEPT, *KEPT_EXTENSIONS) if key in schema}
    for key in ("items", "additionalProperties"):
        if isinstance(kept.get(key), dict):
            kept[key] = strip(kept[key])
    if "properties" in kept:
        kept["properties"] = {name: strip(each) for name, each in sorted(kept["properties"].items())}
    return kept


def definitions(folder: Path) -> dict[str, Schema]:
    """Every definition of one version by its short name. Raises ValueError where two names become one."""
    text = (folder / "_definitions.json").read_text(encoding="utf-8")
    found: dict[str, Schema] = {}
    for name, schema in json.loads(text)["$defs"].items():
        if short(name) in found:
            message = f"two definitions would be called {short(name)}"
            raise ValueError(message)
        found[short(name)] = SPECIAL.get(name) or strip(schema)
    return found


def identities(schema: Schema) -> list[tuple[str, str]]:
    """The (apiVersion, kind) pairs that a definition is the root of; lists and options of requests are none."""
    listed = schema.get("x-kubernetes-group-version-kind", [])
    if len(listed) != 1 or listed[0]["kind"].endswith("List") or "metadata" not in schema.get("properties", {}):
        return []
    return [("/".join(filter(None, (each["group"], each["version"]))), each["kind"]) for each in listed]


def references(schema: Schema) -> Iterator[str]:
    """The names of the definitions that a schema refers to."""
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    for each in (schema.get("items"), schema.get("additionalProperties"), *schema.get("properties", {}).values()):
        if isinstance(each, dict):
            yield from references(each)


def closure(known: dict[str, Schema], roots: Iterable[str]) -> dict[str, Schema]:
    """The roots and all that they refer to, sorted by name. Only roots keep their group, version and kind."""
    wanted = set(roots)
    todo, reached = list(wanted), set(wanted)
    while todo:
        more = set(references(known[todo.pop()])) - reached
        reached |= more
        todo += more
    return {name: known[name] if name in wanted else _without_identity(known[name]) for name in sorted(reached)}


def _without_identity(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "x-kubernetes-group-version-kind"}


def build(package: Path) -> Schema:
    """The whole file as data."""
    pool: dict[str, int] = {}
    versions: dict[str, Schema] = {}
    served: dict[str, dict[str, list[int]]] = {}
    before: dict[str, int] = {}
    for minor in range(OLDEST, NEWEST + 1):
        known = definitions(package / "kubernetes-json-schema" / f"v1.{minor}.0-local-strict")
        roots = [name for name, schema in known.items() if any(kind in KINDS for _, kind in identities(schema))]
        now = {name: pool.setdefault(_line(schema), len(pool)) for name, schema in closure(known, roots).items()}
        changed = {name: index for name, index in now.items() if before.get(name) != index}
        versions[f"1.{minor}"] = {"set": changed, "drop": sorted(before.keys() - now.keys())}
        before = now
        for api_version, kind in (pair for schema in known.values() for pair in identities(schema)):
            served.setdefault(api_version, {}).setdefault(kind, [minor, minor])[1] = minor
    return {"versions": versions, "served": _sorted(served), "schemas": [json.loads(line) for line in pool]}


def _sorted(served: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, list[int]]]:
    return {api_version: dict(sorted(kinds.items())) for api_version, kinds in sorted(served.items())}


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def render(data: Schema) -> str:
    """One line for each version, API version and schema, so that a change shows in a review."""
    parts = [
        f'"{name}":{{\n' + ",\n".join(f'"{key}":{_line(value)}' for key, value in data[name].items()) + "\n}"
        for name in ("versions", "served")
    ]
    return "{\n" + ",\n".join(parts) + ',\n"schemas":[\n' + ",\n".join(map(_line, data["schemas"])) + "\n]\n}\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or with `--check` say whether it is what would be written."""
    parser = argparse.ArgumentParser(description="Build schemas/kubernetes.json")
    parser.add_argument("package", type=Path, help="the installed package kubernetes_validate")
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    text = render(build(options.package))
    if not options.check:
        options.target.write_text(text, encoding="utf-8")
        return 0
    same = options.target.is_file() and options.target.read_text(encoding="utf-8") == text
    sys.stderr.write(f"{options.target} is {'up to date' if same else 'not what the tool builds'}\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
