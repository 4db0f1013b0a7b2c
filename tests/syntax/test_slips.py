"""The likely slip is named, at the line where it was made."""

from __future__ import annotations

import pytest

from tests.syntax.trees import composed

HEAD = "apiVersion: v1\nkind: Service\nmetadata:\n"


def told(text: str) -> tuple[int, str, str]:
    """The line, the marked text and the hint of the only fault."""
    (fault,) = composed(text).faults
    return fault.source.position(fault.offset)[0], text[fault.offset : fault.end], fault.hint


@pytest.mark.parametrize(
    ("text", "line", "marked", "hint"),
    [
        (HEAD + "\tname: web\n", 4, "\tname: web", "a tab indents this line"),
        (HEAD + "  name: web\n\tlabels: {a: b}\n", 5, "\tlabels: {a: b}", "a tab indents this line"),
        (HEAD + "  name:web\n  labels: {a: b}\n", 4, "name:web", "no space behind the colon of name:"),
        (HEAD + "  labels: {a: b}\n  name:web\nspec: {}\n", 5, "name:web", "no space behind the colon of name:"),
        ("spec:\n  a: 1\n  b:2\n", 3, "b:2", "no space behind the colon of b:"),
        (HEAD + "  name: web namespace: shop\n", 4, "web namespace: shop", "two keys need two lines"),
        (HEAD + "  note: ports: 80\n", 4, "ports: 80", 'a value with ": " inside must be quoted'),
        (HEAD + "  name: web\nspec\n  ports: []\n", 5, "spec", 'no colon behind "spec"'),
        (HEAD + "  name web\n  labels: {}\n", 4, "name web", 'no colon behind "name web"'),
        (HEAD + "  name: web\n\n    labels: {}\n", 6, "labels: {}", "indented deeper than the line before"),
        (HEAD + "  name: web\n# note\n    labels: {}\n", 6, "labels: {}", "indented by 4, the lines above by 0, 2"),
        ("a:\n    b: 1\n  c: d: e\n", 3, "c: d: e", "indented by 2, the lines above by 0, 4"),
        (HEAD + "  name: @web\n", 4, "@web", "a value cannot start with @, quote it"),
        (HEAD + "  name: `web`\n", 4, "`web`", "a value cannot start with `, quote it"),
        (HEAD + "  name: %web\n", 4, "%web", "a value cannot start with %, quote it"),
        ("rules:\n- host: *.example.com\n", 2, "*.example.com", "* has a meaning of its own"),
        ("a: &&x\n", 1, "&&x", "& has a meaning of its own"),
        (HEAD + '  name: "web\n  namespace: shop\n', 4, '"web', "the quote that opens here is not closed"),
        (HEAD + '  name: "web\n  namespace: "shop"\n', 4, '"web', "the quote that opens here is not closed"),
        ("a: 1\n'b\n", 2, "'b", "the quote that opens here is not closed"),
        ('a: "x" y\nb: 1\n', 1, "y", "something follows the closing quote"),
        ("spec:\n  ports: [80, 81\n  type: x\n", 2, "[80, 81", "the [ that opens here is not closed"),
        ("spec: {a: 1, b: 2\n\n", 1, "{a: 1, b: 2", "the { that opens here is not closed"),
        ('{"a": 1\n "b": "]"\n}\n', 2, ': "]"', "a comma is missing before this"),
        ('{"b": [1, 2}}\n', 1, "}}", "a bracket is of the wrong kind"),
        ('a: ["\\"]", x}\n', 1, "}", "a bracket is of the wrong kind"),
        ('a: ["]", x\nb: 1\n', 1, '["]", x', "the [ that opens here is not closed"),
        ("a: 1\nb: {]}\n", 2, "]}", "a bracket is of the wrong kind"),
        ("image: {user}/web\n", 1, "{user}/web", "{user} looks like a placeholder"),
        ("image: [YOUR REGISTRY]/web\n", 1, "[YOUR REGISTRY]/web", "[YOUR REGISTRY] looks like a placeholder"),
        ("spec:\n    a: 1\n  b: 2\n", 3, "b: 2", "indented by 2, the lines above by 0, 4"),
        ("spec:\n  - a: 1\n    b: 1\n - b: 2\n", 4, "- b: 2", "indented by 1, the lines above by 0, 2, 4"),
        ("a:\n- b: 1\nc: 1\n- d\n", 4, "- d", "does not belong here"),
        (" a: 1\nb: 2\n", 2, "b: 2", "indented by 0, the lines above by 1"),
        ("a: - b\n", 1, "- b", "a list starts on a line of its own"),
        ('a: "C:\\dir"\n', 1, '\\dir"', r"\d is no escape, write \\d or use single quotes"),
        ("a: 1\n...\nb: 2\n", 3, "b: 2", "kubectl ignores what follows a line of dots"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", 2, "<<<<<<< HEAD", "a merge conflict is not resolved"),
        ("a: 1\n: 2\n", 2, ": 2", ""),
        ("a: |x\n  b\n", 1, "x", ""),
        ("[a]: b: c\n", 1, ": c", ""),
        ("a: 1\nb: :\n", 2, ":", ""),
    ],
)
def test_slips(text: str, line: int, marked: str, hint: str) -> None:
    assert (line, marked) == told(text)[:2]
    assert hint in told(text)[2]
    assert bool(hint) == bool(told(text)[2])


@pytest.mark.parametrize(("line_end", "first"), [("\r\n", ""), ("\n", "a: '\U0001f600'\n---\n")])
def test_places_are_right_whatever_stands_before(line_end: str, first: str) -> None:
    text = first + HEAD.replace("\n", line_end) + f"  name: @web{line_end}"

    assert (4 + first.count("\n"), "@web", "a value cannot start with @, quote it") == told(text)


def test_a_tab_inside_a_block_is_no_slip() -> None:
    assert 'a value with ": " inside must be quoted; two keys need two lines' == told("a: |\n  x\n  \ty\nb: c: d\n")[2]


def test_an_empty_rest_is_shown_on_the_last_line_that_says_something() -> None:
    assert (1, "a: 'x", "the quote that opens here is not closed") == (
        told("a: 'x")[0],
        "a: " + told("a: 'x")[1],
        told("a: 'x")[2],
    )
    assert (2, "b: |") == told("a: 1\nb: |\n\t\n# end\n\n")[:2]
