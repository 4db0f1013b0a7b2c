"""Where a misplaced field may stand."""

from __future__ import annotations

import pytest

from svclint.schema.release import release
from svclint.schema.whereabouts import fits, schema_at, whereabouts
from svclint.syntax.nodes import Node
from svclint.syntax.places import Path
from tests.schema.reading import objects_in

RELEASE = release()
CONTAINER: Path = ("spec", "template", "spec", "containers", 0)


@pytest.mark.parametrize(
    ("kind", "parent", "name", "expected"),
    [
        ("core.v1.Service", (), "selector", ("spec", "selector")),
        ("core.v1.Service", (), "labels", ("metadata", "labels")),
        ("core.v1.Service", ("spec",), "port", ("spec", "ports", "port")),
        ("core.v1.Service", ("spec",), "namespace", ("metadata", "namespace")),
        ("core.v1.Service", ("spec", "ports", 0), "type", ("spec", "type")),
        ("apps.v1.Deployment", CONTAINER, "containerPort", (*CONTAINER, "ports", "containerPort")),
        ("apps.v1.Deployment", ("spec", "template", "spec"), "replicas", ("spec", "replicas")),
    ],
)
def test_the_nearest_place_comes_first(kind: str, parent: Path, name: str, expected: Path) -> None:
    assert expected == whereabouts(RELEASE, RELEASE.definitions[kind], parent, name)[0]


def test_a_name_that_no_field_has_is_nowhere() -> None:
    assert () == whereabouts(RELEASE, RELEASE.definitions["core.v1.Service"], ("spec",), "bogus")


def test_few_places_are_named_and_none_twice() -> None:
    found = whereabouts(RELEASE, RELEASE.definitions["apps.v1.Deployment"], (), "name")

    assert len(set(found)) == len(found) <= 3


@pytest.mark.parametrize(
    ("path", "there"),
    [(("spec", "ports", 0, "port"), True), (("spec", "bogus", "x"), False), (("metadata", "labels", "a"), True)],
)
def test_a_path_leads_to_a_schema_or_nowhere(path: Path, there: bool) -> None:  # noqa: FBT001 - a case of the table
    assert there is (schema_at(RELEASE, RELEASE.definitions["core.v1.Service"], path) is not None)


@pytest.mark.parametrize(
    ("value", "types", "expected"),
    [
        ("x", ["string", "null"], True),
        ("x", "object", False),
        ("{a: b}", ["object", "null"], True),
        ("{a: b}", "array", False),
        ("[a]", "array", True),
        ("null", "array", True),
        ("x", None, True),
    ],
)
def test_a_field_takes_values_of_its_shape(value: str, types: object, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    (each,) = objects_in(f"apiVersion: v1\nkind: Foo\nvalue: {value}\n")
    node: Node | None = each.get("value")

    assert node is not None
    assert expected is fits(node, {"type": types} if types else {})
