"""Places in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.sources.source import Source


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns(end: str) -> None:
    source = Source("a.yaml", f"é: 1{end}{end}ab: 2")

    assert [(1, 1), (1, 5), (2, 1), (3, 3)] == [source.position(offset) for offset in _offsets(end)]
    assert ["é: 1", "", "ab: 2"] == [source.line(number) for number in (1, 2, 3)]


def _offsets(end: str) -> tuple[int, ...]:
    return 0, 4, 4 + len(end), 4 + 2 * len(end) + 2


@given(st.text("ab\n\r"), st.integers(0, 20))
def test_a_place_grows_with_its_offset(text: str, offset: int) -> None:
    source = Source("a.yaml", text)
    places = [source.position(each) for each in range(min(offset, len(text)) + 1)]

    assert sorted(set(places)) == places


@given(st.text("ab\n\r"), st.integers(0, 20))
def test_a_place_leads_back_to_its_offset(text: str, offset: int) -> None:
    source = Source("a.yaml", text)
    within = min(offset, len(text))

    assert within == source.offset(*source.position(within))
