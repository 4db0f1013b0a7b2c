"""Manifests of which a cluster gets one part: overlays, and worlds of the configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.user import svclint, write

BASE = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: menu
spec:
  selector:
    matchLabels: {app: menu}
  template:
    metadata:
      labels: {app: menu}
    spec:
      containers:
        - name: menu
          image: registry.example.com/menu:2.1.0
          ports:
            - {name: http, containerPort: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: menu
spec:
  selector: {app: menu}
  ports:
    - {name: http, port: 80, targetPort: http}
"""
CACHE = """\
apiVersion: v1
kind: Service
metadata:
  name: {name}
spec:
  selector: {{app: {app}}}
  ports:
    - {{port: 6379}}
"""
ALIAS = """\
apiVersion: v1
kind: Service
metadata:
  name: {name}
spec:
  type: ExternalName
  externalName: {target}
"""
TREE = {
    "menu/base/kustomization.yaml": "resources: [menu.yaml]\n",
    "menu/base/menu.yaml": BASE,
    "menu/overlays/dev/kustomization.yaml": "resources: [../../base, cache.yaml, queue.yaml]\n",
    "menu/overlays/dev/cache.yaml": CACHE.format(name="cache", app="menu"),
    "menu/overlays/dev/queue.yaml": CACHE.format(name="queue", app="menu"),
    "menu/overlays/prod/kustomization.yaml": "resources: [../../base, cache.yaml]\n",
    "menu/overlays/prod/cache.yaml": ALIAS.format(name="cache", target="cache.example.com"),
}
INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: menu
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: queue, port: {number: 6379}}}
"""


def findings(*args: str) -> list[tuple[str, str, int, str]]:
    report = json.loads(svclint("check", "--format", "json", "--exit-zero", *args).stdout)
    return [(each["rule"], each["path"], each["line"], each["message"]) for each in report["findings"]]


def names(*args: str) -> list[tuple[str, str | None]]:
    services: list[dict[str, Any]] = json.loads(svclint("endpoints", "--format", "json", *args).stdout)["services"]
    return [(each["name"], each["world"]) for each in services]


def test_overlays_are_kept_apart(folder: Path) -> None:
    write(folder, TREE)

    assert [] == findings("--select", "SVC206,SVC701")
    assert 0 == svclint("check").exit_code


def test_what_one_overlay_breaks_is_told_with_its_world(folder: Path) -> None:
    write(folder, {**TREE, "menu/base/menu.yaml": f"{BASE}---\n{INGRESS}"})

    ((_, path, line, message),) = findings("--select", "SVC701")

    assert ("menu/base/menu.yaml", 37) == (path, line)
    assert message.endswith("Service queue, which is not in these files (in world prod)")


def test_worlds_of_the_configuration(folder: Path) -> None:
    worlds = "worlds:\n  - {name: east, paths: [/east/]}\n  - {name: west, paths: ['west/*', '!west/both.yaml']}\n"
    files = {"east/a.yaml": CACHE.format(name="queue", app="menu"), "west/a.yaml": INGRESS, "west/both.yaml": BASE}
    write(folder, {**files, ".svclint.yaml": worlds})

    assert [("west/a.yaml", 11)] == [found[1:3] for found in findings("--select", "SVC701")]
    assert [] == findings("--select", "SVC701", "--isolated")
    assert [("menu", None), ("queue", "east")] == names()


def test_the_paths_of_worlds_count_from_the_configuration(folder: Path) -> None:
    write(folder, {"shop/.svclint.yaml": "worlds: [{name: a, paths: [/a.yaml]}, {name: b, paths: [/b.yaml]}]\n"})
    write(folder, {"shop/a.yaml": CACHE.format(name="queue", app="menu"), "shop/b.yaml": BASE, "a.yaml": INGRESS})

    assert [("menu", "b"), ("queue", "a")] == names("shop", ".")


def test_a_world_without_files_is_told(folder: Path) -> None:
    write(folder, {"a.yaml": BASE, ".svclint.yaml": "worlds: [{name: prod, paths: [prdo/]}]\n"})

    done = svclint("check")

    assert (0, 'svclint: no file that was read is in world "prod" by its paths in .svclint.yaml') == (
        done.exit_code,
        done.stderr.splitlines()[0],
    )


def test_a_slip_in_worlds_is_a_mistake_in_the_configuration(folder: Path) -> None:
    write(folder, {"a.yaml": BASE, ".svclint.yaml": "worlds:\n  - name: prod\n    path: [prod/]\n"})

    done = svclint("check")

    assert (2, 'svclint: .svclint.yaml:3: worlds: unknown key "path"; did you mean "paths"?\n') == (done.exit_code, done.stderr)


def test_endpoints_tell_a_service_once_for_each_world_in_which_it_differs(folder: Path) -> None:
    write(folder, TREE)

    assert [("cache", "dev"), ("cache", "prod"), ("menu", None), ("queue", "dev")] == names()
    assert [
        "WORLD   NAMESPACE   NAME    TYPE           PORTS          BACKENDS",
        "dev     default     cache   ClusterIP      6379           Deployment/menu \N{MULTIPLICATION SIGN}1",
        "prod    default     cache   ExternalName   <none>         alias for cache.example.com",
        "<all>   default     menu    ClusterIP      http 80→8080   Deployment/menu \N{MULTIPLICATION SIGN}1",
        "dev     default     queue   ClusterIP      6379           Deployment/menu \N{MULTIPLICATION SIGN}1",
    ] == svclint("endpoints").stdout.splitlines()


def test_what_worlds_share_is_told_by_world_where_it_differs(folder: Path) -> None:
    shared = CACHE.format(name="edge", app="gate") + "---\n" + CACHE.format(name="menu-too", app="menu")
    gate = BASE.partition("---")[0].replace("menu", "gate")
    write(
        folder,
        {
            **TREE,
            "menu/overlays/dev/queue.yaml": gate,
            "shared.yaml": shared,
            "alone.yaml": ALIAS.format(name="x", target="y.io"),
        },
    )
    done = svclint("endpoints")

    assert [
        ("cache", "dev"),
        ("cache", "prod"),
        ("edge", "dev"),
        ("edge", "prod"),
        ("menu", None),
        ("menu-too", None),
        ("x", None),
    ] == names()
    assert "default/edge in world prod: " in done.stdout
    assert "default/edge in world dev: " not in done.stdout


def test_one_world_alone(folder: Path) -> None:
    write(folder, TREE)

    assert [("cache", None), ("menu", None)] == names("--world", "prod")
    assert "cache.example.com" not in svclint("dns", "--world", "dev").stdout


@pytest.mark.parametrize("command", ["endpoints", "dns"])
def test_an_unknown_world_has_a_nearest_one(folder: Path, command: str) -> None:
    write(folder, TREE)

    done = svclint(command, "--world", "prdo")

    assert (2, 'svclint: there is no world "prdo"; did you mean "prod"? (the worlds are dev, prod)\n') == (
        done.exit_code,
        done.stderr,
    )


def test_there_may_be_no_worlds_at_all(folder: Path) -> None:
    write(folder, {"a.yaml": BASE})

    assert (
        'svclint: there is no world "dev" (everything that was given is one world)\n' == svclint("dns", "--world", "dev").stderr
    )


def test_records_are_told_with_their_worlds(folder: Path) -> None:
    silent = CACHE.format(name="quiet", app="nobody").replace("spec:\n", "spec:\n  clusterIP: None\n")
    write(folder, {**TREE, "menu/overlays/dev/queue.yaml": silent})
    done = svclint("dns")

    assert [
        "WORLD NAME TYPE TARGET",
        "dev cache.default.svc.cluster.local. A cluster IP",
        "prod cache.default.svc.cluster.local. CNAME cache.example.com.",
        "<all> menu.default.svc.cluster.local. A cluster IP",
        "<all> _http._tcp.menu.default.svc.cluster.local. SRV 80 menu.default.svc.cluster.local.",
    ] == [" ".join(line.split()) for line in done.stdout.splitlines()[:5]]
    assert "default/quiet in world dev: no record; " in done.stdout


def test_a_name_that_answers_the_same_everywhere_is_told_once(folder: Path) -> None:
    write(folder, TREE)

    assert "in world" not in svclint("dns", "--name", "menu").stdout
    assert "absent" == json.loads(svclint("dns", "--name", "nothing", "--format", "json").stdout)["query"]["outcome"]


def test_a_name_that_answers_differently_is_told_for_each_world(folder: Path) -> None:
    write(folder, TREE)
    lines = svclint("dns", "--name", "queue").stdout.splitlines()
    answer = json.loads(svclint("dns", "--name", "queue", "--format", "json").stdout)

    assert ["in world dev", "queue answers", "in world prod", "queue does not resolve"] == [
        line for line in lines if line.startswith("in world") or line in ("queue answers", "queue does not resolve")
    ]
    assert (None, [("dev", "answers"), ("prod", "absent")]) == (
        answer["query"],
        [(each["world"], each["outcome"]) for each in answer["queries"]],
    )
    assert ["dev"] == [each["world"] for each in answer["records"]]


def test_files_are_told_with_their_worlds(folder: Path) -> None:
    write(folder, {**TREE, "shared.yaml": CACHE.format(name="edge", app="gate")})

    assert [
        "read  menu/base/menu.yaml: 2 objects, in worlds dev and prod",
        "read  menu/overlays/dev/cache.yaml: 1 object, in world dev",
        "read  menu/overlays/dev/queue.yaml: 1 object, in world dev",
        "read  menu/overlays/prod/cache.yaml: 1 object, in world prod",
        "read  shared.yaml: 1 object",
    ] == svclint("files").stdout.splitlines()
