"""Carets stand exactly under what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.api import Span
from svclint.engine.report import Position
from svclint.reporters.printable import cells, pieces, printable
from svclint.reporters.snippet import Mark, excerpt, gutter_for
from svclint.reporters.style import Style
from svclint.sources.source import Source
from tests.reporters.reports import at

STYLE = Style()


def _shown(text: str, needle: str, style: Style = STYLE, label: str = "") -> list[str]:
    return list(excerpt([Mark(at(text, needle), label, "^")], style))


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("app: web", "web", ["   1 │ app: web", "     │      ^^^"]),
        ("a: {説明: web}", "web", ["   1 │ a: {説明: web}", "     │           ^^^"]),
        ("a: 説明", "説明", ["   1 │ a: 説明", "     │    ^^^^"]),
        ("e\u0301: web", "web", ["   1 │ e\u0301: web", "     │    ^^^"]),
        ("a:\tweb", "web", ["   1 │ a:  web", "     │     ^^^"]),
        ("a: \x1b[1m b", "b", ["   1 │ a: \\x1b[1m b", "     │            ^"]),
        ("a: b", "", ["   1 │ a: b", "     │ ^"]),
    ],
    ids=["plain", "before-wide", "wide", "combining", "tab", "escape", "empty"],
)
def test_carets_stand_under_the_span(text: str, needle: str, expected: list[str]) -> None:
    assert expected == _shown(text, needle)


def test_of_several_lines_the_first_is_shown_without_trailing_space() -> None:
    assert ["   2 │   b: 1", "     │   ^^^^"] == _shown("a:\n  b: 1  \n  c: 2\n", "b: 1  \n  c: 2")


def test_a_long_line_is_taken_apart_once_for_all_that_is_found_in_it() -> None:
    """A minified file is one line."""
    text = "é: [" + ", ".join(f"web{number}" for number in range(500)) + "]"
    pieces.cache_clear()
    for number in range(0, 500, 50):
        assert _shown(text, f"web{number},")

    assert (1, 9) == (pieces.cache_info().misses, pieces.cache_info().hits)


def test_the_end_of_a_text_has_a_place_too() -> None:
    source = Source("a.yaml", "a: b")
    end = Position.of(Span(source, 4, 4))

    assert ["   1 │ a: b", "     │     ^"] == list(excerpt([Mark(end, sign="^")], STYLE))


def test_lines_in_between_are_left_out_where_they_are_more_than_one() -> None:
    source = Source("a.yaml", "a\nb\nc\nd\ne\nf\ng\n")
    marks = [Mark(Position(source, line, 1, line, 2), label) for line, label in ((7, "far"), (1, "one"), (3, "three"))]

    assert [
        "   1 │ a",
        "     │ - one",
        "   2 │ b",
        "   3 │ c",
        "     │ - three",
        " ...",
        "   7 │ g",
        "     │ - far",
    ] == list(excerpt(marks, STYLE))


def test_context_stands_above_and_two_marks_share_a_line() -> None:
    source = Source("a.yaml", "a:\n  b: c\n")
    marks = [Mark(Position(source, 2, 3, 2, 4)), Mark(Position(source, 2, 6, 2, 7), "here", "^")]

    assert ["   1 │ a:", "   2 │   b: c", "     │   -", "     │      ^ here"] == list(excerpt(marks, STYLE, context=1))


def test_the_gutter_grows_with_the_line_numbers() -> None:
    source = Source("a.yaml", "x\n" * 12345)

    assert 4 == gutter_for([Position(source, 999, 1, 999, 1)])
    assert 6 == gutter_for([Position(source, 7, 1, 7, 1), Position(source, 12345, 1, 12345, 1)])


@pytest.mark.parametrize(
    ("needle", "expected"),
    [
        ("key", ["   1 │ key: abcdefgh…", "     │ ^^^"]),
        ("here", ["   1 │ …z: here and o…", "     │     ^^^^"]),
        ("end", ["   1 │ …on to the end", "     │            ^^^"]),
        ("here and on to the end", ["   1 │ …z: here and o…", "     │     ^^^^^^^^^^"]),
    ],
)
def test_long_lines_are_cut_around_the_span(needle: str, expected: list[str]) -> None:
    text = "key: abcdefghijklmnopqrstuvwxyz: here and on to the end"

    assert expected == _shown(text, needle, Style(width=15))


def test_a_mark_outside_of_a_cut_line_stands_at_its_edge() -> None:
    source = Source("a.yaml", "a" * 100)
    marks = [Mark(Position(source, 1, 2, 1, 3), sign="^"), Mark(Position(source, 1, 90, 1, 95), "out there")]

    assert ["   1 | aaaa...", "     |  ^", "     |     - out there"] == list(excerpt(marks, Style(unicode=False, width=10)))


WORDS = st.text().map(lambda text: text.translate(str.maketrans("\r\n\t", "   ")))


@given(WORDS, WORDS, WORDS)
def test_any_span_is_underlined_from_its_first_cell_to_its_last(before: str, needle: str, after: str) -> None:
    place = Position.of(Span(Source("a.yaml", before + needle + after), len(before), len(before + needle)))
    line, carets = (row[7:] for row in excerpt([Mark(place, sign="^")], Style(width=100_000)))

    assert printable(before + needle + after).rstrip() == line
    assert " " * cells(printable(before)) + "^" * max(1, cells(printable(needle))) == carets


@given(WORDS, WORDS, WORDS, st.booleans())
def test_no_line_is_wider_than_asked(before: str, needle: str, after: str, unicode: bool) -> None:  # noqa: FBT001 - hypothesis
    place = Position.of(Span(Source("a.yaml", before + needle + after), len(before), len(before + needle)))
    line, carets = (row[7:] for row in excerpt([Mark(place, sign="^")], Style(unicode=unicode, width=20)))

    assert cells(line) <= 20
    assert 1 <= len(carets) <= 20 + 1  # what is missing at the end of a line shows behind it
