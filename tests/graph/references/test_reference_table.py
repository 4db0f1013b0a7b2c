"""The rows of the reference table, each on an example: right as it stands, and found where it is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.graph.references.reference_reader import Reference
from svclint.graph.references.reference_table import shipped_rows, table_of
from svclint.graph.references.service_ports import asked_ports
from svclint.model.objects import Object
from svclint.reference_rows import FieldPath
from svclint.settings import Settings
from svclint.shipped import shipped_folder
from svclint.sources.source import Discovery, Source
from svclint.syntax.nodes import Scalar
from tests.graph.worlds import graph_of

FOLDER = Path(__file__).resolve().parents[2] / "data" / "references"
WORLD = (FOLDER / "world.yaml").read_text(encoding="utf-8")
EXAMPLES = (FOLDER / "examples.yaml").read_text(encoding="utf-8").partition("\n")[2].split("---\n")
RULES = ("SVC701", "SVC702", "SVC703", "SVC704", "SVC705", "SVC706", "SVC708")


class Found(NamedTuple):
    """Where a finding of one of the rules starts."""

    rule: str
    line: int
    column: int


class Broken(NamedTuple):
    """An example with one scalar changed, and the finding to come of it."""

    text: str
    expected: Found


def _references(example: str) -> tuple[Reference, ...]:
    graph = graph_of({"world.yaml": WORLD, "example.yaml": example})
    return tuple(each for each in graph.references.all if each.object.document.source.path == "example.yaml")


def _found(example: str) -> set[Found]:
    sources = (Source("world.yaml", WORLD), Source("example.yaml", example))
    report = check(Discovery(sources), Settings(), load_rules(), Choice(select=RULES))
    errors = (each for each in report.findings if str(each.severity) != "info")
    return {Found(each.rule.id, each.position.line, each.position.column) for each in errors}


def _broken(example: str, at: Scalar, text: str, rule: str) -> Broken:
    line, column = Source("example.yaml", example).position(at.start)
    return Broken(example[: at.start] + text + example[at.end :], Found(rule, line, column))


def _wrong(example: str) -> Iterator[Broken]:
    """One letter less in each name, and quite another port in each place of one."""
    for each in _references(example):
        name = each.spelled(each.name[:3] + each.name[4:])
        yield _broken(example, each.name_node, name, "SVC701" if each.names_service else "SVC703")
        for port in asked_ports(each):
            if port.scalar is not None:
                other = "htpt" if port.scalar.string and not port.scalar.text.isdecimal() else "7"
                yield _broken(example, port.scalar, f'"{other}"' if port.scalar.style else other, "SVC702")


def _title(example: str) -> str:
    lines = example.splitlines()
    return f"{lines[1].partition(': ')[2]} of {lines[0].partition(': ')[2]}"


def test_every_row_fits_the_schema() -> None:
    schema = json.loads((shipped_folder("schemas") / "config.json").read_text(encoding="utf-8"))
    table = json.loads((shipped_folder("schemas") / "references.json").read_text(encoding="utf-8"))
    rows = Draft202012Validator({"$defs": schema["$defs"], "type": "array", "items": {"$ref": "#/$defs/reference"}})

    assert [] == [f"{list(error.path)}: {error.message}" for error in rows.iter_errors(table)]


def test_every_row_has_well_formed_paths_words_and_a_source() -> None:
    rows = shipped_rows()
    paths = {path for row in rows for path in (*row.at, row.name, *row.port, *(path for path, _ in row.where))}

    assert [] == [str(path) for path in paths if not path.is_well_formed]
    assert [] == [row.kinds for row in rows if not row.docs.startswith("https://") or row.verb == "refers to"]


def test_every_row_has_an_example() -> None:
    used = {each.row for example in EXAMPLES for each in _references(example)}

    assert [] == [(row.groups, row.kinds, [str(path) for path in row.at]) for row in shipped_rows() if row not in used]


@pytest.mark.parametrize("example", EXAMPLES, ids=_title)
def test_an_example_is_right_as_it_stands(example: str) -> None:
    assert set() == _found(example)


@pytest.mark.parametrize("example", EXAMPLES, ids=_title)
def test_what_is_broken_in_an_example_is_found_there(example: str) -> None:
    broken = tuple(_wrong(example))

    assert broken
    assert [{each.expected} for each in broken] == [_found(each.text) for each in broken]


def test_rows_are_filed_by_group_and_kind() -> None:
    table = table_of(shipped_rows())

    assert 2 == len(table["extensions", "Ingress"])
    assert ("", "Service") not in table


@pytest.mark.parametrize(
    ("text", "steps", "from_top"),
    [
        (".", (), False),
        ("spec", ("spec",), False),
        ("spec.rules[*].host", ("spec", "rules", "[*]", "host"), False),
        ('metadata.annotations["a.b/c"]', ("metadata", "annotations", "a.b/c"), False),
        ("/spec.port", ("spec", "port"), True),
    ],
)
def test_a_path_is_read_step_by_step(text: str, steps: tuple[str, ...], from_top: bool) -> None:  # noqa: FBT001 - a column
    path = FieldPath(text)

    assert (steps, from_top, True, text) == (path.steps, path.from_top, path.is_well_formed, str(path))


@pytest.mark.parametrize("text", ["", "a..b", "a.", ".a", "a[0]", "[*]", "a/b", "//a"])
def test_what_is_no_path_is_told_apart(text: str) -> None:
    assert not FieldPath(text).is_well_formed


def test_an_object_without_rows_refers_to_nothing() -> None:
    graph = graph_of(WORLD)
    service = next(each for each in graph.of(Object) if each.kind == "Service")

    assert () == graph.references_of(service)
