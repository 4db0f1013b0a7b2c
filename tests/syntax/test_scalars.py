"""Scalars are read as the API server reads them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from svclint.syntax.scalars import ScalarValue, UndecodableError, name_of, resolve
from tests.syntax.trees import composed, plain, value

_MEASURED = Path(__file__).resolve().parents[3] / "shared" / "spec" / "scalars.jsonl"
_YAML = "tag:yaml.org,2002:"

PLAIN: list[tuple[str, ScalarValue]] = [
    ("", None), ("~", None), ("null", None), ("NULL", None), ("nul", "nul"), ("~x", "~x"),
    ("y", True), ("Yes", True), ("ON", True), ("true", True), ("n", False), ("off", False), ("tRue", "tRue"), ("yEs", "yEs"),
    ("0", 0), ("80", 80), ("-1", -1), ("+80", 80), ("-0", 0), ("1_000", 1000), ("80_", 80), ("1__0", 10), ("_1", "_1"),
    ("017", 15), ("0o17", 15), ("0O17", 15), ("-017", -15), ("08", 8.0), ("0888", 888.0), ("00", 0), ("0o8", "0o8"),
    ("0_8", 8.0),
    ("0x1F", 31), ("-0x1F", -31), ("0x_1", 1), ("0x", "0x"), ("0xG", "0xG"), ("0b11", 3), ("0b2", "0b2"), ("-0b1", -1),
    ("9223372036854775807", 2**63 - 1), ("18446744073709551615", 2**64 - 1), ("18446744073709551616", float(2**64)),
    ("-9223372036854775808", -(2**63)), ("-9223372036854775809", float(-(2**63))), ("+9223372036854775808", float(2**63)),
    ("0" * 80 + "1", 1), ("1" * 70, float("1" * 70)), ("1" * 5000, "1" * 5000),
    ("1.0", 1.0), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), ("1e3", 1000.0), ("1.5E+3", 1500.0), ("1e-400", 0.0),
    ("1_0.5", 10.5),
    ("1e400", "1e400"), ("1e", "1e"), (".", "."), (".5_0", 0.5), ("._5", "._5"), (".5__0", ".5__0"), (".1e400", ".1e400"),
    ("+", "+"),
    ("1.2.3", "1.2.3"), ("v1", "v1"), ("12:30", "12:30"), ("190:20:30.15", "190:20:30.15"), ("2001-01-01", "2001-01-01"),
    ("nan", "nan"), ("inf", "inf"), (".inf", math.inf), ("+.Inf", math.inf), ("-.INF", -math.inf), ("=", "="), ("<<", "<<"),
    ("\uff18\uff10", "\uff18\uff10"),
]  # fmt: skip

TAGGED: list[tuple[str, str, ScalarValue]] = [
    ("!", "80", "80"), ("!foo", "80", "80"), ("str", "80", "80"), ("str", "", ""), ("foo", "null", "null"), ("map", "x", "x"),
    ("int", "80", 80), ("int", "80_0", 800), ("float", "80", 80), ("float", ".5", 0.5), ("bool", "yes", True),
    ("null", "~", None),
    ("binary", "aGk=", "hi"), ("binary", "aGVs\nbG8=\n", "hello"), ("binary", "", ""), ("binary", "/w==", "\ufffd"),
    ("timestamp", "2001-01-01", "2001-01-01"), ("timestamp", "2001-1-1 1:1:1.5", "2001-1-1 1:1:1.5"),
    ("timestamp", "2001-01-01T00:00:00+01:00", "2001-01-01T00:00:00+01:00"),
]  # fmt: skip

MISFITS = [
    ("int", "1.0"), ("int", "08"), ("int", ""), ("int", "yes"), ("bool", "x"), ("bool", "1"), ("null", "x"), ("float", "x"),
    ("binary", "a GVsbG8="), ("binary", "aGk"), ("binary", "a1Gk="), ("timestamp", "x"), ("timestamp", "2001-02-30"),
    ("timestamp", "2001-01-01 1:2:3 +1"),
]  # fmt: skip

KEYS: list[tuple[ScalarValue, str]] = [
    ("web", "web"), (True, "true"), (False, "false"), (80, "80"), (-1, "-1"), (1.0, "1"), (1.10, "1.1"), (1000.0, "1000"),
    (100000.0, "100000"), (1000000.0, "1e+06"), (1234567.0, "1.234567e+06"), (123456.7, "123456.7"), (0.0001, "0.0001"),
    (0.00001, "1e-05"), (-0.0, "-0"), (float(2**64), "1.8446744e+19"), (1e308, ".inf"), (-1e308, "-.inf"), (math.inf, ".inf"),
    (math.nan, ".nan"), (0.1, "0.1"),
]  # fmt: skip


def tag(name: str) -> str:
    return name if name.startswith("!") else _YAML + name


def same(expected: ScalarValue, found: ScalarValue) -> bool:
    return (type(expected), expected) == (type(found), found)


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain_words(text: str, expected: ScalarValue) -> None:
    assert same(expected, resolve(text, "", None))


def test_not_a_number_is_a_number() -> None:
    assert all(math.isnan(number) for text in (".nan", ".NaN", ".NAN") if isinstance(number := resolve(text, "", None), float))


@pytest.mark.parametrize("style", ["'", '"', "|", ">"])
def test_what_is_quoted_stays_a_string(style: str) -> None:
    assert ["80", "yes", ""] == [resolve(text, style, None) for text in ("80", "yes", "")]


@pytest.mark.parametrize("style", ["", '"'])
@pytest.mark.parametrize(("name", "text", "expected"), TAGGED)
def test_a_tag_decides_whatever_the_quotes(name: str, text: str, expected: ScalarValue, style: str) -> None:
    assert same(expected, resolve(text, style, tag(name)))


@pytest.mark.parametrize(("name", "text"), MISFITS)
def test_a_tag_that_does_not_fit_is_refused(name: str, text: str) -> None:
    with pytest.raises(UndecodableError, match=f"is no !!{name}"):
        resolve(text, "", tag(name))


@pytest.mark.parametrize(("key", "expected"), KEYS)
def test_names_of_keys(key: ScalarValue, expected: str) -> None:
    assert expected == name_of(key)


@pytest.mark.parametrize("key", [None, 2**63])
def test_no_name_for_a_key(key: ScalarValue) -> None:
    with pytest.raises(UndecodableError, match="cannot be a key"):
        name_of(key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes: 1", "true"),
        ("'yes': 1", "yes"),
        ("1.0: 1", "1"),
        ("!!str 80: 1", "80"),
        ("!!binary aGk=: 1", "hi"),
        ("0x10: 1", "16"),
    ],
)
def test_keys_as_written(text: str, expected: str) -> None:
    assert {expected: 1} == value(text)


def _measurements() -> list[dict[str, Any]]:
    if not _MEASURED.exists():
        pytest.skip(f"no measurements of an API server at {_MEASURED}")
    return [json.loads(line) for line in _MEASURED.read_text(encoding="utf-8").splitlines()]


def _in_json(found: Any) -> Any:  # noqa: ANN401 - a value of JSON
    """A number as JSON has it: one type, beyond 2^53 only as exact as a double; what JSON cannot say is refused."""
    if isinstance(found, dict):
        return {name: _in_json(inner) for name, inner in found.items()}
    if isinstance(found, list):
        return [_in_json(inner) for inner in found]
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return float(found) if math.isfinite(found) else "refused"
    return found


def _read(place: str, scalar: str) -> Any:  # noqa: ANN401 - a value of JSON
    text = {"value": f"x:\n    v: {scalar}\n", "flow_value": f"x: {{v: {scalar}}}\n", "key": f"x:\n  {scalar}: 1\n"}[place]
    found = composed(text)
    if found.faults:
        return "refused"
    inner = _in_json(plain(found.documents[0].root))["x"]
    return inner if place == "key" else inner["v"]


def test_every_measured_scalar_is_read_as_the_server_reads_it() -> None:
    answers = [
        (place, case["scalar"], _in_json(answer["json"]) if answer["ok"] else "refused")
        for case in _measurements()
        for place, answer in case.items()
        if place != "scalar"
    ]

    assert [] == [(place, scalar, expected) for place, scalar, expected in answers if expected != _read(place, scalar)]
