"""`svclint graph`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.user import BROKEN, CLEAN, PODS, svclint, write


def test_a_tree_is_shown(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("graph")

    assert (0, "") == (done.exit_code, done.stderr)
    assert [
        "Service default/web",
        "└─ selects Deployment default/web \N{MULTIPLICATION SIGN}1 (http→8080)",
    ] == done.stdout.splitlines()


@pytest.mark.parametrize(("format_", "first"), [("json", "{"), ("mermaid", "flowchart LR"), ("dot", "digraph svclint {")])
def test_other_formats(folder: Path, format_: str, first: str) -> None:
    write(folder, {"web.yaml": CLEAN})

    assert first == svclint("graph", "--format", format_).stdout.splitlines()[0]


def test_only_what_is_broken(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    edges = json.loads(svclint("graph", "--format", "json", "--only-broken").stdout)["edges"]

    assert [("Service/default/web", "contradicted")] == [(each["source"], each["verdict"]) for each in edges]


def test_nothing_broken_is_said(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("graph", "--only-broken")

    assert ("", "svclint: nothing is broken\n") == (done.stdout, done.stderr)


def test_an_empty_graph_is_said(folder: Path) -> None:
    write(folder, {"a.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"})

    assert "svclint: nothing to show\n" in svclint("graph").stderr


def test_what_is_around_an_object(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN, "other.yaml": CLEAN.replace("web", "other")})

    drawn = json.loads(svclint("graph", "--format", "json", "--focus", "svc/web").stdout)

    assert ["Deployment/default/web", "Service/default/web"] == [each["id"] for each in drawn["nodes"]]


def test_depth(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    assert "Service default/web\n" == svclint("graph", "--focus", "svc/web", "--depth", "0").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--focus", "svc/wbe"), 'svclint: --focus: nothing in the graph is "svc/wbe"; did you mean "Service/web"?'),
        (("--depth", "3"), "Error: --depth says how far to look around an object; name it with --focus"),
    ],
)
def test_mistakes(folder: Path, args: tuple[str, ...], said: str) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("graph", *args)

    assert (2, True) == (done.exit_code, said in done.stderr)


def test_mermaid_has_its_limits(folder: Path) -> None:
    long = "a" * 50
    write(folder, {"web.yaml": "---\n".join(PODS.replace("name: web", f"name: {long}{number}") for number in range(900))})

    done = svclint("graph", "--format", "mermaid")

    assert "are more than Mermaid draws by default" in done.stderr
