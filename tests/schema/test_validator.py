"""Two engines, one verdict."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from svclint.schema.plain import plain
from svclint.schema.release import release
from svclint.schema.validator import Complaint, Validator, explaining_engine, fast_engine
from tests.schema.reading import objects_in

SHARED = Path(__file__).resolve().parents[3] / "shared" / "parity"
SCHEMA = {
    "type": "object",
    "properties": {
        "size": {"type": ["string", "number", "null"], "format": "quantity"},
        "data": {"type": "string", "format": "byte"},
        "when": {"type": "string", "format": "date-time"},
        "port": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    },
    "required": ["port", "data"],
    "additionalProperties": False,
}
INSTANCES: list[object] = [
    {"port": 80, "data": ""},
    {"port": 80.0, "data": "aGk="},
    {"port": 1e3, "data": "aGk=", "size": "1Gi", "when": "2024-05-01T12:00:00Z"},
    {"port": 80, "data": "", "size": 1.5},
    {"port": 80, "data": "", "size": None},
    {"port": 80.5, "data": ""},
    {"port": True, "data": ""},
    {"port": 2**31, "data": ""},
    {"port": 80, "data": "no base64"},
    {"port": 80, "data": "", "size": "1 Gi"},
    {"port": 80, "data": "", "when": "2024-05-01"},
    {"port": 80, "data": "", "Port": 80},
    {},
    [],
    None,
]


@pytest.mark.parametrize("instance", INSTANCES)
def test_both_engines_agree(instance: object) -> None:
    fast = fast_engine(SCHEMA)

    assert fast is not None
    assert explaining_engine(SCHEMA).is_valid(instance) == fast.is_valid(instance)


def test_only_the_first_five_fit() -> None:
    assert [True] * 5 + [False] * 10 == [Validator(SCHEMA).accepts(instance) for instance in INSTANCES]


def test_what_one_refuses_the_other_explains() -> None:
    validator = Validator(SCHEMA)

    assert [(), ()] == [complaint.path for complaint in validator.complaints({"Port": 1})]
    assert [Complaint(("port",), "type", SCHEMA["properties"]["port"], "80")] == list(  # type: ignore[index]  # a literal of mixed values
        validator.complaints({"port": "80", "data": ""})
    )


def test_jsonschema_does_both_where_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)

    assert fast_engine(SCHEMA) is None
    assert [True] * 5 + [False] * 10 == [Validator(SCHEMA).accepts(instance) for instance in INSTANCES]


@pytest.mark.parametrize("name", ["unknown", "wrongtype"])
def test_both_engines_agree_on_a_corpus(name: str) -> None:
    cases = SHARED / f"{name}.jsonl"
    if not cases.is_file():
        pytest.skip(f"{cases} is not here: the engines were compared on a few instances only")
    found = release()
    bundles = {identity: found.bundle(root) for identity, root in found.roots.items()}
    engines = {}

    for line in cases.read_text(encoding="utf-8").splitlines():
        for each in objects_in(json.loads(line)["text"]):
            identity = (each.api_version, each.kind)
            if identity not in engines:
                engines[identity] = (fast_engine(bundles[identity]), explaining_engine(bundles[identity]))
            fast, slow = engines[identity]
            instance = plain(each.node, [])
            assert fast is not None
            assert slow.is_valid(instance) == fast.is_valid(instance), each.node
