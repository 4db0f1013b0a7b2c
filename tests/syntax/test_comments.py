"""Comments are told from everything that only looks like one."""

from __future__ import annotations

import pytest

from svclint.sources.source import Source
from svclint.syntax.comments import Comment, comments_of
from svclint.syntax.compose import compose


def comments(text: str) -> list[Comment]:
    source = Source("a.yaml", text)
    return list(comments_of(source, compose(source).documents))


def texts(text: str) -> list[str]:
    return [comment.text for comment in comments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1 # one\n", ["# one"]),
        ("# alone", ["# alone"]),
        ("# carriage\r\na: 1 # one\r\n", ["# carriage", "# one"]),
        ("a: http://host/#fragment\n", []),
        ("a: x#y\n", []),
        ('a: "x # no" # yes\n', ["# yes"]),
        ("a: 'it''s # no' # yes\n", ["# yes"]),
        ('a: "two\n  # no" # yes\n', ["# yes"]),
        ('"a # no": 1 # yes\n', ["# yes"]),
        ("a: | # header\n  # content\n  b # content\n # after\n", ["# header", "# after"]),
        ("a: >- # header\n  b # content\n\nc: 1 # one\n", ["# header", "# one"]),
        ('a: [b, # first\n  "c"#second\n  , d#e]\n', ["# first", "#second"]),
        ("a: &x 1 # anchor\nb: *x # alias\n", ["# anchor", "# alias"]),
        ("a: words\n  # ends\n", ["# ends"]),
        ("- # dash\n  a\n", ["# dash"]),
        ("a: 1 # one\n---\nb: 2 # two # still\n", ["# one", "# two # still"]),
        ("a: 1 # one\u2028b: 2\n", ["# one"]),
    ],
)
def test_what_is_a_comment(text: str, expected: list[str]) -> None:
    assert expected == texts(text)


def test_a_broken_document_still_gives_its_comments() -> None:
    assert ["# one", "# two"] == texts("a: [ # one\n---\nb: 1 # two\n")


def test_a_comment_knows_its_place_and_whether_it_has_the_line_for_itself() -> None:
    text = 'a: 1 # behind\n  # alone\nb: "x\n  # no" # behind too\n'

    found = comments(text)

    assert [False, True, False] == [comment.own_line for comment in found]
    assert [comment.text for comment in found] == [text[comment.span.start : comment.span.end] for comment in found]
