"""Into which worlds the input falls, and who sees whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.graph.given.divisions import WHOLE_CONTEXT, Divisions
from svclint.graph.given.load import WorldLoader
from svclint.graph.given.world import World
from svclint.graph.graph import Graph
from svclint.settings import Settings
from svclint.sources.source import Source
from tests.graph.worlds import service, workload

COMPONENT = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [{}]\n"
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n"


def resources(*paths: str) -> str:
    return f"resources: [{', '.join(paths)}]\n"


def world_of(files: dict[str, str], named: dict[str, frozenset[str]] | None = None) -> World:
    loader = WorldLoader(Settings())
    for path, text in files.items():
        loader.add(Source(path, text))
    return loader.world(named=named)


def told(files: dict[str, str], named: dict[str, frozenset[str]] | None = None) -> dict[str, list[str]]:
    """The titles of the objects of each world, those that it shares included."""
    divisions = Divisions(world_of(files, named))
    return {each.name: sorted({found.title for found in divisions.world_of(each).objects}) for each in divisions.all}


def app(folder: str, name: str, *environments: str) -> dict[str, str]:
    """A base with one Deployment, and for each environment an overlay with a Service of its own."""
    files = {
        f"{folder}/base/kustomization.yaml": resources("pods.yaml"),
        f"{folder}/base/pods.yaml": workload(name, f"app: {name}"),
    }
    for each in environments:
        overlay = f"{folder}/overlays/{each}"
        files[f"{overlay}/kustomization.yaml"] = resources("../../base", "service.yaml")
        files[f"{overlay}/service.yaml"] = service(f"{name}-{each}", f"app: {name}")
    return files


def test_overlays_of_one_base_are_worlds() -> None:
    assert {
        "dev": ["Deployment web", "Service web-dev"],
        "prod": ["Deployment web", "Service web-prod"],
    } == told(app("web", "web", "dev", "prod"))


def test_one_root_that_takes_everything_is_one_world() -> None:
    files = {
        **app("web", "web", "dev"),
        "kustomization.yaml": resources("web/overlays/dev", "extra.yaml"),
        "extra.yaml": CONFIG,
    }

    assert {} == told(files)


def test_applications_of_one_cluster_are_one_world() -> None:
    """Each has a kustomization of its own, and all are applied: the Namespace that they share makes them no alternatives."""
    space = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"
    files = {
        "a/kustomization.yaml": resources("a.yaml", "../space.yaml"),
        "a/a.yaml": service("a", "app: a"),
        "b/kustomization.yaml": resources("b.yaml", "../space.yaml"),
        "b/b.yaml": service("b", "app: b"),
        "space.yaml": space,
    }

    assert {} == told(files)


def test_copies_without_a_base_are_worlds() -> None:
    files = {
        f"{each}/{name}": text
        for each in ("blue", "green")
        for name, text in {"kustomization.yaml": resources("a.yaml"), "a.yaml": service("a", "app: a")}.items()
    }

    assert ["blue", "green"] == list(told(files))


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("dev", "prod", ["dev", "prod"]),
        ("clusters/east/apps", "clusters/west/apps", ["east", "west"]),
        ("clusters/east/apps", "clusters/east/infra", []),
        ("dev/apps", "apps/dev", []),
        ("dev", "apps", []),
    ],
)
def test_folders_called_after_environments_are_worlds(one: str, other: str, names: list[str]) -> None:
    files = {
        f"{one}/kustomization.yaml": resources("a.yaml"),
        f"{one}/a.yaml": service("a", "app: a"),
        f"{other}/kustomization.yaml": resources("b.yaml"),
        f"{other}/b.yaml": service("b", "app: b"),
    }

    assert names == list(told(files))


def test_the_environments_of_several_applications_go_together() -> None:
    files = {**app("apps/web", "web", "dev", "prod"), **app("apps/api", "api", "dev", "prod")}

    assert {
        "dev": ["Deployment api", "Deployment web", "Service api-dev", "Service web-dev"],
        "prod": ["Deployment api", "Deployment web", "Service api-prod", "Service web-prod"],
    } == told(files)


def test_an_application_without_an_environment_is_there_with_all_that_it_has() -> None:
    """Nobody knows which of them goes with `prod`; each may."""
    found = told({**app("apps/web", "web", "dev", "prod"), **app("apps/api", "api", "dev", "test")})

    assert ["Deployment api", "Deployment web", "Service api-dev", "Service api-test", "Service web-prod"] == found["prod"]
    assert ["Deployment api", "Deployment web", "Service api-test", "Service web-dev", "Service web-prod"] == found["test"]
    assert ["Deployment api", "Deployment web", "Service api-dev", "Service web-dev"] == found["dev"]


def test_files_of_no_root_are_in_every_world() -> None:
    files = {**app("web", "web", "dev", "prod"), "settings.yaml": CONFIG}

    assert {"dev": True, "prod": True} == {name: "ConfigMap settings" in titles for name, titles in told(files).items()}


def test_a_root_without_rivals_is_in_every_world() -> None:
    files = {
        **app("web", "web", "dev", "prod"),
        "db/kustomization.yaml": resources("db.yaml"),
        "db/db.yaml": service("db", "app: db"),
    }

    assert {"dev": True, "prod": True} == {name: "Service db" in titles for name, titles in told(files).items()}


def test_a_component_is_no_root() -> None:
    files = {
        "a/kustomization.yaml": COMPONENT.format("a.yaml"),
        "a/a.yaml": service("a", "app: a"),
        "b/kustomization.yaml": resources("b.yaml"),
        "b/b.yaml": service("a", "app: a"),
    }

    assert {} == told(files)


def test_a_root_above_its_rival_and_two_that_differ_twice_have_names() -> None:
    base = {"base/kustomization.yaml": resources("a.yaml"), "base/a.yaml": service("a", "app: a")}
    roots = {
        f"{folder}kustomization.yaml": resources(f"{up}base")
        for folder, up in {"": "", "x/": "../", "eu/dev/": "../../", "eu/prod/": "../../", "us/dev/": "../../"}.items()
    }

    assert [".", "eu/dev", "eu/prod", "us", "x"] == list(told({**base, **roots}))


def test_rivals_never_share_a_name() -> None:
    """By the steps in which they differ from their rivals both would be called x/y."""
    files = {}
    claims = {"x/y/p": ("a", "b"), "y/q": ("a",), "x/x/y": ("b", "c"), "x/x/z": ("c",), "x/z/q": ("b",)}
    for folder, names in claims.items():
        files[f"{folder}/kustomization.yaml"] = resources("a.yaml")
        files[f"{folder}/a.yaml"] = "".join(service(name, f"app: {name}") for name in names)
    worlds = Divisions(world_of(files)).all

    assert all(each.rivals.isdisjoint(each.members) for each in worlds)
    assert len({path for each in worlds for path in each.files}) == len(files)


def test_worlds_of_the_configuration() -> None:
    files = {
        "a.yaml": service("a", "app: a"),
        "b.yaml": service("b", "app: b"),
        "both.yaml": workload("c", "app: c"),
        "d.yaml": CONFIG,
    }
    named = {"one": frozenset({"a.yaml", "both.yaml"}), "two": frozenset({"b.yaml", "both.yaml"}), "none": frozenset[str]()}

    assert {
        "one": ["ConfigMap settings", "Deployment c", "Service a"],
        "two": ["ConfigMap settings", "Deployment c", "Service b"],
    } == told(files, named)


def test_a_single_world_of_the_configuration_is_everything() -> None:
    assert {} == told({"a.yaml": service("a", "app: a"), "b.yaml": CONFIG}, {"one": frozenset({"a.yaml"})})


def test_worlds_of_the_configuration_take_the_place_of_roots() -> None:
    files = app("web", "web", "dev", "prod")
    named = {"all": frozenset(path for path in files if "overlays" in path), "rest": frozenset({"web/base/pods.yaml"})}

    assert {"all": ["Service web-dev", "Service web-prod"], "rest": ["Deployment web"]} == told(files, named)


def test_one_world_falls_into_no_further_ones() -> None:
    graph = Graph(world_of({**app("apps/web", "web", "dev", "prod"), **app("apps/api", "api", "dev", "test")}))
    prod = next(each for each in graph.divisions.all if each.name == "prod")

    assert () == graph.within(prod).divisions.all


def test_what_is_missing_from_one_world_weakens_no_other() -> None:
    files = {
        **app("web", "web", "dev", "prod"),
        "web/overlays/dev/broken.yaml": "a: [",
        "web/overlays/dev/template.yaml": "a: {{ b }}\n",
    }
    files["web/overlays/dev/kustomization.yaml"] = resources("../../base", "service.yaml", "broken.yaml", "template.yaml")
    named = {
        "dev": frozenset(path for path in files if "overlays/dev" in path),
        "prod": frozenset(path for path in files if "overlays/prod" in path),
    }
    whole = world_of(files, named)
    divisions = Divisions(whole)

    assert {"dev": (1, 1), "prod": (0, 0)} == {
        each.name: (len(part.faults), len(part.skipped)) for each in divisions.all for part in (divisions.world_of(each),)
    }


def many(*, extra: dict[str, str] | None = None) -> dict[str, str]:
    """More overlays than may see everything that they share."""
    names = [f"o{number}" for number in range(WHOLE_CONTEXT + 1)]
    shared = {f"plain/{number}.yaml": service(f"plain{number}", f"app: plain{number}") for number in range(5)}
    return {**app("web", "web", *names), **shared, **(extra or {})}


@pytest.mark.parametrize(
    ("own", "shared", "title"),
    [
        (service("front", "app: pods"), workload("pods", "app: pods"), "Deployment pods"),
        (workload("pods", "app: x"), service("front", "app: x"), "Service front"),
        (CONFIG + "data: {url: 'http://db:80'}\n", service("db", "app: q"), "Service db"),
        (CONFIG + "data: {url: 'http://db.data:80'}\n", service("db", "app: q", namespace="data"), "Service db"),
        (
            service("left", "app: x", ports="{port: 80, nodePort: 30080}"),
            service("right", "a: b", ports="{port: 1, nodePort: 30080}"),
            "Service right",
        ),
        (
            service("left", "app: x").replace("{selector", "{clusterIP: 10.0.0.9, selector"),
            service("right", "a: b").replace("{selector", "{clusterIP: 10.0.0.9, selector"),
            "Service right",
        ),
        (CONFIG + "data: {url: 'http://db:80'}\n", service("db", "app: q") + workload("store", "app: q"), "Deployment store"),
    ],
    ids=["pods", "service", "name", "name-in-namespace", "node-port", "address", "two-steps"],
)
def test_many_worlds_see_what_their_own_files_reach(own: str, shared: str, title: str) -> None:
    divisions = Divisions(world_of(many(extra={"web/overlays/o3/service.yaml": own, "shared/a.yaml": shared})))
    seen = {each.name: {found.title for found in divisions.world_of(each, ()).objects} for each in divisions.all}

    assert ["o3"] == [name for name, titles in seen.items() if title in titles]
    assert not any(found.startswith("Service plain") for titles in seen.values() for found in titles)


def test_among_many_worlds_others_that_are_no_rivals_are_reached_too() -> None:
    extra = {
        **app("api", "api", "dev", "test"),
        "web/overlays/o3/service.yaml": CONFIG + "data: {url: 'http://api-dev:80', other: 'http://web-o4:80'}\n",
    }
    divisions = Divisions(world_of(many(extra=extra)))
    world = next(divisions.world_of(each, ()) for each in divisions.all if each.name == "o3")

    assert ["ConfigMap settings", "Deployment api", "Deployment web", "Service api-dev", "Service api-test"] == sorted(
        each.title for each in world.objects
    )


MIXED = {**app("apps/web", "web", "dev", "prod"), **app("apps/api", "api", "dev", "test"), "settings.yaml": CONFIG}


@given(st.permutations(list(MIXED)))
def test_the_order_of_files_does_not_matter(paths: list[str]) -> None:
    assert told(MIXED) == told({path: MIXED[path] for path in paths})
