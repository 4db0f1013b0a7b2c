"""Regular expressions of custom resources."""

from __future__ import annotations

import sys

import pytest

from svclint.schema.patterns import matcher


@pytest.fixture(autouse=True)
def _forget() -> None:
    matcher.cache_clear()


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "web-1", True),
        (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "web-1\n", False),
        (r"b+", "abc", True),
        (r"^\d+(\.\d+)?$", "٣", False),
        (r"(?i)^web$", "WEB", True),
        (r"^(?:a|b)$", "c", False),
        (r"^(a+)+$", "a" * 60 + "!", False),
    ],
)
def test_patterns_that_all_engines_read_alike(pattern: str, text: str, *, expected: bool) -> None:
    found = matcher(pattern)

    assert found is not None
    assert expected is found(text)


@pytest.mark.parametrize("pattern", [r"\pL", r"a\z", r"[[:alpha:]]", r"[a&&b]", r"(?=a)", r"(?P<x>a)", "a{2,1}", "(", "a\\"])
def test_patterns_that_are_let_be(pattern: str) -> None:
    assert None is matcher(pattern)


def test_nothing_is_matched_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)

    assert None is matcher("a")
