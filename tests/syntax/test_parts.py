"""Where a part of a scalar's content stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.parts import span_inside
from svclint.syntax.places import node_at


def shown(text: str, word: str, number: int = 0) -> tuple[int, str] | None:
    """Line and text of the place of the `number`th `word` in the value of `a`."""
    source = Source("x.yaml", text)
    root = compose(source).documents[0].root
    assert isinstance(root, Mapping)
    scalar = node_at(root, "a")
    assert isinstance(scalar, Scalar)
    start = -1
    for _ in range(number + 1):
        start = scalar.text.index(word, start + 1)
    span = span_inside(scalar, start, start + len(word))
    return (source.position(span.start)[0], source.text[span.start : span.end]) if span else None


@pytest.mark.parametrize(
    "text",
    [
        "a: x web.svc y",
        "a: 'x web.svc y'",
        'a: "x web.svc y"',
        "a: 'it''s web.svc'",
        'a: "\\tweb.svc \\"quoted\\""',
        'a: "x\\nweb.svc"',
        "a: !!str web.svc",
        "a: &x web.svc",
    ],
)
def test_one_line(text: str) -> None:
    assert shown(text, "web.svc") == (1, "web.svc")


@pytest.mark.parametrize("style", ["|", "|-", ">", ">-", "|2", "| # web.svc", ">\r"])
def test_blocks(style: str) -> None:
    assert shown(f"a: {style}\n  one\n  two web.svc three\n  four", "web.svc") == (3, "web.svc")


def test_plain_value_over_several_lines() -> None:
    assert shown("a: one\n  two web.svc\n  three", "web.svc") == (2, "web.svc")


def test_each_of_several_occurrences_has_its_own_place() -> None:
    text = "a: |\n  web.svc\n  my-web.svc web.svc.x\n  web.svc"

    assert shown(text, "web.svc") == (2, "web.svc")
    assert shown(text, "web.svc", 3) == (4, "web.svc")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('a: "we\\x62.svc"', "web.svc"),
        ('a: "\\x61b.svc b.svc \\tab.svc"', "ab.svc"),
        ('a: "web.\\\n  svc"', "web.svc"),
        ("b: &web web\na: *web", "web"),
        ("a: |\n  one\x85  web.svc\n", "web.svc"),
        ("a: |\n  one\x85  two\x85  web.svc", "web.svc"),
    ],
)
def test_no_place_where_it_cannot_be_told(text: str, word: str) -> None:
    assert shown(text, word) is None


def test_no_place_for_a_piece_of_a_word() -> None:
    assert shown('a: "x\\ty web.svc"', "eb.svc") is None


@given(st.lists(st.sampled_from(["web.svc", "db.shop.svc", "a-1.b", "x"]), min_size=1, max_size=8), st.data())
def test_what_stands_there_is_the_word(words: list[str], data: st.DataObject) -> None:
    style = data.draw(st.sampled_from(["{}", "'{}'", '"{}"', '"\\t{}"', "|\n  {}", ">\n  {}"]))
    between = data.draw(st.sampled_from([" ", ","]))
    source = Source("x.yaml", "a: " + style.format(between.join(words)))
    scalar = node_at(compose(source).documents[0].root, "a")
    assert isinstance(scalar, Scalar)
    chosen = data.draw(st.integers(0, len(words) - 1))
    start = scalar.text.index(words[0]) + sum(len(word) + 1 for word in words[:chosen])

    span = span_inside(scalar, start, start + len(words[chosen]))

    assert span is not None
    before = source.text[: span.start].count(between) if between == "," else chosen
    assert (words[chosen], chosen) == (source.text[span.start : span.end], before)
