"""Documents: what is one, where one ends, and what becomes of the others when one is broken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from svclint.sources.source import Source
from svclint.syntax import events
from svclint.syntax.compose import compose
from svclint.syntax.document import SyntaxFault
from tests.syntax.trees import composed, plain, value, values


def faults(text: str) -> list[SyntaxFault]:
    return list(composed(text).faults)


def faulty(text: str) -> list[tuple[int, str]]:
    """The line of each fault, and the text that is marked."""
    return [(fault.source.position(fault.offset)[0], text[fault.offset : fault.end]) for fault in faults(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# nothing\n", []),
        ("---\n", [None]),
        ("a: 1\n", [{"a": 1}]),
        ("a: 1\n---\n---\nb: 2\n", [{"a": 1}, None, {"b": 2}]),
        ("--- # first\na: 1\r\n---\r\nb: 2\r\n", [{"a": 1}, {"b": 2}]),
        ("---\t \na: 1\n...\n", [{"a": 1}]),
        ("a: |\n  ---\n  text\n", [{"a": "---\ntext\n"}]),
        ("{image: nginx:1.27, urls: [http://x/y, a::b]}", [{"image": "nginx:1.27", "urls": ["http://x/y", "a::b"]}]),
        ("{last: {c:}}", [{"last": {"c:": None}}]),
        ('{"a":1, b: "x:y", c: x:y, d: !<tag:yaml.org,2002:int> "80"}', [{"a": 1, "b": "x:y", "c": "x:y", "d": 80}]),
        ("a: 1\n---\nb: [x:y]\n---\nc: {d: e:f}\n", [{"a": 1}, {"b": ["x:y"]}, {"c": {"d": "e:f"}}]),
        ('{"a": 1}{"b": 2}\n{"c": 3}', [{"a": 1}, {"b": 2}, {"c": 3}]),
        (r'{"a": "x\/y"}', [{"a": "x/y"}]),
        (r'a: "x\\/y"', [{"a": r"x\/y"}]),
        (json.dumps({"a": "😀 \ue001", "b": "é"}), [{"a": "😀 \ue001", "b": "é"}]),
        ("? a\n: b\n", [{"a": "b"}]),
    ],
)  # fmt: skip
def test_documents(text: str, expected: list[Any]) -> None:
    assert (expected, []) == (values(text), faults(text))


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("%YAML 1.1\n---\na: 1\n", "kubectl refuses directives such as %YAML 1.1", (1, "%YAML 1.1")),
        ("%TAG ! tag:x,1:\n---\na: 1\n", "kubectl refuses directives such as %TAG ! tag:x,1:", (1, "%TAG ! tag:x,1:")),
        ("--- !!map\na: 1\n", "kubectl refuses content behind ---", (1, "---")),
        ("a: 1\n--- text\n", "kubectl refuses content behind ---", (2, "---")),
        ('a: "x\\/y"\n', r"found unknown escape character \/", (1, r"\/")),
        ("a: {b: c}\n[d]: 1\n", "a mapping key must be a scalar, not a list or a mapping", (2, "[d]")),
        ("a: {{ x }}\n", "a mapping key must be a scalar, not a list or a mapping", (1, "{ x }")),
        ("a:\n  ~: 1\n", "null cannot be a key", (2, "~")),
        ("? \n", "null cannot be a key", (1, "?")),
        ("a: !!int x\n", '"x" is no !!int', (1, "!!int x")),
        ("a: 1\nb: *c\n", "the alias *c has no anchor &c before it", (2, "*c")),
        ("a: &a [*a]\n", "the alias *a stands inside its own anchor &a", (1, "*a")),
        ("a: 1\n<<: 2\n", "a merge key (<<) takes a mapping or a list of mappings", (2, "2")),
        ("<<: [{a: 1}, 2]\n", "a merge key (<<) takes a mapping or a list of mappings", (1, "2")),
        ("a: 1\n...\nb: 2\n", "does not parse: did not find expected <document start>", (3, "b: 2")),
        ("a: é\x01\n", "does not parse: unacceptable character #x0001: control characters are not allowed", (1, "\x01")),
    ],
)
def test_what_the_server_does_not_take(text: str, message: str, place: tuple[int, str]) -> None:
    assert ([message], [place]) == ([fault.message for fault in faults(text)], faulty(text))


def test_a_broken_document_does_not_hide_the_others() -> None:
    found = composed("a: 1\n---\nb: [\n---\nc: 3\n---\nd: e: f\n---\ng: 5\n")

    assert [{"a": 1}, {"c": 3}, {"g": 5}] == [plain(document.root) for document in found.documents]
    assert [0, 2, 4] == [document.index for document in found.documents]
    assert [1, 4, 8] == [document.source.position(document.start)[0] for document in found.documents]
    assert 1 == len(found.faults)


@pytest.mark.parametrize("broken", ['a: "x', "a: [x", "a: 'x", "a: {x: 1,", "a: @x", "a: {[x]: 1}"])
def test_the_document_behind_a_broken_one_is_whole(broken: str) -> None:
    found = composed(f"{broken}\n---\nb: 2\n")

    assert [{"b": 2}] == [plain(document.root) for document in found.documents]
    assert [(0, len(broken) + 1)] == [fault.document for fault in found.faults]
    assert [1] == [document.index for document in found.documents]


def test_each_broken_object_is_told_but_not_each_piece_of_one() -> None:
    text = "kind: A\nx: @\n---\nkind: B\nx: @\n---\nrest: @\n---\nkind: C\n"

    assert [2, 5] == [line for line, _ in faulty(text)]
    assert [{"kind": "C"}] == values(text)


def test_what_follows_json_objects_may_be_broken() -> None:
    text = '{"a": 1}{"b": 2}\n{"c": [}\n---\n{"d": 4}'

    assert ([{"a": 1}, {"b": 2}, {"d": 4}], [(2, '{"c": [}')]) == (values(text), faulty(text))


def test_brackets_deeper_than_the_json_reader_goes_are_left_to_the_limits() -> None:
    found = composed('{"a": 1}{"b": ' + "[" * 5000)

    assert 1 == len(found.limits)
    assert [{"a": 1}] == [plain(document.root) for document in found.documents]


def test_disguises_are_found_again_behind_each_other() -> None:
    pair = json.dumps("😀")

    assert [{"a": "b:c", "d": "😀"}] == values(f"{{a: b:c, d: {pair}}}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: {port: 1, <<: {port: 2, m: 3}}", {"x": {"port": 2, "m": 3}}),
        ("x: {<<: {port: 2, m: 3}, port: 1}", {"x": {"port": 1, "m": 3}}),
        ("x: {<<: [{a: 1}, {a: 2, b: 2}]}", {"x": {"a": 1, "b": 2}}),
        ("x: {<<: []}", {"x": {}}),
        ('x: {"<<": 1}', {"x": {"<<": 1}}),
        ("x: {! '<<': {a: 1}}", {"x": {"a": 1}}),
        ("x: {!!merge <<: {a: 1}}", {"x": {"a": 1}}),
        ("x: <<", {"x": "<<"}),
    ],
)
def test_merge_keys_as_the_server_reads_them(text: str, expected: Any) -> None:  # noqa: ANN401 - a value of JSON
    assert expected == value(text)


@pytest.mark.parametrize(
    ("text", "duplicates"),
    [
        ("a: 1\nb: 2\na: 3\n", [("a", 1, 3)]),
        ("a: 1\na: 2\na: 3\n", [("a", 1, 2), ("a", 1, 3)]),
        ("true: 1\nyes: 2\n", [("true", 1, 2)]),
        ("'1': 1\n0x1: 2\n", [("'1'", 1, 2)]),
        ("x: {a: 1, a: 1}\n", [("a", 1, 1)]),
        ("x: {<<: {a: 1}, a: 2}\n", []),
        ("x: {a: 2, <<: {a: 1}}\n", []),
        ("x: {<<: {a: 1}, <<: {a: 2}}\n", []),
        ("x: {<<: {a: 1}, b: 1,\n b: 2}\n", [("b", 1, 2)]),
    ],
)
def test_duplicate_keys(text: str, duplicates: list[tuple[str, int, int]]) -> None:
    document = composed(text).documents[0]

    found = [(text[each.first.start : each.first.end], each.first.start, each.second.start) for each in document.duplicates]

    assert [name for name, _, _ in duplicates] == [name for name, _, _ in found]
    assert all(first < second for _, first, second in found)


def test_a_repeated_key_keeps_both_pairs_and_the_last_value() -> None:
    document = composed("a: 1\nb: 2\na: 3\n").documents[0]

    assert {"a": 3, "b": 2} == plain(document.root)
    assert [("a", "1"), ("b", "2"), ("a", "3")] == [(key.text, inner.text) for key, inner in document.root.entries]  # type: ignore[union-attr]


def test_the_pure_parser_stands_in_where_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ruamel.yaml.cyaml", None)

    found = compose(Source("a.yaml", "a: [1, x:y]\n"), events.native_events)

    assert [{"a": [1, "x:y"]}] == [plain(document.root) for document in found.documents]


@pytest.mark.parametrize(
    "text", ["a: [\n---\nb: 1\n", "%YAML 1.2\n---\na: 1\n", "a: {{ x }}\n", "a: 1\n...\nb: 2\n", "a: \x01\n"]
)
def test_both_parsers_lose_the_same_stretch(text: str) -> None:
    source = Source("a.yaml", text)

    native, pure = compose(source), compose(source, events.pure_events)

    assert [fault.document for fault in native.faults] == [fault.document for fault in pure.faults]


def test_the_pure_parser_is_stricter_about_tabs() -> None:
    source = Source("a.yaml", "a:\t1\n")

    assert (0, 1) == (len(compose(source).faults), len(compose(source, events.pure_events).faults))
