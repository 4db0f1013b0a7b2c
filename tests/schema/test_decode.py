"""Objects decoded as a strict API server does; what it does was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svclint.schema.faults import Malformed, MissingField, OutOfRange, UnknownField, Violation, WrongType
from svclint.syntax.places import spell
from tests.schema.reading import faults_in

SHARED = Path(__file__).resolve().parents[3] / "shared" / "parity"


def _spec(text: str) -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {text}\n"


def _deployment(spec: str) -> str:
    return f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {spec}\n"


def _pod(container: str) -> str:
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{containers: [{container}]}}\n"


@pytest.mark.parametrize(
    "text",
    [
        _spec("{ports: [{port: 80.0, targetPort: 1e3}]}"),
        _spec("{ports: [{port: 80, targetPort: null, name: ~}], selector: null, type: ~}"),
        _spec("{ports: [{port: 80, targetPort: http}], selector: {app: , 1: x, yes: x}}"),
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec: {ingress: [null]}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web, creationTimestamp: null}\nspec: {}\nstatus: {}\n",
        _pod("{name: c, image: i, resources: {limits: {cpu: 1, memory: 1.5Gi, example.com/gpu: '2'}}}"),
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  key: |\n    aGVs\n    bG8=\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: [], b: [104, null, 105]}\n",
        "apiVersion: example.com/v1\nkind: Service\nspec: {whatever: 1}\n",
        "apiVersion: v1\nkind: Event\nfoo: bar\n",
        "apiVersion: v1\nkind: List\nitems: []\n",
        "apiVersion: 1\ndatasources: []\n",
        "kind: Deployment\nmetadata: {name: web}\n",
    ],
)
def test_what_the_server_decodes_has_no_fault(text: str) -> None:
    assert () == faults_in(text)


@pytest.mark.parametrize(
    ("value", "types"),
    [
        ('port: "80"', ("integer",)),
        ("port: 80.5", ("integer",)),
        ("port: yes", ("integer",)),
        ("port: [80]", ("integer",)),
        ("targetPort: true", ("string", "integer")),
        ("name: 80", ("string",)),
        ("name: on", ("string",)),
        ("name: {}", ("string",)),
        ("nodePort: .inf", ()),
    ],
)
def test_a_wrong_type_is_found_at_the_value(value: str, types: tuple[str, ...]) -> None:
    text = _spec(f"{{ports: [{{port: 80, {value}}}]}}") if "port:" != value[:5] else _spec(f"{{ports: [{{{value}}}]}}")

    (fault,) = faults_in(text)

    assert isinstance(fault, WrongType)
    assert (f"spec.ports[0].{value.partition(':')[0]}", types) == (spell(fault.path), fault.expected)
    assert value.partition(": ")[2] == text[fault.node.start : fault.node.end]


@pytest.mark.parametrize(
    "text", [_spec("{selector: {app: {matchLabels: 1}}}"), _spec("{selector: [app]}"), _spec("{ports: {port: 80}}")]
)
def test_a_collection_of_another_kind_is_a_wrong_type(text: str) -> None:
    assert [WrongType] == [type(fault) for fault in faults_in(text)]


@pytest.mark.parametrize("text", ["apiVersion: v1\nkind: true\nmetadata: {}\n", "apiVersion: [v1]\nkind: Pod\nmetadata: {}\n"])
def test_an_identity_that_is_no_string_is_a_wrong_type(text: str) -> None:
    (fault,) = faults_in(text)

    assert isinstance(fault, WrongType)
    assert ("string",) == fault.expected


def test_a_number_beyond_its_go_type_is_out_of_range() -> None:
    (fault,) = faults_in(_spec("{ports: [{port: 2147483648}]}"))

    assert isinstance(fault, OutOfRange)
    assert (-(2**31), 2**31 - 1) == (fault.lowest, fault.highest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_pod("{name: c, image: i, resources: {limits: {memory: 1 Gi}}}"), "quantity"),
        ("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {key: plain text}\n", "byte"),
        ("apiVersion: v1\nkind: Secret\nmetadata: {name: s, deletionTimestamp: now}\n", "date-time"),
    ],
)
def test_a_string_that_does_not_parse_is_malformed(text: str, expected: str) -> None:
    (fault,) = faults_in(text)

    assert isinstance(fault, Malformed)
    assert expected == fault.format


def test_bytes_are_base64_or_numbers() -> None:
    faults = faults_in("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: [300], b: [c], d: {}, e: 5}\n")

    assert ["data.a[0]", "data.b[0]", "data.d", "data.e"] == sorted(spell(fault.path) for fault in faults)
    assert {("integer",), ("string",)} == {fault.expected for fault in faults if isinstance(fault, WrongType)}


def test_an_unknown_field_knows_its_neighbours_and_where_it_could_stand() -> None:
    (fault,) = faults_in("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nselector: {app: web}\nspec: {}\n")

    assert isinstance(fault, UnknownField)
    assert ("selector", ()) == (fault.key.text, fault.path)
    assert {"metadata", "spec", "status"} == set(fault.fitting)
    assert ("spec", "selector") == fault.elsewhere[0]


@pytest.mark.parametrize("key", ["Selector: {a: b}", "selectors: {a: b}", "port:80", "foo: null"])
def test_strict_decoding_takes_no_other_spelling_and_no_null_either(key: str) -> None:
    (fault,) = faults_in(_spec(f"{{{key}}}"))

    assert isinstance(fault, UnknownField)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (_deployment("{selector: null, template: {spec: {containers: [{name: c, image: i}]}}}"), ["spec.selector"]),
        (
            _deployment("{selector: {matchLabels: {a: b}}, template: {spec: {containers: []}}}"),
            ["spec.template.spec.containers"],
        ),
        (_deployment("{}"), ["spec.selector", "spec.template"]),
        (_pod('{name: "", image: i}'), ["spec.containers[0].name"]),
        (_pod("{image: web}"), ["spec.containers[0].name"]),
        (_spec("{ports: [{port: null}]}"), ["spec.ports[0].port"]),
    ],
)
def test_absent_null_and_empty_are_the_same_to_a_required_field(text: str, missing: list[str]) -> None:
    faults = faults_in(text)

    assert missing == [spell((*fault.path, fault.name)) for fault in faults if isinstance(fault, MissingField)]
    assert len(missing) == len(faults)


def test_nothing_is_missing_in_a_status() -> None:
    text = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Foo, plural: foos}
  versions: [{name: v1, storage: true, schema: {openAPIV3Schema: {type: object}}}]
status: {acceptedNames: {kind: "", plural: ""}, conditions: [], storedVersions: []}
"""
    assert () == faults_in(text)


def test_a_field_of_a_later_version_is_unknown_before() -> None:
    text = _spec("{trafficDistribution: PreferClose}")

    assert () == faults_in(text, (1, 31))
    assert [UnknownField] == [type(fault) for fault in faults_in(text, (1, 29))]


@pytest.mark.parametrize("name", ["unknown", "wrongtype"])
def test_the_verdict_is_that_of_a_server(name: str) -> None:
    cases = SHARED / f"{name}.jsonl"
    if not cases.is_file():
        pytest.skip(f"{cases} is not here: nothing was compared with a server")
    wrong = []
    for line in cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        refused = "cannot be handled" in case.get("message", "") or "unsupported value" in case.get("message", "")
        faults = [fault for fault in faults_in(case["text"]) if not isinstance(fault, (MissingField, Violation))]
        if bool(faults) != refused:
            wrong.append(case["id"])

    assert [] == wrong
