"""Host names with a wildcard in front."""

from __future__ import annotations

import pytest

from svclint.graph.gateway.host_patterns import overlap, slip_of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "a.example.com", True),
        ("*", "a.example.com", True),
        ("a.example.com", "A.Example.com", True),
        ("*.example.com", "a.example.com", True),
        ("*.example.com", "a.b.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "*.b.example.com", True),
        ("*.example.com", "*.example.org", False),
        ("*.ample.com", "a.example.com", False),
        ("a.example.com", "b.example.com", False),
    ],
)
def test_overlap_either_way(one: str, other: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert expected is overlap(one, other)
    assert expected is overlap(other, one)


@pytest.mark.parametrize(
    ("host", "patterns", "expected"),
    [
        ("a.exmaple.com", ["*.example.com"], "a.example.com"),
        ("a.exmaple.com", ["b.org", "a.example.com"], "a.example.com"),
        ("a.example.org", ["*.shop.net"], None),
        ("localhost", ["*.example.com"], None),
        ("a.example.com", [], None),
    ],
)
def test_slips(host: str, patterns: list[str], expected: str | None) -> None:
    assert expected == slip_of(host, patterns)
