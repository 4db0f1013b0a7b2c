"""Slips of the pen and kin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.graph.likeness import Likeness, Vocabulary, differ_in_number, distance, likeness, most_alike

SHORT_WORDS = st.text("abc", max_size=7)


def slow_distance(one: str, other: str) -> int:
    """The textbook's table."""
    table = {(i, j): i + j for i in range(len(one) + 1) for j in range(len(other) + 1)}
    for i, j in ((i, j) for i in range(1, len(one) + 1) for j in range(1, len(other) + 1)):
        steps = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != other[j - 1])]
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            steps.append(table[i - 2, j - 2] + 1)
        table[i, j] = min(steps)
    return table[len(one), len(other)]


@given(SHORT_WORDS, SHORT_WORDS, st.sampled_from([1, 2]))
def test_distance_is_the_textbooks_up_to_its_limit(one: str, other: str, limit: int) -> None:
    assert min(slow_distance(one, other), limit + 1) == distance(one, other, limit)


@pytest.mark.parametrize(("one", "other"), [("Web", "web"), ("web_app", "web-app"), ("wbe", "web"), ("coffee", "c0ffee")])
def test_slips(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.SLIP


@pytest.mark.parametrize(("one", "other"), [("shop-web", "web"), ("calico-typha", "calico-typha-app")])
def test_one_word_more_is_kin(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.KIN


@pytest.mark.parametrize(("one", "other"), [("", "web"), ("web", ""), ("web-1", "web-2"), ("cart", "shop"), ("a", "b")])
def test_strangers_and_siblings(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.NONE


def test_the_most_alike_needs_the_fewest_changes() -> None:
    assert most_alike("htps", ["https", "http", "metrics"]) == ("https", Likeness.SLIP)
    assert most_alike("queue", ["https", "metrics"]) is None


@pytest.mark.parametrize("written", ["servcie-0042-front", "Service-0042-front", "service-0042-frnot"])
def test_vocabulary_finds_a_slip_among_thousands(written: str) -> None:
    words = [f"{stem}-{number:04}-{end}" for stem in ("service", "queue") for number in range(999) for end in ("front", "back")]

    assert Vocabulary(words).nearest(written) == ("service-0042-front", Likeness.SLIP)


def test_a_word_twice_is_a_word_more() -> None:
    assert likeness("order-service-service", "order-service") is Likeness.KIN


def test_vocabulary_tells_every_slip() -> None:
    words = Vocabulary(["web", "webs", "web-app", "queue", "weeb"])

    assert [("web",), ("web", "webs", "weeb"), ()] == [words.slips(written) for written in ("wbe", "webb", "cart")]


def test_names_with_another_number_may_both_exist() -> None:
    assert differ_in_number("db", "db-2")
    assert not differ_in_number("db", "cart2")
