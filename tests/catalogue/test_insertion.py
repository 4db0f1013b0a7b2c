"""The edit that writes a field which is not there."""

from __future__ import annotations

import pytest

from svclint.catalogue.insertion import inserted
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.places import mapping_at


def _with_name(text: str, name: str = "web") -> str | None:
    """The text with a name in the mapping under `at`."""
    root = compose(Source("x.yaml", text)).documents[0].root
    parent = next(each for each in (mapping_at(root, "at"), mapping_at(root, "at", 0)) if each is not None)
    edit = inserted(parent, "name", name)
    return None if edit is None else text[: edit.at.start] + edit.text + text[edit.at.end :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at:\n  port: 1\n  x: 2\n", "at:\n  name: web\n  port: 1\n  x: 2\n"),
        ("at:\n- port: 1\n  x: 2\n", "at:\n- name: web\n  port: 1\n  x: 2\n"),
        ("at:\n  # a\n  - port: 1\n", "at:\n  # a\n  - name: web\n    port: 1\n"),
        ("at:\r\n- port: 1\r\n", "at:\r\n- name: web\r\n  port: 1\r\n"),
        ("at: [{port: 1}]\n", "at: [{name: web, port: 1}]\n"),
        ('{"at": [{"port": 1}]}', '{"at": [{"name": "web", "port": 1}]}'),
        ("at: {}\n", "at: {name: web}\n"),
        ("a: &a {x: 1}\nat:\n  <<: *a\n  y: 2\n", "a: &a {x: 1}\nat:\n  <<: *a\n  name: web\n  y: 2\n"),
        ("a: &a {x: 1}\nat: {<<: *a}\n", "a: &a {x: 1}\nat: {name: web, <<: *a}\n"),
    ],
)
def test_a_field_goes_first_in_the_style_of_its_mapping(text: str, expected: str) -> None:
    assert expected == _with_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a {x: 1}\nat: *a\n",
        "a: &a {}\nat: *a\n",
        "a: &a {x: 1}\nat:\n  <<: *a\n",
        "at:\n- ? port\n  : 1\n",
        "at:\n- &b x: 1\n",
    ],
)
def test_an_unusual_place_is_left_alone(text: str) -> None:
    assert _with_name(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("at: {x: 1}", 'at: {name: "no", x: 1}'), ('{"at": {"x": 1}}', '{"at": {"name": "no", "x": 1}}')]
)
def test_a_word_that_is_no_string_without_quotes_gets_them(text: str, expected: str) -> None:
    assert expected == _with_name(text, "no")
