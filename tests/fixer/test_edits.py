"""Edits apply together, and change nothing beside themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svclint.api import Edit, Fix, Span
from svclint.fixer.edits import apply, compatible
from svclint.sources.source import Source


def _fix(source: Source, *edits: tuple[int, int, str]) -> Fix:
    return Fix("", tuple(Edit(Span(source, start, end), text) for start, end, text in edits))


def test_edits_are_placed_by_the_text_as_it_was() -> None:
    source = Source("a.yaml", "one two three")

    assert {source: "1 two III"} == apply([_fix(source, (0, 3, "1"), (8, 13, "III"))])


def test_a_fix_counts_whole_or_not_at_all() -> None:
    one, other = Source("a.yaml", "abc"), Source("b.yaml", "abc")
    first = _fix(one, (0, 2, "x"))
    second = Fix("", (Edit(Span(other, 0, 1), "y"), Edit(Span(one, 1, 3), "y")))

    assert (first,) == compatible([first, second])


def test_neighbours_and_other_sources_are_compatible() -> None:
    one, other = Source("a.yaml", "abc"), Source("b.yaml", "abc")
    fixes = (_fix(one, (0, 1, "x")), _fix(one, (1, 2, "y")), _fix(other, (0, 3, "z")))

    assert fixes == compatible(fixes)


def test_two_insertions_at_one_place_and_equal_edits_are_not() -> None:
    source = Source("a.yaml", "abc")

    assert 1 == len(compatible([_fix(source, (1, 1, "x")), _fix(source, (1, 1, "y"))]))
    assert 1 == len(compatible([_fix(source, (1, 2, "x")), _fix(source, (1, 2, "x"))]))


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3))))
def test_everything_outside_of_the_edits_stays(text: str, wanted: list[tuple[int, int, str]]) -> None:
    source = Source("a.yaml", text)
    spans = [(min(start, len(text)), min(start + length, len(text)), new) for start, length, new in wanted]
    chosen = compatible([_fix(source, each) for each in spans])

    edits = sorted((edit for fix in chosen for edit in fix.edits), key=lambda each: each.at.start)
    expected, position = "", 0
    for edit in edits:
        assert position <= edit.at.start
        expected += text[position : edit.at.start] + edit.text
        position = edit.at.end
    assert {source: expected + text[position:]} == apply(chosen) or not chosen
