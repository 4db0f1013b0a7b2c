"""schemas/config.json, which editors use, agrees with the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from ruamel.yaml import YAML

from svclint.errors import ConfigurationError
from tests.config.reading import read, refusal
from tests.config.test_load import WHOLE

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "schemas" / "config.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def _accepted_by_schema(text: str) -> bool:
    data: Any = YAML(typ="safe", pure=True).load(text)
    return bool(VALIDATOR.is_valid(data))


def _accepted_by_reader(text: str) -> bool:
    try:
        read(text)
    except ConfigurationError:
        return False
    return True


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_both_know_the_same_keys() -> None:
    keys = refusal("quite-another-key: 1\n").partition("(known are ")[2].rstrip(")").split(", ")

    assert sorted(SCHEMA["properties"]) == keys
    assert sorted(SCHEMA["properties"]) == sorted(YAML(typ="safe", pure=True).load(WHOLE))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "profile: audit",
        "profile: other",
        "select: [api]",
        "select: api",
        "select: [1]",
        "severity: {SVC201: error}",
        "severity: {SVC201: fatal}",
        "severity: []",
        "options: {TEAM001: {}}",
        "options: {TEAM001: 1}",
        "worlds: []",
        "worlds: {}",
        "worlds: [{name: a, paths: [b]}]",
        "worlds: [{name: a}]",
        "worlds: [{name: a, paths: b}]",
        "worlds: [{name: ' ', paths: []}]",
        "worlds: [{name: a, paths: [], other: 1}]",
        "inline-suppressions: true",
        "inline-suppressions: 1",
        "namespace: a-b",
        "namespace: a_b",
        "kubernetes-version: '1.30'",
        "kubernetes-version: 1.31",
        "kubernetes-version: v1.37.2",
        "kubernetes-version: 1.27",
        "kubernetes-version: '1.38'",
        "node-port-range: 1-2",
        "node-port-range: 1",
        "service-ranges: [10.0.0.0/8]",
        "service-ranges: [10.0.0.0]",
        "pod-ranges: [10.0.0.0/8]",
        "pod-ranges: [10.0.0.0]",
        "cluster-domain: a.b",
        "cluster-domain: a..b",
        "provider: x",
        "provider: ''",
        "pod-producers: [A, B.c]",
        "pod-producers: [a]",
        "pod-producers: [{kind: A.b, pods: [{labels: {a: b, c: 1, d: [e]}, ports: [{number: 1}]}], services: [{name: x}]}]",
        "pod-producers: [{kind: a}]",
        "pod-producers: [{open: true}]",
        "pod-producers: [{kind: A, pods: [{label: {}}]}]",
        "pod-producers: [{kind: A, pods: [{ports: [{number: x}]}]}]",
        "pod-producers: [{kind: A, services: [{headless: true}]}]",
        "external: {}",
        "external: {other: []}",
        "external: {services: [a/b]}",
        "external: {services: [b]}",
        "external: {workloads: [{namespace: a, labels: {b: c}}]}",
        "external: {workloads: [{namespace: a}]}",
        "external: {workloads: [{namespace: a, labels: {b: 1}}]}",
        "external: {namespaces: [a]}",
        "external: {namespaces: a}",
        "references: []",
        "references: [{groups: '', kinds: A, at: a}]",
        "references: [{groups: [a.b], kinds: [A], at: ['a[*].b', '/c[\"d.e/f\"]']}]",
        "references: [{groups: a.b, kinds: A, at: .}]",
        "references: [{groups: a.b, kinds: a, at: a}]",
        "references: [{groups: a.b, kinds: A, at: a.}]",
        "references: [{groups: a.b, kinds: A}]",
        "references: [{groups: a.b, kinds: A, at: a, port-kind: number, default-port: 80}]",
        "references: [{groups: a.b, kinds: A, at: a, port-kind: numbers}]",
        "references: [{groups: a.b, kinds: A, at: a, default-port: 65536}]",
        "references: [{groups: a.b, kinds: A, at: a, where: {a..b: c}}]",
        "references: [{groups: a.b, kinds: A, at: a, not-with: {port: a}}]",
        "references: [{groups: a.b, kinds: A, at: a, target: {scales: true}}]",
        "references: [{groups: a.b, kinds: A, at: a, target: {scales: 1}}]",
        WHOLE.replace("strict: yes", "strict: true"),
    ],
)
def test_both_accept_and_refuse_the_same(text: str) -> None:
    assert _accepted_by_reader(text) == _accepted_by_schema(text)
