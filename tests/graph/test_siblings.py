"""Names that differ in one code are siblings, and none is a slip of the other."""

from __future__ import annotations

import pytest

from svclint.graph.likeness import Likeness, likeness


@pytest.mark.parametrize(("one", "other"), [("app-a", "app-b"), ("db-ro", "db-rw"), ("web-eu-1", "web-us-1")])
def test_codes_make_siblings(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [("orders-db", "orders-bd"), ("orders-db", "orders-dbs"), ("ax", "ay"), ("web-app", "web-api"), ("app-db", "apq-dc")],
)
def test_swapped_letters_longer_words_and_single_words_are_slips(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.SLIP
