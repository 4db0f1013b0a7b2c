"""Overlays on the schemas: what they may say, what comes of it, and that the shipped ones fit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.catalogue.loader import load_rules
from svclint.schema import constraints
from svclint.schema.constraints import Constraint, Fields, constraints_of, shipped
from svclint.schema.decode import Decoder
from svclint.schema.faults import UnknownField, Violation, WrongType
from svclint.schema.formats import FAULTS
from svclint.schema.release import release
from svclint.schema.validator import Validator, explaining_engine, fast_engine
from svclint.settings import NEWEST, OLDEST
from svclint.syntax.places import Absent, spell
from tests.schema.reading import faults_in, objects_in

KEYWORDS = {
    "enum",
    "minimum",
    "maximum",
    "format",
    "minItems",
    "maxItems",
    "maxLength",
    "items",
    "values",
    "keys",
    "required",
    "unique",
}
ABOUT = {"rule", "since", "until", "exact", "when"}


@pytest.fixture
def overlay(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, list[Constraint]]]:
    """Constraints in the place of the shipped ones; a test fills them in."""
    own: dict[str, dict[str, list[Constraint]]] = {}
    monkeypatch.setattr(constraints, "shipped", lambda: own)
    return own


def _pod(spec: str) -> str:
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {spec}\n"


def _violations(text: str, version: tuple[int, int] = NEWEST) -> list[Violation]:
    return [fault for fault in faults_in(text, version) if isinstance(fault, Violation)]


def _told(text: str, version: tuple[int, int] = NEWEST) -> list[tuple[str, str]]:
    return [(spell(each.path), each.problem) for each in _violations(text, version)]


CASES: list[tuple[Constraint, str, list[tuple[str, str]]]] = [
    ({"enum": ["None", "Default"]}, "dnsPolicy: Default", []),
    ({"enum": ["None", "Default"]}, 'dnsPolicy: ""', []),
    ({"enum": ["None", "Default"]}, "dnsPolicy: null", []),
    ({"enum": ["None", "Default"]}, "hostname: x", []),
    ({"enum": ["None", "Default"]}, "dnsPolicy: default", [("spec.dnsPolicy", 'it must be None or Default; write "Default"')]),
    (
        {"enum": ["None", "Default"]},
        "dnsPolicy: Defualt",
        [("spec.dnsPolicy", 'it must be None or Default; did you mean "Default"?')],
    ),
    ({"enum": ["None"]}, "dnsPolicy: x", [("spec.dnsPolicy", "it must be None")]),
    ({"format": "dns-label"}, "dnsPolicy: a", []),
    ({"format": "dns-label"}, 'dnsPolicy: ""', []),
    (
        {"format": "dns-label"},
        "dnsPolicy: -a",
        [("spec.dnsPolicy", 'it must begin and end with a letter or digit; "a" would do')],
    ),
    ({"maxLength": 3}, "dnsPolicy: abcd", [("spec.dnsPolicy", "it has 4 characters and may have at most 3")]),
    ({"required": True}, "dnsPolicy: a", []),
    ({"required": True}, "hostname: a", [("spec.dnsPolicy", "spec needs a field dnsPolicy")]),
    ({"required": True}, "dnsPolicy: null", [("spec.dnsPolicy", "it must not be empty")]),
    ({"required": True}, 'dnsPolicy: ""', [("spec.dnsPolicy", "it must not be empty")]),
    ({"required": True, "format": "dns-label"}, 'dnsPolicy: ""', [("spec.dnsPolicy", "it is empty")]),
    ({"required": True, "format": "label-value"}, 'dnsPolicy: ""', [("spec.dnsPolicy", "it must not be empty")]),
    ({"format": "dns-label", "exact": True}, "dnsPolicy: null", []),
    ({"format": "dns-label", "exact": True}, 'dnsPolicy: ""', [("spec.dnsPolicy", "it is empty")]),
    ({"enum": ["a"], "exact": True}, "dnsPolicy: null", []),
    ({"enum": ["a"], "exact": True}, 'dnsPolicy: ""', [("spec.dnsPolicy", "it must be a")]),
    ({"format": "dns-label", "when": {"hostname": ["a"]}}, "dnsPolicy: -a", []),
    ({"format": "dns-label", "when": {"hostname": ["a"]}}, "dnsPolicy: -a, hostname: b", []),
    (
        {"format": "dns-label", "when": {"hostname": ["b"]}},
        "dnsPolicy: -a, hostname: b",
        [("spec.dnsPolicy", 'it must begin and end with a letter or digit; "a" would do')],
    ),
    ({"required": True, "when": {"hostname": ["b"]}}, "hostname: b", [("spec.dnsPolicy", "spec needs a field dnsPolicy")]),
    ({"required": True, "enum": ["a"]}, "dnsPolicy: b", [("spec.dnsPolicy", "it must be a")]),
]


@pytest.mark.parametrize(("constraint", "spec", "told"), CASES)
def test_a_word(
    overlay: dict[str, dict[str, list[Constraint]]], constraint: Constraint, spec: str, told: list[tuple[str, str]]
) -> None:
    overlay["core.v1.PodSpec"] = {"dnsPolicy": [constraint | {"rule": "r"}]}

    assert told == _told(_pod(f"{{containers: [{{name: c}}], {spec}}}"))


@pytest.mark.parametrize(
    ("field", "constraint", "spec", "told"),
    [
        ("priority", {"minimum": 1}, "priority: 0", [("spec.priority", "it must be at least 1")]),
        ("priority", {"maximum": 1}, "priority: 2", [("spec.priority", "it must be at most 1")]),
        ("priority", {"minimum": 1, "maximum": 3}, "priority: 4", [("spec.priority", "it must be between 1 and 3")]),
        ("priority", {"minimum": 1, "maximum": 3}, "priority: null", []),
        ("priority", {"minimum": 1, "maximum": 3}, "priority: 3.0", []),
        ("hostAliases", {"maxItems": 0}, "hostAliases: [{ip: 192.0.2.1}]", [("spec.hostAliases", "it must be left out here")]),
        ("hostAliases", {"minItems": 1}, "hostAliases: null", []),
        ("hostAliases", {"minItems": 1}, "hostAliases: []", [("spec.hostAliases", "it has 0 items and must have at least 1")]),
        ("hostAliases", {"required": True}, "hostAliases: []", [("spec.hostAliases", "it must not be empty")]),
        (
            "hostAliases",
            {"maxItems": 1},
            "hostAliases: [{ip: 192.0.2.1}, {ip: 192.0.2.2}]",
            [("spec.hostAliases", "it has 2 items and may have at most 1")],
        ),
        ("nodeSelector", {"values": {"format": "label-value"}}, 'nodeSelector: {a: "", b: , c: d}', []),
        (
            "nodeSelector",
            {"values": {"format": "label-value"}},
            "nodeSelector: {a: -x}",
            [("spec.nodeSelector", "it must begin and end with a letter or digit")],
        ),
        (
            "nodeSelector",
            {"keys": {"format": "label-key"}},
            "nodeSelector: {-a: x, b: x, c_: x}",
            [("spec.nodeSelector", "it must begin and end with a letter or digit")] * 2,
        ),
        ("containers", {"unique": ["name"]}, "hostname: a", []),
        (
            "readinessGates",
            {"unique": ["conditionType"]},
            "readinessGates: [{conditionType: }, {conditionType: }, null, 1]",
            [("spec.readinessGates[2].conditionType", "the item is empty")],
        ),
        (
            "readinessGates",
            {"unique": ["conditionType"]},
            "readinessGates: [{conditionType: a}, {conditionType: b}, {conditionType: a}]",
            [("spec.readinessGates[2].conditionType", "an earlier item has the same conditionType")],
        ),
    ],
)
def test_other_fields(
    overlay: dict[str, dict[str, list[Constraint]]], field: str, constraint: Constraint, spec: str, told: list[tuple[str, str]]
) -> None:
    overlay["core.v1.PodSpec"] = {field: [constraint | {"rule": "r"}]}

    assert told == _told(_pod(f"{{containers: [{{name: c}}], {spec}}}"))


@pytest.mark.parametrize(
    ("constraint", "searches", "told"),
    [
        ({"format": "dns-label"}, "[a, b]", []),
        ({"format": "dns-label"}, "null", []),
        (
            {"format": "dns-label"},
            "[a, '', -b]",
            [(1, "it is empty"), (2, 'it must begin and end with a letter or digit; "b" would do')],
        ),
        ({"format": "dns-label"}, "[null]", [(0, "it is empty")]),
        ({"format": "label-value"}, "[null, '']", []),
        ({"enum": ["a"]}, "[a, '', null, b]", [(1, "it must be a"), (2, "it must be a"), (3, "it must be a")]),
        ({"maxLength": 1}, "[a, ab]", [(1, "it has 2 characters and may have at most 1")]),
    ],
)
def test_in_a_list_nothing_is_a_value(
    overlay: dict[str, dict[str, list[Constraint]]], constraint: Constraint, searches: str, told: list[tuple[int, str]]
) -> None:
    overlay["core.v1.PodDNSConfig"] = {"searches": [{"items": constraint, "rule": "r"}]}

    expected = [(f"spec.dnsConfig.searches[{index}]", words) for index, words in told]
    assert expected == _told(_pod(f"{{containers: [{{name: c}}], dnsConfig: {{searches: {searches}}}}}"))


def test_places_and_values(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.ContainerPort"] = {"protocol": [{"enum": ["TCP"], "rule": "r"}], "name": [{"required": True, "rule": "s"}]}
    overlay["core.v1.Container"] = {"ports": [{"unique": ["containerPort", "name"], "rule": "t"}]}
    overlay["core.v1.PodSpec"] = {"nodeSelector": [{"keys": {"maxLength": 1}, "rule": "u"}]}
    ports = "[{containerPort: 80, name: a, protocol: ' tcp'}, {containerPort: 80}, {containerPort: 80, name: a}]"
    text = _pod(f"{{nodeSelector: {{ab: x}}, containers: [{{name: c, ports: {ports}}}]}}")

    by_rule = {each.rule: each for each in _violations(text)}

    protocol, name, repeated, key = (by_rule[rule] for rule in "rstu")
    assert (" tcp", "TCP", None) == (protocol.value, protocol.right, protocol.earlier)
    assert isinstance(name.place, Absent)
    assert ("name", None, "spec.containers[0].ports[1].name") == (name.place.name, name.value, spell(name.path))
    assert "spec.containers[0].ports[2]" == spell(repeated.path)
    assert repeated.earlier is not None
    assert "{containerPort: 80, name: a, protocol: ' tcp'}" == text[repeated.earlier.start : repeated.earlier.end]
    assert not isinstance(key.place, Absent)
    assert ("ab", "spec.nodeSelector", "ab") == (key.value, spell(key.path), text[key.place.start : key.place.end])


def test_faults_and_violations_are_told_side_by_side(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.PodSpec"] = {"hostname": [{"format": "dns-label", "rule": "r"}]}

    faults = faults_in(_pod("{containers: [{name: c}], hostname: -a, hostnam: b, subdomain: 1}"))

    assert [UnknownField, Violation, WrongType] == sorted((type(each) for each in faults), key=lambda each: each.__name__)


def test_what_cannot_be_decoded_is_not_checked_further(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.PodSpec"] = {
        "dnsPolicy": [{"enum": ["None"], "rule": "r"}],
        "priority": [{"maximum": 5, "rule": "r"}],
    }

    faults = faults_in(_pod("{containers: [{name: c}], dnsPolicy: 1, priority: 12345678901}"))

    assert ["OutOfRange", "WrongType"] == sorted(type(each).__name__ for each in faults)


def test_a_status_is_not_checked(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.PodStatus"] = {"phase": [{"enum": ["Running"], "rule": "r"}]}

    assert [] == _told(_pod("{containers: [{name: c}]}") + "status: {phase: Walking}\n")


def test_a_constraint_speaks_for_a_field_that_the_schema_requires(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.Container"] = {"name": [{"required": True, "rule": "r"}]}

    faults = faults_in(_pod("{containers: [{image: web}]}"))

    assert [("r", "spec.containers[0].name")] == [
        (each.rule, spell(each.path)) for each in faults if isinstance(each, Violation)
    ]
    assert 1 == len(faults)


@pytest.mark.parametrize(("version", "count"), [((1, 30), 0), ((1, 31), 1), ((1, 33), 1), ((1, 34), 0)])
def test_since_and_until_belong_to_the_range(
    overlay: dict[str, dict[str, list[Constraint]]], version: tuple[int, int], count: int
) -> None:
    overlay["core.v1.PodSpec"] = {"hostname": [{"maxLength": 1, "rule": "r", "since": "1.31", "until": "1.33"}]}

    assert count == len(_violations(_pod("{containers: [{name: c}], hostname: ab}"), version))


def test_several_constraints_on_one_field_all_speak(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.PodSpec"] = {"hostname": [{"maxLength": 1, "rule": "r"}, {"enum": ["a"], "rule": "s"}]}

    assert {"r", "s"} == {each.rule for each in _violations(_pod("{containers: [{name: c}], hostname: ab}"))}


def test_lists_are_found_through_references_lists_and_maps(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["apiextensions.v1.JSONSchemaProps"] = {"enum": [{"unique": ["a"], "rule": "r"}]}
    head = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n"
    (crd,) = objects_in(head + "spec: {versions: [{schema: {openAPIV3Schema: {properties: {p: {enum: [{a: 1}, {a: 1}]}}}}}]}\n")

    found = [spell(each.path) for each in Decoder(NEWEST).decode(crd) if isinstance(each, Violation)]

    assert ["spec.versions[0].schema.openAPIV3Schema.properties.p.enum[1].a"] == found


WORDS = st.sampled_from(["", None, "a", "-a", "TCP", "tcp", 5, 0, 70000, True, 1.5])
PORTS = st.dictionaries(st.sampled_from(["name", "protocol", "containerPort", "hostPort"]), WORDS)


@given(port=PORTS, searches=st.none() | st.lists(WORDS), selector=st.dictionaries(st.sampled_from(["a", "-b"]), WORDS))
def test_both_engines_agree_on_constraints(port: dict[str, Any], searches: list[Any], selector: dict[str, Any]) -> None:
    several: Fields = {
        "name": ({"format": "port-name", "required": True, "rule": "r"},),
        "protocol": ({"enum": ["TCP"], "rule": "r"},),
        "containerPort": ({"minimum": 1, "maximum": 65535, "rule": "r"},),
        "searches": ({"items": {"format": "dns-label"}, "maxItems": 2, "rule": "r"},),
        "selector": ({"keys": {"format": "label-key"}, "values": {"format": "label-value"}, "rule": "r"},),
    }
    schema = constraints.constrained({"type": "object", "properties": {name: {} for name in several}}, several)
    fast = fast_engine(schema)
    instance = {**port, "searches": searches, "selector": selector}

    assert fast is not None
    assert explaining_engine(schema).is_valid(instance) == fast.is_valid(instance)


def test_a_validator_accepts_what_it_has_nothing_to_say_of(overlay: dict[str, dict[str, list[Constraint]]]) -> None:
    overlay["core.v1.Container"] = {"ports": [{"unique": ["name"], "rule": "r"}]}
    validator = Validator(release().bundle(release().roots["v1", "Pod"]))

    for ports, clean in (([{"name": "a", "containerPort": 1}], True), ([{"name": "a", "containerPort": 1}] * 2, False)):
        instance = {"apiVersion": "v1", "spec": {"containers": [{"name": "c", "ports": ports}]}}
        assert clean == validator.accepts(instance)
        assert clean == (not [*validator.complaints(instance), *validator.repeats(instance)])


def _all_constraints() -> list[tuple[str, str, Constraint]]:
    return [(name, field, each) for name, fields in shipped().items() for field, several in fields.items() for each in several]


def test_every_rule_that_a_shipped_constraint_names_exists() -> None:
    assert set() == {each["rule"] for _, _, each in _all_constraints()} - {each.name for each in load_rules()}


def test_every_field_of_a_shipped_constraint_exists() -> None:
    known = release().definitions

    assert [] == [
        (name, field) for name, field, _ in _all_constraints() if field not in known.get(name, {}).get("properties", {})
    ]


def test_shipped_constraints_say_what_is_understood() -> None:
    inner = [each[key] for _, _, each in _all_constraints() for key in ("items", "values", "keys") if key in each]
    every = [each for _, _, each in _all_constraints()] + inner

    assert set() == set().union(*every) - KEYWORDS - ABOUT
    assert set() == {each["format"] for each in every if "format" in each} - FAULTS.keys()
    assert all(KEYWORDS & each.keys() for each in every)


def test_shipped_constraints_hold_in_some_version() -> None:
    versions = [(1, minor) for minor in range(OLDEST[1], NEWEST[1] + 1)]
    held = {
        (name, field, id(each))
        for name in shipped()
        for version in versions
        for field, several in constraints_of(name, version).items()
        for each in several
    }

    assert [] == [(name, field) for name, field, each in _all_constraints() if (name, field, id(each)) not in held]
