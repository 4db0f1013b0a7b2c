"""What the server takes for nothing at all."""

from __future__ import annotations

import pytest

from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Mapping, Node, is_blank, item_text


def value(text: str) -> Node:
    """The node of a value in YAML."""
    root = compose(Source("example.yaml", f"value: {text}\n")).documents[0].root
    assert isinstance(root, Mapping)
    return root.values["value"]


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), ("null", True), ('""', True), ("a", False), ("0", False), ("[]", False), ("{}", False)]
)
def test_blank_is_what_a_default_replaces(text: str, *, blank: bool) -> None:
    assert blank == is_blank(value(text))


def test_a_field_that_is_not_there_is_blank() -> None:
    assert is_blank(None)


@pytest.mark.parametrize(
    ("text", "read_as"), [("", ""), ('""', ""), ("a", "a"), ('"5"', "5"), ("5", None), ("yes", None), ("[a]", None)]
)
def test_item_of_a_list_of_strings(text: str, read_as: str | None) -> None:
    assert read_as == item_text(value(text))
